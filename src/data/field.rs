//! One column of a table: its name, type and rules, and how a cell of it is read.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, scalar},
    },
    data::{
        category::Category,
        cell::Cell,
        constraints::{Constraints, check_choice},
        country::Country,
        fault::{Fault, FaultKind},
        kind::{self, FieldType},
        missing::MissingValue,
        number::Notation,
        status::{Absence, Status},
        value::Value,
        writing::{self, Writing},
    },
};

/// A field of a table.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the header and in expressions.
    pub name: String,
    /// Its name for readers; the same as `name` if none is written.
    pub title: String,
    /// What it means; may be empty.
    pub description: String,
    /// What its values are.
    pub kind: FieldType,
    /// What the items of its lists are: words, or countries.
    pub item: FieldType,
    /// How its cells are written in the file.
    pub writing: Writing,
    /// The unit's word; may be empty.
    pub unit: String,
    /// What its values must be like.
    pub constraints: Constraints,
    /// Its only values with their words for readers, if it is a classification.
    pub categories: Vec<Category>,
    /// The field that says how sure each cell is.
    pub status: Option<usize>,
    /// Texts that stand for an empty cell, with the reason each gives.
    pub missing: Vec<MissingValue>,
    /// A value as it might stand; may be empty.
    pub example: String,
    /// Where it is declared, if it is.
    pub span: Option<Span>,
    /// What stands for a value that is withheld; may be empty.
    pub marker: String,
    /// Why a column that looks personal is about nobody.
    pub safe: Option<String>,
    /// The column is left out as soon as its file is read.
    pub drop: bool,
    /// Its words in other languages, by tag.
    pub words: BTreeMap<String, FieldWords>,
}

/// The words of a field in one language; those that are empty are not translated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldWords {
    /// Its name for readers.
    pub title: String,
    /// What it means.
    pub description: String,
    /// The unit's word.
    pub unit: String,
    /// Words for some of its values.
    pub labels: Vec<(Value, String)>,
}

/// What the schema and the dialect say for fields that do not say it themselves.
#[derive(Clone, Debug)]
pub struct FieldDefaults {
    /// Signs of numbers.
    pub notation: Notation,
    /// Texts that stand for an empty cell.
    pub missing: Vec<MissingValue>,
}

impl Field {
    /// A field of which nothing but name and type is known.
    #[must_use]
    pub fn new(name: &str, kind: FieldType) -> Self {
        Self {
            name: name.to_owned(),
            title: name.to_owned(),
            description: String::new(),
            kind,
            item: FieldType::String,
            writing: Writing::default(),
            unit: String::new(),
            constraints: Constraints::default(),
            categories: Vec::new(),
            status: None,
            missing: MissingValue::usual(),
            example: String::new(),
            span: None,
            marker: String::new(),
            safe: None,
            drop: false,
            words: BTreeMap::new(),
        }
    }

