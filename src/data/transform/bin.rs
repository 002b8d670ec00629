//! A new column of classes of a number: `bin: {step: 10}` with `field` and `as`.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    base::{diagnostic::Diagnostic, yaml::scalar::Written},
    data::{
        category::Category,
        cell::Cell,
        dataset::Dataset,
        kind::FieldType,
        table::Table,
        transform::{new_field, number_column},
        value::Value,
    },
};

/// The table with the column `name`: the lower end of each value's class, labelled with both ends. A flag
/// goes with the class.
///
/// # Errors
/// When the column is not there or holds no numbers.
pub fn run(dataset: &Dataset, field: &Written, step: Decimal, name: &Written) -> Result<Table, Diagnostic> {
    let table = &dataset.table;
    let at = number_column(dataset, field)?;
    let whole = step.fract().is_zero()
        && table.fields().get(at).is_some_and(|field| field.kind == FieldType::Integer);
    let mut bins =
        new_field(table.fields(), name, if whole { FieldType::Integer } else { FieldType::Number })?;
    let cells: Vec<Cell> = table.column(at).map(|cell| binned(cell, step, whole)).collect();
    let found: BTreeSet<&Value> = cells.iter().filter_map(Cell::value).collect();
    bins.categories = found.into_iter().map(|value| category(value, step, whole)).collect();
    Ok(table.clone().with_column(bins, cells))
}

fn binned(cell: &Cell, step: Decimal, whole: bool) -> Cell {
    let Cell::Value { value, flag } = cell else { return cell.clone() };
    let low = value.decimal().and_then(|number| number.checked_div(step)?.floor().checked_mul(step));
    let low = low.unwrap_or_default().normalize();
    let count = i64::try_from(low).ok().filter(|_| whole);
    Cell::Value { value: count.map_or(Value::Number(low), Value::Integer), flag: *flag }
}

/// `10–19` for counts, `10–<20` for numbers between.
fn category(value: &Value, step: Decimal, whole: bool) -> Category {
    let low = value.decimal().unwrap_or_default();
    let high = low.saturating_add(step);
    let label = match (whole, step == Decimal::ONE) {
        (true, true) => low.to_string(),
        (true, false) => format!("{low}–{}", high.saturating_sub(Decimal::ONE)),
        (false, _) => format!("{low}–<{}", high.normalize()),
    };
    Category { value: value.clone(), label }
}
