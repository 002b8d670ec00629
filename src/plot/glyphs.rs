//! The letters of a chart that no font has: in a page a browser finds a font of its own, in a picture
//! there is a gap.

use crate::model::chart::{Annotation, Axis, Chart, Panel, Scale};
use crate::plot::text::Shaper;

/// The first letter that no face of `shaper` has, and the words in which it stands, among those of the
/// chart and `others`.
#[must_use]
pub fn missing<'a>(chart: &'a Chart, others: &[&'a str], shaper: &Shaper) -> Option<(char, &'a str)> {
    words(chart).chain(others.iter().copied()).find_map(|words| shaper.lacks(words).map(|c| (c, words)))
}

/// All words that a chart can draw.
fn words(chart: &Chart) -> impl Iterator<Item = &str> {
    let key = &chart.words;
    let key = [&chart.unit, &key.sure, &key.unsure, &key.conflict, &key.bound, &key.blank];
    let axes = [&chart.dimension, &chart.values].into_iter().flat_map(of_axis);
    let panels = chart.panels.iter().flat_map(of_panel);
    key.into_iter()
        .map(String::as_str)
        .chain(axes)
        .chain(panels)
        .chain(chart.annotations.iter().flat_map(of_note))
}

fn of_axis(axis: &Axis) -> impl Iterator<Item = &str> {
    let names: &[String] = match &axis.scale {
        Scale::Category(names) => names,
        _ => &[],
    };
    std::iter::once(&axis.title).chain(names).map(String::as_str)
}

fn of_panel(panel: &Panel) -> impl Iterator<Item = &str> {
    let series = panel.series.iter().flat_map(|series| {
        let points = series.points.iter().flat_map(|point| [&point.label, &point.name]);
        std::iter::once(&series.name).chain(points)
    });
    let totals = panel.totals.iter().map(|total| &total.label);
    std::iter::once(&panel.title).chain(series).chain(totals).map(String::as_str)
}

fn of_note(annotation: &Annotation) -> impl Iterator<Item = &str> {
    let (label, note) = match annotation {
        Annotation::At { label, note, .. } => (label, note.as_str()),
        Annotation::Value { label, .. }
        | Annotation::Band { label, .. }
        | Annotation::Point { label, .. } => (label, ""),
    };
    [label.as_str(), note].into_iter()
}
