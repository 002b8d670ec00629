//! A scene as pixels, and pixels as PNG: for readers whose browser blocks SVG, and for share cards.
//!
//! Always the light palette on white. Text is drawn from the outlines of the faces that measured it.

use harfrust::GlyphId;
use skrifa::PathSink;
use tiny_skia::{
    Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

use crate::plot::ink::{Ink, Pen};
use crate::plot::run::{Way, isolated, way_of};
use crate::plot::scene::{Anchor, Item, Part, Scene, Shape, Words};
use crate::plot::text::{Shaper, Sink};

/// White paper of whole pixels.
pub struct Canvas {
    pixels: Pixmap,
}

/// Where and how large a scene is painted.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Left edge in pixels of the canvas.
    pub x: f32,
    /// Top edge in pixels of the canvas.
    pub y: f32,
    /// Pixels of the canvas for a pixel of the scene.
    pub scale: f32,
}

/// The scene alone as PNG, `scale` times its size; `None` if it is empty or too large to hold.
#[must_use]
pub fn png(scene: &Scene, shaper: &Shaper, scale: f32) -> Option<Vec<u8>> {
    let size = |tenths: i32| {
        let pixels = (from_tenths(tenths) * scale).ceil().clamp(0.0, 16_384.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
        let pixels = pixels as u32;
        pixels
    };
    let mut canvas = Canvas::new(size(scene.width), size(scene.height))?;
    canvas.paint(scene, shaper, Place { x: 0.0, y: 0.0, scale });
    canvas.png()
}

impl Canvas {
    /// White paper; `None` for no size or too large a one.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let mut pixels = Pixmap::new(width, height)?;
        pixels.fill(Color::WHITE);
        Some(Self { pixels })
    }

    /// Paints a scene over what is there.
    pub fn paint(&mut self, scene: &Scene, shaper: &Shaper, place: Place) {
        for item in &scene.items {
            match item {
                Item::Mark { pen, shape, .. } => self.mark(*pen, shape, place),
                Item::Words(words) => self.words(words, scene.right_to_left, shaper, place),
            }
        }
    }

    /// The pixels as PNG; `None` if the encoder refuses, which a whole pixmap gives it no reason to.
    #[must_use]
    pub fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.pixels.width(), self.pixels.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        let colours =
            self.pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]);
        writer.write_image_data(&colours.collect::<Vec<u8>>()).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    fn mark(&mut self, pen: Pen, shape: &Shape, place: Place) {
        if let (Shape::Path(points), true) = (shape, pen.crisp && !pen.dashed)
            && let [a, b] = points.as_slice()
        {
            return self.hairline(*a, *b, pen, place);
        }
        let Some(path) = outline(shape) else { return };
        let transform = place.transform();
        if pen.open {
            let paint = paint(Ink::Page, 100);
            self.pixels.fill_path(&path, &paint, FillRule::EvenOdd, transform, None);
        }
        // Lines a pixel apart would flicker in a small picture: a pale tint stands for hatching.
        let paint = paint(pen.ink, if pen.hatched { 40 } else { pen.strength });
        if pen.filled {
            self.pixels.fill_path(&path, &paint, FillRule::EvenOdd, transform, None);
            if pen.edged || pen.outlined {
                let ink = if pen.outlined { Ink::Axis } else { Ink::Page };
                let edge = Stroke { width: 0.6, line_join: LineJoin::Round, ..Stroke::default() };
                self.pixels.stroke_path(&path, &crate::plot::raster::paint(ink, 100), &edge, transform, None);
            }
        } else {
            self.pixels.stroke_path(&path, &paint, &stroke(pen), transform, None);
        }
    }

    /// A level or upright line on whole pixels, as `crispEdges` draws it.
    fn hairline(&mut self, a: (i32, i32), b: (i32, i32), pen: Pen, place: Place) {
        let width = (f32::from(pen.width) / 10.0 * place.scale).round().max(1.0);
        let at = |(x, y): (i32, i32)| {
            (place.x + from_tenths(x) * place.scale, place.y + from_tenths(y) * place.scale)
        };
        let ((ax, ay), (bx, by)) = (at(a), at(b));
        let rect = if a.1 == b.1 {
            let top = (ay - width / 2.0).round();
            Rect::from_ltrb(
                ax.min(bx).round(),
                top,
                ax.max(bx).round().max(ax.min(bx).round() + 1.0),
                top + width,
            )
        } else {
            let left = (ax - width / 2.0).round();
            Rect::from_ltrb(
                left,
                ay.min(by).round(),
                left + width,
                ay.max(by).round().max(ay.min(by).round() + 1.0),
            )
        };
        if let Some(rect) = rect {
            self.pixels.fill_rect(rect, &paint(pen.ink, pen.strength), Transform::identity(), None);
        }
    }

    fn words(&mut self, words: &Words, right_to_left: bool, shaper: &Shaper, place: Place) {
        let mut baseline = words.y;
        for line in &words.lines {
            if let Some(path) = line_outline(words, line, baseline, right_to_left, shaper) {
                let transform = place.transform();
                if words.halo {
                    let stroke = Stroke { width: 3.0, line_join: LineJoin::Round, ..Stroke::default() };
                    self.pixels.stroke_path(&path, &paint(Ink::Page, 100), &stroke, transform, None);
                }
                self.pixels.fill_path(&path, &paint(words.ink, 100), FillRule::Winding, transform, None);
            }
            baseline += words.leading;
        }
    }
}

