//! One block of a streamed file: its rows in, the groups of every query and the faults out.
//!
//! A block without a quote and without a stray carriage return has no rows but its lines and no cells but
//! what stands between the separating signs, so it is only split; any other is read like a file that is held.

use crate::{
    base::{diagnostic::Diagnostic, encoding, span::FileId, span::Span},
    data::{
        fault::{Fault, FaultKind},
        records::{Record, Records, Signs as Layout},
        status::{Absence, Status},
        stream::{
            Sheet,
            column::{Asked, Column, Found},
            groups::{Answer, Asking},
            scan::Sign,
            trouble::{Trouble, Troubles},
        },
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

/// One row.
pub enum Row<'b> {
    /// A line: the bytes of its block, and where its cells start and end.
    Line(&'b [u8], &'b [(usize, usize)]),
    /// A row that the CSV reader took apart.
    Record(&'b Record),
}

impl Row<'_> {
    /// The bytes of a cell, without quotes.
    #[must_use]
    pub fn cell(&self, at: usize) -> &[u8] {
        match self {
            Self::Line(block, cells) => {
                cells.get(at).and_then(|(start, end)| block.get(*start..*end)).unwrap_or_default()
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
    match encoding::control_character(text) {
        Some(problem) => Err(Diagnostic { span: Some(Span::start_of(file)), ..problem(file) }),
        None => Ok(text),
    }
}

/// True of ASCII without control characters; one look at many bytes at a time spares most files a look at
/// every character.
fn is_usual(bytes: &[u8]) -> bool {
    let usual = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t');
    bytes.chunks(64).all(|part| part.iter().fold(true, |all, byte| all & usual(byte)))
}

/// Reads blocks one after another; it remembers the texts that it met.
pub struct Reader<'s> {
    sheet: &'s Sheet<'s>,
    columns: Vec<Option<Column<'s>>>,
    /// By cell of a line: its column, if there is anything to do; no cell at all if some need one another.
    order: Vec<Option<usize>>,
    /// The last block had quotes, so that texts with signs in them are known.
    quoted: bool,
}

impl<'s> Reader<'s> {
    /// A reader of the blocks of a sheet.
    #[must_use]
    pub fn new(sheet: &'s Sheet<'s>) -> Self {
        let fields = sheet.dataset.table.fields();
        let asked = |at: usize| {
            let asks = sheet.queries.iter().map(|query| query.asks(at));
            asks.max_by_key(|asked| *asked as u8).unwrap_or(Asked::Nothing)
        };
        let column = |at: usize| Column::new(fields, at, &sheet.header.columns, asked(at));
        let columns: Vec<Option<Column<'_>>> = (0..fields.len()).map(column).collect();
        let mut order = Vec::new();
        if columns.iter().flatten().all(Column::stands_alone) {
            order.resize(sheet.header.width, None);
            for (place, column) in columns.iter().enumerate() {
                if let Some(own) = column.as_ref().and_then(|column| order.get_mut(column.at())) {
                    *own = Some(place);
                }
            }
        }
        Self { sheet, columns, order, quoted: false }
    }

    /// Reads a block.
    #[must_use]
    pub fn read(&mut self, bytes: &[u8]) -> Partial {
        if !is_usual(bytes)
            && let Err(problem) = text(self.sheet.file, bytes)
        {
            return Partial { problem: Some(problem), ..Partial::default() };
        }
        let signs = Signs::of(bytes, self.sheet.signs);
        let all = std::mem::replace(&mut self.quoted, signs.is_none());
        self.columns.iter_mut().flatten().for_each(|column| column.forget(all));
        let found = vec![Found::Number(0, 0); self.columns.len()];
        let queries = self.sheet.queries.iter().map(Asking::new).collect();
        let mut reading = Reading {
            sheet: self.sheet,
            columns: &mut self.columns,
            order: &self.order,
            found,
            queries,
            partial: Partial::default(),
        };
        match signs {
            Some(signs) => reading.lines(bytes, &signs),
            None => reading.records(std::str::from_utf8(bytes).unwrap_or_default()),
        }
        reading.finish()
    }
}

/// A block while it is read.
struct Reading<'r, 's> {
    sheet: &'s Sheet<'s>,
    columns: &'r mut [Option<Column<'s>>],
    order: &'r [Option<usize>],
    found: Vec<Found>,
    queries: Vec<Asking<'s>>,
    partial: Partial,
}

impl Reading<'_, '_> {
    fn lines(&mut self, block: &[u8], signs: &Signs) {
        let mut cells = Vec::with_capacity(self.sheet.header.width);
        let mut at = 0;
        while at < block.len() {
            self.partial.rows += 1;
            at = if let Some(next) = self.quick_line(block, signs, at) {
                self.flush_empty();
                self.add();
                next
            } else {
                let next = signs.split(block, at, &mut cells);
                self.row(&Row::Line(block, &cells), self.partial.rows);
                next
            };
        }
    }

    /// Finds what stands in the line that starts at `at`, unless something in it asks for a closer look; where
    /// the next line starts.
    fn quick_line(&mut self, block: &[u8], signs: &Signs, mut at: usize) -> Option<usize> {
        let first = *block.get(at)?;
        if first.is_ascii_whitespace() || first == signs.others.0 {
            return None;
        }
        let (last, others) = self.order.split_last()?;
        for field in others {
            let Some(field) = *field else {
                // Nobody looks at this cell, so it could hide that the line has fewer.
                let end = signs.delimiter.or(Sign::FEED, block, at);
                if block.get(end) == Some(&b'\n') {
                    return None;
                }
                at = end + 1;
                continue;
            };
            at = self.quick_cell(block, field, at, signs.delimiter, signs)? + 1;
        }
        let Some(field) = *last else {
            let end = signs.delimiter.or(Sign::FEED, block, at);
            return (block.get(end) == Some(&b'\n')).then_some(end + 1);
        };
        at = self.quick_cell(block, field, at, signs.last, signs)? + signs.line_break;
        (at <= block.len()).then_some(at)
    }

    /// Finds what stands in the cell that starts at `at`; where it ends.
    #[inline]
    fn quick_cell(
        &mut self,
        block: &[u8],
        field: usize,
        at: usize,
        sign: Sign,
        signs: &Signs,
    ) -> Option<usize> {
        let column = self.columns.get_mut(field)?.as_mut()?;
        let (found, end) = column.quick(block, at, sign, signs.others)?;
        *self.found.get_mut(field)? = found;
        Some(end)
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
        self.flush_empty();
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
        self.add();
    }

    /// A row that is not empty: those before it are a fault.
    fn flush_empty(&mut self) {
        self.partial.filled = true;
        if !self.partial.trailing.is_empty() {
            for empty in self.partial.trailing.drain(..) {
                self.partial.troubles.push(empty, None, Trouble::Empty);
            }
        }
    }

    /// Adds what was found in a row to the groups.
    fn add(&mut self) {
        for query in &mut self.queries {
            query.add(self.columns, &self.found);
        }
    }

    fn finish(self) -> Partial {
        let columns = self.columns;
        let answers = self.queries.into_iter().map(|asking| asking.finish(columns)).collect();
        Partial { answers, ..self.partial }
    }
}

/// The signs of a block without quotes.
struct Signs {
    delimiter: Sign,
    /// That of its line breaks which comes first.
    last: Sign,
    /// How many a line break has.
    line_break: usize,
    /// The separating sign and the last one of a line break.
    others: (u8, u8),
}

impl Signs {
    /// `None` of a block with quotes, or with a carriage return that ends no line.
    fn of(block: &[u8], Layout { delimiter, quote }: Layout) -> Option<Self> {
        if memchr::memchr(quote, block).is_some() {
            return None;
        }
        let mut carriages = memchr::memchr_iter(b'\r', block).peekable();
        let carriage = carriages.peek().is_some();
        let sound = carriages.all(|at| block.get(at + 1) == Some(&b'\n'));
        sound.then(|| Self {
            delimiter: Sign::new(delimiter),
            last: if carriage { Sign::CARRIAGE } else { Sign::FEED },
            line_break: 1 + usize::from(carriage),
            others: (delimiter, b'\n'),
        })
    }

    /// The cells of the line that starts at `at`; where the next one starts.
    fn split(&self, block: &[u8], mut at: usize, cells: &mut Vec<(usize, usize)>) -> usize {
        cells.clear();
        loop {
            let end = self.delimiter.or(Sign::FEED, block, at);
            let last = block.get(end).is_none_or(|sign| *sign == b'\n');
            let carriage = last && end > at && block.get(end - 1) == Some(&b'\r');
            cells.push((at, end - usize::from(carriage)));
            at = end + 1;
            if last {
                return at;
            }
        }
    }
}

impl Column<'_> {
    /// What a message may repeat of a cell: nothing of a figure that is kept back.
    fn told(&self, row: &Row<'_>, fault: &Fault) -> String {
        let word = self.status_of(row).and_then(Status::parse);
        let kept_back =
            word == Some(Status::Absent(Absence::Suppressed)) && fault.kind == FaultKind::Unwanted;
        if kept_back { String::new() } else { String::from_utf8_lossy(self.text_of(row)).into_owned() }
    }
}
