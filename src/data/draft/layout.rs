//! Encoding, separating sign and number signs of a file of which nothing is declared.

use encoding_rs::WINDOWS_1252;

use crate::{
    base::{diagnostic::Diagnostic, encoding},
    data::{
        delimiter,
        number::{self, Notation},
        records::{Records, Signs},
    },
};

/// The signs that may stand between cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The ways to write numbers, the plainest first.
const NOTATIONS: [(char, Option<char>); 6] =
    [('.', None), ('.', Some(',')), (',', None), (',', Some('.')), (',', Some(' ')), ('.', Some(' '))];

/// How many rows are looked at to find the separating sign.
const LOOKED_AT: usize = 50;

/// How a file is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// The name of its encoding; UTF-8 without one.
    pub encoding: Option<&'static str>,
    /// The offset of the first row.
    pub start: usize,
    /// The signs between and around cells.
    pub signs: Signs,
    /// The signs of its numbers.
    pub notation: Notation,
}

/// The layout of a file, and its text.
///
/// # Errors
/// When it holds what no text holds.
pub fn read(bytes: &[u8]) -> Result<(Layout, String), Diagnostic> {
    let (text, encoding) = decode(bytes);
    let file = crate::base::span::FileId(0);
    if let Some(problem) = encoding::control_character(&text) {
        return Err(Diagnostic { span: None, ..problem(file) });
    }
    let open = text.len() - text.trim_start_matches('\u{feff}').len();
    let (start, sep) = delimiter::sep_line(&text, open);
    let delimiter = sep.unwrap_or_else(|| likeliest(&text, start));
    let signs = Signs { delimiter, quote: b'"' };
    Ok((Layout { encoding, start, signs, notation: Notation::default() }, text))
}

fn decode(bytes: &[u8]) -> (String, Option<&'static str>) {
    let wide = |name: &str| if name.contains("big") { "utf-16be" } else { "utf-16le" };
    let (encoding, name) = match encoding::utf16(bytes).map(wide) {
        Some(name @ "utf-16be") => (encoding_rs::UTF_16BE, name),
        Some(name) => (encoding_rs::UTF_16LE, name),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => return (text.to_owned(), None),
            Err(_) => (WINDOWS_1252, "windows-1252"),
        },
    };
    (encoding.decode_with_bom_removal(bytes).0.into_owned(), Some(name))
}

/// The sign that splits all rows into the same number of cells, and into most; a comma if none splits any.
fn likeliest(text: &str, start: usize) -> u8 {
    let score = |delimiter: u8| {
        let records = Records::new(text, start, Signs { delimiter, quote: b'"' });
        let widths: Vec<usize> =
            records.filter(|record| !record.is_empty()).take(LOOKED_AT).map(|record| record.len()).collect();
        let width = widths.first().copied().unwrap_or_default();
        (width > 1 && widths.iter().all(|other| *other == width), width)
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

impl Layout {
    /// The layout with the signs in which most columns of `cells` are numbers.
    #[must_use]
    pub fn with_notation(self, cells: &[Vec<String>]) -> Self {
        let notations = NOTATIONS.map(|(decimal, group)| Notation { decimal, group });
        let is_number = |text: &String, notation| text.is_empty() || number::decimal(text, notation).is_ok();
        let score = |notation: Notation| {
            let all: usize = cells.iter().flatten().filter(|text| is_number(text, notation)).count();
            (all, cells.iter().filter(|column| column.iter().all(|text| is_number(text, notation))).count())
        };
        let best = notations.into_iter().rev().max_by_key(|notation| score(*notation));
        Self { notation: best.unwrap_or_default(), ..self }
    }
}
