//! Rows become points: by panel, by series, in the order of the dimension.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    base::{diagnostic::Diagnostic, time::PartDate},
    content::figure::Declaration,
    data::{cell::Cell, status::Flag, value::Value},
    model::{
        chart::{Certainty, Mark, NO_ROW, Panel, Point, Scale, Series},
        figure::{
            axis::{self, Axes},
            drawing::Drawing,
            groups::Groups,
            inks::Inks,
            names::Names,
            numbers::Writer,
            order::{self, What},
        },
    },
};

/// A series with the cells behind its points.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// What is drawn.
    pub series: Series,
    /// The cell of each point; none where a gap was put in.
    pub cells: Vec<Option<Cell>>,
}

/// The series of one panel.
#[derive(Clone, Debug)]
pub struct Part {
    /// The panel's name; empty if there is only one.
    pub title: String,
    /// What is drawn.
    pub drawn: Vec<Drawn>,
    /// The sums of the stacks, where they are to be shown.
    pub totals: Vec<Point>,
}

impl Part {
    /// What a drawing needs of it, with a grey series behind the others.
    #[must_use]
    pub fn panel(&self, context: Option<&Drawn>) -> Panel {
        let all = context.into_iter().chain(&self.drawn);
        let series = all.map(|drawn| drawn.series.clone()).collect();
        Panel { title: self.title.clone(), series, totals: self.totals.clone() }
    }
}

/// Everything that decides what becomes of a row.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The figure.
    pub declared: &'a Declaration,
    /// Its mark.
    pub mark: Mark,
    /// Rows and columns.
    pub drawing: &'a Drawing<'a>,
    /// Where values stand.
    pub axes: &'a Axes,
    /// Who has which colour.
    pub inks: &'a Inks,
    /// The words for values.
    pub names: Names<'a>,
    /// How values are written.
    pub writer: &'a Writer<'a>,
    /// The series in their order.
    pub series: Option<&'a Groups>,
}

