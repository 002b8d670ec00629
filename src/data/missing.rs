//! Texts of a file that stand for an empty cell, each with the reason that it gives.

use crate::{
    base::{
        diagnostic::Diagnostics,
        yaml::{Node, fields::Fields, scalar},
    },
    data::status::Absence,
};

/// One such text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingValue {
    /// The whole cell.
    pub text: String,
    /// Why there is no value, unless the status column knows better.
    pub absence: Absence,
}

impl MissingValue {
    /// Where nothing is declared, only an empty cell is empty.
    #[must_use]
    pub fn usual() -> Vec<Self> {
        vec![Self { text: String::new(), absence: Absence::Missing }]
    }

    /// Reads `missingValues`: plain texts, or `{value, label}` with the reason as label.
    pub fn list(fields: &mut Fields<'_, '_>) -> Option<Vec<Self>> {
        let node = fields.child("missingValues")?;
        let items = node.items().unwrap_or_else(|| vec![node]);
        Some(items.iter().filter_map(|item| Self::from_node(*item, fields.diagnostics)).collect())
    }

    fn from_node(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.entries().is_none() {
            return diagnostics
                .take(scalar::label(&node))
                .map(|text| Self { text, absence: Absence::Missing });
        }
        let mut fields = Fields::new(node, diagnostics);
        let text = fields.required("value", scalar::label);
        let absence = fields.required("label", |node| scalar::choice(node, &Absence::choices()));
        fields.finish();
        Some(Self { text: text?, absence: absence? })
    }
}
