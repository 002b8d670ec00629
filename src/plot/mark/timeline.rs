//! Timelines: events one below the other, each dot where its date is on an axis that runs downwards.
//! The words stand beside the axis and move apart where events crowd; a thin line leads to each.

use crate::model::chart::{Chart, Panel, Point, Series};
use crate::plot::dodge::dodge_all;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::dot::{self, Dot};
use crate::plot::mark::ink_of;
use crate::plot::marker::Marker;
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style, Width};
use crate::plot::ticks::{self, Spread, Tick};

/// More events than this are for the table.
const MOST: usize = 120;
const RADIUS: f64 = 4.5;
/// From the axis to the words.
const REACH: f64 = 30.0;
/// Below each event.
const AIR: f64 = 7.0;
/// From the top of an event's words to the middle of their first line.
const FIRST: f64 = 9.0;
/// Height of a timeline of two events that are far apart.
const LEAST: f64 = 120.0;

struct Event<'c> {
    point: &'c Point,
    series: &'c Series,
    marker: Marker,
    date: Label,
    words: Label,
}

impl Event<'_> {
    fn height(&self, beside: bool) -> f64 {
        if beside {
            self.date.height().max(self.words.height())
        } else {
            self.date.height() + self.words.height()
        }
    }
}

/// Draws all panels from `top` down and says where they end.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, width: Width, top: f64) -> Result<f64, Fault> {
    let mut y = top;
    let many = chart.panels.len() > 1;
    for panel in &chart.panels {
        if many {
            y = sheet.heading(&panel.title, y)? + 4.0;
        }
        y = self::panel(chart, panel, sheet, width, y)? + if many { 16.0 } else { 0.0 };
    }
    Ok(y)
}

fn panel(
    chart: &Chart,
    panel: &Panel,
    sheet: &mut Sheet<'_, '_>,
    width: Width,
    top: f64,
) -> Result<f64, Fault> {
    let events = dated(panel);
    let shown = events.len().min(MOST);
    if shown < events.len() {
        sheet.dropped.push(format!("{} events", events.len() - shown));
    }
    let events = events.get(..shown).unwrap_or_default();
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(top) };
    let span = (first.0.at, events.iter().map(|(point, _)| end(point)).fold(last.0.at, f64::max));
    let ticks_room = 0.11 * sheet.width + 20.0;
    // Beside the words if there is room for both, else above them.
    let beside = width != Width::Narrow;
    let axis = gutter(chart, span, sheet.style, ticks_room) + RADIUS;
    let left = axis + REACH;
    let events = measured(panel, events, sheet.style, sheet.width - left, beside);
    let dates = events.iter().map(|event| event.date.width()).fold(0.0, f64::max);
    let needed: f64 = events.iter().map(|event| event.height(beside) + AIR).sum();
    let least = if events.len() > 1 { f64::from(chart.height.unwrap_or(0)).max(LEAST) } else { 0.0 };
    // Room in which distances show.
    let height = (needed * 1.3).min(needed + 160.0).max(least);
    let scale = Scale { top: top + FIRST, span, height: height - 2.0 * FIRST };
    let centres = places(&events, &scale, beside, (top, top + height));
    line(chart, &scale, axis, sheet)?;
    for (event, centre) in events.iter().zip(centres) {
        let high = event.height(beside);
        let words = centre - (high + AIR) / 2.0;
        mark(event, &scale, axis, sheet)?;
        lead((axis, scale.y(event.point.at)), (left - 5.0, words + FIRST), sheet)?;
        sheet.put(&event.date.below(left, words, Anchor::Left))?;
        let (x, y) = if beside { (left + dates + 12.0, words) } else { (left, words + event.date.height()) };
        sheet.put(&event.words.below(x, y, Anchor::Left))?;
    }
    Ok(top + height)
}

/// The events with a date, in its order.
fn dated(panel: &Panel) -> Vec<(&Point, &Series)> {
    let all = panel.series.iter().flat_map(|series| series.points.iter().map(move |point| (point, series)));
    let mut events: Vec<(&Point, &Series)> =
        all.filter(|(point, _)| point.at.is_finite() && point.at.abs() < 1e9).collect();
    events.sort_by(|a, b| a.0.at.total_cmp(&b.0.at));
    events
}

fn end(point: &Point) -> f64 {
    point.until.filter(|until| until.is_finite() && *until > point.at).unwrap_or(point.at)
}

