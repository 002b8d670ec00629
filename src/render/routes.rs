//! Every URL of the output and what stands there, decided before any byte is made.

use std::collections::BTreeMap;

use crate::base::{diagnostic::Diagnostics, span::Span, url::Url};

/// All routes of a site, sorted by address, each address once.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// The routes.
    pub list: Vec<Route>,
    /// The values that the site publishes, by name (`fact:ID` or `figure:ID`), for the manifest.
    pub published: BTreeMap<String, String>,
    /// A hash of everything that can change a byte of the output: sources, options, program version.
    pub inputs: String,
}

/// One URL of the output.
#[derive(Clone, Debug)]
pub struct Route {
    /// Where it stands.
    pub url: Url,
    /// What stands there.
    pub artifact: Artifact,
    /// Where the author asked for it, if anybody did.
    pub span: Option<Span>,
}

/// What stands at a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// The page for addresses that do not exist.
    NotFound,
}

/// A route's bytes, and what was noticed while making them.
#[derive(Clone, Debug, Default)]
pub struct Produced {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// Problems that show only in the finished page.
    pub diagnostics: Diagnostics,
    /// What the page offers to links and what it links to.
    pub outline: Outline,
}

/// The ids of a page and the targets of its links; kept in place of the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The ids that a fragment may name.
    pub ids: Vec<String>,
    /// Internal addresses that the page links to, each with its fragment, or an empty one.
    pub targets: Vec<(Url, String)>,
}
