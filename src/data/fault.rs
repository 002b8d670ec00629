//! What is wrong with one cell, before its place is known.
//!
//! Readers of cells say what and how to cure it; whoever knows the row adds the place. Nothing here
//! repeats more of a cell than a line can hold, nor a character that does not show.

use crate::base::{diagnostic::Diagnostic, span::Span};

/// The longest part of a cell that a message repeats, in characters.
const LONGEST: usize = 60;

/// The fault of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which it is.
    pub kind: FaultKind,
    /// What is wrong; reads after the cell and its place: "is no whole number".
    pub words: String,
    /// What to type.
    pub cure: String,
}

/// The kinds of faults, each with its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `bad-number`
    Number,
    /// `bad-date`
    Date,
    /// `bad-boolean`
    Boolean,
    /// `bad-list`
    List,
    /// `unknown-country`
    Country,
    /// `missing-value`
    Missing,
    /// `value-despite-status`
    Unwanted,
    /// `unknown-status`
    Status,
    /// `unknown-category`
    Category,
    /// `out-of-range`
    Range,
    /// `wrong-pattern`
    Pattern,
}

/// Where a cell stands, for people.
#[derive(Clone, Copy, Debug)]
pub struct CellPlace<'n> {
    /// Its bytes.
    pub span: Span,
    /// Its row as a spreadsheet counts: the header is row 1.
    pub row: u32,
    /// The name of its column.
    pub column: &'n str,
}

impl Fault {
    /// A fault.
    pub fn new(kind: FaultKind, words: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { kind, words: words.into(), cure: cure.into() }
    }

    /// The diagnostic of a cell that reads `text` and stands at `place`.
    #[must_use]
    pub fn at(&self, text: &str, place: CellPlace<'_>) -> Diagnostic {
        let CellPlace { span, row, column } = place;
        let subject = if text.is_empty() { "the cell".to_owned() } else { format!("`{}`", shown(text)) };
        let message = format!("{subject} in row {row} of `{column}` {}", self.words);
        self.diagnostic(span, message).help(self.cure.clone())
    }

    /// The diagnostic of a value that reads `text` and stands in the front matter of a page.
    #[must_use]
    pub fn in_page(&self, text: &str, field: &str, span: Span) -> Diagnostic {
        let subject = if text.is_empty() { "it".to_owned() } else { format!("`{}`", shown(text)) };
        // Cures speak of tables.
        let cure =
            self.cure.replace("the descriptor", "the section's `_index.md`").replace("the cell", "the value");
        self.diagnostic(span, format!("{subject} in `{field}` {}", self.words)).help(cure)
    }

    fn diagnostic(&self, span: Span, message: String) -> Diagnostic {
        match self.kind {
            FaultKind::Number => Diagnostic::error("bad-number", span, message),
            FaultKind::Date => Diagnostic::error("bad-date", span, message),
            FaultKind::Boolean => Diagnostic::error("bad-boolean", span, message),
            FaultKind::List => Diagnostic::error("bad-list", span, message),
            FaultKind::Country => Diagnostic::error("unknown-country", span, message),
            FaultKind::Missing => Diagnostic::error("missing-value", span, message),
            FaultKind::Unwanted => Diagnostic::error("value-despite-status", span, message),
            FaultKind::Status => Diagnostic::error("unknown-status", span, message),
            FaultKind::Category => Diagnostic::error("unknown-category", span, message),
            FaultKind::Range => Diagnostic::error("out-of-range", span, message),
            FaultKind::Pattern => Diagnostic::error("wrong-pattern", span, message),
        }
    }
}

/// A cell's text for a message: cut if it is long, with unseen characters spelled out.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            out.push('…');
            break;
        }
        if is_unseen(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// True for characters that take no room or look like a plain space.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_unseen_text_is_shown_short_and_plain() {
        assert_eq!(shown("a\u{200b}b"), "a\\u{200b}b");
        assert_eq!(shown(&"x".repeat(100)).chars().count(), LONGEST + 1);
    }
}
