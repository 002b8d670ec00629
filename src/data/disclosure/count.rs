//! From rows to exact counts: records are counted, supplied tables are checked and added up.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{
        cell::Cell,
        disclosure::{declaration::Declaration, dimension, tabulation::Key},
        folding::Folding,
        table::Table,
        value::Value,
    },
};

/// No count is larger, so that no sum is too large.
const MOST: i64 = 1_000_000_000_000;

/// So many cells without a row are named.
const SHOWN: usize = 3;

/// The counts of every grouping of the declared tables; a key that is not there counts nothing.
pub type Counts = BTreeMap<Key, i64>;

/// The groupings of the declared tables: each by its dimensions, each dimension alone, and everything.
#[must_use]
pub fn groupings(declaration: &Declaration) -> BTreeSet<Vec<usize>> {
    let mut all = BTreeSet::from([Vec::new()]);
    for table in &declaration.tables {
        let mut by = table.by.clone();
        by.sort_unstable();
        all.extend(by.iter().map(|dimension| vec![*dimension]));
        all.insert(by);
    }
    all
}

/// Counts the rows of a dataset, or takes the counts that it supplies.
pub fn counts(table: &Table, declaration: &Declaration, diagnostics: &mut Diagnostics) -> Counts {
    match declaration.count.field {
        Some(field) => Supplied::new(table, declaration, field).read(diagnostics),
        None => records(table, declaration, diagnostics),
    }
}

fn records(table: &Table, declaration: &Declaration, diagnostics: &mut Diagnostics) -> Counts {
    let groupings = groupings(declaration);
    let mut counts = Counts::new();
    let mut problems = Folding::default();
    for row in 0..table.rows() {
        let mut key: Key = Vec::new();
        for dimension in &declaration.dimensions {
            let category = table.cell(row, dimension.field).value().map(|value| dimension.place(value));
            if category.is_none() {
                problems.push(Some(dimension.field), no_category(table, row, dimension.field));
            }
            key.push(category.flatten());
        }
        if key.iter().all(Option::is_some) {
            for by in &groupings {
                *counts.entry(masked(&key, by)).or_default() += 1;
            }
        }
    }
    problems.finish(diagnostics);
    counts
}

/// The key of a grouping.
#[must_use]
pub fn masked(key: &[Option<u16>], by: &[usize]) -> Key {
    let kept = |(at, category): (usize, &Option<u16>)| category.filter(|_| by.contains(&at));
    key.iter().enumerate().map(kept).collect()
}

fn no_category(table: &Table, row: usize, field: usize) -> Diagnostic {
    let place = table.place(row, field);
    let message = format!("row {} has no `{}`, but a table is by it", place.row, place.column);
    Diagnostic::error("missing-value", place.span, message)
        .help("fill it in; for cases where it is not known declare a category such as `unknown`")
}

/// A file that has a row for each cell.
struct Supplied<'a> {
    table: &'a Table,
    declaration: &'a Declaration,
    field: usize,
    counts: Counts,
    rows: BTreeMap<Key, usize>,
    problems: Folding,
}

impl<'a> Supplied<'a> {
    fn new(table: &'a Table, declaration: &'a Declaration, field: usize) -> Self {
        let (counts, rows, problems) = (Counts::new(), BTreeMap::new(), Folding::default());
        Self { table, declaration, field, counts, rows, problems }
    }

    fn read(mut self, diagnostics: &mut Diagnostics) -> Counts {
        for row in 0..self.table.rows() {
            self.row(row);
        }
        std::mem::take(&mut self.problems).finish(diagnostics);
        if diagnostics.block() {
            return self.counts;
        }
        let given = std::mem::take(&mut self.counts);
        let mut sums = Counts::new();
        for table in &self.declaration.tables {
            add_up(&given, &table.by, &mut sums, |key, sum, other| {
                diagnostics.push(differing(self.declaration, key, sum, other, table.span));
            });
        }
        for (key, sum) in &sums {
            if let Some((printed, row)) = given.get(key).zip(self.rows.get(key)).filter(|(n, _)| *n != sum) {
                diagnostics.push(self.wrong_total(*row, *printed, *sum));
            }
        }
        self.report_gaps(&given, diagnostics);
        sums
    }

