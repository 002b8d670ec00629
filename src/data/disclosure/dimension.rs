//! A column that declared tables are by, with all its categories, also those that nothing falls into: which
//! categories are listed may not tell of anyone.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        time::PartDate,
        yaml::{Node, fields::quoted_list, nearest},
    },
    data::{
        field::Field,
        kind::FieldType,
        schema::{Schema, field_named},
        value::Value,
    },
};

/// More categories than this are a list of names.
const MOST: usize = 5_000;

/// A column to count by.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Its place among the fields of the file.
    pub field: usize,
    /// Its name.
    pub name: String,
    /// Its values, in the order declared.
    pub values: Vec<Value>,
}

impl Dimension {
    /// The place of a value among the categories.
    #[must_use]
    pub fn place(&self, value: &Value) -> Option<u16> {
        self.values.iter().position(|known| known == value).and_then(|at| u16::try_from(at).ok())
    }

    /// The place of the value that an author wrote: a code or a label.
    ///
    /// # Errors
    /// When it is none.
    pub fn category(&self, node: &Node<'_>, schema: &Schema) -> Result<u16, Diagnostic> {
        let field = schema.fields.get(self.field);
        let text = crate::base::yaml::scalar::label(node)?;
        let value = field.and_then(|field| field.value_of(&text));
        value.and_then(|value| self.place(&value)).ok_or_else(|| {
            let spelled: Vec<String> = self.values.iter().map(ToString::to_string).collect();
            let message = format!("`{text}` is no category of `{}`", self.name);
            let problem = Diagnostic::error("unknown-category", node.span(), message);
            match nearest(&text, spelled.iter().map(String::as_str)) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("write one of those that the field declares"),
            }
        })
    }
}

/// A selection as authors write it: `{country: FRA, outcome: granted}`.
#[must_use]
pub fn written(dimensions: &[Dimension], key: &[Option<u16>]) -> String {
    let one = |(dimension, category): (&Dimension, &Option<u16>)| {
        let value = dimension.values.get(usize::from((*category)?))?;
        Some(format!("{}: {value}", dimension.name))
    };
    format!("{{{}}}", dimensions.iter().zip(key).filter_map(one).collect::<Vec<_>>().join(", "))
}

/// The columns that any of the tables is by, in the order of the schema.
pub fn of_tables(nodes: &[Node<'_>], schema: &Schema, diagnostics: &mut Diagnostics) -> Vec<Dimension> {
    let mut named: Vec<(usize, Span)> = Vec::new();
    for node in nodes {
        let by = node.entries().unwrap_or_default().into_iter().find(|entry| entry.name == "by");
        let items = by.map(|entry| entry.node.items().unwrap_or_else(|| vec![entry.node]));
        // Names that are none are reported where the table is read.
        let found = |item: &Node<'_>| Some((field_named(item, &schema.fields).ok()?, item.span()));
        named.extend(items.unwrap_or_default().iter().filter_map(found));
    }
    named.sort_unstable();
    named.dedup_by_key(|(field, _)| *field);
    let dimension = |(at, span): (usize, Span)| {
        let field = schema.fields.get(at)?;
        let values = diagnostics.take(categories(field, span))?;
        Some(Dimension { field: at, name: field.name.clone(), values })
    };
    named.into_iter().filter_map(dimension).collect()
}

/// All values of a field: as declared, from the lowest to the highest year, or yes and no.
fn categories(field: &Field, span: Span) -> Result<Vec<Value>, Diagnostic> {
    let listed: Vec<Value> = if field.categories.is_empty() {
        field.constraints.allowed.clone()
    } else {
        field.categories.iter().map(|category| category.value.clone()).collect()
    };
    let limits = field.constraints.minimum.as_ref().zip(field.constraints.maximum.as_ref());
    let values = match (field.kind, limits) {
        _ if !listed.is_empty() => listed,
        (FieldType::Boolean, _) => vec![Value::Boolean(true), Value::Boolean(false)],
        (_, Some((Value::Integer(low), Value::Integer(high)))) => {
            (*low..=*high).take(MOST + 1).map(Value::Integer).collect()
        }
        (_, Some((Value::Date(PartDate::Year(low)), Value::Date(PartDate::Year(high))))) => {
            (*low..=*high).map(|year| Value::Date(PartDate::Year(year))).collect()
        }
        _ => return Err(no_categories(field, span)),
    };
    if matches!(field.kind, FieldType::List) || values.len() > MOST || field.drop {
        let message = format!("a table cannot be by `{}`", field.name);
        return Err(Diagnostic::error("bad-table", span, message)
            .help("name a column that is not dropped, with one value a row, of a few categories"));
    }
    Ok(values)
}

fn no_categories(field: &Field, span: Span) -> Diagnostic {
    let cure = match field.kind {
        FieldType::Year | FieldType::Integer => "add `minimum` and `maximum` to its constraints",
        _ => "list them all under its `categories`, or as `enum` in its constraints",
    };
    let message = format!("the categories of `{}` are not declared", field.name);
    Diagnostic::error("missing-categories", span, message)
        .help(format!("{cure}, also those that nothing falls into: which are listed may not tell of anyone"))
}

/// Names in backticks of those dimensions.
#[must_use]
pub fn names(dimensions: &[Dimension], by: &[usize]) -> String {
    quoted_list(by.iter().filter_map(|at| dimensions.get(*at)).map(|dimension| dimension.name.as_str()))
}
