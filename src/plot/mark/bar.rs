//! Bars: from zero to the right or left, alone, beside each other or in a stack; also dots on rows.

use crate::model::chart::{Certainty, Chart, Mark, Panel, Point, Series, Stack};
use crate::plot::domain::{drawable, stacked};
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, wrap};
use crate::plot::mark::column::block;
use crate::plot::mark::dot::{self, Dot};
use crate::plot::mark::ink_of_point;
use crate::plot::marker::Marker;
use crate::plot::rect::Rect;
use crate::plot::rows::{GAP, Rows};
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::stack::{Segment, segments};
use crate::plot::style::{REGULAR, SMALL};
use crate::plot::values;

/// Between the parts of a stack.
const SEAM: f64 = 0.7;

/// Draws the rows of a panel, then the line at zero, then the values.
pub fn draw(
    chart: &Chart,
    panel: &Panel,
    rows: &Rows<'_>,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let stack = if stacked(chart) { chart.stack } else { Stack::None };
    let lists = segments(panel, stack);
    for (order, (series, list)) in panel.series.iter().zip(&lists).enumerate() {
        for segment in list {
            let marker = Marker::of(series, panel);
            one(chart, (series, marker), segment, order, rows, plot, sheet)?;
        }
    }
    if chart.mark != Mark::Dot && plot.x.0 <= 0.0 && plot.x.1 >= 0.0 {
        let (x, _) = plot.spot(0.0, 0.0);
        for row in 0..rows.count() {
            let (top, bottom) = rows.reach(row);
            let ends = [(x, plot.place.top + top), (x, plot.place.top + bottom)];
            sheet.line(&ends, Pen::line(Ink::Axis, 10).crisp())?;
        }
    }
    if chart.labels.inside && stacked(chart) {
        inside(chart, panel, &lists, rows, plot, sheet)?;
    }
    if chart.labels.total && stacked(chart) {
        return totals(panel, &lists, rows, plot, sheet);
    }
    if chart.labels.value && !stacked(chart) {
        for (order, series) in panel.series.iter().enumerate() {
            for point in &series.points {
                value(chart, point, order, rows, plot, sheet)?;
            }
        }
    }
    Ok(())
}

fn one(
    chart: &Chart,
    (series, marker): (&Series, Marker),
    segment: &Segment,
    order: usize,
    rows: &Rows<'_>,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let Some(row) = rows.order(segment.at) else { return Ok(()) };
    let Some(point) = series.points.get(segment.index) else { return Ok(()) };
    let middle = plot.place.top + rows.middle(row, order);
    let ink = ink_of_point(chart, series, point, segment.to - segment.from);
    if chart.mark == Mark::Dot {
        if segment.to < plot.x.0 || segment.to > plot.x.1 {
            return Ok(());
        }
        let (x, _) = plot.spot(segment.to, 0.0);
        sheet.line(
            &[(plot.place.left, middle), (plot.place.right, middle)],
            Pen::line(Ink::Grid, 10).crisp(),
        )?;
        return dot::draw_at((x, middle), (1.0, 0.0), point, Dot { marker, ink, radius: 5.0 }, sheet);
    }
    let along = |value: f64| plot.spot(value.clamp(plot.x.0, plot.x.1), 0.0).0;
    let (from, to) = (along(segment.from), along(segment.to));
    let seam = if segment.from != 0.0 && (to - from).abs() > 2.0 * SEAM { SEAM } else { 0.0 };
    let way = if segment.to < segment.from { -1.0 } else { 1.0 };
    let from = from + seam * way;
    let half = rows.thickness / 2.0;
    let place = Rect { left: from.min(to), right: from.max(to), top: middle - half, bottom: middle + half };
    block(&place, ink, point.certainty, vec![point.row], (way, 0.0), sheet)
}

/// Writes the value of each part of a stack inside it, where it has room.
fn inside(
    chart: &Chart,
    panel: &Panel,
    lists: &[Vec<Segment>],
    rows: &Rows<'_>,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    for (series, segment) in
        panel.series.iter().zip(lists).flat_map(|(series, list)| list.iter().map(move |part| (series, part)))
    {
        let (Some(row), Some(point)) = (rows.order(segment.at), series.points.get(segment.index)) else {
            continue;
        };
        let along = |value: f64| plot.spot(value.clamp(plot.x.0, plot.x.1), 0.0).0;
        let (a, b) = (along(segment.from), along(segment.to));
        let middle = plot.place.top + rows.middle(row, 0);
        let half = rows.thickness / 2.0;
        let place = Rect { left: a.min(b), right: a.max(b), top: middle - half, bottom: middle + half };
        let words = values::part_of(chart, point, segment, sheet.style);
        if let Some(placed) = values::within(series, point.certainty, &words, &place, sheet.style) {
            sheet.try_put(&[placed])?;
        }
    }
    Ok(())
}

fn value(
    chart: &Chart,
    point: &Point,
    order: usize,
    rows: &Rows<'_>,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let Some(row) = rows.order(point.at) else { return Ok(()) };
    let middle = plot.place.top + rows.middle(row, order);
    let shown = drawable(point);
    let ink = if shown.is_some() { Ink::Text } else { Ink::Muted };
    let level = shown.map_or(0.0, |(_, value)| value).clamp(plot.x.0, plot.x.1);
    let (end, _) = plot.spot(level, 0.0);
    let dot = if chart.mark == Mark::Dot { 3.0 } else { 0.0 };
    let tip = dot + if point.certainty == Certainty::Sure { GAP } else { GAP + 5.0 };
    let room = if level < 0.0 { end } else { sheet.width - end } - tip - 0.2;
    let line = wrap(sheet.style, &point.label, SMALL, REGULAR, room, 1).concat();
    let label = Label::new(sheet.style, &line, ink).halo();
    let (x, anchor) = if level < 0.0 { (end - tip, Anchor::Right) } else { (end + tip, Anchor::Left) };
    if !point.label.is_empty() && !sheet.try_put(&[label.level(x, middle, anchor)])? {
        sheet.dropped.push(format!("the value `{}`", point.label));
    }
    Ok(())
}

fn totals(
    panel: &Panel,
    lists: &[Vec<Segment>],
    rows: &Rows<'_>,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    for total in &panel.totals {
        let Some(row) = rows.order(total.at) else { continue };
        let here = lists.iter().flatten().filter(|segment| segment.at == total.at);
        let end = here.map(|segment| segment.to).fold(0.0, f64::max);
        let (x, _) = plot.spot(end.min(plot.x.1), 0.0);
        let middle = plot.place.top + rows.middle(row, 0);
        let label = Label::bold(sheet.style, &total.label, Ink::Text).halo();
        if !sheet.try_put(&[label.level(x + GAP, middle, Anchor::Left)])? {
            sheet.dropped.push(format!("the total `{}`", total.label));
        }
    }
    Ok(())
}
