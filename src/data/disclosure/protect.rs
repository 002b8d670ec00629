//! From the rows of a dataset to its protected tables; the rows end here.

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        dataset::Dataset,
        disclosure::{
            audit::{self, How, Leak},
            contribution,
            count::{self, Counts},
            declaration::Declaration,
            dimension, merge,
            protection::Reason,
            published,
            rules::{OnFail, Rules, Zeros},
            sum::Sum,
            sums::{Counted, Pairs, Sums},
            suppress,
            tabulation::{Key, Tabulation, Why},
        },
        table::{Places, Table},
    },
};

/// Above so many inner counts in a hundred that are withheld, it is time to merge categories.
const MANY: usize = 40;

/// What only the keeper of a dataset may see; it goes no further than `data`.
#[derive(Clone, Debug)]
pub struct Secret {
    /// What was declared.
    pub declaration: Declaration,
    /// The counts.
    pub counts: Counts,
    /// The tables, and what is withheld in them.
    pub tables: Tabulation,
    /// The rules in force.
    pub rules: Rules,
    /// The declared tables that are published, by place.
    pub kept: Vec<usize>,
    /// Those that are not.
    pub refused: Vec<(usize, Reason)>,
    /// The sums beside the counts, in the order declared.
    pub sums: Vec<Sums>,
}

/// The dataset with its protected tables in place of its rows. Where the declaration or the rows cannot be
/// relied on, it has neither.
pub fn protect(
    dataset: Dataset,
    declaration: Option<Declaration>,
    diagnostics: &mut Diagnostics,
) -> (Dataset, Option<Secret>) {
    let whole = declaration.as_ref().map_or(dataset.span, |declaration| declaration.span);
    let closed = Dataset {
        table: Table::empty(dataset.table.fields().to_vec(), Places::at(whole)),
        primary_key: Vec::new(),
        foreign_keys: Vec::new(),
        sound: false,
        ..dataset.clone()
    };
    let Some(declaration) = declaration.filter(|_| dataset.sound) else { return (closed, None) };
    let mut problems = Diagnostics::new();
    let counts = count::counts(&dataset.table, &declaration, &mut problems);
    let read = |sum| contribution::contributions(&dataset.table, &declaration, sum, &mut problems);
    let given: Vec<_> = declaration.sums.iter().map(read).collect();
    let unsound = problems.block();
    diagnostics.extend(problems.iter().map(Diagnostic::confidential));
    if unsound {
        return (closed, None);
    }
    let settled = settle(declaration, counts, suppress::suppress, diagnostics);
    match settled.and_then(|secret| with_sums(secret, &given, diagnostics)) {
        Some(secret) => (published::published(dataset, &secret), Some(secret)),
        None => (closed, None),
    }
}

/// What chooses the counts that are withheld; the audit trusts none.
type Engine = fn(&mut Tabulation, &Rules);

/// Withholds what must be, until an audit finds nothing more.
fn settle(
    declaration: Declaration,
    counts: Counts,
    engine: Engine,
    diagnostics: &mut Diagnostics,
) -> Option<Secret> {
    let by_hand = declaration.tables.iter().any(|table| table.hide.is_some());
    let mut kept: Vec<usize> = (0..declaration.tables.len()).collect();
    let mut refused = Vec::new();
    let mut rules = declaration.rules;
    loop {
        let mut tables = tabulate(&declaration, &kept, &counts);
        set_caps(&mut tables, &declaration, diagnostics)?;
        if by_hand {
            hide_by_hand(&mut tables, &declaration, &rules, diagnostics)?;
        } else {
            engine(&mut tables, &rules);
        }
        let leak = match audit::run(&tables, &rules) {
            Ok(()) => {
                refuse_empty(&tables, &mut kept, &mut refused);
                let tables = if kept.is_empty() { tabulate(&declaration, &kept, &counts) } else { tables };
                let secret = Secret { declaration, counts, tables, rules, kept, refused, sums: Vec::new() };
                tell(&secret, diagnostics);
                return Some(secret);
            }
            Err(leak) => leak,
        };
        if by_hand {
            diagnostics.push(recoverable(&declaration, &tables, &leak));
            return None;
        }
        if rules.zeros == Zeros::Publish {
            rules.zeros = Zeros::Protect;
            continue;
        }
        if declaration.on_fail == OnFail::Error {
            diagnostics.push(recoverable(&declaration, &tables, &leak));
            return None;
        }
        let worst = tables_of(&declaration, &kept, &tables, leak.cell);
        kept.retain(|table| *table != worst);
        refused.push((worst, Reason::Unsafe));
        rules = declaration.rules;
    }
}

