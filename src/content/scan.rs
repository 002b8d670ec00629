//! Finds `{{ … }}` in raw text and puts one slot character in the place of each. What other programs write
//! between braces is left as it is.
//!
//! Code is not known yet at this point: what turns out to stand in code is put back, and its problems
//! are forgotten, by [`Scan::restore`] and [`Scan::problems`].

use std::ops::Range;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
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
    /// The tags of other programs, as ranges of `text`.
    foreign: Vec<Range<usize>>,
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
            foreign: Vec::new(),
            pending: Vec::new(),
        };
        let source = written.text.as_str();
        scan.refuse_strays(source);
        let mut at = 0;
        while let Some(open) = next_brace(source, at) {
            scan.text.push_str(source.get(at..open).unwrap_or_default());
            at = if is_escaped(source, open) {
                scan.keep(open)
            } else if let Some(end) = foreign_end(source, open) {
                scan.keep_foreign(open, end)
            } else {
                scan.take(open)
            };
        }
        scan.text.push_str(source.get(at..).unwrap_or_default());
        scan
    }

    /// Leaves two signs as they are.
    fn keep(&mut self, open: usize) -> usize {
        self.text.push_str(self.written.text.get(open..open + 2).unwrap_or_default());
        open + 2
    }

    /// Leaves the tag of another program as it is.
    fn keep_foreign(&mut self, open: usize, end: usize) -> usize {
        let tag = self.written.text.get(open..end).unwrap_or_default();
        let problem = Diagnostic::warning(
            "foreign-tag",
            self.written.part(open, end),
            "this belongs to another program and is shown as text",
        )
        .help("write Markdown, or put it into backticks if it is an example");
        self.pending.push((self.text.len(), problem));
        self.foreign.push(self.text.len()..self.text.len() + tag.len());
        self.text.push_str(tag);
        end
    }

    /// True within a tag of another program.
    #[must_use]
    pub fn is_foreign(&self, at: usize) -> bool {
        self.foreign.iter().any(|range| range.contains(&at))
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
            Expr { span: inner.span, kind: expr::ExprKind::Unread }
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

    /// The first problem, which is an error where there is no prose that could show the text as it is.
    #[must_use]
    pub fn first_problem(&self) -> Option<Diagnostic> {
        let (_, problem) = self.pending.first()?;
        Some(Diagnostic { severity: Severity::Error, ..problem.clone() })
    }

    /// The problems outside of `code`, a list of ranges of `text`.
    pub fn problems(&mut self, code: &[Range<usize>], diagnostics: &mut Diagnostics) {
        for (at, problem) in self.pending.drain(..) {
            if !code.iter().any(|range| range.contains(&at)) {
                diagnostics.push(problem);
            }
        }
    }
}

/// Where the next `{{` or `{%` stands.
fn next_brace(source: &str, at: usize) -> Option<usize> {
    let rest = source.as_bytes().get(at..)?;
    let offset = rest.windows(2).position(|pair| matches!(pair, [b'{', b'{' | b'%']))?;
    Some(at + offset)
}

/// The end of a tag of another program that starts at `open`: `{% … %}`, `{{< … >}}`, `{{% … %}}`.
fn foreign_end(source: &str, open: usize) -> Option<usize> {
    const TAGS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let rest = source.get(open..)?;
    let (start, end) = TAGS.into_iter().find(|(start, _)| rest.starts_with(start))?;
    let line = rest.lines().next()?;
    let inner = line.get(start.len()..)?;
    Some(open + start.len() + inner.find(end).map_or(inner.len(), |at| at + end.len()))
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
