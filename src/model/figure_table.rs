//! The numbers of a figure as a table to read: one row a place of the dimension, one column a series.

use crate::{
    data::{cell::Cell, value::Value},
    model::{
        chart::{Mark, NO_ROW, Point},
        figure::{
            names::Names,
            points::{Drawn, Part, Plan},
        },
    },
};

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureTable {
    /// The columns' titles; numbers are set to the right.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<TableCell>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// True if it holds numbers.
    pub numeric: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCell {
    /// What a reader sees.
    pub text: String,
    /// The number behind it; empty where there is none.
    pub value: String,
    /// `absent`, `withheld`, `flagged` or empty.
    pub class: &'static str,
    /// True for the name of a row.
    pub header: bool,
    /// The row of the dataset that it shows, which marks of the drawing name too.
    pub row: Option<usize>,
}

impl TableCell {
    /// A name.
    #[must_use]
    pub fn header(text: &str) -> Self {
        Self { text: text.to_owned(), header: true, ..Self::default() }
    }

    /// A cell of a dataset.
    #[must_use]
    pub fn of(cell: &Cell, text: String) -> Self {
        let value = cell.decimal().map(|number| number.normalize().to_string()).unwrap_or_default();
        Self { text, value, class: class(cell), ..Self::default() }
    }

    /// The cell that shows a row of the dataset, unless it stands for several.
    #[must_use]
    fn at(self, row: usize) -> Self {
        Self { row: Some(row).filter(|row| *row != NO_ROW), ..self }
    }
}

fn class(cell: &Cell) -> &'static str {
    match cell {
        Cell::Value { flag: None, .. } => "",
        Cell::Value { .. } => "flagged",
        Cell::Absent(_) => "absent",
        Cell::Withheld => "withheld",
    }
}

impl FigureTable {
    /// The table of a chart; `context` is the grey series that all panels share.
    #[must_use]
    pub fn new(panels: &[Part], context: Option<&Drawn>, plan: &Plan<'_>) -> Self {
        let columns = &plan.drawing.columns;
        let lone = panels
            .iter()
            .all(|panel| matches!(panel.drawn.as_slice(), [only] if only.series.name.is_empty()));
        let body = Body { plan, context, unit: unit(plan) };
        if plan.is_list() {
            return body.listed(panels);
        }
        if columns.facet.is_some() && lone {
            return body.side_by_side(panels);
        }
        let title = |place: usize| title(plan.names, place);
        let mut head = Vec::new();
        if let Some(facet) = columns.facet {
            head.push(Column { title: title(facet), numeric: false });
        }
        head.push(Column { title: plan.axes.dimension.title.clone(), numeric: false });
        let names = series_names(panels);
        match names.as_slice() {
            [only] if only.is_empty() => head.push(body.numeric(&plan.axes.values.title)),
            names => head.extend(names.iter().map(|name| body.numeric(name))),
        }
        head.extend(context.map(|context| body.numeric(&context.series.name)));
        let rows =
            panels.iter().flat_map(|panel| body.rows(panel, &names, columns.facet.is_some())).collect();
        Self { columns: head, rows }
    }
}

/// The title of a column.
fn title(names: Names<'_>, place: usize) -> String {
    names.dataset.table.fields().get(place).map(crate::data::rows::title).unwrap_or_default().to_owned()
}

/// The unit of numbers that were divided, which their column does not name.
fn unit(plan: &Plan<'_>) -> String {
    let unit = plan.names.translation.and_then(|translation| translation.words.unit.clone());
    let unit = unit.or_else(|| plan.declared.words.unit.clone()).unwrap_or_default();
    if plan.writer.numbers.divide.is_some() && !unit.is_empty() {
        format!(" ({unit})")
    } else {
        String::new()
    }
}

/// The names of all series, in drawing order.
fn series_names(panels: &[Part]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for drawn in panels.iter().flat_map(|panel| &panel.drawn) {
        if !names.contains(&drawn.series.name) {
            names.push(drawn.series.name.clone());
        }
    }
    names
}

struct Body<'a> {
    plan: &'a Plan<'a>,
    context: Option<&'a Drawn>,
    unit: String,
}

