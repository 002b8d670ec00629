//! Which cell of the declared tables is meant: caps, changes and what is withheld by hand name cells.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, fields::quoted_list, scalar},
    },
    data::{
        disclosure::{declaration::HIGHEST, dimension::Dimension, tabulation::Key},
        schema::{Schema, field_named},
    },
};

/// A small change of a published count or sum that was looked at.
#[derive(Clone, Debug)]
pub struct Change {
    /// The column of sums by the place of its field; `None` is that of counts.
    pub sum: Option<usize>,
    /// The cell.
    pub at: Key,
    /// The number as it was published.
    pub was: Decimal,
    /// The number as it is now.
    pub now: Decimal,
}

/// Reads which cell is meant.
pub struct Selector<'a> {
    /// The columns that tables are by.
    pub dimensions: &'a [Dimension],
    /// All columns.
    pub schema: &'a Schema,
}

impl Selector<'_> {
    /// `{country: FRA, outcome: granted}`; what is left out counts together.
    pub fn key(&self, node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Key> {
        let mut key: Key = vec![None; self.dimensions.len()];
        let Some(entries) = node.entries() else {
            diagnostics.push(node.wrong_type("a map of columns and values", "write `{column: value}`"));
            return None;
        };
        for entry in entries {
            let found = self.dimensions.iter().position(|dimension| dimension.name == entry.name);
            let (Some(at), Some(dimension)) = (found, found.and_then(|at| self.dimensions.get(at))) else {
                let names = quoted_list(self.dimensions.iter().map(|dimension| dimension.name.as_str()));
                let message = format!("no table is by `{}`", entry.name);
                diagnostics.push(
                    Diagnostic::error("unknown-column", entry.key.span(), message)
                        .help(format!("name one of {names}")),
                );
                return None;
            };
            let category = diagnostics.take(dimension.category(&entry.node, self.schema))?;
            if let Some(slot) = key.get_mut(at) {
                *slot = Some(category);
            }
        }
        Some(key)
    }

    /// `{at: …, at_most: 40}`, a whole number.
    pub fn cap(&self, node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<(Key, i64, Span)> {
        let mut fields = Fields::new(node, diagnostics);
        let at = fields.required("at", |node| Ok(*node));
        let most = fields.required("at_most", |node| scalar::whole(node, 0, HIGHEST));
        fields.finish();
        Some((self.key(at?, diagnostics)?, most?, node.span()))
    }

    /// `{at: …, at_most: 1200.50}`, a number of the field's own unit.
    pub fn limit(&self, node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<(Key, Decimal, Span)> {
        let mut fields = Fields::new(node, diagnostics);
        let at = fields.required("at", |node| Ok(*node));
        let most = fields.required("at_most", scalar::decimal);
        fields.finish();
        Some((self.key(at?, diagnostics)?, most?, node.span()))
    }

    /// `{at: …, was: 151, now: 152, reason: …}`, with the `field` of a sum.
    pub fn change(&self, node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Change> {
        let mut fields = Fields::new(node, diagnostics);
        let at = fields.required("at", |node| Ok(*node));
        let sum = fields.optional("field", |node| field_named(node, &self.schema.fields));
        let was = fields.required("was", scalar::decimal);
        let now = fields.required("now", scalar::decimal);
        let reason = fields.required("reason", scalar::text);
        fields.finish();
        reason?;
        Some(Change { sum, at: self.key(at?, diagnostics)?, was: was?, now: now? })
    }
}
