//! YAML as authors write it: values first, exact places only when a problem needs one.
//!
//! serde_yaml decides what the values are. A second reader (`granit-parser`) is asked for the bytes that
//! a value stands in, once and only after something is wrong, so a sound file costs one reading.

use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

use serde_yaml::Value;

use crate::base::{
    diagnostic::Diagnostic,
    span::{FileId, Span},
    yaml::locate::Places,
};

pub mod fields;
pub mod kept;
mod lines;
mod locate;
pub mod scalar;
mod syntax;

/// The longest front matter, in bytes.
pub const LONGEST_FRONT_MATTER: usize = 64 * 1024;

/// The longest file of YAML, in bytes.
const LONGEST: usize = 1024 * 1024;

/// The deepest nesting; serde_yaml's own time grows with the square of it.
const DEEPEST: usize = 64;

/// One document.
#[derive(Debug)]
pub struct Yaml<'s> {
    file: FileId,
    text: &'s str,
    base: usize,
    root: Cow<'s, Value>,
    places: OnceLock<Places>,
}

impl<'s> Yaml<'s> {
    /// Reads `text`, which starts `base` bytes into `file`.
    ///
    /// # Errors
    /// When it is too long, nested too deeply, or no YAML; the place is exact.
    pub fn parse(file: FileId, text: &'s str, base: usize) -> Result<Self, Diagnostic> {
        let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (text, base) = (unmarked, base + text.len() - unmarked.len());
        guard(file, text, base)?;
        match serde_yaml::from_str::<Value>(text) {
            Ok(root) => Ok(Self::of(file, text, base, Cow::Owned(root))),
            Err(error) => Err(syntax::problem(file, text, base, &error)),
        }
    }

    fn of(file: FileId, text: &'s str, base: usize, root: Cow<'s, Value>) -> Self {
        Self { file, text, base, root, places: OnceLock::new() }
    }

    /// The whole document.
    pub fn root(&'s self) -> Node<'s> {
        Node { yaml: self, value: &self.root, name: "" }
    }

    fn span_of(&self, value: &Value) -> Span {
        let places = self.places.get_or_init(|| Places::read(self.text, &self.root));
        let (start, end) = places.of(value).unwrap_or((0, 0));
        Span::new(self.file, self.base + start, self.base + end)
    }
}

/// One value of a document, with the name it was found under.
#[derive(Clone, Copy, Debug)]
pub struct Node<'y> {
    yaml: &'y Yaml<'y>,
    /// What serde_yaml says it is.
    pub value: &'y Value,
    /// The key it stands under, for messages; empty for the document.
    pub name: &'y str,
}

impl<'y> Node<'y> {
    /// Where it was written.
    #[must_use]
    pub fn span(&self) -> Span {
        self.yaml.span_of(self.value)
    }

    /// True if nothing was written.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// The items of a list; `None` if it is none.
    #[must_use]
    pub fn items(&self) -> Option<Vec<Node<'y>>> {
        let Value::Sequence(items) = self.value else { return None };
        Some(items.iter().map(|value| Node { value, ..*self }).collect())
    }

    /// The entries of a map in the order written; `None` if it is none. Keys that are no text are left
    /// to [`Fields`](fields::Fields), which reports them.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<Entry<'y>>> {
        let Value::Mapping(entries) = self.value else { return None };
        let entry = |(key, value): (&'y Value, &'y Value)| {
            let name = key.as_str().unwrap_or_default();
            Entry {
                name,
                key: Node { yaml: self.yaml, value: key, name },
                node: Node { yaml: self.yaml, value, name },
            }
        };
        Some(entries.iter().map(entry).collect())
    }

    /// The span of the text inside a scalar, and whether its bytes are those of the value: false where
    /// quotes with escapes or folded lines stand between, and then the span is that of the whole scalar.
    #[must_use]
    pub fn inner(&self) -> (Span, bool) {
        let span = self.span();
        let Value::String(text) = self.value else { return (span, false) };
        let start = span.start as usize - self.yaml.base;
        let end = span.end as usize - self.yaml.base;
        let written = self.yaml.text.get(start..end).unwrap_or_default();
        match written.find(text.as_str()) {
            Some(offset) => (span.part(offset, offset + text.len()), true),
            None => (span, false),
        }
    }

    /// What kind of value it is, in an author's words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "empty",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a map",
            Value::Tagged(_) => "a tagged value",
        }
    }

    /// The problem that it is not what is `wanted` ("a date"), with the cure.
    #[must_use]
    pub fn wrong_type(&self, wanted: &str, cure: impl Into<String>) -> Diagnostic {
        let subject = if self.name.is_empty() { "this".to_owned() } else { format!("`{}`", self.name) };
        let message = format!("{subject} is {}, but {wanted} is wanted", self.kind());
        Diagnostic::error("wrong-type", self.span(), message).help(cure)
    }
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'y> {
    /// The key's text.
    pub name: &'y str,
    /// The key itself, for its place.
    pub key: Node<'y>,
    /// The value.
    pub node: Node<'y>,
}

