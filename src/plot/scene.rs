//! A drawing as a list of shapes in tenths of a pixel: what the emitters turn into SVG and PNG.
//!
//! Positions are physical: a chart from right to left is mirrored before it is recorded here.

use crate::plot::ink::{Ink, Pen};

/// A drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Width in tenths of a pixel.
    pub width: i32,
    /// Height in tenths of a pixel.
    pub height: i32,
    /// The font families, in CSS order.
    pub families: Vec<String>,
    /// True if words run from right to left.
    pub right_to_left: bool,
    /// The shapes, the first at the back.
    pub items: Vec<Item>,
    /// What there was no room for, in the author's words, for a warning.
    pub dropped: Vec<String>,
}

/// One shape or one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A shape.
    Mark {
        /// How it is drawn.
        pen: Pen,
        /// What it is.
        shape: Shape,
        /// The dataset's rows that it shows: one a vertex of a path, one for any other shape, or none.
        rows: Vec<usize>,
    },
    /// A text.
    Words(Words),
}

/// A shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A line through points.
    Path(Vec<(i32, i32)>),
    /// Closed rings; a ring inside another is a hole.
    Polygon(Vec<Vec<(i32, i32)>>),
    /// A rectangle: left, top, right, bottom.
    Rect(i32, i32, i32, i32),
    /// A circle: centre and radius.
    Circle(i32, i32, i32),
}

/// Which point of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Left,
    /// The middle.
    Middle,
    /// The right end.
    Right,
}

impl Anchor {
    /// The same seen in a mirror.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Middle => Self::Middle,
            Self::Right => Self::Left,
        }
    }
}

/// A part of a line in one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The words.
    pub text: String,
    /// The weight in CSS.
    pub weight: u16,
}

/// A text of one or more lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its colour.
    pub ink: Ink,
    /// Drawn on a halo in the page's colour.
    pub halo: bool,
    /// Size in tenths of a pixel.
    pub size: u16,
    /// Where `x` is.
    pub anchor: Anchor,
    /// Position of the anchor.
    pub x: i32,
    /// Baseline of the first line.
    pub y: i32,
    /// From one baseline to the next.
    pub leading: i32,
    /// The lines, each of one or more parts.
    pub lines: Vec<Vec<Part>>,
    /// Width of the longest line.
    pub width: i32,
    /// The font's ascent and descent, at this size.
    pub extent: (i32, i32),
}

impl Words {
    /// The box of the text as a browser reports it: left, top, right, bottom.
    #[must_use]
    pub fn bounds(&self) -> (i32, i32, i32, i32) {
        let left = match self.anchor {
            Anchor::Left => self.x,
            Anchor::Middle => self.x - self.width / 2,
            Anchor::Right => self.x - self.width,
        };
        let last = i32::try_from(self.lines.len().saturating_sub(1)).unwrap_or(0);
        (left, self.y - self.extent.0, left + self.width, self.y + last * self.leading + self.extent.1)
    }
}

impl Scene {
    /// An empty drawing; its height is set when it is done.
    #[must_use]
    pub fn new(width: u16, families: Vec<String>, right_to_left: bool) -> Self {
        let width = i32::from(width) * 10;
        Self { width, height: 0, families, right_to_left, items: Vec::new(), dropped: Vec::new() }
    }

    /// What the drawing does not say: the words that were left out, and those that were cut short.
    #[must_use]
    pub fn lost(&self) -> Vec<String> {
        let cut = self.words().filter(|words| words.lines.iter().any(|line| is_cut(line))).map(|words| {
            let parts = words.lines.iter().flatten().map(|part| part.text.as_str());
            let start: String = parts.collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
            format!("all of `{}…`", start.trim_end_matches(['…', ' ']))
        });
        self.dropped.iter().cloned().chain(cut).collect()
    }

    /// All texts.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        self.items.iter().filter_map(|item| match item {
            Item::Words(words) => Some(words),
            Item::Mark { .. } => None,
        })
    }
}

/// How much of a text that was cut short is told.
const SHOWN: usize = 40;

/// True if a line ends in the mark of what was left out.
fn is_cut(line: &[Part]) -> bool {
    line.iter().any(|part| part.text.ends_with('…'))
}
