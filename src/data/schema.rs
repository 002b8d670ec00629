//! The schema of a descriptor: fields, the key of a row, and keys into other datasets.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, fields::quoted_list, nearest, scalar},
    },
    data::{
        field::{Field, FieldDefaults},
        kind::FieldType,
        missing::MissingValue,
        number::Notation,
    },
};

/// What the rows of a dataset are.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Its columns.
    pub fields: Vec<Field>,
    /// The fields that together name a row; empty if none do.
    pub primary_key: Vec<usize>,
    /// Keys into other datasets.
    pub foreign_keys: Vec<ForeignKey>,
}

/// Fields whose values must stand in another dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Where it was declared.
    pub span: Span,
    /// Fields of this dataset.
    pub fields: Vec<usize>,
    /// The other dataset; empty for this one.
    pub resource: String,
    /// Its fields, in the same order.
    pub reference: Vec<String>,
}

impl Schema {
    /// Reads the map `schema`.
    pub fn from_node(node: Node<'_>, notation: Notation, diagnostics: &mut Diagnostics) -> Self {
        let mut fields = Fields::new(node, diagnostics);
        let missing = MissingValue::list(&mut fields).unwrap_or_else(MissingValue::usual);
        let columns = columns(&mut fields, &FieldDefaults { notation, missing });
        let primary_key = fields.list("primaryKey", |node| field_named(node, &columns));
        let keys = fields.nodes("foreignKeys");
        let foreign_keys =
            keys.into_iter().filter_map(|node| foreign_key(node, &columns, fields.diagnostics)).collect();
        fields.finish();
        Self { fields: columns, primary_key, foreign_keys }
    }
}

/// The fields, with the names of status columns resolved.
fn columns(fields: &mut Fields<'_, '_>, defaults: &FieldDefaults) -> Vec<Field> {
    let _ = fields.required("fields", |_| Ok(()));
    let mut columns: Vec<Field> = Vec::new();
    let mut statuses = Vec::new();
    for node in fields.nodes("fields") {
        let (field, status) = Field::from_node(node, defaults, fields.diagnostics);
        let Some(field) = field else { continue };
        if columns.iter().any(|other| other.name == field.name) {
            fields.diagnostics.push(
                Diagnostic::error(
                    "duplicate-column",
                    node.span(),
                    format!("there are two fields `{}`", field.name),
                )
                .help("rename or delete one"),
            );
            continue;
        }
        statuses.push(status);
        columns.push(field);
    }
    let resolved: Vec<Option<usize>> = statuses
        .iter()
        .map(|status| status.and_then(|node| fields.diagnostics.take(status_field(&node, &columns))))
        .collect();
    columns.iter_mut().zip(resolved).for_each(|(field, status)| field.status = status);
    columns
}

fn status_field(node: &Node<'_>, columns: &[Field]) -> Result<usize, Diagnostic> {
    let at = field_named(node, columns)?;
    match columns.get(at).map(|field| field.kind) {
        Some(FieldType::String) => Ok(at),
        _ => Err(node.wrong_type(
            "the name of a field of `type: string`",
            "name the field that holds words such as `exact` or `at_least`",
        )),
    }
}

/// The field that a text names.
///
/// # Errors
/// When there is none of that name.
pub fn field_named(node: &Node<'_>, columns: &[Field]) -> Result<usize, Diagnostic> {
    let name = scalar::label(node)?;
    columns.iter().position(|field| field.name == name).ok_or_else(|| no_field(node.span(), &name, columns))
}

/// The problem of a name that is none of `columns`.
#[must_use]
pub fn no_field(span: Span, name: &str, columns: &[Field]) -> Diagnostic {
    let names = || columns.iter().map(|field| field.name.as_str());
    let problem = Diagnostic::error("unknown-column", span, format!("no field `{name}` is declared"));
    match nearest(name, names()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the fields are {}", quoted_list(names()))),
    }
}

/// `fields` and `reference: {resource, fields}`, which pair off.
fn foreign_key(node: Node<'_>, columns: &[Field], diagnostics: &mut Diagnostics) -> Option<ForeignKey> {
    let mut fields = Fields::new(node, diagnostics);
    let _ = fields.required("fields", |_| Ok(()));
    let declared = fields.child("fields").map_or(0, |node| node.items().map_or(1, |items| items.len()));
    let own = fields.list("fields", |node| field_named(node, columns));
    let reference = fields.required("reference", |node| Ok(*node));
    fields.finish();
    let mut fields = Fields::new(reference?, diagnostics);
    let resource = fields.required("resource", scalar::label);
    let _ = fields.required("fields", |_| Ok(()));
    let other = fields.list("fields", scalar::label);
    fields.finish();
    if own.len() < declared || other.is_empty() {
        return None;
    }
    if own.len() != other.len() {
        let message =
            format!("the key has {} here and {} in `reference`", count(own.len()), count(other.len()));
        diagnostics.push(
            Diagnostic::error("wrong-type", node.span(), message)
                .help("name as many fields there as here, in the same order"),
        );
        return None;
    }
    Some(ForeignKey { span: node.span(), fields: own, resource: resource?, reference: other })
}

fn count(fields: usize) -> String {
    if fields == 1 { "1 field".to_owned() } else { format!("{fields} fields") }
}
