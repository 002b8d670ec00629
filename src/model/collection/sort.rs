//! The order of a collection's records.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::{
    data::{cell::Cell, value::Value},
    model::{
        collection::{
            Row,
            declaration::{Declaration, SortBy},
        },
        language::Language,
        show,
    },
};

/// What is compared: an absent value comes last either way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Words(String),
    /// The first day that a date can be: `2022-11` stands between the days of that year.
    Day(Date),
    Value(Value),
}

/// Sorts records as their collection declares; equals by address.
pub fn sort(declaration: &Declaration, rows: &mut Vec<Row>, language: Option<&Language>) {
    let key = |row: &Row| -> Vec<Option<Key>> {
        declaration.sort.iter().map(|key| self::key(declaration, key.by, row, language)).collect()
    };
    let mut keyed: Vec<(Vec<Option<Key>>, Row)> =
        std::mem::take(rows).into_iter().map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(a, first), (b, second)| {
        let parts = a.iter().zip(b).zip(&declaration.sort);
        let order = parts.map(|((a, b), key)| compare(a.as_ref(), b.as_ref(), key.descending));
        order.fold(Ordering::Equal, Ordering::then).then_with(|| first.record.slug.cmp(&second.record.slug))
    });
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

fn compare(a: Option<&Key>, b: Option<&Key>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(a),
        (Some(a), Some(b)) => a.cmp(b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn key(declaration: &Declaration, by: SortBy, row: &Row, language: Option<&Language>) -> Option<Key> {
    match by {
        SortBy::Title => Some(Key::Words(folded(&row.title))),
        SortBy::Date => row.date.map(|date| Key::Day(date.first_day())),
        SortBy::Field(place) => {
            let field = &declaration.fields.get(place)?.field;
            match row.cells.get(place).and_then(Cell::value)? {
                value @ (Value::Text(_) | Value::Country(_) | Value::List(_)) => {
                    Some(Key::Words(folded(&show::value_text(value, field, None, language?))))
                }
                Value::Date(date) => Some(Key::Day(date.first_day())),
                value => Some(Key::Value(value.clone())),
            }
        }
    }
}

/// Words as an index has them: without case and accents.
#[must_use]
pub fn folded(text: &str) -> String {
    deunicode::deunicode_with_tofu(text, "").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_comes_last_either_way() {
        let words = |text: &str| Some(Key::Words(text.to_owned()));
        let (a, b) = (words("a"), words("b"));
        assert_eq!(compare(a.as_ref(), b.as_ref(), false), Ordering::Less);
        assert_eq!(compare(a.as_ref(), b.as_ref(), true), Ordering::Greater);
        assert_eq!(compare(a.as_ref(), None, true), Ordering::Less);
        assert_eq!(compare(None, a.as_ref(), false), Ordering::Greater);
    }

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(folded("Élan"), "elan");
    }
}
