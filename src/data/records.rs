//! The rows of a CSV text, one after another, each cell with its bytes; quotes must be whole.
//!
//! The `csv` crate says what the cells are. It forgives what no careful file holds (a quote that is never
//! closed, text behind a closing quote), so a second look at the same bytes finds those and the places.

use csv::{ByteRecord, Reader, ReaderBuilder};

/// The signs that lay out a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Between cells.
    pub delimiter: u8,
    /// Around cells.
    pub quote: u8,
}

/// The rows of a text.
pub struct Records<'t> {
    reader: Reader<&'t [u8]>,
    bytes: &'t [u8],
    signs: Signs,
    base: usize,
    at: usize,
    row: u32,
}

/// One row.
#[derive(Debug)]
pub struct Record {
    cells: ByteRecord,
    start: usize,
    ends: Vec<usize>,
    /// As a spreadsheet counts, from 1, with empty lines.
    pub row: u32,
    /// How many empty lines stand right before it.
    pub gap: u32,
    /// What is wrong with its quotes, and where.
    pub fault: Option<QuoteFault>,
}

/// A quote that does not hold a whole cell; offsets into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteFault {
    /// Opened here and never closed.
    Unclosed(usize),
    /// In the middle of a cell that does not start with one.
    Inside(usize),
    /// Opened here, closed, and followed by more text there.
    Followed(usize, usize),
}

impl<'t> Records<'t> {
    /// The rows of `text` from byte `start` on.
    #[must_use]
    pub fn new(text: &'t str, start: usize, signs: Signs) -> Self {
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(signs.delimiter)
            .quote(signs.quote)
            .from_reader(rest);
        Self { reader, bytes: text.as_bytes(), signs, base: start, at: start, row: 0 }
    }

    /// Steps over line breaks; how many there were.
    fn skip_lines(&mut self) -> u32 {
        let mut count = 0;
        while let Some(length) = line_break(self.bytes, self.at) {
            self.at += length;
            count += 1;
        }
        count
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut cells = ByteRecord::new();
        // Reading bytes that are already there cannot fail, and rows of any length are taken.
        let more = self.reader.read_byte_record(&mut cells).unwrap_or(false);
        let gap = self.skip_lines();
        if !more {
            return None;
        }
        self.row = self.row.saturating_add(gap).saturating_add(1);
        let start = self.at;
        let (ends, fault) = cell_ends(self.bytes, start, self.signs);
        let parsed = self.base + usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.at = match (fault, ends.last()) {
            (None, Some(end)) => end + line_break(self.bytes, *end).unwrap_or_default(),
            _ => parsed + self.split_line_break(parsed),
        };
        Some(Record { cells, start, ends, row: self.row, gap, fault })
    }
}

impl Records<'_> {
    /// 1 where the reader stopped between the two bytes of a line break.
    fn split_line_break(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|before| self.bytes.get(before));
        usize::from(before == Some(&b'\r') && self.bytes.get(at) == Some(&b'\n'))
    }
}

impl Record {
    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True if all its cells are empty, as in the last rows that spreadsheets export.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        (0..self.len()).all(|cell| self.text(cell).trim().is_empty())
    }

    /// The text of a cell without its quotes.
    #[must_use]
    pub fn text(&self, cell: usize) -> &str {
        self.cells.get(cell).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The offsets of a cell with its quotes; those of the whole row for a cell that it does not have.
    #[must_use]
    pub fn range(&self, cell: usize) -> (usize, usize) {
        let start = match cell.checked_sub(1) {
            None => Some(self.start),
            Some(before) => self.ends.get(before).map(|end| end + 1),
        };
        start.zip(self.ends.get(cell).copied()).unwrap_or((self.start, self.end()))
    }

    /// Where it starts.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// Where its last cell ends.
    #[must_use]
    pub fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(self.start)
    }

    /// Where each cell ends.
    #[must_use]
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }
}