    /// Reads one item of `schema.fields`; the name of its status field is for the schema to resolve.
    pub fn from_node<'y>(
        node: Node<'y>,
        defaults: &FieldDefaults,
        diagnostics: &mut Diagnostics,
    ) -> (Option<Self>, Option<Node<'y>>) {
        let mut fields = Fields::new(node, diagnostics);
        let name = fields.required("name", field_name);
        let status = fields.child("status");
        let mut field = Self::described(name.as_deref().unwrap_or_default(), defaults, &mut fields);
        field.span = Some(node.span());
        field.safe = fields.filled("safe", reason);
        field.drop = fields.optional("drop", scalar::switch).unwrap_or_default();
        fields.finish();
        (name.map(|_| field), status)
    }

    /// The field of that name as its map describes it, in a schema or in a collection.
    #[must_use]
    pub fn described(name: &str, defaults: &FieldDefaults, fields: &mut Fields<'_, '_>) -> Self {
        let kind = fields.required("type", FieldType::from_node);
        let mut field = Self::new(name, kind.unwrap_or(FieldType::String));
        field.item = fields.optional("itemType", |node| item_type(node, field.kind)).unwrap_or_default();
        if let Some(title) = fields.optional("title", scalar::text) {
            field.title = title;
        }
        field.description = fields.optional("description", scalar::text).unwrap_or_default();
        field.unit = fields.optional("unit", scalar::text).unwrap_or_default();
        field.example = fields.optional("example", scalar::label).unwrap_or_default();
        field.writing.form = fields.optional("format", |node| writing::form(node, field.kind)).flatten();
        field.writing.notation = writing::notation(fields, defaults.notation);
        field.missing = MissingValue::list(fields).unwrap_or_else(|| defaults.missing.clone());
        if let Some(node) = fields.child("constraints") {
            field.constraints = Constraints::from_node(node, field.kind, fields.diagnostics);
        }
        field.categories = fields
            .nodes("categories")
            .into_iter()
            .filter_map(|node| Category::from_node(node, field.kind, fields.diagnostics))
            .collect();
        field
    }

    /// Its name for readers of a language.
    #[must_use]
    pub fn title_in(&self, tag: &str) -> &str {
        let own = if self.title.is_empty() { &self.name } else { &self.title };
        self.translated(tag, |words| &words.title).unwrap_or(own)
    }

    /// What it means, for readers of a language; may be empty.
    #[must_use]
    pub fn description_in(&self, tag: &str) -> &str {
        self.translated(tag, |words| &words.description).unwrap_or(&self.description)
    }

    /// The unit's word in a language; may be empty.
    #[must_use]
    pub fn unit_in(&self, tag: &str) -> &str {
        self.translated(tag, |words| &words.unit).unwrap_or(&self.unit)
    }

    fn translated(&self, tag: &str, part: fn(&FieldWords) -> &String) -> Option<&str> {
        self.words.get(tag).map(|words| part(words).as_str()).filter(|text| !text.is_empty())
    }

    /// The words for `value` in a language, if it has any of its own.
    #[must_use]
    pub fn label_in(&self, value: &Value, tag: &str) -> Option<&str> {
        let labels = self.words.get(tag).map_or(&[][..], |words| words.labels.as_slice());
        let own = labels.iter().find(|(labelled, _)| labelled == value).map(|(_, label)| label.as_str());
        own.or_else(|| self.label(value))
    }

    /// The words for `value` as declared, if it has any of its own.
    #[must_use]
    pub fn label(&self, value: &Value) -> Option<&str> {
        self.categories
            .iter()
            .find(|category| category.value == *value)
            .map(|category| category.label.as_str())
    }

    /// The words for one item of a list: its category's label, or the item itself.
    #[must_use]
    pub fn item_label<'t>(&'t self, item: &'t str) -> &'t str {
        let category = self.categories.iter().find(|category| {
            category.value.items().is_some_and(|items| matches!(items, [one] if **one == *item))
        });
        category.map_or(item, |category| &category.label)
    }

    /// The value that an author means by `text`: a category's label, or a value as it stands in the file.
    #[must_use]
    pub fn value_of(&self, text: &str) -> Option<Value> {
        let labelled = self.categories.iter().find(|category| category.label == text);
        labelled
            .map(|category| category.value.clone())
            .or_else(|| self.kind.parse(text, &Writing::default()).ok())
    }

    /// Reads a cell; `status` is what its status column says, if it says anything.
    ///
    /// # Errors
    /// When the text is no value of this field, or does not agree with its status.
    pub fn read(&self, text: &str, status: Option<Status>) -> Result<Cell, Fault> {
        if let Some(missing) = self.missing.iter().find(|missing| missing.text == text) {
            return self.absent(missing.absence, status);
        }
        let flag = match status {
            Some(Status::Absent(absence)) => return Err(unwanted(absence)),
            Some(Status::Flagged(flag)) => Some(flag),
            Some(Status::Exact) | None => None,
        };
        let value = self.spelled(self.kind.parse(text, &self.writing)?)?;
        check_choice(&value, self.categories.iter().map(|category| &category.value))?;
        self.constraints.check(&value)?;
        Ok(Cell::Value { value, flag })
    }

    /// The cell of a list whose items stand apart.
    ///
    /// # Errors
    /// When an item is none, or the list breaks a rule of the field.
    pub fn read_items(&self, items: &[String]) -> Result<Cell, Fault> {
        let value = self.spelled(kind::list_of(items.iter().map(String::as_str))?)?;
        let cell = Cell::plain(value);
        self.check(&cell)?;
        Ok(cell)
    }

    /// A list with each item in the spelling of its type; other values as they are.
    fn spelled(&self, value: Value) -> Result<Value, Fault> {
        let (Value::List(items), FieldType::Country) = (&value, self.item) else { return Ok(value) };
        let code = |item: &Arc<str>| Country::parse(item).map(|country| Arc::from(country.alpha3));
        items.iter().map(code).collect::<Result<Arc<[_]>, _>>().map(Value::List)
    }

    /// Checks a cell that was computed.
    ///
    /// # Errors
    /// When it breaks a rule of the field.
    pub fn check(&self, cell: &Cell) -> Result<(), Fault> {
        match cell {
            Cell::Value { value, .. } => {
                check_choice(value, self.categories.iter().map(|category| &category.value))?;
                self.constraints.check(value)
            }
            Cell::Absent(absence) => self.absent(*absence, Some(Status::Absent(*absence))).map(|_| ()),
            Cell::Withheld => Ok(()),
        }
    }

    /// A cell without a value.
    fn absent(&self, written: Absence, status: Option<Status>) -> Result<Cell, Fault> {
        let absence = match status {
            Some(Status::Absent(absence)) => absence,
            None => written,
            Some(said) => {
                let words = format!("has no value, but its status is `{}`", said.word());
                return Err(Fault::new(
                    FaultKind::Missing,
                    words,
                    "fill it in, or write `not_found`, `missing`, `suppressed` or `not_applicable` as its status",
                ));
            }
        };
        if self.constraints.required {
            let cure = "fill it in, or delete `required: true` in the descriptor";
            return Err(Fault::new(FaultKind::Missing, "has no value, but the field is required", cure));
        }
        Ok(Cell::Absent(absence))
    }
}

