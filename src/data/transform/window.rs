//! New columns that look at the rows around: ranks, running sums, moving means, changes.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        transform::{Measure, Operation, Order},
        yaml::scalar::Written,
    },
    data::{
        cell::Cell,
        dataset::Dataset,
        groups::groups,
        status::Absence,
        table::Table,
        transform::{
            aggregate::over,
            amount::Amount,
            columns,
            operation::Known,
            sort::{self, Key},
        },
        value::Value,
    },
};

/// How many rows before and after belong to the frame; `None` for all.
pub type Frame = (Option<usize>, Option<usize>);

/// The table with one more column for each measure; its rows keep their order.
///
/// # Errors
/// When a column is not there or not of the right type, or a result has too many digits.
pub fn run(
    dataset: &Dataset,
    measures: &[Measure],
    by: &[Written],
    order: &[Order],
    frame: Frame,
) -> Result<Table, Diagnostic> {
    let by = columns(dataset, by)?;
    let keys = sort::keys(dataset, order)?;
    let mut table = dataset.table.clone();
    for measure in measures {
        let known = Known::new(dataset, measure)?;
        let field = known.field(dataset, measure, table.fields())?;
        let mut cells = vec![Cell::Absent(Absence::Missing); dataset.table.rows()];
        for mut rows in groups(&dataset.table, &by) {
            rows.sort_by(|a, b| sort::compare(&dataset.table, &keys, *a, *b));
            for place in 0..rows.len() {
                let target = rows.get(place).and_then(|row| cells.get_mut(*row));
                if let Some(target) = target {
                    let cell = at(&dataset.table, &known, &rows, place, &keys, frame);
                    let row = rows.get(place).copied().unwrap_or_default();
                    let group = by.iter().map(|at| dataset.table.cell(row, *at));
                    *target = cell.ok_or_else(|| known.beyond(&field.name, group))?;
                }
            }
        }
        table = table.with_column(field, cells);
    }
    Ok(table)
}

/// The measure at one row of its group; `None` if it has too many digits.
fn at(
    table: &Table,
    measure: &Known,
    rows: &[usize],
    place: usize,
    keys: &[Key],
    frame: Frame,
) -> Option<Cell> {
    let before = place.checked_sub(1).and_then(|before| rows.get(before));
    let cell = |row: &usize| table.cell(*row, measure.column.unwrap_or_default());
    Some(match measure.operation {
        Operation::RowNumber => number(place),
        Operation::Rank => number(first_equal(table, rows, place, keys)),
        Operation::Lag => before.map_or(Cell::Absent(Absence::NotApplicable), |row| cell(row).clone()),
        Operation::Change => match (before, rows.get(place)) {
            (Some(before), Some(row)) => return change(Amount::of(cell(before)), Amount::of(cell(row))),
            _ => Cell::Absent(Absence::NotApplicable),
        },
        _ => return over(table, measure, framed(rows, place, frame)),
    })
}

fn number(place: usize) -> Cell {
    Cell::plain(Value::Integer(i64::try_from(place + 1).unwrap_or(i64::MAX)))
}

/// The place of the first row that is equal in the order: rows that tie share a rank.
fn first_equal(table: &Table, rows: &[usize], place: usize, keys: &[Key]) -> usize {
    let Some(own) = rows.get(place) else { return place };
    rows.iter().position(|row| sort::compare(table, keys, *row, *own).is_eq()).unwrap_or(place)
}

/// The rows of the frame around a place.
fn framed(rows: &[usize], place: usize, (before, after): Frame) -> &[usize] {
    let start = before.map_or(0, |before| place.saturating_sub(before));
    let end = after.map_or(rows.len(), |after| place.saturating_add(after).saturating_add(1).min(rows.len()));
    rows.get(start..end).unwrap_or_default()
}

/// How much larger a value is than the one before it, as a share of that.
fn change(before: Amount, after: Amount) -> Option<Cell> {
    after.over(before).minus(Amount::Known(Decimal::ONE, None)).cell(false)
}
