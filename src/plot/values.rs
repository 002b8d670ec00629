//! Values written beside their marks, where there is room; what does not fit is reported.

use rust_decimal::Decimal;

use crate::model::chart::{Certainty, Chart, Mark, Panel, Point, Series, Stack};
use crate::plot::domain::{drawable, stacked};
use crate::plot::ink::Ink;
use crate::plot::label::{Label, Placed, part, wrap};
use crate::plot::mark::{column, ink_of};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::stack::{Segment, segments};
use crate::plot::style::{REGULAR, SMALL, Style};

/// More values than this are for the table.
const MOST: usize = 120;

/// Writes the values and the totals of a panel whose values run upwards.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    if chart.labels.total {
        totals(chart, panel, plot, sheet)?;
    }
    if stacked(chart) && chart.mark == Mark::Column {
        return if chart.labels.inside { inside(chart, panel, plot, sheet) } else { Ok(()) };
    }
    if chart.mark == Mark::Dot
        && panel.series.iter().flat_map(|series| &series.points).any(|point| !point.name.is_empty())
    {
        return names(panel, plot, sheet);
    }
    if stacked(chart) || !chart.labels.value {
        return Ok(());
    }
    for (order, series) in panel.series.iter().enumerate() {
        if series.points.len() > MOST {
            sheet.dropped.push(format!("the values of {}", named(series)));
            continue;
        }
        let points = by_weight(series, chart.labels.end && panel.series.len() > 1);
        let places = points.into_iter().map(|point| places(chart, panel, order, point, plot, sheet.style));
        let mut places: Vec<Vec<Placed>> = places.filter(|places| !places.is_empty()).collect();
        let clear = |places: &Vec<Placed>| places.iter().all(|placed| !covers(chart, panel, plot, placed));
        if !places.iter().all(clear) || !sheet.fit(&places) {
            // Some values here and some there would look like a choice: the ends and extremes are one.
            places.truncate(4);
            sheet.dropped.push(format!("some values of {}", named(series)));
        }
        places.retain(clear);
        for places in &places {
            sheet.try_put(places)?;
        }
    }
    Ok(())
}

fn named(series: &Series) -> String {
    if series.name.is_empty() { "the series".to_owned() } else { format!("`{}`", series.name) }
}

/// The points in the order in which they get their place: the last, the first, the highest, the
/// lowest, then all others. The end label has the last one's value already.
fn by_weight(series: &Series, without_last: bool) -> Vec<&Point> {
    let points = &series.points;
    let level = |point: &&Point| drawable(point).map_or(0.0, |(_, value)| value);
    let shown = || points.iter().filter(|point| drawable(point).is_some());
    let last = points.iter().rfind(|point| drawable(point).is_some());
    let first = shown().next();
    let highest = shown().max_by(|a, b| level(a).total_cmp(&level(b)));
    let lowest = shown().min_by(|a, b| level(a).total_cmp(&level(b)));
    let mut order: Vec<&Point> = Vec::new();
    for point in [last, first, highest, lowest].into_iter().flatten().chain(points) {
        let same = |other: &&Point| std::ptr::eq(*other, point);
        if !order.iter().any(same) {
            order.push(point);
        }
    }
    if without_last {
        order.retain(|point| !last.is_some_and(|last| std::ptr::eq(last, *point)));
    }
    order
}

