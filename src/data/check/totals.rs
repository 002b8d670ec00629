//! Rows that add up to another row: `totals: {field: alerts, total: {ground: total}}`.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        groups::{exact, groups, sum},
        schema::{Schema, field_named},
        table::Table,
        value::Value,
    },
};

/// How many of the parts a message points at.
const MOST_LABELS: usize = 6;

/// A column in which one row of each group is the sum of the others.
#[derive(Clone, Debug)]
pub struct Totals {
    /// The column of numbers.
    pub field: usize,
    /// The column that marks the total.
    pub mark: usize,
    /// What it holds in the row of the total.
    pub total: Value,
    /// The columns in which parts and total agree.
    by: Vec<usize>,
    /// How far the sums may differ, for rounded figures.
    tolerance: Decimal,
    /// Not every part has a row: then they may only not exceed the total.
    partial: bool,
}

impl Totals {
    /// Reads the check. Without `by`, parts and total agree in the other fields of the primary key.
    pub fn from_node(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, diagnostics);
        let field = fields.required("field", |node| field_named(node, &schema.fields));
        let marked = fields.required("total", |node| total(node, schema));
        let by = fields.child("by").is_some().then(|| fields.list("by", |node| field_named(node, &schema.fields)));
        let tolerance = fields.optional("tolerance", scalar::decimal).unwrap_or_default();
        let partial = fields.optional("partial", scalar::switch).unwrap_or_default();
        fields.finish();
        let (mark, total) = marked?;
        let by = by.unwrap_or_else(|| schema.primary_key.iter().copied().filter(|field| *field != mark).collect());
        Some(Self { field: field?, mark, total, by, tolerance, partial })
    }

    /// Adds up the parts of each group.
    pub fn run(&self, table: &Table, diagnostics: &mut Diagnostics) {
        for rows in groups(table, &self.by) {
            let (totals, parts): (Vec<usize>, Vec<usize>) =
                rows.into_iter().partition(|row| table.cell(*row, self.mark).value() == Some(&self.total));
            for total in totals {
                self.check(table, total, &parts, diagnostics);
            }
        }
    }

    /// Parts that are not known can be anything above zero, so those that are known may not exceed the total.
    fn check(&self, table: &Table, total: usize, parts: &[usize], diagnostics: &mut Diagnostics) {
        let known: Vec<Decimal> = parts.iter().filter_map(|row| exact(table.cell(*row, self.field))).collect();
        let Some((printed, added)) = exact(table.cell(total, self.field)).zip(sum(known.iter().copied())) else { return };
        let complete = known.len() == parts.len() && !self.partial;
        let above_zero = known.iter().all(|number| !number.is_sign_negative());
        let exceeds = above_zero && added > printed.saturating_add(self.tolerance);
        let differs = complete && (added - printed).abs() > self.tolerance;
        if parts.is_empty() || !(exceeds || differs) {
            return;
        }
        diagnostics.push(self.wrong(table, total, parts, printed, added));
    }

    fn wrong(&self, table: &Table, total: usize, parts: &[usize], printed: Decimal, added: Decimal) -> Diagnostic {
        let place = table.place(total, self.field);
        let message = format!(
            "the parts add up to {}, but the total in row {} of `{}` is {printed}",
            added.normalize(),
            place.row,
            place.column
        );
        let problem = Diagnostic::error("wrong-total", place.span, message)
            .help("correct the figure that is wrong; for rounded figures add `tolerance`, for missing parts `partial: true` to the check");
        let labelled = parts.iter().take(MOST_LABELS);
        labelled.fold(problem, |problem, row| problem.label(table.span(*row, self.field), "a part"))
    }
}

/// `{ground: total}`: a field and the value that marks the row.
fn total(node: &Node<'_>, schema: &Schema) -> Result<(usize, Value), Diagnostic> {
    let entries = node.entries().unwrap_or_default();
    let [entry] = entries.as_slice() else {
        return Err(node.wrong_type("a field with the value that marks the total", "write it as `{ground: total}`"));
    };
    let at = field_named(&entry.key, &schema.fields)?;
    let kind = schema.fields.get(at).map(|field| field.kind).unwrap_or_default();
    Ok((at, kind.declared_value(&entry.node)?))
}
