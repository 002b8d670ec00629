//! A text whose slots are filled. The HTML stays in one piece; `render` writes it out once, for the page
//! it stands on.

use std::sync::Arc;

use crate::{
    base::{time::PartDate, url::Url},
    content::{block::Tone, prose::Heading},
    model::{line::Line, show::Shown, site::PageId},
};

/// A filled text.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// HTML with slot characters.
    pub html: Arc<str>,
    /// What stands in the slots of expressions.
    pub values: Vec<Shown>,
    /// What stands in the other slots.
    pub marks: Vec<Filled>,
    /// The headings, each with its filled words.
    pub headings: Vec<(Heading, Line)>,
}

/// A filled slot.
#[derive(Clone, Debug)]
pub enum Filled {
    /// A link begins.
    Link {
        /// Where to.
        target: Target,
        /// The words of a hint.
        title: String,
        /// The language of what stands there, by place, where that is another than the page's.
        language: Option<usize>,
    },
    /// The link ends; false if it never began.
    LinkEnd(bool),
    /// A word that the site explains begins.
    Term(PageId),
    /// It ends; true where it stands first, and is explained.
    TermEnd(PageId, bool),
    /// Checked words begin.
    Fact(Shown),
    /// They end.
    FactEnd,
    /// An image.
    Image(Image),
    /// A figure, by place, drawn from the rows of an edition or those of today.
    Figure(usize, Option<usize>),
    /// A block.
    Block(Box<Block>),
    /// Something that was reported.
    Nothing,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A route of the site, with its fragment or an empty one.
    Inside(Url, String),
    /// Another site, a telephone, an address.
    Outside(String),
}

/// A filled image.
#[derive(Clone, Debug)]
pub struct Image {
    /// Where its file is published.
    pub url: Url,
    /// What it shows.
    pub alt: String,
    /// The caption.
    pub caption: String,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// A filled block.
#[derive(Clone, Debug)]
pub enum Block {
    /// Something set apart.
    Callout {
        /// How urgent it is.
        tone: Tone,
        /// Its heading.
        title: Line,
        /// Its text.
        text: Body,
    },
    /// Papers to read: title and remark.
    Documents(Vec<(Body, Body)>),
    /// Large numbers: the value and what it counts.
    KeyFigures(Vec<(Shown, Body)>),
    /// Somebody's words.
    Quote {
        /// The words.
        text: Body,
        /// Whose.
        who: String,
        /// From where.
        source: Body,
    },
    /// Events: when, what, and more about it.
    Timeline(Vec<(PartDate, Body, Body)>),
    /// A form, by place.
    Form(usize),
    /// What the site loads and sends.
    Privacy,
}
