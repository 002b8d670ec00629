//! Finds `{{ … }}` in raw text and puts one slot character in the place of each. What other programs write
//! between braces is left as it is.
//!
//! Code is not known yet at this point: what turns out to stand in code is put back, and its problems
//! are forgotten, by [`Scan::restore`] and [`Scan::problems`].

use std::{borrow::Cow, ops::Range};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
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
    /// Scans a text of a field.
    #[must_use]
    pub fn new(written: &'w Written) -> Self {
        Self::of(&written.text, written.span, written.exact)
    }

    /// Scans a text that stands in `span`; `exact` as in [`Written`].
    #[must_use]
    pub fn of(source: &'w str, span: Span, exact: bool) -> Self {
        let mut scan = Self {
            source,
            span,
            exact,
            text: Cow::Borrowed(source),
            expressions: Vec::new(),
            found: Vec::new(),
            foreign: Vec::new(),
            pending: Vec::new(),
        };
        scan.refuse_strays();
        if let Some(first) = next_brace(source, 0) {
            scan.text = Cow::Owned(String::with_capacity(source.len()));
            scan.replace(first);
        }
        scan
    }

    /// Goes through the source from its first `{{` or `{%`.
    fn replace(&mut self, first: usize) {
        let source = self.source;
        let (mut at, mut next) = (0, Some(first));
        while let Some(open) = next {
            self.push(at, open);
            at = if is_escaped(source, open) {
                self.keep(open)
            } else if let Some(end) = foreign_end(source, open) {
                self.keep_foreign(open, end)
            } else {
                self.take(open)
            };
            next = next_brace(source, at);
        }
        self.push(at, source.len());
    }

    /// Takes a part of the source as it is.
    fn push(&mut self, start: usize, end: usize) {
        let source = self.source;
        self.text.to_mut().push_str(source.get(start..end).unwrap_or_default());
    }

    fn part(&self, start: usize, end: usize) -> Span {
        if self.exact { self.span.part(start, end) } else { self.span }
    }

    /// Leaves two signs as they are.
    fn keep(&mut self, open: usize) -> usize {
        self.push(open, open + 2);
        open + 2
    }

    /// Leaves the tag of another program as it is.
    fn keep_foreign(&mut self, open: usize, end: usize) -> usize {
        let problem = Diagnostic::warning(
            "foreign-tag",
            self.part(open, end),
            "this belongs to another program and is shown as text",
        )
        .help("write Markdown, or put it into backticks if it is an example");
        self.pending.push((self.text.len(), problem));
        self.foreign.push(self.text.len()..self.text.len() + (end - open));
        self.push(open, end);
        end
    }

    /// True within a tag of another program.
    #[must_use]
    pub fn is_foreign(&self, at: usize) -> bool {
        holds(&self.foreign, at)
    }

    /// Replaces the expression that starts at `open`; returns where the text goes on.
    fn take(&mut self, open: usize) -> usize {
        let source = self.source;
        let end = match closing(source, open + 2) {
            Ok(end) => end,
            Err(stop) => return self.keep_open(open, stop),
        };
        let Some(sign) = expression_character(self.expressions.len()) else {
            return self.refuse_more(open, end + 2);
        };
        let inner = Written {
            text: source.get(open + 2..end).unwrap_or_default().to_owned(),
            span: self.part(open + 2, end),
            exact: self.exact,
        };
        let expression = expr::parse(&inner).unwrap_or_else(|problem| {
            self.pending.push((self.text.len(), problem));
            Expr { span: inner.span, kind: expr::ExprKind::Unread }
        });
        self.found.push(Found { source_start: open, source_end: end + 2, at: self.text.len() });
        self.expressions.push(expression);
        self.text.to_mut().push(sign);
        end + 2
    }

    /// The signs for slots are used up.
    fn refuse_more(&mut self, open: usize, end: usize) -> usize {
        let problem =
            Diagnostic::error("too-long", self.part(open, end), "there are too many expressions in one text")
                .help("divide it into several pages");
        self.pending.push((self.text.len(), problem));
        self.push(open, self.source.len());
        self.source.len()
    }

    /// Leaves an expression as it is that is not closed before `stop`; what it holds is not looked at again,
    /// or a text of many would take for ever.
    fn keep_open(&mut self, open: usize, stop: usize) -> usize {
        let problem =
            Diagnostic::error("unclosed-expression", self.part(open, open + 2), "this `{{` is not closed")
                .help("close it with `}}` in the same paragraph, or write `\\{{` for the signs themselves");
        self.pending.push((self.text.len(), problem));
        self.push(open, stop);
        stop
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

    /// The first problem, which is an error where there is no prose that could show the text as it is.
    #[must_use]
    pub fn first_problem(&self) -> Option<Diagnostic> {
        let (_, problem) = self.pending.first()?;
        Some(Diagnostic { severity: Severity::Error, ..problem.clone() })
    }

    /// The problems outside of `code`, a list of ranges of `text`.
    pub fn problems(&mut self, code: &[Range<usize>], diagnostics: &mut Diagnostics) {
        for (at, problem) in self.pending.drain(..) {
            if !holds(code, at) {
                diagnostics.push(problem);
            }
        }
    }
}

/// True if one of the ranges, which are in order, holds an offset.
fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    before.checked_sub(1).and_then(|last| ranges.get(last)).is_some_and(|range| range.contains(&at))
}

/// Where the next `{{` or `{%` stands.
fn next_brace(source: &str, at: usize) -> Option<usize> {
    let rest = source.as_bytes().get(at..)?;
    let opens = |offset: &usize| matches!(rest.get(offset + 1), Some(b'{' | b'%'));
    Some(at + memchr::memchr_iter(b'{', rest).find(opens)?)
}

/// The end of a tag of another program that starts at `open`: `{% … %}`, `{{< … >}}`, `{{% … %}}`; that of
/// the line where it is not closed.
fn foreign_end(source: &str, open: usize) -> Option<usize> {
    const TAGS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
    let rest = source.as_bytes().get(open..)?;
    let (start, end) = TAGS.into_iter().find(|(start, _)| rest.starts_with(start.as_bytes()))?;
    let mut at = start.len();
    loop {
        match rest.get(at..) {
            Some(rest) if rest.starts_with(end.as_bytes()) => return Some(open + at + end.len()),
            None | Some([] | [b'\n', ..]) => return Some(open + at),
            Some(_) => at += 1,
        }
    }
}

/// True if the sign at `at` has an odd number of backslashes before it.
fn is_escaped(source: &str, at: usize) -> bool {
    let before = source.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where `}}` stands after `start`, outside quotes, within the paragraph and before any backtick.
///
/// # Errors
/// Where the search ended without one.
fn closing(source: &str, start: usize) -> Result<usize, usize> {
    let mut quote = None;
    let mut last_newline = false;
    let rest = source.get(start..).unwrap_or_default();
    for (offset, c) in rest.char_indices() {
        match (c, quote) {
            ('\n', _) if last_newline => return Err(start + offset),
            ('`', _) => return Err(start + offset),
            ('\n', _) => last_newline = true,
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            ('}', None) if rest.as_bytes().get(offset + 1) == Some(&b'}') => return Ok(start + offset),
            (c, _) if !c.is_whitespace() => last_newline = false,
            _ => {}
        }
    }
    Err(source.len())
}
