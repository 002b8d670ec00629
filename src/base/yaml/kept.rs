//! A document that one stage has read in part and leaves to a later one: its values, without its text.

use std::borrow::Cow;

use serde_yaml::Value;

use crate::base::{span::FileId, yaml::Yaml};

/// The values of a document and where its text stands.
#[derive(Debug)]
pub struct Kept {
    file: FileId,
    start: usize,
    end: usize,
    root: Value,
}

impl Yaml<'_> {
    /// Gives the text back and keeps the values; nothing is read again until a place is asked for.
    #[must_use]
    pub fn keep(self) -> Kept {
        Kept {
            file: self.file,
            start: self.base,
            end: self.base + self.text.len(),
            root: self.root.into_owned(),
        }
    }
}

impl Kept {
    /// The document again. `text` is that of its whole file.
    #[must_use]
    pub fn open<'k>(&'k self, text: &'k str) -> Yaml<'k> {
        let own = text.get(self.start..self.end).unwrap_or_default();
        Yaml::of(self.file, own, self.start, Cow::Borrowed(&self.root))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_document_still_knows_its_places() {
        let text = "---\ncourt: Strasbourg\n---\n";
        let yaml = Yaml::parse(FileId(0), text.get(4..22).unwrap(), 4).unwrap();
        let kept = yaml.keep();
        let opened = kept.open(text);
        let entries = opened.root().entries().unwrap();
        let span = entries[0].node.span();
        assert_eq!((entries[0].name, span.start, span.end), ("court", 11, 21));
    }
}
