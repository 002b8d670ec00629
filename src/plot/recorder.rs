//! The `DrawingBackend` that plotters draws on: it records a scene.
//!
//! It reports ten times the size, so that the whole pixels of plotters become tenths. A chart from
//! right to left is mirrored here and nowhere else.

use std::borrow::Borrow;
use std::fmt;

use plotters::element::{Drawable, PointCollection};
use plotters::style::ShapeStyle;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use crate::model::chart::NO_ROW;
use crate::plot::ink::Pen;
use crate::plot::scene::{Item, Scene, Shape, Words};

/// Height of the paper in tenths of a pixel: a scene is cut to its content when it is done.
pub const PAPER: i32 = 2_000_000;

/// A colour that no [`Pen`] wrote.
#[derive(Debug)]
pub struct UnknownInk((u8, u8, u8));

impl fmt::Display for UnknownInk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a mark was drawn in {:?}, which is no ink", self.0)
    }
}

impl std::error::Error for UnknownInk {}

type Fault = DrawingErrorKind<UnknownInk>;

/// Records what plotters draws.
#[derive(Debug)]
pub struct Recorder<'s> {
    scene: &'s mut Scene,
    rows: Vec<usize>,
}

impl<'s> Recorder<'s> {
    /// Records onto `scene`.
    #[must_use]
    pub fn new(scene: &'s mut Scene) -> Self {
        Self { scene, rows: Vec::new() }
    }

    fn spot(&self, (x, y): BackendCoord) -> BackendCoord {
        if self.scene.right_to_left { (self.scene.width - x, y) } else { (x, y) }
    }

    fn record<S: BackendStyle>(&mut self, style: &S, filled: bool, shape: Shape) -> Result<(), Fault> {
        let pen = Pen::read(style.color(), style.stroke_width(), filled)
            .ok_or_else(|| DrawingErrorKind::DrawingError(UnknownInk(style.color().rgb)))?;
        let rows = std::mem::take(&mut self.rows);
        self.scene.items.push(Item::Mark { pen, shape, rows });
        Ok(())
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = UnknownInk;

    fn get_size(&self) -> (u32, u32) {
        (self.scene.width.unsigned_abs(), PAPER.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Result<(), Fault> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Fault> {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, color: BackendColor) -> Result<(), Fault> {
        Err(DrawingErrorKind::DrawingError(UnknownInk(color.rgb)))
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
    ) -> Result<(), Fault> {
        let path = vec![self.spot(a), self.spot(b)];
        self.record(style, false, Shape::Path(path))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Fault> {
        let ((ax, ay), (bx, by)) = (self.spot(a), self.spot(b));
        self.record(style, fill, Shape::Rect(ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Fault> {
        let path = path.into_iter().map(|at| self.spot(at)).collect();
        self.record(style, false, Shape::Path(path))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Fault> {
        let (x, y) = self.spot(centre);
        let radius = i32::try_from(radius).unwrap_or(i32::MAX);
        self.record(style, fill, Shape::Circle(x, y, radius))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        ring: I,
        style: &S,
    ) -> Result<(), Fault> {
        let ring = ring.into_iter().map(|at| self.spot(at)).collect();
        self.record(style, true, Shape::Polygon(vec![ring]))
    }
}

/// The rows that the next shape shows, as [`Item::Mark`] has them. It is drawn before the shape, as
/// an element of plotters without points.
#[derive(Debug)]
pub struct Rows(pub Vec<usize>);

impl<'a, C: 'a> PointCollection<'a, C> for &'a Rows {
    type Point = &'a C;
    type IntoIter = std::iter::Empty<&'a C>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl<'s> Drawable<Recorder<'s>> for Rows {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        recorder: &mut Recorder<'s>,
        _: (u32, u32),
    ) -> Result<(), Fault> {
        // What stands for no row has no key.
        if self.0.iter().any(|row| *row != NO_ROW) {
            recorder.rows.clone_from(&self.0);
        }
        Ok(())
    }
}

/// A shape of several rings; plotters' own polygon has one.
#[derive(Debug)]
pub struct Rings {
    /// The rings in tenths of a pixel.
    pub rings: Vec<Vec<(i32, i32)>>,
    /// How it is filled.
    pub pen: Pen,
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Rings {
    type Point = &'a (i32, i32);
    type IntoIter = std::iter::Flatten<std::slice::Iter<'a, Vec<(i32, i32)>>>;

    fn point_iter(self) -> Self::IntoIter {
        self.rings.iter().flatten()
    }
}

impl<'s> Drawable<Recorder<'s>> for Rings {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        recorder: &mut Recorder<'s>,
        _: (u32, u32),
    ) -> Result<(), Fault> {
        let ring =
            |ring: &Vec<(i32, i32)>| at.by_ref().take(ring.len()).map(|at| recorder.spot(at)).collect();
        let rings = self.rings.iter().map(ring).collect();
        recorder.record(&ShapeStyle::from(self.pen), true, Shape::Polygon(rings))
    }
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Words {
    type Point = (i32, i32);
    type IntoIter = std::iter::Once<(i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once((self.x, self.y))
    }
}

impl<'s> Drawable<Recorder<'s>> for Words {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        recorder: &mut Recorder<'s>,
        _: (u32, u32),
    ) -> Result<(), Fault> {
        let Some(at) = at.next() else { return Ok(()) };
        let (x, y) = recorder.spot(*at.borrow());
        let anchor = if recorder.scene.right_to_left { self.anchor.mirrored() } else { self.anchor };
        recorder.scene.items.push(Item::Words(Words { x, y, anchor, ..self.clone() }));
        Ok(())
    }
}
