//! Dots: filled for a plain value, open with a small tick for a bound, with a thin ring for a value
//! that is not sure.

use crate::model::chart::{Certainty, Chart, Panel, Point};
use crate::plot::domain::drawable;
use crate::plot::ink::{Ink, Pen};
use crate::plot::mark::{back_to_front, ink_of_point};
use crate::plot::marker::Marker;
use crate::plot::sheet::{Fault, Plot, Sheet};

const RADIUS: f64 = 4.0;

/// How a dot looks.
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    /// Its shape.
    pub marker: Marker,
    /// Its colour.
    pub ink: Ink,
    /// Its size in pixels.
    pub radius: f64,
}

impl Dot {
    /// A circle.
    #[must_use]
    pub fn circle(ink: Ink, radius: f64) -> Self {
        Self { marker: Marker::Circle, ink, radius }
    }
}

/// Draws the dots of a panel.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for series in back_to_front(panel) {
        let radius = if series.points.len() > 200 { 2.0 } else { RADIUS };
        let marker = Marker::of(series, panel);
        for point in &series.points {
            let ink = ink_of_point(chart, series, point, point.value.unwrap_or(0.0));
            if let Some((x, y)) = mark(point, Dot { marker, ink, radius }, plot, sheet)? {
                sheet.slots.line((x - radius, y), (x + radius, y));
                sheet.slots.line((x, y - radius), (x, y + radius));
            }
        }
    }
    Ok(())
}

/// One value of a plot whose values run upwards, and where it stands; outside its axes nothing is drawn.
pub fn mark(
    point: &Point,
    dot: Dot,
    plot: &Plot<'_>,
    sheet: &Sheet<'_, '_>,
) -> Result<Option<(f64, f64)>, Fault> {
    let Some((at, value)) = drawable(point) else { return Ok(None) };
    if at < plot.x.0 || at > plot.x.1 || value < plot.y.0 || value > plot.y.1 {
        return Ok(None);
    }
    let spot = plot.spot(at, value);
    draw_at(spot, (0.0, -1.0), point, dot, sheet)?;
    Ok(Some(spot))
}

/// One value at a spot; `more` is the direction in which values grow.
pub fn draw_at(
    spot: (f64, f64),
    more: (f64, f64),
    point: &Point,
    dot: Dot,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let rows = vec![point.row];
    let Dot { marker, ink, radius } = dot;
    match point.certainty {
        Certainty::Sure => marker.draw(spot, radius, Pen::fill(ink), rows, sheet),
        Certainty::Unsure | Certainty::Conflicting => {
            marker.draw(spot, radius * 0.65, Pen::fill(ink), rows, sheet)?;
            sheet.circle(spot, radius + 1.2, Pen::line(ink, 9), Vec::new())
        }
        Certainty::AtLeast => bound(spot, more, dot, rows, sheet),
        Certainty::AtMost => bound(spot, (-more.0, -more.1), dot, rows, sheet),
    }
}

fn bound(
    (x, y): (f64, f64),
    (dx, dy): (f64, f64),
    dot: Dot,
    rows: Vec<usize>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let radius = dot.radius.max(3.0) - 0.4;
    let tip = radius + 5.5;
    let pen = Pen::line(dot.ink, 16);
    sheet.line(&[(x + dx * radius, y + dy * radius), (x + dx * tip, y + dy * tip)], pen)?;
    dot.marker.draw((x, y), radius, pen.open(), rows, sheet)
}
