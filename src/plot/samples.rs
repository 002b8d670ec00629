//! Charts for tests: small builders, the reference charts, and a seeded generator.

use crate::base::locale::Locale;
use crate::base::span::{FileId, Span};
use crate::design::font::embedded;
use crate::model::chart::{Axis, Certainty, Chart, Labels, Mark, Panel, Point, Scale, Series, Stack};
use crate::plot::style::Style;
use crate::plot::text::Shaper;

/// What a style borrows.
pub struct Press {
    shaper: Shaper,
    locale: Locale,
}

impl Press {
    pub fn new(tag: &str) -> Self {
        Self { shaper: Shaper::new(&embedded()), locale: Locale::new(tag).unwrap() }
    }

    pub fn style(&self) -> Style<'_> {
        Style { shaper: &self.shaper, locale: &self.locale }
    }
}

pub fn point(at: f64, value: Option<f64>, row: usize) -> Point {
    let label = value.map_or_else(|| "no figure".to_owned(), |value| format!("{value}").replace('-', "\u{2212}"));
    Point { at, value, certainty: Certainty::Sure, label, row }
}

pub fn series(name: &str, values: &[Option<f64>]) -> Series {
    series_from(name, 0.0, values)
}

pub fn series_from(name: &str, from: f64, values: &[Option<f64>]) -> Series {
    let points = values.iter().enumerate().map(|(row, value)| point(from + row as f64, *value, row)).collect();
    Series { name: name.to_owned(), slot: Some(0), strong: false, points }
}

pub fn panel(series: Vec<Series>) -> Panel {
    Panel { title: String::new(), series, totals: Vec::new() }
}

pub fn axis(scale: Scale) -> Axis {
    Axis { scale, title: String::new(), domain: None, ticks: None }
}

pub fn chart(mark: Mark, scale: Scale, mut list: Vec<Series>) -> Chart {
    for (slot, series) in list.iter_mut().enumerate() {
        series.slot = u8::try_from(slot).ok().filter(|slot| *slot < 7);
    }
    Chart {
        span: Span::start_of(FileId(0)),
        mark,
        dimension: axis(scale),
        values: axis(Scale::Quantity),
        panels: vec![panel(list)],
        columns: 1,
        stack: Stack::None,
        by_sign: false,
        labels: Labels::default(),
        annotations: Vec::new(),
        unit: String::new(),
        decimals: None,
        height: None,
        right_to_left: false,
    }
}
