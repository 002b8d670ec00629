//! Table cells with a class for their alignment: a style attribute would be refused by the site's own policy.

use pulldown_cmark::{Alignment, Event, Tag};

/// Where the reader is in a table.
#[derive(Debug, Default)]
pub struct Cells {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl Cells {
    /// A table begins; the writer is told of no alignment.
    pub fn table(&mut self, alignments: Vec<Alignment>) -> Tag<'static> {
        let plain = vec![Alignment::None; alignments.len()];
        self.alignments = alignments;
        Tag::Table(plain)
    }

    /// A row begins.
    pub fn row(&mut self, head: bool) {
        self.column = 0;
        self.head = head;
    }

    /// A cell begins.
    pub fn start(&mut self) -> Event<'static> {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let scope = if self.head { " scope=\"col\"" } else { "" };
        self.column += 1;
        Event::InlineHtml(format!("<{}{scope}{class}>", self.element()).into())
    }

    /// A cell ends.
    pub fn end(&self) -> Event<'static> {
        Event::InlineHtml(format!("</{}>", self.element()).into())
    }

    fn element(&self) -> &'static str {
        if self.head { "th" } else { "td" }
    }
}
