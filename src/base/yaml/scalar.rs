//! Single values as authors write them: texts, switches, numbers, dates; each reader names the cure.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_yaml::Value;

use crate::base::{
    diagnostic::Diagnostic,
    span::Span,
    time::{self, Moment, PartDate},
    yaml::{Node, fields::quoted_list, nearest},
};

/// A text with the place of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// True if the bytes of the span are those of the text, so that an offset in one is an offset in the other.
    pub exact: bool,
}

impl Written {
    /// The place of a part of the text, as near as it is known.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Span {
        if self.exact { self.span.part(start, end) } else { self.span }
    }
}

/// A text; a number or a date without quotes is none, since YAML would change its spelling.
pub fn text(node: &Node<'_>) -> Result<String, Diagnostic> {
    match node.value {
        Value::String(text) => Ok(text.trim_end().to_owned()),
        Value::Number(number) => Err(node.wrong_type("a text", format!("put it in quotes: `\"{number}\"`"))),
        Value::Bool(value) => Err(node.wrong_type("a text", format!("put it in quotes: `\"{value}\"`"))),
        _ => Err(node.wrong_type("a text", "write the words behind the colon")),
    }
}

/// A text with its place.
pub fn written(node: &Node<'_>) -> Result<Written, Diagnostic> {
    let text = text(node)?;
    let (span, exact) = node.inner();
    Ok(Written { text, span, exact })
}

/// A text, or a number in its usual spelling: for codes and labels.
pub fn label(node: &Node<'_>) -> Result<String, Diagnostic> {
    match node.value {
        Value::Number(number) => Ok(number.to_string()),
        _ => text(node),
    }
}

/// `true` or `false`; nothing else, since `"false"` in quotes once published a draft.
pub fn switch(node: &Node<'_>) -> Result<bool, Diagnostic> {
    match node.value {
        Value::Bool(value) => Ok(*value),
        _ => Err(node
            .wrong_type("`true` or `false`", "write `true` or `false`, in small letters and without quotes")),
    }
}

/// A whole number from `low` to `high`.
pub fn whole(node: &Node<'_>, low: i64, high: i64) -> Result<i64, Diagnostic> {
    let wanted = format!("a whole number from {low} to {high}");
    match node.value.as_i64() {
        Some(number) if (low..=high).contains(&number) => Ok(number),
        _ => Err(node.wrong_type(&wanted, "write it with digits alone")),
    }
}

/// An exact decimal.
pub fn decimal(node: &Node<'_>) -> Result<Decimal, Diagnostic> {
    let wrong = || node.wrong_type("a number", "write it with digits and a decimal point, without quotes");
    let Value::Number(number) = node.value else { return Err(wrong()) };
    let spelled = number.to_string();
    spelled.parse().or_else(|_| Decimal::from_scientific(&spelled)).map_err(|_| wrong())
}

/// A calendar date.
pub fn date(node: &Node<'_>) -> Result<Date, Diagnostic> {
    let text = date_text(node)?;
    time::date(&text).ok_or_else(|| bad_date(node, &text, "2019-07-26"))
}

/// A date that may lack its day, or its month and day: `2017-03`.
pub fn part_date(node: &Node<'_>) -> Result<PartDate, Diagnostic> {
    let text = match node.value {
        Value::Number(year) => year.to_string(),
        _ => date_text(node)?,
    };
    PartDate::parse(&text).ok_or_else(|| bad_date(node, &text, "2019-07-26` or `2017-03"))
}

/// A moment: a date, a date and time, or one with an offset.
pub fn moment(node: &Node<'_>) -> Result<Moment, Diagnostic> {
    let text = date_text(node)?;
    Moment::parse(&text)
        .ok_or_else(|| bad_date(node, &text, "2019-07-26`, `2019-07-26 09:30` or `2019-07-26T09:30+02:00"))
}

/// One of a few words.
pub fn choice<T: Copy>(node: &Node<'_>, choices: &[(&'static str, T)]) -> Result<T, Diagnostic> {
    let text = text(node)?;
    if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let words = || choices.iter().map(|(word, _)| *word);
    let problem =
        Diagnostic::error("unknown-word", node.span(), format!("`{}` cannot be `{text}`", node.name));
    Err(match nearest(&text, words()) {
        Some(word) => problem.help(format!("did you mean `{word}`?")),
        None => problem.help(format!("write one of {}", quoted_list(words()))),
    })
}

fn date_text(node: &Node<'_>) -> Result<String, Diagnostic> {
    match node.value {
        Value::String(text) => Ok(text.trim().to_owned()),
        _ => Err(node.wrong_type("a date", "write it as `2019-07-26`")),
    }
}

fn bad_date(node: &Node<'_>, text: &str, form: &str) -> Diagnostic {
    Diagnostic::error("bad-date", node.span(), format!("`{text}` is no date"))
        .help(format!("write it as `{form}`"))
}
