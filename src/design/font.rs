//! A font face: the very file that pages serve is the one that text is measured with.
//!
//! A family comes in subsets, as the page's `unicode-range` rules know them. A browser takes each
//! character from the first subset that has it, and so does whoever measures: the order counts.

use std::sync::Arc;

/// One subset of one weight of one family.
#[derive(Clone, Debug)]
pub struct Face {
    /// The family's name in CSS.
    pub family: String,
    /// The weight in CSS: 400, 600, 700.
    pub weight: u16,
    /// An OpenType file (not compressed).
    pub bytes: Arc<[u8]>,
}

/// The upright faces that the program carries: Source Sans 3 in Latin, Greek and Cyrillic, then
/// Noto Sans Arabic, whose 600 stands in for a bolder weight.
#[must_use]
pub fn embedded() -> Vec<Face> {
    let source = SOURCE_SANS.iter().map(|(weight, bytes)| face("Source Sans 3", *weight, bytes));
    let arabic = NOTO_ARABIC.iter().map(|(weight, bytes)| face("Noto Sans Arabic", *weight, bytes));
    source.chain(arabic).collect()
}

fn face(family: &str, weight: u16, bytes: &[u8]) -> Face {
    Face { family: family.to_owned(), weight, bytes: Arc::from(bytes) }
}

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../themes/plain/fonts/", $name, ".ttf"))
    };
}

const SOURCE_SANS: [(u16, &[u8]); 12] = [
    (400, font!("source-sans-3-latin-400")),
    (400, font!("source-sans-3-latin-ext-400")),
    (400, font!("source-sans-3-greek-400")),
    (400, font!("source-sans-3-cyrillic-400")),
    (600, font!("source-sans-3-latin-600")),
    (600, font!("source-sans-3-latin-ext-600")),
    (600, font!("source-sans-3-greek-600")),
    (600, font!("source-sans-3-cyrillic-600")),
    (700, font!("source-sans-3-latin-700")),
    (700, font!("source-sans-3-latin-ext-700")),
    (700, font!("source-sans-3-greek-700")),
    (700, font!("source-sans-3-cyrillic-700")),
];

const NOTO_ARABIC: [(u16, &[u8]); 3] = [
    (400, font!("noto-sans-arabic-400")),
    (600, font!("noto-sans-arabic-600")),
    (700, font!("noto-sans-arabic-600")),
];
