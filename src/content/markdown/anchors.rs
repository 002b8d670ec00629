//! Anchors of headings: from their words, each once a page, and never from data, so that links stay good.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{
    prose::{Piece, pieces},
    slug::slug,
};

/// The anchors given so far.
#[derive(Debug, Default)]
pub struct Anchors {
    taken: BTreeSet<String>,
    /// The number that the next heading of the same words tries first.
    numbers: BTreeMap<String, usize>,
}

impl Anchors {
    /// The anchor of a heading: its own if it names one, else from its words without slots.
    pub fn anchor(&mut self, own: Option<&str>, words: &str) -> String {
        let plain: String = pieces(words)
            .filter_map(|piece| if let Piece::Words(words) = piece { Some(words) } else { None })
            .collect();
        let wanted = own.map_or_else(|| slug(&plain), str::to_owned);
        let wanted = if wanted.is_empty() { "part".to_owned() } else { wanted };
        let mut anchor = wanted.clone();
        let number = self.numbers.entry(wanted.clone()).or_insert(2);
        while !self.taken.insert(anchor.clone()) {
            anchor = format!("{wanted}-{number}");
            *number += 1;
        }
        anchor
    }
}
