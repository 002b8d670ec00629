//! Links, facts and images become marks.

use std::ops::Range;

use pulldown_cmark::LinkType;

use crate::{
    base::{diagnostic::Diagnostic, span::Span},
    content::{
        markdown::Converter,
        prose::{FactText, Image, Link, Mark, mark_character},
    },
};

impl Converter<'_, '_> {
    /// A link, or words that a fact must bear out. What it says is known only at its end.
    pub(super) fn start_link(&mut self, target: &str, title: &str, range: Range<usize>) {
        let span = self.scan.span(range.start, range.end);
        let sign = mark_character(self.marks.len());
        self.capture.start_link();
        match target.strip_prefix("fact:") {
            Some(id) => {
                if let Some(sign) = sign {
                    self.capture.say_sign(sign);
                }
                let fact = FactText {
                    id: id.to_owned(),
                    words: String::new(),
                    span: words_span(span, &range, self),
                };
                self.mark(Mark::Fact(fact), false);
            }
            None => {
                let link =
                    Link { target: target.to_owned(), title: title.to_owned(), span, words: String::new() };
                self.mark(Mark::Link(link), false);
            }
        }
    }

    pub(super) fn end_link(&mut self) {
        let words = self.capture.end_link();
        let open = self.marks.iter_mut().rev().find(|mark| matches!(mark, Mark::Link(_) | Mark::Fact(_)));
        match open {
            Some(Mark::Fact(fact)) => {
                let length = u32::try_from(words.len()).unwrap_or(u32::MAX);
                fact.span.end = fact.span.end.min(fact.span.start.saturating_add(length));
                fact.words = words;
                if let Some(sign) = mark_character(self.marks.len()) {
                    self.capture.say_sign(sign);
                }
                self.mark(Mark::FactEnd, false);
            }
            Some(Mark::Link(link)) => {
                link.words = words;
                self.mark(Mark::LinkEnd, false);
            }
            _ => {}
        }
    }

    pub(super) fn end_image(&mut self) {
        let Some(open) = self.capture.end_image() else { return };
        let span = self.scan.span(open.range.start, open.range.end);
        let mark = match open.target.strip_prefix("figure:") {
            Some(id) => Mark::Figure { id: id.to_owned(), span },
            None => Mark::Image(Image { target: open.target, alt: open.alt, caption: open.caption, span }),
        };
        self.mark(mark, false);
    }

    pub(super) fn count_reference(&mut self, kind: LinkType, bytes: usize, range: &Range<usize>) {
        if self.limits.is_last_reference(kind, bytes) {
            let span = self.scan.span(range.start, range.end);
            self.diagnostics.push(
                Diagnostic::error("too-long", span, "the links by reference up to here repeat too much text")
                    .help("shorten the addresses behind `[name]: …`, or link fewer times"),
            );
        }
    }
}

/// The words between the brackets of a link that starts where `range` does.
fn words_span(span: Span, range: &Range<usize>, converter: &Converter<'_, '_>) -> Span {
    let inside = converter.scan.span(range.start + 1, range.end);
    if inside.start > span.start { inside } else { span }
}
