//! Named facts as they are declared: an expression with its form and wording. `model` finds their values.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    expr::{self, Expr, ExprKind, Operator},
    span::Span,
    yaml::{Entry, Node, fields::Fields, fields::quoted_list, scalar},
};

/// The most decimals that a fact is printed with.
const MOST_DECIMALS: i64 = 12;

/// A fact without its value.
#[derive(Clone, Debug)]
pub struct FactDeclaration {
    /// Its name in `fact:ID`.
    pub id: String,
    /// Where the name was written.
    pub span: Span,
    /// What it is the value of.
    pub title: String,
    /// How it is computed.
    pub expr: Expr,
    /// How it is printed.
    pub format: FactFormat,
    /// Its decimals; those that the value has if none are declared.
    pub decimals: Option<u32>,
    /// What is counted; may be empty.
    pub unit: String,
    /// Words that may stand for it, each while its conditions hold.
    pub says: Vec<Saying>,
    /// What a reader should know; may be empty.
    pub note: String,
    /// Its words in other languages, by tag.
    pub words: BTreeMap<String, FactWords>,
}

/// The words of a fact in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FactWords {
    /// What it is the value of.
    pub title: String,
    /// What a reader should know; may be empty.
    pub note: String,
    /// What is counted; may be empty.
    pub unit: String,
    /// Words that may stand for it, each while its conditions hold.
    pub says: Vec<Saying>,
}

/// How a fact is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactFormat {
    /// As it is.
    Number,
    /// As a percentage: 0.62 is 62%.
    Percent,
}

/// Words with the conditions under which they are true.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// As they stand in prose.
    pub words: String,
    /// Where they were written.
    pub span: Span,
    /// Comparisons of the value with a limit; all must hold.
    pub conditions: Vec<(Operator, Decimal)>,
}

const FORMATS: [(&str, FactFormat); 2] = [("number", FactFormat::Number), ("percent", FactFormat::Percent)];

impl FactDeclaration {
    /// Reads one entry of `facts`; `None` if it has no name. An expression that cannot be read is reported, and
    /// the fact stays, so that nobody calls its name unknown.
    pub fn from_entry(entry: Entry<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let id = diagnostics.take(fact_id(&entry));
        let mut fields = Fields::new(entry.node, diagnostics);
        let title = fields.required("title", scalar::text).unwrap_or_default();
        let expr = fields.required("value", |node| expr::parse(&scalar::written(node)?));
        let format =
            fields.optional("format", |node| scalar::choice(node, &FORMATS)).unwrap_or(FactFormat::Number);
        let decimals = fields.optional("decimals", |node| scalar::whole(node, 0, MOST_DECIMALS));
        let unit = fields.optional("unit", scalar::text).unwrap_or_default();
        let note = fields.optional("note", scalar::text).unwrap_or_default();
        let sayings = fields.entries("says");
        let says = sayings.into_iter().map(|entry| saying(entry, fields.diagnostics)).collect();
        fields.finish();
        let decimals = decimals.and_then(|decimals| u32::try_from(decimals).ok());
        let unread = || Expr { span: entry.node.span(), kind: ExprKind::Unread };
        let expr = expr.unwrap_or_else(unread);
        let words = BTreeMap::new();
        Some(Self { id: id?, span: entry.key.span(), title, expr, format, decimals, unit, says, note, words })
    }

    /// What it is the value of, in a language.
    #[must_use]
    pub fn title_in(&self, tag: &str) -> &str {
        self.words.get(tag).map_or(&self.title, |words| &words.title)
    }

    /// What a reader of a language should know; may be empty.
    #[must_use]
    pub fn note_in(&self, tag: &str) -> &str {
        self.words.get(tag).map_or(&self.note, |words| &words.note)
    }

    /// What is counted, in a language; may be empty.
    #[must_use]
    pub fn unit_in(&self, tag: &str) -> &str {
        self.words.get(tag).map_or(&self.unit, |words| &words.unit)
    }

    /// Words that may stand for it in a language.
    #[must_use]
    pub fn says_in(&self, tag: &str) -> &[Saying] {
        self.words.get(tag).map_or(&self.says, |words| &words.says)
    }

    /// True if its words were written or translated for a language; `first` is that of the originals.
    #[must_use]
    pub fn speaks(&self, tag: &str, first: &str) -> bool {
        tag == first || self.words.contains_key(tag)
    }

    /// Reads the map of facts of a file.
    pub fn list(node: Node<'_>, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let Some(entries) = node.entries() else {
            if !node.is_null() {
                diagnostics.push(node.wrong_type(
                    "a map of facts by their names",
                    "write `name:` and the fact's fields below it",
                ));
            }
            return Vec::new();
        };
        entries.into_iter().filter_map(|entry| Self::from_entry(entry, diagnostics)).collect()
    }
}

impl Saying {
    /// True if the words may stand for `value`.
    #[must_use]
    pub fn holds(&self, value: Decimal) -> bool {
        self.conditions.iter().all(|(operator, limit)| match operator {
            Operator::Greater => value > *limit,
            Operator::AtLeast => value >= *limit,
            Operator::Less => value < *limit,
            Operator::AtMost => value <= *limit,
            _ => value == *limit,
        })
    }
}

/// Names stand in links, so they are made of letters, digits and hyphens.
fn fact_id(entry: &Entry<'_>) -> Result<String, Diagnostic> {
    let sound = !entry.name.is_empty() && entry.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if sound {
        return Ok(entry.name.to_owned());
    }
    Err(Diagnostic::error("bad-name", entry.key.span(), format!("a fact cannot be named `{}`", entry.name))
        .help("name it with letters, digits and hyphens"))
}

/// One entry of `says`: words, and a map of comparisons.
pub fn saying(entry: Entry<'_>, diagnostics: &mut Diagnostics) -> Saying {
    const COMPARISONS: [(&str, Operator); 5] = [
        ("gt", Operator::Greater),
        ("gte", Operator::AtLeast),
        ("lt", Operator::Less),
        ("lte", Operator::AtMost),
        ("eq", Operator::Equal),
    ];
    let mut fields = Fields::new(entry.node, diagnostics);
    let mut conditions = Vec::new();
    for (name, operator) in COMPARISONS {
        if let Some(limit) = fields.optional(name, scalar::decimal) {
            conditions.push((operator, limit));
        }
    }
    if conditions.is_empty() {
        let names = quoted_list(COMPARISONS.iter().map(|(name, _)| *name));
        let problem = Diagnostic::error(
            "missing-field",
            entry.key.span(),
            format!("`{}` has no condition", entry.name),
        );
        fields
            .diagnostics
            .push(problem.help(format!("say when the words are true with {names}: `{{gte: 0.6}}`")));
    }
    fields.finish();
    Saying { words: entry.name.to_owned(), span: entry.key.span(), conditions }
}
