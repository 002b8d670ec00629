//! The values by which a reader can narrow a collection down, each with its records.

use std::collections::BTreeMap;

use crate::{
    content::slug::slug,
    data::{cell::Cell, value::Value},
    model::{
        collection::{
            Row,
            declaration::{Declaration, Declared, Standard},
            sort::folded,
        },
        language::Language,
        show,
    },
};

/// One facet.
#[derive(Clone, Debug)]
pub struct Facet {
    /// Its part of addresses.
    pub name: String,
    /// What it is made of.
    pub of: Source,
    /// Its values; years from the newest, others by their words in the site's first language.
    pub values: Vec<FacetValue>,
}

/// What a facet is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The values of a declared field, by place.
    Field(usize),
    /// The years of a field of dates.
    Years(usize),
    /// The first letters of titles.
    Letters,
}

/// One value of a facet.
#[derive(Clone, Debug)]
pub struct FacetValue {
    /// Its part of addresses.
    pub key: String,
    /// The value: of a list one item, as a text.
    pub value: Value,
    /// The records that have it, in the order of the listing.
    pub records: Vec<usize>,
}

/// The facets of a collection, in the order of their fields.
#[must_use]
pub fn facets(declaration: &Declaration, rows: &[Row], language: Option<&Language>) -> Vec<Facet> {
    let declared = declaration.fields.iter().enumerate().filter(|(_, declared)| declared.facet);
    let mut facets: Vec<Facet> =
        declared.map(|(place, declared)| of_field(place, declared, rows, language)).collect();
    if declaration.letters {
        let letter = |row: &Row| letter(&row.title).into_iter().collect::<Vec<_>>();
        facets.push(collect("letter".to_owned(), Source::Letters, rows, letter));
    }
    facets.retain(|facet| !facet.values.is_empty());
    facets
}

fn of_field(place: usize, declared: &Declared, rows: &[Row], language: Option<&Language>) -> Facet {
    let field = &declared.field;
    let cell = |row: &Row| row.cells.get(place).and_then(Cell::value).cloned();
    if declared.of_dates() {
        let year = |row: &Row| {
            let year = cell(row).and_then(|value| value.date()).map(|date| date.year().to_string());
            year.map(|year| (year.clone(), Value::Text(year.into()))).into_iter().collect()
        };
        let name = if declared.standard == Some(Standard::Date) { "year" } else { &field.name };
        let mut facet = collect(name.to_owned(), Source::Years(place), rows, year);
        facet.values.reverse();
        return facet;
    }
    let values = |row: &Row| -> Vec<(String, Value)> {
        match cell(row) {
            Some(Value::List(items)) => {
                items.iter().map(|item| (slug(item), Value::Text(item.clone()))).collect()
            }
            Some(value) => vec![(slug(&value.to_string()), value)],
            None => Vec::new(),
        }
    };
    let mut facet = collect(field.name.clone(), Source::Field(place), rows, values);
    if let Some(language) = language {
        facet.values.sort_by_cached_key(|value| folded(&words(&facet.of, &value.value, declared, language)));
    }
    facet
}

/// The words for a facet's value.
#[must_use]
pub fn words(of: &Source, value: &Value, declared: &Declared, language: &Language) -> String {
    match (of, value) {
        (Source::Field(_), Value::Text(item))
            if declared.field.kind == crate::data::kind::FieldType::List =>
        {
            show::item_text(item, &declared.field, language)
        }
        (Source::Field(_), value) => show::value_text(value, &declared.field, None, language),
        (_, value) => value.to_string(),
    }
}

/// The records by the keys that `values` gives each.
fn collect(name: String, of: Source, rows: &[Row], values: impl Fn(&Row) -> Vec<(String, Value)>) -> Facet {
    let mut found: BTreeMap<String, FacetValue> = BTreeMap::new();
    for (record, row) in rows.iter().enumerate() {
        for (key, value) in values(row) {
            let entry = found.entry(key.clone());
            let entry = entry.or_insert_with(|| FacetValue { key, value, records: Vec::new() });
            if entry.records.last() != Some(&record) {
                entry.records.push(record);
            }
        }
    }
    Facet { name: name.replace('_', "-"), of, values: found.into_values().collect() }
}

/// The letter that an index has a title under; digits and signs have one place together.
fn letter(title: &str) -> Option<(String, Value)> {
    let first = folded(title).chars().find(|c| c.is_alphanumeric());
    let own = title.chars().find(|c| c.is_alphanumeric());
    let (key, shown) = match (first, own) {
        (Some(first), _) if first.is_ascii_alphabetic() => {
            (first.to_string(), first.to_uppercase().to_string())
        }
        (_, Some(own)) if own.is_alphabetic() => {
            (own.to_lowercase().to_string(), own.to_uppercase().to_string())
        }
        _ => ("0-9".to_owned(), "0–9".to_owned()),
    };
    Some((key, Value::Text(shown.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_has_a_title_under_its_letter() {
        for (title, key) in [("Éclair", "e"), ("“Beuze”", "b"), ("64 groups", "0-9"), ("…", "0-9")] {
            assert_eq!(letter(title).unwrap().0, key, "{title}");
        }
    }
}
