//! The paper: plotters' drawing area over the recorder, with the register of places taken by words.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::Cartesian2d;

use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, Placed, part, tenths, wrap};
use crate::plot::recorder::{PAPER, Recorder, Rings, Rows, UnknownInk};
use crate::plot::rect::{Rect, Slots};
use crate::plot::scene::{Anchor, Scene};
use crate::plot::style::{BOLD, NAME, Style};

/// Why plotters refused to draw; only a fault of ours can be the reason.
pub type Fault = DrawingAreaErrorKind<UnknownInk>;

/// The paper.
pub struct Sheet<'a, 's> {
    area: DrawingArea<Recorder<'s>, Shift>,
    /// Language and fonts.
    pub style: &'a Style<'a>,
    /// Width in pixels.
    pub width: f64,
    /// The places taken by words.
    pub slots: Slots,
    /// What there was no room for.
    pub dropped: Vec<String>,
    /// Has a key; small multiples have one for all.
    pub keyed: bool,
}

impl<'a, 's> Sheet<'a, 's> {
    /// Paper that records onto `scene`.
    #[must_use]
    pub fn new(scene: &'s mut Scene, style: &'a Style<'a>) -> Self {
        let width = f64::from(scene.width) / 10.0;
        let area = Recorder::new(scene).into_drawing_area();
        Self { area, style, width, slots: Slots::new(width), dropped: Vec::new(), keyed: true }
    }

    /// A plot at `place` whose x runs over `x` from left to right and whose y over `y` upwards.
    #[must_use]
    pub fn plot(&self, place: Rect, x: (f64, f64), y: (f64, f64)) -> Plot<'s> {
        let (left, right) = (tenths(place.left), tenths(place.right));
        let (top, bottom) = (tenths(place.top), tenths(place.bottom));
        let coord = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            x.0..x.1,
            y.0..y.1,
            (left..right, bottom..top),
        );
        Plot {
            area: self.area.clone().shrink((0, 0), (right.max(0), PAPER)).apply_coord_spec(coord),
            place,
            x,
            y,
            band: 1.0,
        }
    }

    /// A line in pixels.
    pub fn line(&self, points: &[(f64, f64)], pen: Pen) -> Result<(), Fault> {
        let points: Vec<_> = points.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        self.area.draw(&PathElement::new(points, pen))
    }

    /// A rectangle in pixels that shows `rows`.
    pub fn rect(&self, place: &Rect, pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        let corners = [(tenths(place.left), tenths(place.top)), (tenths(place.right), tenths(place.bottom))];
        self.area.draw(&Rows(rows))?;
        self.area.draw(&Rectangle::new(corners, pen))
    }

    /// A circle in pixels that shows `rows`.
    pub fn circle(&self, (x, y): (f64, f64), radius: f64, pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        self.area.draw(&Rows(rows))?;
        self.area.draw(&Circle::new((tenths(x), tenths(y)), tenths(radius), pen))
    }

    /// A filled ring in pixels that shows `rows`.
    pub fn polygon(&self, ring: &[(f64, f64)], pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        let ring: Vec<_> = ring.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        self.area.draw(&Rows(rows))?;
        self.area.draw(&Polygon::new(ring, pen))
    }

    /// A closed line in pixels that shows `rows`.
    pub fn outline(&self, points: &[(f64, f64)], pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        self.area.draw(&Rows(rows))?;
        self.line(points, pen)
    }

    /// A filled shape of several rings in pixels that shows `rows`.
    pub fn rings(&self, rings: &[Vec<(f64, f64)>], pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        let ring = |ring: &Vec<(f64, f64)>| ring.iter().map(|(x, y)| (tenths(*x), tenths(*y))).collect();
        self.area.draw(&Rows(rows))?;
        self.area.draw(&Rings { rings: rings.iter().map(ring).collect(), pen })
    }

    /// Words whose place the layout has kept free.
    pub fn put(&mut self, placed: &Placed) -> Result<(), Fault> {
        self.slots.take(placed.rect());
        self.area.draw(&placed.0)
    }

    /// The heading of a panel across the paper; where what is below it begins.
    pub fn heading(&mut self, title: &str, top: f64) -> Result<f64, Fault> {
        let lines = wrap(self.style, title, NAME, BOLD, self.width, 3);
        let lines = lines.iter().map(|line| vec![part(line, BOLD)]).collect();
        let label = Label::of(self.style, lines, NAME, Ink::Text);
        self.put(&label.below(0.0, top, Anchor::Left))?;
        Ok(top + label.height() + 2.0)
    }

    /// Words at the first of `places` that is free, those clear of lines before the others.
    /// False if there is none.
    pub fn try_put(&mut self, places: &[Placed]) -> Result<bool, Fault> {
        let Some(placed) = self.room(places) else { return Ok(false) };
        self.put(&placed)?;
        Ok(true)
    }

    /// The first of the free `places` that the fewest lines run through.
    #[must_use]
    pub fn room(&self, places: &[Placed]) -> Option<Placed> {
        let free = places.iter().filter(|placed| self.slots.free(&placed.rect()));
        free.min_by_key(|placed| self.slots.crossings(&placed.rect())).cloned()
    }

    /// True if all words find a place, each among its own `places`, in this order.
    #[must_use]
    pub fn fit(&self, words: &[Vec<Placed>]) -> bool {
        let mut slots = self.slots.clone();
        words.iter().all(|places| {
            let free = places.iter().map(Placed::rect).filter(|place| slots.free(place));
            let chosen = free.min_by_key(|place| slots.crossings(place));
            chosen.into_iter().for_each(|place| slots.take(place));
            chosen.is_some()
        })
    }

    /// The place of a label around `x`, moved so that it stays on the paper.
    #[must_use]
    pub fn centred(&self, label: &Label, x: f64, top: f64) -> Placed {
        let half = label.width() / 2.0;
        // A tenth on either side is left for rounding.
        let x = x.max(half + 0.1).min(self.width - half - 0.1);
        label.below(x, top, Anchor::Middle)
    }
}

/// A part of the paper with coordinates of its own.
pub struct Plot<'s> {
    area: DrawingArea<Recorder<'s>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    /// Where it is on the paper.
    pub place: Rect,
    /// The positions at its left and right.
    pub x: (f64, f64),
    /// The values at its bottom and top.
    pub y: (f64, f64),
    /// The width of a band in positions.
    pub band: f64,
}

impl Plot<'_> {
    /// Where a position and value come to stand, in pixels.
    #[must_use]
    pub fn spot(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&(x, y));
        (f64::from(x) / 10.0, f64::from(y) / 10.0)
    }

    /// A line through positions and values; `rows` has the row of each.
    pub fn path(&self, points: Vec<(f64, f64)>, pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        self.area.draw(&Rows(rows))?;
        self.area.draw(&PathElement::new(points, pen))
    }

    /// A filled ring through positions and values that shows `rows`.
    pub fn polygon(&self, ring: Vec<(f64, f64)>, pen: Pen, rows: Vec<usize>) -> Result<(), Fault> {
        self.area.draw(&Rows(rows))?;
        self.area.draw(&Polygon::new(ring, pen))
    }
}
