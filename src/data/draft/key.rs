//! The fewest columns whose values tell all rows of a file apart.

use std::collections::BTreeSet;

use crate::data::{draft::column::Column, kind::FieldType};

/// More columns than these are not tried: a key stands in front.
const TRIED: usize = 8;

/// The columns of a key, one to three, the leftmost first; empty if there are none.
#[must_use]
pub fn find(columns: &[Column]) -> Vec<usize> {
    let flags: BTreeSet<usize> = columns.iter().filter_map(|column| column.status).collect();
    let able: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| column.full() && !flags.contains(at) && can_name(*at, column))
        .map(|(at, _)| at)
        .take(TRIED)
        .collect();
    let found =
        (1..=3).find_map(|size| combinations(&able, size).into_iter().find(|key| tells(columns, key)));
    found.unwrap_or_default()
}

/// Counts differ from row to row by chance; only the first column of whole numbers may be one of names.
fn can_name(at: usize, column: &Column) -> bool {
    match column.kind {
        FieldType::Number | FieldType::Boolean => false,
        FieldType::Integer => at == 0,
        _ => true,
    }
}

/// All ways to take `size` of some columns, in their order.
fn combinations(able: &[usize], size: usize) -> Vec<Vec<usize>> {
    let Some(rest) = size.checked_sub(1) else { return vec![Vec::new()] };
    let mut all = Vec::new();
    for (place, first) in able.iter().enumerate() {
        let later = able.get(place + 1..).unwrap_or_default();
        all.extend(combinations(later, rest).into_iter().map(|others| [vec![*first], others].concat()));
    }
    all
}

fn tells(columns: &[Column], key: &[usize]) -> bool {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    let name = |row: usize| -> Vec<&str> {
        key.iter().filter_map(|at| columns.get(*at)?.cells.get(row)).map(String::as_str).collect()
    };
    let mut seen = BTreeSet::new();
    rows > 0 && (0..rows).all(|row| seen.insert(name(row)))
}
