//! Reads numbers as a language writes them: the inverse of [`Locale::number`](crate::base::locale::Locale::number).

use rust_decimal::Decimal;

use crate::base::locale::Locale;

/// A number as written, with how precisely it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenNumber {
    /// Its value.
    pub value: Decimal,
    /// The decimals that stand there.
    pub decimals: u32,
}

impl Locale {
    /// The value of `text` if it is one number in this language, with or without thousands separators.
    #[must_use]
    pub fn parse_number(&self, text: &str) -> Option<WrittenNumber> {
        let sample = self.number(Decimal::new(12_345_678, 1), None);
        let signs: Vec<char> = sample.chars().filter(|c| !c.is_numeric()).collect();
        let (point, group) = match signs.as_slice() {
            [.., group, point] => (*point, Some(*group)),
            [point] => (*point, None),
            [] => ('.', None),
        };
        let mut plain = String::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            match c {
                '-' | '\u{2212}' if at == 0 => plain.push('-'),
                '\u{66b}' => plain.push('.'),
                '\u{66c}' => {}
                _ if c == point => plain.push('.'),
                _ if Some(c) == group || (group.is_some_and(is_space) && is_space(c)) => {}
                _ => plain.push(char::from_digit(digit(c)?, 10)?),
            }
        }
        let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len());
        let value = plain.parse().ok().filter(|_| well_grouped(text, point, group))?;
        Some(WrittenNumber { value, decimals: u32::try_from(decimals).ok()? })
    }
}

/// Spaces that separate thousands are interchangeable on a keyboard.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// The value of a decimal digit, Western or Arabic-Indic.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(u32::from(c) - 0x6f0),
        _ => None,
    }
}

/// True unless a separator stands where no thousands end: `1,27` is no number in English.
fn well_grouped(text: &str, point: char, group: Option<char>) -> bool {
    let whole = text.split([point, '\u{66b}']).next().unwrap_or(text);
    let separates =
        |c: char| Some(c) == group || c == '\u{66c}' || (group.is_some_and(is_space) && is_space(c));
    let mut groups = whole.split(separates).map(|part| part.chars().filter(|c| digit(*c).is_some()).count());
    let first = groups.next().unwrap_or(0);
    let rest: Vec<usize> = groups.collect();
    rest.is_empty() || ((1..=3).contains(&first) && rest.iter().all(|length| *length == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(tag: &str, text: &str) -> Option<(String, u32)> {
        let number = Locale::new(tag).unwrap().parse_number(text)?;
        Some((number.value.to_string(), number.decimals))
    }

    #[test]
    fn separators_are_those_of_the_language() {
        assert_eq!(parse("en", "12,787"), Some(("12787".to_owned(), 0)));
        assert_eq!(parse("en", "61.9"), Some(("61.9".to_owned(), 1)));
        assert_eq!(parse("fr", "12 787,5"), Some(("12787.5".to_owned(), 1)));
        assert_eq!(parse("ar", "12,787.5"), Some(("12787.5".to_owned(), 1)));
        assert_eq!(parse("ar", "١٢٬٧٨٧٫٥"), Some(("12787.5".to_owned(), 1)));
        assert_eq!(parse("en", "\u{2212}5"), Some(("-5".to_owned(), 0)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["1,27", "12,34,567", "", "1.2.3", "x", "1e3"] {
            assert_eq!(parse("en", text), None, "{text}");
        }
    }
}