impl Body<'_> {
    fn numeric(&self, title: &str) -> Column {
        Column { title: format!("{title}{}", self.unit), numeric: true }
    }

    /// Panels of one series each: one column a panel, so that a year is one row.
    fn side_by_side(&self, panels: &[Part]) -> FigureTable {
        let head = Column { title: self.plan.axes.dimension.title.clone(), numeric: false };
        let context = self.context.map(|context| self.numeric(&context.series.name));
        let names = panels.iter().map(|panel| self.numeric(&panel.title)).chain(context);
        let row = |(value, words): &(Value, String)| {
            let at = self.plan.axes.position(value)?;
            let series = panels.iter().map(|panel| panel.drawn.first()).chain(self.context.map(Some));
            let cells: Vec<Option<TableCell>> = series.map(|drawn| self.cell(drawn, at)).collect();
            let cells = cells.into_iter().map(Option::unwrap_or_default);
            Some(std::iter::once(TableCell::header(words)).chain(cells).collect())
        };
        FigureTable {
            columns: std::iter::once(head).chain(names).collect(),
            rows: self.plan.axes.words.iter().filter_map(row).collect(),
        }
    }

    /// One row a mark: its words, where it stands, what it is worth.
    fn listed(&self, panels: &[Part]) -> FigureTable {
        let columns = &self.plan.drawing.columns;
        let table = &self.plan.drawing.dataset.table;
        let event = self.plan.mark == Mark::Timeline;
        let named = columns.text.filter(|_| !event);
        let shown: Vec<usize> =
            [named, Some(columns.dimension), columns.facet, columns.series].into_iter().flatten().collect();
        let head = |place: &usize| Column {
            title: title(self.plan.names, *place),
            numeric: table.fields().get(*place).is_some_and(|field| field.kind.counts()),
        };
        let mut head: Vec<Column> = shown.iter().map(head).collect();
        let numeric = self.plan.writer.field.kind.counts();
        head.push(Column { numeric, ..self.numeric(&self.plan.axes.values.title) });
        let cell = |row: usize, order: usize, place: usize| {
            let cell = table.cell(row, place);
            let text = cell.value().map(|value| self.plan.names.of(place, value)).unwrap_or_default();
            if order == 0 { TableCell::header(&text) } else { TableCell::of(cell, text) }
        };
        let row = |(point, known): (&Point, &Option<Cell>)| -> Vec<TableCell> {
            let own = shown.iter().enumerate().map(|(order, place)| cell(point.row, order, *place));
            let value = known.as_ref();
            let value = value.map(|known| TableCell::of(known, self.plan.writer.cell(known)).at(point.row));
            own.chain([value.unwrap_or_default()]).collect()
        };
        let drawn = panels.iter().flat_map(|panel| &panel.drawn);
        let rows = drawn.flat_map(|drawn| drawn.series.points.iter().zip(&drawn.cells)).map(row).collect();
        FigureTable { columns: head, rows }
    }

    fn rows(&self, panel: &Part, names: &[String], faceted: bool) -> Vec<Vec<TableCell>> {
        let mut rows = Vec::new();
        let columns: Vec<Option<&Drawn>> =
            names.iter().map(|name| panel.drawn.iter().find(|drawn| drawn.series.name == *name)).collect();
        for (value, words) in &self.plan.axes.words {
            let Some(at) = self.plan.axes.position(value) else { continue };
            let cells: Vec<_> = columns.iter().map(|drawn| self.cell(*drawn, at)).collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            let mut row = Vec::with_capacity(cells.len() + 2);
            if faceted {
                row.push(TableCell::header(&panel.title));
            }
            row.push(TableCell::header(words));
            row.extend(cells.into_iter().map(Option::unwrap_or_default));
            row.extend(self.context.map(|context| self.cell(Some(context), at).unwrap_or_default()));
            rows.push(row);
        }
        rows
    }

    /// The cell of a series at a place; its points stand in order.
    fn cell(&self, drawn: Option<&Drawn>, at: f64) -> Option<TableCell> {
        let drawn = drawn?;
        let points = &drawn.series.points;
        let first = points.partition_point(|point| point.at.total_cmp(&at).is_lt());
        let point = points.get(first).filter(|point| point.at.total_cmp(&at).is_eq())?;
        let cell = drawn.cells.get(first)?.as_ref()?;
        let number = cell.decimal().map(|number| self.plan.writer.divided(number).normalize().to_string());
        let text = point.label.clone();
        let shown =
            TableCell { text, value: number.unwrap_or_default(), class: class(cell), ..TableCell::default() };
        Some(shown.at(point.row))
    }
}
