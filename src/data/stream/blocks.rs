//! A file in blocks of whole rows.
//!
//! A block ends at a line break outside quotes. In a file without a fault every second quote closes one,
//! so counting them from the start of a block is enough; a file with a fault is refused in any case.

use crate::base::{
    diagnostic::Diagnostic,
    source::Stream,
    span::{FileId, Span},
};

/// How much is read at once: so little that it is still near the processor when it is looked at.
const PART: usize = 1024 * 1024;

/// The longest row; beyond it a quote was surely left open.
const LONGEST_ROW: usize = 16 * 1024 * 1024;

/// The blocks of a file.
#[derive(Debug)]
pub struct Blocks {
    id: FileId,
    file: Stream,
    quote: u8,
    /// What was read of the next block.
    rest: Vec<u8>,
    /// How many were read.
    count: usize,
    done: bool,
}

impl Blocks {
    /// The blocks of `file`, whose id is for messages.
    #[must_use]
    pub fn new(id: FileId, file: Stream, quote: u8) -> Self {
        Self { id, file, quote, rest: Vec::new(), count: 0, done: false }
    }

    /// Reads the next block in place of the last one in `block`; its number, from 0, or `None` at the end of
    /// the file.
    ///
    /// # Errors
    /// When the file cannot be read, or a row has no end. No block follows: another thread would take what
    /// is left of the row for the start of one.
    pub fn read(&mut self, block: &mut Vec<u8>) -> Result<Option<usize>, Diagnostic> {
        block.clear();
        block.append(&mut self.rest);
        self.fill(block).inspect_err(|_| self.done = true)?;
        let number = self.count;
        self.count += 1;
        Ok((!block.is_empty()).then_some(number))
    }

    /// Reads on to the end of a row.
    fn fill(&mut self, block: &mut Vec<u8>) -> Result<(), Diagnostic> {
        while !self.done {
            block.reserve(PART);
            self.done = self.file.read(block, PART)? < PART;
            if self.done {
                break;
            }
            if let Some(end) = last_end(block, self.quote) {
                self.rest.extend(block.drain(end..));
                break;
            }
            if block.len() > LONGEST_ROW {
                return Err(endless(self.id));
            }
        }
        Ok(())
    }

    /// Fails if the file was changed while it was read.
    ///
    /// # Errors
    /// When it was.
    pub fn finish(&self) -> Result<(), Diagnostic> {
        self.file.unchanged()
    }
}

fn endless(file: FileId) -> Diagnostic {
    Diagnostic::error("too-large", Span::start_of(file), "a row of this file is longer than 16 MiB")
        .help("look for a quote that is opened and never closed")
}

/// The offset after the last line break outside quotes.
fn last_end(bytes: &[u8], quote: u8) -> Option<usize> {
    if memchr::memchr(quote, bytes).is_none() {
        return memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    }
    let (mut inside, mut end) = (false, None);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == quote {
            inside = !inside;
        } else if *byte == b'\n' && !inside {
            end = Some(at + 1);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::Sources;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes the file that it reads")]
    fn nothing_follows_a_row_without_end() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        std::fs::create_dir(&data).unwrap();
        std::fs::write(root.path().join("casebook.yaml"), "title: Test\n").unwrap();
        std::fs::write(data.join("long.csv"), format!("a\n\"{}", "x".repeat(LONGEST_ROW + 3 * PART)))
            .unwrap();
        let sources = Sources::read(root.path(), Vec::new()).unwrap();
        let id = sources.find("data/long.csv").unwrap();
        let mut blocks = Blocks::new(id, sources.stream(id).unwrap(), b'"');
        let mut block = Vec::new();

        assert_eq!(blocks.read(&mut block).unwrap(), Some(0));
        assert_eq!(block, b"a\n");
        assert_eq!(blocks.read(&mut block).unwrap_err().code, "too-large");
        assert_eq!(blocks.read(&mut block).unwrap(), None);
    }

    #[test]
    fn a_block_ends_outside_quotes() {
        assert_eq!(last_end(b"a,b\nc", b'"'), Some(4));
        assert_eq!(last_end(b"a\n\"b\nc", b'"'), Some(2));
        assert_eq!(last_end(b"\"a\n\"\"\nb\"\nc", b'"'), Some(9));
        assert_eq!(last_end(b"abc", b'"'), None);
    }
}
