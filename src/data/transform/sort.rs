//! The rows in another order: `sort: [-total, year]`. Rows without a value come last either way.

use std::cmp::Ordering;

use crate::{
    base::{diagnostic::Diagnostic, transform::Order},
    data::{dataset::Dataset, table::Table, transform::column},
};

/// A column to sort by whose place is known.
pub type Key = (usize, bool);

/// The places of the columns to sort by.
///
/// # Errors
/// When one is not there.
pub fn keys(dataset: &Dataset, orders: &[Order]) -> Result<Vec<Key>, Diagnostic> {
    orders.iter().map(|order| Ok((column(dataset, &order.field)?, order.descending))).collect()
}

/// `rows` in the order declared; those that are equal in it keep theirs.
///
/// # Errors
/// When a column is not there.
pub fn order(dataset: &Dataset, orders: &[Order], rows: &[usize]) -> Result<Vec<usize>, Diagnostic> {
    let keys = keys(dataset, orders)?;
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| compare(&dataset.table, &keys, *a, *b));
    Ok(sorted)
}

/// How two rows stand to each other.
#[must_use]
pub fn compare(table: &Table, keys: &[Key], a: usize, b: usize) -> Ordering {
    let one =
        |(column, descending): &Key| match (table.cell(a, *column).value(), table.cell(b, *column).value()) {
            (Some(a), Some(b)) if *descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        };
    keys.iter().map(one).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
