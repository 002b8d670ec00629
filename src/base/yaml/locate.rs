//! The second reader: which bytes a value stands in, and what exactly is wrong with text that is no YAML.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, Span as Found};
use serde_yaml::Value;

use crate::base::{
    diagnostic::Diagnostic,
    span::{FileId, Span},
    yaml::{ByAddress, lines},
};

/// The byte ranges of the values of one document.
#[derive(Debug, Default)]
pub struct Places {
    by_address: ByAddress,
}

/// A tree of byte ranges in the shape of the document.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text, a number, an alias.
    Scalar(Range),
    /// A list and its items.
    List(Range, Vec<Shape>),
    /// A map and its keys and values.
    Map(Range, Vec<(Shape, Shape)>),
}

/// The offsets of the first byte and after the last.
pub type Range = (usize, usize);

impl Places {
    /// Reads `text` again and lays its places over `root`. Where the two readers disagree (an alias,
    /// a merge key), the deepest place that they share stands for what lies below it.
    pub fn read(text: &str, root: &Value) -> Self {
        let mut places = Self::default();
        let shape = lines::shape(text, root).or_else(|| Reader::new(text).next_shape());
        if let Some(shape) = shape {
            places.lay(root, &shape);
        }
        places
    }

    /// The range of a value that is part of the document.
    pub fn of(&self, value: &Value) -> Option<Range> {
        self.by_address.get(&address(value)).copied()
    }

    fn lay(&mut self, value: &Value, shape: &Shape) {
        self.by_address.insert(address(value), shape.range());
        match (value, shape) {
            (Value::Sequence(values), Shape::List(_, shapes)) => {
                values.iter().zip(shapes).for_each(|(value, shape)| self.lay(value, shape));
            }
            (Value::Mapping(values), Shape::Map(_, shapes)) => {
                for ((key, value), (key_shape, shape)) in values.iter().zip(shapes) {
                    self.lay(key, key_shape);
                    self.lay(value, shape);
                }
            }
            (Value::Sequence(values), _) => {
                values.iter().for_each(|value| self.lay(value, &Shape::Scalar(shape.range())))
            }
            (Value::Mapping(values), _) => values.iter().for_each(|(key, value)| {
                self.lay(key, &Shape::Scalar(shape.range()));
                self.lay(value, &Shape::Scalar(shape.range()));
            }),
            _ => {}
        }
    }
}

