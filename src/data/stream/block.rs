//! One block of a streamed file: its rows in, the groups of every query and the faults out.
//!
//! A block without a quote and without a stray carriage return has no rows but its lines and no cells but
//! what stands between the separating signs, so it is only split; any other is read like a file that is held.

use std::collections::BTreeMap;

use crate::{
    base::{diagnostic::Diagnostic, encoding, span::FileId},
    data::{
        cell::Cell,
        fault::FaultKind,
        records::{Record, Records},
        status::{Absence, Status},
        stream::{
            Sheet,
            column::{Asked, Column, Found},
            query::Query,
            trouble::{Trouble, Troubles},
        },
        transform::tally::Tally,
    },
};

/// What is known after one block.
#[derive(Debug, Default)]
pub struct Partial {
    /// How many rows it has, as a spreadsheet counts.
    pub rows: u32,
    /// Empty rows at its end, which are a fault only if others follow.
    pub trailing: Vec<u32>,
    /// The first row that is not empty.
    pub filled: bool,
    /// The faults, by rows counted from the block's start.
    pub troubles: Troubles,
    /// That it is no text.
    pub problem: Option<Diagnostic>,
    /// By query: its groups, and which of its named values were met.
    pub answers: Vec<Answer>,
}

/// The groups of one query, in the order in which they first appear.
#[derive(Debug, Default)]
pub struct Answer {
    /// The groups.
    pub groups: Vec<Group>,
    /// Which of the named values some row has.
    pub met: Vec<bool>,
}

/// One group.
#[derive(Debug)]
pub struct Group {
    /// The cells of its first row.
    pub key: Vec<Cell>,
    /// How many rows.
    pub rows: u64,
    /// By measure.
    pub tallies: Vec<Tally>,
}

/// One row.
pub enum Row<'b> {
    /// A line, and where its cells start and end.
    Line(&'b [u8], &'b [(usize, usize)]),
    /// A row that the CSV reader took apart.
    Record(&'b Record),
}

impl Row<'_> {
    /// The bytes of a cell, without quotes.
    #[must_use]
    pub fn cell(&self, at: usize) -> &[u8] {
        match self {
            Self::Line(line, cells) => {
                cells.get(at).and_then(|(start, end)| line.get(*start..*end)).unwrap_or_default()
            }
            Self::Record(record) => record.text(at).as_bytes(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Line(_, cells) => cells.len(),
            Self::Record(record) => record.len(),
        }
    }

    fn is_empty(&self) -> bool {
        (0..self.len()).all(|at| self.cell(at).trim_ascii().is_empty())
    }
}

/// The text of a block.
///
/// # Errors
/// When it is no UTF-8, or holds characters that no table has reason to hold.
pub fn text(file: FileId, bytes: &[u8]) -> Result<&str, Diagnostic> {
    let text = std::str::from_utf8(bytes).map_err(|_| encoding::problem(bytes, file))?;
    let usual = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    // One look at the bytes spares most files a look at every character.
    if !bytes.iter().all(usual)
        && let Some(problem) = encoding::control_character(text)
    {
        return Err(Diagnostic { span: Some(crate::base::span::Span::start_of(file)), ..problem(file) });
    }
    Ok(text)
}

impl Partial {
    /// Reads a block.
    #[must_use]
    pub fn read(sheet: &Sheet<'_>, bytes: &[u8]) -> Self {
        let text = match text(sheet.file, bytes) {
            Ok(text) => text,
            Err(problem) => return Self { problem: Some(problem), ..Self::default() },
        };
        let mut reading = Reading::new(sheet);
        if is_plain(bytes, sheet.signs.quote) {
            reading.lines(bytes);
        } else {
            reading.records(text);
        }
        reading.finish()
    }
}

fn is_plain(bytes: &[u8], quote: u8) -> bool {
    let stray = |pair: &[u8]| matches!(pair, [b'\r', after] if *after != b'\n');
    !bytes.contains(&quote)
        && (!bytes.contains(&b'\r') || (!bytes.windows(2).any(stray) && !bytes.ends_with(b"\r")))
}

/// A block while it is read.
struct Reading<'s> {
    sheet: &'s Sheet<'s>,
    columns: Vec<Option<Column<'s>>>,
    found: Vec<Found>,
    queries: Vec<Asking<'s>>,
    partial: Partial,
}

impl<'s> Reading<'s> {
    fn new(sheet: &'s Sheet<'s>) -> Self {
        let fields = sheet.dataset.table.fields();
        let asked = |at: usize| {
            let asks = sheet.queries.iter().map(|query| query.asks(at));
            asks.max_by_key(|asked| *asked as u8).unwrap_or(Asked::Nothing)
        };
        let column = |at: usize| Column::new(fields, at, &sheet.header.columns, asked(at));
        Self {
            sheet,
            columns: (0..fields.len()).map(column).collect(),
            found: vec![Found::Plain(0); fields.len()],
            queries: sheet.queries.iter().map(Asking::new).collect(),
            partial: Partial::default(),
        }
    }

