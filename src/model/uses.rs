//! What a page shows: so that facts, figures and datasets can name the pages that rest on them.

use std::collections::BTreeSet;

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
}

impl Uses {
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
