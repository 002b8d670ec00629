//! Small differences between what is published and what was, or between two tables: each is a count of the few
//! people who made it.

use std::collections::BTreeMap;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        dataset::Dataset,
        disclosure::protection::{Protection, name},
    },
};

/// Two tables of which so many counts in a hundred are the same count the same people.
const ALIKE: usize = 50;

/// The published counts of the protected datasets by name: `count:intake:country=FRA` and the number; a
/// withheld one has none.
pub fn published(list: &[Dataset]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (dataset, protection) in protected(list) {
        for (cell, count) in counts(dataset, protection) {
            all.insert(format!("count:{}:{cell}", dataset.id), count.to_string());
        }
    }
    all
}

/// Compares the counts with those of the last release.
pub fn compare(list: &[Dataset], last: &BTreeMap<String, String>, diagnostics: &mut Diagnostics) {
    for (dataset, protection) in protected(list) {
        let threshold = dataset.notice.as_ref().map_or(0, |notice| notice.threshold);
        for (cell, now) in counts(dataset, protection) {
            let was =
                last.get(&format!("count:{}:{cell}", dataset.id)).and_then(|text| text.parse::<i64>().ok());
            let Some(was) = was.filter(|was| is_small(now - was, threshold)) else { continue };
            if !protection.changes.contains(&(cell.clone(), was, now)) {
                diagnostics.push(revealing_change(dataset, protection, &cell, was, now));
            }
        }
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

fn revealing_change(
    dataset: &Dataset,
    protection: &Protection,
    cell: &str,
    was: i64,
    now: i64,
) -> Diagnostic {
    let selection = cell.replace('=', ": ").replace(',', ", ");
    let message = format!(
        "`{}` differs by {} from the release that is published: {{{selection}}} was {was}, now {now}",
        dataset.id,
        (now - was).abs()
    );
    Diagnostic::error("revealing-change", protection.span, message).help(format!(
        "a small change tells of the few who made it; if they cannot be told, add to `changes`: `- {{at: {{{selection}}}, was: {was}, now: {now}, reason: \"…\"}}`"
    ))
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
