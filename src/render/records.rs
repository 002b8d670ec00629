//! The records of collections as templates get them: made once for each language, when a list asks for one, and
//! shared by all lists.

use std::sync::OnceLock;

use minijinja::{Value, context};

use crate::{
    data::{
        cell::Cell, country::Country, dataset::Dataset, field::Field, kind::FieldType, rows,
        value::Value as Data, writing,
    },
    model::{
        collection::{
            Collection, countries,
            declaration::{Declared, Standard},
            facet::{self, Facet, FacetValue, Source},
            reference, value_url,
        },
        language::Language,
        show,
        site::{Page, Site},
    },
    render::{
        contexts::{Contexts, iso},
        figures::safe,
        finish,
        survey::collections as places,
        tongue,
    },
};

/// The records of a site: by collection, language and record.
pub struct Records {
    lists: Vec<Vec<Vec<OnceLock<Value>>>>,
}

impl Records {
    /// None made yet.
    #[must_use]
    pub fn new(site: &Site) -> Self {
        let in_language = |collection: &Collection, language: usize| {
            let shown = collection.sections.get(language).copied().flatten().is_some();
            vec![OnceLock::new(); if shown { collection.records.len() } else { 0 }]
        };
        let lists = site.collections.iter().map(|collection| {
            (0..site.languages.len()).map(|language| in_language(collection, language)).collect()
        });
        Self { lists: lists.collect() }
    }

    /// A record.
    #[must_use]
    pub fn get(
        &self,
        site: &Site,
        contexts: &Contexts<'_>,
        (place, language, record): (usize, usize, usize),
    ) -> Value {
        let list = self.lists.get(place).and_then(|lists| lists.get(language));
        let (Some(slot), Some(collection)) =
            (list.and_then(|list| list.get(record)), site.collections.get(place))
        else {
            return Value::default();
        };
        slot.get_or_init(|| make(site, contexts, collection, record, language)).clone()
    }
}

fn make(
    site: &Site,
    contexts: &Contexts<'_>,
    collection: &Collection,
    record: usize,
    language: usize,
) -> Value {
    let Some(page) = collection.page(record, language) else { return Value::from(()) };
    let own = site.page(page).map_or(language, |page| page.language);
    let tag = site.languages.get(own).filter(|_| own != language).map_or("", |words| words.locale.tag());
    context! {
        item => contexts.item(page, language),
        language => tag,
        cells => columns(collection).map(|declared| column_cell(site, collection, declared, record, language)).collect::<Vec<_>>(),
    }
}

/// The fields that are columns of a table.
pub fn columns(collection: &Collection) -> impl Iterator<Item = &Declared> {
    collection.declaration.fields.iter().filter(|declared| declared.column)
}

fn column_cell(
    site: &Site,
    collection: &Collection,
    declared: &Declared,
    record: usize,
    language: usize,
) -> Value {
    let (Some(cell), Some(words)) = (cell(site, collection, declared, record), site.language(language))
    else {
        return Value::from(());
    };
    let text = cell.value().map(|value| show::value_text(value, &declared.field, None, words));
    let machine = match cell.value() {
        Some(Data::Date(date)) => iso(Some(*date)),
        _ => String::new(),
    };
    context! { text => text.unwrap_or_default(), numeric => declared.field.kind.counts(), date_iso => machine, name => &declared.field.name }
}

/// The words in the columns of a table.
#[must_use]
pub fn texts(site: &Site, collection: &Collection, record: usize, language: usize) -> Vec<String> {
    let Some(words) = site.language(language) else { return Vec::new() };
    let text = |declared: &Declared| {
        let value = cell(site, collection, declared, record).and_then(Cell::value);
        value.map(|value| show::value_text(value, &declared.field, None, words)).unwrap_or_default()
    };
    columns(collection).map(text).collect()
}

fn cell<'s>(site: &'s Site, collection: &Collection, declared: &Declared, record: usize) -> Option<&'s Cell> {
    let dataset = site.datasets.list.get(collection.dataset)?;
    Some(dataset.table.cell(record, dataset.table.field(&declared.field.name)?))
}

/// The fields of a record as its own page shows them, each value with the way to others like it.
#[must_use]
pub fn fields(site: &Site, collection: &Collection, record: usize, language: usize) -> Vec<Value> {
    let Some(words) = site.language(language) else { return Vec::new() };
    // The rest stands elsewhere on the page: dates and names in its head, the day of a deadline beside it.
    let stale = collection.declaration.stale.map(|stale| stale.field);
    let shown = |(place, declared): &(usize, &Declared)| declared.standard.is_none() && Some(*place) != stale;
    let field = |(_, declared): (usize, &Declared)| {
        let value = cell(site, collection, declared, record)?.value()?;
        let values: Vec<Value> = match value {
            Data::List(items) => items
                .iter()
                .map(|item| item_value(site, collection, declared, item, language, words))
                .collect(),
            value => vec![single_value(site, collection, declared, value, language, words)],
        };
        Some(context! {
            name => &declared.field.name, title => rows::title(&declared.field), unit => &declared.field.unit, values => values,
        })
    };
    collection.declaration.fields.iter().enumerate().filter(shown).filter_map(field).collect()
}

fn single_value(
    site: &Site,
    collection: &Collection,
    declared: &Declared,
    value: &Data,
    language: usize,
    words: &Language,
) -> Value {
    let text = show::value_text(value, &declared.field, None, words);
    let machine = value.date().map(|date| iso(Some(date))).unwrap_or_default();
    let href = match value {
        Data::Text(slug) if declared.reference.is_some() => return named(site, declared, slug, language),
        Data::Text(address) if declared.field.writing.form.as_deref() == Some(writing::URI) => {
            let host = address.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(&text);
            return context! { text => host, href => address, date_iso => "" };
        }
        Data::Country(country) => {
            let place = site.countries.as_ref().and_then(|gathered| gathered.find(country));
            place.and_then(|place| places::country_url(site, place, language)).map(|url| finish::href(&url))
        }
        _ => None,
    };
    let href = href.or_else(|| facet_href(site, collection, declared, value, language));
    context! { text => text, href => safe(href.unwrap_or_default()), date_iso => machine }
}