impl Place {
    fn transform(self) -> Transform {
        Transform::from_row(self.scale, 0.0, 0.0, self.scale, self.x, self.y)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place on the paper is far below 2^24 tenths")]
fn from_tenths(tenths: i32) -> f32 {
    tenths as f32 / 10.0
}

fn outline(shape: &Shape) -> Option<Path> {
    let mut path = PathBuilder::new();
    match shape {
        Shape::Path(points) => ring(&mut path, points),
        Shape::Polygon(rings) => {
            for points in rings {
                ring(&mut path, points);
                path.close();
            }
        }
        Shape::Rect(left, top, right, bottom) => {
            path.push_rect(Rect::from_ltrb(
                from_tenths(*left),
                from_tenths(*top),
                from_tenths(*right),
                from_tenths(*bottom),
            )?);
        }
        Shape::Circle(x, y, radius) => {
            path.push_circle(from_tenths(*x), from_tenths(*y), from_tenths(*radius))
        }
    }
    path.finish()
}

fn ring(path: &mut PathBuilder, points: &[(i32, i32)]) {
    for (order, (x, y)) in points.iter().enumerate() {
        let (x, y) = (from_tenths(*x), from_tenths(*y));
        if order == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
    }
}

fn stroke(pen: Pen) -> Stroke {
    Stroke {
        width: f32::from(pen.width) / 10.0,
        line_join: LineJoin::Round,
        dash: if pen.dashed { StrokeDash::new(vec![4.0, 3.0], 0.0) } else { None },
        ..Stroke::default()
    }
}

fn paint(ink: Ink, strength: u8) -> Paint<'static> {
    let (red, green, blue) = channels(ink.entry().1);
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let alpha = u16::from(strength.min(100)) * 255 / 100;
    paint.set_color_rgba8(red, green, blue, u8::try_from(alpha).unwrap_or(u8::MAX));
    paint
}

/// The channels of `#2469a9`.
fn channels(hex: &str) -> (u8, u8, u8) {
    let channel =
        |from: usize| hex.get(from..from + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
    (channel(1), channel(3), channel(5))
}

fn line_outline(
    words: &Words,
    line: &[Part],
    baseline: i32,
    right_to_left: bool,
    shaper: &Shaper,
) -> Option<Path> {
    let size = f64::from(words.size) / 10.0;
    let widths: Vec<f64> = line.iter().map(|part| shaper.width(&part.text, part.weight) * size).collect();
    let width: f64 = widths.iter().sum();
    let anchor = f64::from(words.x) / 10.0;
    let left = match words.anchor {
        Anchor::Left => anchor,
        Anchor::Middle => anchor - width / 2.0,
        Anchor::Right => anchor - width,
    };
    let mut path = Glyphs(PathBuilder::new());
    let mut at = if right_to_left { left + width } else { left };
    for (part, width) in line.iter().zip(widths) {
        at -= if right_to_left { width } else { 0.0 };
        let origin = (at, f64::from(baseline) / 10.0);
        let apart = right_to_left && isolated(&part.text, line.len());
        let leftward = right_to_left && !(apart && way_of(&part.text) == Way::Right);
        shaper.outline(&part.text, part.weight, leftward, size, origin, &mut path);
        at += if right_to_left { 0.0 } else { width };
    }
    path.0.finish()
}

/// Glyph outlines, upright on the paper.
struct Glyphs(PathBuilder);

impl Sink for Glyphs {
    fn glyph(&mut self, font: &skrifa::ScalerFont, glyph: GlyphId, origin: (f64, f64)) {
        #[expect(clippy::cast_possible_truncation, reason = "a place on the paper")]
        let mut pen = Turned { path: &mut self.0, x: origin.0 as f32, y: origin.1 as f32 };
        if let Some(outline) = font.outline(glyph) {
            // A broken outline leaves its glyph out; the faces of the program have none.
            let _ = outline.draw(skrifa::DrawMemory::Scratch, &mut pen);
        }
    }
}

/// Outlines have y upwards, paper downwards.
struct Turned<'p> {
    path: &'p mut PathBuilder,
    x: f32,
    y: f32,
}

impl PathSink for Turned<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (dx, dy) = (self.x, self.y);
        self.path.cubic_to(dx + ax, dy - ay, dx + bx, dy - by, dx + x, dy - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
