//! Columns of another dataset: `lookup: iso3`, `from: {data: population, key: iso3, fields: [population]}`.

use std::collections::BTreeMap;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{nearest, scalar::Written},
    },
    data::{
        cell::Cell,
        dataset::Dataset,
        fault::shown,
        status::Absence,
        table::Table,
        transform::{carried, column, columns, wrong_type},
        value::Value,
    },
};

/// How many of the values without a row are named.
const SHOWN: usize = 5;

/// The table with the columns `taken` of the row whose key is the value of `field`. A value without such a
/// row is reported, and its cells are absent.
pub fn run(
    dataset: &Dataset,
    [field, data, key]: [&Written; 3],
    taken: &[Written],
    list: &[Dataset],
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let other = diagnostics.take(other_dataset(data, list))?;
    if !other.sound {
        return None;
    }
    let named = other.table.field(&key.text).into_iter().collect::<Vec<_>>();
    let other = &*diagnostics.take(other.by(&named, key.span))?;
    let (own, theirs) = diagnostics.take(keys(dataset, field, other, key))?;
    let places = diagnostics.take(columns(other, taken))?;
    let rows = diagnostics.take(rows_by_key(other, theirs, key))?;
    let found: Vec<Option<usize>> = dataset
        .table
        .column(own)
        .map(|cell| cell.value().and_then(|value| rows.get(value)).copied())
        .collect();
    report_unmatched(dataset, own, &rows, field, other, diagnostics);
    let mut table = dataset.table.clone();
    for (place, written) in places.iter().zip(taken) {
        let source = other.table.fields().get(*place)?;
        if table.field(&source.name).is_some() {
            let message = format!("there is a column `{}` already", written.text);
            diagnostics
                .push(Diagnostic::error("duplicate-column", written.span, message).help("leave it out"));
            return None;
        }
        let cell = |row: &Option<usize>| {
            row.map_or(Cell::Absent(Absence::Missing), |row| other.table.cell(row, *place).clone())
        };
        table = table.with_column(carried(source), found.iter().map(cell).collect());
    }
    Some(table)
}

fn other_dataset<'l>(data: &Written, list: &'l [Dataset]) -> Result<&'l Dataset, Diagnostic> {
    list.iter().find(|other| other.id == data.text).ok_or_else(|| {
        let problem =
            Diagnostic::error("unknown-dataset", data.span, format!("there is no dataset `{}`", data.text));
        match nearest(&data.text, list.iter().map(|other| other.id.as_str())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("name a descriptor of `data/` without its ending"),
        }
    })
}

/// The columns that name a row in both, of one type.
fn keys(
    dataset: &Dataset,
    field: &Written,
    other: &Dataset,
    key: &Written,
) -> Result<(usize, usize), Diagnostic> {
    let (own, theirs) = (column(dataset, field)?, column(other, key)?);
    let kind =
        |of: &Dataset, at: usize| of.table.fields().get(at).map(|field| field.kind).unwrap_or_default();
    if kind(dataset, own) == kind(other, theirs) {
        return Ok((own, theirs));
    }
    let wanted = format!("a column of type `{}` like `{}`", kind(dataset, own).word(), field.text);
    Err(wrong_type(key.span, &key.text, kind(other, theirs), &wanted))
}

fn rows_by_key<'o>(
    other: &'o Dataset,
    key: usize,
    written: &Written,
) -> Result<BTreeMap<&'o Value, usize>, Diagnostic> {
    let mut rows = BTreeMap::new();
    for (row, cell) in other.table.column(key).enumerate() {
        let Some(value) = cell.value() else { continue };
        if let Some(first) = rows.insert(value, row) {
            let message = format!(
                "`{}` stands twice in `{}` of `{}`",
                shown(&value.to_string()),
                written.text,
                other.id
            );
            return Err(Diagnostic::error("ambiguous-row", written.span, message)
                .help("look up by a column whose values stand once")
                .label(other.table.span(first, key), "this row")
                .label(other.table.span(row, key), "and this one"));
        }
    }
    Ok(rows)
}

fn report_unmatched(
    dataset: &Dataset,
    own: usize,
    rows: &BTreeMap<&Value, usize>,
    field: &Written,
    other: &Dataset,
    diagnostics: &mut Diagnostics,
) {
    let mut missing: Vec<String> = Vec::new();
    for value in dataset.table.column(own).filter_map(Cell::value).filter(|value| !rows.contains_key(value)) {
        let spelled = format!("`{}`", shown(&value.to_string()));
        if !missing.contains(&spelled) {
            missing.push(spelled);
        }
    }
    if missing.is_empty() {
        return;
    }
    let more = missing.len().saturating_sub(SHOWN);
    missing.truncate(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("`{}` has no row for {}{rest}", other.id, missing.join(", "));
    diagnostics.push(
        Diagnostic::warning("unmatched-rows", field.span, message)
            .help("add the rows there, or leave these out with `filter` before the lookup"),
    );
}
