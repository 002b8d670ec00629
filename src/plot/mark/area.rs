//! Areas: the space between a line and zero, or between the parts of a stack.

use crate::model::chart::{Chart, Panel, Series, Stack};
use crate::plot::domain::stacked;
use crate::plot::ink::{Ink, Pen};
use crate::plot::mark::{ink_of, line};
use crate::plot::rect::Rect;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::stack::{Segment, segments};

/// Draws the areas of a panel.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    let lists = segments(panel, if stacked(chart) { chart.stack } else { Stack::None });
    for (series, list) in panel.series.iter().zip(lists) {
        for part in list.chunk_by(|a, b| b.index == a.index + 1) {
            area(chart, series, part, plot, sheet)?;
        }
    }
    if stacked(chart) { Ok(()) } else { line::draw(chart, panel, plot, sheet) }
}

fn area(
    chart: &Chart,
    series: &Series,
    part: &[Segment],
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let clipped = |at: f64, value: f64| (at.clamp(plot.x.0, plot.x.1), value.clamp(plot.y.0, plot.y.1));
    let part: Vec<&Segment> =
        part.iter().filter(|segment| segment.at >= plot.x.0 && segment.at <= plot.x.1).collect();
    let upper: Vec<(f64, f64)> = part.iter().map(|segment| clipped(segment.at, segment.to)).collect();
    let lower = part.iter().rev().map(|segment| clipped(segment.at, segment.from));
    let row = |segment: &&Segment| series.points.get(segment.index).map_or(0, |point| point.row);
    let rows: Vec<usize> = part.iter().map(row).collect();
    if let [segment] = part.as_slice() {
        return alone(segment, Pen::fill(ink_of(series)), rows, plot, sheet);
    }
    if !stacked(chart) {
        // The line above the area carries the rows.
        let ring: Vec<(f64, f64)> = upper.into_iter().chain(lower).collect();
        return plot.polygon(ring, Pen::fill(ink_of(series)).faint(16), Vec::new());
    }
    let ring: Vec<(f64, f64)> = upper.iter().copied().chain(lower).collect();
    plot.polygon(ring, Pen::fill(ink_of(series)), rows)?;
    for (a, b) in upper.iter().zip(upper.iter().skip(1)) {
        sheet.slots.line(plot.spot(a.0, a.1), plot.spot(b.0, b.1));
    }
    // A line in the page's colour keeps the parts of a stack apart.
    plot.path(upper, Pen::line(Ink::Page, 7), Vec::new())
}

/// A value without neighbours has no area: it is a thin column.
fn alone(
    segment: &Segment,
    pen: Pen,
    rows: Vec<usize>,
    plot: &Plot<'_>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let level = |value: f64| plot.spot(segment.at, value.clamp(plot.y.0, plot.y.1));
    let ((x, from), (_, to)) = (level(segment.from), level(segment.to));
    let place = Rect { left: x - 1.5, right: x + 1.5, top: from.min(to), bottom: from.max(to) };
    sheet.rect(&place, pen, rows)
}
