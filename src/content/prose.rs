//! Text with slots: HTML in which single characters stand for what only `model` can know.
//!
//! A slot is one character of a private-use plane, so that Markdown's own rules (table cells, quotes,
//! escapes) pass over it unharmed. A stray one in a source is an error, so a slot is never ambiguous.

use std::sync::Arc;

use crate::{
    base::{expr::Expr, span::Span},
    content::{block::Block, figure::Declaration},
};

/// The first character of each plane: expressions are replaced before Markdown is read, everything else after.
const EXPRESSIONS: u32 = 0x000F_0000;
const MARKS: u32 = 0x0010_0000;

/// The last place of a plane that is a character for private use.
const MOST: usize = 0xFFFD;

/// A text whose slots are open.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// HTML with slot characters, which the filled text shares.
    pub html: Arc<str>,
    /// What the expressions' characters stand for.
    pub expressions: Vec<Expr>,
    /// What the other characters stand for.
    pub marks: Vec<Mark>,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// The figures that are declared in it.
    pub figures: Vec<Declaration>,
    /// The first paragraph as plain text with slot characters.
    pub lead: String,
}

/// A slot that Markdown makes.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A link begins.
    Link(Link),
    /// The innermost link ends.
    LinkEnd,
    /// Words or a number that a fact must bear out; they stand between this and the next [`Mark::FactEnd`].
    Fact(FactText),
    /// The fact's words end.
    FactEnd,
    /// An image.
    Image(Image),
    /// A figure stands here.
    Figure {
        /// Its id.
        id: String,
        /// Where it was asked for.
        span: Span,
    },
    /// A fenced block.
    Block(Box<Block>),
}

/// A link as written.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where to.
    pub target: String,
    /// The words of a hint; often empty.
    pub title: String,
    /// The whole link.
    pub span: Span,
    /// The words that are linked, as plain text with slot characters.
    pub words: String,
}

/// `[62%](fact:ccf-deleted-share)`.
#[derive(Clone, Debug)]
pub struct FactText {
    /// The fact's id.
    pub id: String,
    /// The words that must be true, as plain text with slot characters.
    pub words: String,
    /// Where the words stand.
    pub span: Span,
}

/// An image as written.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file, relative to the page's file.
    pub target: String,
    /// What it shows.
    pub alt: String,
    /// The caption.
    pub caption: String,
    /// Where it was asked for.
    pub span: Span,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its anchor.
    pub id: String,
    /// Its words, as plain text with slot characters.
    pub words: String,
}

/// What a slot character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotIndex {
    /// A place in [`Prose::expressions`].
    Expression(usize),
    /// A place in [`Prose::marks`].
    Mark(usize),
}

/// The character of an expression; `None` beyond 65,534 in one text.
#[must_use]
pub fn expression_character(index: usize) -> Option<char> {
    character(EXPRESSIONS, index)
}

/// The character of a mark; `None` beyond 65,534 in one text.
#[must_use]
pub fn mark_character(index: usize) -> Option<char> {
    character(MARKS, index)
}

fn character(plane: u32, index: usize) -> Option<char> {
    if index >= MOST {
        return None;
    }
    char::from_u32(plane + u32::try_from(index).ok()?)
}

/// What `c` stands for, if it is a slot.
#[must_use]
pub fn slot(c: char) -> Option<SlotIndex> {
    let code = u32::from(c);
    if code >= MARKS {
        return Some(SlotIndex::Mark((code - MARKS) as usize));
    }
    (code >= EXPRESSIONS).then(|| SlotIndex::Expression((code - EXPRESSIONS) as usize))
}

/// A stretch of a text: words, or a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words without slots.
    Words(&'t str),
    /// A slot.
    Slot(SlotIndex),
}

/// Takes a text apart at its slots.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if let Some(index) = slot(first) {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            return Some(Piece::Slot(index));
        }
        let end = next_slot(rest).unwrap_or(rest.len());
        let (words, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after;
        Some(Piece::Words(words))
    })
}

/// Where the next slot stands. Both planes are four bytes long in UTF-8 and start with 0xF3 or 0xF4, which
/// hardly anything else does.
#[must_use]
pub fn next_slot(text: &str) -> Option<usize> {
    let starts = memchr::memchr2_iter(0xF3, 0xF4, text.as_bytes());
    starts
        .into_iter()
        .find(|at| text.get(*at..).and_then(|rest| rest.chars().next()).and_then(slot).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_apart_at_its_slots() {
        let text = format!("a{}b{}", expression_character(3).unwrap(), mark_character(0).unwrap());
        let found: Vec<_> = pieces(&text).collect();
        assert_eq!(
            found,
            [
                Piece::Words("a"),
                Piece::Slot(SlotIndex::Expression(3)),
                Piece::Words("b"),
                Piece::Slot(SlotIndex::Mark(0)),
            ]
        );
    }
}