/// The declared tables that are kept, as integers.
#[must_use]
pub fn tabulate(declaration: &Declaration, kept: &[usize], counts: &Counts) -> Tabulation {
    let sizes: Vec<usize> = declaration.dimensions.iter().map(|dimension| dimension.values.len()).collect();
    let by = |table: &usize| declaration.tables.get(*table).map(|table| table.by.clone());
    let tables: Vec<Vec<usize>> = kept.iter().filter_map(by).collect();
    Tabulation::new(&sizes, &tables, |key| counts.get(key).copied().unwrap_or_default())
}

fn set_caps(tables: &mut Tabulation, declaration: &Declaration, diagnostics: &mut Diagnostics) -> Option<()> {
    for (key, cap, span) in &declaration.caps {
        let Some(cell) = tables.find(key).and_then(|at| tables.cells.get_mut(at)) else { continue };
        if cell.value > *cap {
            diagnostics.push(
                Diagnostic::error("unusable-rule", *span, "the count is above what it is said not to exceed")
                    .help("correct `at_most`, or the rows"),
            );
            return None;
        }
        cell.cap = Some(*cap);
    }
    Some(())
}

/// The pattern that the author chose; what is not in it is shown.
fn hide_by_hand(
    tables: &mut Tabulation,
    declaration: &Declaration,
    rules: &Rules,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    tables.lowest = rules.lowest();
    for table in &declaration.tables {
        for key in table.hide.iter().flatten() {
            let Some(cell) = tables.find(key).filter(|cell| tables.may_hide(*cell, rules.zeros)) else {
                let message = format!("{} cannot be withheld", declaration.written(key));
                diagnostics.push(
                    Diagnostic::error("bad-table", table.span, message).help(
                        "name a cell or a total of a declared table, and no zero where zeros are shown",
                    ),
                );
                return None;
            };
            let small = tables.cells.get(cell).is_some_and(|cell| rules.is_primary(cell.value));
            tables.hide(cell, if small { Why::Primary } else { Why::Secondary });
        }
    }
    Some(())
}

/// Tables of which nothing is left are not published.
fn refuse_empty(tables: &Tabulation, kept: &mut Vec<usize>, refused: &mut Vec<(usize, Reason)>) {
    if tables.hidden() == tables.cells.len() {
        refused.extend(kept.drain(..).map(|table| (table, Reason::Small)));
    }
}

/// The last declared table that has the cell inside; else the last that has it at all.
fn tables_of(declaration: &Declaration, kept: &[usize], tables: &Tabulation, cell: usize) -> usize {
    let key: Key = tables.cells.get(cell).map(|cell| cell.key.clone()).unwrap_or_default();
    let filled = |at: &usize| key.get(*at).is_some_and(Option::is_some);
    let by = |table: &usize| declaration.tables.get(*table).map(|table| table.by.clone()).unwrap_or_default();
    let inside = |table: &&usize| {
        let by = by(table);
        by.iter().all(filled) && by.len() == key.iter().flatten().count()
    };
    let has = |table: &&usize| {
        let by = by(table);
        (0..key.len()).filter(filled).all(|at| by.contains(&at))
    };
    let last = kept.iter().rev().find(inside).or_else(|| kept.iter().rev().find(has)).or(kept.last());
    last.copied().unwrap_or_default()
}

