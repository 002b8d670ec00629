//! What changed between two vintages of a dataset, value by value.
//!
//! Rows are the same if their primary keys are. Only columns of numbers are compared, or all columns where
//! none holds numbers: a note that was reworded is no news.

use std::collections::BTreeMap;

use crate::data::{cell::Cell, table::Table, value::Value};

/// One value that is not what it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<'t> {
    /// The key of its row.
    pub key: Vec<&'t Value>,
    /// Its column.
    pub field: usize,
    /// What stood there; nothing if there was no value.
    pub was: Option<&'t Cell>,
    /// What stands there now; nothing if there is no value any more.
    pub now: Option<&'t Cell>,
}

/// The changes from one table to the next, in the order of the rows of `now`, then those of rows that are
/// gone. Without a key no row can be found again, and nothing is told.
#[must_use]
pub fn between<'t>(was: &'t Table, now: &'t Table, key: &[usize]) -> Vec<Change<'t>> {
    if key.is_empty() {
        return Vec::new();
    }
    let mut old = rows(was, key);
    let compared = compared(now, key);
    let mut changes = Vec::new();
    for row in 0..now.rows() {
        let Some(name) = name(now, row, key) else { continue };
        let before = old.remove(&name);
        for field in &compared {
            let (cell, before) =
                (known(now.cell(row, *field)), before.and_then(|row| known(was.cell(row, *field))));
            if cell != before {
                changes.push(Change { key: name.clone(), field: *field, was: before, now: cell });
            }
        }
    }
    for (name, row) in old {
        let gone = compared.iter().filter_map(|field| Some((*field, known(was.cell(row, *field))?)));
        changes.extend(gone.map(|(field, cell)| Change {
            key: name.clone(),
            field,
            was: Some(cell),
            now: None,
        }));
    }
    changes
}

fn rows<'t>(table: &'t Table, key: &[usize]) -> BTreeMap<Vec<&'t Value>, usize> {
    (0..table.rows()).filter_map(|row| Some((name(table, row, key)?, row))).collect()
}

fn name<'t>(table: &'t Table, row: usize, key: &[usize]) -> Option<Vec<&'t Value>> {
    key.iter().map(|field| table.cell(row, *field).value()).collect()
}

/// A cell that shows a value; one that is withheld shows none.
fn known(cell: &Cell) -> Option<&Cell> {
    cell.value().map(|_| cell)
}

fn compared(table: &Table, key: &[usize]) -> Vec<usize> {
    let others = || table.fields().iter().enumerate().filter(|(at, _)| !key.contains(at));
    let numbers: Vec<usize> = others().filter(|(_, field)| field.kind.counts()).map(|(at, _)| at).collect();
    let status: Vec<usize> = table.fields().iter().filter_map(|field| field.status).collect();
    if numbers.is_empty() {
        others().map(|(at, _)| at).filter(|at| !status.contains(at)).collect()
    } else {
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::span::{FileId, Span},
        data::{field::Field, kind::FieldType, table::Places},
    };

    fn table(rows: &[(i64, Option<i64>)]) -> Table {
        let fields = vec![Field::new("year", FieldType::Integer), Field::new("count", FieldType::Integer)];
        let mut table = Table::empty(fields, Places::at(Span::start_of(FileId(0))));
        for (year, count) in rows {
            let count = count.map_or(Cell::Withheld, |count| Cell::plain(Value::Integer(count)));
            table.push(vec![Cell::plain(Value::Integer(*year)), count]);
        }
        table
    }

    #[test]
    fn each_value_is_new_revised_or_gone() {
        let was = table(&[(2019, Some(5)), (2020, Some(7)), (2018, Some(1))]);
        let now = table(&[(2019, Some(5)), (2020, Some(8)), (2021, Some(9))]);
        let shown: Vec<_> = between(&was, &now, &[0])
            .iter()
            .map(|change| (change.key[0].to_string(), change.was.is_some(), change.now.is_some()))
            .collect();
        let expected = [("2020", true, true), ("2021", false, true), ("2018", true, false)];
        assert_eq!(shown, expected.map(|(year, was, now)| (year.to_owned(), was, now)));
    }

    #[test]
    fn what_is_withheld_shows_no_value() {
        let was = table(&[(2019, None)]);
        let now = table(&[(2019, Some(5))]);
        assert_eq!(between(&was, &now, &[0])[0].was, None);
        assert!(between(&was, &was, &[0]).is_empty());
        assert!(between(&was, &now, &[]).is_empty());
    }
}
