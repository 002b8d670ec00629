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
        value::Value,
    },
};

pub mod resource;

/// RFC 4180 with line feeds: UTF-8, commas, the columns in the order of the descriptor. Numbers have a
/// decimal point and no group signs, dates are ISO 8601.
#[must_use]
pub fn csv(dataset: &Dataset) -> Vec<u8> {
    let table = &dataset.table;
    let mut writer = WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let width = table.fields().len();
    // Writing into memory cannot fail, and all rows have one length.
    let _ = writer.write_record(table.fields().iter().map(|field| field.name.as_str()));
    for row in 0..table.rows() {
        let _ = writer.write_record(
            (0..width).map(|field| table.cell(row, field).value().map(spelled).unwrap_or_default()),
        );
    }
    writer.into_inner().unwrap_or_default()
}

/// An array of objects, one a row. A field without a value is `null`; where no column says why, or how sure
/// a value is, `<field>_status` does.
#[must_use]
pub fn json(dataset: &Dataset) -> Vec<u8> {
    let mut out = String::from("[");
    for row in 0..dataset.table.rows() {
        out.push_str(if row == 0 { "\n" } else { ",\n" });
        write_row(&mut out, dataset, row);
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

fn write_row(out: &mut String, dataset: &Dataset, row: usize) {
    let table = &dataset.table;
    let mut sign = '{';
    for (at, field) in table.fields().iter().enumerate() {
        let cell = table.cell(row, at);
        write_entry(out, sign, &field.name, &json_value(cell));
        sign = ',';
        let name = format!("{}_status", field.name);
        let silent =
            matches!(cell.status(), word if word == Status::Exact.word() || word == Absence::Missing.word());
        if field.status.is_none() && !silent && table.field(&name).is_none() {
            write_entry(out, sign, &name, &Json::from(cell.status()).to_string());
        }
    }
    out.push_str(if sign == '{' { "{}" } else { "}" });
}

fn write_entry(out: &mut String, sign: char, name: &str, value: &str) {
    // Writing into a string cannot fail.
    let _ = write!(out, "{sign}{}:{value}", Json::from(name));
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
