//! Financial supporters, declared: who, the sentence they ask for, and exactly where it stands.

use crate::base::{
    diagnostic::Diagnostics,
    words::Words,
    yaml::{Node, fields::Fields, scalar, scalar::Written},
};

/// A financial supporter.
#[derive(Clone, Debug)]
pub struct Funder {
    /// Its name.
    pub name: Words,
    /// The sentence on the pages that it supports.
    pub statement: Words,
    /// Its address; may be empty.
    pub link: String,
    /// The sections that it supports, by the paths of their `_index.md`.
    pub sections: Vec<Written>,
}

/// Reads one entry of `funders`.
pub fn read(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Option<Funder> {
    let mut fields = Fields::new(node, diagnostics);
    let words = |node: &Node<'_>| Words::read(node, languages);
    let name = fields.required("name", words);
    let statement = fields.required("statement", words);
    let link = fields.optional("link", scalar::text).unwrap_or_default();
    let sections = fields.list("sections", scalar::written);
    if sections.is_empty() {
        fields.required("sections", |_| Ok(()));
    }
    fields.finish();
    Some(Funder { name: name?, statement: statement?, link, sections })
}