fn measured<'c>(
    panel: &Panel,
    events: &[(&'c Point, &'c Series)],
    style: &Style<'_>,
    room: f64,
    beside: bool,
) -> Vec<Event<'c>> {
    let share = if beside { 0.36 } else { 1.0 };
    let date = |point: &Point| {
        let line = wrap(style, &point.label, SMALL, BOLD, room * share, 1).concat();
        Label::bold(style, &line, Ink::Text)
    };
    let dates: Vec<Label> = events.iter().map(|(point, _)| date(point)).collect();
    let widest = dates.iter().map(Label::width).fold(0.0, f64::max);
    let left = if beside { room - widest - 12.0 } else { room };
    let event = |((point, series), date): (&(&'c Point, &'c Series), Label)| {
        let lines = wrap(style, &point.name, SMALL, REGULAR, left, 6);
        let lines = lines.iter().map(|line| vec![part(line, REGULAR)]).collect();
        Event {
            point,
            series,
            marker: Marker::of(series, panel),
            date,
            words: Label::of(style, lines, SMALL, Ink::Text),
        }
    };
    events.iter().zip(dates).map(event).collect()
}

/// Where dates stand.
struct Scale {
    top: f64,
    span: (f64, f64),
    height: f64,
}

impl Scale {
    fn y(&self, at: f64) -> f64 {
        let (low, high) = self.span;
        if high > low { self.top + (at - low) / (high - low) * self.height } else { self.top }
    }
}

/// The middles of the events' words, air included; they have room for all.
fn places(events: &[Event<'_>], scale: &Scale, beside: bool, (low, high): (f64, f64)) -> Vec<f64> {
    let wanted = |event: &Event<'_>| {
        let high = event.height(beside) + AIR;
        (scale.y(event.point.at) - FIRST + high / 2.0, high)
    };
    let labels: Vec<(f64, f64)> = events.iter().map(wanted).collect();
    // The sum of the heights was rounded.
    dodge_all(&labels, low, high + 0.01).unwrap_or_else(|| labels.iter().map(|(at, _)| *at).collect())
}

/// Years, months or days beside the axis.
fn marks(chart: &Chart, span: (f64, f64), style: &Style<'_>, height: f64) -> Vec<Tick> {
    ticks::along(&chart.dimension, span, height * 0.9, style, Spread::Wide)
}

fn gutter(chart: &Chart, span: (f64, f64), style: &Style<'_>, most: f64) -> f64 {
    let ends = [span.0, span.1].map(|at| ticks::words(&chart.dimension.scale, at, style));
    let year = style.width("2000", SMALL, REGULAR);
    ends.iter().map(|text| style.width(text, SMALL, REGULAR)).fold(year, f64::max).min(most) + 10.0
}

fn line(chart: &Chart, scale: &Scale, axis: f64, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    let (top, bottom) = (scale.y(scale.span.0), scale.y(scale.span.1));
    sheet.line(&[(axis, top - 5.0), (axis, bottom + 5.0)], Pen::line(Ink::Axis, 10).crisp())?;
    for tick in marks(chart, scale.span, sheet.style, scale.height) {
        let y = scale.y(tick.at);
        let label = Label::new(sheet.style, &tick.label, Ink::Muted);
        let placed = label.level(axis - 10.0, y, Anchor::Right);
        if placed.rect().left >= 0.0 && sheet.try_put(&[placed])? {
            sheet.line(&[(axis - 5.0, y), (axis, y)], Pen::line(Ink::Axis, 10).crisp())?;
        }
    }
    Ok(())
}

/// A dot where the date is; a bar along the axis if it lasted, or if only its month is known.
fn mark(event: &Event<'_>, scale: &Scale, axis: f64, sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    let ink = ink_of(event.series);
    let (from, to) = (scale.y(event.point.at), scale.y(end(event.point)));
    if to - from > RADIUS {
        let half = RADIUS - 1.0;
        let place = Rect { left: axis - half, right: axis + half, top: from, bottom: to };
        return sheet.rect(&place, Pen::fill(ink), vec![event.point.row]);
    }
    dot::draw_at(
        (axis, from),
        (0.0, 1.0),
        event.point,
        Dot { marker: event.marker, ink, radius: RADIUS },
        sheet,
    )
}

fn lead((axis, y): (f64, f64), (x, words): (f64, f64), sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    let from = axis + RADIUS + 3.0;
    let bends = [(from, y), (from + 4.0, y), (x - 4.0, words), (x, words)];
    sheet.line(&bends, Pen::line(Ink::Axis, 10))
}
