//! How far a text may go: how deep its lists nest, and how much it repeats by reference.

use pulldown_cmark::LinkType;

/// Lists and quotations nest no deeper; a browser's layout and our own stack end somewhere.
pub const DEEPEST: usize = 64;

/// A short text may repeat so many bytes of addresses by reference, a longer one as many as it has itself.
/// It is the reader's own limit: beyond it, pulldown-cmark leaves references as they are, in silence.
const REPEATED: usize = 100_000;

/// What a text has used up.
#[derive(Debug)]
pub struct Limits {
    depth: usize,
    left: usize,
}

impl Limits {
    /// Nothing is used up of the limits of a text of `length` bytes.
    pub fn new(length: usize) -> Self {
        Self { depth: 0, left: length.max(REPEATED) }
    }

    /// Something opens.
    pub fn open(&mut self) {
        self.depth += 1;
    }

    /// Something closes.
    pub fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// True if too much is open.
    pub fn is_too_deep(&self) -> bool {
        self.depth > DEEPEST
    }

    /// Counts an address of `bytes`; true for the one that uses up the limit.
    pub fn is_last_reference(&mut self, kind: LinkType, bytes: usize) -> bool {
        if !matches!(kind, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) || self.left == 0 {
            return false;
        }
        self.left = self.left.saturating_sub(bytes);
        self.left == 0
    }
}