    fn lines(&mut self, bytes: &[u8]) {
        let mut cells = Vec::new();
        let (mut line, mut cell) = (0, 0);
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == self.sheet.signs.delimiter {
                cells.push((cell - line, at - line));
                cell = at + 1;
            } else if *byte == b'\n' {
                self.line(bytes.get(line..at).unwrap_or_default(), cell - line, &mut cells);
                line = at + 1;
                cell = line;
            }
        }
        if line < bytes.len() {
            self.line(bytes.get(line..).unwrap_or_default(), cell - line, &mut cells);
        }
    }

    /// Takes a line whose last cell starts at `last`.
    fn line(&mut self, line: &[u8], last: usize, cells: &mut Vec<(usize, usize)>) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        cells.push((last.min(line.len()), line.len()));
        self.partial.rows += 1;
        self.row(&Row::Line(line, cells), self.partial.rows);
        cells.clear();
    }

    fn records(&mut self, text: &str) {
        for record in Records::new(text, 0, self.sheet.signs) {
            let gap = record.row.saturating_sub(record.gap)..record.row;
            self.partial.trailing.extend(gap);
            self.partial.rows = record.row;
            match record.fault {
                Some(fault) => self.partial.troubles.push(record.row, None, Trouble::Quote(fault)),
                None => self.row(&Row::Record(&record), record.row),
            }
        }
    }

    fn row(&mut self, row: &Row<'_>, number: u32) {
        if row.cell(0).trim_ascii().is_empty() && row.is_empty() {
            self.partial.trailing.push(number);
            return;
        }
        for empty in self.partial.trailing.drain(..) {
            self.partial.troubles.push(empty, None, Trouble::Empty);
        }
        self.partial.filled = true;
        if row.len() != self.sheet.header.width {
            self.partial.troubles.push(number, None, Trouble::Ragged(row.len()));
            return;
        }
        for (at, (column, found)) in self.columns.iter_mut().zip(&mut self.found).enumerate() {
            let Some(column) = column else { continue };
            *found = column.read(row);
            if let Some(fault) = column.fault(*found) {
                let trouble = Trouble::Cell(fault.clone(), column.told(row, fault));
                self.partial.troubles.push(number, Some(at), trouble);
            }
        }
        for query in &mut self.queries {
            query.add(&self.columns, &self.found);
        }
    }

    fn finish(self) -> Partial {
        let columns = self.columns;
        let met = |query: &Query| {
            let has = |named: &crate::data::stream::query::Named| {
                let column = columns.get(named.column).and_then(Option::as_ref);
                column
                    .is_some_and(|column| column.cells.iter().any(|cell| cell.value() == Some(&named.value)))
            };
            query.named.iter().map(has).collect()
        };
        let answers = self
            .queries
            .into_iter()
            .map(|asking| Answer { met: met(asking.query), groups: asking.groups })
            .collect();
        Partial { answers, ..self.partial }
    }
}

impl Column<'_> {
    /// What a message may repeat of a cell: nothing of a figure that is kept back.
    fn told(&self, row: &Row<'_>, fault: &crate::data::fault::Fault) -> String {
        let word = self.status_of(row).and_then(Status::parse);
        let kept_back =
            word == Some(Status::Absent(Absence::Suppressed)) && fault.kind == FaultKind::Unwanted;
        if kept_back { String::new() } else { String::from_utf8_lossy(self.text_of(row)).into_owned() }
    }
}

/// A query while a block is read.
struct Asking<'s> {
    query: &'s Query,
    /// By condition: whether it holds for each text of its column.
    holds: Vec<Vec<bool>>,
    /// By column of the key: from the group so far and the next text to a finer group.
    levels: Vec<BTreeMap<(u32, u32), u32>>,
    groups: Vec<Group>,
}

impl<'s> Asking<'s> {
    fn new(query: &'s Query) -> Self {
        Self {
            query,
            holds: vec![Vec::new(); query.conditions.len()],
            levels: query.plan.by.iter().map(|_| BTreeMap::new()).collect(),
            groups: Vec::new(),
        }
    }

    /// Adds a row.
    fn add(&mut self, columns: &[Option<Column<'_>>], found: &[Found]) {
        if !self.holds(columns, found) {
            return;
        }
        let mut place = 0;
        for (level, by) in self.levels.iter_mut().zip(&self.query.plan.by) {
            let Some(Found::Text(text)) = found.get(*by) else { continue };
            let next = u32::try_from(level.len()).unwrap_or(u32::MAX);
            place = *level.entry((place, *text)).or_insert(next);
        }
        if place as usize >= self.groups.len() {
            self.groups.push(self.group(columns, found));
        }
        let Some(group) = self.groups.get_mut(place as usize) else { return };
        group.rows += 1;
        for (tally, measure) in group.tallies.iter_mut().zip(&self.query.plan.measures) {
            let Some(at) = measure.column else { continue };
            match found.get(at) {
                Some(Found::Plain(number)) => tally.add_plain(*number),
                Some(Found::Text(text)) => {
                    if let Some(cell) = cell(columns, at, *text) {
                        tally.add(cell, measure.operation);
                    }
                }
                None => {}
            }
        }
    }

    fn holds(&mut self, columns: &[Option<Column<'_>>], found: &[Found]) -> bool {
        self.query.conditions.iter().zip(&mut self.holds).all(|(condition, known)| {
            let Some(Found::Text(text)) = found.get(condition.field) else { return false };
            if let Some(column) = columns.get(condition.field).and_then(Option::as_ref) {
                known.extend(column.cells.iter().skip(known.len()).map(|cell| condition.holds(cell)));
            }
            known.get(*text as usize).copied().unwrap_or(false)
        })
    }

    fn group(&self, columns: &[Option<Column<'_>>], found: &[Found]) -> Group {
        let key = |at: &usize| match found.get(*at) {
            Some(Found::Text(text)) => cell(columns, *at, *text).cloned(),
            _ => None,
        };
        Group {
            key: self
                .query
                .plan
                .by
                .iter()
                .map(|at| key(at).unwrap_or(Cell::Absent(Absence::Missing)))
                .collect(),
            rows: 0,
            tallies: vec![Tally::default(); self.query.plan.measures.len()],
        }
    }
}

fn cell<'c>(columns: &'c [Option<Column<'_>>], at: usize, text: u32) -> Option<&'c Cell> {
    columns.get(at)?.as_ref()?.cell(text)
}
