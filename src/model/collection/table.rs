//! A collection as a dataset: a row for each record, for figures, facts and downloads.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    base::{config::Config, span::FileId},
    content::{
        filed::Filed,
        name::Role,
        prose::{Piece, pieces},
        wording::Wording,
    },
    data::{
        Datasets,
        about::About,
        cell::Cell,
        dataset::Dataset,
        field::Field,
        kind::FieldType,
        status::Absence,
        table::{Places, Table},
        value::Value,
    },
    model::{
        collection::{
            Collection, Record, Row,
            declaration::{Declaration, Standard},
            values::{self, Values},
        },
        layout::Layout,
        site::PageId,
    },
};

/// The names of the columns that every collection has.
const SLUG: &str = "page";
const TITLE: &str = "title";
const DATE: &str = "date";
const ADDRESS: &str = "address";

/// The published records of a collection: each a document with its translations.
#[must_use]
pub fn rows(
    declaration: &Declaration,
    documents: &[Filed],
    layout: &Layout,
    languages: usize,
    values: &BTreeMap<FileId, Values>,
) -> Vec<Row> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut slots: Vec<_> = layout
        .pages
        .iter()
        .enumerate()
        .filter_map(|(page, slot)| Some((PageId(page), slot, documents.get(slot.document?)?)))
        .filter(|(_, slot, document)| {
            matches!(slot.role, Role::Page { .. }) && document.name.section == declaration.section
        })
        .collect();
    slots.sort_by_key(|(_, slot, _)| slot.language);
    for (page, slot, document) in slots {
        let row = places.entry(values::stem(document)).or_insert(rows.len());
        if let Some(row) = rows.get_mut(*row) {
            if let Some(own) = row.record.pages.get_mut(slot.language) {
                *own = Some(page);
            }
            continue;
        }
        let Role::Page { slug } = &slot.role else { continue };
        let mut pages = vec![None; languages];
        if let Some(own) = pages.get_mut(slot.language) {
            *own = Some(page);
        }
        rows.push(Row {
            record: Record { slug: slug.as_ref().to_owned(), pages, original: page },
            document: slot.document.unwrap_or_default(),
            title: plain(&document.front.title),
            date: document.front.date,
            cells: values.get(&document.file).map(|values| values.cells.clone()).unwrap_or_default(),
        });
    }
    rows
}

/// The words of a title that are known before any number is.
fn plain(wording: &Wording) -> String {
    let words = pieces(&wording.text).map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Slot(_) => "",
    });
    words.collect()
}

/// The dataset of a collection.
#[must_use]
pub fn dataset(
    declaration: &Declaration,
    rows: &[Row],
    documents: &[Filed],
    layout: &Layout,
    config: &Config,
) -> Dataset {
    let dated = rows.iter().any(|row| row.date.is_some())
        && !declaration.fields.iter().any(|declared| declared.standard == Some(Standard::Date));
    let mut fields = vec![Field::new(SLUG, FieldType::String), Field::new(TITLE, FieldType::String)];
    fields.extend(dated.then(|| Field::new(DATE, FieldType::Date)));
    fields.extend(declaration.fields.iter().map(|declared| declared.field.clone()));
    fields.push(Field::new(ADDRESS, FieldType::String));
    let mut table = Table::empty(fields, Places::at(declaration.span));
    let mut newest = None::<Date>;
    for row in rows {
        let text = |text: &str| Cell::plain(Value::Text(text.into()));
        let date = || row.date.map_or(Cell::Absent(Absence::Missing), |date| Cell::plain(Value::Date(date)));
        let url = layout.pages.get(row.record.original.0).map(|slot| config.url.join(&slot.url));
        let mut cells = vec![text(&row.record.slug), text(&row.title)];
        cells.extend(dated.then(date));
        cells.extend(row.cells.iter().cloned());
        cells.push(text(&url.unwrap_or_default()));
        table.push(cells);
        let updated = documents.get(row.document).and_then(|document| document.front.updated);
        newest = newest.max(updated.or(row.date.map(|date| date.first_day())));
    }
    let about = About { title: declaration.title.clone(), updated: newest, ..About::default() };
    Dataset::of_table(format!("collection:{}", declaration.name()), declaration.span, about, table)
}

/// Puts the datasets of collections in their places among the others; the collections know where.
pub fn add(made: Vec<(Collection, Dataset)>, datasets: &mut Datasets) -> Vec<Collection> {
    let (mut collections, own): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    datasets.list.extend(own);
    datasets.list.sort_by(|a, b| a.id.cmp(&b.id));
    for collection in &mut collections {
        let id = format!("collection:{}", collection.name());
        let place = datasets.list.binary_search_by(|dataset| dataset.id.as_str().cmp(&id));
        collection.dataset = place.unwrap_or_default();
    }
    collections
}
