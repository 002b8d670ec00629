//! What a page shows: so that facts, figures and datasets can name the pages that rest on them.

use std::collections::BTreeSet;

use crate::{
    base::span::FileId,
    model::{line::Line, show::Shown, site::PageId},
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
}
