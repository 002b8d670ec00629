//! What every export comes to: items with their texts as HTML, and where they stood.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// An export, read.
#[derive(Debug, Default)]
pub struct Export {
    /// Its pages, in their order.
    pub items: Vec<Item>,
    /// What is not imported, and how often it is there.
    pub skipped: BTreeMap<String, usize>,
    /// The hosts of the old site.
    pub hosts: Vec<String>,
}

/// One page of the old site.
#[derive(Debug, Default)]
pub struct Item {
    /// The folder below `content/`; none for a page that stands alone.
    pub section: String,
    /// The headline, as plain text.
    pub title: String,
    /// Its day.
    pub date: Option<Date>,
    /// Whether the day belongs into the file's name.
    pub dated: bool,
    /// The last part of its old address.
    pub slug: String,
    /// Its old address, whole or from the root of the site.
    pub old: String,
    /// The text.
    pub html: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// A few words about it.
    pub summary: String,
    /// The picture above the text.
    pub picture: Option<Picture>,
    /// Whether readers saw it.
    pub status: Status,
    /// What has no place of its own: it is kept in comments.
    pub rest: Vec<(String, String)>,
    /// What needs a person.
    pub needs: Vec<String>,
}

/// A picture of the old site.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
}

/// Whether readers saw an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// They did.
    #[default]
    Ready,
    /// They did not.
    Draft,
    /// They will from a moment on: `2026-12-01 09:30`.
    Waiting(String),
}
