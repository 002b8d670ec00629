//! Cells: a colour for each class of values, hatching where there is none.

use crate::model::chart::{Chart, Panel, Point};
use crate::plot::bins::Bins;
use crate::plot::domain::drawable;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, Placed};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};

/// Between two cells.
const SEAM: f64 = 1.0;

/// Draws the cells of a panel; `rows` has the top and bottom of each series.
pub fn draw(
    chart: &Chart,
    panel: &Panel,
    bins: &Bins,
    rows: &[(f64, f64)],
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let mut words: Vec<Placed> = Vec::new();
    for (series, row) in panel.series.iter().zip(rows) {
        for point in series.points.iter().filter(|point| point.at >= plot.x.0 && point.at <= plot.x.1) {
            let place = place(point.at, *row, plot);
            let class = drawable(point).map(|(_, value)| bins.class(value));
            let pen = class.map_or(Pen::fill(Ink::Blank).hatched().outlined(), |class| bins.pen(class));
            sheet.rect(&place, pen, vec![point.row])?;
            words.extend(class.and_then(|class| inside(point, bins.words_on(class), &place, sheet)));
        }
    }
    let wanted = panel
        .series
        .iter()
        .flat_map(|series| &series.points)
        .filter(|point| drawable(point).is_some())
        .count();
    // Values in all cells or in none.
    if chart.labels.value && words.len() == wanted {
        words.iter().try_for_each(|words| sheet.put(words))?;
    } else if chart.labels.value {
        sheet.dropped.push("the values in the cells".to_owned());
    }
    Ok(())
}

/// The cell at a position of a row.
#[must_use]
pub fn place(at: f64, (top, bottom): (f64, f64), plot: &Plot<'_>) -> Rect {
    let (left, _) = plot.spot(at - plot.band / 2.0, 0.0);
    let (right, _) = plot.spot(at + plot.band / 2.0, 0.0);
    let seam = if right - left > 4.0 { SEAM / 2.0 } else { 0.0 };
    Rect { left: left + seam, right: right - seam, top: top + SEAM / 2.0, bottom: bottom - SEAM / 2.0 }
}

fn inside(point: &Point, ink: Ink, place: &Rect, sheet: &Sheet<'_, '_>) -> Option<Placed> {
    let label = Label::new(sheet.style, &point.label, ink);
    let middle = (place.left.midpoint(place.right), place.top.midpoint(place.bottom));
    let fits = label.width() <= place.width() - 4.0 && label.height() <= place.height() + 1.0;
    fits.then(|| label.level(middle.0, middle.1, Anchor::Middle))
}
