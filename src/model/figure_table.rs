//! The numbers of a figure as a table to read: one row a place of the dimension, one column a series.

use crate::{
    data::{cell::Cell, dataset::Dataset, rows, value::Value},
    model::{
        chart::{Point, Series as Drawn},
        figure::{axis::Axes, columns::Columns, points::Series},
        language::Language,
        show,
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
    /// `absent`, `flagged` or empty.
    pub class: &'static str,
    /// True for the name of a row.
    pub header: bool,
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
        let class = match cell {
            Cell::Value { flag: None, .. } => "",
            Cell::Value { .. } => "flagged",
            Cell::Absent(_) | Cell::Withheld => "absent",
        };
        let value = cell.decimal().map(|number| number.normalize().to_string()).unwrap_or_default();
        Self { text, value, class, header: false }
    }
}

impl FigureTable {
    /// The table of a chart.
    #[must_use]
    pub fn new(
        panels: &[Series],
        axes: &Axes,
        columns: &Columns,
        dataset: &Dataset,
        decimals: Option<u8>,
        language: &Language,
    ) -> Self {
        let fields = dataset.table.fields();
        let title = |place: usize| fields.get(place).map(rows::title).unwrap_or_default().to_owned();
        let body = Body { dataset, value: columns.value, decimals, language };
        let lone =
            panels.iter().all(|panel| matches!(panel.series.as_slice(), [only] if only.name.is_empty()));
        if columns.facet.is_some() && lone {
            return body.side_by_side(panels, axes);
        }
        let mut head = Vec::new();
        if let Some(facet) = columns.facet {
            head.push(Column { title: title(facet), numeric: false });
        }
        head.push(Column { title: axes.dimension.title.clone(), numeric: false });
        let names = series_names(panels);
        match names.as_slice() {
            [] => {}
            [only] if only.is_empty() => head.push(Column { title: title(columns.value), numeric: true }),
            names => head.extend(names.iter().map(|name| Column { title: name.clone(), numeric: true })),
        }
        let rows =
            panels.iter().flat_map(|panel| body.rows(panel, axes, &names, columns.facet.is_some())).collect();
        Self { columns: head, rows }
    }
}

/// The names of all series, in drawing order.
fn series_names(panels: &[Series]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for series in panels.iter().flat_map(|panel| &panel.series) {
        if !names.contains(&series.name) {
            names.push(series.name.clone());
        }
    }
    names
}

struct Body<'a> {
    dataset: &'a Dataset,
    value: usize,
    decimals: Option<u8>,
    language: &'a Language,
}

impl Body<'_> {
    /// Panels of one series each: one column a panel, so that a year is one row.
    fn side_by_side(&self, panels: &[Series], axes: &Axes) -> FigureTable {
        let head = Column { title: axes.dimension.title.clone(), numeric: false };
        let names = panels.iter().map(|panel| Column { title: panel.title.clone(), numeric: true });
        let row = |(value, words): &(Value, String)| {
            let at = axes.position(value)?;
            let cells = panels.iter().map(|panel| self.cell(panel.series.first(), at).unwrap_or_default());
            Some(std::iter::once(TableCell::header(words)).chain(cells).collect())
        };
        FigureTable {
            columns: std::iter::once(head).chain(names).collect(),
            rows: axes.words.iter().filter_map(row).collect(),
        }
    }

    fn rows(&self, panel: &Series, axes: &Axes, names: &[String], faceted: bool) -> Vec<Vec<TableCell>> {
        let mut rows = Vec::new();
        for (value, words) in &axes.words {
            let Some(at) = axes.position(value) else { continue };
            let cells: Vec<_> = names
                .iter()
                .map(|name| self.cell(panel.series.iter().find(|series| series.name == *name), at))
                .collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            let mut row = Vec::with_capacity(cells.len() + 2);
            if faceted {
                row.push(TableCell::header(&panel.title));
            }
            row.push(TableCell::header(words));
            row.extend(cells.into_iter().map(Option::unwrap_or_default));
            rows.push(row);
        }
        rows
    }

    fn cell(&self, series: Option<&Drawn>, at: f64) -> Option<TableCell> {
        let found = |point: &&Point| point.at.total_cmp(&at).is_eq() && point.row != usize::MAX;
        let point = series?.points.iter().find(found)?;
        let cell = self.dataset.table.cell(point.row, self.value);
        let field = self.dataset.table.fields().get(self.value)?;
        Some(TableCell::of(cell, show::cell(cell, field, self.decimals.map(u32::from), self.language)))
    }
}
