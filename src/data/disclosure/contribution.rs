//! From records to exact sums: what each contributor gave to each cell, in whole smallest units.
//!
//! Of the contributors only what the rules ask for is kept: how many there are, and the two largest.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        cell::Cell,
        disclosure::{
            count::{groupings, masked},
            declaration::Declaration,
            sum::Sum,
            tabulation::Key,
        },
        folding::Folding,
        table::Table,
        value::Value,
    },
};

/// All amounts together are no more smallest units than this, so that nothing overflows.
const MOST: i64 = 1_000_000_000_000_000;

/// What was contributed to one cell, in smallest units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    /// All of it.
    pub sum: i64,
    /// How many contributed something.
    pub contributors: i64,
    /// The most that one of them contributed.
    pub largest: i64,
    /// The most that another one did.
    pub second: i64,
}

impl Contribution {
    /// Adds all that one contributor gave.
    pub fn add(&mut self, amount: i64) {
        if amount <= 0 {
            return;
        }
        self.sum += amount;
        self.contributors += 1;
        self.second = self.second.max(amount.min(self.largest));
        self.largest = self.largest.max(amount);
    }

    /// What all but the two largest gave.
    #[must_use]
    pub fn rest(&self) -> i64 {
        self.sum - self.largest - self.second
    }
}

/// The contributions to the cells of all declared tables; nothing was given to one that is not there.
#[derive(Clone, Debug, Default)]
pub struct Contributions {
    /// By cell.
    pub cells: BTreeMap<Key, Contribution>,
    /// The smallest amount of a record that is above zero; 1 if there is none.
    pub least: i64,
}

/// Adds up the amounts of records whose categories are sound.
pub fn contributions(
    table: &Table,
    declaration: &Declaration,
    sum: &Sum,
    diagnostics: &mut Diagnostics,
) -> Contributions {
    let groupings = groupings(declaration);
    let mut given: BTreeMap<(Key, &Value), i64> = BTreeMap::new();
    let mut reading = Reading { table, sum, total: 0, problems: Folding::default() };
    let mut least = None;
    for row in 0..table.rows() {
        let (contributor, amount) = (reading.contributor(row), reading.amount(row));
        let (Some(contributor), Some(amount)) = (contributor, amount) else { continue };
        let category = |dimension: &crate::data::disclosure::dimension::Dimension| {
            table.cell(row, dimension.field).value().and_then(|value| dimension.place(value))
        };
        let key: Key = declaration.dimensions.iter().map(category).collect();
        for by in &groupings {
            *given.entry((masked(&key, by), contributor)).or_default() += amount;
        }
        least = least.into_iter().chain([amount]).filter(|amount| *amount > 0).min();
    }
    reading.problems.finish(diagnostics);
    let mut cells: BTreeMap<Key, Contribution> = BTreeMap::new();
    for ((key, _), amount) in given {
        cells.entry(key).or_default().add(amount);
    }
    Contributions { cells, least: least.unwrap_or(1) }
}

/// The records of one sum.
struct Reading<'t> {
    table: &'t Table,
    sum: &'t Sum,
    total: i64,
    problems: Folding,
}

impl<'t> Reading<'t> {
    fn contributor(&mut self, row: usize) -> Option<&'t Value> {
        let found = self.table.cell(row, self.sum.contributor).value();
        if found.is_none() {
            let cure = "fill it in; an amount of nobody in particular needs an id of its own";
            self.refuse(row, self.sum.contributor, "has no contributor", cure);
        }
        found
    }

    /// The amount of a record in smallest units.
    fn amount(&mut self, row: usize) -> Option<i64> {
        let field = self.sum.field;
        let Cell::Value { value, flag: None } = self.table.cell(row, field) else {
            self.refuse(row, field, "has no exact amount", "write it, with 0 where there is none");
            return None;
        };
        let number = value.decimal().unwrap_or_default().normalize();
        if number < Decimal::ZERO {
            let cure = "count what was paid back in a column of its own; a sum that things are taken from hides nobody";
            self.refuse(row, field, "has an amount below zero", cure);
            return None;
        }
        if number.scale() > self.sum.decimals {
            let cure = "round it, or declare more `decimals` in the item of `sums`";
            self.refuse(row, field, "has an amount with too many decimals", cure);
            return None;
        }
        let units = Decimal::from(10_i64.pow(self.sum.decimals));
        let amount = number.checked_mul(units).and_then(|units| units.to_i64());
        match amount.and_then(|amount| self.total.checked_add(amount)).filter(|total| *total <= MOST) {
            Some(total) => self.total = total,
            None => {
                let cure = "check it; all amounts together may be a thousand million million smallest units; declare fewer `decimals` if there are fewer";
                self.refuse(row, field, "has an amount that is too large", cure);
                return None;
            }
        }
        amount
    }

    fn refuse(&mut self, row: usize, field: usize, words: &str, cure: &str) {
        let place = self.table.place(row, field);
        let message = format!("row {} {words} in `{}`", place.row, place.column);
        let problem = Diagnostic::error("unusable-sum", place.span, message).help(cure);
        self.problems.push(Some(field), problem);
    }
}

#[cfg(test)]
mod tests {
    use super::Contribution;

    #[test]
    fn the_two_largest_are_known_and_nobody_else() {
        let mut cell = Contribution::default();
        [5, 0, 40, 12, 40, 3].into_iter().for_each(|amount| cell.add(amount));
        assert_eq!(cell, Contribution { sum: 100, contributors: 5, largest: 40, second: 40 });
        assert_eq!(cell.rest(), 20);
    }
}
