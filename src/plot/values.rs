//! Values written beside their marks, where there is room; what does not fit is reported.

use crate::model::chart::{Chart, Mark, Panel, Point, Series};
use crate::plot::domain::{drawable, stacked};
use crate::plot::ink::Ink;
use crate::plot::label::{Label, Placed};
use crate::plot::mark::{column, ink_of};
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};

/// More values than this are for the table.
const MOST: usize = 120;

/// Writes the values and the totals of a panel whose values run upwards.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    if chart.labels.total {
        totals(panel, plot, sheet)?;
    }
    if !chart.labels.value || (stacked(chart) && chart.labels.total) {
        return Ok(());
    }
    for (order, series) in panel.series.iter().enumerate() {
        if series.points.len() > MOST {
            sheet.dropped.push(format!("the values of {}", named(series)));
            continue;
        }
        let several = panel.series.len() > 1;
        for point in by_weight(series, chart.labels.end && panel.series.len() > 1) {
            let ink = if several && chart.mark != Mark::Column { ink_of(series).of_words() } else { Ink::Text };
            value(chart, panel, order, point, ink, plot, sheet)?;
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

fn value(
    chart: &Chart,
    panel: &Panel,
    order: usize,
    point: &Point,
    ink: Ink,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    if point.label.is_empty() || point.at < plot.x.0 || point.at > plot.x.1 {
        return Ok(());
    }
    let base = 0.0_f64.clamp(plot.y.0, plot.y.1);
    let Some((at, level)) = drawable(point) else {
        // What is missing says so where its column would stand.
        let label = Label::new(sheet.style, &point.label, Ink::Muted).halo();
        if chart.mark == Mark::Column && point.value.is_none() && point.at.is_finite() {
            let (x, y) = plot.spot(point.at, base);
            sheet.try_put(&[label.above(x, y - 2.0, Anchor::Middle)])?;
        }
        return Ok(());
    };
    if level < plot.y.0 || level > plot.y.1 {
        return Ok(());
    }
    let label = Label::new(sheet.style, &point.label, ink).halo();
    let (mut x, y) = plot.spot(at, level);
    if chart.mark == Mark::Column {
        let (left, right) = column::sides(chart, panel, plot, order, at);
        x = left.midpoint(right);
    }
    // Words sit close to their mark: the box of a text has empty space above its capitals.
    let (up, down) = (label.above(x, y + 1.0, Anchor::Middle), label.below(x, y - 1.0, Anchor::Middle));
    let raised = label.above(x, y - 4.0, Anchor::Middle);
    let lowered = label.below(x, y + 3.0, Anchor::Middle);
    let places: Vec<Placed> = match chart.mark {
        Mark::Column if level < 0.0 => vec![down],
        Mark::Column => vec![up],
        _ => vec![raised, lowered],
    };
    if !sheet.try_put(&places)? {
        sheet.dropped.push(format!("the value `{}`", point.label));
    }
    Ok(())
}

fn totals(panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for total in &panel.totals {
        let Some((at, _)) = drawable(total) else { continue };
        let label = Label::bold(sheet.style, &total.label, Ink::Text).halo();
        let (x, y) = plot.spot(at, top_of(panel, at).min(plot.y.1));
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
