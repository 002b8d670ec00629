//! A series without gaps and jumps: `series: {field: year, by: [kind], value: notices, factor: 3}`.
//!
//! Both are warnings: the world may have gaps and jumps, a table more often has typing errors.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        time::PartDate,
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        folding::Folding,
        groups::{exact, groups},
        schema::{Schema, field_named},
        table::Table,
        value::Value,
    },
};

/// A column of periods, and a column of values along it.
#[derive(Clone, Debug)]
pub struct Series {
    field: usize,
    by: Vec<usize>,
    step: i64,
    value: Option<usize>,
    factor: Option<Decimal>,
}

impl Series {
    /// Reads the check.
    pub fn from_node(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, diagnostics);
        let field = fields.required("field", |node| field_named(node, &schema.fields));
        let by = fields.list("by", |node| field_named(node, &schema.fields));
        let step = fields.optional("step", |node| scalar::whole(node, 1, 1000)).unwrap_or(1);
        let value = fields.optional("value", |node| field_named(node, &schema.fields));
        let factor = fields.optional("factor", |node| {
            let factor = scalar::decimal(node)?;
            if factor > Decimal::ONE {
                Ok(factor)
            } else {
                Err(node.wrong_type(
                    "a number above 1",
                    "write how many times larger a value may be than the one before it",
                ))
            }
        });
        fields.finish();
        Some(Self { field: field?, by, step, value, factor })
    }

    /// Looks at each series in the order of its periods.
    pub fn run(&self, table: &Table, diagnostics: &mut Diagnostics) {
        let mut problems = Folding::default();
        for rows in groups(table, &self.by) {
            let place = |row: usize| table.cell(row, self.field).value().and_then(position);
            let mut placed: Vec<(i64, usize)> =
                rows.into_iter().filter_map(|row| Some((place(row)?, row))).collect();
            placed.sort_unstable();
            for pair in placed.windows(2) {
                if let [(before, first), (after, second)] = pair
                    && after.saturating_sub(*before) > self.step
                {
                    problems.push(Some(self.field), self.gap(table, *first, *second));
                }
            }
            self.report_jumps(table, &placed, &mut problems);
        }
        problems.finish(diagnostics);
    }

    fn gap(&self, table: &Table, first: usize, second: usize) -> Diagnostic {
        let spelled =
            |row: usize| table.cell(row, self.field).value().map(ToString::to_string).unwrap_or_default();
        let message = format!("there is no row between {} and {}", spelled(first), spelled(second));
        Diagnostic::warning("gap-in-series", table.span(second, self.field), message)
            .help("add rows for the periods between, with empty cells and `missing` as status if nothing is known")
            .label(table.span(first, self.field), "the row before")
    }

    fn report_jumps(&self, table: &Table, placed: &[(i64, usize)], problems: &mut Folding) {
        let (Some(value), Some(factor)) = (self.value, self.factor) else { return };
        let known: Vec<(Decimal, usize)> =
            placed.iter().filter_map(|(_, row)| Some((exact(table.cell(*row, value))?, *row))).collect();
        for pair in known.windows(2) {
            if let [(before, first), (after, second)] = pair
                && jumps(*before, *after, factor)
            {
                let place = table.place(*second, value);
                let message = format!(
                    "{after} in row {} of `{}` is far from the {before} before it",
                    place.row, place.column
                );
                problems.push(
                    Some(value),
                    Diagnostic::warning("jump-in-series", place.span, message)
                        .help("check both figures; if they are right, raise `factor` in the check")
                        .label(table.span(*first, value), "the value before"),
                );
            }
        }
    }
}

/// True if the larger of two positive values is more than `factor` times the smaller.
fn jumps(before: Decimal, after: Decimal, factor: Decimal) -> bool {
    let (small, large) = if before < after { (before, after) } else { (after, before) };
    small > Decimal::ZERO && small.checked_mul(factor).is_some_and(|limit| large > limit)
}

/// Where a period stands in a row of periods of its kind.
fn position(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Date(PartDate::Year(year)) => Some(i64::from(*year)),
        Value::Date(PartDate::Month(year, month)) => Some(i64::from(*year) * 12 + i64::from(*month)),
        Value::Quarter(year, quarter) => Some(i64::from(*year) * 4 + i64::from(*quarter)),
        _ => None,
    }
}