/// Where the words of a value may stand, the best place first.
fn places(
    chart: &Chart,
    panel: &Panel,
    order: usize,
    point: &Point,
    plot: &Plot<'_>,
    style: &Style<'_>,
) -> Vec<Placed> {
    if point.label.is_empty() || !point.at.is_finite() || point.at < plot.x.0 || point.at > plot.x.1 {
        return Vec::new();
    }
    let ink = match panel.series.get(order) {
        Some(series) if panel.series.len() > 1 && chart.mark != Mark::Column => ink_of(series).of_words(),
        _ => Ink::Text,
    };
    let column = chart.mark == Mark::Column;
    let shown = drawable(point).filter(|(_, level)| *level >= plot.y.0 && *level <= plot.y.1);
    let level = shown.map_or(0.0_f64.clamp(plot.y.0, plot.y.1), |(_, level)| level);
    let ink = if shown.is_some() { ink } else { Ink::Muted };
    let (mut x, y) = plot.spot(point.at, level);
    let mut room = f64::INFINITY;
    if column {
        let (left, right) = column::sides(chart, panel, plot, order, point.at);
        (x, room) = (left.midpoint(right), right - left);
    }
    let label = narrow(&point.label, ink, if panel.series.len() > 1 { room } else { f64::INFINITY }, style);
    // What is missing says so where its column would stand, if it has room there.
    if shown.is_none() && (!column || point.value.is_some() || label.width() > room + 6.0) {
        return Vec::new();
    }
    let half = label.width() / 2.0 + 0.1;
    let x = if column { x.min(plot.place.right + 1.0 - half).max(plot.place.left - 1.0 + half) } else { x };
    let (up, down) = match (column, point.certainty) {
        // Words sit close to their mark: the box of a text has empty space above its capitals.
        (true, Certainty::AtLeast) => (5.0, 0.0),
        (true, _) => (-1.0, -1.0),
        (false, Certainty::AtLeast) => (8.0, 3.0),
        (false, Certainty::AtMost) => (4.0, 9.0),
        (false, _) => (3.0, 2.0),
    };
    let (above, below) = (label.above(x, y - up, Anchor::Middle), label.below(x, y + down, Anchor::Middle));
    match column {
        true if level < 0.0 => vec![below],
        true => vec![above],
        false => {
            // Beside the top of a steep line.
            let beside = [(-3.0, Anchor::Right), (3.0, Anchor::Left)]
                .map(|(side, anchor)| label.above(x + side, y + 2.0, anchor));
            [vec![above, below], beside.to_vec()].concat()
        }
    }
}

/// The words of a value on lines no wider than its column, if no word is wider.
fn narrow(text: &str, ink: Ink, room: f64, style: &Style<'_>) -> Label {
    let whole = Label::new(style, text, ink).halo();
    if whole.width() <= room || text.split(' ').any(|word| style.width(word, SMALL, REGULAR) > room * 0.99) {
        return whole;
    }
    let lines = wrap(style, text, SMALL, REGULAR, room, 3);
    Label::of(style, lines.iter().map(|line| vec![part(line, REGULAR)]).collect(), SMALL, ink).halo()
}

/// True if the words of a value would stand on a column beside its own.
fn covers(chart: &Chart, panel: &Panel, plot: &Plot<'_>, placed: &Placed) -> bool {
    if chart.mark != Mark::Column {
        return false;
    }
    let words = placed.rect();
    let on = |order: usize, point: &Point| {
        let Some((at, value)) = drawable(point) else { return false };
        let (left, right) = column::sides(chart, panel, plot, order, at);
        let level = |value: f64| plot.spot(at, value.clamp(plot.y.0, plot.y.1)).1;
        let (a, b) = (level(0.0), level(value));
        // The box of a text has empty space above its capitals and below its letters.
        let (top, bottom) = (words.top + 4.0, words.bottom - 4.0);
        left < words.right - 0.5 && words.left + 0.5 < right && a.min(b) < bottom && top < a.max(b)
    };
    panel.series.iter().enumerate().any(|(order, series)| series.points.iter().any(|point| on(order, point)))
}

/// Writes the names of dots beside them: in colour first, the outer ones before the others. A name
/// that would cover another dot is left out, but for a series that stands out among grey ones.
fn names(panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    let grey = panel.series.iter().any(|series| series.slot.is_none());
    let mut order: Vec<&Series> = panel.series.iter().collect();
    order.sort_by_key(|series| series.slot.is_none());
    let mut dropped = 0;
    for series in order {
        let ink = if grey { ink_of(series).of_words() } else { Ink::Text };
        for point in by_weight(series, false).into_iter().filter(|point| !point.name.is_empty()) {
            let Some((at, value)) = drawable(point) else { continue };
            if at < plot.x.0 || at > plot.x.1 || value < plot.y.0 || value > plot.y.1 {
                continue;
            }
            let placed = sheet.room(&beside(&point.name, ink, plot.spot(at, value), sheet.style));
            let covers = |placed: &Placed| sheet.slots.crossings(&placed.rect()) > 0;
            match placed.filter(|placed| (grey && series.slot.is_some()) || !covers(placed)) {
                Some(placed) => sheet.put(&placed)?,
                // Grey names stand where there is room, and else in the table.
                None => dropped += usize::from(!grey || series.slot.is_some()),
            }
        }
    }
    if dropped > 0 {
        sheet.dropped.push(format!("{dropped} names of dots"));
    }
    Ok(())
}

