//! The axes of a chart: what each measures, and where a value stands on it.

use jiff::civil::Date;

use crate::{
    base::{diagnostic::Diagnostic, time::PartDate},
    content::figure::{Declaration, Sort},
    data::{cell::Cell, dataset::Dataset, field::Field, kind::FieldType, rows, value::Value},
    model::{
        chart::{Axis, Mark, Scale},
        figure::columns::Columns,
        language::Language,
        show,
    },
};

/// Both axes, and the order of the dimension's values.
#[derive(Debug)]
pub struct Axes {
    /// The dimension axis.
    pub dimension: Axis,
    /// The value axis.
    pub values: Axis,
    /// The values of a dimension of categories, in drawing order.
    pub categories: Vec<Value>,
    /// The dimension's values with the words for them, in drawing order.
    pub words: Vec<(Value, String)>,
}

impl Axes {
    /// The axes for the rows of a chart.
    ///
    /// # Errors
    /// When the dimension has no values.
    pub fn new(
        declared: &Declaration,
        mark: Mark,
        columns: &Columns,
        dataset: &Dataset,
        rows: &[usize],
        language: &Language,
    ) -> Result<Self, Diagnostic> {
        let table = &dataset.table;
        let (Some(field), Some(value_field)) =
            (table.fields().get(columns.dimension), table.fields().get(columns.value))
        else {
            return Err(nothing(declared, dataset));
        };
        let categorical = matches!(mark, Mark::Bar | Mark::Range | Mark::Map) || !continuous(field.kind);
        let mut found = distinct(dataset, columns.dimension, rows);
        if found.is_empty() {
            return Err(nothing(declared, dataset));
        }
        if categorical {
            order(&mut found, declared, columns, dataset, rows)?;
        } else {
            found.sort();
        }
        let words: Vec<_> = found
            .iter()
            .map(|value| (value.clone(), show::value_text(value, field, None, language)))
            .collect();
        let scale = match field.kind {
            _ if categorical => Scale::Category(words.iter().map(|(_, words)| words.clone()).collect()),
            FieldType::Year => Scale::Year,
            FieldType::Date | FieldType::YearMonth => Scale::Day,
            _ => Scale::Quantity,
        };
        let axis = |scale, channel: &crate::content::figure::Channel, field: &Field| Axis {
            scale,
            title: channel.label.clone().unwrap_or_else(|| rows::title(field).to_owned()),
            domain: channel.domain,
            ticks: channel.ticks,
            log: false,
        };
        Ok(Self {
            dimension: axis(scale, &columns.dimension_channel, field),
            values: axis(Scale::Quantity, &columns.value_channel, value_field),
            categories: if categorical { found } else { Vec::new() },
            words,
        })
    }

    /// Where a value stands on the dimension axis.
    #[must_use]
    pub fn position(&self, value: &Value) -> Option<f64> {
        if matches!(self.dimension.scale, Scale::Category(_)) {
            return self.categories.iter().position(|category| category == value).map(place);
        }
        match value {
            Value::Date(PartDate::Year(year)) if self.dimension.scale == Scale::Year => {
                Some(f64::from(*year))
            }
            Value::Date(date) => Some(days(date.first_day())),
            other => other.decimal().and_then(|number| number.try_into().ok()),
        }
    }
}

/// True for kinds whose values lie on a line.
fn continuous(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Integer | FieldType::Number | FieldType::Year | FieldType::Date | FieldType::YearMonth
    )
}

fn days(date: Date) -> f64 {
    let span = date.duration_since(Date::constant(1970, 1, 1));
    f64::from(i32::try_from(span.as_secs() / 86_400).unwrap_or_default())
}

fn place(index: usize) -> f64 {
    f64::from(u32::try_from(index).unwrap_or(u32::MAX))
}

/// The different values of a column, in the order of rows.
pub fn distinct(dataset: &Dataset, column: usize, rows: &[usize]) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for value in rows.iter().filter_map(|row| dataset.table.cell(*row, column).value()) {
        if !found.contains(value) {
            found.push(value.clone());
        }
    }
    found
}

/// Puts categories in the declared order: a list, a column, or the rows' own.
fn order(
    found: &mut [Value],
    declared: &Declaration,
    columns: &Columns,
    dataset: &Dataset,
    rows: &[usize],
) -> Result<(), Diagnostic> {
    match &declared.sort {
        None => {}
        Some(Sort::List(names)) => {
            let spelled = |value: &Value| {
                let label =
                    dataset.table.fields().get(columns.dimension).and_then(|field| field.label(value));
                names
                    .iter()
                    .position(|name| name.text == value.to_string() || Some(name.text.as_str()) == label)
                    .unwrap_or(usize::MAX)
            };
            found.sort_by_key(spelled);
        }
        Some(Sort::By(written)) => {
            let name = written.text.trim_start_matches('-');
            let column = match name {
                "data" => None,
                "x" | "y" => {
                    Some(if (name == "x") == columns.lies { columns.value } else { columns.dimension })
                }
                name => Some(rows::field(dataset, name, written.span)?),
            };
            if let Some(column) = column {
                let key = |value: &Value| largest(dataset, columns.dimension, column, rows, value);
                found.sort_by_key(key);
            }
            if written.text.starts_with('-') {
                found.reverse();
            }
        }
    }
    Ok(())
}

/// What a category is sorted by: the largest value of a column among its rows.
fn largest(
    dataset: &Dataset,
    dimension: usize,
    column: usize,
    rows: &[usize],
    category: &Value,
) -> Option<Value> {
    let of_category = |row: &&usize| dataset.table.cell(**row, dimension).value() == Some(category);
    rows.iter().filter(of_category).filter_map(|row| dataset.table.cell(*row, column).value().cloned()).max()
}

fn nothing(declared: &Declaration, dataset: &Dataset) -> Diagnostic {
    Diagnostic::error(
        "nothing-to-draw",
        declared.data.span,
        format!("no row of `{}` is left to draw", dataset.id),
    )
    .help("check the `filter`, or wait until the dataset has rows")
}

/// The value of a cell as a length; absent where it has none.
#[must_use]
pub fn length(cell: &Cell) -> Option<f64> {
    cell.decimal().and_then(|number| number.try_into().ok())
}
