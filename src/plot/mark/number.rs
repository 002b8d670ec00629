//! Numbers: a row of large ones with their names below. Where a number is the last of a series, the
//! line that led to it stands below the name.

use crate::model::chart::{Chart, Point, Scale, Series};
use crate::plot::domain::{self, drawable};
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::{ink_of, line};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style};
use crate::plot::ticks;

/// A number is at most so large, in tenths of a pixel, and at least so.
const SIZES: (u16, u16) = (400, 180);
/// A tile is at least so wide.
const TILE: f64 = 150.0;
/// Between tiles.
const GAP: f64 = 24.0;
/// Height of a line below a number.
const SPARK: f64 = 34.0;
/// More numbers than this are a table.
const MOST: usize = 24;

struct Tile<'c> {
    point: &'c Point,
    series: &'c Series,
    name: String,
    /// When it was, for the last of a series.
    when: String,
}

/// Draws the tiles from `top` down and says where they end.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let mut tiles = tiles(chart, sheet.style);
    if tiles.len() > MOST {
        sheet.dropped.push(format!("{} numbers", tiles.len() - MOST));
        tiles.truncate(MOST);
    }
    let columns = columns(tiles.len(), sheet.width);
    #[expect(clippy::cast_precision_loss, reason = "tiles in a row")]
    let width = (sheet.width - GAP * (columns as f64 - 1.0)) / columns as f64;
    let size = size(&tiles, sheet.style, width);
    let mut y = top;
    for row in tiles.chunks(columns) {
        let mut end = y;
        for (order, tile) in row.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "tiles in a row")]
            let left = order as f64 * (width + GAP);
            end = end.max(one(chart, tile, size, (left, y, width), sheet)?);
        }
        y = end + 20.0;
    }
    Ok((y - 14.0).max(top))
}

fn tiles<'c>(chart: &'c Chart, style: &Style<'_>) -> Vec<Tile<'c>> {
    let Some(panel) = chart.panels.first() else { return Vec::new() };
    let known = |series: &'c Series| series.points.iter().filter(|point| !point.label.is_empty());
    if matches!(chart.dimension.scale, Scale::Category(_)) {
        let tile = |series: &'c Series, point: &'c Point| Tile {
            point,
            series,
            name: ticks::words(&chart.dimension.scale, point.at, style),
            when: series.name.clone(),
        };
        return panel
            .series
            .iter()
            .flat_map(|series| known(series).map(move |point| tile(series, point)))
            .collect();
    }
    let tile = |series: &'c Series| {
        let point = known(series).rfind(|point| drawable(point).is_some())?;
        let when = ticks::words(&chart.dimension.scale, point.at, style);
        Some(Tile { point, series, name: series.name.clone(), when })
    };
    panel.series.iter().filter_map(tile).collect()
}

/// As many in a row as stand apart, and no last row with a single one if another count avoids it.
fn columns(count: usize, width: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "tiles in a row")]
    let most = ((width + GAP) / (TILE + GAP)).max(1.0) as usize;
    let most = most.min(count.max(1));
    let rows = count.max(1).div_ceil(most);
    count.max(1).div_ceil(rows)
}

/// The size at which every number fits its tile, in tenths of a pixel.
fn size(tiles: &[Tile<'_>], style: &Style<'_>, room: f64) -> u16 {
    let widest = tiles.iter().map(|tile| style.width(&tile.point.label, 10, BOLD)).fold(0.01, f64::max);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to sizes of text")]
    let size = (room * 0.99 / widest * 10.0).clamp(f64::from(SIZES.1), f64::from(SIZES.0)) as u16;
    size
}

fn one(
    chart: &Chart,
    tile: &Tile<'_>,
    size: u16,
    (left, top, width): (f64, f64, f64),
    sheet: &mut Sheet<'_, '_>,
) -> Result<f64, Fault> {
    let style = sheet.style;
    let known = drawable(tile.point).is_some();
    let ink = match (known, tile.series.strong) {
        (true, true) => ink_of(tile.series).of_words(),
        (true, false) => Ink::Text,
        (false, _) => Ink::Muted,
    };
    sheet.line(&[(left, top + 0.5), (left + width, top + 0.5)], Pen::line(Ink::Axis, 10).crisp())?;
    let text = |words: &str, size: u16, weight: u16, ink: Ink, most: usize| {
        let lines = wrap(style, words, size, weight, width, most);
        Label::of(style, lines.iter().map(|line| vec![part(line, weight)]).collect(), size, ink)
    };
    let number = text(&tile.point.label, size, BOLD, ink, 3);
    let mut y = top + 3.0;
    sheet.put(&number.below(left, y, Anchor::Left))?;
    y += number.height();
    for (words, weight, ink) in [(&tile.name, BOLD, Ink::Text), (&tile.when, REGULAR, Ink::Muted)] {
        if !words.is_empty() {
            let label = text(words, SMALL, weight, ink, 4);
            sheet.put(&label.below(left, y, Anchor::Left))?;
            y += label.height();
        }
    }
    let lasts = !matches!(chart.dimension.scale, Scale::Category(_));
    let enough = tile.series.points.iter().filter(|point| drawable(point).is_some()).count() > 2;
    if lasts && enough {
        spark(tile, Rect { left, top: y + 6.0, right: left + width, bottom: y + 6.0 + SPARK }, sheet)
    } else {
        Ok(y)
    }
}

/// The line that led to the number, on a scale of its own, with its last point.
fn spark(tile: &Tile<'_>, place: Rect, sheet: &mut Sheet<'_, '_>) -> Result<f64, Fault> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
    for (at, value) in tile.series.points.iter().filter_map(drawable) {
        (low, high) = (low.min(value), high.max(value));
        (first, last) = (first.min(at), last.max(at));
    }
    let (low, high) = domain::opened((low.min(0.0), high.max(0.0)));
    let last = if last > first { last } else { first + 1.0 };
    let inner = Rect { left: place.left + 3.0, right: place.right - 4.0, ..place };
    let plot = sheet.plot(inner, (first, last), (low, high));
    let (_, zero) = plot.spot(first, 0.0_f64.clamp(low, high));
    sheet.line(&[(place.left, zero), (place.right, zero)], Pen::line(Ink::Grid, 10).crisp())?;
    let ink = ink_of(tile.series);
    for part in line::parts(tile.series, &plot) {
        if part.len() > 1 {
            let (places, rows) = part.into_iter().unzip();
            plot.path(places, Pen::line(ink, 20), rows)?;
        }
    }
    if let Some((at, value)) = drawable(tile.point) {
        sheet.circle(plot.spot(at, value), 3.2, Pen::fill(ink), vec![tile.point.row])?;
    }
    Ok(place.bottom)
}
