//! The different texts of a column, each with a number.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::data::stream::scan;

/// Texts of at most so many bytes are looked up as one number.
const SHORT: usize = 15;

/// How many short texts are found at once; a power of two.
const RECENT: usize = 1 << 11;

/// No short text.
const NONE: (u128, u32) = (u128::MAX, 0);

/// Texts by their place, in the order in which they are met. Looked up, never walked.
#[derive(Debug)]
pub struct Texts {
    short: HashMap<u128, u32, FixedState>,
    /// The last short text of each slot: most are found here, without a search.
    recent: Vec<(u128, u32)>,
    long: HashMap<Box<[u8]>, u32, FixedState>,
}

impl Default for Texts {
    fn default() -> Self {
        Self { short: HashMap::default(), recent: vec![NONE; RECENT], long: HashMap::default() }
    }
}

impl Texts {
    /// The place of a text, and whether it is new.
    pub fn place(&mut self, text: &[u8]) -> (u32, bool) {
        let next = u32::try_from(self.short.len() + self.long.len()).unwrap_or(u32::MAX);
        let place = if text.len() <= SHORT {
            let word = text.iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte));
            self.short(packed(word, text.len()), next)
        } else if let Some(place) = self.long.get(text) {
            *place
        } else {
            self.long.insert(text.into(), next);
            next
        };
        (place, place == next)
    }

    fn short(&mut self, text: u128, next: u32) -> u32 {
        let place = *self.short.entry(text).or_insert(next);
        if let Some(recent) = self.recent.get_mut(slot(text)) {
            *recent = (text, place);
        }
        place
    }

    /// The place of the first `length` bytes of `word`, the first lowest, if that is a text of at most 15 bytes
    /// that was met lately.
    #[inline]
    #[must_use]
    pub fn recent(&self, word: u128, length: usize) -> Option<u32> {
        let text = (length <= SHORT).then(|| packed(word & ((1 << (8 * length)) - 1), length))?;
        let (found, place) = *self.recent.get(slot(text))?;
        (found == text).then_some(place)
    }
}

/// A short hash: the upper bits of a product that every byte of the text takes part in.
#[inline]
fn slot(text: u128) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let [low, high] = scan::halves(text);
    let mixed = (low ^ high.rotate_left(29)).wrapping_mul(ODD);
    (mixed >> (64 - RECENT.trailing_zeros())) as usize
}

/// A short text and its length.
#[inline]
const fn packed(word: u128, length: usize) -> u128 {
    word | (length as u128) << (8 * SHORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_its_own_place() {
        let mut texts = Texts::default();
        let list = ["", "\0", "a", "a\0", "fifteen bytes..", "sixteen bytes...", "sixteen bytes..!"];
        for (at, text) in list.iter().enumerate() {
            assert_eq!(texts.place(text.as_bytes()), (u32::try_from(at).unwrap(), true), "{text:?}");
        }
        for (at, text) in list.iter().enumerate() {
            assert_eq!(texts.place(text.as_bytes()), (u32::try_from(at).unwrap(), false), "{text:?}");
        }
        let word = u128::from_le_bytes(*b"a, and more text");
        assert_eq!(texts.recent(word, 1), Some(2));
        assert_eq!(texts.recent(word, 2), None);
        assert_eq!(texts.recent(word, 16), None);
    }
}
