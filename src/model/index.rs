//! Every name that a link can use, known before any link is looked at.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    base::{config::form::Form, source::Sources, span::FileId, url::Url},
    content::figure::Declaration,
    data::dataset::Dataset,
    model::{collection::Collection, language::Language, site::PageId, term::Terms, twins::Twins},
};

/// Where links are looked up.
#[derive(Clone, Debug)]
pub struct Index<'s> {
    /// The files of the project, for images and papers beside a page.
    pub sources: &'s Sources,
    /// The names of the site.
    pub names: Arc<Names>,
    /// The languages of the site.
    pub tongues: &'s [Language],
    /// The forms that are declared.
    pub forms: &'s [Form],
}

/// The names of a site.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Documents by their path below `content/`.
    pub documents: BTreeMap<String, Known>,
    /// The addresses of pages, by place.
    pub urls: Vec<Url>,
    /// The languages of pages, by place.
    pub languages: Vec<usize>,
    /// The pages of each text.
    pub twins: Twins,
    /// The anchors of pages, by place.
    pub anchors: Vec<Vec<String>>,
    /// The ids of figures, in order.
    pub figures: Vec<String>,
    /// The words that the site explains.
    pub terms: Terms,
}

/// A document that a link can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is published.
    Page(PageId),
    /// It is a draft, waits for its time or has expired.
    Unready,
}

impl Names {
    /// The names of all but documents.
    #[must_use]
    pub fn new(figures: &[Declaration], twins: Twins, collections: &[Collection], languages: usize) -> Self {
        let figures = figures.iter().map(|figure| figure.id.clone()).collect();
        Self { figures, twins, terms: Terms::new(collections, languages), ..Self::default() }
    }
}

impl Index<'_> {
    /// The page that a link from a page of `language` means when it names a file of the first language: its
    /// translation, if there is one.
    #[must_use]
    pub fn meant(&self, page: PageId, language: usize) -> PageId {
        let speaks = |id: PageId, tongue: usize| self.names.languages.get(id.0) == Some(&tongue);
        if !speaks(page, 0) {
            return page;
        }
        self.names.twins.of(page).iter().copied().find(|twin| speaks(*twin, language)).unwrap_or(page)
    }

    /// The address of a figure's page.
    #[must_use]
    pub fn figure_url(&self, id: &str, language: usize) -> Url {
        figure_url(self.prefix(language), id)
    }

    /// The language in which a dataset is explained to readers of `language`: theirs if its words are
    /// translated, or the first.
    #[must_use]
    pub fn dataset_language(&self, dataset: &Dataset, language: usize) -> usize {
        spoken(self.tongues, language, |tag, first| dataset.speaks(tag, first))
    }

    /// The address of a dataset's page.
    #[must_use]
    pub fn dataset_url(&self, id: &str, language: usize) -> Url {
        dataset_url(self.prefix(language), id)
    }

    /// True for a file in the folder of a page that is not published, as its `index.md` says.
    #[must_use]
    pub fn lies_with_unready(&self, path: &str) -> bool {
        let Some((folder, _)) = path.rsplit_once('/') else { return false };
        let start = format!("{folder}/index.");
        let mut pages = self
            .names
            .documents
            .range(start.clone()..)
            .take_while(|(path, _)| path.starts_with(&start))
            .map(|(_, known)| *known)
            .peekable();
        let own = pages.peek().is_some() && pages.all(|known| known == Known::Unready);
        own || self.lies_with_unready(folder)
    }

    fn prefix(&self, language: usize) -> &str {
        self.tongues.get(language).map_or("", |language| language.prefix.as_str())
    }

    /// The published address of a file of `content/`, by its path below the project.
    #[must_use]
    pub fn file_url(&self, file: FileId) -> Option<Url> {
        let source = self.sources.file(file)?;
        let path = source.path.strip_prefix("content/")?;
        Some(crate::design::asset::hashed_url("/files/", path, &source.hash()))
    }
}

/// `language`, if what `speaks` has words in it, or the first.
#[must_use]
pub fn spoken(languages: &[Language], language: usize, speaks: impl Fn(&str, &str) -> bool) -> usize {
    let tag = |place: usize| languages.get(place).map_or("en", |language| language.locale.tag());
    if speaks(tag(language), tag(0)) { language } else { 0 }
}

/// The address of a figure's page below a language's prefix.
#[must_use]
pub fn figure_url(prefix: &str, id: &str) -> Url {
    Url::file(&format!("{prefix}/figures/{id}/"))
}

/// The address of a dataset's page below a language's prefix.
#[must_use]
pub fn dataset_url(prefix: &str, id: &str) -> Url {
    Url::file(&format!("{prefix}/data/{id}/"))
}

/// The address of a fact's page below a language's prefix.
#[must_use]
pub fn fact_url(prefix: &str, id: &str) -> Url {
    Url::file(&format!("{prefix}/facts/{id}/"))
}