impl Shape {
    /// Where it stands.
    pub fn range(&self) -> Range {
        match self {
            Self::Scalar(range) | Self::List(range, _) | Self::Map(range, _) => *range,
        }
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// Turns events into shapes; ends silently at a syntax error, since serde_yaml has accepted the text.
struct Reader<'t> {
    events: Box<dyn Iterator<Item = (Event<'t>, Found)> + 't>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { events: Box::new(Parser::new_from_str(text).map_while(Result::ok)) }
    }

    fn next_shape(&mut self) -> Option<Shape> {
        loop {
            let (event, found) = self.events.next()?;
            let range = range_of(&found);
            match event {
                Event::SequenceStart(..) => return Some(self.list(range)),
                Event::MappingStart(..) => return Some(self.map(range)),
                Event::Scalar(..) | Event::Alias(..) => return Some(Shape::Scalar(range)),
                Event::SequenceEnd | Event::MappingEnd | Event::StreamEnd => return None,
                _ => {}
            }
        }
    }

    fn list(&mut self, start: Range) -> Shape {
        let mut items = Vec::new();
        while let Some(item) = self.next_shape() {
            items.push(item);
        }
        let end = items.last().map_or(start.1, |item| item.range().1);
        Shape::List((start.0, end), items)
    }

    fn map(&mut self, start: Range) -> Shape {
        let mut entries = Vec::new();
        while let Some(key) = self.next_shape() {
            let Some(value) = self.next_shape() else { break };
            entries.push((key, value));
        }
        let first = entries.first().map_or(start.0, |(key, _)| key.range().0.min(start.0));
        let end = entries.last().map_or(start.1, |(_, value)| value.range().1);
        Shape::Map((first, end), entries)
    }
}

fn range_of(found: &Found) -> Range {
    let range = found.byte_range().unwrap_or_default();
    (range.start, range.end)
}

/// What is wrong with text that serde_yaml refused.
pub fn syntax_problem(file: FileId, text: &str, base: usize, error: &serde_yaml::Error) -> Diagnostic {
    let span = |range: Range| Span::new(file, base + range.0, base + range.1.max(range.0 + 1));
    if let Some((key, first, second)) = repeated_key(text) {
        return Diagnostic::error("duplicate-key", span(second), format!("`{key}` is there twice"))
            .help("keep one of the two")
            .label(span(first), "first here");
    }
    let (range, words) = match Parser::new_from_str(text).find_map(Result::err) {
        Some(fault) => {
            let offset = fault.marker().byte_offset().unwrap_or_default();
            ((offset, offset + 1), fault.info().to_owned())
        }
        None => {
            let offset = error.location().map_or(0, |location| location.index());
            ((offset, offset + 1), without_place(&error.to_string()))
        }
    };
    Diagnostic::error("bad-yaml", span(range), format!("this is no YAML: {words}"))
        .help("check quotes, brackets and indentation; put a text that holds `: ` or starts with a sign into quotes")
}

/// serde_yaml's words without the place at their end, which counts from the wrong line in front matter.
fn without_place(words: &str) -> String {
    words.split(" at line ").next().unwrap_or(words).to_owned()
}

/// The first key that stands twice in one map, with both places.
fn repeated_key(text: &str) -> Option<(String, Range, Range)> {
    let mut levels: Vec<Level> = Vec::new();
    for (event, found) in Parser::new_from_str(text).map_while(Result::ok) {
        match event {
            Event::MappingStart(..) => levels.push(Level::Map { seen: BTreeMap::new(), key_next: true }),
            Event::SequenceStart(..) => levels.push(Level::List),
            Event::MappingEnd | Event::SequenceEnd => {
                levels.pop();
                turn(levels.last_mut());
            }
            Event::Scalar(value, ..) => {
                if let Some(Level::Map { seen, key_next: true }) = levels.last_mut() {
                    let range = range_of(&found);
                    if let Some(first) = seen.insert(value.to_string(), range) {
                        return Some((value.into_owned(), first, range));
                    }
                }
                turn(levels.last_mut());
            }
            Event::Alias(..) => turn(levels.last_mut()),
            _ => {}
        }
    }
    None
}

/// What an open bracket or indentation holds.
enum Level {
    Map { seen: BTreeMap<String, Range>, key_next: bool },
    List,
}

/// After a key comes a value, and after a value a key.
fn turn(level: Option<&mut Level>) {
    if let Some(Level::Map { key_next, .. }) = level {
        *key_next = !*key_next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (Option<Shape>, Option<Shape>) {
        let root: Value = serde_yaml::from_str(text).unwrap();
        (lines::shape(text, &root), Reader::new(text).next_shape())
    }

    #[test]
    fn both_readers_see_plain_front_matter_alike() {
        let texts = [
            "title: Two words\n",
            "title: \"A \\\"quoted\\\" word: yes\"\ndate: 2019-07-26\ndraft: true\norder: 12\n",
            "topics:\n  - INTERPOL\n  - Red Notices\nsummary: it's plain\n",
            "topics:\n- a\n- \"b, c\"\nauthors: [Legal desk, Policy desk ]\ntitle:   x  \n",
        ];
        for text in texts {
            let (fast, slow) = both(text);
            assert!(fast.is_some(), "{text}");
            assert_eq!(fast, slow, "{text}");
        }
    }

    #[test]
    fn whatever_is_less_than_plain_is_left_to_the_second_reader() {
        let texts = [
            "title: folded\n  over two lines\n",
            "title: >-\n  a\n  b\n",
            "title: a # remark\n",
            "title: 'single'\n",
            "title: \"two\n  lines\"\n",
            "# remark\ntitle: a\n",
            "image:\n  file: a.jpg\n",
            "topics: [\"a, b\", c]\n",
            "topics:\n  - a\n\n  - b\n",
            "topics:\n  - - a\n",
            "draft:\n",
            "a: &x b\nc: *x\n",
            "\"title\": a\n",
        ];
        for text in texts {
            assert_eq!(both(text).0, None, "{text}");
        }
    }
}
