//! Finds `{{ … }}` in raw text and puts one slot character in the place of each.
//!
//! Code is not known yet at this point: what turns out to stand in code is put back, and its problems
//! are forgotten, by [`Scan::restore`] and [`Scan::problems`].

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        expr::{self, Expr},
        span::Span,
        yaml::scalar::Written,
    },
    content::prose::{SlotIndex, expression_character, slot},
};

/// A text with its expressions taken out.
#[derive(Debug)]
pub struct Scan<'w> {
    written: &'w Written,
    /// The text with slot characters.
    pub text: String,
    /// The expressions that could be read, in order; one that could not holds the number zero.
    pub expressions: Vec<Expr>,
    /// For each expression: its bytes in the source and its place in `text`.
    found: Vec<Found>,
    /// Problems, each with the offset in `text` where it stands.
    pending: Vec<(usize, Diagnostic)>,
}

#[derive(Clone, Copy, Debug)]
struct Found {
    source_start: usize,
    source_end: usize,
    at: usize,
}

impl<'w> Scan<'w> {
    /// Scans a text.
    #[must_use]
    pub fn new(written: &'w Written) -> Self {
        let mut scan = Self {
            written,
            text: String::with_capacity(written.text.len()),
            expressions: Vec::new(),
            found: Vec::new(),
            pending: Vec::new(),
        };
        let source = written.text.as_str();
        scan.refuse_strays(source);
        let mut at = 0;
        while let Some(open) = source.get(at..).and_then(|rest| rest.find("{{")).map(|offset| at + offset) {
            scan.text.push_str(source.get(at..open).unwrap_or_default());
            at = if is_escaped(source, open) { scan.keep(open) } else { scan.take(open) };
        }
        scan.text.push_str(source.get(at..).unwrap_or_default());
        scan
    }

    /// Leaves `{{` as it is.
    fn keep(&mut self, open: usize) -> usize {
        self.text.push_str("{{");
        open + 2
    }

    /// Replaces the expression that starts at `open`; returns where the text goes on.
    fn take(&mut self, open: usize) -> usize {
        let source = self.written.text.as_str();
        let Some(end) = closing(source, open + 2) else {
            let problem = Diagnostic::error(
                "unclosed-expression",
                self.written.part(open, open + 2),
                "this `{{` is not closed",
            )
            .help("close it with `}}` in the same paragraph, or write `\\{{` for the signs themselves");
            self.pending.push((self.text.len(), problem));
            return self.keep(open);
        };
        let Some(sign) = expression_character(self.expressions.len()) else { return self.keep(open) };
        let inner = Written {
            text: source.get(open + 2..end).unwrap_or_default().to_owned(),
            span: self.written.part(open + 2, end),
            exact: self.written.exact,
        };
        let expression = expr::parse(&inner).unwrap_or_else(|problem| {
            self.pending.push((self.text.len(), problem));
            Expr { span: inner.span, kind: expr::ExprKind::Text(String::new()) }
        });
        self.found.push(Found { source_start: open, source_end: end + 2, at: self.text.len() });
        self.expressions.push(expression);
        self.text.push(sign);
        end + 2
    }

    fn refuse_strays(&mut self, source: &str) {
        if let Some((at, c)) = source.char_indices().find(|(_, c)| slot(*c).is_some()) {
            let span = self.written.part(at, at + c.len_utf8());
            let problem = Diagnostic::error(
                "private-character",
                span,
                format!("there is a private-use character U+{:X} here", u32::from(c)),
            )
            .help("delete it; no font shows it");
            self.pending.push((usize::MAX, problem));
        }
    }

    /// The offset in the source of an offset in `text`.
    #[must_use]
    pub fn source_offset(&self, at: usize) -> usize {
        let before = self.found.partition_point(|found| found.at < at);
        match before.checked_sub(1).and_then(|last| self.found.get(last)) {
            Some(found) => found.source_end + at.saturating_sub(found.at + 4),
            None => at,
        }
    }

    /// The place of a part of `text`.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.written.part(self.source_offset(start), self.source_offset(end))
    }

    /// The words of a stretch of code, with its expressions as they were written.
    #[must_use]
    pub fn restore(&self, code: &str) -> String {
        let original = |c: char| match slot(c) {
            Some(SlotIndex::Expression(index)) => {
                let found = self.found.get(index)?;
                self.written.text.get(found.source_start..found.source_end)
            }
            _ => None,
        };
        code.chars().fold(String::with_capacity(code.len()), |mut text, c| {
            match original(c) {
                Some(words) => text.push_str(words),
                None => text.push(c),
            }
            text
        })
    }

    /// The problems outside of `code`, a list of ranges of `text`.
    pub fn problems(&mut self, code: &[std::ops::Range<usize>], diagnostics: &mut Diagnostics) {
        for (at, problem) in self.pending.drain(..) {
            if !code.iter().any(|range| range.contains(&at)) {
                diagnostics.push(problem);
            }
        }
    }
}

/// True if the sign at `at` has an odd number of backslashes before it.
fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where `}}` stands after `start`, outside quotes, within the paragraph and before any backtick.
fn closing(source: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    let mut last_newline = false;
    for (offset, c) in source.get(start..)?.char_indices() {
        match (c, quote) {
            ('\n', _) if last_newline => return None,
            ('`', _) => return None,
            ('\n', _) => last_newline = true,
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('}', None) if source.get(start + offset..)?.starts_with("}}") => return Some(start + offset),
            (c, _) if !c.is_whitespace() => last_newline = false,
            _ => {}
        }
    }
    None
}
