//! What a cell holds when it holds something: text, an exact number, a date, never a float.
//!
//! `Display` gives the spelling that the published CSV has; words for readers come from a language.

use std::{fmt, sync::Arc};

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::{base::time::PartDate, data::country::Country};

/// Between the items of a list in a cell.
pub const LIST_SIGN: &str = ";";

/// One value. Values of one field are all of one kind, so their order is that of the kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Words or a code.
    Text(Arc<str>),
    /// A count.
    Integer(i64),
    /// An exact decimal with the places that it was written with.
    Number(Decimal),
    /// Yes or no.
    Boolean(bool),
    /// A day, a month or a year.
    Date(PartDate),
    /// A quarter of a year, from 1 to 4.
    Quarter(i16, u8),
    /// A moment, told in UTC.
    Moment(Timestamp),
    /// A country or territory.
    Country(&'static Country),
    /// Several words or codes, in the order written.
    List(Arc<[Arc<str>]>),
}

impl Value {
    /// The value as a number: counts, decimals, and years, which charts place by number.
    #[must_use]
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Integer(value) => Some(Decimal::from(*value)),
            Self::Number(value) => Some(*value),
            Self::Date(PartDate::Year(year)) => Some(Decimal::from(*year)),
            _ => None,
        }
    }

    /// The words, if it is a text; the three letters of a country.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Country(country) => Some(country.alpha3),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn items(&self) -> Option<&[Arc<str>]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The date, if it is one.
    #[must_use]
    pub fn date(&self) -> Option<PartDate> {
        if let Self::Date(date) = self { Some(*date) } else { None }
    }

    /// How much of it there is, for `minLength` and `maxLength`: characters of a text, items of a list.
    #[must_use]
    pub fn length(&self) -> Option<usize> {
        self.items().map(<[_]>::len).or_else(|| self.text().map(|text| text.chars().count()))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Boolean(value) => value.fmt(f),
            Self::Date(date) => date.fmt(f),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Moment(moment) => moment.fmt(f),
            Self::Country(country) => f.write_str(country.alpha3),
            Self::List(items) => f.write_str(&items.join(LIST_SIGN)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_places_that_they_were_written_with() {
        assert_eq!(Value::Number("4.50".parse().unwrap()).to_string(), "4.50");
        assert_eq!(Value::Integer(-12).to_string(), "-12");
    }

    #[test]
    fn years_have_a_number_and_months_have_none() {
        assert_eq!(Value::Date(PartDate::Year(2017)).decimal(), Some(Decimal::from(2017)));
        assert_eq!(Value::Date(PartDate::Month(2017, 3)).decimal(), None);
    }
}
