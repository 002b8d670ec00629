//! The axes of a chart: what each measures, and where a value stands on it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use rust_decimal::Decimal;

use crate::{
    base::{diagnostic::Diagnostic, time::PartDate},
    content::figure::{
        Declaration,
        channel::{Channel, ChannelKind},
    },
    data::{field::Field, kind::FieldType, rows, value::Value},
    model::{
        chart::{Axis, Form, Mark, Scale},
        figure::{
            drawing::Drawing,
            groups::Groups,
            names::Names,
            numbers::{self, Writer},
            order::{self, What},
        },
    },
};

/// Both axes, and the order of the dimension's values.
#[derive(Debug)]
pub struct Axes {
    /// The dimension axis.
    pub dimension: Axis,
    /// The value axis.
    pub values: Axis,
    /// The dimension's values with the words for them, in drawing order.
    pub words: Vec<(Value, String)>,
    /// The places of the values of a dimension of categories.
    places: BTreeMap<Value, usize>,
}

impl Axes {
    /// The axes for the rows of a chart.
    ///
    /// # Errors
    /// When the dimension has no values, or the order names what is not there.
    pub fn new(
        declared: &Declaration,
        mark: Mark,
        drawing: &Drawing<'_>,
        names: Names<'_>,
        writer: &Writer<'_>,
    ) -> Result<Self, Diagnostic> {
        let columns = &drawing.columns;
        let Some(field) = drawing.dataset.table.fields().get(columns.dimension) else {
            return Err(nothing(declared, drawing));
        };
        let nominal = columns.dimension_channel.kind == Some(ChannelKind::Nominal);
        let stepped = mark == Mark::Column && !nominal && field.kind == FieldType::Year;
        let stepped = stepped && has_even_steps(drawing);
        let categorical = nominal || stepped || columns.lies || mark == Mark::Map || !continuous(field.kind);
        let mut found = Groups::new(&drawing.dataset, columns.dimension, &drawing.rows);
        if found.values.is_empty() {
            return Err(nothing(declared, drawing));
        }
        if !categorical || stepped {
            found.values.sort();
        }
        if categorical {
            let sort = drawing.sort(declared, What::Category);
            order::arrange(&mut found, columns.dimension, sort, What::Category, (columns, names))?;
        }
        let numbers = &columns.dimension_channel.numbers;
        let form = numbers::form(numbers, names.language);
        let words: Vec<(Value, String)> = found
            .values
            .iter()
            .map(|value| (value.clone(), around(&form, names.of(columns.dimension, value))))
            .collect();
        let scale = match field.kind {
            _ if categorical => Scale::Category(words.iter().map(|(_, words)| words.clone()).collect()),
            FieldType::Year if columns.dimension_channel.kind != Some(ChannelKind::Quantitative) => {
                Scale::Year
            }
            FieldType::Date | FieldType::YearMonth => Scale::Day,
            _ => Scale::Quantity,
        };
        let [x, y] = names.translation.map(|translation| translation.axes.clone()).unwrap_or_default();
        let (own, other) = if columns.lies { (y, x) } else { (x, y) };
        let places = found.values.into_iter().enumerate().map(|(place, value)| (value, place));
        Ok(Self {
            dimension: axis(scale, &columns.dimension_channel, own, field, form),
            values: axis(Scale::Quantity, &columns.value_channel, other, writer.field, writer.form.clone()),
            places: if categorical { places.collect() } else { BTreeMap::new() },
            words,
        })
    }

    /// Where a value stands on the dimension axis.
    #[must_use]
    pub fn position(&self, value: &Value) -> Option<f64> {
        match (&self.dimension.scale, value) {
            (Scale::Category(_), value) => self.places.get(value).copied().map(place),
            (Scale::Day, Value::Date(date)) => Some(days(date.first_day())),
            (_, value) => value.decimal().and_then(|number| number.try_into().ok()),
        }
    }
}

/// Where an event ends that began on the day of a position: of a month of which no day is known, at its end.
#[must_use]
pub fn end(value: &Value) -> Option<f64> {
    match value {
        Value::Date(PartDate::Month(..)) => {
            let day = value.date()?.first_day();
            day.checked_add(1.month()).ok()?.checked_sub(1.day()).ok().map(days)
        }
        Value::Date(PartDate::Year(year)) => Some(f64::from(*year)),
        Value::Date(date) => Some(days(date.first_day())),
        _ => None,
    }
}

/// True for years of which only every second, fifth or tenth has rows: each column is as wide as its step.
fn has_even_steps(drawing: &Drawing<'_>) -> bool {
    let years: BTreeSet<Decimal> = drawing
        .rows
        .iter()
        .filter_map(|row| drawing.dataset.table.cell(*row, drawing.columns.dimension).decimal())
        .collect();
    let mut steps = years.iter().zip(years.iter().skip(1)).map(|(a, b)| b - a);
    let Some(first) = steps.next() else { return false };
    first > Decimal::ONE && years.len() > 2 && steps.all(|step| step == first)
}

fn axis(scale: Scale, channel: &Channel, translated: Option<String>, field: &Field, form: Form) -> Axis {
    let title = translated.or_else(|| channel.label.clone()).unwrap_or_else(|| rows::title(field).to_owned());
    Axis { title, domain: channel.domain, ticks: channel.ticks, log: channel.log, form, ..Axis::new(scale) }
}

/// Words with what stands before and after them.
fn around(form: &Form, words: String) -> String {
    let (before, after) = &form.around;
    if before.is_empty() && after.is_empty() { words } else { format!("{before}{words}{after}") }
}

/// True for kinds whose values lie on a line.
#[must_use]
pub fn continuous(kind: FieldType) -> bool {
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

fn nothing(declared: &Declaration, drawing: &Drawing<'_>) -> Diagnostic {
    Diagnostic::error(
        "nothing-to-draw",
        declared.data.span(),
        format!("no row of `{}` is left to draw", drawing.dataset.id),
    )
    .help("check the `filter`, or wait until the dataset has rows")
}
