//! What a site knows about each country: records of its collections, and rows of its datasets.

use std::collections::BTreeMap;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        url::Url,
        yaml::{nearest, scalar::Written},
    },
    data::{
        Datasets, cell::Cell, country::Country, dataset::Dataset, kind::FieldType, table::Table, value::Value,
    },
    model::{
        collection::{Collection, declaration::Gathering},
        site::PageId,
    },
};

/// What is known about one country.
#[derive(Clone, Debug)]
pub struct Place {
    /// The country.
    pub country: &'static Country,
    /// The record of the gathering collection that describes it, by place.
    pub described: Option<usize>,
    /// The records of each other collection that are about it, by their places.
    pub records: Vec<(usize, Vec<usize>)>,
    /// The newest row of each dataset that has one, by their places.
    pub rows: Vec<(usize, usize)>,
}

/// Everything that is gathered by country.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The collection that gathers, by place.
    pub collection: usize,
    /// The countries, in the order of their codes.
    pub list: Vec<Place>,
}

impl Place {
    /// How many records are about it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.records.iter().map(|(_, records)| records.len()).sum()
    }
}

impl Gathered {
    /// Gathers for the collection that asks for it.
    pub fn new(
        collections: &[Collection],
        datasets: &Datasets,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let place = collections.iter().position(|one| one.declaration.countries.is_some())?;
        let gathering = collections.get(place)?.declaration.countries.as_ref()?;
        let mut found: BTreeMap<&'static Country, Place> = BTreeMap::new();
        for (number, collection) in collections.iter().enumerate() {
            for record in 0..collection.records.len() {
                for country in collection.countries(record, datasets) {
                    let entry = found.entry(country).or_insert_with(|| Place::new(country));
                    entry.add(number, record, number == place);
                }
            }
        }
        for dataset in used(gathering, datasets, diagnostics) {
            let Some(rows) = datasets.list.get(dataset).map(newest) else { continue };
            for (country, row) in rows {
                found.entry(country).or_insert_with(|| Place::new(country)).rows.push((dataset, row));
            }
        }
        Some(Self { collection: place, list: found.into_values().collect() })
    }

    /// The place of a country.
    #[must_use]
    pub fn find(&self, country: &Country) -> Option<usize> {
        self.list.binary_search_by(|place| place.country.cmp(country)).ok()
    }
}

impl Place {
    fn new(country: &'static Country) -> Self {
        Self { country, described: None, records: Vec::new(), rows: Vec::new() }
    }

    fn add(&mut self, collection: usize, record: usize, describes: bool) {
        if describes {
            self.described.get_or_insert(record);
            return;
        }
        match self.records.last_mut().filter(|(last, _)| *last == collection) {
            Some((_, records)) if records.last() == Some(&record) => {}
            Some((_, records)) => records.push(record),
            None => self.records.push((collection, vec![record])),
        }
    }
}

/// The datasets that the declaration names, by place.
fn used(gathering: &Gathering, datasets: &Datasets, diagnostics: &mut Diagnostics) -> Vec<usize> {
    gathering.datasets.iter().filter_map(|written| diagnostics.take(dataset(written, datasets))).collect()
}

fn dataset(written: &Written, datasets: &Datasets) -> Result<usize, Diagnostic> {
    let place = datasets.list.iter().position(|dataset| dataset.id == written.text);
    let Some(place) = place else {
        let message = format!("there is no dataset `{}`", written.text);
        let problem = Diagnostic::error("unknown-dataset", written.span, message);
        return Err(match nearest(&written.text, datasets.list.iter().map(|dataset| dataset.id.as_str())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("name a descriptor of `data/` without its ending"),
        });
    };
    let has_countries =
        datasets.list.get(place).is_some_and(|dataset| country_field(&dataset.table).is_some());
    if has_countries {
        return Ok(place);
    }
    let message = format!("the dataset `{}` has no field of `type: country`", written.text);
    Err(Diagnostic::error("unknown-column", written.span, message)
        .help("declare the type in its descriptor, or name another dataset"))
}

fn country_field(table: &Table) -> Option<usize> {
    table.fields().iter().position(|field| field.kind == FieldType::Country)
}

/// The last row of each country: the newest where a field has years or days, else the last one written.
fn newest(dataset: &Dataset) -> BTreeMap<&'static Country, usize> {
    let table = &dataset.table;
    let Some(column) = country_field(table) else { return BTreeMap::new() };
    let time = time_field(table);
    let mut found: BTreeMap<&'static Country, usize> = BTreeMap::new();
    for row in 0..table.rows() {
        let Some(Value::Country(country)) = table.cell(row, column).value() else { continue };
        let when = |row: usize| time.and_then(|time| table.cell(row, time).value());
        let entry = found.entry(country).or_insert(row);
        if when(row) >= when(*entry) {
            *entry = row;
        }
    }
    found
}

/// The field that says of what time a row is.
#[must_use]
pub fn time_field(table: &Table) -> Option<usize> {
    let of_time = [FieldType::Date, FieldType::Year, FieldType::YearMonth, FieldType::Quarter];
    table.fields().iter().position(|field| of_time.contains(&field.kind))
}

/// The countries that a cell names.
#[must_use]
pub fn of_cell(cell: &Cell) -> Vec<&'static Country> {
    match cell.value() {
        Some(Value::Country(country)) => vec![country],
        Some(Value::List(items)) => items.iter().filter_map(|item| Country::find(item)).collect(),
        _ => Vec::new(),
    }
}

/// The address of a country's page below the section that gathers; by its code, since names change.
#[must_use]
pub fn url(section: &Url, country: &Country) -> Url {
    Url::file(&format!("{}{}/", section.as_str(), country.alpha3.to_ascii_lowercase()))
}

/// The page that an author wrote about a country, if there is one.
#[must_use]
pub fn described(
    gathered: &Gathered,
    place: &Place,
    collections: &[Collection],
    language: usize,
) -> Option<PageId> {
    collections.get(gathered.collection)?.page(place.described?, language)
}
