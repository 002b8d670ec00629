//! What a dataset is, who made it and on what terms: the words of a descriptor that concern no column.

use jiff::civil::Date;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    time::PartDate,
    yaml::{Node, fields::Fields, scalar},
};

/// The words about a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its name for readers.
    pub title: String,
    /// What it counts, how, and what it leaves out.
    pub description: String,
    /// Where the figures come from.
    pub sources: Vec<Origin>,
    /// On what terms they may be used.
    pub licenses: Vec<License>,
    /// Who made it.
    pub contributors: Vec<Contributor>,
    /// Who could publish what it lacks; may be empty.
    pub holder: String,
    /// How far it covers what it speaks of.
    pub coverage: Option<Coverage>,
    /// What is counted; may be empty.
    pub unit: String,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// When the next change is due.
    pub next_update: Option<PartDate>,
    /// What changed when, as written.
    pub revisions: Vec<Revision>,
}

/// A source of the figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Its title.
    pub title: String,
    /// Its address; may be empty.
    pub path: String,
    /// Whom to ask; may be empty.
    pub email: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// When it was published.
    pub date: Option<PartDate>,
}

impl Origin {
    /// Who stands behind it: its publisher, or its title where none is named.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.publisher.is_empty() { &self.title } else { &self.publisher }
    }
}

/// Terms of use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct License {
    /// An Open Definition identifier such as `CC-BY-4.0`; may be empty.
    pub name: String,
    /// Its title; may be empty.
    pub title: String,
    /// Where its text stands; may be empty.
    pub path: String,
}

/// Someone who made the dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contributor {
    /// A name.
    pub title: String,
    /// What they did; may be empty.
    pub role: String,
    /// An address; may be empty.
    pub path: String,
    /// An e-mail address; may be empty.
    pub email: String,
    /// Whom they work for; may be empty.
    pub organization: String,
}

/// A change of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// When.
    pub date: Date,
    /// What changed.
    pub note: String,
}

/// How far a dataset covers what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Every case.
    Census,
    /// Every case that was registered somewhere.
    Registration,
    /// The cases that happened to be found; no trend follows from them.
    Convenience,
}

impl Coverage {
    const WORDS: [(&'static str, Self); 3] =
        [("census", Self::Census), ("registration", Self::Registration), ("convenience", Self::Convenience)];

    /// Its word in descriptors.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, coverage)| *coverage == self).map_or("", |(word, _)| word)
    }
}

impl About {
    /// Reads its part of a descriptor.
    pub fn from_fields(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            title: fields.required("title", scalar::text).unwrap_or_default(),
            description: fields.optional("description", scalar::text).unwrap_or_default(),
            sources: items(fields, "sources", origin),
            licenses: items(fields, "licenses", license),
            contributors: items(fields, "contributors", contributor),
            holder: fields.optional("holder", scalar::text).unwrap_or_default(),
            coverage: fields.optional("coverage", |node| scalar::choice(node, &Coverage::WORDS)),
            unit: fields.optional("unit", scalar::text).unwrap_or_default(),
            updated: fields.optional("updated", scalar::date),
            next_update: fields.optional("next_update", scalar::part_date),
            revisions: items(fields, "revisions", revision).into_iter().flatten().collect(),
        }
    }
}

/// The maps of a list, each read whole.
fn items<T>(
    fields: &mut Fields<'_, '_>,
    name: &'static str,
    read: impl Fn(&mut Fields<'_, '_>) -> T,
) -> Vec<T> {
    let nodes = fields.nodes(name);
    nodes.into_iter().map(|node| item(node, fields.diagnostics, &read)).collect()
}

fn item<T>(node: Node<'_>, diagnostics: &mut Diagnostics, read: impl Fn(&mut Fields<'_, '_>) -> T) -> T {
    let mut fields = Fields::new(node, diagnostics);
    let value = read(&mut fields);
    fields.finish();
    value
}

fn origin(fields: &mut Fields<'_, '_>) -> Origin {
    Origin {
        title: fields.required("title", scalar::text).unwrap_or_default(),
        path: fields.optional("path", address).unwrap_or_default(),
        email: fields.optional("email", scalar::text).unwrap_or_default(),
        publisher: fields.optional("publisher", scalar::text).unwrap_or_default(),
        date: fields.optional("date", scalar::part_date),
    }
}

/// Data Package asks for a name or an address.
fn license(fields: &mut Fields<'_, '_>) -> License {
    let path = fields.optional("path", address);
    let name = if path.is_some() {
        fields.optional("name", scalar::text)
    } else {
        fields.required("name", scalar::text)
    };
    License {
        name: name.unwrap_or_default(),
        title: fields.optional("title", scalar::text).unwrap_or_default(),
        path: path.unwrap_or_default(),
    }
}

fn contributor(fields: &mut Fields<'_, '_>) -> Contributor {
    Contributor {
        title: fields.required("title", scalar::text).unwrap_or_default(),
        role: fields.optional("role", scalar::text).unwrap_or_default(),
        path: fields.optional("path", address).unwrap_or_default(),
        email: fields.optional("email", scalar::text).unwrap_or_default(),
        organization: fields.optional("organization", scalar::text).unwrap_or_default(),
    }
}

fn revision(fields: &mut Fields<'_, '_>) -> Option<Revision> {
    let date = fields.required("date", scalar::date);
    let note = fields.required("note", scalar::text);
    Some(Revision { date: date?, note: note? })
}

/// A web address; pages make links of them.
fn address(node: &Node<'_>) -> Result<String, Diagnostic> {
    let text = scalar::text(node)?;
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)) {
        return Ok(text);
    }
    Err(Diagnostic::error("bad-address", node.span(), format!("`{text}` is no web address"))
        .help("write it whole: `https://example.org/page`"))
}
