//! Ranges: two dots on a row and the distance between them. The names of the two series stand once,
//! above the first row.

use crate::model::chart::{Chart, Panel, Point, Series};
use crate::plot::domain::drawable;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, Placed, wrap};
use crate::plot::mark::dot::{self, Dot};
use crate::plot::mark::ink_of;
use crate::plot::rows::Rows;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::style::{BOLD, SMALL};

const RADIUS: f64 = 5.0;
/// From a dot's centre to its value.
const GAP: f64 = 10.0;

/// Draws the rows of a panel.
pub fn draw(
    chart: &Chart,
    panel: &Panel,
    rows: &Rows<'_>,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    for row in 0..rows.count() {
        let y = plot.place.top + rows.middle(row, 0);
        let mut dots: Vec<(f64, &Series, &Point)> = Vec::new();
        for series in &panel.series {
            let here = |point: &&Point| rows.order(point.at) == Some(row);
            let shown = |point: &&Point| {
                drawable(point).is_some_and(|(_, value)| value >= plot.x.0 && value <= plot.x.1)
            };
            if let Some(point) = series.points.iter().filter(here).find(shown) {
                dots.push((plot.spot(point.value.unwrap_or(0.0), 0.0).0, series, point));
            }
        }
        dots.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some(first), Some(last)) = (dots.first(), dots.last()) {
            sheet.line(&[(first.0, y), (last.0, y)], Pen::line(Ink::Grid, 40))?;
        }
        // Grey dots lie below the others.
        dots.sort_by_key(|(_, series, _)| series.slot.is_some());
        for (x, series, point) in &dots {
            let radius = if ink_of(series) == Ink::Rest { RADIUS - 0.6 } else { RADIUS };
            dot::draw_at((*x, y), (1.0, 0.0), point, Dot::circle(ink_of(series), radius), sheet)?;
        }
        if chart.labels.value {
            dots.sort_by(|a, b| a.0.total_cmp(&b.0));
            values(&dots, y, sheet)?;
        }
    }
    Ok(())
}

/// The lowest value stands to the left of its dot, the others to the right of theirs.
fn values(dots: &[(f64, &Series, &Point)], y: f64, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for (order, (x, series, point)) in dots.iter().enumerate() {
        let ink = ink_of(series).of_words();
        let bold = ink != Ink::Muted;
        let label = if bold {
            Label::bold(sheet.style, &point.label, ink)
        } else {
            Label::new(sheet.style, &point.label, ink)
        };
        let label = label.halo();
        let left = order == 0 && dots.len() > 1;
        let place =
            if left { label.level(x - GAP, y, Anchor::Right) } else { label.level(x + GAP, y, Anchor::Left) };
        if !point.label.is_empty() && !sheet.try_put(&[place])? {
            sheet.dropped.push(format!("the value `{}`", point.label));
        }
    }
    Ok(())
}

/// Draws the names of the series above the dots of the first row that has them.
pub fn heads(panel: &Panel, top: f64, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    let mut heads: Vec<(f64, Label)> = Vec::new();
    for series in panel.series.iter().filter(|series| !series.name.is_empty()) {
        let Some((_, value)) = series.points.iter().find_map(drawable) else { continue };
        let (x, _) = plot.spot(value.clamp(plot.x.0, plot.x.1), 0.0);
        let name = wrap(sheet.style, &series.name, SMALL, BOLD, sheet.width * 0.45, 1).concat();
        heads.push((x, Label::bold(sheet.style, &name, ink_of(series).of_words())));
    }
    heads.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut places: Vec<Placed> = heads.iter().map(|(x, head)| sheet.centred(head, *x, top)).collect();
    let apart = places.iter().zip(places.iter().skip(1)).all(|(a, b)| a.rect().right + 6.0 <= b.rect().left);
    if let ([a, b], false) = (heads.as_slice(), apart) {
        let middle =
            a.0.midpoint(b.0)
                .clamp(a.1.width() + 4.0, (sheet.width - b.1.width() - 4.0).max(a.1.width() + 4.0));
        places =
            vec![a.1.below(middle - 3.5, top, Anchor::Right), b.1.below(middle + 3.5, top, Anchor::Left)];
    }
    let mut end = f64::NEG_INFINITY;
    for place in places {
        let rect = place.rect();
        if rect.left >= end + 6.0 && sheet.try_put(&[place])? {
            end = rect.right;
        } else {
            sheet.dropped.push("the name of a series".to_owned());
        }
    }
    Ok(())
}
