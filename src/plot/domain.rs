//! How far the axes of a chart must reach, over all its panels.

use crate::model::chart::{Annotation, Chart, Mark, Panel, Point, Scale, Series, Stack};
use crate::plot::stack;

/// Values beyond this have no place on a screen and would overflow the arithmetic of scales.
const BEYOND: f64 = 1e15;

/// Position and value of a point, if both can be drawn: no NaN or infinity gets past this.
#[must_use]
pub fn drawable(point: &Point) -> Option<(f64, f64)> {
    let value = point.value?;
    (sane(point.at) && sane(value)).then_some((point.at, value))
}

fn sane(value: f64) -> bool {
    value.is_finite() && value.abs() < BEYOND
}

/// All series of all panels.
pub fn series(chart: &Chart) -> impl Iterator<Item = &Series> {
    chart.panels.iter().flat_map(|panel| &panel.series)
}

/// The lowest and highest value, with zero where the mark stands on it.
#[must_use]
pub fn values(chart: &Chart) -> (f64, f64) {
    let mut range = Range::default();
    for panel in &chart.panels {
        panel_values(chart, panel, &mut range);
    }
    for annotation in &chart.annotations {
        if let Annotation::Value { value, .. } = annotation {
            range.take(*value);
        }
    }
    let (low, high) = range.or((0.0, 1.0));
    let (low, high) = if stands_on_zero(chart.mark) {
        (low.min(0.0), high.max(0.0))
    } else if chart.values.log || chart.mark == Mark::Slope {
        // A slope has no axis on which zero could be read.
        (low, high)
    } else {
        with_near_zero(low, high)
    };
    let domain = chart.values.domain.filter(|(low, high)| sane(*low) && sane(*high) && low < high);
    let Some(domain) = domain else { return (low, high) };
    if stands_on_zero(chart.mark) { (domain.0.min(0.0), domain.1.max(0.0)) } else { domain }
}

fn panel_values(chart: &Chart, panel: &Panel, range: &mut Range) {
    if stacked(chart) {
        for segment in stack::segments(panel, chart.stack).into_iter().flatten() {
            range.take(segment.from);
            range.take(segment.to);
        }
        return;
    }
    for (_, value) in panel.series.iter().flat_map(|series| &series.points).filter_map(drawable) {
        range.take(value);
    }
}

/// True if the chart's series share a place on top of each other.
#[must_use]
pub fn stacked(chart: &Chart) -> bool {
    chart.stack != Stack::None && matches!(chart.mark, Mark::Area | Mark::Bar | Mark::Column)
}

/// The unit of the value axis: shares are per cent, whatever was counted.
#[must_use]
pub fn unit(chart: &Chart) -> &str {
    if shares(chart) { "%" } else { &chart.unit }
}

/// The highest value that there can be: shares of a whole end at all of it, if none is above.
#[must_use]
pub fn ceiling(chart: &Chart, high: f64) -> f64 {
    if unit(chart) == "%" && high <= 100.0 { 100.0 } else { f64::INFINITY }
}

/// True if the series are drawn as shares of their sum.
#[must_use]
pub fn shares(chart: &Chart) -> bool {
    stacked(chart) && chart.stack == Stack::Percent
}

/// Bars, columns, areas and the bars of tables show a value by their length.
#[must_use]
pub fn stands_on_zero(mark: Mark) -> bool {
    matches!(mark, Mark::Area | Mark::Bar | Mark::Column | Mark::Table)
}

/// The same with room in it: a single value lies between zero and itself.
#[must_use]
pub fn opened((low, high): (f64, f64)) -> (f64, f64) {
    if high > low {
        (low, high)
    } else if high == 0.0 || !high.is_finite() {
        (0.0, 1.0)
    } else {
        (low.min(0.0), high.max(0.0))
    }
}

/// A line near zero shows it: the empty part would be smaller than half of the data's range.
fn with_near_zero(low: f64, high: f64) -> (f64, f64) {
    let range = high - low;
    if low > 0.0 && low < range * 0.5 {
        (0.0, high)
    } else if high < 0.0 && -high < range * 0.5 {
        (low, 0.0)
    } else {
        (low, high)
    }
}

/// The first and last position of the data, or the author's.
#[must_use]
pub fn positions(chart: &Chart) -> (f64, f64) {
    if let Scale::Category(names) = &chart.dimension.scale {
        #[expect(clippy::cast_precision_loss, reason = "names on an axis")]
        return (0.0, names.len().saturating_sub(1) as f64);
    }
    let mut range = Range::default();
    // A missing value keeps its place on the axis: the years without figures are shown as empty.
    for point in series(chart).flat_map(|series| &series.points).filter(|point| sane(point.at)) {
        range.take(point.at);
    }
    let domain = chart.dimension.domain.filter(|(low, high)| sane(*low) && sane(*high) && low < high);
    domain.unwrap_or_else(|| range.or((0.0, 1.0)))
}

/// True if each position has a band of its own.
#[must_use]
pub fn banded(chart: &Chart) -> bool {
    matches!(chart.mark, Mark::Column | Mark::Cell | Mark::Coverage)
        || matches!(chart.dimension.scale, Scale::Category(_))
}

/// The least distance of two positions: the width of a band. One for names and years.
#[must_use]
pub fn band(chart: &Chart) -> f64 {
    if matches!(chart.dimension.scale, Scale::Category(_) | Scale::Year) {
        return 1.0;
    }
    let mut places: Vec<f64> = series(chart)
        .flat_map(|series| &series.points)
        .map(|point| point.at)
        .filter(|at| sane(*at))
        .collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let gaps = places.iter().zip(places.iter().skip(1)).map(|(a, b)| b - a);
    let least = gaps.fold(f64::INFINITY, f64::min);
    if least.is_finite() && least > 0.0 { least } else { 1.0 }
}

#[derive(Default)]
struct Range(Option<(f64, f64)>);

impl Range {
    fn take(&mut self, value: f64) {
        if sane(value) {
            let (low, high) = self.0.unwrap_or((value, value));
            self.0 = Some((low.min(value), high.max(value)));
        }
    }

    fn or(&self, empty: (f64, f64)) -> (f64, f64) {
        self.0.unwrap_or(empty)
    }
}
