//! Slopes: a line from the first to the last name of the dimension axis for each series, with names
//! and values at both ends.

use crate::model::chart::{Chart, Point, Series};
use crate::plot::clip::{self, Vertex};
use crate::plot::dodge::dodge;
use crate::plot::domain::{self, drawable};
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::dot::{self, Dot};
use crate::plot::mark::{back_to_front, ink_of};
use crate::plot::rect::Rect;
use crate::plot::scene::{Anchor, Part};
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style, Width};
use crate::plot::ticks;

/// From a dot to its words.
const GAP: f64 = 9.0;
const HEAD: f64 = 32.0;
/// Height of a line of a name.
const LINE: f64 = 17.0;

/// Draws the first panel from `top` down and says where it ends.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, width: Width, top: f64) -> Result<f64, Fault> {
    let Some(panel) = chart.panels.first() else { return Ok(top) };
    let (first, last) = domain::positions(chart);
    let height =
        f64::from(chart.height.unwrap_or(if width == Width::Narrow { 280 } else { 320 }).clamp(60, 2000));
    let room = (sheet.width * 0.34, lines(panel.series.len(), height));
    let words = |left: bool| -> Vec<Option<(f64, Label)>> {
        let of = |series: &Series| {
            let point = at(series, if left { first } else { last })?;
            Some((point.value?, label(series, point, left, sheet.style, room)))
        };
        panel.series.iter().map(of).collect()
    };
    let sides = [words(true), words(false)];
    let widest = |side: &[Option<(f64, Label)>]| {
        side.iter().flatten().map(|(_, label)| label.width()).fold(0.0, f64::max)
    };
    let [left, right] = [0, 1].map(|side| sides.get(side).map_or(0.0, |side| widest(side)) + GAP + 4.0);
    let place = Rect { left, top: top + HEAD, right: sheet.width - right, bottom: top + HEAD + height };
    let (low, high) = domain::values(chart);
    let high = if high > low { high } else { low + 1.0 };
    let x = if last > first { (first, last) } else { (first, first + 1.0) };
    let plot = sheet.plot(place, x, (low, high));
    heads(chart, (first, last), &plot, top, sheet)?;
    for series in back_to_front(panel) {
        line(series, (first, last), &plot, sheet)?;
    }
    for (side, words) in sides.iter().enumerate() {
        write(words, side == 0, &plot, sheet)?;
    }
    Ok(place.bottom + 14.0)
}

fn at(series: &Series, place: f64) -> Option<&Point> {
    series.points.iter().find(|point| point.at == place && drawable(point).is_some())
}

fn line(
    series: &Series,
    (first, last): (f64, f64),
    plot: &Plot<'_>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let ends: Vec<&Point> = [first, last].into_iter().filter_map(|place| at(series, place)).collect();
    let spots: Vec<Vertex> = ends.iter().filter_map(|point| Some((drawable(point)?, point.row))).collect();
    let width = if series.strong { 27 } else { 20 };
    for part in clip::line(&spots, plot.x, plot.y).into_iter().filter(|part| part.len() > 1) {
        let (places, rows) = part.into_iter().unzip();
        plot.path(places, Pen::line(ink_of(series), width), rows)?;
    }
    ends.iter()
        .try_for_each(|point| dot::mark(point, Dot::circle(ink_of(series), 4.0), plot, sheet).map(drop))
}

/// The names of the two positions, above their dots, with an upright line below each.
fn heads(
    chart: &Chart,
    (first, last): (f64, f64),
    plot: &Plot<'_>,
    top: f64,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    for place in [first, last] {
        let (x, _) = plot.spot(place, plot.y.0);
        let ends = [(x, plot.place.top - 8.0), (x, plot.place.bottom + 8.0)];
        sheet.line(&ends, Pen::line(Ink::Grid, 10).crisp())?;
        let text = ticks::words(&chart.dimension.scale, place, sheet.style);
        let text = wrap(sheet.style, &text, SMALL, BOLD, sheet.width * 0.45, 1).concat();
        let label = Label::bold(sheet.style, &text, Ink::Text);
        sheet.try_put(&[sheet.centred(&label, x, top)])?;
    }
    Ok(())
}

/// On how many lines all names have room one below the other.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a few"
)]
fn lines(series: usize, height: f64) -> usize {
    ((height / series.max(1) as f64 - 3.0) / LINE).clamp(1.0, 3.0) as usize
}

/// A name and its value, which is next to the dot.
fn label(series: &Series, point: &Point, left: bool, style: &Style<'_>, (room, most): (f64, usize)) -> Label {
    let ink = ink_of(series).of_words();
    let value = wrap(style, &point.label, SMALL, REGULAR, room * 0.6, 1).concat();
    let spare = room - style.width(&value, SMALL, BOLD) - 10.0;
    let gap = "\u{a0}\u{a0}";
    let mut lines: Vec<Vec<Part>> = wrap(style, &series.name, SMALL, REGULAR, spare, most)
        .iter()
        .map(|line| vec![part(line, REGULAR)])
        .collect();
    match (left, lines.first_mut().filter(|_| !series.name.is_empty())) {
        (_, None) => lines = vec![vec![part(&value, BOLD)]],
        (true, Some(line)) => line.extend([part(gap, REGULAR), part(&value, BOLD)]),
        (false, Some(line)) => drop(line.splice(0..0, [part(&value, BOLD), part(gap, BOLD)])),
    }
    Label::of(style, lines, SMALL, ink)
}

/// Writes the words of one side, moved apart; what has no room is reported.
fn write(
    words: &[Option<(f64, Label)>],
    left: bool,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let within = |value: f64| value >= plot.y.0 && value <= plot.y.1;
    let here = words.iter().flatten().filter(|(value, _)| within(*value));
    let mut shown: Vec<(f64, &Label)> =
        here.map(|(value, label)| (plot.spot(plot.x.0, *value).1, label)).collect();
    let height = shown.iter().map(|(_, label)| label.height()).fold(0.0, f64::max);
    let (low, high) = (plot.place.top - 10.0, plot.place.bottom + 12.0);
    let centres = loop {
        let wanted: Vec<f64> = shown.iter().map(|(y, _)| *y).collect();
        if let Some(centres) = dodge(&wanted, height, low, high) {
            break centres;
        }
        shown.pop();
        sheet.dropped.push("the name of a line".to_owned());
    };
    for ((_, label), y) in shown.iter().zip(centres) {
        let placed = if left {
            label.level(plot.place.left - GAP, y, Anchor::Right)
        } else {
            label.level(plot.place.right + GAP, y, Anchor::Left)
        };
        sheet.try_put(&[placed])?;
    }
    Ok(())
}