fn recoverable(declaration: &Declaration, tables: &Tabulation, leak: &Leak) -> Diagnostic {
    let cell =
        |at: usize| tables.cells.get(at).map(|cell| declaration.written(&cell.key)).unwrap_or_default();
    let name = cell(leak.cell);
    let message = match leak.how {
        How::Shown => format!("the count of {name} is small, and is not withheld"),
        How::Narrow | How::Sums => {
            format!("the withheld count of {name} could be worked out from what is shown")
        }
        How::Insider(other) => {
            format!(
                "the withheld count of {name} could be worked out by whoever is counted in {}",
                cell(other)
            )
        }
    };
    let key = tables.cells.get(leak.cell).map(|cell| cell.key.clone()).unwrap_or_default();
    let by = |table: &&crate::data::disclosure::declaration::Declared| {
        table.by.iter().filter(|at| key.get(**at).is_some_and(Option::is_some)).count()
    };
    let span = declaration.tables.iter().rev().max_by_key(by).map_or(declaration.span, |table| table.span);
    Diagnostic::error("recoverable-count", span, message)
        .help("withhold more counts of its row and column, or delete `hide` and let the program choose")
}

/// Tells of tables that are withheld as a whole, and of those of which little is left.
fn tell(secret: &Secret, diagnostics: &mut Diagnostics) {
    let declaration = &secret.declaration;
    for (table, reason) in &secret.refused {
        let Some(declared) = declaration.tables.get(*table) else { continue };
        let names = dimension::names(&declaration.dimensions, &declared.by);
        let words = match reason {
            Reason::Small => "every count in it would be withheld",
            Reason::Unsafe => "no pattern was found that protects everyone in it",
        };
        let message = format!("the table by {names} is withheld as a whole: {words}");
        diagnostics.push(
            Diagnostic::warning("withheld-table", declared.span, message)
                .help("merge categories, or delete the table; its page says that it is withheld"),
        );
    }
    let (hidden, inner) = secret.tables.hidden_inner();
    if hidden * 100 > inner * MANY {
        let message = format!("{hidden} of {inner} counts are withheld");
        let cure = merge::best(secret)
            .map_or_else(|| "declare fewer or larger categories".to_owned(), |merge| merge.words());
        let note = Diagnostic::note("much-withheld", declaration.span, message).help(cure);
        diagnostics.push(note.confidential());
    }
}

/// Protects the sums beside protected counts; those of a column that cannot be made safe are withheld.
fn with_sums(
    secret: Secret,
    given: &[contribution::Contributions],
    diagnostics: &mut Diagnostics,
) -> Option<Secret> {
    if given.is_empty() {
        return Some(secret);
    }
    let counted = Counted::new(&secret.tables, secret.rules);
    let declared = secret.declaration.sums.iter().zip(given);
    let settled = declared.map(|(sum, given)| settle_sum(&secret, &counted, sum, given, diagnostics));
    let sums = settled.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?;
    Some(Secret { sums, ..secret })
}

fn settle_sum(
    secret: &Secret,
    counted: &Counted<'_>,
    sum: &Sum,
    given: &contribution::Contributions,
    diagnostics: &mut Diagnostics,
) -> Option<Sums> {
    let declaration = &secret.declaration;
    let caps = sum.caps_in(&secret.tables);
    let mut sums = Sums::new(counted, given, sum.rule, |at| caps.get(at).copied().flatten());
    let is_above =
        |cell: &crate::data::disclosure::tabulation::Cell| cell.cap.is_some_and(|cap| cell.value > cap);
    if sums.tables.cells.iter().any(is_above) {
        let span = sum.caps.first().map_or(sum.span, |(.., span)| *span);
        diagnostics.push(
            Diagnostic::error("unusable-rule", span, "a sum is above what it is said not to exceed")
                .help("correct `at_most`, or the rows"),
        );
        return None;
    }
    match &sum.hide {
        Some(keys) => sums
            .hide_by_hand(keys)
            .map_err(|key| {
                let message = format!("the sum of {} cannot be withheld", declaration.written(key));
                diagnostics.push(
                    Diagnostic::error("bad-table", sum.span, message)
                        .help("name a cell or a total of a declared table"),
                );
            })
            .ok()?,
        None => sums.suppress(counted),
    }
    let leak = Pairs::new(counted, &sums).run().err();
    if let Some(leak) = leak.filter(|_| sum.hide.is_some() || declaration.on_fail == OnFail::Error) {
        diagnostics.push(recoverable_sum(declaration, &secret.tables, sum, &leak));
        return None;
    }
    if leak.is_some() {
        sums.withhold();
    }
    if sums.are_withheld() && !secret.kept.is_empty() {
        diagnostics.push(withheld_sums(sum, leak.is_some()));
    }
    Some(sums)
}