    /// The cell and the count of a row.
    fn row(&mut self, row: usize) {
        let category = |dimension: &dimension::Dimension| {
            self.table.cell(row, dimension.field).value().and_then(|value| dimension.place(value))
        };
        let key: Key = self.declaration.dimensions.iter().map(category).collect();
        let by: Vec<usize> = (0..key.len()).filter(|at| key.get(*at).is_some_and(Option::is_some)).collect();
        let place = self.table.place(row, self.field);
        if !groupings(self.declaration).contains(&by) {
            let names: Vec<&str> = by
                .iter()
                .filter_map(|at| self.declaration.dimensions.get(*at))
                .map(|dimension| dimension.name.as_str())
                .collect();
            let message = format!("row {} belongs to a table that is not declared", place.row);
            let problem = Diagnostic::error("undeclared-table", place.span, message)
                .help(format!("add `- by: [{}]` to `tables`, or delete the row", names.join(", ")));
            self.problems.push(None, problem);
            return;
        }
        match self.table.cell(row, self.field) {
            Cell::Value { value: Value::Integer(count), flag: None } if (0..=MOST).contains(count) => {
                self.counts.insert(key.clone(), *count);
            }
            _ => {
                let message = format!("row {} has no exact count", place.row);
                let problem = Diagnostic::error("unusable-count", place.span, message)
                    .help("write a whole number, 0 or more; nothing that is protected can be a bound or an estimate");
                self.problems.push(Some(self.field), problem);
            }
        }
        if let Some(first) = self.rows.insert(key, row) {
            let message =
                format!("row {} counts what row {} counts", place.row, self.table.row_number(first));
            let problem =
                Diagnostic::error("repeated-key", place.span, message).help("delete one of the two");
            self.problems.push(None, problem);
        }
    }

    fn wrong_total(&self, row: usize, printed: i64, sum: i64) -> Diagnostic {
        let place = self.table.place(row, self.field);
        let message = format!("the counts add up to {sum}, but the total in row {} is {printed}", place.row);
        Diagnostic::error("wrong-total", place.span, message).help("correct the count that is wrong")
    }

    /// Every cell of a declared table has a row.
    fn report_gaps(&self, given: &Counts, diagnostics: &mut Diagnostics) {
        for table in &self.declaration.tables {
            let missing: Vec<Key> = cells(self.declaration, &table.by)
                .into_iter()
                .filter(|key| !given.contains_key(key))
                .collect();
            if missing.is_empty() {
                continue;
            }
            let names = dimension::names(&self.declaration.dimensions, &table.by);
            let named = missing.iter().take(SHOWN).map(|key| self.declaration.written(key));
            let named = named.collect::<Vec<_>>().join(", ");
            let message = match missing.len() {
                1 => format!("1 row of the table by {names} is missing"),
                more => format!("{more} rows of the table by {names} are missing"),
            };
            diagnostics.push(
                Diagnostic::error("unusable-count", table.span, message)
                    .help(format!("add them, with 0 where nothing was counted: {named}")),
            );
        }
    }
}

/// Every inner cell of a table.
fn cells(declaration: &Declaration, by: &[usize]) -> Vec<Key> {
    let mut keys: Vec<Key> = vec![vec![None; declaration.dimensions.len()]];
    for at in by {
        let size = declaration.dimensions.get(*at).map_or(0, |dimension| dimension.values.len());
        let with = |key: &Key, category: usize| {
            let mut key = key.clone();
            if let Some(slot) = key.get_mut(*at) {
                *slot = u16::try_from(category).ok();
            }
            key
        };
        keys = keys.iter().flat_map(|key| (0..size).map(move |category| with(key, category))).collect();
    }
    keys
}

/// Adds the inner cells of a table to its totals; a total that another table has already must be the same.
fn add_up(given: &Counts, by: &[usize], sums: &mut Counts, mut differs: impl FnMut(&Key, i64, i64)) {
    let mut own = Counts::new();
    let inner =
        |key: &&Key| (0..key.len()).all(|at| key.get(at).is_some_and(Option::is_some) == by.contains(&at));
    for (key, count) in given.iter().filter(|(key, _)| inner(key)) {
        let single = by.iter().map(|at| vec![*at]);
        let groupings: BTreeSet<Vec<usize>> = single.chain([by.to_vec(), Vec::new()]).collect();
        for grouping in groupings {
            *own.entry(masked(key, &grouping)).or_default() += count;
        }
    }
    for (key, sum) in own {
        match sums.get(&key) {
            Some(other) if *other != sum => differs(&key, sum, *other),
            _ => {
                sums.insert(key, sum);
            }
        }
    }
}

fn differing(
    declaration: &Declaration,
    key: &Key,
    sum: i64,
    other: i64,
    span: crate::base::span::Span,
) -> Diagnostic {
    let message = format!("this table adds up to {sum} for {}, another to {other}", declaration.written(key));
    Diagnostic::error("wrong-total", span, message)
        .help("both tables must count the same; correct the one that is wrong")
}
