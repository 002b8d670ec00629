//! What stands where of collections: facets and their values, downloads, countries, pages as files.

use std::borrow::Cow;

use crate::{
    base::url::Url,
    content::name::Role,
    model::{
        collection::{self, Collection, facet::Facet},
        site::{Page, PageId, SectionId, Site},
    },
    render::{
        routes::{Artifact, Narrowed},
        survey::{Survey, part_url, parts},
    },
};

impl Survey<'_> {
    pub(super) fn collections(&mut self) {
        let site = self.site;
        for (place, collection) in site.collections.iter().enumerate() {
            let span = Some(collection.declaration.span);
            for (language, section) in collection.sections.iter().enumerate() {
                let Some(home) = section.and_then(|id| site.section_page(id)).map(|page| &page.url) else {
                    continue;
                };
                if !collection.facets.is_empty() {
                    self.add(filter_url(home), Artifact::Filter(place, language), span);
                }
                for (number, facet) in collection.facets.iter().enumerate() {
                    let url = collection::facet_url(home, &facet.name);
                    self.add(url, Artifact::Facet(place, language, number), span);
                    self.values(
                        home,
                        facet,
                        Narrowed { collection: place, language, facet: number, value: 0, part: 0 },
                    );
                }
            }
            if let Some(home) = collection_home(site, place) {
                self.add(export_url(&home, collection, "csv"), Artifact::CollectionCsv(place), span);
                self.add(export_url(&home, collection, "json"), Artifact::CollectionJson(place), span);
            }
            if collection.declaration.offline {
                self.offline(collection);
            }
        }
        self.countries();
    }

    fn values(&mut self, home: &Url, facet: &Facet, narrowed: Narrowed) {
        for (place, value) in facet.values.iter().enumerate() {
            let url = collection::value_url(home, &facet.name, &value.key);
            for part in 0..parts(value.records.len()) {
                let artifact = Artifact::Narrowed(Narrowed { value: place, part, ..narrowed });
                self.add(part_url(&url, part), artifact, None);
            }
        }
    }

    fn offline(&mut self, collection: &Collection) {
        for page in collection.records.iter().flat_map(|record| record.pages.iter().flatten()) {
            if let Some(url) = self.site.page(*page).and_then(offline_url) {
                self.add(url, Artifact::Offline(*page), None);
            }
        }
    }

    fn countries(&mut self) {
        let Some(gathered) = &self.site.countries else { return };
        for language in 0..self.site.languages.len() {
            for place in 0..gathered.list.len() {
                if let Some(url) = country_page_url(self.site, place, language) {
                    self.add(url, Artifact::Country(language, place), None);
                }
            }
        }
    }
}

/// The pages that a section lists: those of its collection in its order, or its own.
#[must_use]
pub fn listed(site: &Site, id: SectionId) -> Cow<'_, [PageId]> {
    let Some(section) = site.section(id) else { return Cow::default() };
    match collection_of(site, id) {
        Some((collection, language)) => Cow::Owned(collection.pages(language)),
        None => Cow::Borrowed(&section.listed),
    }
}

/// The collection of a section, and the language that the section is in.
#[must_use]
pub fn collection_of(site: &Site, id: SectionId) -> Option<(&Collection, usize)> {
    site.collections.iter().find_map(|collection| {
        let language = collection.sections.iter().position(|section| *section == Some(id))?;
        Some((collection, language))
    })
}

/// The address of a collection: that of its section in the first language that has one.
#[must_use]
pub fn collection_home(site: &Site, place: usize) -> Option<Url> {
    let section = site.collections.get(place)?.sections.iter().flatten().next()?;
    Some(site.section_page(*section)?.url.clone())
}

/// Where readers find a dataset, and in which language: its own page, or the section of the collection that
/// it lists.
#[must_use]
pub fn dataset_home(site: &Site, place: usize, language: usize) -> Option<(Url, usize)> {
    let dataset = site.datasets.list.get(place)?;
    if dataset.publish {
        return Some((site.dataset_url(dataset, language), site.dataset_language(dataset, language)));
    }
    let collection = site.collections.iter().find(|collection| collection.dataset == place)?;
    let section = collection.sections.get(language).copied().flatten();
    let section = section.or_else(|| collection.sections.iter().flatten().next().copied())?;
    let page = site.section_page(section)?;
    Some((page.url.clone(), page.language))
}

/// The address of the values that a script filters a collection by.
#[must_use]
pub fn filter_url(section: &Url) -> Url {
    Url::file(&format!("{}filter.json", section.as_str()))
}

/// The address of a collection's download.
#[must_use]
pub fn export_url(home: &Url, collection: &Collection, ending: &str) -> Url {
    Url::file(&format!("{}{}.{ending}", home.as_str(), collection.name()))
}

/// The address of a page as one file.
#[must_use]
pub fn offline_url(page: &Page) -> Option<Url> {
    let Role::Page { slug } = &page.role else { return None };
    Some(Url::file(&format!("{}{slug}.html", page.url.as_str())))
}

/// The address of the page that is made for a country; none where an author wrote it, or the language has
/// no section for it.
#[must_use]
pub fn country_page_url(site: &Site, place: usize, language: usize) -> Option<Url> {
    let gathered = site.countries.as_ref()?;
    let place = gathered.list.get(place).filter(|place| place.described.is_none())?;
    let section = site.collections.get(gathered.collection)?.sections.get(language).copied().flatten()?;
    Some(collection::countries::url(&site.section_page(section)?.url, place.country))
}

/// The address of what is known about a country, for readers of a language.
#[must_use]
pub fn country_url(site: &Site, place: usize, language: usize) -> Option<Url> {
    let gathered = site.countries.as_ref()?;
    let found = gathered.list.get(place)?;
    match collection::countries::described(gathered, found, &site.collections, language) {
        Some(page) => Some(site.page(page)?.url.clone()),
        None => country_page_url(site, place, language),
    }
}
