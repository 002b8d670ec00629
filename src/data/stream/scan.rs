//! Eight bytes at a time: where a cell ends, and the number that it holds.
//!
//! Bytes stand in a word with the first lowest. What each function does in a word is what a loop over its
//! bytes would do; a loop goes another way for each length of a cell, which costs more than the work.

/// A one in each byte.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// The highest bit of each byte.
const HIGHS: u64 = ONES << 7;

/// Eight times the digit zero.
const ZEROS: u64 = ONES * b'0' as u64;

/// No number of more digits is read here.
const DIGITS: usize = 18;

/// A sign that is looked for, once for each byte of a word.
#[derive(Clone, Copy, Debug)]
pub struct Sign(u64);

impl Sign {
    /// The line break.
    pub const FEED: Self = Self::new(b'\n');

    /// What stands before it in files from Windows.
    pub const CARRIAGE: Self = Self::new(b'\r');

    /// A sign; not zero.
    #[must_use]
    pub const fn new(sign: u8) -> Self {
        Self(ONES * sign as u64)
    }

    /// Where it stands next, from `at` on; the length of `bytes` if it does not.
    #[inline]
    #[must_use]
    pub fn next(self, bytes: &[u8], at: usize) -> usize {
        self.or(self, bytes, at)
    }

    /// Its place in eight bytes.
    #[inline]
    #[must_use]
    pub const fn within_word(self, word: u64) -> Option<usize> {
        let found = zero_bytes(word ^ self.0);
        if found == 0 { None } else { Some(first(found)) }
    }

    /// Its place in 16 bytes.
    #[inline]
    #[must_use]
    pub fn within(self, bytes: u128) -> Option<usize> {
        let marks = |word| u128::from(zero_bytes(word ^ self.0));
        let [low, high] = halves(bytes);
        let found = marks(high) << 64 | marks(low);
        (found != 0).then(|| (found.trailing_zeros() >> 3) as usize)
    }

    /// Where it or the other stands next.
    #[inline]
    #[must_use]
    pub fn or(self, other: Self, bytes: &[u8], mut at: usize) -> usize {
        while at < bytes.len() {
            let word = word(bytes, at);
            let found = zero_bytes(word ^ self.0) | zero_bytes(word ^ other.0);
            if found != 0 {
                return at + first(found);
            }
            at += 8;
        }
        bytes.len()
    }
}

/// Eight bytes from `at` on, zeros behind the end.
#[must_use]
#[inline]
pub fn word(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

/// Sixteen bytes from `at` on, zeros behind the end.
#[inline]
#[must_use]
pub fn words(bytes: &[u8], at: usize) -> u128 {
    u128::from(word(bytes, at + 8)) << 64 | u128::from(word(bytes, at))
}

/// The lower and the upper eight bytes.
#[inline]
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "each half is cut off on purpose")]
pub const fn halves(bytes: u128) -> [u64; 2] {
    [bytes as u64, (bytes >> 64) as u64]
}

/// Marks the bytes that are zero; the lowest mark is always right.
#[inline]
const fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// The place of the lowest marked byte.
#[inline]
const fn first(marks: u64) -> usize {
    (marks.trailing_zeros() >> 3) as usize
}

/// The lowest `count` bytes; at most seven.
const fn lowest(count: usize) -> u64 {
    (1 << (8 * count)) - 1
}

/// The count that the first `length` bytes of `word` write, if that is at most eight digits.
#[must_use]
#[inline]
pub fn count(word: u64, length: usize) -> Option<i64> {
    if length == 0 || length > 8 || (length > 1 && word & 0xFF == u64::from(b'0')) {
        return None;
    }
    eight_digits(last(word, length))
}

/// The first `count` bytes of a word as its last ones, with zeros to count with before them.
#[inline]
const fn last(word: u64, count: usize) -> u64 {
    let free = 8 - count;
    word << (8 * free) | (ZEROS & lowest(free))
}

/// The number that the first `length` bytes of `word` write, if that is at most eight digits with at most one
/// point among them: the digits as a whole number, and how many stand behind the point.
#[must_use]
#[inline]
pub fn number(word: u64, length: usize) -> Option<(i64, u32)> {
    if length == 0 || length > 8 {
        return None;
    }
    let point = first(zero_bytes(word ^ (ONES * u64::from(b'.')))).min(length);
    let fraction = length.checked_sub(point + 1);
    let (digits, count) = match fraction {
        // A point at the end is no point of a number.
        Some(0) => return None,
        Some(_) => ((word & lowest(point)) | (word >> 8 & !lowest(point)), length - 1),
        None => (word, length),
    };
    if point == 0 || (point > 1 && word & 0xFF == u64::from(b'0')) {
        return None;
    }
    let fraction = u32::try_from(fraction.unwrap_or_default()).ok()?;
    Some((eight_digits(last(digits, count))?, fraction))
}

