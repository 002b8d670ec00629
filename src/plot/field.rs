//! The layout of fields: a row a series, a column a position of the dimension axis. Colours show
//! classes of values, or squares show how sure each value is.

use crate::model::chart::{Chart, Mark, Panel};
use crate::plot::axes::Names;
use crate::plot::bins::Bins;
use crate::plot::domain;
use crate::plot::ink::Ink;
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::{cell, coverage};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{REGULAR, SMALL, Style, Width};

/// Height of a row.
const ROW: f64 = 25.0;
/// From the names to the field.
const MARGIN: f64 = 12.0;

/// Draws key and panels from `top` down and says where they end.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, width: Width, top: f64) -> Result<f64, Fault> {
    let bins = Bins::new(chart);
    let mut y = match chart.mark {
        Mark::Coverage => coverage::key(chart, sheet, top)?,
        _ => bins.key(chart, sheet, top)?,
    };
    let many = chart.panels.len() > 1;
    for panel in &chart.panels {
        if many {
            y = sheet.heading(&panel.title, y)?;
        }
        y = field(chart, panel, &bins, sheet, width, y)? + if many { 10.0 } else { 0.0 };
    }
    Ok(y)
}

fn field(
    chart: &Chart,
    panel: &Panel,
    bins: &Bins,
    sheet: &mut Sheet<'_, '_>,
    width: Width,
    top: f64,
) -> Result<f64, Fault> {
    let names = names(panel, sheet.style, width);
    let widest = names.iter().map(Label::width).fold(0.0, f64::max);
    let left = if widest > 0.0 { widest + MARGIN } else { 0.0 };
    let mut tops = vec![0.0];
    for name in &names {
        tops.push(tops.last().copied().unwrap_or(0.0) + ROW.max(name.height() + 1.0));
    }
    let (low, high) = domain::positions(chart);
    let band = domain::band(chart);
    let x = (low - band / 2.0, high + band / 2.0);
    let bottom = top + tops.last().copied().unwrap_or(0.0);
    let mut plot = sheet.plot(Rect { left, top, right: sheet.width - 1.0, bottom }, x, (1.0, 0.0));
    plot.band = band;
    let below = Names::new(chart, sheet.style, plot.place.width(), x, false);
    below.draw(&plot, sheet)?;
    let rows: Vec<(f64, f64)> =
        tops.iter().zip(tops.iter().skip(1)).map(|(a, b)| (top + a, top + b)).collect();
    for (name, row) in names.iter().zip(&rows) {
        sheet.put(&name.level(0.0, row.0.midpoint(row.1), Anchor::Left))?;
    }
    match chart.mark {
        Mark::Coverage => coverage::draw(panel, &rows, &plot, sheet)?,
        _ => cell::draw(chart, panel, bins, &rows, &plot, sheet)?,
    }
    Ok(bottom + below.height())
}

fn names(panel: &Panel, style: &Style<'_>, width: Width) -> Vec<Label> {
    let room = f64::from(width.pixels()) * 0.38;
    let label = |name: &str| {
        let lines = wrap(style, name, SMALL, REGULAR, room, 3);
        Label::of(style, lines.iter().map(|line| vec![part(line, REGULAR)]).collect(), SMALL, Ink::Text)
    };
    panel.series.iter().map(|series| label(&series.name)).collect()
}
