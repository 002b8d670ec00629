//! The picture of a figure for links that are shared: 1200 × 630, title, subtitle, chart, source.
//!
//! The chart is the wide drawing, a little larger and of a height that fits.

use crate::model::chart::Chart;
use crate::plot::draw;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::raster::{Canvas, Place};
use crate::plot::scene::{Anchor, Scene};
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, REGULAR, Style, Width};

/// The words of a card.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The finding.
    pub title: &'a str,
    /// What is measured.
    pub subtitle: &'a str,
    /// Whose numbers they are.
    pub source: &'a str,
    /// The site, and its notice if it is a demonstration.
    pub site: &'a str,
}

/// Size of a card in pixels: what the networks that show cards ask for.
pub const SIZE: (u16, u16) = (1200, 630);
const MARGIN: f64 = 48.0;
/// From the top of the card to the line above the source.
const FOOT: f64 = 566.0;

/// The card as PNG; `None` only if no pixels can be had.
#[must_use]
pub fn png(chart: &Chart, words: &Words<'_>, style: &Style<'_>) -> Option<Vec<u8>> {
    let mut scene = Scene::new(SIZE.0, style.shaper.families().to_vec(), chart.right_to_left);
    scene.height = i32::from(SIZE.1) * 10;
    let top = frame(&mut scene, words, style).unwrap_or(MARGIN);
    let mut canvas = Canvas::new(u32::from(SIZE.0), u32::from(SIZE.1))?;
    canvas.paint(&scene, style.shaper, Place { x: 0.0, y: 0.0, scale: 1.0 });
    let (room, width) = (FOOT - 14.0 - top, f64::from(SIZE.0) - 2.0 * MARGIN);
    let picture = fitted(chart, style, room * 680.0 / width);
    let (drawn, high) = (f64::from(picture.width) / 10.0, f64::from(picture.height.max(10)) / 10.0);
    let scale = (width / drawn).min(room / high);
    let start = if chart.right_to_left { f64::from(SIZE.0) - MARGIN - drawn * scale } else { MARGIN };
    #[expect(clippy::cast_possible_truncation, reason = "a place on the card")]
    let place = Place { x: start as f32, y: top as f32, scale: scale as f32 };
    canvas.paint(&picture, style.shaper, place);
    canvas.png()
}

/// The wide drawing, with a plot as high as `room` pixels leave it beside its words.
fn fitted(chart: &Chart, style: &Style<'_>, room: f64) -> Scene {
    let first = draw(chart, style, Width::Wide);
    if chart.panels.len() > 1 && f64::from(first.height) / 10.0 > room * 1.4 {
        // As many rows of panels as can be read; the page has them all.
        let row = chart.columns.clamp(1, 4);
        let kept = (chart.panels.len() - 1) / row * row;
        let panels: Vec<_> = chart.panels.iter().take(kept).cloned().collect();
        if !panels.is_empty() {
            return fitted(&Chart { panels, ..chart.clone() }, style, room);
        }
    }
    let plot = f64::from(chart.height.unwrap_or(300));
    let words = f64::from(first.height) / 10.0 - plot;
    let left = room - words;
    if chart.panels.len() > 1 || !(60.0..2000.0).contains(&left) {
        return first;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "60 to 2000")]
    let height = left as u16;
    draw(&Chart { height: Some(height), ..chart.clone() }, style, Width::Wide)
}

/// Writes the words and says where they end.
fn frame(scene: &mut Scene, words: &Words<'_>, style: &Style<'_>) -> Result<f64, Fault> {
    let right_to_left = scene.right_to_left;
    let mut sheet = Sheet::new(scene, style);
    let room = sheet.width - 2.0 * MARGIN;
    let mut y = 26.0;
    let size = if wrap(style, words.title, 440, 700, room, 3).len() > 2 { 360 } else { 440 };
    for (text, size, weight, most, ink) in
        [(words.title, size, 700, 2, Ink::Text), (words.subtitle, 260, REGULAR, 2, Ink::Muted)]
    {
        if text.is_empty() {
            continue;
        }
        let lines = wrap(style, text, size, weight, room, most);
        let lines = lines.iter().map(|line| vec![part(line, weight)]).collect();
        let label = Label::of(style, lines, size, ink);
        sheet.put(&label.below(MARGIN, y, Anchor::Left))?;
        // Arabic reaches farther below its line.
        y += label.height() + if right_to_left { 6.0 } else { -8.0 };
    }
    foot(&mut sheet, words, style)?;
    Ok(y + 20.0)
}

/// A card of words alone, for what has no figure; `None` only if no pixels can be had.
#[must_use]
pub fn poster(words: &Words<'_>, right_to_left: bool, style: &Style<'_>) -> Option<Vec<u8>> {
    let mut scene = Scene::new(SIZE.0, style.shaper.families().to_vec(), right_to_left);
    scene.height = i32::from(SIZE.1) * 10;
    // What does not fit was left out already; a card without it is better than none.
    let _ = large(&mut scene, words, style);
    let mut canvas = Canvas::new(u32::from(SIZE.0), u32::from(SIZE.1))?;
    canvas.paint(&scene, style.shaper, Place { x: 0.0, y: 0.0, scale: 1.0 });
    canvas.png()
}

fn large(scene: &mut Scene, words: &Words<'_>, style: &Style<'_>) -> Result<(), Fault> {
    let mut sheet = Sheet::new(scene, style);
    let room = sheet.width - 2.0 * MARGIN;
    let mut y = 72.0;
    for (text, size, weight, most, ink) in
        [(words.title, 760, 700, 3, Ink::Text), (words.subtitle, 340, REGULAR, 4, Ink::Muted)]
    {
        let lines = wrap(style, text, size, weight, room, most);
        let lines = lines.iter().map(|line| vec![part(line, weight)]).collect();
        let label = Label::of(style, lines, size, ink);
        sheet.put(&label.below(MARGIN, y, Anchor::Left))?;
        y += label.height() + 24.0;
    }
    foot(&mut sheet, words, style)
}

/// The line at the foot, with the site and the source.
fn foot(sheet: &mut Sheet<'_, '_>, words: &Words<'_>, style: &Style<'_>) -> Result<(), Fault> {
    let room = sheet.width - 2.0 * MARGIN;
    sheet.line(&[(MARGIN, FOOT), (sheet.width - MARGIN, FOOT)], Pen::line(Ink::Grid, 20).crisp())?;
    let site = wrap(style, words.site, 220, BOLD, room * 0.45, 1).concat();
    let site = Label::of(style, vec![vec![part(&site, BOLD)]], 220, Ink::Text);
    let source = wrap(style, words.source, 200, REGULAR, room - site.width() - 30.0, 1).concat();
    let source = Label::of(style, vec![vec![part(&source, REGULAR)]], 200, Ink::Muted);
    sheet.put(&site.level(MARGIN, 597.0, Anchor::Left))?;
    sheet.put(&source.level(sheet.width - MARGIN, 597.0, Anchor::Right))
}
