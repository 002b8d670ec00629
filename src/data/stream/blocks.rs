//! A file in blocks of whole rows.
//!
//! A block ends at a line break outside quotes. In a file without a fault every second quote closes one,
//! so counting them from the start of a block is enough; a file with a fault is refused in any case.

use crate::base::{
    diagnostic::Diagnostic,
    source::Stream,
    span::{FileId, Span},
};

/// How much is read at once.
const PART: usize = 1024 * 1024;

/// The longest row; beyond it a quote was surely left open.
const LONGEST_ROW: usize = 16 * PART;

/// The blocks of a file.
#[derive(Debug)]
pub struct Blocks {
    id: FileId,
    file: Stream,
    quote: u8,
    /// What was read of the next block.
    rest: Vec<u8>,
    done: bool,
}

impl Blocks {
    /// The blocks of `file`, whose id is for messages.
    #[must_use]
    pub fn new(id: FileId, file: Stream, quote: u8) -> Self {
        Self { id, file, quote, rest: Vec::new(), done: false }
    }

    /// As many blocks as there are threads to read them; none at the end of the file.
    ///
    /// # Errors
    /// As for [`Blocks::read`].
    pub fn batch(&mut self) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let mut batch = Vec::new();
        while batch.len() < 2 * rayon::current_num_threads().max(1) {
            match self.read()? {
                Some(block) => batch.push(block),
                None => break,
            }
        }
        Ok(batch)
    }

    /// The next block; `None` at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read, or a row has no end.
    pub fn read(&mut self) -> Result<Option<Vec<u8>>, Diagnostic> {
        if self.done {
            return Ok(None);
        }
        let mut block = std::mem::take(&mut self.rest);
        block.reserve(PART);
        loop {
            if self.file.read(&mut block, PART)? < PART {
                self.done = true;
                return Ok((!block.is_empty()).then_some(block));
            }
            if let Some(end) = last_end(&block, self.quote) {
                self.rest = block.split_off(end);
                return Ok(Some(block));
            }
            if block.len() > LONGEST_ROW {
                return Err(endless(self.id));
            }
        }
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
    if !bytes.contains(&quote) {
        let feed = bytes.iter().rposition(|byte| *byte == b'\n');
        return feed.map(|at| at + 1);
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

    #[test]
    fn a_block_ends_outside_quotes() {
        assert_eq!(last_end(b"a,b\nc", b'"'), Some(4));
        assert_eq!(last_end(b"a\n\"b\nc", b'"'), Some(2));
        assert_eq!(last_end(b"\"a\n\"\"\nb\"\nc", b'"'), Some(9));
        assert_eq!(last_end(b"abc", b'"'), None);
    }
}