fn item_value(
    site: &Site,
    collection: &Collection,
    declared: &Declared,
    item: &std::sync::Arc<str>,
    language: usize,
    words: &Language,
) -> Value {
    if declared.reference.is_some() {
        return named(site, declared, item, language);
    }
    if declared.field.item == FieldType::Country
        && let Some(country) = Country::find(item)
    {
        return single_value(site, collection, declared, &Data::Country(country), language, words);
    }
    let text = show::item_text(item, &declared.field, words);
    let href = facet_href(site, collection, declared, &Data::Text(item.clone()), language);
    context! { text => text, href => safe(href.unwrap_or_default()), date_iso => "" }
}

/// A record that a field names, by its title.
fn named(site: &Site, declared: &Declared, slug: &str, language: usize) -> Value {
    let target = reference::target(&site.collections, declared).and_then(|place| site.collections.get(place));
    let page = target.and_then(|target| target.page(target.find(slug)?, language));
    let page: Option<&Page> = page.and_then(|page| site.page(page));
    let title = page.map_or(slug, |page| &page.title.plain);
    let href = page.map(|page| finish::href(&page.url)).unwrap_or_default();
    context! { text => title, href => safe(href), date_iso => "" }
}

/// Where the records with a value are listed.
fn facet_href(
    site: &Site,
    collection: &Collection,
    declared: &Declared,
    value: &Data,
    language: usize,
) -> Option<String> {
    let section = collection.sections.get(language).copied().flatten()?;
    let home = &site.section_page(section)?.url;
    let place = collection.declaration.fields.iter().position(|other| std::ptr::eq(other, declared))?;
    let facet = collection.facets.iter().find(|facet| facet.of == Source::Field(place))?;
    let wanted = match value {
        Data::Country(country) if declared.field.kind == FieldType::List => Data::Text(country.alpha3.into()),
        value => value.clone(),
    };
    let found = facet.values.iter().find(|own| own.value == wanted)?;
    Some(finish::href(&value_url(home, &facet.name, &found.key)))
}

/// The words for a value of a facet.
#[must_use]
pub fn words(collection: &Collection, facet: &Facet, value: &FacetValue, language: &Language) -> String {
    let place = match facet.of {
        Source::Field(place) | Source::Years(place) => place,
        Source::Letters => return value.value.to_string(),
    };
    let declared = collection.declaration.fields.get(place);
    declared.map(|declared| facet::words(&facet.of, &value.value, declared, language)).unwrap_or_default()
}

/// The reader's name of a facet.
#[must_use]
pub fn title(collection: &Collection, facet: &Facet, language: &Language) -> String {
    let declared = |place: usize| collection.declaration.fields.get(place);
    match facet.of {
        Source::Letters => language.say("facet-letter", &[]),
        Source::Years(place) if declared(place).is_some_and(|one| one.standard == Some(Standard::Date)) => {
            language.say("facet-year", &[])
        }
        Source::Field(place) | Source::Years(place) => {
            declared(place).map(|declared| field_title(declared, language)).unwrap_or_default()
        }
    }
}

/// The reader's name of a field: what the author wrote, or the theme's word for a field of every page.
#[must_use]
pub fn field_title(declared: &Declared, language: &Language) -> String {
    let own = rows::title(&declared.field);
    match declared.standard {
        Some(_) if own == declared.field.name => language.say(&format!("field-{own}"), &[]),
        _ => own.to_owned(),
    }
}

/// A row of a dataset as a country's page shows it: its values, without what only says which country it is.
#[must_use]
pub fn row(
    site: &Site,
    place: usize,
    row: usize,
    country: &'static Country,
    language: usize,
) -> Option<Value> {
    let dataset: &Dataset = site.datasets.list.get(place)?;
    let words = site.language(language)?;
    let table = &dataset.table;
    let time = countries::time_field(table);
    let status: Vec<usize> = table.fields().iter().filter_map(|field| field.status).collect();
    let names = |cell: &Cell| match cell.value() {
        Some(Data::Country(_)) => true,
        Some(Data::Text(text)) => Country::find(text).is_some_and(|found| found == country),
        _ => false,
    };
    let shown = table.fields().iter().enumerate().filter(|(at, field)| {
        let cell = table.cell(row, *at);
        let empty = cell.value().is_none() && !field.kind.counts();
        Some(*at) != time && !status.contains(at) && !empty && !names(cell)
    });
    let value = |(at, field): (usize, &Field)| {
        let unit = if field.unit.is_empty() && field.kind == FieldType::Number {
            &dataset.about.unit
        } else {
            &field.unit
        };
        let cell = table.cell(row, at);
        context! { title => field.title_in(words.locale.tag()), text => show::cell(cell, field, None, words), unit => unit, absent => cell.value().is_none() }
    };
    let when = time.and_then(|at| Some((table.cell(row, at), table.fields().get(at)?)));
    let when = when.map(|(cell, field)| show::cell(cell, field, None, words));
    let title = &dataset.about_in(words.locale.tag()).title;
    let unlinked = || context! { title => title, href => "" };
    Some(context! {
        dataset => tongue::dataset(site, place, language).unwrap_or_else(unlinked),
        when => when.unwrap_or_default(),
        values => shown.map(value).collect::<Vec<_>>(),
    })
}
