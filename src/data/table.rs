//! Typed columns: what a dataset says, cell by cell, and where each cell was written.
//!
//! Cells are private and can only be read. A cell that is kept back holds nothing, so no later stage can
//! learn what it was.

use crate::{
    base::span::{FileId, Span},
    data::{cell::Cell, fault::CellPlace, field::Field, status::Absence},
};

/// What stands outside a table.
static NOTHING: Cell = Cell::Absent(Absence::Missing);

/// A table. Every column has one cell for each row.
#[derive(Clone, Debug)]
pub struct Table {
    fields: Vec<Field>,
    columns: Vec<Vec<Cell>>,
    places: Places,
}

/// Where the cells were written.
#[derive(Clone, Debug)]
pub struct Places {
    file: FileId,
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
        Self { columns: fields.iter().map(|_| Vec::new()).collect(), fields, places }
    }

    /// Adds a row: one cell for each field, in their order.
    pub fn push(&mut self, cells: Vec<Cell>) {
        let padded = cells.into_iter().chain(std::iter::repeat(NOTHING.clone()));
        self.columns.iter_mut().zip(padded).for_each(|(column, cell)| column.push(cell));
    }

    /// The places of its cells, while the file is read.
    pub fn places_mut(&mut self) -> &mut Places {
        &mut self.places
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
        self.columns.first().map_or(0, Vec::len)
    }

    /// The cell of a row and a field; outside the table there is nothing.
    #[must_use]
    pub fn cell(&self, row: usize, field: usize) -> &Cell {
        self.columns.get(field).and_then(|column| column.get(row)).unwrap_or(&NOTHING)
    }

    /// The cells of a field from the first row to the last.
    pub fn column(&self, field: usize) -> impl Iterator<Item = &Cell> {
        self.columns.get(field).into_iter().flatten()
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

    /// The number that a spreadsheet gives to a row: the header is row 1.
    #[must_use]
    pub fn row_number(&self, row: usize) -> u32 {
        self.places.rows.get(row).map_or(0, |place| place.number)
    }
}

impl Places {
    /// No places but the file itself.
    #[must_use]
    pub fn of_file(file: FileId) -> Self {
        Self { file, columns: Vec::new(), width: 0, rows: Vec::new(), ends: Vec::new() }
    }

    /// Places in rows of `width` cells, with the column of each field.
    #[must_use]
    pub fn in_columns(file: FileId, columns: Vec<Option<usize>>, width: usize) -> Self {
        Self { columns, width, ..Self::of_file(file) }
    }

    /// Adds the next row: its number, its first byte, and the offset after each of its cells.
    pub fn push(&mut self, number: u32, start: usize, ends: &[usize]) {
        let short = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        self.rows.push(RowPlace { start: short(start), number });
        if !self.columns.is_empty() {
            self.ends.extend(ends.iter().take(self.width).map(|end| short(*end)));
        }
    }

    fn span(&self, row: usize, field: usize) -> Span {
        let found = self.columns.get(field).copied().flatten().and_then(|column| self.range(row, column));
        found.map_or_else(
            || Span::start_of(self.file),
            |(start, end)| Span::new(self.file, start as usize, end as usize),
        )
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
