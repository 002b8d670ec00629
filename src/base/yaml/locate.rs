//! The second reader: which bytes a value stands in.

use granit_parser::{Event, Parser, Span as Found};
use serde_yaml::Value;

use crate::base::yaml::{ByAddress, lines};

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

/// The first byte and the one after the last.
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

/// The bytes of an event.
pub fn range_of(found: &Found) -> Range {
    let range = found.byte_range().unwrap_or_default();
    (range.start, range.end)
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