/// The type of a list's items.
fn item_type(node: &Node<'_>, kind: FieldType) -> Result<FieldType, Diagnostic> {
    if kind != FieldType::List {
        return Err(node.wrong_type("no type of items", "delete it: only a field of `type: list` has items"));
    }
    match FieldType::from_node(node)? {
        item @ (FieldType::String | FieldType::Country) => Ok(item),
        _ => Err(node.wrong_type("`string` or `country`", "write one of them, or delete the line")),
    }
}

/// The reason why a column that looks personal is about nobody.
fn reason(node: &Node<'_>) -> Result<String, Diagnostic> {
    let text = scalar::text(node)?;
    if text.trim().is_empty() {
        return Err(Diagnostic::error("missing-reason", node.span(), "a column is safe for a reason")
            .help("write it: `safe: \"the address of a court\"`"));
    }
    Ok(text)
}

fn unwanted(absence: Absence) -> Fault {
    let words = format!("has a value, but its status is `{}`", absence.word());
    Fault::new(FaultKind::Unwanted, words, "empty the cell, or change its status")
}

/// True for what can name a field. Names are headers of spreadsheets too, where a leading sign would start
/// a formula.
#[must_use]
pub fn is_field_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphanumeric() || c == '_') && !name.chars().any(char::is_control)
}

fn field_name(node: &Node<'_>) -> Result<String, Diagnostic> {
    let name = scalar::label(node)?;
    if is_field_name(&name) {
        return Ok(name);
    }
    Err(Diagnostic::error("bad-name", node.span(), format!("a field cannot be named `{name}`"))
        .help("start its name with a letter or a digit"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::status::Flag;

    #[test]
    fn cell_and_status_must_agree() {
        let field = Field::new("n", FieldType::Integer);
        let bound = Some(Status::Flagged(Flag::AtLeast));
        assert_eq!(
            field.read("5", bound),
            Ok(Cell::Value { value: Value::Integer(5), flag: Some(Flag::AtLeast) })
        );
        assert_eq!(
            field.read("", Some(Status::Absent(Absence::NotFound))),
            Ok(Cell::Absent(Absence::NotFound))
        );
        assert_eq!(field.read("0", None), Ok(Cell::plain(Value::Integer(0))));
        assert_eq!(field.read("", None), Ok(Cell::Absent(Absence::Missing)));
        let kind = |text, status| field.read(text, status).unwrap_err().kind;
        assert_eq!(kind("5", Some(Status::Absent(Absence::NotFound))), FaultKind::Unwanted);
        assert_eq!(kind("", Some(Status::Exact)), FaultKind::Missing);
        assert_eq!(kind("", bound), FaultKind::Missing);
    }

    #[test]
    fn a_required_cell_has_a_value() {
        let mut field = Field::new("n", FieldType::Integer);
        field.constraints.required = true;
        assert_eq!(
            field.read("", Some(Status::Absent(Absence::NotFound))).unwrap_err().kind,
            FaultKind::Missing
        );
        assert_eq!(field.read("0", None), Ok(Cell::plain(Value::Integer(0))));
    }

    #[test]
    fn labels_serve_as_well_as_codes() {
        let mut field = Field::new("outcome", FieldType::String);
        field.categories =
            vec![Category { value: Value::Text("kept".into()), label: "Data kept".to_owned() }];
        assert_eq!(field.value_of("Data kept"), Some(Value::Text("kept".into())));
        assert_eq!(field.value_of("kept"), Some(Value::Text("kept".into())));
        assert_eq!(field.label(&Value::Text("kept".into())), Some("Data kept"));
    }
}
