//! A dataset as the site offers it: a CSV that no spreadsheet runs, JSON, and an entry for `datapackage.json`.
//!
//! Only what a table shows can come out; a withheld cell is empty like an absent one.

use std::fmt::Write;

use csv::{Terminator, WriterBuilder};
use serde_json::Value as Json;

use crate::{
    base::time::PartDate,
    data::{
        cell::Cell,
        dataset::Dataset,
        status::{Absence, Status},
        table::Table,
        value::Value,
    },
};

pub mod resource;

/// What a column of a publication holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The values of a field.
    Values(usize),
    /// How sure each value of a field is, where no field of the table says so.
    Status(usize),
}

/// The columns of a publication with their names: those of the table, and behind each whose flags and gaps
/// nothing else would show, one of status words.
#[must_use]
pub fn columns(table: &Table) -> Vec<(String, Column)> {
    let mut columns = Vec::new();
    for (at, field) in table.fields().iter().enumerate() {
        columns.push((field.name.clone(), Column::Values(at)));
        let name = format!("{}_status", field.name);
        let silent = |cell: &Cell| [Status::Exact.word(), Absence::Missing.word()].contains(&cell.status());
        if field.status.is_none() && table.field(&name).is_none() && !table.column(at).all(silent) {
            columns.push((name, Column::Status(at)));
        }
    }
    columns
}

/// RFC 4180 with line feeds: UTF-8, commas, the columns in the order of the descriptor. Numbers have a
/// decimal point and no group signs, dates are ISO 8601.
#[must_use]
pub fn csv(table: &Table) -> Vec<u8> {
    let columns = columns(table);
    let head = columns.iter().map(|(name, _)| name.clone()).collect();
    let spell = |row: usize, column: Column| match column {
        Column::Values(at) => table.cell(row, at).value().map(spelled).unwrap_or_default(),
        Column::Status(at) => table.cell(row, at).status().to_owned(),
    };
    let record = |row| columns.iter().map(|(_, column)| spell(row, *column)).collect();
    csv_of(std::iter::once(head).chain((0..table.rows()).map(record)))
}

/// An array of objects, one a row, with the columns of the CSV. What has no value is `null`.
#[must_use]
pub fn json(dataset: &Dataset) -> Vec<u8> {
    let columns = columns(&dataset.table);
    let mut out = String::from("[");
    for row in 0..dataset.table.rows() {
        out.push_str(if row == 0 { "\n" } else { ",\n" });
        write_row(&mut out, &dataset.table, &columns, row);
    }
    out.push_str(if dataset.table.rows() == 0 { "]\n" } else { "\n]\n" });
    out.into_bytes()
}

/// Records that are no dataset, by the same rules. A record's texts must have gone through [`harmless`].
#[must_use]
pub fn csv_of(records: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).flexible(true).from_writer(Vec::new());
    for record in records {
        // Writing into memory cannot fail.
        let _ = writer.write_record(&record);
    }
    writer.into_inner().unwrap_or_default()
}

/// The spelling of a value in a CSV file.
#[must_use]
pub fn spelled(value: &Value) -> String {
    match value {
        Value::Text(text) => harmless(text),
        _ => value.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula: behind an apostrophe if it starts like one. A plain
/// number in a text column starts no formula and stays as it is.
#[must_use]
pub fn harmless(text: &str) -> String {
    let starts_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && number.parse::<f64>().is_ok();
    if starts_formula && !plain { format!("'{text}") } else { text.to_owned() }
}

fn write_row(out: &mut String, table: &Table, columns: &[(String, Column)], row: usize) {
    for (place, (name, column)) in columns.iter().enumerate() {
        let value = match column {
            Column::Values(at) => json_value(table.cell(row, *at)),
            Column::Status(at) => Json::from(table.cell(row, *at).status()).to_string(),
        };
        let sign = if place == 0 { '{' } else { ',' };
        // Writing into a string cannot fail.
        let _ = write!(out, "{sign}{}:{value}", Json::from(name.as_str()));
    }
    out.push_str(if columns.is_empty() { "{}" } else { "}" });
}

/// A value in JSON; decimals are written digit by digit, which no float could promise.
fn json_value(cell: &Cell) -> String {
    match cell.value() {
        None => "null".to_owned(),
        Some(value @ (Value::Integer(_) | Value::Number(_) | Value::Boolean(_))) => value.to_string(),
        Some(value @ Value::Date(PartDate::Year(_))) => value.to_string().trim_start_matches('0').to_owned(),
        Some(Value::List(items)) => Json::from_iter(items.iter().map(|item| item.to_string())).to_string(),
        Some(value) => Json::from(value.to_string()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        for text in ["=cmd|' /C calc'!A0", "+1+1", "@SUM", "-2+3", "\t=1", "＝1", "-", "\r=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["-12", "+44", "a=b", "", "12", "-1.5", "10-20"] {
            assert_eq!(harmless(text), text);
        }
    }
}
