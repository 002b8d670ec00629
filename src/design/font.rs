//! A font face: the very file that pages serve is the one that text is measured with.

use std::sync::Arc;

/// One weight of one family.
#[derive(Clone, Debug)]
pub struct Face {
    /// The family's name in CSS.
    pub family: String,
    /// The weight in CSS: 400, 600, 700.
    pub weight: u16,
    /// An OpenType file (not compressed).
    pub bytes: Arc<[u8]>,
}

/// The faces that the program brings.
#[must_use]
pub fn faces() -> Vec<Face> {
    Vec::new()
}
