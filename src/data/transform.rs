//! From table to table, step by step: what `transform` in a descriptor or figure asks for.
//!
//! Every step looks up its columns and checks their types before it touches a row. What is known of a
//! cell goes with it: a sum over a cell that is absent is absent, one over a bound is a bound.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        transform::{Step, StepKind},
        yaml::scalar::Written,
    },
    data::{
        dataset::Dataset,
        disclosure::steps::enter,
        field::Field,
        kind::FieldType,
        rows::{self, Condition},
        table::Table,
    },
};

pub mod aggregate;
pub mod amount;
mod bin;
mod calculate;
mod fold;
mod lookup;
pub mod operation;
mod pivot;
mod sort;
pub mod tally;
mod window;

/// Applies `steps`, asked for at `span`, to a dataset; `list` are the datasets that a lookup can name. `None`,
/// with problems, if a step cannot be taken.
pub fn apply(
    dataset: &Dataset,
    steps: &[Step],
    list: &[Dataset],
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Dataset> {
    let (dataset, steps) = diagnostics.take(enter(dataset, steps, span))?;
    let mut current = dataset.into_owned();
    for step in steps.iter() {
        current.table = apply_one(&current, step, list, diagnostics)?;
        if matches!(step.kind, StepKind::Aggregate { .. } | StepKind::Fold { .. } | StepKind::Pivot { .. }) {
            current.primary_key.clear();
            current.foreign_keys.clear();
        }
    }
    Some(current)
}

fn apply_one(
    dataset: &Dataset,
    step: &Step,
    list: &[Dataset],
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let table = &dataset.table;
    let result = match &step.kind {
        StepKind::Filter(predicates) => {
            let found = predicates.iter().map(|predicate| Condition::declared(dataset, predicate));
            let conditions: Vec<_> = found.filter_map(|condition| diagnostics.take(condition)).collect();
            return (conditions.len() == predicates.len())
                .then(|| table.select(&rows::select(table, &conditions)));
        }
        StepKind::Aggregate { measures, by } => aggregate::run(dataset, measures, by, step.span),
        StepKind::Calculate { expr, name } => calculate::run(dataset, expr, name),
        StepKind::Fold { fields, key, value } => fold::run(dataset, fields, key, value, step.span),
        StepKind::Pivot { field, value, by } => pivot::run(dataset, field, value, by, step.span),
        StepKind::Window { measures, by, sort, frame } => window::run(dataset, measures, by, sort, *frame),
        StepKind::Lookup { field, data, key, fields } => {
            return lookup::run(dataset, [field, data, key], fields, list, diagnostics);
        }
        StepKind::Bin { field, step, name } => bin::run(dataset, field, *step, name),
        StepKind::Sort(orders) => {
            sort::order(dataset, orders, &all_rows(table)).map(|rows| table.select(&rows))
        }
        StepKind::Limit(count) => {
            let kept: Vec<usize> = (0..table.rows().min(*count)).collect();
            Ok(table.select(&kept))
        }
    };
    diagnostics.take(result)
}

fn all_rows(table: &Table) -> Vec<usize> {
    (0..table.rows()).collect()
}

/// The place of a column.
fn column(dataset: &Dataset, written: &Written) -> Result<usize, Diagnostic> {
    rows::field(dataset, &written.text, written.span)
}

/// The places of several columns.
fn columns(dataset: &Dataset, written: &[Written]) -> Result<Vec<usize>, Diagnostic> {
    written.iter().map(|name| column(dataset, name)).collect()
}

/// The place of a column of numbers.
fn number_column(dataset: &Dataset, written: &Written) -> Result<usize, Diagnostic> {
    let at = column(dataset, written)?;
    let kind = dataset.table.fields().get(at).map(|field| field.kind).unwrap_or_default();
    if kind.counts() {
        Ok(at)
    } else {
        Err(wrong_type(written.span, &written.text, kind, "a column of numbers"))
    }
}

fn wrong_type(span: Span, name: &str, kind: FieldType, wanted: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        span,
        format!("`{name}` is of type `{}`, but {wanted} is wanted", kind.word()),
    )
    .help(format!("name {wanted}"))
}

/// A new column, unless there is one of that name.
fn new_field(taken: &[Field], written: &Written, kind: FieldType) -> Result<Field, Diagnostic> {
    if taken.iter().any(|field| field.name == written.text) {
        let message = format!("there is a column `{}` already", written.text);
        return Err(Diagnostic::error("duplicate-column", written.span, message)
            .help("give the new column another name"));
    }
    Ok(Field::new(&written.text, kind))
}

/// The column as it goes into a table of other rows: without its rules, which speak of the old rows, and
/// without the place of its status column.
fn carried(field: &Field) -> Field {
    let mut field = Field { status: None, ..field.clone() };
    field.constraints.required = false;
    field.constraints.unique = false;
    field
}
