//! Small differences between what is published and what was, or between two tables: each is a count of the few
//! people who made it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        dataset::Dataset,
        disclosure::protection::{Protection, name},
    },
};

/// Two tables of which so many counts in a hundred are the same count the same people.
const ALIKE: usize = 50;

/// The published counts and sums of the protected datasets by name: `count:intake:country=FRA`, or
/// `sum:intake:awarded:country=FRA`, and the number; a withheld one has none.
pub fn published(list: &[Dataset]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (dataset, protection) in protected(list) {
        for (cell, count) in counts(dataset, protection) {
            all.insert(format!("count:{}:{cell}", dataset.id), count.to_string());
        }
        for (column, cell, sum) in sums(dataset, protection) {
            all.insert(format!("sum:{}:{column}:{cell}", dataset.id), sum.to_string());
        }
    }
    all
}

/// Compares the counts and sums with those of the last release. A sum that is another is a small change where
/// fewer than the threshold came or went: it is what these few were given, or one of them was.
pub fn compare(list: &[Dataset], last: &BTreeMap<String, String>, diagnostics: &mut Diagnostics) {
    for (dataset, protection) in protected(list) {
        let threshold = dataset.notice.as_ref().map_or(0, |notice| notice.threshold);
        let counts = counts(dataset, protection);
        let was = |cell: &str| {
            last.get(&format!("count:{}:{cell}", dataset.id)).and_then(|text| text.parse::<i64>().ok())
        };
        for (cell, now) in &counts {
            let Some(was) = was(cell).filter(|was| is_small(now - was, threshold)) else { continue };
            let change = Change { column: None, cell, was: was.into(), now: (*now).into() };
            change.judge(dataset, protection, diagnostics);
        }
        for (column, cell, now) in sums(dataset, protection) {
            let old = last.get(&format!("sum:{}:{column}:{cell}", dataset.id));
            let Some(old) = old.and_then(|text| text.parse::<Decimal>().ok()) else { continue };
            let counted = counts.get(&cell).zip(was(&cell)).map(|(now, was)| (now - was).abs());
            if old != now && counted.is_none_or(|by| by < threshold) {
                let change = Change { column: Some(&column), cell: &cell, was: old, now };
                change.judge(dataset, protection, diagnostics);
            }
        }
    }
}

/// A change of one number between two releases.
struct Change<'c> {
    /// The column of sums; `None` for counts.
    column: Option<&'c str>,
    cell: &'c str,
    was: Decimal,
    now: Decimal,
}

impl Change<'_> {
    /// Reports it unless someone looked at it.
    fn judge(&self, dataset: &Dataset, protection: &Protection, diagnostics: &mut Diagnostics) {
        let counts = dataset.table.fields().get(protection.count).map(|field| field.name.as_str());
        let column = self.column.or(counts).unwrap_or_default();
        let looked_at = protection.changes.iter().any(|seen| {
            seen.column == column && seen.cell == self.cell && seen.was == self.was && seen.now == self.now
        });
        if !looked_at {
            diagnostics.push(self.revealing(dataset, protection));
        }
    }

    fn revealing(&self, dataset: &Dataset, protection: &Protection) -> Diagnostic {
        let selection = self.cell.replace('=', ": ").replace(',', ", ");
        let (id, was, now) = (&dataset.id, self.was, self.now);
        let (message, field) = match self.column {
            None => {
                let by = (now - was).abs();
                let message = format!(
                    "`{id}` differs by {by} from the release that is published: {{{selection}}} was {was}, now {now}"
                );
                (message, String::new())
            }
            Some(column) => {
                let message = format!(
                    "`{id}` counts the same as the release that is published, or all but a few, and the sum of `{column}` is another: {{{selection}}} was {was}, now {now}"
                );
                (message, format!("field: {column}, "))
            }
        };
        Diagnostic::error("revealing-change", protection.span, message).help(format!(
            "a small change tells of the few who made it; if they cannot be told, add to `changes`: `- {{at: {{{selection}}}, {field}was: {was}, now: {now}, reason: \"…\"}}`"
        ))
    }
}

/// Compares protected datasets with each other, table by table.
pub fn compare_tables(list: &[Dataset], diagnostics: &mut Diagnostics) {
    let all: Vec<_> = protected(list)
        .map(|(dataset, protection)| (dataset, protection, counts(dataset, protection)))
        .collect();
    for (at, (one, _, ours)) in all.iter().enumerate() {
        for (other, protection, theirs) in all.iter().skip(at + 1) {
            let both: Vec<(i64, i64, &String)> =
                ours.iter().filter_map(|(cell, count)| Some((*count, *theirs.get(cell)?, cell))).collect();
            let threshold = one.notice.iter().chain(&other.notice).map(|notice| notice.threshold).max();
            let alike = both.iter().filter(|(a, b, _)| a == b).count();
            let small = both.iter().filter(|(a, b, _)| is_small(a - b, threshold.unwrap_or_default()));
            let differs = small.max_by_key(|(.., cell)| cell.matches('=').count());
            if let Some((.., cell)) = differs.filter(|_| alike * 100 >= both.len() * ALIKE) {
                diagnostics.push(revealing_difference(one, other, protection, cell));
            }
        }
    }
}

fn is_small(difference: i64, threshold: i64) -> bool {
    difference != 0 && difference.abs() < threshold
}

fn protected(list: &[Dataset]) -> impl Iterator<Item = (&Dataset, &Protection)> {
    list.iter()
        .filter(|dataset| dataset.sound)
        .filter_map(|dataset| Some((dataset, dataset.protection.as_ref()?)))
}

/// The counts that are shown, by the name of their cells.
fn counts(dataset: &Dataset, protection: &Protection) -> BTreeMap<String, i64> {
    let table = &dataset.table;
    let count = |row: usize| {
        let number = i64::try_from(table.cell(row, protection.count).decimal()?).ok()?;
        Some((name(table, &protection.dimensions, row), number))
    };
    (0..table.rows()).filter_map(count).collect()
}

/// The sums that are shown, with their columns and the names of their cells.
fn sums(dataset: &Dataset, protection: &Protection) -> Vec<(String, String, Decimal)> {
    let table = &dataset.table;
    let of = |column: usize| {
        let field = table.fields().get(column).map(|field| field.name.clone()).unwrap_or_default();
        let sum = move |row: usize| {
            Some((
                field.clone(),
                name(table, &protection.dimensions, row),
                table.cell(row, column).decimal()?,
            ))
        };
        (0..table.rows()).filter_map(sum)
    };
    protection.sums.iter().copied().flat_map(of).collect()
}

fn revealing_difference(one: &Dataset, other: &Dataset, protection: &Protection, cell: &str) -> Diagnostic {
    let selection = cell.replace('=', ": ").replace(',', ", ");
    let message = format!(
        "`{}` and `{}` count the same but for a few: {{{selection}}} tells them apart",
        one.id, other.id
    );
    let problem = Diagnostic::error("revealing-difference", protection.span, message)
        .help("publish one of the two, or both as tables of one dataset, which are protected together");
    match &one.protection {
        Some(first) => problem.label(first.span, "the other one"),
        None => problem,
    }
}
