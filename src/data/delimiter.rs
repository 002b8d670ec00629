//! What stands between the cells of a CSV text: declared, said by a `sep=` line, or the one sign of
//! `,` `;` and tab that splits the header into the declared names.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
    },
    data::{
        charset::CsvText,
        dialect::Dialect,
        field::Field,
        records::{Records, Signs},
    },
};

/// The signs that are tried where none is declared.
const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];

/// Where the rows of a text begin and how they are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The offset of the first row.
    pub start: usize,
    /// The signs between and around cells.
    pub signs: Signs,
}

/// Finds the layout; says so where it is not as declared.
pub fn layout(
    csv: &CsvText<'_>,
    dialect: &Dialect,
    fields: &[Field],
    diagnostics: &mut Diagnostics,
) -> Layout {
    let open = csv.text.len() - csv.text.trim_start_matches('\u{feff}').len();
    let (start, sep) = sep_line(&csv.text, open);
    let span = csv.span(open, start);
    let fitting = fitting(&csv.text, start, dialect, fields);
    let delimiter = match (sep, dialect.delimiter, fitting) {
        (Some(sep), Some(declared), _) if sep != declared => {
            let words = format!(
                "the first line says that {} separates the columns, but `delimiter` says {}",
                name(sep),
                name(declared)
            );
            diagnostics.push(wrong(span, &words, sep));
            sep
        }
        (Some(sep), _, _) => sep,
        (None, Some(declared), Some(found)) if declared != found => {
            let words =
                format!("{} separates the columns, but `delimiter` says {}", name(found), name(declared));
            diagnostics.push(wrong(header_span(csv, start), &words, found));
            found
        }
        (None, Some(declared), _) => declared,
        (None, None, Some(found)) => {
            if found != b',' {
                diagnostics.push(noted(header_span(csv, start), found));
            }
            found
        }
        (None, None, None) => nearest(&csv.text, start, dialect, fields),
    };
    Layout { start, signs: Signs { delimiter, quote: dialect.quote } }
}

/// The offset behind a first line `sep=;`, and its sign.
pub fn sep_line(text: &str, open: usize) -> (usize, Option<u8>) {
    let line =
        text.get(open..).and_then(|rest| rest.split_inclusive(['\n', '\r']).next()).unwrap_or_default();
    let content = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    match content
        .get(..4)
        .filter(|word| word.eq_ignore_ascii_case("sep="))
        .and(content.get(4..))
        .map(str::as_bytes)
    {
        Some([sign]) if !sign.is_ascii_alphanumeric() => (open + line.len(), Some(*sign)),
        _ => (open, None),
    }
}

/// The one sign that splits the first row into exactly the declared names.
fn fitting(text: &str, start: usize, dialect: &Dialect, fields: &[Field]) -> Option<u8> {
    if !dialect.header {
        return None;
    }
    let declared = dialect.delimiter.filter(|declared| !CANDIDATES.contains(declared));
    let fits = |sign: &u8| known_names(text, start, *sign, dialect, fields) == (fields.len(), fields.len());
    CANDIDATES.into_iter().chain(declared).find(fits)
}

/// The sign that finds most of the declared names; a comma if none finds any.
fn nearest(text: &str, start: usize, dialect: &Dialect, fields: &[Field]) -> u8 {
    let known = |sign: u8| known_names(text, start, sign, dialect, fields).0;
    let best = CANDIDATES.into_iter().rev().max_by_key(|sign| known(*sign));
    best.filter(|sign| dialect.header && known(*sign) > 0).unwrap_or(b',')
}

/// How many cells of the first row are declared names, and how many cells it has.
fn known_names(
    text: &str,
    start: usize,
    delimiter: u8,
    dialect: &Dialect,
    fields: &[Field],
) -> (usize, usize) {
    let Some(first) = Records::new(text, start, Signs { delimiter, quote: dialect.quote }).next() else {
        return (0, 0);
    };
    let is_known = |cell: &usize| fields.iter().any(|field| field.name == first.text(*cell));
    ((0..first.len()).filter(is_known).count(), first.len())
}

fn header_span(csv: &CsvText<'_>, start: usize) -> Span {
    let length = csv.text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    csv.span(start, start + length)
}

fn wrong(span: Span, words: &str, found: u8) -> Diagnostic {
    Diagnostic::error("wrong-delimiter", span, words)
        .help(format!("write `dialect: {{delimiter: {}}}` in the descriptor", quoted(found)))
}

fn noted(span: Span, found: u8) -> Diagnostic {
    Diagnostic::note("found-delimiter", span, format!("{} separates the columns", name(found)))
        .help(format!("write `dialect: {{delimiter: {}}}` in the descriptor to say so", quoted(found)))
}

fn name(sign: u8) -> String {
    match sign {
        b'\t' => "a tab".to_owned(),
        _ => format!("`{}`", char::from(sign)),
    }
}

fn quoted(sign: u8) -> String {
    match sign {
        b'\t' => "\"\\t\"".to_owned(),
        b'"' => "'\"'".to_owned(),
        _ => format!("\"{}\"", char::from(sign)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::span::FileId, data::kind::FieldType};

    fn found(text: &str, delimiter: Option<u8>) -> (u8, usize, Vec<&'static str>) {
        let csv = CsvText { file: FileId(0), text: text.into(), decoded: false };
        let fields = ["year", "count"].map(|name| Field::new(name, FieldType::Integer));
        let mut diagnostics = Diagnostics::new();
        let layout = layout(&csv, &Dialect { delimiter, ..Dialect::default() }, &fields, &mut diagnostics);
        (layout.signs.delimiter, layout.start, diagnostics.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn the_sign_that_splits_the_header_is_taken_and_named() {
        assert_eq!(found("year,count\n", None), (b',', 0, vec![]));
        assert_eq!(found("year;count\n", None), (b';', 0, vec!["found-delimiter"]));
        assert_eq!(found("count\tyear\n", None), (b'\t', 0, vec!["found-delimiter"]));
        assert_eq!(found("year;cuont\n", None), (b';', 0, vec![]));
        assert_eq!(found("a|b\n", None), (b',', 0, vec![]));
    }

    #[test]
    fn a_line_for_spreadsheets_names_it() {
        assert_eq!(found("\u{feff}sep=;\r\nyear;count\n", None), (b';', 9, vec![]));
        assert_eq!(found("sep=;\nyear;count\n", Some(b',')), (b';', 6, vec!["wrong-delimiter"]));
    }

    #[test]
    fn a_wrong_declaration_is_an_error() {
        assert_eq!(found("year;count\n", Some(b',')), (b';', 0, vec!["wrong-delimiter"]));
        assert_eq!(found("year|count\n", Some(b'|')), (b'|', 0, vec![]));
    }
}
