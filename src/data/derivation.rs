//! Datasets that are made from others: `from` and `transform` in a descriptor in place of a CSV file.

use std::collections::BTreeMap;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        transform::Step,
        yaml::{fields::quoted_list, nearest, scalar::Written},
    },
    data::{
        check::{self, Check},
        dataset::Dataset,
        disclosure::{personal, protection::Notice},
        field::Field,
        folding::Folding,
        keys,
        stream::query::Query,
        table::Table,
        transform,
        vintage::Vintage,
    },
};

/// How a dataset is made from another.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The other dataset.
    pub from: Written,
    /// The steps from its table to this one.
    pub steps: Vec<Step>,
    /// The columns as declared; as they come out if none are.
    pub fields: Vec<Field>,
    /// What must hold of the rows.
    pub checks: Vec<Check>,
}

/// Makes every dataset of `waiting`, by its place in `list`, after the one that it is made from. The first
/// steps of those made from a streamed file are in `answered`.
pub fn derive(
    list: &mut [Dataset],
    mut waiting: BTreeMap<usize, Derivation>,
    mut answered: BTreeMap<usize, Table>,
    diagnostics: &mut Diagnostics,
) {
    loop {
        let is_ready = |derivation: &Derivation| {
            let names = sources(derivation);
            waiting
                .keys()
                .all(|place| list.get(*place).is_none_or(|dataset| !names.contains(&dataset.id.as_str())))
        };
        let next = waiting.iter().find(|(_, derivation)| is_ready(derivation)).map(|(place, _)| *place);
        let Some((place, derivation)) = next.and_then(|place| waiting.remove_entry(&place)) else { break };
        let mut problems = Diagnostics::new();
        let made = make(list, place, &derivation, answered.remove(&place), &mut problems);
        if let Some((dataset, made)) = list.get_mut(place).zip(made) {
            *dataset = Dataset { sound: dataset.sound && !problems.block(), ..made };
        } else if let Some(dataset) = list.get_mut(place) {
            dataset.sound = false;
        }
        diagnostics.merge(problems);
    }
    for (place, derivation) in waiting {
        if let Some(dataset) = list.get_mut(place) {
            dataset.sound = false;
            diagnostics.push(circular(&dataset.id, &derivation));
        }
    }
}

/// The datasets that must be there first.
fn sources(derivation: &Derivation) -> Vec<&str> {
    let looked_up = derivation.steps.iter().filter_map(|step| match &step.kind {
        crate::base::transform::StepKind::Lookup { data, .. } => Some(data.text.as_str()),
        _ => None,
    });
    std::iter::once(derivation.from.text.as_str()).chain(looked_up).collect()
}

fn circular(id: &str, derivation: &Derivation) -> Diagnostic {
    let message = format!("`{id}` is made from itself, by way of `{}`", derivation.from.text);
    Diagnostic::error("circular-dataset", derivation.from.span, message)
        .help("name a dataset that has a CSV file")
}

/// The dataset with its rows; `None` if there is no source, or one with errors of its own.
fn make(
    list: &[Dataset],
    place: usize,
    derivation: &Derivation,
    answered: Option<Table>,
    diagnostics: &mut Diagnostics,
) -> Option<Dataset> {
    let own = list.get(place)?;
    let Some(source) = list.iter().find(|other| other.id == derivation.from.text) else {
        diagnostics.push(no_source(&derivation.from, list));
        return None;
    };
    if !source.sound {
        return None;
    }
    let table = match answered {
        Some(table) => {
            let first =
                Dataset { table, primary_key: Vec::new(), foreign_keys: Vec::new(), ..source.clone() };
            let rest = derivation.steps.get(Query::steps(derivation)..).unwrap_or_default();
            rows(&first, rest, derivation, list, diagnostics)?
        }
        None => rows(source, &derivation.steps, derivation, list, diagnostics)?,
    };
    if own.publish {
        personal::check(&table, own.span, diagnostics);
    }
    keys::check_unique(&table, &own.primary_key, diagnostics);
    check::run(&derivation.checks, &table, diagnostics);
    let vintages = vintages(source, derivation, list, diagnostics);
    let mut about = own.about.clone();
    if about.sources.is_empty() {
        about.sources = source.about.sources.clone();
    }
    if about.licenses.is_empty() {
        about.licenses = source.about.licenses.clone();
    }
    about.updated = about.updated.or(source.about.updated);
    let notice = notice(source, derivation, list);
    Some(Dataset { table, vintages, about, notice, ..own.clone() })
}

