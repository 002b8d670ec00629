//! One Markdown file, read.

use std::sync::Arc;

use crate::{
    base::span::FileId,
    content::{front::Front, name::Name, prose::Prose},
};

/// A file of `content/` before its names are looked up.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// What its path says.
    pub name: Name,
    /// What its front matter says.
    pub front: Arc<Front>,
    /// Its text.
    pub body: Prose,
}
