//! Numbers as a descriptor declares them: digits, one sign, one decimal point, and a group sign only if
//! it was declared. Everything else is refused; `number_fault` says why.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::data::{
    fault::{Fault, FaultKind},
    number_fault,
};

/// How the numbers of a field are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    /// Between whole and fraction.
    pub decimal: char,
    /// Between groups of digits, if there may be any.
    pub group: Option<char>,
}

impl Default for Notation {
    fn default() -> Self {
        Self { decimal: '.', group: None }
    }
}

/// The parts of a number that is written as declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'t> {
    /// True for a leading `-`.
    pub negative: bool,
    /// Digits before the decimal sign, without group signs; empty for `.5`.
    pub whole: Cow<'t, str>,
    /// Digits behind the decimal sign.
    pub fraction: Option<&'t str>,
}

impl Notation {
    /// The parts of `text`, if it is written as declared.
    #[must_use]
    pub fn parts<'t>(&self, text: &'t str) -> Option<Parts<'t>> {
        let negative = text.starts_with('-');
        let body = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = match body.split_once(self.decimal) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (body, None),
        };
        let whole = self.ungrouped(whole)?;
        let sound = match fraction {
            Some(fraction) => digits(fraction) && (whole.is_empty() || digits(&whole)),
            None => digits(&whole),
        };
        sound.then_some(Parts { negative, whole, fraction })
    }

    /// `whole` without its group signs: a first group of one to three digits, a last one of three, and
    /// two or three in those between, as India groups.
    fn ungrouped<'t>(&self, whole: &'t str) -> Option<Cow<'t, str>> {
        let is_group =
            |c: char| self.group.is_some_and(|group| c == group || (is_space(c) && is_space(group)));
        if !whole.contains(is_group) {
            return Some(Cow::Borrowed(whole));
        }
        let groups: Vec<&str> = whole.split(is_group).collect();
        let (first, rest) = groups.split_first()?;
        let (last, between) = rest.split_last()?;
        let sound = (1..=3).contains(&first.len())
            && last.len() == 3
            && between.iter().all(|group| matches!(group.len(), 2 | 3));
        sound.then(|| Cow::Owned(groups.concat()))
    }
}

/// A count.
///
/// # Errors
/// When `text` is not written as declared, or beyond 64 bits.
pub fn integer(text: &str, notation: Notation) -> Result<i64, Fault> {
    let parts = notation.parts(text).filter(|parts| parts.fraction.is_none());
    let parts = parts.ok_or_else(|| number_fault::explain(text, notation, true))?;
    let plain = spelled(&parts)?;
    plain.parse().map_err(|_| {
        let limit = if parts.negative { i64::MIN } else { i64::MAX };
        too_large(&format!("lies beyond {limit}, the limit of whole numbers"))
    })
}

/// An exact decimal.
///
/// # Errors
/// When `text` is not written as declared, or has more than 28 digits.
pub fn decimal(text: &str, notation: Notation) -> Result<Decimal, Fault> {
    let parts = notation.parts(text).ok_or_else(|| number_fault::explain(text, notation, false))?;
    Decimal::from_str_exact(&spelled(&parts)?).map_err(|_| too_large("has more than 28 digits"))
}

/// The parts with an ASCII minus and point.
fn spelled(parts: &Parts<'_>) -> Result<String, Fault> {
    if parts.whole.len() > 1 && parts.whole.starts_with('0') {
        let cure =
            "if it is a code, declare `type: string` to keep the zero; if it is a number, delete the zero";
        return Err(Fault::new(FaultKind::Number, "starts with a zero", cure));
    }
    let sign = if parts.negative { "-" } else { "" };
    let whole = if parts.whole.is_empty() { "0" } else { &parts.whole };
    Ok(match parts.fraction {
        Some(fraction) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{whole}"),
    })
}

fn too_large(words: &str) -> Fault {
    Fault::new(FaultKind::Number, words, "check the figure; if it is a code, declare `type: string`")
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The spaces that group digits: plain, no-break, narrow no-break, thin.
#[must_use]
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Notation = Notation { decimal: '.', group: None };
    const GERMAN: Notation = Notation { decimal: ',', group: Some('.') };
    const FRENCH: Notation = Notation { decimal: ',', group: Some(' ') };

    #[test]
    fn digits_sign_and_point_are_a_number() {
        for (text, value) in [
            ("0", 0),
            ("-12", -12),
            ("+7", 7),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(integer(text, PLAIN), Ok(value), "{text}");
        }
        for (text, value) in [("4.33", "4.33"), (".5", "0.5"), ("-0.10", "-0.10")] {
            assert_eq!(decimal(text, PLAIN).unwrap().to_string(), value);
        }
    }

    #[test]
    fn nothing_else_is_a_count() {
        let texts = [
            "1,234",
            "1.234",
            "1 234",
            "1'234",
            "12.0",
            "1e3",
            "0x10",
            "١٢",
            "１２",
            "NaN",
            "inf",
            "",
            "-",
            "<5",
            "*",
            "n/a",
            "3.5",
            "18446744073709551616",
            "9223372036854775808",
            "007",
            " 1",
            "1 ",
            "--1",
            "1-",
            "5.",
            ".",
            "1_000",
        ];
        for text in texts {
            assert!(integer(text, PLAIN).is_err(), "{text}");
        }
    }

    #[test]
    fn declared_signs_are_read() {
        assert_eq!(integer("1.234.567", GERMAN), Ok(1_234_567));
        assert_eq!(integer("12,34,567", Notation { decimal: '.', group: Some(',') }), Ok(1_234_567));
        assert_eq!(decimal("1.234,50", GERMAN).unwrap().to_string(), "1234.50");
        assert_eq!(decimal("1\u{202f}234,5", FRENCH).unwrap().to_string(), "1234.5");
    }

    #[test]
    fn groups_of_the_wrong_length_are_refused() {
        for text in ["1.23", "1234.567", ".123", "1..234", "1.2345"] {
            assert!(integer(text, GERMAN).is_err(), "{text}");
        }
    }

    #[test]
    fn no_digit_is_lost() {
        assert!(decimal("0.12345678901234567890123456789", PLAIN).is_err());
        assert!(decimal("79228162514264337593543950336", PLAIN).is_err());
    }
}