/// What must be known of withheld counts that came along.
fn notice(source: &Dataset, derivation: &Derivation, list: &[Dataset]) -> Option<Notice> {
    let names = sources(derivation);
    let looked_up = list.iter().filter(|other| names.contains(&other.id.as_str()));
    [source].into_iter().chain(looked_up).find_map(|dataset| dataset.notice.clone())
}

/// The rows that `steps` make of a source, typed as the derivation declares.
fn rows(
    source: &Dataset,
    steps: &[Step],
    derivation: &Derivation,
    list: &[Dataset],
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let made = transform::apply(source, steps, list, derivation.from.span, diagnostics)?;
    if derivation.fields.is_empty() {
        return Some(made.table);
    }
    declared(made.table, derivation, diagnostics)
}

/// The same steps over each vintage of the source. What is looked up elsewhere is that of today.
fn vintages(
    source: &Dataset,
    derivation: &Derivation,
    list: &[Dataset],
    diagnostics: &mut Diagnostics,
) -> Vec<Vintage> {
    let mut made = Vec::new();
    for vintage in &source.vintages {
        let then = Dataset { table: vintage.table.clone(), vintages: Vec::new(), ..source.clone() };
        let table = rows(&then, &derivation.steps, derivation, list, diagnostics);
        made.extend(table.map(|table| Vintage { table, ..vintage.clone() }));
    }
    made
}

fn no_source(from: &Written, list: &[Dataset]) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-dataset", from.span, format!("there is no dataset `{}`", from.text));
    match nearest(&from.text, list.iter().map(|other| other.id.as_str())) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a descriptor of `data/` without its ending"),
    }
}

/// The table with the declared columns, in their order; every computed column must be declared, with its type.
fn declared(table: Table, derivation: &Derivation, diagnostics: &mut Diagnostics) -> Option<Table> {
    let span = derivation.from.span;
    let mut order = Vec::new();
    for field in &derivation.fields {
        match table.field(&field.name) {
            Some(at) => order.push(at),
            None => {
                let names = quoted_list(table.fields().iter().map(|field| field.name.as_str()));
                let message = format!("the transform makes no column `{}`", field.name);
                diagnostics.push(
                    Diagnostic::error("missing-column", span, message)
                        .help(format!("its columns are {names}")),
                );
            }
        }
    }
    for made in table.fields() {
        let message = match derivation.fields.iter().find(|field| field.name == made.name) {
            None => format!("no field `{}` is declared", made.name),
            Some(field) if field.kind != made.kind => {
                format!(
                    "`{}` is declared as `{}`, but comes out as `{}`",
                    made.name,
                    field.kind.word(),
                    made.kind.word()
                )
            }
            Some(_) => continue,
        };
        let cure = format!("declare it as `{{name: {}, type: {}}}`", made.name, made.kind.word());
        diagnostics.push(Diagnostic::error("unknown-column", span, message).help(cure));
    }
    if diagnostics.block() {
        return None;
    }
    let table = table.rearranged(&order, derivation.fields.clone());
    check_cells(&table, diagnostics);
    Some(table)
}

/// Computed cells keep to the rules of their columns like written ones.
fn check_cells(table: &Table, diagnostics: &mut Diagnostics) {
    let mut problems = Folding::default();
    for (at, field) in table.fields().iter().enumerate() {
        for row in 0..table.rows() {
            let cell = table.cell(row, at);
            if let Err(fault) = field.check(cell) {
                let text = cell.value().map(ToString::to_string).unwrap_or_default();
                problems.push(Some(at), fault.at(&text, table.place(row, at)));
            }
        }
    }
    problems.finish(diagnostics);
}
