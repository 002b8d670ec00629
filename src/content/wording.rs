//! One line of plain text with slots: a title, a summary, a caption.
//!
//! `{{ … }}` and `[words](fact:ID)` mean what they mean in Markdown; nothing else does.

use crate::{
    base::{
        diagnostic::Diagnostic,
        expr::Expr,
        span::Span,
        yaml::{Node, scalar, scalar::Written},
    },
    content::{
        prose::{FactText, Mark, mark_character},
        scan::Scan,
    },
};

/// A line with open slots.
#[derive(Clone, Debug)]
pub struct Wording {
    /// Plain text with slot characters.
    pub text: String,
    /// What the expressions' characters stand for.
    pub expressions: Vec<Expr>,
    /// [`Mark::Fact`] and [`Mark::FactEnd`], by their characters.
    pub marks: Vec<Mark>,
    /// Where it was written.
    pub span: Span,
}

impl Wording {
    /// Reads a line.
    ///
    /// # Errors
    /// The first problem of an expression in it.
    pub fn read(node: &Node<'_>) -> Result<Self, Diagnostic> {
        let written = scalar::written(node)?;
        if written.text.trim().is_empty() {
            return Err(Diagnostic::error("empty-text", written.span, format!("`{}` is empty", node.name))
                .help("write some words"));
        }
        Self::new(&written)
    }

    /// Reads a line that is already known to be a text.
    ///
    /// # Errors
    /// The first problem of an expression in it.
    pub fn new(written: &Written) -> Result<Self, Diagnostic> {
        let scan = Scan::new(written);
        if let Some(problem) = scan.first_problem() {
            return Err(problem);
        }
        let (text, marks) = facts(&scan);
        Ok(Self { text, expressions: scan.expressions, marks, span: written.span })
    }
}

/// The text with `[words](fact:ID)` turned into marks.
fn facts(scan: &Scan<'_>) -> (String, Vec<Mark>) {
    let source = scan.text.as_ref();
    let mut text = String::with_capacity(source.len());
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = next_fact(source, at) {
        let (Some(open), Some(close)) = (mark_character(marks.len()), mark_character(marks.len() + 1)) else {
            break;
        };
        let words = source.get(found.open + 1..found.middle).unwrap_or_default();
        text.push_str(source.get(at..found.open).unwrap_or_default());
        text.push(open);
        text.push_str(words);
        text.push(close);
        marks.push(Mark::Fact(FactText {
            id: source.get(found.middle + MIDDLE.len()..found.end).unwrap_or_default().to_owned(),
            words: words.to_owned(),
            span: scan.span(found.open + 1, found.middle),
        }));
        marks.push(Mark::FactEnd);
        at = found.end + 1;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    (text, marks)
}

const MIDDLE: &str = "](fact:";

/// Offsets of `[`, `](fact:` and `)`.
struct Found {
    open: usize,
    middle: usize,
    end: usize,
}

fn next_fact(source: &str, from: usize) -> Option<Found> {
    let middle = from + source.get(from..)?.find(MIDDLE)?;
    let open = from + source.get(from..middle)?.rfind('[')?;
    let end = middle + source.get(middle..)?.find(')')?;
    Some(Found { open, middle, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;

    #[test]
    fn facts_and_expressions_become_slots() {
        let text = r#"About [62%](fact:share) of {{ sum("a", "b") }}"#.to_owned();
        let written = Written { span: Span::new(FileId(0), 10, 10 + text.len()), text, exact: true };
        let wording = Wording::new(&written).unwrap();
        assert_eq!(wording.expressions.len(), 1);
        let Mark::Fact(fact) = &wording.marks[0] else { panic!("no fact") };
        assert_eq!((fact.id.as_str(), fact.words.as_str()), ("share", "62%"));
        assert_eq!((fact.span.start, fact.span.end), (17, 20));
    }
}
