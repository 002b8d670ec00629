//! Keys: no row twice, and no reference to a row that another dataset does not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::nearest,
    },
    data::{
        dataset::Dataset,
        fault::{Fault, FaultKind, shown},
        field::Field,
        folding::Folding,
        schema::{ForeignKey, no_field},
        table::Table,
        value::Value,
    },
};

/// The values of a key in one row.
type Key<'t> = Vec<&'t Value>;

/// Reports rows that repeat the key of an earlier one, and values of `unique` fields that stand twice.
pub fn check_unique(table: &Table, primary_key: &[usize], diagnostics: &mut Diagnostics) {
    let mut problems = Folding::default();
    if !primary_key.is_empty() {
        check_filled(table, primary_key, &mut problems);
        check_repeats(table, primary_key, &mut problems);
    }
    for (at, field) in table.fields().iter().enumerate() {
        if field.constraints.unique && primary_key != [at] {
            check_repeats(table, &[at], &mut problems);
        }
    }
    problems.finish(diagnostics);
}

/// A key names a row, so none of its cells is empty. A required field has said so itself.
fn check_filled(table: &Table, key: &[usize], problems: &mut Folding) {
    for field in
        key.iter().filter(|at| table.fields().get(**at).is_some_and(|field| !field.constraints.required))
    {
        for row in (0..table.rows()).filter(|row| table.cell(*row, *field).value().is_none()) {
            let fault = Fault::new(
                FaultKind::Missing,
                "has no value, but the field belongs to the `primaryKey`",
                "fill it in, or choose another key",
            );
            problems.push(Some(*field), fault.at("", table.place(row, *field)));
        }
    }
}

fn check_repeats(table: &Table, fields: &[usize], problems: &mut Folding) {
    let mut seen: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    for row in 0..table.rows() {
        let Some(key) = key(table, row, fields) else { continue };
        let Some(first) = seen.get(&key).copied() else {
            seen.insert(key, row);
            continue;
        };
        let field = fields.first().copied().unwrap_or_default();
        let message = format!(
            "row {} repeats the key {} of row {}",
            table.row_number(row),
            words(&key),
            table.row_number(first)
        );
        problems.push(
            Some(field),
            Diagnostic::error("repeated-key", table.span(row, field), message)
                .help("delete one of the two rows, or add a field that tells them apart to the key")
                .label(table.span(first, field), "first here"),
        );
    }
}

/// The key of a row, if none of its cells is empty.
fn key<'t>(table: &'t Table, row: usize, fields: &[usize]) -> Option<Key<'t>> {
    fields.iter().map(|field| table.cell(row, *field).value()).collect()
}

fn words(key: &Key<'_>) -> String {
    let values: Vec<String> = key.iter().map(|value| format!("`{}`", shown(&value.to_string()))).collect();
    values.join(", ")
}

/// Reports every reference into another dataset that has no row there. A dataset with errors of its own is
/// not asked: what is missing there may be what those errors left out.
pub fn check_references(list: &[Dataset], diagnostics: &mut Diagnostics) {
    for dataset in list.iter().filter(|dataset| dataset.sound) {
        for key in &dataset.foreign_keys {
            let name = if key.resource.is_empty() { &dataset.id } else { &key.resource };
            match list.iter().find(|other| other.id == *name) {
                Some(other) if other.sound => check_reference(dataset, key, other, diagnostics),
                Some(_) => {}
                None => diagnostics.push(no_dataset(key, name, list)),
            }
        }
    }
}

fn no_dataset(key: &ForeignKey, name: &str, list: &[Dataset]) -> Diagnostic {
    let problem = Diagnostic::error("unknown-dataset", key.span, format!("there is no dataset `{name}`"));
    match nearest(name, list.iter().map(|other| other.id.as_str())) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("add `data/{name}.csv` with its descriptor, or delete the key")),
    }
}

fn check_reference(dataset: &Dataset, key: &ForeignKey, other: &Dataset, diagnostics: &mut Diagnostics) {
    let Some(theirs) = their_fields(dataset, key, other, diagnostics) else { return };
    let (table, target) = (&dataset.table, &other.table);
    let known: BTreeSet<Key<'_>> =
        (0..target.rows()).filter_map(|row| self::key(target, row, &theirs)).collect();
    let mut problems = Folding::default();
    for row in 0..table.rows() {
        let Some(own) = self::key(table, row, &key.fields).filter(|own| !known.contains(own)) else {
            continue;
        };
        let field = key.fields.first().copied().unwrap_or_default();
        let place = table.place(row, field);
        let message =
            format!("{} in row {} of `{}` is not in `{}`", words(&own), place.row, place.column, other.id);
        problems.push(
            Some(field),
            Diagnostic::error("no-such-row-elsewhere", place.span, message).help(cure(&own, &known, other)),
        );
    }
    problems.finish(diagnostics);
}

/// The referenced fields, if they exist and have the types of those that refer to them.
fn their_fields(
    dataset: &Dataset,
    key: &ForeignKey,
    other: &Dataset,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<usize>> {
    let mut theirs = Vec::new();
    for (own, name) in key.fields.iter().zip(&key.reference) {
        let Some(at) = other.table.field(name) else {
            diagnostics.push(no_field(key.span, name, other.table.fields()));
            continue;
        };
        let pair = dataset.table.fields().get(*own).zip(other.table.fields().get(at));
        match pair.filter(|(field, target)| field.kind != target.kind) {
            Some((field, target)) => diagnostics.push(different_types(key, field, target, other)),
            None => theirs.push(at),
        }
    }
    (theirs.len() == key.reference.len()).then_some(theirs)
}

fn different_types(key: &ForeignKey, field: &Field, target: &Field, other: &Dataset) -> Diagnostic {
    let (own, theirs) = (field.kind.word(), target.kind.word());
    let message = format!(
        "`{}` is of type `{own}`, but `{}` of `{}` is of type `{theirs}`",
        field.name, target.name, other.id
    );
    Diagnostic::error("wrong-type", key.span, message).help("give both the same type")
}

fn cure(own: &Key<'_>, known: &BTreeSet<Key<'_>>, other: &Dataset) -> String {
    let spelled: Vec<String> = known.iter().filter_map(|key| key.first()).map(ToString::to_string).collect();
    let text = own.first().map(ToString::to_string).unwrap_or_default();
    match nearest(&text, spelled.iter().map(String::as_str)).filter(|near| own.len() == 1 && *near != text) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add the row to `{}.csv`, or correct the cell", other.id),
    }
}
