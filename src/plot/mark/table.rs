//! A plain table with a bar in every cell: rows by name, columns by series. Where columns have no room
//! beside each other, each name heads a small table of its own.

use crate::model::chart::{Chart, Panel, Point, Series};
use crate::plot::domain::{self, drawable};
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::column::block;
use crate::plot::mark::ink_of_point;
use crate::plot::rect::Rect;
use crate::plot::rows;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style};

const ROW: f64 = 26.0;
/// Thickness of a bar.
const BAR: f64 = 11.0;
/// Between columns.
const GAP: f64 = 18.0;
/// A bar shorter than this at its longest shows nothing.
const LEAST: f64 = 36.0;
/// More rows than this are for the download.
const MOST: usize = 200;

/// Draws all panels from `top` down and says where they end.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let many = chart.panels.len() > 1;
    let mut y = top;
    for panel in &chart.panels {
        if many {
            y = sheet.heading(&panel.title, y)?;
        }
        y = self::panel(chart, panel, sheet, y)? + if many { 14.0 } else { 0.0 };
    }
    Ok(y)
}

fn words(style: &Style<'_>, text: &str, weight: u16, room: f64, most: usize, ink: Ink) -> Label {
    let lines = wrap(style, text, SMALL, weight, room, most);
    Label::of(style, lines.iter().map(|line| vec![part(line, weight)]).collect(), SMALL, ink)
}

fn panel(chart: &Chart, panel: &Panel, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let mut names = rows::names(chart, sheet.style);
    if names.len() > MOST {
        sheet.dropped.push(format!("{} rows of the table", names.len() - MOST));
        names.truncate(MOST);
    }
    let widest = names.iter().map(|(_, name)| sheet.style.width(name, SMALL, REGULAR)).fold(0.0, f64::max);
    let left = (widest * 1.004).min(sheet.width * 0.38) + GAP + 0.5;
    let values = panel.series.iter().map(|series| value_width(series, sheet.style));
    #[expect(clippy::cast_precision_loss, reason = "columns of a table")]
    let count = panel.series.len().max(1) as f64;
    let each = (sheet.width - left - GAP * (count - 1.0)) / count;
    if values.fold(0.0, f64::max) + 8.0 + LEAST > each && panel.series.len() > 1 {
        return stacked(chart, panel, &names, sheet, top);
    }
    let cells: Vec<Rect> = (0..panel.series.len())
        .map(|order| {
            #[expect(clippy::cast_precision_loss, reason = "columns of a table")]
            let start = left + order as f64 * (each + GAP);
            Rect { left: start, right: start + each, top: 0.0, bottom: 0.0 }
        })
        .collect();
    let mut y = head(chart, panel, &cells, left - GAP, sheet, top)?;
    for (at, name) in &names {
        let name = words(sheet.style, name, REGULAR, left - GAP, 3, Ink::Text);
        let bottom = y + ROW.max(name.height() + 5.0);
        sheet.put(&name.level(0.0, y.midpoint(bottom), Anchor::Left))?;
        for (series, place) in panel.series.iter().zip(&cells) {
            cell(chart, series, *at, &Rect { top: y, bottom, ..*place }, sheet)?;
        }
        sheet.line(&[(0.0, bottom), (sheet.width, bottom)], Pen::line(Ink::Grid, 10).crisp())?;
        y = bottom;
    }
    Ok(y + 1.0)
}

/// The widest value of a column.
fn value_width(series: &Series, style: &Style<'_>) -> f64 {
    series.points.iter().map(|point| style.width(&point.label, SMALL, REGULAR)).fold(0.0, f64::max)
}

