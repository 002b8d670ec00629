//! From the text of a CSV file to a table: layout, header, then row by row, each cell as its field reads it.
//!
//! Nothing is guessed and nothing stops at its first fault: a row that does not fit is left out, a cell
//! that cannot be read is empty, and both are reported.

use std::collections::BTreeSet;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
    },
    data::{
        cell::Cell,
        charset::CsvText,
        delimiter,
        dialect::Dialect,
        fault::{CellPlace, Fault, FaultKind},
        field::Field,
        folding::Folding,
        header::{self, Header},
        records::{QuoteFault, Record, Records},
        status::{Absence, Status},
        table::{Places, Table},
    },
};

/// Reads the rows of `csv` into a table of `fields`.
pub fn read(
    csv: &CsvText<'_>,
    dialect: &Dialect,
    fields: Vec<Field>,
    diagnostics: &mut Diagnostics,
) -> Table {
    let empty = |fields| Table::empty(fields, Places::at(Span::start_of(csv.file)));
    let layout = delimiter::layout(csv, dialect, &fields, diagnostics);
    let mut records = Records::new(&csv.text, layout.start, layout.signs);
    let header = if dialect.header {
        let Some(first) = records.next().filter(|first| !first.is_empty()) else {
            diagnostics.push(header::empty_file(csv, &fields));
            return empty(fields);
        };
        if let Some(fault) = first.fault {
            diagnostics.push(bad_quote(csv, fault, layout.signs.quote));
            return empty(fields);
        }
        let Some(header) = Header::read(&first, csv, &fields, diagnostics) else { return empty(fields) };
        header
    } else {
        Header::implied(&fields)
    };
    let mut sheet = Sheet::new(csv, header, fields, layout.signs.quote);
    sheet.read_rows(records);
    sheet.finish(diagnostics)
}

/// A table while it is read.
struct Sheet<'c> {
    csv: &'c CsvText<'c>,
    header: Header,
    quote: u8,
    table: Table,
    problems: Folding,
}

impl<'c> Sheet<'c> {
    fn new(csv: &'c CsvText<'c>, header: Header, fields: Vec<Field>, quote: u8) -> Self {
        let columns = if csv.decoded { Vec::new() } else { header.columns.clone() };
        let places = Places::in_columns(csv.file, columns, header.width);
        Self { csv, quote, table: Table::empty(fields, places), header, problems: Folding::default() }
    }

    /// Empty rows at the end are what spreadsheets leave behind; those before other rows are a fault.
    fn read_rows(&mut self, records: Records<'_>) {
        let mut waiting: Vec<Diagnostic> = Vec::new();
        for record in records {
            let span = self.csv.span(record.start(), record.end());
            waiting.extend(
                (record.row - record.gap..record.row)
                    .map(|row| empty_row(self.csv.span(record.start(), record.start()), row)),
            );
            if record.is_empty() && record.fault.is_none() {
                waiting.push(empty_row(span, record.row));
                continue;
            }
            waiting.drain(..).for_each(|problem| self.problems.push(None, problem));
            self.read_row(&record);
        }
    }

    fn read_row(&mut self, record: &Record) {
        if let Some(fault) = record.fault {
            self.problems.push(None, bad_quote(self.csv, fault, self.quote));
        } else if record.len() == self.header.width {
            self.check_statuses(record);
            let cells = (0..self.table.fields().len()).map(|field| self.read_cell(record, field)).collect();
            self.table.push(cells);
            self.table.places_mut().push(record.row, record.start(), record.ends());
        } else {
            self.problems.push(None, self.ragged_row(record));
        }
    }

    /// The cell of a field; one that cannot be read is reported and stays empty.
    fn read_cell(&mut self, record: &Record, at: usize) -> Cell {
        let empty = Cell::Absent(Absence::Missing);
        let (Some(field), Some(column)) = (self.table.fields().get(at), self.column(at)) else {
            return empty;
        };
        let (status, unknown) = self.status(record, field);
        match field.read(record.text(column), status) {
            Ok(cell) => cell,
            // Under a status that cannot be read, an empty cell is not one more fault.
            Err(fault) if unknown && fault.kind == FaultKind::Missing => empty,
            Err(fault) => {
                self.report(record, at, &fault, status);
                empty
            }
        }
    }

