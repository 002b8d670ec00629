//! Sections whose pages share declared fields: a database of records, its facets and its dataset.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};

use crate::{
    base::{
        config::Config,
        diagnostic::Diagnostics,
        source::Sources,
        span::{FileId, Span},
        time::PartDate,
        url::Url,
    },
    content::document::Document,
    data::{Datasets, cell::Cell, country::Country},
    model::{
        collection::{declaration::Declaration, facet::Facet, reference::Names, values::Values},
        language::Language,
        layout::Layout,
        site::{PageId, SectionId},
    },
};

pub mod countries;
pub mod declaration;
pub mod facet;
pub mod reference;
pub mod sort;
pub mod table;
pub mod values;

/// A collection.
#[derive(Debug)]
pub struct Collection {
    /// What its section's `_index.md` declares.
    pub declaration: Declaration,
    /// Its section in each language.
    pub sections: Vec<Option<SectionId>>,
    /// Its dataset, by place; a row for each record.
    pub dataset: usize,
    /// Its records, in the order of its listing.
    pub records: Vec<Record>,
    /// Its facets.
    pub facets: Vec<Facet>,
    /// The places of records by the last part of their address.
    by_slug: BTreeMap<String, usize>,
}

/// One record: a page and its translations.
#[derive(Debug)]
pub struct Record {
    /// The last part of its address.
    pub slug: String,
    /// Its page in each language.
    pub pages: Vec<Option<PageId>>,
    /// The page that stands for it where it is not translated.
    pub original: PageId,
}

/// What a page is in a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The collection, by place.
    pub collection: usize,
    /// The record, by place.
    pub record: usize,
}

/// A page that refers to another by a field of its collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The collection of the page that refers, by place.
    pub collection: usize,
    /// The field that refers, by place.
    pub field: usize,
    /// The record that refers, by place.
    pub record: usize,
}

/// When a record was last looked after, and until when that is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day that the record gives.
    pub since: Date,
    /// The first day on which it is out of date.
    pub until: Date,
    /// The moment at which that day begins.
    pub moment: Timestamp,
    /// It is no longer shown then; otherwise it says so.
    pub hide: bool,
    /// Where the day was written.
    pub span: Span,
}

/// Everything that collections declare and their pages fill in, before it is known what is published.
#[derive(Debug, Default)]
pub struct Declared {
    /// The declarations, in order of section.
    pub list: Vec<Declaration>,
    /// The values of each page.
    pub values: BTreeMap<FileId, Values>,
    /// The deadlines of pages.
    pub deadlines: BTreeMap<FileId, Deadline>,
}

impl Declared {
    /// Reads the declarations and the fields of all pages, also of those that are not published now.
    pub fn read(
        documents: &mut [Document],
        sources: &Sources,
        config: &Config,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let list = declaration::all(documents, sources, diagnostics);
        let (values, deadlines) = values::all(documents, &list, sources, config, diagnostics);
        Self { list, values, deadlines }
    }

    /// The collections of what is published; each becomes a dataset.
    pub fn collections(
        self,
        documents: &[Document],
        layout: &Layout,
        languages: &[Language],
        config: &Config,
        datasets: &mut Datasets,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Collection> {
        let Self { list, mut values, .. } = self;
        let published = documents.iter().filter(|document| !document.name.is_section());
        let names = |document: &Document| {
            let from = list.iter().position(|one| one.section == document.name.section)?;
            let list = std::mem::take(&mut values.get_mut(&document.file)?.references);
            Some(Names { from, list })
        };
        let written: Vec<Names> = published.filter_map(names).collect();
        let mut made = Vec::new();
        for declaration in list {
            let mut rows = table::rows(&declaration, documents, layout, languages.len(), &mut values);
            sort::sort(&declaration, &mut rows, languages.first());
            let dataset = table::dataset(&declaration, &rows, documents, layout, config);
            let facets = facet::facets(&declaration, &rows, languages.first());
            let sections = sections(&declaration, layout, languages.len());
            let records: Vec<Record> = rows.into_iter().map(|row| row.record).collect();
            let by_slug =
                records.iter().enumerate().map(|(place, record)| (record.slug.clone(), place)).collect();
            made.push((Collection { declaration, sections, dataset: 0, records, facets, by_slug }, dataset));
        }
        let collections = table::add(made, datasets);
        reference::check(&collections, &written, diagnostics);
        collections
    }
}

/// One record with its values, while its collection is made.
#[derive(Debug)]
pub struct Row {
    /// The record.
    pub record: Record,
    /// The document, by place.
    pub document: usize,
    /// Its headline, without numbers that are not known yet.
    pub title: String,
    /// Its date.
    pub date: Option<PartDate>,
    /// A cell for each declared field.
    pub cells: Vec<Cell>,
}

impl Collection {
    /// The page of a record for readers of a language: its own, or the original.
    #[must_use]
    pub fn page(&self, record: usize, language: usize) -> Option<PageId> {
        let record = self.records.get(record)?;
        Some(record.pages.get(language).copied().flatten().unwrap_or(record.original))
    }

    /// The record with that last part of an address.
    #[must_use]
    pub fn find(&self, slug: &str) -> Option<usize> {
        self.by_slug.get(slug).copied()
    }

    /// Its name: that of its folders, as `collection:NAME` calls its dataset.
    #[must_use]
    pub fn name(&self) -> String {
        self.declaration.name()
    }

    /// The pages of all records for readers of a language, in the order of the listing.
    #[must_use]
    pub fn pages(&self, language: usize) -> Vec<PageId> {
        (0..self.records.len()).filter_map(|record| self.page(record, language)).collect()
    }

    /// The countries that a record is about.
    #[must_use]
    pub fn countries(&self, record: usize, datasets: &Datasets) -> Vec<&'static Country> {
        let Some(dataset) = datasets.list.get(self.dataset) else { return Vec::new() };
        let places = self.declaration.fields.iter().filter(|declared| declared.of_countries());
        let columns = places.filter_map(|declared| dataset.table.field(&declared.field.name));
        columns.flat_map(|column| countries::of_cell(dataset.table.cell(record, column))).collect()
    }
}

fn sections(declaration: &Declaration, layout: &Layout, languages: usize) -> Vec<Option<SectionId>> {
    let in_language = |language: usize| {
        let found = layout.sections.iter().position(|section| {
            section.folders == declaration.section
                && layout.pages.get(section.page.0).is_some_and(|page| page.language == language)
        });
        found.map(SectionId)
    };
    (0..languages).map(in_language).collect()
}

/// The address of a facet's list of values below a section.
#[must_use]
pub fn facet_url(section: &Url, facet: &str) -> Url {
    Url::file(&format!("{}{facet}/", section.as_str()))
}

/// The address of the records with one value of a facet.
#[must_use]
pub fn value_url(section: &Url, facet: &str, key: &str) -> Url {
    Url::file(&format!("{}{facet}/{key}/", section.as_str()))
}
