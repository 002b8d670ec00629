//! The documents that links can name, by their paths.

use std::sync::Arc;

use crate::model::site::PageId;

/// A document that a link can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is published.
    Page(PageId),
    /// It is a draft, waits for its time or has expired.
    Unready,
}

/// Documents in the order of their paths below `content/`. They are made anew whenever one comes or goes, and
/// mostly come in that order, so that they are sorted and given up faster than a tree would be.
#[derive(Debug, Default)]
pub struct Documents(Vec<(Arc<str>, Known)>);

impl Documents {
    /// The document at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<Known> {
        let place = self.0.binary_search_by(|(own, _)| own.as_ref().cmp(path)).ok()?;
        self.0.get(place).map(|(_, known)| *known)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, Known)> {
        self.0.iter().map(|(path, known)| (path, *known))
    }

    /// Those whose paths start with `start`.
    pub fn below(&self, start: &str) -> impl Iterator<Item = Known> {
        let first = self.0.partition_point(|(path, _)| path.as_ref() < start);
        let rest = self.0.get(first..).unwrap_or_default().iter();
        rest.take_while(move |(path, _)| path.starts_with(start)).map(|(_, known)| *known)
    }
}

impl FromIterator<(Arc<str>, Known)> for Documents {
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Known)>>(documents: I) -> Self {
        let mut list: Vec<_> = documents.into_iter().collect();
        list.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_found_by_its_path_and_by_the_start_of_it() {
        let paths = ["news/b/index.md", "about.md", "news/b/index.fr.md", "news/c.md"];
        let known = |(place, path): (usize, &&str)| (Arc::from(*path), Known::Page(PageId(place)));
        let documents: Documents = paths.iter().enumerate().map(known).collect();

        assert_eq!(documents.get("about.md"), Some(Known::Page(PageId(1))));
        assert_eq!(documents.get("news/b/index"), None);
        let found: Vec<Known> = documents.below("news/b/index.").collect();
        assert_eq!(found, [Known::Page(PageId(2)), Known::Page(PageId(0))]);
    }
}