fn beside(name: &str, ink: Ink, (x, y): (f64, f64), style: &Style<'_>) -> Vec<Placed> {
    let line = wrap(style, name, SMALL, REGULAR, 150.0, 1).concat();
    let label = Label::new(style, &line, ink).halo();
    vec![
        label.level(x + 8.0, y, Anchor::Left),
        label.level(x - 8.0, y, Anchor::Right),
        label.above(x, y - 3.0, Anchor::Middle),
        label.below(x, y + 3.0, Anchor::Middle),
    ]
}

/// Writes the value of each part of a stack inside it, where it has room.
fn inside(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for (order, (series, list)) in panel.series.iter().zip(segments(panel, chart.stack)).enumerate() {
        for segment in list.iter().filter(|segment| segment.at >= plot.x.0 && segment.at <= plot.x.1) {
            let Some(point) = series.points.get(segment.index) else { continue };
            let (left, right) = column::sides(chart, panel, plot, order, segment.at);
            let level = |value: f64| plot.spot(segment.at, value.clamp(plot.y.0, plot.y.1)).1;
            let (a, b) = (level(segment.from), level(segment.to));
            let place = Rect { left, right, top: a.min(b), bottom: a.max(b) };
            let words = part_of(chart, point, segment, sheet.style);
            if let Some(placed) = within(series, point.certainty, &words, &place, sheet.style) {
                sheet.try_put(&[placed])?;
            }
        }
    }
    Ok(())
}

/// The words of a part of a stack: its share of the whole where shares are drawn. What is only a bound has no
/// share and keeps its own words.
#[must_use]
pub fn part_of(chart: &Chart, point: &Point, segment: &Segment, style: &Style<'_>) -> String {
    let share = Decimal::try_from((segment.to - segment.from).abs()).ok();
    let bound = matches!(point.certainty, Certainty::AtLeast | Certainty::AtMost);
    match share.filter(|_| chart.stack == Stack::Percent && !bound) {
        Some(share) => style.locale.percent(share / Decimal::ONE_HUNDRED, Some(0)),
        None => point.label.clone(),
    }
}

/// The place of a value in the middle of its part of a stack; none if that is grey or too small.
#[must_use]
pub fn within(
    series: &Series,
    certainty: Certainty,
    words: &str,
    place: &Rect,
    style: &Style<'_>,
) -> Option<Placed> {
    // The page's colour reads on every colour of a series, but not on grey and not on open parts.
    series.slot?;
    let sure = certainty == Certainty::Sure;
    let label = Label::new(style, words, if sure { Ink::Page } else { Ink::Text });
    let label = if sure { label } else { label.halo() };
    let fits = label.width() + 6.0 <= place.width() && label.height() - 3.0 <= place.height();
    let (x, y) = (place.left.midpoint(place.right), place.top.midpoint(place.bottom));
    (fits && !words.is_empty()).then(|| label.level(x, y, Anchor::Middle))
}

fn totals(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for total in &panel.totals {
        let Some((at, _)) = drawable(total) else { continue };
        let label = Label::bold(sheet.style, &total.label, Ink::Text).halo();
        let top = if chart.stack == Stack::Percent { 100.0 } else { top_of(panel, at) };
        let (x, y) = plot.spot(at, top.min(plot.y.1));
        if !sheet.try_put(&[label.above(x, y + 1.0, Anchor::Middle)])? {
            sheet.dropped.push(format!("the total `{}`", total.label));
        }
    }
    Ok(())
}

/// The upper end of the stack at a position.
fn top_of(panel: &Panel, at: f64) -> f64 {
    let here = panel.series.iter().flat_map(|series| &series.points).filter_map(drawable);
    here.filter(|(place, value)| *place == at && *value > 0.0).map(|(_, value)| value).sum()
}
