//! Lines: broken at missing values, a dot where a stretch has one value only and at the last one.

use crate::model::chart::{Certainty, Chart, Panel, Point, Series};
use crate::plot::clip::{self, Vertex};
use crate::plot::domain::drawable;
use crate::plot::ink::{Ink, Pen};
use crate::plot::mark::dot::{self, Dot};
use crate::plot::mark::{back_to_front, ink_of};
use crate::plot::marker::Marker;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::thin::thin;

/// Dots at every value only where they are few enough to be told apart.
const DOTTED: usize = 40;
/// Shapes at every value only where they do not hide the line.
const FEW: usize = 16;

/// Draws the lines of a panel.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for series in back_to_front(panel) {
        let ink = ink_of(series);
        let width = if series.strong {
            27
        } else if ink == Ink::Rest {
            15
        } else {
            20
        };
        for part in parts(series, plot) {
            stretch(&part, Pen::line(ink, width), plot, sheet)?;
        }
        let key = chart.labels.end || panel.series.len() < 2;
        dots(chart, series, Marker::of(series, panel), key, plot, sheet)?;
    }
    Ok(())
}

/// The stretches of a line: it breaks where a value is missing and where the axis ends.
#[must_use]
pub fn parts(series: &Series, plot: &Plot<'_>) -> Vec<Vec<Vertex>> {
    let mut parts = Vec::new();
    for stretch in series.points.split(|point| drawable(point).is_none()) {
        let vertices: Vec<Vertex> =
            stretch.iter().filter_map(|point| drawable(point).map(|place| (place, point.row))).collect();
        if !vertices.is_empty() {
            // Two columns a pixel serve screens of twice the density.
            let columns = usize::try_from(crate::plot::label::tenths(plot.place.width()) / 5).unwrap_or(1);
            parts.extend(clip::line(&thin(vertices, plot.x, columns), plot.x, plot.y));
        }
    }
    parts
}

fn stretch(part: &[Vertex], pen: Pen, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    if let [((x, y), row)] = part {
        return sheet.circle(plot.spot(*x, *y), 2.2, Pen::fill(pen.ink), vec![*row]);
    }
    let places: Vec<(f64, f64)> = part.iter().map(|(place, _)| *place).collect();
    let spots: Vec<(f64, f64)> = places.iter().map(|(x, y)| plot.spot(*x, *y)).collect();
    for (a, b) in spots.iter().zip(spots.iter().skip(1)) {
        sheet.slots.line(*a, *b);
    }
    plot.path(places, pen, part.iter().map(|(_, row)| *row).collect())
}

/// Dots where values are written, where one is not sure, at the last, and, if no name stands at the
/// lines' ends, at all of a few, so that their shapes tell the lines apart.
fn dots(
    chart: &Chart,
    series: &Series,
    marker: Marker,
    named: bool,
    plot: &Plot<'_>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let count = series.points.len();
    let shaped = !named && marker != Marker::Circle && count <= FEW;
    let all = shaped || (chart.labels.value && count <= DOTTED);
    let last = series.points.iter().rfind(|point| drawable(point).is_some()).map(std::ptr::from_ref::<Point>);
    for point in &series.points {
        let is_last = last.is_some_and(|last| std::ptr::eq(last, point)) && series.slot.is_some();
        if all || is_last || point.certainty != Certainty::Sure {
            let radius = if is_last { 3.2 } else { 2.6 };
            dot::mark(point, Dot { marker, ink: ink_of(series), radius }, plot, sheet)?;
        }
    }
    Ok(())
}
