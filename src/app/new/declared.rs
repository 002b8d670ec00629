//! The fields that a section declares for its pages, as lines of front matter that wait to be filled in.
//!
//! Only what helps to fill them in is read; `check` says what is wrong with a declaration.

use crate::{
    app::new::quoted,
    base::{
        source::Sources,
        span::FileId,
        yaml::{self, Node, Yaml},
    },
};

/// Fields that every page has: a section that declares them needs no line of its own.
const OWN: [&str; 7] = ["title", "date", "authors", "topics", "regions", "summary", "image"];

/// What a value of a type looks like.
const FORMS: [(&str, &str); 8] = [
    ("country", "a country: FRA, or France"),
    ("date", "a day: 2026-11-24"),
    ("year", "a year: 2026"),
    ("integer", "a whole number"),
    ("number", "a number"),
    ("boolean", "true or false"),
    ("list", "a list: [one, two]"),
    ("datetime", "a moment: 2026-11-24T09:30:00Z"),
];

/// The lines for the pages of a folder; empty where it declares nothing.
#[must_use]
pub fn lines(folder: &str, sources: &Sources) -> String {
    let Some(file) = sources.find(&format!("content/{folder}/_index.md")) else { return String::new() };
    let text = sources.text(file);
    let Ok(Some((start, end, _))) = yaml::front_matter(text) else { return String::new() };
    let Ok(front) = Yaml::parse(FileId(0), text.get(start..end).unwrap_or_default(), 0) else {
        return String::new();
    };
    let fields = child(front.root(), "collection").and_then(|node| child(node, "fields"));
    let entries = fields.and_then(|fields| fields.entries()).unwrap_or_default();
    entries
        .iter()
        .filter(|entry| !OWN.contains(&entry.name))
        .map(|entry| line(entry.name, entry.node))
        .collect()
}

fn child<'y>(node: Node<'y>, name: &str) -> Option<Node<'y>> {
    node.entries()?.into_iter().find(|entry| entry.name == name).map(|entry| entry.node)
}

fn text(node: Node<'_>, name: &str) -> Option<String> {
    child(node, name)?.value.as_str().map(str::to_owned)
}

/// One field: open if pages need it, in a comment if they do not.
fn line(name: &str, field: Node<'_>) -> String {
    let switch = |node: Option<Node<'_>>| node.and_then(|node| node.value.as_bool()).unwrap_or_default();
    let constraints = child(field, "constraints");
    let needed =
        switch(child(field, "required")) || switch(constraints.and_then(|node| child(node, "required")));
    let kind = text(field, "type").unwrap_or_default();
    let form = FORMS.iter().find(|(known, _)| *known == kind).map(|(_, form)| (*form).to_owned());
    let values = values(field).map(|values| format!("one of {values}")).or(form);
    let title = text(field, "title").unwrap_or_default();
    let told: Vec<String> =
        [Some(title).filter(|title| !title.is_empty()), values].into_iter().flatten().collect();
    let told =
        if told.is_empty() { String::new() } else { format!("  # {}", told.join("; ").replace('\n', " ")) };
    if needed { format!("{name}:{told}\n") } else { format!("# {name}: …{told}\n") }
}

/// The values of a classification.
fn values(field: Node<'_>) -> Option<String> {
    let categories = child(field, "categories").and_then(|node| node.items()).unwrap_or_default();
    let of_category =
        |node: &Node<'_>| child(*node, "value").unwrap_or(*node).value.as_str().map(str::to_owned);
    let mut values: Vec<String> = categories.iter().filter_map(of_category).collect();
    if values.is_empty() {
        let listed = child(field, "constraints").and_then(|node| child(node, "enum"));
        let listed = listed.and_then(|node| node.items()).unwrap_or_default();
        values = listed.iter().filter_map(|node| node.value.as_str().map(str::to_owned)).collect();
    }
    let plain = |value: &String| {
        if value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            value.clone()
        } else {
            quoted(value)
        }
    };
    (!values.is_empty()).then(|| values.iter().map(plain).collect::<Vec<_>>().join(", "))
}
