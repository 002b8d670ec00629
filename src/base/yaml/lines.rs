//! The places of the plainest documents, read off their lines: `key: value`, lists of one item a line or in
//! one pair of brackets. Most front matter is like that, and every page asks where its title stands.
//!
//! Nothing is decided here: what the lines say must be what serde_yaml says, or the second reader is asked.

use serde_yaml::{Mapping, Value};

use crate::base::yaml::locate::Shape;

/// The shape of `root` in `text`; `None` if anything in it is less than plain.
pub fn shape(text: &str, root: &Value) -> Option<Shape> {
    let Value::Mapping(values) = root else { return None };
    let entries = Lines { text, at: 0 }.entries(values)?;
    let (start, end) = (entries.first()?.0.range().0, entries.last()?.1.range().1);
    Some(Shape::Map((start, end), entries))
}

/// The lines that are still to be read.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    fn entries(mut self, values: &Mapping) -> Option<Vec<(Shape, Shape)>> {
        let mut entries = Vec::with_capacity(values.len());
        for (key, value) in values {
            entries.push(self.entry(key.as_str()?, value)?);
        }
        self.line().is_none().then_some(entries)
    }

    /// The next line and where it starts, without its end.
    fn line(&mut self) -> Option<(usize, &'t str)> {
        let line = self.peek()?;
        self.at = line.0 + line.1.len() + 1;
        Some(line)
    }

    fn peek(&self) -> Option<(usize, &'t str)> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        Some((self.at, rest.split('\n').next()?))
    }

    fn entry(&mut self, key: &str, value: &Value) -> Option<(Shape, Shape)> {
        let (start, line) = self.line()?;
        let rest = line.strip_prefix(key)?.strip_prefix(':').filter(|_| is_name(key))?;
        let colon = start + key.len() + 1;
        let shape = match (rest.trim(), value) {
            ("", Value::Sequence(values)) => self.list(values)?,
            (written, _) => {
                let from = colon + rest.find(written)?;
                one(written, from, value).filter(|_| rest.starts_with(' '))?
            }
        };
        Some((Shape::Scalar((start, colon - 1)), shape))
    }

    /// Items of one line each, all indented alike.
    fn list(&mut self, values: &[Value]) -> Option<Shape> {
        let (start, first) = self.peek()?;
        let indent = first.find('-')?;
        let mut items = Vec::with_capacity(values.len());
        for value in values {
            let (at, line) = self.line()?;
            let written = line.get(indent..)?.strip_prefix("- ").filter(|_| blank(line.get(..indent)))?;
            let from = at + indent + 2 + written.find(written.trim())?;
            items.push(scalar(written.trim(), from, value)?);
        }
        // The second reader lets a list that is not indented start behind its first mark.
        let start = if indent == 0 { items.first()?.range().0 } else { start + indent };
        Some(Shape::List((start, items.last()?.range().1), items))
    }
}

/// A value on the line of its key.
fn one(written: &str, from: usize, value: &Value) -> Option<Shape> {
    let Value::Sequence(values) = value else { return scalar(written, from, value) };
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::with_capacity(values.len());
    let mut at = from + 1;
    for (item, value) in inner.split(',').zip(values) {
        let found = item.trim();
        let plain = !found.contains(['[', ']', '{', '}', '"', '\'', ':']);
        items.push(scalar(found, at + item.find(found)?, value).filter(|_| plain)?);
        at += item.len() + 1;
    }
    (items.len() == values.len()).then_some(Shape::List((from, items.last()?.range().1), items))
}

fn scalar(written: &str, from: usize, value: &Value) -> Option<Shape> {
    let shape = Shape::Scalar((from, from + written.len()));
    let is_right = match (written.strip_prefix('"'), value) {
        (Some(rest), Value::String(_)) => closes(rest),
        (None, Value::String(text)) => written == text && is_plain(written),
        (None, Value::Bool(_) | Value::Number(_)) => is_plain(written),
        _ => false,
    };
    is_right.then_some(shape)
}

/// True if the only quotation mark that counts is the last character.
fn closes(rest: &str) -> bool {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return at + 1 == rest.len(),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    false
}

/// True if a scalar needs no second look: it ends with its line, and no sign in it has a meaning.
fn is_plain(written: &str) -> bool {
    let starts = written.starts_with(|c: char| c.is_alphanumeric());
    starts && !written.contains(": ") && !written.contains(" #") && !written.ends_with(':')
}

fn is_name(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn blank(indent: Option<&str>) -> bool {
    indent.is_some_and(|indent| indent.bytes().all(|byte| byte == b' '))
}