    fn column(&self, field: usize) -> Option<usize> {
        self.header.columns.get(field).copied().flatten()
    }

    /// What the status column of `field` says in a row, and whether it says something unknown.
    fn status(&self, record: &Record, field: &Field) -> (Option<Status>, bool) {
        let word = field.status.and_then(|status| self.column(status)).map(|column| record.text(column));
        let status = word.and_then(Status::parse);
        (status, status.is_none() && word.is_some_and(|word| !word.is_empty()))
    }

    /// Reports words of status columns that are none, each once however many fields it speaks of.
    fn check_statuses(&mut self, record: &Record) {
        let statuses: BTreeSet<usize> = self.table.fields().iter().filter_map(|field| field.status).collect();
        for at in statuses {
            let (Some(field), Some(column)) = (self.table.fields().get(at), self.column(at)) else {
                continue;
            };
            let word = record.text(column);
            // A word that the column's own rules refuse is reported with the column.
            if !word.is_empty() && Status::parse(word).is_none() && field.read(word, None).is_ok() {
                let fault = Fault::new(FaultKind::Status, "is no status", Status::cure(word));
                self.report(record, at, &fault, None);
            }
        }
    }

    /// A figure that is kept back is not repeated in a message.
    fn report(&mut self, record: &Record, field: usize, fault: &Fault, status: Option<Status>) {
        let Some(column) = self.column(field) else { return };
        let kept_back =
            status == Some(Status::Absent(Absence::Suppressed)) && fault.kind == FaultKind::Unwanted;
        let text = if kept_back { "" } else { record.text(column) };
        let (start, end) = record.range(column);
        let name = self.table.fields().get(field).map_or("", |field| &field.name);
        let place = CellPlace { span: self.csv.span(start, end), row: record.row, column: name };
        let problem = fault.at(text, place);
        self.problems.push(Some(field), problem);
    }

    fn ragged_row(&self, record: &Record) -> Diagnostic {
        let width = self.header.width;
        let message = format!("row {} has {}, but the header has {width}", record.row, cells(record.len()));
        let cure = if record.len() > width {
            "put a text that holds the separating sign into quotes, or delete the cells that are too many"
        } else {
            "add the cells that are missing; an empty one needs its separating sign too"
        };
        Diagnostic::error("ragged-row", self.csv.span(record.start(), record.end()), message).help(cure)
    }

    fn finish(self, diagnostics: &mut Diagnostics) -> Table {
        self.problems.finish(diagnostics);
        if self.table.rows() == 0 && !diagnostics.block() {
            let span = self.csv.span(0, self.csv.text.trim_end().len());
            diagnostics.push(
                Diagnostic::warning("no-rows", span, "the table has no rows")
                    .help("add rows; until then pages say that there are no data"),
            );
        }
        self.table
    }
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn empty_row(span: Span, row: u32) -> Diagnostic {
    Diagnostic::error("empty-row", span, format!("row {row} is empty, but others follow"))
        .help("delete the line")
}

fn bad_quote(csv: &CsvText<'_>, fault: QuoteFault, quote: u8) -> Diagnostic {
    let sign = char::from(quote);
    let place = |at: usize| csv.span(at, at + 1);
    match fault {
        QuoteFault::Unclosed(at) => Diagnostic::error("bad-quote", place(at), "this quote is never closed")
            .help(format!("close it with `{sign}` at the end of the cell, or delete it")),
        QuoteFault::Inside(at) => Diagnostic::error("bad-quote", place(at), "there is a quote in the middle of a cell").help(format!(
            "put the whole cell in quotes and write this one twice: `{sign}… {sign}{sign}word{sign}{sign} …{sign}`"
        )),
        QuoteFault::Followed(open, at) => Diagnostic::error("bad-quote", place(at), "a cell goes on behind its closing quote")
            .help(format!("write a quote inside a quoted cell twice, `{sign}{sign}`; or close the earlier quote in its own row"))
            .label(place(open), "the cell was opened here"),
    }
}
