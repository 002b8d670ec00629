//! One Markdown file, read.

use crate::{
    base::{span::FileId, yaml::kept::Kept},
    content::{filed::Word, front::Front, name::Name, prose::Prose},
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
    /// Its topics, regions and authors, in the order of [`named`](crate::content::filed::named).
    pub names: Vec<Word>,
}
