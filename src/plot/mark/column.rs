//! Columns: alone, side by side, or on top of each other.

use crate::model::chart::{Certainty, Chart, Panel, Stack};
use crate::plot::domain::stacked;
use crate::plot::ink::{Ink, Pen};
use crate::plot::mark::ink_of_point;
use crate::plot::rect::Rect;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::stack::{Segment, segments};

/// The part of a band that its columns fill.
const FILLED: f64 = 0.72;
/// Two columns alone need not fill the paper.
const WIDEST: f64 = 64.0;
/// Between the parts of a stack.
const SEAM: f64 = 0.7;

/// Draws the columns of a panel.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    let stack = if stacked(chart) { chart.stack } else { Stack::None };
    for (order, (series, list)) in panel.series.iter().zip(segments(panel, stack)).enumerate() {
        for segment in list.iter().filter(|segment| segment.at >= plot.x.0 && segment.at <= plot.x.1) {
            let Some(point) = series.points.get(segment.index) else { continue };
            let (left, right) = sides(chart, panel, plot, order, segment.at);
            let ink = ink_of_point(chart, series, point, segment.to - segment.from);
            let place = upright(segment, plot, left, right);
            block(&place, ink, point.certainty, vec![point.row], (0.0, rise(segment)), sheet)?;
        }
    }
    Ok(())
}

/// Left and right of the column of the series at `order`, in pixels.
#[must_use]
pub fn sides(chart: &Chart, panel: &Panel, plot: &Plot<'_>, order: usize, at: f64) -> (f64, f64) {
    let (middle, _) = plot.spot(at, plot.y.0);
    let band = plot.band * plot.place.width() / (plot.x.1 - plot.x.0);
    let count = if stacked(chart) { 1 } else { panel.series.len().max(1) };
    let order = if stacked(chart) { 0 } else { order };
    #[expect(clippy::cast_precision_loss, reason = "series of a chart")]
    let (order, count) = (order as f64, count as f64);
    let filled = if count > 1.0 { FILLED + 0.1 } else { FILLED } * band;
    let each = (filled / count).min(WIDEST);
    let filled = each * count;
    let left = middle - filled / 2.0 + order * each;
    let gap = if count > 1.0 && each > 4.0 { 1.0 } else { 0.0 };
    (left, left + each - gap)
}

fn rise(segment: &Segment) -> f64 {
    if segment.to < segment.from { 1.0 } else { -1.0 }
}

fn upright(segment: &Segment, plot: &Plot<'_>, left: f64, right: f64) -> Rect {
    let level = |value: f64| plot.spot(segment.at, value.clamp(plot.y.0, plot.y.1)).1;
    let (from, to) = (level(segment.from), level(segment.to));
    let seam = if segment.from != 0.0 && (from - to).abs() > 2.0 * SEAM { SEAM } else { 0.0 };
    let from = from + seam * rise(segment);
    Rect { left, right, top: from.min(to), bottom: from.max(to) }
}

/// A bar or column: filled for a plain value, paler with an outline for one that is not sure, an
/// outline alone with a tick at its end for a bound. `more` points away from zero.
pub fn block(
    place: &Rect,
    ink: Ink,
    certainty: Certainty,
    rows: Vec<usize>,
    more: (f64, f64),
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    match certainty {
        Certainty::Sure => sheet.rect(place, Pen::fill(ink), rows),
        Certainty::Unsure | Certainty::Conflicting => {
            sheet.rect(place, Pen::fill(ink).faint(45), rows)?;
            sheet.rect(&inset(place), Pen::line(ink, 10), Vec::new())
        }
        Certainty::AtLeast | Certainty::AtMost => {
            sheet.rect(&inset(place), Pen::line(ink, 14).open(), rows)?;
            let sign = if certainty == Certainty::AtLeast { 1.0 } else { -1.0 };
            let (x, y) = end(place, more);
            let (dx, dy) = (more.0 * sign * 6.0, more.1 * sign * 6.0);
            sheet.line(&[(x, y), (x + dx, y + dy)], Pen::line(ink, 16))
        }
    }
}

/// An outline lies within its block.
fn inset(place: &Rect) -> Rect {
    let by = 0.7_f64.min(place.width() / 2.0).min(place.height() / 2.0);
    Rect { left: place.left + by, top: place.top + by, right: place.right - by, bottom: place.bottom - by }
}

/// The middle of the side that `more` points to.
fn end(place: &Rect, (dx, dy): (f64, f64)) -> (f64, f64) {
    let (x, y) = (place.left.midpoint(place.right), place.top.midpoint(place.bottom));
    (x + dx * place.width() / 2.0, y + dy * place.height() / 2.0)
}
