//! One row for each group: `aggregate` with `groupby`.

use crate::{
    base::{diagnostic::Diagnostic, span::Span, transform::Measure, yaml::scalar::Written},
    data::{
        cell::Cell,
        dataset::Dataset,
        field::Field,
        groups::groups,
        table::{Places, Table},
        transform::{carried, columns, operation::Known},
    },
};

/// An aggregate whose columns are known.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The columns that make a group.
    pub by: Vec<usize>,
    /// What is computed in each.
    pub measures: Vec<Known>,
    /// The columns of the result.
    pub fields: Vec<Field>,
}

impl Plan {
    /// Looks up the columns and checks their types.
    ///
    /// # Errors
    /// When a column is not there or not of the right type.
    pub fn new(dataset: &Dataset, measures: &[Measure], by: &[Written]) -> Result<Self, Diagnostic> {
        let by = columns(dataset, by)?;
        let sources = by.iter().filter_map(|at| dataset.table.fields().get(*at));
        let mut fields: Vec<Field> = sources.map(carried).collect();
        let mut known = Vec::new();
        for measure in measures {
            let one = Known::new(dataset, measure)?;
            fields.push(one.field(dataset, measure, &fields)?);
            known.push(one);
        }
        Ok(Self { by, measures: known, fields })
    }
}

/// The table of the groups that agree in the columns `by`, in the order in which they first appear.
///
/// # Errors
/// When a column is not there or not of the right type, or a result has too many digits.
pub fn run(dataset: &Dataset, measures: &[Measure], by: &[Written], span: Span) -> Result<Table, Diagnostic> {
    let source = &dataset.table;
    let Plan { by, measures: known, fields } = Plan::new(dataset, measures, by)?;
    let mut table = Table::empty(fields, Places::at(span));
    for rows in groups(source, &by) {
        let first = rows.first().copied().unwrap_or_default();
        let mut cells: Vec<Cell> = by.iter().map(|at| source.cell(first, *at).clone()).collect();
        for (measure, field) in known.iter().zip(table.fields().iter().skip(by.len())) {
            let cell = over(source, measure, &rows);
            cells.push(cell.ok_or_else(|| measure.beyond(&field.name, cells.iter().take(by.len())))?);
        }
        table.push(cells);
    }
    Ok(table)
}

/// A measure over some rows; `None` if it has too many digits.
#[must_use]
pub fn over(source: &Table, measure: &Known, rows: &[usize]) -> Option<Cell> {
    let cells: Vec<&Cell> =
        rows.iter().map(|row| source.cell(*row, measure.column.unwrap_or_default())).collect();
    measure.over(&cells)
}
