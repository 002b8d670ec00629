//! Rows that agree in some fields, and exact sums over them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::data::{cell::Cell, status::Flag, table::Table, value::Value};

/// The rows of each group that agrees in the fields `by`, in the order in which the groups first appear.
#[must_use]
pub fn groups(table: &Table, by: &[usize]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<Vec<Option<&Value>>, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for row in 0..table.rows() {
        let key = by.iter().map(|field| table.cell(row, *field).value()).collect();
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(rows) => rows.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// The number of a cell that can be reckoned with: neither absent nor a bound nor rounded.
#[must_use]
pub fn exact(cell: &Cell) -> Option<Decimal> {
    let vague = matches!(cell.flag(), Some(Flag::Approximate | Flag::AtLeast | Flag::AtMost));
    cell.decimal().filter(|_| !vague)
}

/// The sum of all numbers; `None` if it is too large.
#[must_use]
pub fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    numbers.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}