fn recoverable_sum(declaration: &Declaration, tables: &Tabulation, sum: &Sum, leak: &Leak) -> Diagnostic {
    let cell =
        |at: usize| tables.cells.get(at).map(|cell| declaration.written(&cell.key)).unwrap_or_default();
    let (name, column) = (cell(leak.cell), &sum.name);
    let message = match leak.how {
        How::Shown => format!("the sum of `{column}` for {name} must be withheld, and is shown"),
        How::Narrow => {
            format!("the withheld sum of `{column}` for {name} could be worked out from what is shown")
        }
        How::Insider(other) => format!(
            "the withheld sum of `{column}` for {name} could be worked out by whoever is alone in {}",
            cell(other)
        ),
        How::Sums => format!("the sums of `{column}` tell of the withheld count of {name}"),
    };
    Diagnostic::error("recoverable-sum", sum.span, message)
        .help("withhold more sums of its row and column, or delete `hide` and let the program choose")
}

fn withheld_sums(sum: &Sum, unsafe_to_show: bool) -> Diagnostic {
    let words = if unsafe_to_show {
        "no pattern was found that protects everyone in them"
    } else {
        "each of them would be"
    };
    let message = format!("all sums of `{}` are withheld: {words}", sum.name);
    Diagnostic::warning("withheld-table", sum.span, message)
        .help("merge categories, or delete the sum; its column shows nothing but markers")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{span::FileId, yaml::Yaml},
        data::{cell::Cell, disclosure::published::rows, schema::Schema},
    };

    const TEXT: &str = "schema:\n  fields:\n    - {name: region, type: string, categories: [north, south, east]}\ndisclosure:\n  unit: person\n  tables:\n    - by: [region]\n";

    fn declaration(on_fail: OnFail) -> Declaration {
        let mut diagnostics = Diagnostics::new();
        let yaml = Yaml::parse(FileId(0), TEXT, 0).unwrap();
        let entries = yaml.root().entries().unwrap();
        let schema = Schema::from_node(entries[0].node, Default::default(), &mut diagnostics);
        let read = Declaration::from_node(entries[1].node, &schema, &mut diagnostics).unwrap();
        assert!(!diagnostics.block());
        Declaration { on_fail, ..read }
    }

    fn counts() -> Counts {
        [(Some(0), 40), (Some(1), 30), (Some(2), 3), (None, 73)].map(|(at, count)| (vec![at], count)).into()
    }

    /// Withholds what is small and nothing else, so that the total gives it away.
    fn leaky(tables: &mut Tabulation, rules: &Rules) {
        tables.hide_small(rules);
    }

    #[test]
    fn a_leaky_engine_is_stopped_by_the_audit() {
        let mut diagnostics = Diagnostics::new();
        assert!(settle(declaration(OnFail::Error), counts(), leaky, &mut diagnostics).is_none());
        let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["recoverable-count"]);
        assert!(diagnostics.block());
    }

    #[test]
    fn a_table_that_cannot_be_made_safe_is_withheld_as_a_whole() {
        let mut diagnostics = Diagnostics::new();
        let secret = settle(declaration(OnFail::Withhold), counts(), leaky, &mut diagnostics).unwrap();
        assert_eq!((secret.kept.len(), secret.refused.as_slice()), (0, [(0, Reason::Unsafe)].as_slice()));
        assert_eq!(rows(&secret), Vec::<Vec<Cell>>::new());
    }

    #[test]
    fn the_engine_withholds_two_and_the_audit_lets_it_pass() {
        let mut diagnostics = Diagnostics::new();
        let secret =
            settle(declaration(OnFail::Error), counts(), suppress::suppress, &mut diagnostics).unwrap();
        assert_eq!(secret.tables.hidden(), 2);
        assert!(rows(&secret).iter().flatten().all(|cell| cell.decimal().is_none_or(|n| n > 10.into())));
    }
}
