//! Dots: filled for a plain value, open with a small tick for a bound, with a thin ring for a value
//! that is not sure.

use crate::model::chart::{Certainty, Chart, Panel, Point};
use crate::plot::domain::drawable;
use crate::plot::ink::{Ink, Pen};
use crate::plot::mark::{back_to_front, ink_of_value};
use crate::plot::sheet::{Fault, Plot, Sheet};

const RADIUS: f64 = 4.0;

/// Draws the dots of a panel.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for series in back_to_front(panel) {
        let radius = if series.points.len() > 200 { 2.0 } else { RADIUS };
        for point in &series.points {
            let ink = ink_of_value(chart, series, point.value.unwrap_or(0.0));
            mark(point, ink, radius, plot, sheet)?;
        }
    }
    Ok(())
}

/// One value of a plot whose values run upwards; outside its axes nothing is drawn.
pub fn mark(
    point: &Point,
    ink: Ink,
    radius: f64,
    plot: &Plot<'_>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let Some((at, value)) = drawable(point) else { return Ok(()) };
    if at < plot.x.0 || at > plot.x.1 || value < plot.y.0 || value > plot.y.1 {
        return Ok(());
    }
    let spot = plot.spot(at, value);
    draw_at(spot, (0.0, -1.0), point, ink, radius, sheet)
}

/// One value at a spot; `more` is the direction in which values grow.
pub fn draw_at(
    spot: (f64, f64),
    more: (f64, f64),
    point: &Point,
    ink: Ink,
    radius: f64,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let rows = vec![point.row];
    match point.certainty {
        Certainty::Sure => sheet.circle(spot, radius, Pen::fill(ink), rows),
        Certainty::Unsure => {
            sheet.circle(spot, radius * 0.65, Pen::fill(ink), rows)?;
            sheet.circle(spot, radius + 1.2, Pen::line(ink, 9), Vec::new())
        }
        Certainty::AtLeast => bound(spot, more, ink, radius, rows, sheet),
        Certainty::AtMost => bound(spot, (-more.0, -more.1), ink, radius, rows, sheet),
    }
}

fn bound(
    (x, y): (f64, f64),
    (dx, dy): (f64, f64),
    ink: Ink,
    radius: f64,
    rows: Vec<usize>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let radius = radius.max(3.0) - 0.4;
    let tip = radius + 5.5;
    sheet.line(&[(x + dx * radius, y + dy * radius), (x + dx * tip, y + dy * tip)], Pen::line(ink, 16))?;
    sheet.circle((x, y), radius, Pen::line(ink, 16).open(), rows)
}
