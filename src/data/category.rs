//! The values of a classification, each with its words for readers.

use crate::{
    base::{
        diagnostic::Diagnostics,
        yaml::{Node, fields::Fields, scalar},
    },
    data::{kind::FieldType, value::Value},
};

/// A value with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// As in the file.
    pub value: Value,
    /// For readers.
    pub label: String,
}

impl Category {
    /// Reads one item of `categories`: a value, or `{value, label}`.
    pub fn from_node(node: Node<'_>, kind: FieldType, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.entries().is_none() {
            return diagnostics
                .take(kind.declared_value(&node))
                .map(|value| Self { label: value.to_string(), value });
        }
        let mut fields = Fields::new(node, diagnostics);
        let value = fields.required("value", |node| kind.declared_value(node));
        let label = fields.optional("label", scalar::label);
        fields.finish();
        value.map(|value| Self { label: label.unwrap_or_else(|| value.to_string()), value })
    }
}
