//! The Frictionless Data Resource of a published dataset, for `datapackage.json`.
//!
//! It describes the CSV that the site offers, not the file that an author keeps: comma, UTF-8, plain numbers.

use serde_json::{Map, Value as Json, json};

use crate::{
    base::time::PartDate,
    data::{
        category::Category,
        cell::{Cell, WITHHELD},
        dataset::Dataset,
        disclosure::rules::{Unit, Zeros},
        field::Field,
        kind::FieldType,
        publish::{Column, columns, spelled},
        schema::ForeignKey,
        value::Value,
    },
};

/// The resource at `path`, an address relative to `datapackage.json`, with `bytes` bytes. Foreign keys into
/// datasets that `is_published` does not know are left out, since no tool could follow them.
#[must_use]
pub fn resource(dataset: &Dataset, path: &str, bytes: usize, is_published: impl Fn(&str) -> bool) -> Json {
    let mut entry = Map::new();
    let about = &dataset.about;
    for (key, text) in [
        ("name", dataset.id.as_str()),
        ("path", path),
        ("title", &about.title),
        ("description", &about.description),
        ("unit", &about.unit),
    ] {
        insert_text(&mut entry, key, text);
    }
    for (key, text) in [
        ("profile", "tabular-data-resource"),
        ("format", "csv"),
        ("mediatype", "text/csv"),
        ("encoding", "utf-8"),
    ] {
        insert_text(&mut entry, key, text);
    }
    entry.insert("bytes".to_owned(), json!(bytes));
    insert_text(&mut entry, "coverage", about.coverage.map_or("", |coverage| coverage.word()));
    insert_text(&mut entry, "updated", &about.updated.map(|date| date.to_string()).unwrap_or_default());
    insert_list(
        &mut entry,
        "sources",
        about.sources.iter().map(|source| {
            texts(&[("title", &source.title), ("path", &source.path), ("email", &source.email)])
        }),
    );
    insert_list(
        &mut entry,
        "licenses",
        about.licenses.iter().map(|license| {
            texts(&[("name", &license.name), ("title", &license.title), ("path", &license.path)])
        }),
    );
    if let Some(disclosure) = disclosure(dataset) {
        entry.insert("disclosure".to_owned(), disclosure);
    }
    entry.insert("schema".to_owned(), schema(dataset, is_published));
    Json::Object(entry)
}

/// By what rule counts are withheld, and how many: a property of our own, as Data Package allows.
fn disclosure(dataset: &Dataset) -> Option<Json> {
    let notice = dataset.notice.as_ref()?;
    let cells = || (0..dataset.table.fields().len()).flat_map(|at| dataset.table.column(at));
    let withheld = cells().filter(|cell| **cell == Cell::Withheld).count();
    let word = |words: &[(&'static str, Unit)]| {
        words.iter().find(|(_, unit)| *unit == notice.unit).map(|(word, _)| *word)
    };
    Some(json!({
        "threshold": notice.threshold,
        "zeros": if notice.zeros == Zeros::Publish { "publish" } else { "protect" },
        "unit": word(&Unit::WORDS),
        "withheld": withheld,
        "rows": dataset.table.rows(),
        "status": WITHHELD,
    }))
}

fn schema(dataset: &Dataset, is_published: impl Fn(&str) -> bool) -> Json {
    let fields = dataset.table.fields();
    let names = |places: &[usize]| {
        places.iter().filter_map(|at| fields.get(*at)).map(|field| field.name.clone()).collect::<Vec<_>>()
    };
    let mut schema = Map::new();
    let entry = |(name, column): (String, Column)| match column {
        Column::Values(at) => fields.get(at).map(field_entry),
        Column::Status(_) => Some(json!({"name": name, "type": "string"})),
    };
    let columns = columns(&dataset.table).into_iter();
    insert_list(&mut schema, "fields", columns.filter_map(entry));
    schema.insert("missingValues".to_owned(), json!([""]));
    if !dataset.primary_key.is_empty() {
        schema.insert("primaryKey".to_owned(), json!(names(&dataset.primary_key)));
    }
    let kept = |key: &&ForeignKey| key.resource.is_empty() || is_published(&key.resource);
    let entry = |key: &ForeignKey| json!({"fields": names(&key.fields), "reference": {"resource": key.resource, "fields": key.reference}});
    insert_list(&mut schema, "foreignKeys", dataset.foreign_keys.iter().filter(kept).map(entry));
    Json::Object(schema)
}

fn field_entry(field: &Field) -> Json {
    let mut entry = Map::new();
    let kind = field.kind.standard_word();
    for (key, text) in [
        ("name", field.name.as_str()),
        ("title", &field.title),
        ("description", &field.description),
        ("type", kind),
        ("unit", &field.unit),
    ] {
        insert_text(&mut entry, key, text);
    }
    let constraints = constraints(field);
    if !constraints.is_empty() {
        entry.insert("constraints".to_owned(), Json::Object(constraints));
    }
    let category = |category: &Category| json!({"value": spelled(&category.value), "label": category.label});
    if field.kind == FieldType::String {
        insert_list(&mut entry, "categories", field.categories.iter().map(category));
    }
    Json::Object(entry)
}

/// Pattern and lengths are left out: an apostrophe before a formula would break them.
fn constraints(field: &Field) -> Map<String, Json> {
    let mut entry = Map::new();
    let from = &field.constraints;
    if from.required {
        entry.insert("required".to_owned(), json!(true));
    }
    if from.unique {
        entry.insert("unique".to_owned(), json!(true));
    }
    for (key, limit) in [("minimum", &from.minimum), ("maximum", &from.maximum)] {
        if let Some(limit) = limit {
            entry.insert(key.to_owned(), limit_json(limit));
        }
    }
    // Of a list each item is one of them, which Table Schema cannot say.
    if field.kind != FieldType::List {
        insert_list(&mut entry, "enum", from.allowed.iter().map(limit_json));
    }
    entry
}

/// Numbers as numbers where JSON can hold them exactly, everything else as it is spelled in the CSV.
fn limit_json(value: &Value) -> Json {
    match value {
        Value::Integer(number) => json!(number),
        Value::Date(PartDate::Year(year)) => json!(year),
        Value::Boolean(value) => json!(value),
        _ => json!(spelled(value)),
    }
}

fn texts(pairs: &[(&str, &String)]) -> Json {
    let mut entry = Map::new();
    pairs.iter().for_each(|(key, text)| insert_text(&mut entry, key, text));
    Json::Object(entry)
}

fn insert_text(entry: &mut Map<String, Json>, key: &str, text: &str) {
    if !text.is_empty() {
        entry.insert(key.to_owned(), json!(text));
    }
}

fn insert_list(entry: &mut Map<String, Json>, key: &str, items: impl Iterator<Item = Json>) {
    let items: Vec<Json> = items.collect();
    if !items.is_empty() {
        entry.insert(key.to_owned(), Json::Array(items));
    }
}
