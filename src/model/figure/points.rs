//! Rows become points: by panel, by series, in the order of the dimension.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    base::diagnostic::Diagnostic,
    content::figure::Declaration,
    data::{cell::Cell, dataset::Dataset, status::Flag, value::Value},
    model::{
        chart::{Certainty, Panel, Point, Scale, Series as Drawn},
        figure::{axis, axis::Axes, columns::Columns},
        language::Language,
        show,
    },
};

/// The series of one panel.
#[derive(Clone, Debug)]
pub struct Series {
    /// The panel's name; empty if there is only one.
    pub title: String,
    /// What is drawn.
    pub series: Vec<Drawn>,
    /// The sums of the stacks, where they are to be shown.
    pub totals: Vec<Point>,
}

impl From<Series> for Panel {
    fn from(panel: Series) -> Self {
        Self { title: panel.title, series: panel.series, totals: panel.totals }
    }
}

/// The panels of a chart.
///
/// # Errors
/// When two rows claim one place.
pub fn panels(
    declared: &Declaration,
    columns: &Columns,
    dataset: &Dataset,
    rows: &[usize],
    axes: &Axes,
    language: &Language,
) -> Result<Vec<Series>, Diagnostic> {
    let context = Context { declared, columns, dataset, axes, language };
    let Some(facet) = columns.facet else {
        return Ok(vec![context.panel(String::new(), rows)?]);
    };
    let panel = |value: &Value| {
        let own: Vec<usize> = rows
            .iter()
            .copied()
            .filter(|row| dataset.table.cell(*row, facet).value() == Some(value))
            .collect();
        context.panel(context.name(facet, value), &own)
    };
    axis::distinct(dataset, facet, rows).iter().map(panel).collect()
}

#[derive(Clone, Copy)]
struct Context<'a> {
    declared: &'a Declaration,
    columns: &'a Columns,
    dataset: &'a Dataset,
    axes: &'a Axes,
    language: &'a Language,
}

impl Context<'_> {
    fn panel(&self, title: String, rows: &[usize]) -> Result<Series, Diagnostic> {
        let series = self.series(rows)?;
        let totals = if self.declared.labels.iter().any(|label| label.text == "total") {
            self.totals(&series)
        } else {
            Vec::new()
        };
        Ok(Series { title, series, totals })
    }

    /// The sum of each stack of which every part is known and exact.
    fn totals(&self, series: &[Drawn]) -> Vec<Point> {
        let mut sums: BTreeMap<u64, (Decimal, f64, usize)> = BTreeMap::new();
        for point in series.iter().flat_map(|series| &series.points) {
            let cell = self.dataset.table.cell(point.row, self.columns.value);
            if let (Some(value), None) = (cell.decimal(), cell.flag()) {
                let sum = sums.entry(point.at.to_bits()).or_insert((Decimal::ZERO, point.at, 0));
                *sum = (sum.0.saturating_add(value), point.at, sum.2 + 1);
            }
        }
        let decimals = self.declared.decimals.map(u32::from);
        let whole = sums.into_values().filter(|(.., parts)| *parts == series.len());
        let total = |(sum, at, _): (Decimal, f64, usize)| {
            Point::new(at, sum.try_into().ok(), self.language.locale.number(sum, decimals), usize::MAX)
        };
        whole.map(total).collect()
    }

    fn series(&self, rows: &[usize]) -> Result<Vec<Drawn>, Diagnostic> {
        let Some(column) = self.columns.series else {
            let points = self.points(rows)?;
            return Ok(vec![Drawn { name: String::new(), slot: Some(0), strong: false, points }]);
        };
        let mut drawn = Vec::new();
        for (place, value) in axis::distinct(self.dataset, column, rows).iter().enumerate() {
            let own: Vec<usize> = rows
                .iter()
                .copied()
                .filter(|row| self.dataset.table.cell(*row, column).value() == Some(value))
                .collect();
            let name = self.name(column, value);
            let highlighted = self
                .declared
                .highlight
                .iter()
                .any(|written| written.text == name || written.text == value.to_string());
            let grey = !self.declared.highlight.is_empty() && !highlighted;
            let slot = u8::try_from(place % 7).ok().filter(|_| !grey);
            drawn.push(Drawn { name, slot, strong: highlighted, points: self.points(&own)? });
        }
        Ok(drawn)
    }

    fn name(&self, column: usize, value: &Value) -> String {
        self.dataset
            .table
            .fields()
            .get(column)
            .map_or_else(String::new, |field| show::value_text(value, field, None, self.language))
    }

    fn points(&self, rows: &[usize]) -> Result<Vec<Point>, Diagnostic> {
        let mut points = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(value) = self.dataset.table.cell(*row, self.columns.dimension).value() else { continue };
            let Some(at) = self.axes.position(value) else { continue };
            points.push(self.point(*row, at));
        }
        points.sort_by(|a, b| a.at.total_cmp(&b.at));
        self.refuse_twins(&points)?;
        Ok(if self.axes.dimension.scale == Scale::Year { with_gaps(points) } else { points })
    }

    fn point(&self, row: usize, at: f64) -> Point {
        let table = &self.dataset.table;
        let cell = table.cell(row, self.columns.value);
        let decimals = self.declared.decimals.map(u32::from);
        let label = table
            .fields()
            .get(self.columns.value)
            .map_or_else(String::new, |field| show::cell(cell, field, decimals, self.language));
        // Where there are no numbers, only what is known of a cell is shown.
        let value = axis::length(cell).or_else(|| cell.value().map(|_| 1.0));
        Point { certainty: certainty(cell), ..Point::new(at, value, label, row) }
    }

    /// Two rows at one place of one series: the chart would show one of them and hide the other.
    fn refuse_twins(&self, points: &[Point]) -> Result<(), Diagnostic> {
        let twin = points.windows(2).find_map(|pair| match pair {
            [first, second] if first.at.total_cmp(&second.at).is_eq() => Some((first.row, second.row)),
            _ => None,
        });
        let Some((first, second)) = twin else { return Ok(()) };
        let table = &self.dataset.table;
        let span = self.columns.value_channel.field.span;
        Err(Diagnostic::error("ambiguous-row", span, "two rows stand at the same place of the chart")
            .help("tell them apart with `series` or `facet`, or select one with `filter`")
            .label(table.span(first, self.columns.dimension), "this row")
            .label(table.span(second, self.columns.dimension), "and this one"))
    }
}

fn certainty(cell: &Cell) -> Certainty {
    match cell.flag() {
        Some(Flag::AtLeast) => Certainty::AtLeast,
        Some(Flag::AtMost) => Certainty::AtMost,
        Some(Flag::Approximate | Flag::Provisional | Flag::Estimated) => Certainty::Unsure,
        Some(Flag::Conflicting) => Certainty::Conflicting,
        Some(Flag::Derived | Flag::Revised | Flag::BreakInSeries) | None => Certainty::Sure,
    }
}

/// A year without a row is a gap, so that no line runs over it. The step is the smallest between two years.
fn with_gaps(points: Vec<Point>) -> Vec<Point> {
    let steps = points.windows(2).filter_map(|pair| match pair {
        [first, second] => Some(second.at - first.at),
        _ => None,
    });
    let step = steps.fold(f64::INFINITY, f64::min);
    let mut all: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if let Some(last) = all.last().filter(|last| point.at - last.at > step * 1.5) {
            let at = last.at + step;
            all.push(Point::new(at, None, String::new(), usize::MAX));
        }
        all.push(point);
    }
    all
}
