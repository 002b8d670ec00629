//! Typed columns: what a dataset says, cell by cell, and where each cell was written.
//!
//! Cells are private and can only be read. A cell that is kept back holds nothing, so no later stage can
//! learn what it was.

use std::sync::Arc;

use crate::{
    base::span::{FileId, Span},
    data::{
        cell::Cell,
        fault::CellPlace,
        field::{Field, FieldWords},
        status::Absence,
    },
};

/// What stands outside a table.
static NOTHING: Cell = Cell::Absent(Absence::Missing);

/// A table. Every column has one cell for each row; copies of a table share them.
#[derive(Clone, Debug)]
pub struct Table {
    fields: Vec<Field>,
    columns: Vec<Arc<Vec<Cell>>>,
    places: Arc<Places>,
}

/// Where the cells were written.
#[derive(Clone, Debug)]
pub struct Places {
    /// What stands for all places that are not known.
    whole: Span,
    /// The column of the file for each field; empty where offsets are not those of the file.
    columns: Vec<Option<usize>>,
    width: usize,
    rows: Vec<RowPlace>,
    /// The offset after each cell, row after row.
    ends: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct RowPlace {
    start: u32,
    number: u32,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn empty(fields: Vec<Field>, places: Places) -> Self {
        Self { columns: fields.iter().map(|_| Arc::default()).collect(), fields, places: Arc::new(places) }
    }

    /// Adds a row: one cell for each field, in their order.
    pub fn push(&mut self, cells: Vec<Cell>) {
        let padded = cells.into_iter().chain(std::iter::repeat(NOTHING.clone()));
        self.columns.iter_mut().zip(padded).for_each(|(column, cell)| Arc::make_mut(column).push(cell));
    }

    /// The places of its cells, while the file is read.
    pub fn places_mut(&mut self) -> &mut Places {
        Arc::make_mut(&mut self.places)
    }

    /// The table of some of its rows, in the order given.
    #[must_use]
    pub fn select(&self, rows: &[usize]) -> Self {
        let cells = |column: &Arc<Vec<Cell>>| {
            Arc::new(rows.iter().filter_map(|row| column.get(*row).cloned()).collect())
        };
        Self {
            fields: self.fields.clone(),
            columns: self.columns.iter().map(cells).collect(),
            places: Arc::new(self.places.select(rows)),
        }
    }

    /// Gives the field `name` its words in a language.
    pub fn translate(&mut self, name: &str, tag: &str, words: &FieldWords) {
        if let Some(field) = self.fields.iter_mut().find(|field| field.name == name) {
            field.words.insert(tag.to_owned(), words.clone());
        }
    }

    /// The table with one more column; cells that are too few are absent.
    #[must_use]
    pub fn with_column(mut self, field: Field, mut cells: Vec<Cell>) -> Self {
        cells.resize(self.rows(), NOTHING.clone());
        self.fields.push(field);
        self.columns.push(Arc::new(cells));
        self
    }

    /// The table of some columns in another order, under new fields of the same types.
    #[must_use]
    pub fn rearranged(&self, order: &[usize], fields: Vec<Field>) -> Self {
        let columns = order.iter().filter_map(|at| self.columns.get(*at).cloned()).collect();
        let written = |at: &usize| self.places.columns.get(*at).copied().flatten();
        let places = Places { columns: order.iter().map(written).collect(), ..Places::clone(&self.places) };
        Self { fields, columns, places: Arc::new(places) }
    }

    /// Its fields, in the order of the descriptor.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.len())
    }

    /// The cell of a row and a field; outside the table there is nothing.
    #[must_use]
    pub fn cell(&self, row: usize, field: usize) -> &Cell {
        self.columns.get(field).and_then(|column| column.get(row)).unwrap_or(&NOTHING)
    }

    /// The cells of a field from the first row to the last.
    pub fn column(&self, field: usize) -> impl Iterator<Item = &Cell> {
        self.columns.get(field).into_iter().flat_map(|column| column.iter())
    }

    /// Where a cell was written: in the CSV file, with its quotes; the file's start where the text had to
    /// be decoded.
    #[must_use]
    pub fn span(&self, row: usize, field: usize) -> Span {
        self.places.span(row, field)
    }

    /// Where a cell stands, for people.
    #[must_use]
    pub fn place(&self, row: usize, field: usize) -> CellPlace<'_> {
        CellPlace {
            span: self.span(row, field),
            row: self.row_number(row),
            column: self.fields.get(field).map_or("", |field| &field.name),
        }
    }

    /// The number that a spreadsheet gives to a row: the header is row 1. Rows that were computed are
    /// counted from 1.
    #[must_use]
    pub fn row_number(&self, row: usize) -> u32 {
        let counted = || u32::try_from(row + 1).unwrap_or(u32::MAX);
        self.places.rows.get(row).map_or_else(counted, |place| place.number)
    }
}

impl Places {
    /// No places but one for all cells: the start of a file, or the step that computed them.
    #[must_use]
    pub fn at(whole: Span) -> Self {
        Self { whole, columns: Vec::new(), width: 0, rows: Vec::new(), ends: Vec::new() }
    }

    /// Places in rows of `width` cells, with the column of each field.
    #[must_use]
    pub fn in_columns(file: FileId, columns: Vec<Option<usize>>, width: usize) -> Self {
        Self { columns, width, ..Self::at(Span::start_of(file)) }
    }

    /// Adds the next row: its number, its first byte, and the offset after each of its cells.
    pub fn push(&mut self, number: u32, start: usize, ends: &[usize]) {
        let short = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.rows.push(RowPlace { start: short(start), number });
        if !self.columns.is_empty() {
            self.ends.extend(ends.iter().take(self.width).map(|end| short(*end)));
        }
    }

    /// The places of some rows.
    fn select(&self, rows: &[usize]) -> Self {
        let ends = |row: &usize| self.ends.get(row * self.width..(row + 1) * self.width).unwrap_or_default();
        Self {
            whole: self.whole,
            columns: self.columns.clone(),
            width: self.width,
            rows: rows.iter().filter_map(|row| self.rows.get(*row).copied()).collect(),
            ends: rows.iter().flat_map(ends).copied().collect(),
        }
    }

    fn span(&self, row: usize, field: usize) -> Span {
        let found = self.columns.get(field).copied().flatten().and_then(|column| self.range(row, column));
        found.map_or(self.whole, |(start, end)| Span::new(self.whole.file, start as usize, end as usize))
    }

    fn range(&self, row: usize, column: usize) -> Option<(u32, u32)> {
        let at = row * self.width + column;
        let end = *self.ends.get(at)?;
        let start = match column {
            0 => self.rows.get(row)?.start,
            _ => self.ends.get(at - 1)? + 1,
        };
        Some((start, end))
    }
}
