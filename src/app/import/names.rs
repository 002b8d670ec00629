//! Names of topics and authors, in one spelling each: two that lead to one address are an error of a project.

use std::collections::BTreeMap;

use crate::{
    app::import::item::Item,
    content::{filed::Filed, slug::slug},
};

/// The spelling of each name, by the part of an address that it gives.
#[derive(Debug, Default)]
pub struct Names {
    topics: BTreeMap<String, String>,
    authors: BTreeMap<String, String>,
}

impl Names {
    /// The names that a project uses already.
    #[must_use]
    pub fn of(documents: &[Filed]) -> Self {
        let mut names = Self::default();
        for front in documents.iter().map(|document| &document.front) {
            for topic in &front.topics {
                names.topics.entry(slug(&topic.text)).or_insert_with(|| topic.text.clone());
            }
            for author in &front.authors {
                names.authors.entry(slug(&author.text)).or_insert_with(|| author.text.clone());
            }
        }
        names
    }

    /// Gives every item the first spelling of each of its names, each once.
    pub fn unify(mut self, items: &mut [Item]) {
        for item in items {
            item.topics = unified(&item.topics, &mut self.topics);
            item.authors = unified(&item.authors, &mut self.authors);
        }
    }
}

fn unified(names: &[String], known: &mut BTreeMap<String, String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let key = slug(name);
        if key.is_empty() {
            continue;
        }
        let spelled = known.entry(key).or_insert_with(|| name.clone());
        if !kept.contains(spelled) {
            kept.push(spelled.clone());
        }
    }
    kept
}