/// Finds front matter: the text between a first line `---` and the next such line, as `(start, end, rest)`
/// offsets into `text`; `None` without a first fence.
///
/// # Errors
/// The offset of the opening fence when there is no closing one.
pub fn front_matter(text: &str) -> Result<Option<(usize, usize, usize)>, usize> {
    let open = text.len() - text.trim_start_matches('\u{feff}').len();
    let rest = text.get(open..).unwrap_or_default();
    let Some(first) = rest.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else {
        return Ok(None);
    };
    let start = open + first.len();
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok(Some((start, at, at + line.len())));
        }
        at += line.len();
    }
    Err(open)
}

/// Refuses what would cost more than its length is worth, before any parser sees it.
fn guard(file: FileId, text: &str, base: usize) -> Result<(), Diagnostic> {
    let here = Span::new(file, base, base);
    if text.len() > LONGEST {
        return Err(Diagnostic::error(
            "too-long",
            here,
            format!("there are {} bytes of YAML; the limit is {LONGEST}", text.len()),
        )
        .help("put long tables into a CSV file"));
    }
    let mut depth = indent_depth(text, 0);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' if indent_depth(text, offset + 1) > DEEPEST => depth = DEEPEST + 1,
            _ => {}
        }
        if depth > DEEPEST {
            let span = Span::new(file, base + offset, base + offset + 1);
            return Err(Diagnostic::error(
                "nested-too-deeply",
                span,
                format!("values are nested more than {DEEPEST} levels deep"),
            )
            .help("close the brackets, or flatten the lists"));
        }
    }
    Ok(())
}

/// How many levels the line at `start` can open: its `- ` marks and its indentation by pairs.
fn indent_depth(text: &str, start: usize) -> usize {
    let line = text.as_bytes().get(start..).unwrap_or_default();
    let lead = line.iter().take_while(|byte| matches!(byte, b' ' | b'-')).count();
    let dashes = line.get(..lead).unwrap_or_default().windows(2).filter(|pair| pair == b"- ").count();
    dashes.max(if lead > 2 * DEEPEST { lead / 2 } else { 0 })
}

/// The nearest of `known` to `name`, if it is near enough to be meant.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.to_lowercase();
    let length = name.chars().count();
    let limit = (length / 3).clamp(1, 3);
    let distance = |other: &str| strsim::damerau_levenshtein(&name, &other.to_lowercase());
    known
        .into_iter()
        // Two names are at least as far apart as their lengths; capitals may have another length.
        .filter(|other| other.chars().count().abs_diff(length) <= limit + 1)
        .map(|other| (distance(other), other))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, other)| other)
}

/// A map of values by their address; values of one document do not move.
type ByAddress = BTreeMap<usize, (usize, usize)>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_cut_off_by_its_fences() {
        assert_eq!(front_matter("---\na: 1\n---\nrest"), Ok(Some((4, 9, 13))));
        assert_eq!(front_matter("\u{feff}---\r\na: 1\r\n---\r\n"), Ok(Some((8, 14, 19))));
        assert_eq!(front_matter("no fence"), Ok(None));
        assert_eq!(front_matter("---\na: 1\n"), Err(0));
    }

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        assert_eq!(nearest("titel", ["title", "date"]), Some("title"));
        assert_eq!(nearest("colour", ["title", "date"]), None);
    }

    #[test]
    fn spans_are_those_of_the_values() {
        let text = "a: [1, two]\nb:\n  c: \"x\"\n";
        let yaml = Yaml::parse(FileId(0), text, 10).unwrap();
        let entries = yaml.root().entries().unwrap();
        let two = entries[0].node.items().unwrap()[1];
        assert_eq!((two.span().start, two.span().end), (17, 20));
        let c = entries[1].node.entries().unwrap()[0];
        assert_eq!((c.key.span().start, c.key.span().end), (27, 28));
        assert_eq!((c.node.inner().0.start, c.node.inner().1), (31, true));
    }

    #[test]
    fn a_repeated_key_is_reported_at_both_places() {
        let problem = Yaml::parse(FileId(0), "a: 1\nb: 2\na: 3\n", 0).unwrap_err();
        assert_eq!(problem.code, "duplicate-key");
        assert_eq!(problem.span.unwrap().start, 10);
        assert_eq!(problem.labels[0].0.start, 0);
    }

    #[test]
    fn deep_nesting_is_refused_at_once() {
        for text in ["[".repeat(200_000), "- ".repeat(10_000), format!("a: {}", "{b: ".repeat(10_000))] {
            assert_eq!(Yaml::parse(FileId(0), &text, 0).unwrap_err().code, "nested-too-deeply");
        }
    }
}
