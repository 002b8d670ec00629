//! A grey series in every panel: what is usual, to compare each panel with.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    base::diagnostic::Diagnostic,
    content::figure::parts::Context,
    data::{cell::Cell, value::Value},
    model::{
        chart::{NO_ROW, Point, Series},
        figure::{
            groups::Groups,
            points::{Drawn, Plan},
        },
    },
};

/// How a context is computed from the values of all panels, with the theme's words for it.
const MEASURES: [(&str, &str); 4] =
    [("median", "chart-median"), ("mean", "chart-mean"), ("min", "chart-lowest"), ("max", "chart-highest")];

/// The context of a chart.
///
/// # Errors
/// When it is neither a measure nor a panel.
pub fn context(declared: &Context, plan: &Plan<'_>) -> Result<Drawn, Diagnostic> {
    let (drawing, line) = (plan.drawing, declared.line.text.as_str());
    let facet = drawing.columns.facet.unwrap_or_default();
    let panels = Groups::new(&drawing.dataset, facet, &drawing.all);
    let (cells, usual) = match MEASURES.iter().find(|(measure, _)| *measure == line) {
        Some((measure, id)) => (measured(measure, plan), plan.names.language.say(id, &[])),
        None => {
            let place = plan.names.find(facet, &panels.values, &declared.line, "measure or panel")?;
            let value = panels.values.get(place).cloned().unwrap_or(Value::Boolean(false));
            (of_rows(panels.rows(&value), plan), plan.names.of(facet, &value))
        }
    };
    let translated = plan.names.translation.and_then(|translation| translation.context.clone());
    let name = translated.or_else(|| declared.label.clone()).unwrap_or(usual);
    let (points, cells) = cells
        .into_values()
        .map(|(at, cell)| {
            let point = Point::new(at, plan.writer.length(&cell), plan.writer.cell(&cell), NO_ROW);
            (point, Some(cell))
        })
        .unzip();
    Ok(Drawn { series: Series { name, slot: None, strong: false, points }, cells })
}

/// Cells by their position.
type ByPlace = BTreeMap<u64, (f64, Cell)>;

/// Positive numbers keep their order as bits, and negative ones are turned round (IEEE 754).
fn bits(at: f64) -> u64 {
    let bits = at.to_bits();
    if at.is_sign_negative() { !bits } else { bits | (1 << 63) }
}

/// The cells of some rows.
fn of_rows(rows: &[usize], plan: &Plan<'_>) -> ByPlace {
    let table = &plan.drawing.dataset.table;
    let place = |row: &usize| {
        let at = plan.axes.position(table.cell(*row, plan.drawing.columns.dimension).value()?)?;
        Some((bits(at), (at, table.cell(*row, plan.drawing.columns.value).clone())))
    };
    rows.iter().filter_map(place).collect()
}

/// A measure over the values that all panels have at each position.
fn measured(measure: &str, plan: &Plan<'_>) -> ByPlace {
    let (table, columns) = (&plan.drawing.dataset.table, &plan.drawing.columns);
    let mut numbers: BTreeMap<u64, (f64, Vec<Decimal>)> = BTreeMap::new();
    for row in &plan.drawing.all {
        let at = table.cell(*row, columns.dimension).value().and_then(|value| plan.axes.position(value));
        let (Some(at), Some(number)) = (at, table.cell(*row, columns.value).decimal()) else { continue };
        numbers.entry(bits(at)).or_insert((at, Vec::new())).1.push(number);
    }
    let cell = |(key, (at, mut list)): (u64, (f64, Vec<Decimal>))| {
        list.sort();
        let number = match measure {
            "min" => list.first().copied(),
            "max" => list.last().copied(),
            "mean" => list.iter().sum::<Decimal>().checked_div(Decimal::from(list.len())),
            _ => median(&list),
        };
        Some((key, (at, Cell::plain(Value::Number(number?.round_dp(6).normalize())))))
    };
    numbers.into_iter().filter_map(cell).collect()
}

/// The middle of a sorted list, or the mean of the two in the middle.
fn median(list: &[Decimal]) -> Option<Decimal> {
    let middle = list.len() / 2;
    let upper = list.get(middle)?;
    if list.len() % 2 == 1 {
        return Some(*upper);
    }
    let lower = list.get(middle.checked_sub(1)?)?;
    Some((lower + upper) / Decimal::TWO)
}
