//! What a preview remembers from one change of a project to the next, so that the stages make anew only what
//! differs. A build remembers nothing.

use std::sync::Arc;

use crate::{
    base::{
        diagnostic::Diagnostics,
        known::Known,
        source::{CONFIG, Listing, Sources},
    },
    content,
    data::Datasets,
    design::theme::Theme,
    model,
};

/// The results of the last time.
#[derive(Default)]
pub struct Memory {
    keeps: bool,
    listing: Listing,
    /// Documents, by file.
    pub documents: Known<content::Reading>,
    /// The look.
    pub theme: Last<Theme>,
    /// The datasets.
    pub datasets: Last<Datasets>,
    /// Filled texts, by file.
    pub texts: model::memory::Memory,
}

impl Memory {
    /// Remembers nothing yet, and what comes.
    #[must_use]
    pub fn keeping() -> Self {
        Self {
            keeps: true,
            listing: Listing::default(),
            documents: Known::keeping(),
            theme: Last::default(),
            datasets: Last::default(),
            texts: model::memory::Memory::keeping(),
        }
    }

    /// Forgets everything if files have come or gone: what is remembered names files by number.
    pub fn fit(&mut self, sources: &Sources) {
        if self.keeps && self.listing != *sources.listing() {
            *self = Self { listing: sources.listing().clone(), ..Self::keeping() };
        }
    }
}

/// One result, and the hash of all that it was made from.
pub struct Last<T> {
    made: Option<(blake3::Hash, Arc<T>, Diagnostics)>,
}

impl<T> Default for Last<T> {
    fn default() -> Self {
        Self { made: None }
    }
}

impl<T> Last<T> {
    /// The last result if it was made from the same, or what `make` makes.
    pub fn take_or(
        &mut self,
        hash: blake3::Hash,
        diagnostics: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> T,
    ) -> Arc<T> {
        if let Some((_, made, problems)) = self.made.as_ref().filter(|(known, ..)| *known == hash) {
            diagnostics.merge(problems.clone());
            return Arc::clone(made);
        }
        let mut problems = Diagnostics::new();
        let made = Arc::new(make(&mut problems));
        diagnostics.merge(problems.clone());
        self.made = Some((hash, Arc::clone(&made), problems));
        made
    }
}

/// A hash of what a theme is made from; the settings name it and its languages.
#[must_use]
pub fn of_theme(sources: &Sources) -> blake3::Hash {
    sources.hash(|_, source| source.path == CONFIG || source.path.starts_with("themes/"))
}

/// A hash of what datasets are made from.
#[must_use]
pub fn of_data(sources: &Sources) -> blake3::Hash {
    sources.hash(|_, source| source.path.starts_with("data/"))
}
