//! The values of a column become columns: `pivot: kind`, `value: notices`, `groupby: [year]`.

use crate::{
    base::{diagnostic::Diagnostic, span::Span, yaml::scalar::Written},
    data::{
        cell::Cell,
        dataset::Dataset,
        field::Field,
        groups::groups,
        status::Absence,
        table::{Places, Table},
        transform::{carried, column, columns},
        value::Value,
    },
};

/// The most columns that a pivot makes; a table of more helps nobody.
const MOST_COLUMNS: usize = 200;

/// The table with one row for each group and one column for each value of `field`, in the order in which
/// they first appear. A combination without a row is absent.
///
/// # Errors
/// When two rows claim one cell, or the values are too many or names of other columns.
pub fn run(
    dataset: &Dataset,
    field: &Written,
    value: &Written,
    by: &[Written],
    span: Span,
) -> Result<Table, Diagnostic> {
    let source = &dataset.table;
    let (mark, filled) = (column(dataset, field)?, column(dataset, value)?);
    let by = columns(dataset, by)?;
    let names = distinct(source, mark);
    if names.len() > MOST_COLUMNS {
        let message = format!(
            "`{}` has {} different values; a pivot makes at most {MOST_COLUMNS} columns",
            field.text,
            names.len()
        );
        return Err(Diagnostic::error("too-many-columns", field.span, message)
            .help("leave out values with `filter` before the pivot"));
    }
    let mut table = Table::empty(new_fields(source, &by, (mark, filled), &names, field)?, Places::at(span));
    for rows in groups(source, &by) {
        let first = rows.first().copied().unwrap_or_default();
        let mut cells: Vec<Cell> = by.iter().map(|at| source.cell(first, *at).clone()).collect();
        for name in &names {
            let own: Vec<usize> =
                rows.iter().copied().filter(|row| source.cell(*row, mark).value() == Some(name)).collect();
            cells.push(single(dataset, &own, filled, value)?);
        }
        table.push(cells);
    }
    Ok(table)
}

fn distinct(source: &Table, column: usize) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for value in source.column(column).filter_map(Cell::value) {
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    found
}

fn new_fields(
    source: &Table,
    by: &[usize],
    (mark, filled): (usize, usize),
    names: &[Value],
    written: &Written,
) -> Result<Vec<Field>, Diagnostic> {
    let mut fields: Vec<Field> = by.iter().filter_map(|at| source.fields().get(*at)).map(carried).collect();
    let (Some(marks), Some(values)) = (source.fields().get(mark), source.fields().get(filled)) else {
        return Ok(fields);
    };
    for name in names {
        let spelled = name.to_string();
        if fields.iter().any(|field| field.name == spelled) {
            let message = format!("`{spelled}` is the name of another column");
            return Err(Diagnostic::error("duplicate-column", written.span, message)
                .help("leave the value out with `filter`"));
        }
        let title = marks.label(name).map_or_else(|| spelled.clone(), str::to_owned);
        fields.push(Field { name: spelled, title, ..carried(values) });
    }
    Ok(fields)
}

/// The cell of the only row.
fn single(dataset: &Dataset, rows: &[usize], column: usize, value: &Written) -> Result<Cell, Diagnostic> {
    let table = &dataset.table;
    match rows {
        [] => Ok(Cell::Absent(Absence::Missing)),
        [row] => Ok(table.cell(*row, column).clone()),
        [first, second, ..] => {
            Err(Diagnostic::error("ambiguous-row", value.span, "two rows claim the same cell of the pivot")
                .help("add to `groupby` the column that tells them apart, or `aggregate` them first")
                .label(table.span(*first, column), "this row")
                .label(table.span(*second, column), "and this one"))
        }
    }
}
