//! What a field demands of its values, one cell at a time, in the words of Table Schema.
//!
//! `unique` speaks of a whole column and is checked with the keys.

use regex_lite::Regex;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, nearest, scalar},
    },
    data::{
        fault::{Fault, FaultKind, is_unseen, shown},
        kind::FieldType,
        value::Value,
    },
};

/// The constraints of a field.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// No cell may be empty.
    pub required: bool,
    /// No value may stand twice.
    pub unique: bool,
    /// The lowest value.
    pub minimum: Option<Value>,
    /// The highest value.
    pub maximum: Option<Value>,
    /// The only values, if there are any; `enum` in a descriptor.
    pub allowed: Vec<Value>,
    /// What the whole text must match.
    pub pattern: Option<Pattern>,
    /// The fewest characters.
    pub min_length: Option<usize>,
    /// The most characters.
    pub max_length: Option<usize>,
}

/// A regular expression and how it was written.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As in the descriptor.
    pub text: String,
    regex: Regex,
}

impl Constraints {
    /// Reads the map `constraints` of a field of type `kind`.
    pub fn from_node(node: Node<'_>, kind: FieldType, diagnostics: &mut Diagnostics) -> Self {
        let mut fields = Fields::new(node, diagnostics);
        let constraints = Self {
            required: fields.optional("required", scalar::switch).unwrap_or_default(),
            unique: fields.optional("unique", scalar::switch).unwrap_or_default(),
            minimum: fields.optional("minimum", |node| kind.declared_value(node)),
            maximum: fields.optional("maximum", |node| kind.declared_value(node)),
            allowed: fields.list("enum", |node| kind.declared_value(node)),
            pattern: fields.optional("pattern", |node| Pattern::from_node(node, kind)),
            min_length: fields.optional("minLength", |node| length(node, kind)),
            max_length: fields.optional("maxLength", |node| length(node, kind)),
        };
        fields.finish();
        constraints
    }

    /// Checks one value.
    ///
    /// # Errors
    /// At the first constraint that it breaks.
    pub fn check(&self, value: &Value) -> Result<(), Fault> {
        check_choice(value, &self.allowed)?;
        self.check_range(value)?;
        self.check_length(value)?;
        match &self.pattern {
            Some(pattern) if !value.text().is_some_and(|text| pattern.regex.is_match(text)) => {
                let cure = format!("write it as the field's `pattern` asks: `{}`", pattern.text);
                Err(Fault::new(FaultKind::Pattern, "does not match the pattern of the field", cure))
            }
            _ => Ok(()),
        }
    }

    fn check_range(&self, value: &Value) -> Result<(), Fault> {
        let fault = |words: &str, limit: &Value, name: &str| {
            let cure = format!("correct the cell, or change `{name}` in the descriptor");
            Err(Fault::new(FaultKind::Range, format!("is {words} {limit}, the `{name}` of the field"), cure))
        };
        match (&self.minimum, &self.maximum) {
            (Some(limit), _) if value < limit => fault("below", limit, "minimum"),
            (_, Some(limit)) if value > limit => fault("above", limit, "maximum"),
            _ => Ok(()),
        }
    }

    fn check_length(&self, value: &Value) -> Result<(), Fault> {
        let Some(length) = value.length() else { return Ok(()) };
        let words = if value.items().is_some() { "items" } else { "characters" };
        let fault = |limit: usize, name: &str| {
            let cure = format!("correct the cell, or change `{name}` in the descriptor");
            Err(Fault::new(FaultKind::Range, format!("has {length} {words}, but `{name}` is {limit}"), cure))
        };
        match (self.min_length, self.max_length) {
            (Some(limit), _) if length < limit => fault(limit, "minLength"),
            (_, Some(limit)) if length > limit => fault(limit, "maxLength"),
            _ => Ok(()),
        }
    }
}

impl Pattern {
    /// Compiles a pattern; as in XML Schema it must match the whole text.
    fn from_node(node: &Node<'_>, kind: FieldType) -> Result<Self, Diagnostic> {
        let text = scalar::text(node)?;
        if kind != FieldType::String {
            return Err(
                node.wrong_type("no pattern", "delete it: only a field of `type: string` can have one")
            );
        }
        let regex = Regex::new(&format!("^(?:{text})$")).map_err(|error| {
            Diagnostic::error("bad-pattern", node.span(), format!("`{text}` is no pattern: {error}"))
                .help("write a regular expression such as `[A-Z]{3}`; a sign meant as itself needs a backslash before it")
        })?;
        Ok(Self { text, regex })
    }
}

/// Fails unless `value` is one of `allowed`, or `allowed` is empty. Of a list, every item must be.
///
/// # Errors
/// With the nearest value that would be right.
pub fn check_choice<'v>(value: &Value, allowed: impl IntoIterator<Item = &'v Value>) -> Result<(), Fault> {
    let allowed: Vec<&Value> = allowed.into_iter().collect();
    if allowed.is_empty() || allowed.contains(&value) {
        return Ok(());
    }
    let known: Vec<String> = allowed.into_iter().map(ToString::to_string).collect();
    let spelled = match value.items() {
        Some(items) => items.iter().map(ToString::to_string).collect(),
        None => vec![value.to_string()],
    };
    let Some(stranger) = spelled.iter().find(|text| !known.contains(text)) else { return Ok(()) };
    let words = match value.items() {
        Some(_) => {
            format!("has `{}` in it, which is none of the values that the field declares", shown(stranger))
        }
        None => "is none of the values that the field declares".to_owned(),
    };
    Err(Fault::new(FaultKind::Category, words, choice_cure(stranger, &known)))
}

/// What to write in place of `text`, which is none of `known`.
fn choice_cure(text: &str, known: &[String]) -> String {
    let plain = |text: &str| {
        text.chars().filter(|c| !c.is_whitespace() && !is_unseen(*c)).collect::<String>().to_lowercase()
    };
    if let Some(same) = known.iter().find(|other| plain(other) == plain(text)) {
        return format!(
            "write `{same}`, letter for letter: case, spaces and characters that do not show count"
        );
    }
    match nearest(text, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`? if not, declare the value in the descriptor"),
        None => {
            let list: Vec<String> =
                known.iter().take(12).map(|value| format!("`{}`", shown(value))).collect();
            let more = if known.len() > list.len() { " …" } else { "" };
            format!("write one of {}{more}, or declare the value in the descriptor", list.join(", "))
        }
    }
}

fn length(node: &Node<'_>, kind: FieldType) -> Result<usize, Diagnostic> {
    if !matches!(kind, FieldType::String | FieldType::List) {
        return Err(
            node.wrong_type("no length", "delete it: only a field of `type: string` or `list` has one")
        );
    }
    scalar::whole(node, 0, i64::from(u32::MAX)).map(|length| usize::try_from(length).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cure(text: &str) -> String {
        choice_cure(text, &["torture".to_owned(), "ill-treatment".to_owned()])
    }

    #[test]
    fn a_typo_gets_the_word_that_was_meant() {
        for text in ["Torture", "torture ", "tor\u{200b}ture", "TORTURE"] {
            assert!(cure(text).starts_with("write `torture`"), "{text}");
        }
        assert!(cure("Tortura").starts_with("did you mean `torture`?"));
        assert!(cure("other").starts_with("write one of `torture`, `ill-treatment`"));
    }
}