impl Plan<'_> {
    /// True if every row is a mark of its own, wherever others stand.
    #[must_use]
    pub fn is_list(&self) -> bool {
        let scatter = self.mark == Mark::Dot && self.axes.dimension.scale == Scale::Quantity;
        scatter || self.mark == Mark::Timeline
    }

    /// The panels of a chart.
    ///
    /// # Errors
    /// When two rows claim one place, or the order names what is not there.
    pub fn panels(&self) -> Result<Vec<Part>, Diagnostic> {
        let drawing = self.drawing;
        let Some(facet) = drawing.columns.facet else {
            return Ok(vec![self.panel(String::new(), &drawing.rows)?]);
        };
        let mut panels = Groups::new(&drawing.dataset, facet, &drawing.rows);
        let sort = drawing.sort(self.declared, What::Panel);
        order::arrange(&mut panels, facet, sort, What::Panel, (&drawing.columns, self.names))?;
        let panel = |value: &Value| self.panel(self.names.of(facet, value), panels.rows(value));
        panels.values.iter().map(panel).collect()
    }

    fn panel(&self, title: String, rows: &[usize]) -> Result<Part, Diagnostic> {
        let drawn = self.drawn(rows)?;
        let wanted = self.declared.labels.iter().any(|label| label.text == "total");
        let totals = if wanted { self.totals(&drawn) } else { Vec::new() };
        Ok(Part { title, drawn, totals })
    }

    fn drawn(&self, rows: &[usize]) -> Result<Vec<Drawn>, Diagnostic> {
        let (Some(column), Some(series)) = (self.drawing.columns.series, self.series) else {
            let (points, cells) = self.points(rows)?;
            let series = Series { name: String::new(), slot: Some(0), strong: false, points };
            return Ok(vec![Drawn { series, cells }]);
        };
        let own = Groups::new(&self.drawing.dataset, column, rows);
        let present = series.values.iter().filter(|value| !own.rows(value).is_empty());
        let drawn = |value: &Value| {
            let (points, cells) = self.points(own.rows(value))?;
            let (slot, strong) = self.inks.series(value);
            let series = Series { name: self.names.of(column, value), slot, strong, points };
            Ok(Drawn { series, cells })
        };
        present.map(drawn).collect()
    }

    /// The sum of each stack of which every part is known and exact.
    fn totals(&self, drawn: &[Drawn]) -> Vec<Point> {
        let mut sums: BTreeMap<u64, (Decimal, f64, usize)> = BTreeMap::new();
        for (point, cell) in drawn.iter().flat_map(|drawn| drawn.series.points.iter().zip(&drawn.cells)) {
            if let Some((value, None)) = cell.as_ref().and_then(|cell| Some((cell.decimal()?, cell.flag()))) {
                let sum = sums.entry(point.at.to_bits()).or_insert((Decimal::ZERO, point.at, 0));
                *sum = (sum.0.saturating_add(self.writer.divided(value)), point.at, sum.2 + 1);
            }
        }
        let parts = |at: f64| {
            let here =
                |drawn: &&Drawn| drawn.series.points.iter().any(|point| point.at.total_cmp(&at).is_eq());
            drawn.iter().filter(here).count()
        };
        let whole = sums.into_values().filter(|(_, at, known)| *known == parts(*at));
        let total = |(sum, at, _): (Decimal, f64, usize)| {
            Point::new(at, sum.try_into().ok(), self.writer.sum(sum), NO_ROW)
        };
        whole.map(total).collect()
    }

    fn points(&self, rows: &[usize]) -> Result<(Vec<Point>, Vec<Option<Cell>>), Diagnostic> {
        let table = &self.drawing.dataset.table;
        let mut points = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(value) = table.cell(*row, self.drawing.columns.dimension).value() else { continue };
            let Some(at) = self.axes.position(value) else { continue };
            let cell = table.cell(*row, self.drawing.columns.value);
            points.push((self.point(*row, at, cell), Some(cell.clone())));
        }
        points.sort_by(|(a, _), (b, _)| a.at.total_cmp(&b.at));
        self.refuse_twins(&points)?;
        let points = if self.axes.dimension.scale == Scale::Year && !self.is_list() {
            with_gaps(points)
        } else {
            points
        };
        Ok(points.into_iter().unzip())
    }

    fn point(&self, row: usize, at: f64, cell: &Cell) -> Point {
        // Where there are no numbers, only what is known of a cell is shown.
        let value = self.writer.length(cell).or_else(|| cell.value().map(|_| 1.0));
        let columns = &self.drawing.columns;
        let value_of = |column: Option<usize>| self.drawing.dataset.table.cell(row, column?).value();
        let name = columns.text.zip(value_of(columns.text)).map(|(text, value)| self.names.of(text, value));
        let point =
            Point { name: name.unwrap_or_default(), ..Point::new(at, value, self.writer.cell(cell), row) };
        let point =
            if self.mark == Mark::Timeline { self.event(point, value_of(columns.until)) } else { point };
        Point { certainty: certainty(cell), tint: self.inks.tint(self.drawing, row), ..point }
    }

    /// An event has its date for a label, and an end if it lasted.
    fn event(&self, point: Point, until: Option<&Value>) -> Point {
        let column = self.drawing.columns.dimension;
        let began = self.drawing.dataset.table.cell(point.row, column).value();
        let label = began.map(|value| self.names.of(column, value)).unwrap_or_default();
        let month = began.filter(|value| matches!(value, Value::Date(PartDate::Month(..))));
        let until = until.or(month).and_then(axis::end).filter(|until| *until > point.at);
        Point { label, until, ..point }
    }

    /// Two rows at one place of one series: the chart would show one of them and hide the other.
    fn refuse_twins(&self, points: &[(Point, Option<Cell>)]) -> Result<(), Diagnostic> {
        let listed = self.is_list();
        let twin = points.windows(2).find_map(|pair| match pair {
            [(first, _), (second, _)] if first.at.total_cmp(&second.at).is_eq() => {
                Some((first.row, second.row))
            }
            _ => None,
        });
        let Some((first, second)) = twin.filter(|_| !listed) else { return Ok(()) };
        let (table, columns) = (&self.drawing.dataset.table, &self.drawing.columns);
        let span = columns.value_channel.field.span;
        Err(Diagnostic::error("ambiguous-row", span, "two rows stand at the same place of the chart")
            .help("tell them apart with `series` or `facet`, or select one with `filter`")
            .label(table.span(first, columns.dimension), "this row")
            .label(table.span(second, columns.dimension), "and this one"))
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
fn with_gaps(points: Vec<(Point, Option<Cell>)>) -> Vec<(Point, Option<Cell>)> {
    let steps = points.windows(2).filter_map(|pair| match pair {
        [(first, _), (second, _)] => Some(second.at - first.at),
        _ => None,
    });
    let step = steps.fold(f64::INFINITY, f64::min);
    let mut all: Vec<(Point, Option<Cell>)> = Vec::with_capacity(points.len());
    for point in points {
        if let Some((last, _)) = all.last().filter(|(last, _)| point.0.at - last.at > step * 1.5) {
            let at = last.at + step;
            all.push((Point::new(at, None, String::new(), NO_ROW), None));
        }
        all.push(point);
    }
    all
}
