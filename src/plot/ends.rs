//! The names of lines at their last points: beside the plot where there is one, above the point in
//! small multiples. Names that would overlap move apart.

use crate::model::chart::{Chart, Panel, Point, Series};
use crate::plot::dodge::dodge;
use crate::plot::domain::{drawable, stacked};
use crate::plot::ink::Ink;
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::ink_of;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::stack::segments;
use crate::plot::style::{BOLD, NAME, REGULAR, Style};

/// From the plot to the names.
const GAP: f64 = 9.0;

/// The names of a single panel, and how wide they are together.
pub struct Ends<'c> {
    labels: Vec<(&'c Series, Label)>,
}

impl<'c> Ends<'c> {
    /// Measures the names of `panel` for a drawing `width` pixels wide.
    #[must_use]
    pub fn new(panel: &'c Panel, style: &Style<'_>, width: f64) -> Self {
        let room = width * 0.36;
        let label = |series: &'c Series| {
            let last = last(series)?;
            Some((series, name(series, last, style, room)))
        };
        Self { labels: panel.series.iter().filter_map(label).collect() }
    }

    /// The space they take beside the plot.
    #[must_use]
    pub fn gutter(&self) -> f64 {
        let widest = self.labels.iter().map(|(_, label)| label.width()).fold(0.0, f64::max);
        if widest > 0.0 { widest + GAP } else { 0.0 }
    }

    /// Draws them beside `plot`. Where there is no room for all, grey series lose theirs first.
    pub fn draw(
        &self,
        chart: &Chart,
        panel: &Panel,
        plot: &Plot<'_>,
        sheet: &mut Sheet<'_, '_>,
    ) -> Result<(), Fault> {
        let mut shown: Vec<(&Series, &Label, f64)> = Vec::new();
        for (series, label) in &self.labels {
            if let Some(level) = level(chart, panel, series, plot) {
                shown.push((series, label, level));
            }
        }
        let height = shown.iter().map(|(_, label, _)| label.height()).fold(0.0, f64::max);
        let (low, high) = (plot.place.top - height / 2.0, plot.place.bottom + height / 2.0);
        let centres = loop {
            let wanted: Vec<f64> = shown.iter().map(|(_, _, level)| *level).collect();
            if let Some(centres) = dodge(&wanted, height, low, high) {
                break centres;
            }
            let weakest = shown.iter().rposition(|(series, _, _)| series.slot.is_none());
            let (series, _, _) = shown.remove(weakest.unwrap_or(shown.len() - 1));
            sheet.dropped.push(format!("the name `{}` at the end of its line", series.name));
        };
        for ((_, label, _), centre) in shown.iter().zip(centres) {
            let placed = label.level(plot.place.right + GAP, centre, Anchor::Left);
            if sheet.slots.free(&placed.rect()) {
                sheet.put(&placed)?;
            }
        }
        Ok(())
    }
}

/// Draws the last value of each coloured line above it, and in the first panel the names of grey ones.
pub fn inside(
    chart: &Chart,
    panel: &Panel,
    first: bool,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    for series in &panel.series {
        let Some(last) = last(series) else { continue };
        let Some((at, _)) = drawable(last) else { continue };
        let Some(y) = level(chart, panel, series, plot) else { continue };
        let (x, _) = plot.spot(at, plot.y.0);
        let ink = ink_of(series);
        if ink != Ink::Rest {
            let words = sheet.style.measured(&last.label, &chart.unit);
            let label = Label::bold(sheet.style, &words, ink).halo();
            let right = (x + 4.0).min(sheet.width - 0.1);
            let places = [2.0, 10.0, 20.0, 32.0, 46.0].map(|up| label.above(right, y - up, Anchor::Right));
            let below = [4.0, 12.0, 24.0].map(|down| label.below(right, y + down, Anchor::Right));
            sheet.try_put(&[places.as_slice(), below.as_slice()].concat())?;
        } else if first && !series.name.is_empty() {
            beside(series, plot, sheet)?;
        }
    }
    Ok(())
}

/// The name of a grey line, below it or above it where no line is in the way.
fn beside(series: &Series, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    let label = Label::new(sheet.style, &series.name, Ink::Muted).halo();
    let mut places = Vec::new();
    for (share, far) in [1.0, 5.0, 10.0, 18.0]
        .into_iter()
        .flat_map(|far| [0.04, 0.12, 0.25, 0.4, 0.55].map(|share| (share, far)))
    {
        let x = plot.place.left + plot.place.width() * share;
        let near = |point: &&Point| point.at >= plot.x.0 + (plot.x.1 - plot.x.0) * share;
        let Some((_, value)) = series.points.iter().find(near).and_then(drawable) else { continue };
        let (_, y) = plot.spot(plot.x.0, value);
        places.push(label.below(x, y + far, Anchor::Left));
        if far < 12.0 {
            places.push(label.above(x, y - far, Anchor::Left));
        }
    }
    let within = |top: f64, bottom: f64, right: f64| {
        top >= plot.place.top - 1.0 && bottom <= plot.place.bottom + 1.0 && right <= plot.place.right
    };
    places.retain(|placed| {
        let rect = placed.rect();
        within(rect.top, rect.bottom, rect.right)
    });
    if !sheet.try_put(&places)? {
        sheet.dropped.push(format!("the name `{}`", series.name));
    }
    Ok(())
}

/// A name in bold and its last value, on as many lines as `room` makes them.
fn name(series: &Series, last: &Point, style: &Style<'_>, room: f64) -> Label {
    let ink = ink_of(series).of_words();
    let mut lines: Vec<Vec<_>> = wrap(style, &series.name, NAME, BOLD, room, 3)
        .into_iter()
        .map(|line| vec![part(&line, BOLD)])
        .collect();
    let value = wrap(style, &last.label, NAME, REGULAR, room, 1).concat();
    // A part of its own: from right to left, it stands on the other side of the value.
    let gap = "\u{a0}\u{a0}";
    let used =
        lines.last().and_then(|line| line.first()).map_or(0.0, |name| style.width(&name.text, NAME, BOLD));
    if series.name.is_empty() {
        lines = vec![vec![part(&value, BOLD)]];
    } else if value.is_empty() {
    } else if used + style.width(gap, NAME, BOLD) + style.width(&value, NAME, REGULAR) <= room {
        if let Some(line) = lines.last_mut() {
            line.extend([part(gap, BOLD), part(&value, REGULAR)]);
        }
    } else {
        lines.push(vec![part(&value, REGULAR)]);
    }
    Label::of(style, lines, NAME, ink)
}

fn last(series: &Series) -> Option<&Point> {
    series.points.iter().rfind(|point| drawable(point).is_some())
}

/// Where a series ends, in pixels; the middle of its part where the series are stacked.
fn level(chart: &Chart, panel: &Panel, series: &Series, plot: &Plot<'_>) -> Option<f64> {
    let (at, value) = drawable(last(series)?)?;
    if at < plot.x.0 || at > plot.x.1 {
        return None;
    }
    let value = if stacked(chart) {
        let order = panel.series.iter().position(|other| std::ptr::eq(other, series))?;
        let lists = segments(panel, chart.stack);
        let segment = lists.get(order)?.last()?;
        segment.from.midpoint(segment.to)
    } else {
        value
    };
    (value >= plot.y.0 && value <= plot.y.1).then(|| plot.spot(at, value).1)
}
