//! What a drawing takes from its surroundings: the shaper, the language, and the sizes of things.

use rust_decimal::Decimal;

use crate::base::locale::Locale;
use crate::model::chart::Form;
use crate::plot::text::Shaper;

/// The design widths. All three drawings go on the page and a container query shows one of them,
/// so that text stays between 0.9 and 1.33 of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// 360 px: shown below 480 px.
    Narrow,
    /// 520 px: shown from 480 px.
    Medium,
    /// 680 px: shown from 620 px.
    Wide,
}

impl Width {
    /// All, the widest first.
    pub const ALL: [Self; 3] = [Self::Wide, Self::Medium, Self::Narrow];

    /// In CSS pixels.
    #[must_use]
    pub fn pixels(self) -> u16 {
        match self {
            Self::Narrow => 360,
            Self::Medium => 520,
            Self::Wide => 680,
        }
    }
}

/// Language and fonts of a drawing.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    /// Measures the text.
    pub shaper: &'a Shaper,
    /// Writes the ticks.
    pub locale: &'a Locale,
}

/// Ticks, values, names of rows and columns: tenths of a pixel, as all sizes of text.
pub const SMALL: u16 = 135;
/// Names of series and panels.
pub const NAME: u16 = 145;
/// Weight of plain text.
pub const REGULAR: u16 = 400;
/// Weight of names.
pub const BOLD: u16 = 600;

impl Style<'_> {
    /// The width of `text` in pixels.
    #[must_use]
    pub fn width(&self, text: &str, size: u16, weight: u16) -> f64 {
        self.shaper.width(text, weight) * f64::from(size) / 10.0
    }

    /// A year in the language's digits, without separators.
    #[must_use]
    pub fn year(&self, year: i64) -> String {
        if self.locale.number(Decimal::ZERO, None) == "0" {
            return year.to_string();
        }
        let digit = |c: char| match c.to_digit(10) {
            Some(digit) => self.locale.number(Decimal::from(digit), None),
            None => c.to_string(),
        };
        year.to_string().chars().map(digit).collect()
    }

    /// The words of a value that stands alone: a number of per cent with its sign, all others as they are.
    #[must_use]
    pub fn measured(&self, words: &str, unit: &str) -> String {
        let bare = words.chars().all(|c| {
            c.is_numeric()
                || [' ', ',', '.', '\u{a0}', '\u{202f}', '\u{66b}', '\u{66c}', '\u{2212}'].contains(&c)
        });
        if unit != "%" || words.is_empty() || !bare {
            return words.to_owned();
        }
        let zero = self.locale.number(Decimal::ZERO, None);
        self.locale.percent(Decimal::ZERO, None).replace(&zero, words)
    }

    /// A value of an axis in the form that the author chose, with its unit.
    #[must_use]
    pub fn tick(&self, form: &Form, value: Decimal, decimals: u32, unit: &str) -> String {
        if *form == Form::default() {
            return self.with_unit(value, decimals, unit);
        }
        let number = form.tick(value, Some(decimals), self.locale);
        match unit {
            "" => number,
            "%" => format!("{number}%"),
            "$" | "£" | "€" if self.locale.language() == "en" => {
                let digits = number.trim_start_matches(['\u{2212}', '+']);
                let sign = number.strip_suffix(digits).unwrap_or_default();
                format!("{sign}{unit}{digits}")
            }
            _ => format!("{number}\u{a0}{unit}"),
        }
    }

    /// A value of an axis with its unit: `60 days`, `25%`, `$40`.
    #[must_use]
    pub fn with_unit(&self, value: Decimal, decimals: u32, unit: &str) -> String {
        let number = self.locale.number(value, Some(decimals));
        match unit {
            "" => number,
            "%" => self.locale.percent(value / Decimal::ONE_HUNDRED, Some(decimals)),
            "$" | "£" | "€" if self.locale.language() == "en" => {
                let digits = number.trim_start_matches('\u{2212}');
                let sign = if digits.len() < number.len() { "\u{2212}" } else { "" };
                format!("{sign}{unit}{digits}")
            }
            _ => format!("{number}\u{a0}{unit}"),
        }
    }
}
