//! One Markdown file, read.

use crate::{
    base::{span::FileId, yaml::kept::Kept},
    content::{front::Front, name::Name, prose::Prose},
};

/// A file of `content/` before its names are looked up.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// What its path says.
    pub name: Name,
    /// What its front matter says.
    pub front: Box<Front>,
    /// The front matter as a whole, if a collection has to read in it.
    pub kept: Option<Kept>,
    /// Where its text begins in the file, in bytes.
    pub start: usize,
    /// Its text.
    pub body: Prose,
}
