//! What a descriptor says must hold of its rows, beyond each cell and key: totals, shares, series.
//!
//! A check speaks only of figures that are known exactly; a bound or a gap cannot break a sum. Conditions
//! in the expression language are kept for `model`, which can compute them.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        expr::{self, Expr},
        span::Span,
        yaml::{Entry, Node, fields::Fields, fields::quoted_list, nearest, scalar},
    },
    data::{
        check::{columns::ColumnTotals, series::Series, shares::Shares, totals::Totals},
        schema::Schema,
        table::Table,
    },
};

mod columns;
mod loose_totals;
mod series;
mod shares;
mod totals;

/// One check.
#[derive(Clone, Debug)]
pub enum Check {
    /// Rows add up to a row.
    Totals(Totals),
    /// Columns add up to a column.
    ColumnTotals(ColumnTotals),
    /// Shares add up to a whole.
    Shares(Shares),
    /// A series without gaps and jumps.
    Series(Series),
}

/// A condition that needs the expression language.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Where it was written.
    pub span: Span,
    /// What is computed.
    pub expr: Expr,
    /// The number that a source prints for it; without one the expression itself must be true.
    pub printed: Option<Decimal>,
}

/// The names of checks.
const NAMES: [&str; 5] = ["totals", "shares", "series", "agrees_with", "expect"];

/// Reads the items of `checks`: maps of one key each.
pub fn read(
    nodes: Vec<Node<'_>>,
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> (Vec<Check>, Vec<Expectation>) {
    let mut checks = Vec::new();
    let mut expectations = Vec::new();
    for node in nodes {
        let entries = node.entries().unwrap_or_default();
        let [entry] = entries.as_slice() else {
            let cure = format!("write `- name: …` with one of {}", quoted_list(NAMES.into_iter()));
            diagnostics.push(node.wrong_type("a check, which is a map of one key", cure));
            continue;
        };
        match entry.name {
            "totals"
                if entry
                    .node
                    .entries()
                    .is_some_and(|entries| entries.iter().any(|entry| entry.name == "fields")) =>
            {
                checks.extend(
                    ColumnTotals::from_node(entry.node, schema, diagnostics).map(Check::ColumnTotals),
                );
            }
            "totals" => checks.extend(Totals::from_node(entry.node, schema, diagnostics).map(Check::Totals)),
            "shares" => checks.extend(Shares::from_node(entry.node, schema, diagnostics).map(Check::Shares)),
            "series" => checks.extend(Series::from_node(entry.node, schema, diagnostics).map(Check::Series)),
            "agrees_with" => expectations.extend(agreement(entry.node, diagnostics)),
            "expect" => expectations.extend(diagnostics.take(expectation(&entry.node))),
            _ => diagnostics.push(unknown(entry)),
        }
    }
    (checks, expectations)
}

/// Runs all checks, and looks for totals that no check knows of.
pub fn run(checks: &[Check], table: &Table, diagnostics: &mut Diagnostics) {
    for check in checks {
        match check {
            Check::Totals(totals) => totals.run(table, diagnostics),
            Check::ColumnTotals(totals) => totals.run(table, diagnostics),
            Check::Shares(shares) => shares.run(table, diagnostics),
            Check::Series(series) => series.run(table, diagnostics),
        }
    }
    loose_totals::report(checks, table, diagnostics);
}

fn unknown(entry: &Entry<'_>) -> Diagnostic {
    let problem =
        Diagnostic::error("unknown-check", entry.key.span(), format!("there is no check `{}`", entry.name));
    match nearest(entry.name, NAMES) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the checks are {}", quoted_list(NAMES.into_iter()))),
    }
}

/// `expect: '…'`: an expression that must be true.
fn expectation(node: &Node<'_>) -> Result<Expectation, Diagnostic> {
    let written = scalar::written(node)?;
    Ok(Expectation { span: written.span, expr: expr::parse(&written)?, printed: None })
}

/// `agrees_with: {value: '…', printed: 478}`: what is computed beside what a source prints.
fn agreement(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Expectation> {
    let mut fields = Fields::new(node, diagnostics);
    let value = fields.required("value", |node| {
        let written = scalar::written(node)?;
        Ok((written.span, expr::parse(&written)?))
    });
    let printed = fields.required("printed", scalar::decimal);
    fields.finish();
    let (span, expr) = value?;
    Some(Expectation { span, expr, printed: Some(printed?) })
}
