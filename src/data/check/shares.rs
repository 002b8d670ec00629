//! Shares that add up to a whole: `shares: {field: percent, by: [year]}`.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        folding::Folding,
        groups::{exact, groups, sum},
        schema::{Schema, field_named},
        table::Table,
    },
};

/// How far the sum may be off where nothing is declared: half a percent, for rounded shares.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// A column of shares.
#[derive(Clone, Debug)]
pub struct Shares {
    field: usize,
    by: Vec<usize>,
    whole: Decimal,
    tolerance: Decimal,
}

impl Shares {
    /// Reads the check.
    pub fn from_node(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, diagnostics);
        let field = fields.required("field", |node| field_named(node, &schema.fields));
        let by = fields.list("by", |node| field_named(node, &schema.fields));
        let whole = fields.optional("sum", scalar::decimal).unwrap_or(Decimal::ONE_HUNDRED);
        let tolerance = fields.optional("tolerance", scalar::decimal).unwrap_or(TOLERANCE);
        fields.finish();
        Some(Self { field: field?, by, whole, tolerance })
    }

    /// Adds up each group. One with unknown shares may only not exceed the whole.
    pub fn run(&self, table: &Table, diagnostics: &mut Diagnostics) {
        let mut problems = Folding::default();
        for rows in groups(table, &self.by) {
            let known: Vec<Decimal> =
                rows.iter().filter_map(|row| exact(table.cell(*row, self.field))).collect();
            let (complete, Some(added)) = (known.len() == rows.len(), sum(known)) else { continue };
            let exceeds = added > self.whole.saturating_add(self.tolerance);
            if exceeds || (complete && added.saturating_sub(self.whole).abs() > self.tolerance) {
                problems.push(Some(self.field), self.wrong(table, &rows, added));
            }
        }
        problems.finish(diagnostics);
    }

    fn wrong(&self, table: &Table, rows: &[usize], added: Decimal) -> Diagnostic {
        let number = |row: Option<&usize>| row.map_or(0, |row| table.row_number(*row));
        let first = rows.first().copied().unwrap_or_default();
        let place = table.place(first, self.field);
        let message = format!(
            "the shares in rows {} to {} of `{}` add up to {}, not to {}",
            number(rows.first()),
            number(rows.last()),
            place.column,
            added.normalize(),
            self.whole
        );
        Diagnostic::error("wrong-total", place.span, message)
            .help("correct the share that is wrong; for rounded shares add a larger `tolerance` to the check")
    }
}
