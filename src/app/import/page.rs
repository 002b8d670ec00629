//! An item as the file of a page.

use std::fmt::Write;

use crate::app::import::{
    item::{Item, Status},
    links::Placed,
};

/// The file.
#[must_use]
pub fn text(item: &Item, alias: Option<&str>, picture: Option<&Placed>, body: &str) -> String {
    let mut out = String::from("---\n");
    // Writing into a string cannot fail.
    let _ = writeln!(out, "title: {}", quoted(&item.title));
    if let Some(date) = item.date {
        let _ = writeln!(out, "date: {date}");
    }
    match &item.status {
        Status::Ready => {}
        Status::Draft => out.push_str("draft: true\n"),
        Status::Waiting(moment) => {
            let _ = writeln!(out, "publish: {}", quoted(moment));
        }
    }
    for (field, names) in [("authors", &item.authors), ("topics", &item.topics)] {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        if !names.is_empty() {
            let _ = writeln!(out, "{field}: [{}]", names.join(", "));
        }
    }
    if !item.summary.is_empty() {
        let _ = writeln!(out, "summary: {}", quoted(&item.summary));
    }
    if let Some(picture) = picture {
        let _ = writeln!(out, "{}", image(item, picture));
    }
    if let Some(alias) = alias {
        let _ = writeln!(out, "aliases: [{}]", quoted(alias));
    }
    for (name, value) in &item.rest {
        let _ = writeln!(out, "# {}: {}", one_line(name), one_line(value));
    }
    let _ = write!(out, "---\n\n{body}\n");
    out
}

/// The picture above the text; in a comment where something is missing.
fn image(item: &Item, picture: &Placed) -> String {
    let whole = picture.needs.is_empty();
    let file = if picture.file.is_empty() {
        item.picture.as_ref().map(|picture| picture.url.as_str()).unwrap_or_default()
    } else {
        picture.file.as_str()
    };
    let sign = if whole { "" } else { "# " };
    format!("{sign}image: {{file: {}, alt: {}}}", quoted(file), quoted(&picture.alt))
}

/// A text in double quotes, as JSON and YAML both read it; `{{` would be an expression.
fn quoted(text: &str) -> String {
    serde_json::json!(text.replace("{{", "\\{{")).to_string()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
