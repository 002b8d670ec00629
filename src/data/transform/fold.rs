//! Columns become rows: `fold: [refugees, asylum_seekers]` with `as: [kind, persons]`.

use crate::{
    base::{diagnostic::Diagnostic, span::Span, yaml::scalar::Written},
    data::{
        category::Category,
        cell::Cell,
        dataset::Dataset,
        field::Field,
        kind::FieldType,
        table::{Places, Table},
        transform::{carried, columns, new_field, wrong_type},
        value::Value,
    },
};

/// The table with one row for each row and folded column; the other columns are repeated.
///
/// # Errors
/// When a column is not there, or the columns hold values of different types.
pub fn run(
    dataset: &Dataset,
    folded: &[Written],
    key: &Written,
    value: &Written,
    span: Span,
) -> Result<Table, Diagnostic> {
    let source = &dataset.table;
    let places = columns(dataset, folded)?;
    let kind = common_kind(source, &places, folded)?;
    let kept: Vec<usize> = (0..source.fields().len()).filter(|at| !places.contains(at)).collect();
    let mut fields: Vec<Field> = kept.iter().filter_map(|at| source.fields().get(*at)).map(carried).collect();
    let mut names = new_field(&fields, key, FieldType::String)?;
    names.categories = places.iter().filter_map(|at| source.fields().get(*at)).map(category).collect();
    fields.push(names);
    let values = new_field(&fields, value, kind)?;
    fields.push(values);
    let mut table = Table::empty(fields, Places::at(span));
    for row in 0..source.rows() {
        for at in &places {
            let name = source.fields().get(*at).map(|field| Value::Text(field.name.as_str().into()));
            let name = name.map_or(Cell::Withheld, Cell::plain);
            let others = kept.iter().map(|at| source.cell(row, *at).clone());
            table.push(others.chain([name, source.cell(row, *at).clone()]).collect());
        }
    }
    Ok(table)
}

fn category(field: &Field) -> Category {
    Category { value: Value::Text(field.name.as_str().into()), label: field.title.clone() }
}

/// The type of all folded columns.
fn common_kind(source: &Table, places: &[usize], folded: &[Written]) -> Result<FieldType, Diagnostic> {
    let kind = |at: &usize| source.fields().get(*at).map(|field| field.kind).unwrap_or_default();
    let first = places.first().map(kind).unwrap_or_default();
    match places.iter().zip(folded).find(|(at, _)| kind(at) != first) {
        Some((at, name)) => Err(wrong_type(
            name.span,
            &name.text,
            kind(at),
            &format!("a column of type `{}` like the first", first.word()),
        )),
        None => Ok(first),
    }
}
