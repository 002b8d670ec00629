//! One column of a block: each different text is read once, however often it stands there.

use std::collections::BTreeMap;

use crate::{
    base::span::FileId,
    data::{
        cell::Cell,
        fault::{Fault, FaultKind},
        field::Field,
        kind::FieldType,
        number::Notation,
        status::{Absence, Status},
        stream::block::Row,
    },
};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A count without a flag.
    Plain(i64),
    /// A text, by its place among those of the block.
    Text(u32),
}

/// A column while a block is read.
pub struct Column<'s> {
    field: &'s Field,
    /// Where it stands.
    at: usize,
    /// Where its status stands.
    status: Option<usize>,
    /// Other fields have their status here.
    is_status: bool,
    /// Plain counts need not be remembered.
    quick: bool,
    places: BTreeMap<Box<[u8]>, u32>,
    key: Vec<u8>,
    /// The cells of the texts.
    pub cells: Vec<Cell>,
    /// Their faults.
    pub faults: Vec<Option<Fault>>,
}

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
        let counts = field.kind == FieldType::Integer && field.writing.notation == Notation::default();
        let no_code =
            field.missing.iter().all(|missing| !missing.text.bytes().any(|byte| byte.is_ascii_digit()));
        Some(Self {
            field,
            at,
            status,
            is_status,
            quick: free && counts && no_code && asked != Asked::Identity,
            places: BTreeMap::new(),
            key: Vec::new(),
            cells: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// Reads its cell of a row.
    pub fn read(&mut self, row: &Row<'_>) -> Found {
        let text = row.cell(self.at);
        if let Some(number) = Some(text).filter(|_| self.quick).and_then(digits) {
            return Found::Plain(number);
        }
        let Some(status) = self.status else {
            return Found::Text(match self.places.get(text) {
                Some(place) => *place,
                None => self.remember(text, text, None),
            });
        };
        let word = row.cell(status);
        self.key.clear();
        self.key.extend_from_slice(text);
        self.key.push(b'\n');
        self.key.extend_from_slice(word);
        let key = std::mem::take(&mut self.key);
        let place = match self.places.get(key.as_slice()) {
            Some(place) => *place,
            None => self.remember(&key, text, Some(word)),
        };
        self.key = key;
        Found::Text(place)
    }

    /// The fault of a text.
    #[must_use]
    pub fn fault(&self, found: Found) -> Option<&Fault> {
        let Found::Text(place) = found else { return None };
        self.faults.get(place as usize)?.as_ref()
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

    fn remember(&mut self, key: &[u8], text: &[u8], word: Option<&[u8]>) -> u32 {
        let place = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let plain = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
        let (cell, fault) = self.interpret(plain(text), word.map(plain));
        self.cells.push(cell);
        self.faults.push(fault);
        self.places.insert(key.into(), place);
        place
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

/// A count of at most 18 digits, written as [`integer`](crate::data::number::integer) wants it.
fn digits(text: &[u8]) -> Option<i64> {
    let (negative, body) = match text {
        [b'-', body @ ..] => (true, body),
        body => (false, body),
    };
    if body.is_empty() || body.len() > 18 || (body.len() > 1 && body.first() == Some(&b'0')) {
        return None;
    }
    let mut number = 0_i64;
    for byte in body {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(byte - b'0');
    }
    Some(if negative { -number } else { number })
}

/// The file's first byte, for problems that are told by row and column.
#[must_use]
pub fn nowhere(file: FileId) -> crate::base::span::Span {
    crate::base::span::Span::start_of(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::number;

    #[test]
    fn quick_counts_are_counts() {
        for text in ["0", "7", "-12", "999999999999999999", "007", "+5", "", "-", "1.0", "1e3", "-0"] {
            if let Some(quick) = digits(text.as_bytes()) {
                assert_eq!(number::integer(text, Notation::default()), Ok(quick), "{text}");
            }
        }
        assert_eq!(digits(b"-12"), Some(-12));
        assert_eq!(digits(b"007"), None);
    }
}
