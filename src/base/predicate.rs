//! Field predicates: which rows of a table are meant, in the words of Vega-Lite.
//!
//! `{year: {gte: 2000}, region: {not: Total}, outcome: [deleted, kept]}`; all must hold.

use rust_decimal::Decimal;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    span::Span,
    yaml::{Entry, Node, fields::Fields, scalar},
};

/// One condition on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// The field's name.
    pub field: String,
    /// Where the name stands.
    pub span: Span,
    /// What its value must be.
    pub test: Test,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of these.
    OneOf(Vec<Operand>),
    /// None of these.
    Not(Vec<Operand>),
    /// Within these bounds; each bound with whether it belongs to the range.
    Range {
        /// `gt` or `gte`.
        low: Option<(Decimal, bool)>,
        /// `lt` or `lte`.
        high: Option<(Decimal, bool)>,
    },
}

/// A value to compare with, as it was spelled: a code, a label or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its spelling.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads the entries of a `filter`.
pub fn read(entries: Vec<Entry<'_>>, diagnostics: &mut Diagnostics) -> Vec<Predicate> {
    let one = |entry: Entry<'_>| {
        let test = test(entry.node, diagnostics)?;
        Some(Predicate { field: entry.name.to_owned(), span: entry.key.span(), test })
    };
    entries.into_iter().filter_map(one).collect()
}

fn test(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Test> {
    match node.entries() {
        Some(_) => comparison(node, diagnostics),
        None => Some(Test::OneOf(operands(node, diagnostics))),
    }
}

fn comparison(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Test> {
    let mut fields = Fields::new(node, diagnostics);
    let not = fields.child("not").map(|node| operands(node, fields.diagnostics));
    let bound = |fields: &mut Fields<'_, '_>, open, closed| {
        let open = fields.optional(open, scalar::decimal).map(|bound| (bound, false));
        fields.optional(closed, scalar::decimal).map(|bound| (bound, true)).or(open)
    };
    let low = bound(&mut fields, "gt", "gte");
    let high = bound(&mut fields, "lt", "lte");
    fields.finish();
    match not {
        Some(not) => Some(Test::Not(not)),
        None if low.is_none() && high.is_none() => None,
        None => Some(Test::Range { low, high }),
    }
}

fn operands(node: Node<'_>, diagnostics: &mut Diagnostics) -> Vec<Operand> {
    let items = node.items().unwrap_or_else(|| vec![node]);
    let operand = |item: &Node<'_>| -> Result<Operand, Diagnostic> {
        Ok(Operand { text: scalar::label(item)?, span: item.span() })
    };
    items.iter().filter_map(|item| diagnostics.take(operand(item))).collect()
}
