//! Totals that stand among their parts and that no check knows of: a sum over the column counts them twice.

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    data::{check::Check, kind::FieldType, table::Table, value::Value},
};

/// What tables call the sum of their rows, in small letters.
const WORDS: [&str; 14] = [
    "total",
    "totals",
    "all",
    "sum",
    "grand total",
    "grand_total",
    "subtotal",
    "ensemble",
    "todos",
    "todas",
    "gesamt",
    "insgesamt",
    "المجموع",
    "الإجمالي",
];

/// Reports each value that reads like a total in a column where other values stand too.
pub fn report(checks: &[Check], table: &Table, diagnostics: &mut Diagnostics) {
    let Some(counted) = table.fields().iter().find(|field| field.kind.counts()) else { return };
    for (at, field) in table.fields().iter().enumerate().filter(|(_, field)| field.kind == FieldType::String)
    {
        let declared = |value: &Value| {
            checks.iter().any(
                |check| matches!(check, Check::Totals(totals) if totals.mark == at && totals.total == *value),
            )
        };
        let is_total = |row: &usize| {
            table.cell(*row, at).value().is_some_and(|value| reads_like_total(value) && !declared(value))
        };
        let Some(row) = (0..table.rows()).find(is_total) else { continue };
        let own = table.cell(row, at).value();
        if (0..table.rows()).all(|other| table.cell(other, at).value() == own) {
            continue;
        }
        let word = own.map(ToString::to_string).unwrap_or_default();
        let message = format!(
            "`{word}` in row {} of `{}` reads like a total among its parts",
            table.row_number(row),
            field.name
        );
        diagnostics.push(Diagnostic::warning("loose-total", table.span(row, at), message).help(format!(
            "declare it, so that the parts are added up: `checks: [{{totals: {{field: {}, total: {{{}: {word}}}}}}}]`",
            counted.name, field.name
        )));
    }
}

fn reads_like_total(value: &Value) -> bool {
    value.text().is_some_and(|text| WORDS.contains(&text.trim().to_lowercase().as_str()))
}
