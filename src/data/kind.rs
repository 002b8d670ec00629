//! The types of fields, by the words of Table Schema, and how each reads a cell.

use std::{borrow::Cow, sync::Arc};

use crate::{
    base::{diagnostic::Diagnostic, yaml::Node, yaml::fields::quoted_list, yaml::nearest, yaml::scalar},
    data::{
        calendar,
        country::Country,
        fault::{Fault, FaultKind, shown},
        number,
        value::{LIST_SIGN, Value},
        writing::{self, Writing},
    },
};

/// What the values of a field are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldType {
    /// Words or codes.
    #[default]
    String,
    /// Counts.
    Integer,
    /// Exact decimals.
    Number,
    /// Yes or no.
    Boolean,
    /// Days.
    Date,
    /// Calendar years.
    Year,
    /// Months of a year.
    YearMonth,
    /// Quarters of a year.
    Quarter,
    /// Moments.
    DateTime,
    /// Countries and territories.
    Country,
    /// Several words or codes in a cell.
    List,
}

const WORDS: [(&str, FieldType); 11] = [
    ("string", FieldType::String),
    ("integer", FieldType::Integer),
    ("number", FieldType::Number),
    ("boolean", FieldType::Boolean),
    ("date", FieldType::Date),
    ("year", FieldType::Year),
    ("yearmonth", FieldType::YearMonth),
    ("quarter", FieldType::Quarter),
    ("datetime", FieldType::DateTime),
    ("country", FieldType::Country),
    ("list", FieldType::List),
];

/// What authors and other tools call them.
const OTHER_WORDS: [(&str, &str); 14] = [
    ("text", "string"),
    ("str", "string"),
    ("varchar", "string"),
    ("int", "integer"),
    ("count", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("decimal", "number"),
    ("percent", "number"),
    ("bool", "boolean"),
    ("month", "yearmonth"),
    ("timestamp", "datetime"),
    ("array", "list"),
    ("iso3", "country"),
];

impl FieldType {
    /// Reads the word after `type:`.
    ///
    /// # Errors
    /// When there is no such type.
    pub fn from_node(node: &Node<'_>) -> Result<Self, Diagnostic> {
        let word = scalar::text(node)?;
        if let Some((_, kind)) = WORDS.iter().find(|(known, _)| *known == word) {
            return Ok(*kind);
        }
        let words = || WORDS.iter().map(|(known, _)| *known);
        let other =
            OTHER_WORDS.iter().find(|(other, _)| *other == word.to_lowercase()).map(|(_, known)| *known);
        let cure = match other.or_else(|| nearest(&word, words())) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("the types are {}", quoted_list(words())),
        };
        Err(Diagnostic::error("unknown-type", node.span(), format!("there is no type `{word}`")).help(cure))
    }

    /// Its word in descriptors.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(_, kind)| *kind == self).map_or("string", |(word, _)| word)
    }

    /// Its word in Table Schema, where quarters, countries and lists are strings.
    #[must_use]
    pub fn standard_word(self) -> &'static str {
        if matches!(self, Self::Quarter | Self::Country | Self::List) { "string" } else { self.word() }
    }

    /// True if its values can be added up.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }

    /// Reads a value of this type in a descriptor, always in plain notation.
    ///
    /// # Errors
    /// When it is none.
    pub fn declared_value(self, node: &Node<'_>) -> Result<Value, Diagnostic> {
        let text = scalar::label(node)?;
        self.parse(&text, &Writing::default()).map_err(|fault| {
            Diagnostic::error("wrong-type", node.span(), format!("`{}` {}", shown(&text), fault.words))
                .help(fault.cure)
        })
    }

    /// Reads one cell that is not empty.
    ///
    /// # Errors
    /// When `text` is no value of this type.
    pub fn parse(self, text: &str, writing: &Writing) -> Result<Value, Fault> {
        match self {
            Self::String => string(text, writing.form.as_deref()),
            Self::Integer => number::integer(text, writing.notation).map(Value::Integer),
            Self::Number => number::decimal(text, writing.notation).map(Value::Number),
            Self::Boolean => boolean(text),
            Self::Date => calendar::day(text, writing.form.as_deref()).map(Value::Date),
            Self::Year => calendar::year(text).map(Value::Date),
            Self::YearMonth => calendar::month(text).map(Value::Date),
            Self::Quarter => calendar::quarter(text),
            Self::DateTime => calendar::moment(text).map(Value::Moment),
            Self::Country => Country::parse(text).map(Value::Country),
            Self::List => list(text),
        }
    }
}

/// A text; with the form `uri`, a web address that a page can link.
fn string(text: &str, form: Option<&str>) -> Result<Value, Fault> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let address = rest.is_some_and(|rest| {
        !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    });
    if form == Some(writing::URI) && !address {
        return Err(Fault::new(
            FaultKind::Pattern,
            "is no web address",
            "write it whole: `https://example.org/page`",
        ));
    }
    Ok(Value::Text(plain_lines(text).into()))
}

/// A text with line feeds only, so that it is the same whatever system saved it.
fn plain_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Items between `;`; spaces around them do not count.
fn list(text: &str) -> Result<Value, Fault> {
    list_of(text.split(LIST_SIGN))
}

/// A list of items that stand apart.
///
/// # Errors
/// When an item is empty, or holds the sign that parts the items of a cell.
pub fn list_of<'t>(items: impl Iterator<Item = &'t str>) -> Result<Value, Fault> {
    let items: Arc<[Arc<str>]> = items.map(|item| item.trim().into()).collect();
    if items.iter().any(|item| item.contains(LIST_SIGN)) {
        return Err(Fault::new(
            FaultKind::List,
            format!("holds a `{LIST_SIGN}`, which parts the items of a list"),
            "write the items one by one, each behind a `- `",
        ));
    }
    if items.iter().any(|item| item.is_empty()) {
        return Err(Fault::new(
            FaultKind::List,
            "has an empty item",
            format!("delete the `{LIST_SIGN}` that is too many"),
        ));
    }
    Ok(Value::List(items))
}

/// The spellings that Table Schema gives `true` and `false`.
fn boolean(text: &str) -> Result<Value, Fault> {
    match text {
        "true" | "True" | "TRUE" | "1" => Ok(Value::Boolean(true)),
        "false" | "False" | "FALSE" | "0" => Ok(Value::Boolean(false)),
        _ => Err(Fault::new(
            FaultKind::Boolean,
            "is neither `true` nor `false`",
            "write `true` or `false`, or declare `type: string` with `categories` for the words",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_reads_its_own() {
        let writing = Writing::default();
        for (word, text) in [
            ("string", "x"),
            ("integer", "5"),
            ("number", "5.5"),
            ("boolean", "true"),
            ("date", "2019-07-26"),
            ("year", "2019"),
            ("yearmonth", "2019-07"),
            ("quarter", "2019-Q3"),
            ("datetime", "2019-07-26T09:30:00Z"),
            ("country", "FRA"),
            ("list", "access;deletion"),
        ] {
            let (_, kind) = WORDS.iter().find(|(known, _)| *known == word).unwrap();
            assert_eq!(kind.parse(text, &writing).unwrap().to_string(), text);
            assert_eq!(kind.word(), word);
        }
        assert!(FieldType::Boolean.parse("yes", &writing).is_err());
    }
}
