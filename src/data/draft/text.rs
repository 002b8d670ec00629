//! A draft as the YAML of a descriptor, with a comment wherever a person must decide.

use std::fmt::Write;

use serde_json::json;

use crate::data::{
    draft::{Draft, column::Column},
    number::Notation,
};

/// The descriptor of the dataset `id`.
#[must_use]
pub fn descriptor(draft: &Draft, id: &str) -> String {
    let mut out =
        String::from("# Written from the file itself. Each line with \"decide\" waits for a person.\n");
    let line = |out: &mut String, text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line(&mut out, &format!("name: {}", quoted(id)));
    line(&mut out, &format!("title: {}  # decide: what a reader calls it", quoted(&title(id))));
    line(&mut out, "# decide: what is counted, by whom, and what is left out");
    line(&mut out, "# description: >-");
    line(&mut out, "#   …");
    line(&mut out, "# decide: where the figures come from, and on what terms they may be used");
    line(&mut out, "# sources:");
    line(&mut out, "#   - {title: …, path: https://…, publisher: …}");
    line(&mut out, "# licenses:");
    line(
        &mut out,
        "#   - {name: CC-BY-4.0, title: Creative Commons Attribution 4.0, path: https://creativecommons.org/licenses/by/4.0/}",
    );
    line(&mut out, "# decide: census, registration or convenience");
    line(&mut out, "# coverage: …");
    line(&mut out, "# decide: the day of these figures, and what is counted");
    line(&mut out, "# updated: 2026-01-31");
    line(&mut out, "# unit: …");
    write_layout(&mut out, draft);
    line(&mut out, "schema:");
    line(&mut out, "  fields:");
    for column in &draft.columns {
        write_column(&mut out, column, draft);
    }
    if draft.key.is_empty() {
        line(&mut out, "  # decide: which columns together name a row? None of the first ones do.");
        line(&mut out, "  # primaryKey: […]");
    } else {
        let names =
            draft.key.iter().filter_map(|at| draft.columns.get(*at)).map(|column| quoted(&column.name));
        line(&mut out, &format!("  primaryKey: [{}]", names.collect::<Vec<_>>().join(", ")));
    }
    out
}

fn write_layout(out: &mut String, draft: &Draft) {
    let layout = &draft.layout;
    // Writing into a string cannot fail.
    let _ = match layout.encoding {
        Some("windows-1252") => {
            writeln!(out, "encoding: windows-1252  # decide: are accents and quotes right on the page?")
        }
        Some(name) => writeln!(out, "encoding: {name}"),
        None => writeln!(out, "encoding: utf-8"),
    };
    let mut dialect = vec![format!("delimiter: {}", quoted(&char::from(layout.signs.delimiter).to_string()))];
    let plain = Notation::default();
    if layout.notation.decimal != plain.decimal {
        dialect.push(format!("decimalChar: {}", quoted(&layout.notation.decimal.to_string())));
    }
    if let Some(group) = layout.notation.group {
        dialect.push(format!("groupChar: {}", quoted(&group.to_string())));
    }
    let _ = writeln!(out, "dialect: {{{}}}", dialect.join(", "));
}

fn write_column(out: &mut String, column: &Column, draft: &Draft) {
    let mut lines = vec![
        format!("- name: {}", quoted(&column.name)),
        format!("  title: {}", quoted(&title(&column.name))),
        format!("  type: {}", column.kind.word()),
    ];
    if let Some(form) = column.form {
        lines.push(format!("  format: {}", quoted(form)));
    }
    if column.kind.counts() {
        lines.push("  # decide: unit: …".to_owned());
    }
    let status = column.status.and_then(|at| draft.columns.get(at));
    lines.extend(status.map(|status| format!("  status: {}", quoted(&status.name))));
    if !column.markers.is_empty() {
        let texts: Vec<String> =
            std::iter::once("").chain(column.markers.iter().copied()).map(quoted).collect();
        lines.push(format!("  missingValues: [{}]", texts.join(", ")));
    }
    if column.full() && !column.cells.is_empty() {
        lines.push("  constraints: {required: true}".to_owned());
    }
    lines.extend(column.doubts.iter().map(|doubt| format!("  # decide: {doubt}")));
    let choices: Vec<String> = column.choices().into_iter().map(quoted).collect();
    if !choices.is_empty() {
        lines.push(format!(
            "  # decide: are these all? Then add `enum: [{}]` to the constraints",
            one_line(&choices.join(", "))
        ));
    }
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
}

/// A name as words: `cases_by_year` becomes `Cases by year`.
fn title(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text in double quotes, as JSON and YAML both read it.
fn quoted(text: &str) -> String {
    json!(text).to_string()
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
