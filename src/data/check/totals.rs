//! Rows that add up to another row: `totals: {field: alerts, total: {ground: total}}`.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        cell::Cell,
        groups::{exact, groups, sum},
        schema::{Schema, field_named},
        status::Flag,
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
    /// What it holds in the rows of parts; anything else if nothing is listed.
    parts: Vec<Value>,
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
        let parts = fields.nodes("parts");
        let by =
            fields.child("by").is_some().then(|| fields.list("by", |node| field_named(node, &schema.fields)));
        let tolerance = fields.optional("tolerance", scalar::decimal).unwrap_or_default();
        let partial = fields.optional("partial", scalar::switch).unwrap_or_default();
        fields.finish();
        let (mark, total) = marked?;
        let parts =
            parts.into_iter().filter_map(|node| diagnostics.take(value_of(&node, mark, schema))).collect();
        let by =
            by.unwrap_or_else(|| schema.primary_key.iter().copied().filter(|field| *field != mark).collect());
        Some(Self { field: field?, mark, total, parts, by, tolerance, partial })
    }

    /// Adds up the parts of each group.
    pub fn run(&self, table: &Table, diagnostics: &mut Diagnostics) {
        for rows in groups(table, &self.by) {
            let mark = |row: &usize| table.cell(*row, self.mark).value();
            let is_part = |row: &usize| match mark(row) {
                Some(value) => *value != self.total && (self.parts.is_empty() || self.parts.contains(value)),
                None => false,
            };
            let parts: Vec<usize> = rows.iter().copied().filter(is_part).collect();
            for total in rows.into_iter().filter(|row| mark(row) == Some(&self.total)) {
                self.check(table, total, &parts, diagnostics);
            }
        }
    }

    /// Compares sum and total where both are exact; else what they can be at least and at most.
    fn check(&self, table: &Table, total: usize, parts: &[usize], diagnostics: &mut Diagnostics) {
        let total_cell = table.cell(total, self.field);
        let cells = || parts.iter().map(|row| table.cell(*row, self.field));
        let added = cells().map(exact).collect::<Option<Vec<_>>>().and_then(sum);
        let least = cells().map(lowest).collect::<Option<Vec<_>>>().and_then(sum);
        let wrong = match exact(total_cell).zip(added).filter(|_| !self.partial) {
            Some((printed, added)) => {
                Some((printed, added)).filter(|_| added.saturating_sub(printed).abs() > self.tolerance)
            }
            None => highest(total_cell)
                .zip(least)
                .filter(|(limit, least)| *least > limit.saturating_add(self.tolerance)),
        };
        if let Some((printed, added)) = wrong.filter(|_| !parts.is_empty()) {
            diagnostics.push(self.wrong(table, total, parts, printed, added));
        }
    }

    fn wrong(
        &self,
        table: &Table,
        total: usize,
        parts: &[usize],
        printed: Decimal,
        added: Decimal,
    ) -> Diagnostic {
        let place = table.place(total, self.field);
        let message = format!(
            "the parts add up to {}{}, but the total in row {} of `{}` is {printed}",
            if parts.iter().all(|row| exact(table.cell(*row, self.field)).is_some()) {
                ""
            } else {
                "at least "
            },
            added.normalize(),
            place.row,
            place.column
        );
        let problem = Diagnostic::error("wrong-total", place.span, message)
            .help("correct the figure that is wrong; for rounded figures add `tolerance`, for parts without a row `partial: true`, for a total of some rows only `parts` to the check");
        let labelled = parts.iter().take(MOST_LABELS);
        labelled.fold(problem, |problem, row| problem.label(table.span(*row, self.field), "a part"))
    }
}

/// The least that a part can be, if no part is below zero.
fn lowest(cell: &Cell) -> Option<Decimal> {
    match (cell.decimal(), cell.flag()) {
        (Some(value), _) if value.is_sign_negative() && !value.is_zero() => None,
        (Some(_), Some(Flag::Approximate | Flag::AtMost)) | (None, _) => Some(Decimal::ZERO),
        (Some(value), _) => Some(value),
    }
}

/// The most that a total can be.
fn highest(cell: &Cell) -> Option<Decimal> {
    let open = matches!(cell.flag(), Some(Flag::Approximate | Flag::AtLeast));
    cell.decimal().filter(|_| !open)
}

/// `{ground: total}`: a field and the value that marks the row.
fn total(node: &Node<'_>, schema: &Schema) -> Result<(usize, Value), Diagnostic> {
    let entries = node.entries().unwrap_or_default();
    let [entry] = entries.as_slice() else {
        return Err(
            node.wrong_type("a field with the value that marks the total", "write it as `{ground: total}`")
        );
    };
    let at = field_named(&entry.key, &schema.fields)?;
    Ok((at, value_of(&entry.node, at, schema)?))
}

/// A value of the field at `at`.
fn value_of(node: &Node<'_>, at: usize, schema: &Schema) -> Result<Value, Diagnostic> {
    schema.fields.get(at).map(|field| field.kind).unwrap_or_default().declared_value(node)
}