/// The names of the columns, and the line below them.
fn head(
    chart: &Chart,
    panel: &Panel,
    cells: &[Rect],
    room: f64,
    sheet: &mut Sheet<'_, '_>,
    top: f64,
) -> Result<f64, Fault> {
    let name = words(sheet.style, &chart.dimension.title, BOLD, room, 3, Ink::Muted);
    let heads: Vec<Label> = panel
        .series
        .iter()
        .zip(cells)
        .map(|(series, cell)| {
            let title = if series.name.is_empty() { &chart.values.title } else { &series.name };
            words(sheet.style, title, BOLD, cell.width(), 3, Ink::Muted)
        })
        .collect();
    let tallest = heads.iter().map(Label::height).fold(name.height(), f64::max);
    let bottom = top + tallest + 3.0;
    sheet.put(&name.above(0.0, bottom - 2.0, Anchor::Left))?;
    for (label, cell) in heads.iter().zip(cells) {
        sheet.put(&label.above(cell.right, bottom - 2.0, Anchor::Right))?;
    }
    sheet.line(&[(0.0, bottom), (sheet.width, bottom)], Pen::line(Ink::Axis, 10).crisp())?;
    Ok(bottom)
}

/// One value: its bar from the left, its words at the right.
fn cell(
    chart: &Chart,
    series: &Series,
    at: f64,
    place: &Rect,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let Some(point) = series.points.iter().find(|point| point.at == at) else { return Ok(()) };
    let ink = if drawable(point).is_some() { Ink::Text } else { Ink::Muted };
    let label = words(sheet.style, &point.label, REGULAR, place.width(), 1, ink);
    sheet.put(&label.level(place.right, place.top.midpoint(place.bottom), Anchor::Right))?;
    let right = place.right - value_width(series, sheet.style) - 8.0;
    if right - place.left < LEAST {
        return Ok(());
    }
    bar(chart, series, point, &Rect { right, ..*place }, sheet)
}

/// A bar from zero; all bars of the table are on one scale.
fn bar(
    chart: &Chart,
    series: &Series,
    point: &Point,
    place: &Rect,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let Some((_, value)) = drawable(point) else { return Ok(()) };
    let (low, high) = domain::opened(domain::values(chart));
    let along =
        |value: f64| place.left + (value.clamp(low, high) - low) / (high - low) * (place.width() - 6.0);
    let (zero, tip) = (along(0.0), along(value));
    let middle = place.top.midpoint(place.bottom);
    let shape = Rect {
        left: zero.min(tip),
        right: zero.max(tip),
        top: middle - BAR / 2.0,
        bottom: middle + BAR / 2.0,
    };
    let way = if value < 0.0 { -1.0 } else { 1.0 };
    block(
        &shape,
        ink_of_point(chart, series, point, value),
        point.certainty,
        vec![point.row],
        (way, 0.0),
        sheet,
    )
}

/// Each name above the lines of its values.
fn stacked(
    chart: &Chart,
    panel: &Panel,
    names: &[(f64, String)],
    sheet: &mut Sheet<'_, '_>,
    top: f64,
) -> Result<f64, Fault> {
    let width = sheet.width;
    let titles = panel.series.iter().map(|series| sheet.style.width(&series.name, SMALL, REGULAR));
    let left = (titles.fold(0.0, f64::max) * 1.004).min(width * 0.42) + GAP + 0.5;
    let values = panel.series.iter().map(|series| value_width(series, sheet.style)).fold(0.0, f64::max);
    let mut y = top;
    for (at, name) in names {
        sheet.line(&[(0.0, y), (width, y)], Pen::line(Ink::Axis, 10).crisp())?;
        let name = words(sheet.style, name, BOLD, width, 3, Ink::Text);
        sheet.put(&name.below(0.0, y + 4.0, Anchor::Left))?;
        y += name.height() + 4.0;
        for series in &panel.series {
            let title = words(sheet.style, &series.name, REGULAR, left - GAP, 3, Ink::Muted);
            let bottom = y + 21.0_f64.max(title.height() + 2.0);
            sheet.put(&title.level(0.0, y.midpoint(bottom), Anchor::Left))?;
            // Bars of all lines begin and end at the same places.
            let start = left.min(width - values);
            cell(chart, series, *at, &Rect { left: start, right: width, top: y, bottom }, sheet)?;
            y = bottom;
        }
        y += 7.0;
    }
    Ok(y)
}
