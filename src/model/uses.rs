//! What a page shows: so that facts, figures and datasets can name the pages that rest on them.

use std::{collections::BTreeSet, hash::BuildHasher};

use foldhash::fast::FixedState;

use crate::{
    base::span::FileId,
    model::{
        line::Line,
        show::Shown,
        site::{PageId, Site},
    },
};

/// What one page uses, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Facts.
    pub facts: BTreeSet<usize>,
    /// Datasets whose values it shows directly.
    pub datasets: BTreeSet<usize>,
    /// Figures.
    pub figures: BTreeSet<usize>,
    /// Terms that it explains where they stand first.
    pub terms: BTreeSet<PageId>,
    /// Forms.
    pub forms: BTreeSet<usize>,
    /// Files of `content/`.
    pub files: BTreeSet<FileId>,
    /// The [numbers](document_number) of the documents that its links name.
    pub documents: BTreeSet<u64>,
    /// It asks for numbers, figures or datasets at all, also where none of them shows.
    pub data: bool,
}

/// The number of a document by its path. Two paths with one number are one in a million million sites; then a text
/// is filled once more than it has to be.
#[must_use]
pub fn document_number(path: &str) -> u64 {
    FixedState::default().hash_one(path)
}

impl Uses {
    /// True if it shows anything but links to documents.
    #[must_use]
    pub fn shows(&self) -> bool {
        let places = [&self.facts, &self.datasets, &self.figures, &self.forms];
        places.iter().any(|places| !places.is_empty()) || !self.files.is_empty()
    }

    /// Notes a value.
    pub fn note(&mut self, value: &Shown) {
        self.facts.extend(value.fact);
        self.datasets.extend(value.dataset);
    }

    /// Notes the values of a line.
    pub fn note_line(&mut self, line: &Line) {
        self.facts.extend(&line.facts);
        self.datasets.extend(&line.datasets);
    }

    /// Tells the facts, figures and datasets of a site that a page uses this of them.
    pub fn enter(&self, site: &mut Site, page: PageId) {
        self.tell(site, |pages| pages.insert(page));
    }

    /// Tells them that it does no more.
    pub fn leave(&self, site: &mut Site, page: PageId) {
        self.tell(site, |pages| pages.remove(&page));
    }

    /// A page that shows a fact or a figure shows the datasets behind it too.
    fn tell(&self, site: &mut Site, tell: impl Fn(&mut BTreeSet<PageId>) -> bool) {
        let mut datasets = self.datasets.clone();
        for place in &self.facts {
            let Some(fact) = site.facts.get_mut(*place) else { continue };
            tell(&mut fact.pages);
            datasets.extend(&fact.quantity.datasets);
        }
        for place in &self.figures {
            let figure = site.figures.first().and_then(|figures| figures.get(*place));
            datasets.extend(figure.and_then(|figure| figure.dataset));
            site.figure_pages.get_mut(*place).map(&tell);
        }
        for dataset in datasets {
            site.dataset_pages.get_mut(dataset).map(&tell);
        }
    }
}
