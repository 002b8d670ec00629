//! Words that a site explains: `[diffusion](term:diffusion)` leads to the page of the term.

use std::collections::BTreeMap;

use crate::{
    base::{diagnostic::Diagnostic, span::Span, yaml::nearest},
    model::{collection::Collection, documents::Known, index::Index, site::PageId},
};

/// What stands before the name of a term.
pub const SCHEME: &str = "term:";

/// The pages of terms, by the last part of their address.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The folder of their section.
    folder: String,
    /// The page for each language, by place.
    pages: BTreeMap<String, Vec<PageId>>,
}

impl Terms {
    /// The terms of the collection that explains them.
    #[must_use]
    pub fn new(collections: &[Collection], languages: usize) -> Self {
        let Some(collection) = collections.iter().find(|collection| collection.declaration.terms) else {
            return Self::default();
        };
        let pages =
            |record: usize| (0..languages).filter_map(|language| collection.page(record, language)).collect();
        let entry =
            |(place, record): (usize, &crate::model::collection::Record)| (record.slug.clone(), pages(place));
        Self {
            folder: collection.declaration.section.join("/"),
            pages: collection.records.iter().enumerate().map(entry).collect(),
        }
    }

    /// The page of a term for readers of a language.
    ///
    /// # Errors
    /// When there is none, or it is not published.
    pub fn find(
        &self,
        id: &str,
        language: usize,
        span: Span,
        index: &Index<'_>,
    ) -> Result<PageId, Diagnostic> {
        if let Some(page) = self.pages.get(id).and_then(|pages| pages.get(language)) {
            return Ok(*page);
        }
        if index.names.layout.documents.get(format!("{}/{id}.md", self.folder).as_str())
            == Some(Known::Unready)
        {
            return Err(Diagnostic::error(
                "link-to-unpublished",
                span,
                format!("the term `{id}` is not published"),
            )
            .help("publish it too, or take the link out until it is"));
        }
        let problem = Diagnostic::error("unknown-term", span, format!("there is no term `{id}`"));
        Err(match nearest(id, self.pages.keys().map(String::as_str)) {
            Some(near) => problem.help(format!("did you mean `{SCHEME}{near}`?")),
            None if self.folder.is_empty() => {
                problem.help("no section explains terms; declare one with `collection: {terms: true}`")
            }
            None => problem.help(format!("explain it in `content/{}/{id}.md`", self.folder)),
        })
    }
}
