//! Columns that add up to another column: `totals: {fields: [kept, deleted], total: complaints}`.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        folding::Folding,
        groups::{exact, sum},
        schema::{Schema, field_named},
        table::Table,
    },
};

/// A column that is the sum of others in every row.
#[derive(Clone, Debug)]
pub struct ColumnTotals {
    parts: Vec<usize>,
    total: usize,
    tolerance: Decimal,
}

impl ColumnTotals {
    /// Reads the check.
    pub fn from_node(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, diagnostics);
        let parts = fields.list("fields", |node| field_named(node, &schema.fields));
        let total = fields.required("total", |node| field_named(node, &schema.fields));
        let tolerance = fields.optional("tolerance", scalar::decimal).unwrap_or_default();
        fields.finish();
        Some(Self { parts, total: total?, tolerance })
    }

    /// Adds up each row whose cells are all known.
    pub fn run(&self, table: &Table, diagnostics: &mut Diagnostics) {
        let mut problems = Folding::default();
        for row in 0..table.rows() {
            let parts: Option<Vec<Decimal>> =
                self.parts.iter().map(|part| exact(table.cell(row, *part))).collect();
            let Some((printed, added)) = exact(table.cell(row, self.total)).zip(parts.and_then(sum)) else {
                continue;
            };
            if added.saturating_sub(printed).abs() > self.tolerance {
                problems.push(Some(self.total), self.wrong(table, row, printed, added));
            }
        }
        problems.finish(diagnostics);
    }

    fn wrong(&self, table: &Table, row: usize, printed: Decimal, added: Decimal) -> Diagnostic {
        let place = table.place(row, self.total);
        let message = format!(
            "the parts add up to {}, but the total in row {} of `{}` is {printed}",
            added.normalize(),
            place.row,
            place.column
        );
        Diagnostic::error("wrong-total", place.span, message)
            .help("correct the figure that is wrong; for rounded figures add `tolerance` to the check")
    }
}
