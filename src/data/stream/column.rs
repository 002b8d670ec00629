//! One column of a block: each different text is read once, however often it stands there.

use crate::{
    base::span::FileId,
    data::{
        cell::Cell,
        fault::{Fault, FaultKind},
        field::Field,
        kind::FieldType,
        number::Notation,
        status::{Absence, Status},
        stream::{
            block::Row,
            scan::{self, Sign},
            texts::Texts,
        },
    },
};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A number without a flag: its digits, and how many stand behind the point.
    Number(i64, u32),
    /// A text, by its place among those of the column.
    Text(u32),
}

/// A column while blocks are read.
pub struct Column<'s> {
    field: &'s Field,
    /// Where it stands.
    at: usize,
    /// Where its status stands.
    status: Option<usize>,
    /// Other fields have their status here.
    is_status: bool,
    /// Numbers with so many digits behind the point need not be remembered.
    quick: Option<u32>,
    texts: Texts,
    key: Vec<u8>,
    /// The cells of the texts.
    pub cells: Vec<Cell>,
    /// Their faults, by text.
    faults: Vec<(u32, Fault)>,
}

/// A column that remembers more texts starts anew with the next block.
const MOST_TEXTS: usize = 1 << 16;

impl<'s> Column<'s> {
    /// The column of a field; `None` if nothing is asked of it and any text is right.
    #[must_use]
    pub fn new(fields: &'s [Field], place: usize, columns: &[Option<usize>], asked: Asked) -> Option<Self> {
        let field = fields.get(place)?;
        let at = columns.get(place).copied().flatten()?;
        let status = field.status.and_then(|status| columns.get(status).copied().flatten());
        let is_status = fields.iter().any(|other| other.status == Some(place));
        let free = is_free(field) && status.is_none() && !is_status;
        if free && asked == Asked::Nothing && field.kind == FieldType::String {
            return None;
        }
        let fraction = match field.kind {
            FieldType::Integer => Some(0),
            FieldType::Number => Some(u32::MAX),
            _ => None,
        };
        let no_code =
            field.missing.iter().all(|missing| !missing.text.bytes().any(|byte| byte.is_ascii_digit()));
        let plain = free && no_code && field.writing.notation == Notation::default();
        Some(Self {
            field,
            at,
            status,
            is_status,
            quick: fraction.filter(|_| plain && asked != Asked::Identity),
            texts: Texts::default(),
            key: Vec::new(),
            cells: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// Forgets its texts if they are too many, or if `all`; to be asked between two blocks.
    pub fn forget(&mut self, all: bool) {
        if all || self.cells.len() > MOST_TEXTS {
            self.texts = Texts::default();
            self.cells.clear();
            self.faults.clear();
        }
    }

    /// Its place among the cells of a row.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// True if its cells mean the same whatever stands beside them.
    #[must_use]
    pub const fn stands_alone(&self) -> bool {
        self.status.is_none()
    }

    /// Reads the cell that starts at `at` in a block without quotes and goes on to `sign`: what stands in it, and
    /// where the sign does. `None` if it holds one of `others`, or if some text of the column has a fault, so that
    /// each must be looked at.
    #[inline]
    pub fn quick(&mut self, block: &[u8], at: usize, sign: Sign, others: (u8, u8)) -> Option<(Found, usize)> {
        if let Some(most) = self.quick {
            let word = scan::word(block, at);
            let length = sign.within_word(word).unwrap_or_default();
            let number = match most {
                0 => scan::count(word, length).map(|count| Found::Number(count, 0)),
                _ => self.plain(scan::number(word, length)),
            };
            if let Some(number) = number {
                return Some((number, at + length));
            }
        }
        let words = scan::words(block, at);
        let near = sign.within(words);
        if let Some(length) = near
            && let Some(place) = self.texts.recent(words, length)
        {
            return self.faults.is_empty().then_some((Found::Text(place), at + length));
        }
        let end = near.map_or_else(|| sign.next(block, at), |length| at + length);
        let text = block.get(at..end)?;
        let one_cell = memchr::memchr2(others.0, others.1, text).is_none();
        let found = one_cell.then(|| self.read_text(text))?;
        self.faults.is_empty().then_some((found, end))
    }

    /// Reads its cell of a row.
    pub fn read(&mut self, row: &Row<'_>) -> Found {
        match self.status {
            None => self.read_text(row.cell(self.at)),
            Some(status) => Found::Text(self.text_with_status(row, status)),
        }
    }

    fn read_text(&mut self, text: &[u8]) -> Found {
        if self.quick.is_some()
            && let Some(number) = self.plain(scan::long_number(text))
        {
            return number;
        }
        let (place, new) = self.texts.place(text);
        if new {
            self.remember(place, text, None);
        }
        Found::Text(place)
    }

    /// A number that need not be remembered.
    #[inline]
    fn plain(&self, number: Option<(i64, u32)>) -> Option<Found> {
        let (digits, fraction) = number?;
        self.quick.filter(|most| fraction <= *most).map(|_| Found::Number(digits, fraction))
    }

    fn text_with_status(&mut self, row: &Row<'_>, status: usize) -> u32 {
        let (text, word) = (row.cell(self.at), row.cell(status));
        self.key.clear();
        self.key.extend_from_slice(text);
        self.key.push(b'\n');
        self.key.extend_from_slice(word);
        let (place, new) = self.texts.place(&self.key);
        if new {
            self.remember(place, text, Some(word));
        }
        place
    }

    /// The fault of a text.
    #[must_use]
    pub fn fault(&self, found: Found) -> Option<&Fault> {
        let Found::Text(place) = found else { return None };
        if self.faults.is_empty() {
            return None;
        }
        let at = self.faults.binary_search_by_key(&place, |(text, _)| *text).ok()?;
        self.faults.get(at).map(|(_, fault)| fault)
    }

    /// The cell of a text.
    #[must_use]
    pub fn cell(&self, place: u32) -> Option<&Cell> {
        self.cells.get(place as usize)
    }

    /// The text of its cell of a row.
    #[must_use]
    pub fn text_of<'r>(&self, row: &'r Row<'_>) -> &'r [u8] {
        row.cell(self.at)
    }

    /// The word of its status column in a row.
    #[must_use]
    pub fn status_of<'r>(&self, row: &'r Row<'_>) -> Option<&'r str> {
        self.status.and_then(|at| std::str::from_utf8(row.cell(at)).ok())
    }

    fn remember(&mut self, place: u32, text: &[u8], word: Option<&[u8]>) {
        let plain = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
        let (cell, fault) = self.interpret(plain(text), word.map(plain));
        self.cells.push(cell);
        self.faults.extend(fault.map(|fault| (place, fault)));
    }

    fn interpret(&self, text: &str, word: Option<&str>) -> (Cell, Option<Fault>) {
        let status = word.and_then(Status::parse);
        let unknown = status.is_none() && word.is_some_and(|word| !word.is_empty());
        match self.field.read(text, status) {
            Ok(_) if self.is_status && !text.is_empty() && Status::parse(text).is_none() => {
                let fault = Fault::new(FaultKind::Status, "is no status", Status::cure(text));
                (Cell::Absent(Absence::Missing), Some(fault))
            }
            Ok(cell) => (cell, None),
            Err(fault) if unknown && fault.kind == FaultKind::Missing => {
                (Cell::Absent(Absence::Missing), None)
            }
            Err(fault) => (Cell::Absent(Absence::Missing), Some(fault)),
        }
    }
}

/// What the queries ask of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Only that its cells are right.
    Nothing,
    /// What its cells add up to.
    Amount,
    /// Which cells are the same.
    Identity,
}

/// True if every text of the right type is right.
fn is_free(field: &Field) -> bool {
    let rules = &field.constraints;
    let bounded = rules.minimum.is_some() || rules.maximum.is_some();
    let measured = rules.min_length.is_some() || rules.max_length.is_some();
    let chosen = !rules.allowed.is_empty() || rules.pattern.is_some() || !field.categories.is_empty();
    !rules.required && !bounded && !measured && !chosen
}

/// The file's first byte, for problems that are told by row and column.
#[must_use]
pub fn nowhere(file: FileId) -> crate::base::span::Span {
    crate::base::span::Span::start_of(file)
}