/// Eight digits as a number.
#[inline]
fn eight_digits(digits: u64) -> Option<i64> {
    const HALVES: u64 = ONES * 0xF0;
    let above = digits.wrapping_add(ONES * 6);
    if digits & HALVES != ZEROS || above & HALVES != ZEROS {
        return None;
    }
    // Two digits, four, eight: each step joins neighbours, the earlier of which counts more.
    let pairs = ((digits - ZEROS).wrapping_mul(10 << 8 | 1) >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_FFFF_0000_FFFF;
    i64::try_from(fours.wrapping_mul(10_000 << 32 | 1) >> 32).ok()
}

/// The same of a text of at most 18 digits, which may have a minus; byte by byte.
#[must_use]
pub fn long_number(text: &[u8]) -> Option<(i64, u32)> {
    let body = text.strip_prefix(b"-").unwrap_or(text);
    let point = body.iter().position(|byte| *byte == b'.').unwrap_or(body.len());
    let fraction = body.len().checked_sub(point + 1);
    if point == 0 || fraction == Some(0) || body.len() > DIGITS || (point > 1 && body.first() == Some(&b'0'))
    {
        return None;
    }
    let mut number = 0_i64;
    for byte in body.iter().enumerate().filter(|(at, _)| *at != point).map(|(_, byte)| byte) {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(byte - b'0');
    }
    let fraction = u32::try_from(fraction.unwrap_or_default()).ok()?;
    Some((if body.len() < text.len() { -number } else { number }, fraction))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::data::number::{self, Notation};

    #[test]
    fn a_cell_ends_at_the_first_sign() {
        let delimiter = Sign::new(b';');
        for line in [
            "",
            "a",
            "abc;d\n",
            "twelve bytes\nmore",
            "\u{e9}\u{3b}x",
            "\u{1}\u{0}:;<\n",
            "nothing at all here",
        ] {
            let slow = |from: usize| {
                let found = line.bytes().skip(from).position(|byte| byte == b';' || byte == b'\n');
                found.map_or(line.len(), |at| from + at)
            };
            for from in 0..=line.len() {
                let either = delimiter.or(Sign::FEED, line.as_bytes(), from);
                assert_eq!(either, slow(from), "{line:?} from {from}");
                let own = line.bytes().skip(from).position(|byte| byte == b';');
                let own = own.map_or(line.len(), |at| from + at);
                assert_eq!(delimiter.next(line.as_bytes(), from), own, "{line:?} from {from}");
                let near = delimiter.within(words(line.as_bytes(), from)).map(|at| from + at);
                assert_eq!(
                    near,
                    Some(own).filter(|at| *at < line.len().min(from + 16)),
                    "{line:?} from {from}"
                );
            }
        }
    }

    #[test]
    fn a_quick_number_is_the_number() {
        let texts = [
            "0",
            "7",
            "42",
            "2024",
            "99999999",
            "12345678",
            "1.5",
            "0.25",
            "12.34",
            "1234.567",
            "123456.7",
            "10.00",
            "007",
            "00.5",
            "+5",
            "-3",
            "-0",
            "-12.50",
            "",
            "-",
            ".",
            ".5",
            "5.",
            "1.2.3",
            "1e3",
            "1/2",
            "1:2",
            "12 3",
            "1,5",
            "\u{0}1",
            "999999999999999999",
            "1234567890.12345678",
            "9999999999999999999",
            "-1234567.25",
        ];
        for text in texts {
            let padded = format!("{text},following");
            let short = number(word(padded.as_bytes(), 0), text.len());
            let long = long_number(text.as_bytes());
            for (digits, scale) in short.into_iter().chain(long) {
                let exact = number::decimal(text, Notation::default());
                assert_eq!(exact, Ok(Decimal::new(digits, scale)), "{text}");
            }
            let whole = count(word(padded.as_bytes(), 0), text.len());
            assert_eq!(whole, short.filter(|_| !text.contains('.')).map(|(digits, _)| digits), "{text}");
            let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.len() <= 8;
            assert_eq!(short.is_some(), plain && long.is_some(), "{text}");
        }
        assert_eq!(number(word(b"12.34", 0), 5), Some((1234, 2)));
        assert_eq!(long_number(b"-12.50"), Some((-1250, 2)));
        assert_eq!(long_number(b"007"), None);
    }
}
