//! The key: one swatch and one name a series, in the order of drawing, above the plot.

use std::collections::BTreeSet;

use crate::model::chart::{Chart, Mark, Series, Tint};
use crate::plot::domain;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::ink_of;
use crate::plot::marker::Marker;
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{REGULAR, SMALL};

/// From one line of the key to the next.
const ROW: f64 = 22.0;
const SWATCH: f64 = 10.0;
const GAP: f64 = 16.0;
/// So many grey series have a name each.
const FEW: usize = 2;

/// True if a key is asked for, or if nothing else would name the series.
#[must_use]
pub fn needed(chart: &Chart) -> bool {
    let named = chart
        .panels
        .iter()
        .map(|panel| panel.series.iter().filter(|series| !series.name.is_empty()).count())
        .max();
    let headed = chart.mark == Mark::Range;
    let direct = headed
        || chart.labels.end && matches!(chart.mark, Mark::Line | Mark::Area) && chart.panels.len() == 1;
    let named = named.unwrap_or(0);
    !chart.tints.is_empty()
        || (chart.labels.key && named > 0)
        || (named > 1 && !direct && chart.panels.len() == 1)
}

/// Draws the key from `top` down and says where it ends.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let mut seen = BTreeSet::new();
    let tinted: Vec<Series> = chart.tints.iter().map(tinted).collect();
    let series = domain::series(chart).filter(|_| tinted.is_empty()).chain(&tinted);
    let mut named: Vec<&Series> =
        series.filter(|series| !series.name.is_empty() && seen.insert(&series.name)).collect();
    // One grey for many is what the others stand out from, and names none of them.
    if named.iter().any(|series| series.slot.is_some())
        && named.iter().filter(|series| grey(series)).count() > FEW
    {
        named.retain(|series| !grey(series));
    }
    let (mut x, mut middle) = (0.0, top + ROW / 2.0);
    for series in named {
        let room = sheet.width - SWATCH - 6.0;
        let name = wrap(sheet.style, &series.name, SMALL, REGULAR, room, 1);
        let lines = name.iter().map(|line| vec![part(line, REGULAR)]).collect();
        let label = Label::of(sheet.style, lines, SMALL, Ink::Text);
        let width = SWATCH + 5.0 + label.width();
        if x > 0.0 && x + width > sheet.width {
            (x, middle) = (0.0, middle + ROW);
        }
        swatch(chart, series, sheet, x, middle)?;
        sheet.put(&label.level(x + SWATCH + 5.0, middle, Anchor::Left))?;
        x += width + GAP;
    }
    Ok(middle + ROW / 2.0 + 4.0)
}

fn grey(series: &Series) -> bool {
    series.slot.is_none()
}

/// The name of an ink as a series that has it.
fn tinted((name, tint): &(String, Tint)) -> Series {
    let slot = if let Tint::Slot(slot) = tint { Some(*slot) } else { None };
    Series { name: name.clone(), slot, strong: false, points: Vec::new() }
}

fn swatch(chart: &Chart, series: &Series, sheet: &Sheet<'_, '_>, x: f64, middle: f64) -> Result<(), Fault> {
    let ink = ink_of(series);
    let half = SWATCH / 2.0;
    match chart.mark {
        Mark::Line => {
            sheet.line(&[(x - 1.0, middle), (x + SWATCH + 1.0, middle)], Pen::line(ink, 20))?;
            marker(chart, series).draw((x + half, middle), 3.0, Pen::fill(ink), Vec::new(), sheet)
        }
        Mark::Dot | Mark::Timeline => {
            marker(chart, series).draw((x + half, middle), 4.0, Pen::fill(ink), Vec::new(), sheet)
        }
        _ => {
            let place = Rect { left: x, top: middle - half, right: x + SWATCH, bottom: middle + half };
            sheet.rect(&place, Pen::fill(ink), Vec::new())
        }
    }
}

fn marker(chart: &Chart, series: &Series) -> Marker {
    let panel = chart.panels.iter().find(|panel| panel.series.iter().any(|own| std::ptr::eq(own, series)));
    panel.map_or(Marker::Circle, |panel| Marker::of(series, panel))
}