/// The offsets after each cell of the row that starts at `start`, up to the first fault.
fn cell_ends(bytes: &[u8], start: usize, signs: Signs) -> (Vec<usize>, Option<QuoteFault>) {
    let mut ends = Vec::new();
    let mut at = start;
    loop {
        let end = if bytes.get(at) == Some(&signs.quote) {
            quoted_end(bytes, at, signs)
        } else {
            plain_end(bytes, at, signs)
        };
        match end {
            Ok(end) => ends.push(end),
            Err(fault) => return (ends, Some(fault)),
        }
        at = ends.last().copied().unwrap_or(at);
        if bytes.get(at) != Some(&signs.delimiter) {
            return (ends, None);
        }
        at += 1;
    }
}

/// The end of a cell without quotes.
fn plain_end(bytes: &[u8], at: usize, signs: Signs) -> Result<usize, QuoteFault> {
    let ends = |byte: &u8| *byte == signs.delimiter || *byte == signs.quote || matches!(byte, b'\r' | b'\n');
    let rest = bytes.get(at..).unwrap_or_default();
    let end = at + rest.iter().position(ends).unwrap_or(rest.len());
    if bytes.get(end) == Some(&signs.quote) { Err(QuoteFault::Inside(end)) } else { Ok(end) }
}

/// The offset after the closing quote of the cell that opens at `open`.
fn quoted_end(bytes: &[u8], open: usize, signs: Signs) -> Result<usize, QuoteFault> {
    let mut at = open + 1;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(length) = rest.iter().position(|byte| *byte == signs.quote) else {
            return Err(QuoteFault::Unclosed(open));
        };
        at += length + 1;
        match bytes.get(at) {
            Some(byte) if *byte == signs.quote => at += 1,
            None | Some(b'\r' | b'\n') => return Ok(at),
            Some(byte) if *byte == signs.delimiter => return Ok(at),
            Some(_) => return Err(QuoteFault::Followed(open, at)),
        }
    }
}

/// The length of the line break at `at`, if there is one.
fn line_break(bytes: &[u8], at: usize) -> Option<usize> {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(2),
        (Some(b'\r' | b'\n'), _) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNS: Signs = Signs { delimiter: b',', quote: b'"' };

    fn cells(text: &str) -> Vec<Vec<String>> {
        let cells = |record: Record| (0..record.len()).map(|cell| record.text(cell).to_owned()).collect();
        Records::new(text, 0, SIGNS).map(cells).collect()
    }

    #[test]
    fn cells_and_places_agree() {
        let text = "a,\"b\"\"\r\nc\",\r\n\r\n,é,\"\"\r\n";
        let records: Vec<_> = Records::new(text, 0, SIGNS).collect();
        assert_eq!(cells(text), [["a", "b\"\r\nc", ""], ["", "é", ""]]);
        let written = |record: &Record, cell| record.range(cell);
        assert_eq!(text.get(written(&records[0], 1).0..written(&records[0], 1).1), Some("\"b\"\"\r\nc\""));
        assert_eq!(text.get(written(&records[1], 1).0..written(&records[1], 1).1), Some("é"));
        assert_eq!((records[1].row, records[1].gap), (3, 1));
    }

    #[test]
    fn every_line_break_ends_a_row() {
        for text in ["a,b\nc,d\n", "a,b\r\nc,d", "a,b\rc,d\r", "a,b\r\n\r\n\r\nc,d\r\n\r\n"] {
            assert_eq!(cells(text), [["a", "b"], ["c", "d"]], "{text:?}");
        }
    }

    #[test]
    fn broken_quotes_are_placed() {
        let fault = |text| Records::new(text, 0, SIGNS).next().unwrap().fault;
        assert_eq!(fault("a,\"b\nc,d\n"), Some(QuoteFault::Unclosed(2)));
        assert_eq!(fault("a,b\"c\n"), Some(QuoteFault::Inside(3)));
        assert_eq!(fault("a,\"b\" c\n"), Some(QuoteFault::Followed(2, 5)));
        assert_eq!(fault("a,\"b\"\"\"\n"), None);
    }

    #[test]
    fn rows_after_a_fault_keep_their_places() {
        let text = "a,b\"c\r\nd,e\r\nf,g";
        let records: Vec<_> = Records::new(text, 0, SIGNS).collect();
        assert_eq!(
            records.iter().map(|record| (record.start(), record.row, record.gap)).collect::<Vec<_>>(),
            [(0, 1, 0), (7, 2, 0), (12, 3, 0)]
        );
    }
}
