//! The order of categories, series and panels.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::{
    base::{diagnostic::Diagnostic, yaml::scalar::Written},
    content::figure::order::Sort,
    data::{rows, value::Value},
    model::figure::{columns::Columns, groups::Groups, names::Names},
};

/// What is put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The names on the dimension axis.
    Category,
    /// Series.
    Series,
    /// Panels.
    Panel,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Series => "series",
            Self::Panel => "panel",
        }
    }
}

/// What something is sorted by.
enum Key {
    /// The order of rows.
    Data,
    /// Its words.
    Name,
    /// The largest value of a column among its rows.
    Column(usize),
    /// The value at the first or last position.
    End(bool),
    /// The lowest, highest or summed value.
    Least,
    Most,
    Sum,
    /// The value of the rows that have a value in a column.
    Of(usize, Value),
}

/// Puts the values of `groups`, which are those of `column`, in the order that `sort` asks for.
///
/// # Errors
/// When it names what is not there.
pub fn arrange(
    groups: &mut Groups,
    column: usize,
    sort: Option<&Sort>,
    what: What,
    (columns, names): (&Columns, Names<'_>),
) -> Result<(), Diagnostic> {
    match sort {
        None => Ok(()),
        Some(Sort::List(list)) => {
            let place = |name: &Written| names.find(column, &groups.values, name, what.word());
            let places = list.iter().map(place).collect::<Result<Vec<usize>, _>>()?;
            let listed = places.iter().filter_map(|place| groups.values.get(*place));
            let rest = groups.values.iter().enumerate().filter(|(place, _)| !places.contains(place));
            groups.values = listed.chain(rest.map(|(_, value)| value)).cloned().collect();
            groups.values.dedup();
            Ok(())
        }
        Some(Sort::By { key, descending }) => {
            let key = find(key, what, columns, names, groups)?;
            by(groups, column, &key, *descending, (columns, names));
            Ok(())
        }
    }
}

fn find(
    written: &Written,
    what: What,
    columns: &Columns,
    names: Names<'_>,
    groups: &Groups,
) -> Result<Key, Diagnostic> {
    let other = if what == What::Category { columns.series } else { None };
    let rows: Vec<usize> = groups.values.iter().flat_map(|value| groups.rows(value)).copied().collect();
    if let Some(series) = other {
        let values = Groups::new(names.dataset, series, &rows).values;
        if let Some(value) = values.into_iter().find(|value| names.means(series, value, &written.text)) {
            return Ok(Key::Of(series, value));
        }
    }
    Ok(match written.text.as_str() {
        "data" => Key::Data,
        "name" => Key::Name,
        "first" => Key::End(false),
        "last" => Key::End(true),
        "min" => Key::Least,
        "max" => Key::Most,
        "sum" => Key::Sum,
        name @ ("x" | "y") => {
            Key::Column(if (name == "x") == columns.lies { columns.value } else { columns.dimension })
        }
        name => Key::Column(rows::field(names.dataset, name, written.span)?),
    })
}

/// Sorts by a key; what has none comes last.
fn by(
    groups: &mut Groups,
    column: usize,
    key: &Key,
    descending: bool,
    (columns, names): (&Columns, Names<'_>),
) {
    if matches!(key, Key::Data) {
        if descending {
            groups.values.reverse();
        }
        return;
    }
    if matches!(key, Key::Name) {
        let mut named: Vec<(String, Value)> =
            groups.values.iter().map(|value| (names.of(column, value), value.clone())).collect();
        named.sort_by(|a, b| turned(a.0.cmp(&b.0), descending));
        groups.values = named.into_iter().map(|(_, value)| value).collect();
        return;
    }
    let worth = |value: &Value| worth(groups.rows(value), key, columns, names);
    let mut list: Vec<(Option<Value>, Value)> =
        groups.values.iter().map(|value| (worth(value), value.clone())).collect();
    list.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => turned(a.cmp(b), descending),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    groups.values = list.into_iter().map(|(_, value)| value).collect();
}

fn turned(ordering: Ordering, descending: bool) -> Ordering {
    if descending { ordering.reverse() } else { ordering }
}

/// What some rows are worth by a key.
fn worth(rows: &[usize], key: &Key, columns: &Columns, names: Names<'_>) -> Option<Value> {
    let table = &names.dataset.table;
    let numbers = || rows.iter().filter_map(|row| table.cell(*row, columns.value).decimal());
    let number = |number: Decimal| Value::Number(number.normalize());
    match key {
        Key::Data | Key::Name => None,
        Key::Column(column) => {
            let values = rows.iter().filter_map(|row| table.cell(*row, *column).value());
            values.max_by(|a, b| compared(a, b)).cloned().map(|value| value.decimal().map_or(value, number))
        }
        Key::End(last) => {
            let known = rows.iter().filter(|row| table.cell(**row, columns.value).decimal().is_some());
            let at = |row: &&usize| table.cell(**row, columns.dimension).value().cloned();
            let row = if *last { known.max_by_key(at) } else { known.min_by_key(at) };
            row.and_then(|row| table.cell(*row, columns.value).decimal()).map(number)
        }
        Key::Least => numbers().min().map(number),
        Key::Most => numbers().max().map(number),
        Key::Sum => numbers().reduce(|a, b| a.saturating_add(b)).map(number),
        Key::Of(series, value) => {
            let own = rows.iter().filter(|row| table.cell(**row, *series).value() == Some(value));
            own.filter_map(|row| table.cell(*row, columns.value).decimal()).max().map(number)
        }
    }
}

/// Numbers by their amount, everything else by its kind.
fn compared(a: &Value, b: &Value) -> Ordering {
    match (a.decimal(), b.decimal()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.cmp(b),
    }
}
