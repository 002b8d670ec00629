//! How the values of a figure are written: in labels, at ticks, in the table.

use rust_decimal::Decimal;

use crate::{
    base::locale::messages::Argument,
    content::figure::channel::Numbers,
    data::{cell::Cell, field::Field, value::Value},
    model::{chart::Form, language::Language, show},
};

/// Words for powers of ten, the highest first.
const POWERS: [(&str, i64); 3] =
    [("number-billion", 1_000_000_000), ("number-million", 1_000_000), ("number-thousand", 1_000)];

/// Stands for the number in a message, to find out what stands around it.
const MARK: &str = "\u{1}";

/// Decimals of what was divided, if nobody said how many.
const DIVIDED: u32 = 2;

/// Writes the values of one column.
#[derive(Debug)]
pub struct Writer<'a> {
    /// The column.
    pub field: &'a Field,
    /// The language.
    pub language: &'a Language,
    /// What was asked for.
    pub numbers: Numbers,
    /// How ticks are written.
    pub form: Form,
}

impl<'a> Writer<'a> {
    /// Writes the values of `field` as `numbers` asks.
    #[must_use]
    pub fn new(field: &'a Field, numbers: Numbers, language: &'a Language) -> Self {
        Self { field, language, form: form(&numbers, language), numbers }
    }

    /// A cell as a reader sees it.
    #[must_use]
    pub fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Value { value, flag } if self.field.label(value).is_none() => match value {
                Value::Integer(_) | Value::Number(_) => {
                    show::flagged(self.number(value), *flag, self.language)
                }
                _ => show::cell(cell, self.field, None, self.language),
            },
            _ => show::cell(cell, self.field, None, self.language),
        }
    }

    fn number(&self, value: &Value) -> String {
        let Some(number) = value.decimal() else { return value.to_string() };
        let written = if let Value::Number(number) = value { Some(number.scale()) } else { None };
        let decimals = match (self.numbers.decimals, self.numbers.divide) {
            (Some(decimals), _) => Some(u32::from(decimals)),
            (None, Some(_)) => None,
            (None, None) => written,
        };
        self.amount(self.divided(number), decimals)
    }

    /// A number that was computed, already divided.
    #[must_use]
    pub fn sum(&self, number: Decimal) -> String {
        self.amount(number, self.numbers.decimals.map(u32::from))
    }

    fn amount(&self, number: Decimal, decimals: Option<u32>) -> String {
        self.form.label(number, decimals, &self.language.locale)
    }

    /// A number as the chart places it.
    #[must_use]
    pub fn divided(&self, number: Decimal) -> Decimal {
        let Some(divisor) = self.numbers.divide else { return number };
        let places = self.numbers.decimals.map_or(DIVIDED, u32::from);
        number.checked_div(divisor).map_or(number, |number| number.round_dp(places.max(6)).normalize())
    }

    /// Where a cell stands on its axis; `None` without a number.
    #[must_use]
    pub fn length(&self, cell: &Cell) -> Option<f64> {
        self.divided(cell.decimal()?).try_into().ok()
    }
}

/// How the ticks are written.
#[must_use]
pub fn form(numbers: &Numbers, language: &Language) -> Form {
    let power = |(id, power): (&str, i64)| {
        let text = language.say(id, &[("value", Argument::Text(MARK.to_owned()))]);
        let (before, after) = text.split_once(MARK)?;
        Some((Decimal::from(power), bare(before), bare(after)))
    };
    let compact = if numbers.compact { POWERS.into_iter().filter_map(power).collect() } else { Vec::new() };
    Form { signed: numbers.signed, compact, around: numbers.around.clone().unwrap_or_default() }
}

/// Without the signs that keep directions apart.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
