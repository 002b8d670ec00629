//! Sections whose pages share declared fields: a database of records, its facets and its dataset.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

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
    content::filed::{Filed, Head},
    data::{Datasets, cell::Cell, country::Country},
    model::{
        collection::{
            countries::Gathered, declaration::Declaration, facet::Facet, reference::Names, values::Values,
        },
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
    pub declaration: Arc<Declaration>,
    /// Its section in each language.
    pub sections: Vec<Option<SectionId>>,
    /// Its dataset, by place; a row for each record.
    pub dataset: usize,
    /// Its records, in the order of its listing.
    pub records: Vec<Record>,
    /// Its facets.
    pub facets: Arc<Vec<Facet>>,
    /// The places of records by the last part of their address.
    by_slug: Arc<BTreeMap<String, usize>>,
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
    list: Vec<Arc<Declaration>>,
    /// The values of each page.
    values: BTreeMap<FileId, Values>,
    /// The deadlines of pages.
    pub deadlines: BTreeMap<FileId, Deadline>,
    /// What is wrong with declarations and values.
    pub problems: Diagnostics,
    /// The front matter that all this was read in.
    of: Vec<Head>,
    folders: BTreeSet<u32>,
}

impl Declared {
    /// Reads the declarations and the fields of all pages, also of those that are not published now.
    #[must_use]
    pub fn read(documents: &[Filed], sources: &Sources, config: &Config) -> Self {
        let mut problems = Diagnostics::new();
        let list = declaration::all(documents, sources, &mut problems);
        let declares = |filed: &&Filed| {
            filed.own && filed.name.is_section() && list.iter().any(|one| one.section == filed.name.section)
        };
        let folders = documents.iter().filter(declares).map(|filed| filed.folder).collect();
        let of = concerned(documents, &folders).map(Filed::head).collect();
        let (values, deadlines) = values::all(documents, &list, sources, config, &mut problems);
        Self { list: list.into_iter().map(Arc::new).collect(), values, deadlines, problems, of, folders }
    }

    /// True if the same would be read in other documents.
    #[must_use]
    pub fn hold(&self, documents: &[Filed]) -> bool {
        concerned(documents, &self.folders).map(Filed::head).eq(self.of.iter().copied())
    }

    /// The records among documents, and what declares them.
    fn concerned<'d>(&self, documents: &'d [Filed]) -> impl Iterator<Item = &'d Filed> + use<'_, 'd> {
        concerned(documents, &self.folders)
    }
}

fn concerned<'d, 'f>(
    documents: &'d [Filed],
    folders: &'f BTreeSet<u32>,
) -> impl Iterator<Item = &'d Filed> + use<'d, 'f> {
    documents.iter().filter(|filed| filed.own || folders.contains(&filed.folder))
}

/// The collections of what is published; each is a dataset among the others.
#[derive(Debug)]
pub struct Records {
    /// The collections, in order of section.
    pub collections: Arc<Vec<Collection>>,
    /// All datasets.
    pub datasets: Arc<Datasets>,
    /// The records that are named by others: collection and record, and who names them.
    pub backlinks: Arc<BTreeMap<(usize, usize), Vec<Backlink>>>,
    /// What is known about each country, if a collection gathers it.
    pub countries: Option<Arc<Gathered>>,
    /// What is wrong with names of records and countries.
    pub problems: Diagnostics,
    /// What all this was made of.
    declared: Arc<Declared>,
    own: Arc<Datasets>,
    published: Vec<Head>,
}

impl Records {
    /// Makes the collections of the documents that are published.
    #[must_use]
    pub fn new(
        declared: &Arc<Declared>,
        own: &Arc<Datasets>,
        documents: &[Filed],
        (layout, languages): (&Layout, &[Language]),
        config: &Config,
    ) -> Self {
        let mut problems = Diagnostics::new();
        let published = documents.iter().filter(|document| !document.name.is_section());
        let names = |document: &Filed| {
            let from = declared.list.iter().position(|one| one.section == document.name.section)?;
            Some(Names { from, list: declared.values.get(&document.file)?.references.clone() })
        };
        let written: Vec<Names> = published.filter_map(names).collect();
        let mut made = Vec::new();
        for declaration in &declared.list {
            let mut rows = table::rows(declaration, documents, layout, languages.len(), &declared.values);
            sort::sort(declaration, &mut rows, languages.first());
            let dataset = table::dataset(declaration, &rows, documents, layout, config);
            let facets = Arc::new(facet::facets(declaration, &rows, languages.first()));
            let sections = sections(declaration, layout, languages.len());
            let records: Vec<Record> = rows.into_iter().map(|row| row.record).collect();
            let by_slug = records.iter().enumerate().map(|(place, record)| (record.slug.clone(), place));
            let (by_slug, declaration) = (Arc::new(by_slug.collect()), Arc::clone(declaration));
            made.push((Collection { declaration, sections, dataset: 0, records, facets, by_slug }, dataset));
        }
        let mut datasets = Datasets::clone(own);
        let collections = table::add(made, &mut datasets);
        reference::check(&collections, &written, &mut problems);
        Self {
            backlinks: Arc::new(reference::backlinks(&collections, &datasets)),
            countries: Gathered::new(&collections, &datasets, &mut problems).map(Arc::new),
            collections: Arc::new(collections),
            datasets: Arc::new(datasets),
            problems,
            published: declared.concerned(documents).map(Filed::head).collect(),
            declared: Arc::clone(declared),
            own: Arc::clone(own),
        }
    }

    /// True if the same would be made of other documents, but for the numbers of pages.
    #[must_use]
    pub fn hold(&self, declared: &Arc<Declared>, own: &Arc<Datasets>, documents: &[Filed]) -> bool {
        Arc::ptr_eq(&self.declared, declared)
            && Arc::ptr_eq(&self.own, own)
            && declared.concerned(documents).map(Filed::head).eq(self.published.iter().copied())
    }

    /// The same where pages have other numbers.
    #[must_use]
    pub fn renumbered(
        &self,
        (layout, languages): (&Layout, &[Language]),
        number: impl Fn(PageId) -> Option<PageId>,
    ) -> Self {
        let record = |record: &Record| Record {
            slug: record.slug.clone(),
            pages: record.pages.iter().map(|page| page.and_then(&number)).collect(),
            original: number(record.original).unwrap_or(record.original),
        };
        let collection = |one: &Collection| Collection {
            declaration: Arc::clone(&one.declaration),
            sections: sections(&one.declaration, layout, languages.len()),
            dataset: one.dataset,
            records: one.records.iter().map(record).collect(),
            facets: Arc::clone(&one.facets),
            by_slug: Arc::clone(&one.by_slug),
        };
        Self {
            collections: Arc::new(self.collections.iter().map(collection).collect()),
            datasets: Arc::clone(&self.datasets),
            backlinks: Arc::clone(&self.backlinks),
            countries: self.countries.clone(),
            problems: self.problems.clone(),
            declared: Arc::clone(&self.declared),
            own: Arc::clone(&self.own),
            published: self.published.clone(),
        }
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
