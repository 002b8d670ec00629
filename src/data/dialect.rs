//! How a CSV file is laid out, as its descriptor declares it.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, scalar},
    },
    data::{number::Notation, writing},
};

/// The layout of a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Between cells; found in the header if it is not declared.
    pub delimiter: Option<u8>,
    /// Around cells that hold a delimiter, a quote or a line break.
    pub quote: u8,
    /// The first row holds the names of the columns.
    pub header: bool,
    /// Signs of numbers, where a field declares none.
    pub notation: Notation,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: None, quote: b'"', header: true, notation: Notation::default() }
    }
}

impl Dialect {
    /// Reads the map `dialect`.
    pub fn from_node(node: Node<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut fields = Fields::new(node, diagnostics);
        let plain = Self::default();
        let dialect = Self {
            delimiter: fields.optional("delimiter", layout_sign),
            quote: fields.optional("quoteChar", layout_sign).unwrap_or(plain.quote),
            header: fields.optional("header", scalar::switch).unwrap_or(plain.header),
            notation: writing::notation(&mut fields, plain.notation),
        };
        fields.finish();
        dialect
    }
}

/// One ASCII sign that no name or number holds.
fn layout_sign(node: &Node<'_>) -> Result<u8, Diagnostic> {
    if node.value.as_str() == Some("\t") {
        return Ok(b'\t');
    }
    let text = scalar::text(node)?;
    match text.as_bytes() {
        [sign] if sign.is_ascii_punctuation() && !matches!(sign, b'.' | b'-' | b'+' | b'_') => Ok(*sign),
        _ => Err(Diagnostic::error("bad-sign", node.span(), format!("`{}` cannot be `{text}`", node.name))
            .help("write one sign in quotes: `\",\"`, `\";\"`, `\"|\"`, or `\"\\t\"` for a tab")),
    }
}
