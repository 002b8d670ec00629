//! Finds `{{ … }}` in raw text and puts one slot character in the place of each.
//!
//! Code is not known yet at this point: what turns out to stand in code is put back, and its problems
//! are forgotten, by [`Scan::restore`] and [`Scan::problems`].

use std::borrow::Cow;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        expr::{self, Expr},
        span::Span,
        yaml::scalar::Written,
    },
    content::prose::{SlotIndex, expression_character, next_slot, slot},
};

/// A text with its expressions taken out.
#[derive(Debug)]
pub struct Scan<'w> {
    source: &'w str,
    span: Span,
    exact: bool,
    /// The text with slot characters; most texts have none.
    pub text: Cow<'w, str>,
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
    /// Scans a text of a field.
    #[must_use]
    pub fn new(written: &'w Written) -> Self {
        Self::of(&written.text, written.span, written.exact)
    }

    /// Scans a text that stands in `span`; `exact` as in [`Written`].
    #[must_use]
    pub fn of(source: &'w str, span: Span, exact: bool) -> Self {
        let (expressions, found, pending) = (Vec::new(), Vec::new(), Vec::new());
        let mut scan = Self { source, span, exact, text: Cow::Borrowed(source), expressions, found, pending };
        scan.refuse_strays();
        if let Some(first) = memchr::memmem::find(source.as_bytes(), b"{{") {
            scan.text = Cow::Owned(String::with_capacity(source.len()));
            scan.replace(first);
        }
        scan
    }

    /// Goes through the source from its first `{{`.
    fn replace(&mut self, first: usize) {
        let source = self.source;
        let (mut at, mut next) = (0, Some(first));
        while let Some(open) = next {
            self.text.to_mut().push_str(source.get(at..open).unwrap_or_default());
            at = if is_escaped(source, open) { self.keep(open) } else { self.take(open) };
            next = source.get(at..).and_then(|rest| rest.find("{{")).map(|offset| at + offset);
        }
        self.text.to_mut().push_str(source.get(at..).unwrap_or_default());
    }

    fn part(&self, start: usize, end: usize) -> Span {
        if self.exact { self.span.part(start, end) } else { self.span }
    }

    /// Leaves `{{` as it is.
    fn keep(&mut self, open: usize) -> usize {
        self.text.to_mut().push_str("{{");
        open + 2
    }

    /// Replaces the expression that starts at `open`; returns where the text goes on.
    fn take(&mut self, open: usize) -> usize {
        let source = self.source;
        let Some(end) = closing(source, open + 2) else {
            let problem = Diagnostic::error(
                "unclosed-expression",
                self.part(open, open + 2),
                "this `{{` is not closed",
            )
            .help("close it with `}}` in the same paragraph, or write `\\{{` for the signs themselves");
            self.pending.push((self.text.len(), problem));
            return self.keep(open);
        };
        let Some(sign) = expression_character(self.expressions.len()) else { return self.keep(open) };
        let inner = Written {
            text: source.get(open + 2..end).unwrap_or_default().to_owned(),
            span: self.part(open + 2, end),
            exact: self.exact,
        };
        let expression = expr::parse(&inner).unwrap_or_else(|problem| {
            self.pending.push((self.text.len(), problem));
            Expr { span: inner.span, kind: expr::ExprKind::Text(String::new()) }
        });
        self.found.push(Found { source_start: open, source_end: end + 2, at: self.text.len() });
        self.expressions.push(expression);
        self.text.to_mut().push(sign);
        end + 2
    }

    fn refuse_strays(&mut self) {
        let stray = next_slot(self.source).and_then(|at| Some((at, self.source.get(at..)?.chars().next()?)));
        if let Some((at, c)) = stray {
            let span = self.part(at, at + c.len_utf8());
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
        self.part(self.source_offset(start), self.source_offset(end))
    }

    /// The words of a stretch of code, with its expressions as they were written.
    #[must_use]
    pub fn restore(&self, code: &str) -> String {
        let original = |c: char| match slot(c) {
            Some(SlotIndex::Expression(index)) => {
                let found = self.found.get(index)?;
                self.source.get(found.source_start..found.source_end)
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
