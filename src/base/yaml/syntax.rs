//! What is wrong with text that is no YAML, in the words of somebody who never heard of it.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Parser};

use crate::base::{
    diagnostic::Diagnostic,
    span::{FileId, Span},
    yaml::locate::{Range, range_of},
};

/// The cure where nothing better is known.
const CURE: &str =
    "check quotes, brackets and indentation; put a text that holds `: ` or starts with a sign into quotes";

/// The problem of text that serde_yaml refused with `error`.
pub fn problem(file: FileId, text: &str, base: usize, error: &serde_yaml::Error) -> Diagnostic {
    let span = |range: Range| Span::new(file, base + range.0, base + range.1.max(range.0 + 1));
    if let Some((key, first, second)) = repeated_key(text) {
        return Diagnostic::error("duplicate-key", span(second), format!("`{key}` is there twice"))
            .help("keep one of the two")
            .label(span(first), "first here");
    }
    let (range, message, cure) = match Parser::new_from_str(text).find_map(Result::err) {
        Some(fault) => {
            let offset = fault.marker().byte_offset().unwrap_or_default();
            let (message, cure) = words(fault.kind());
            ((offset, offset + 1), message, cure)
        }
        None => refused(text, error),
    };
    Diagnostic::error("bad-yaml", span(range), message).help(cure)
}

/// A fault in an author's words, with the cure.
fn words(fault: &ErrorKind) -> (String, String) {
    let (message, cure) = match fault {
        ErrorKind::UnclosedQuotedScalar => ("this quote is never closed", "close it, or delete it"),
        ErrorKind::UnclosedFlowCollection { .. } => {
            ("this bracket is never closed", "close it, or delete it")
        }
        ErrorKind::MappingValueNotAllowed => (
            "there is a second `: ` in this line",
            "put the text behind the first one into quotes: `title: \"The report: one year on\"`",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "there is text behind the closing quote",
            "put all of it into quotes; write a quote inside the text as `\\\"`",
        ),
        ErrorKind::TabInIndentation | ErrorKind::TabInBlockIndentation | ErrorKind::TabNotAllowed => {
            ("a tab cannot indent a line", "use spaces")
        }
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey => {
            ("this line does not fit to those above it", "let lines of one list or map start at one column")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("there is a key without a `:` here", "write `key: value`")
        }
        ErrorKind::UnknownAnchor => ("a value cannot start with `*` here", "put the text into quotes"),
        other => return (format!("this is no YAML: {other}"), CURE.to_owned()),
    };
    (message.to_owned(), cure.to_owned())
}

/// What only serde_yaml refuses: values that are repeated by `*` until they fill the memory, or a second
/// document.
fn refused(text: &str, error: &serde_yaml::Error) -> (Range, String, String) {
    let at = |wanted: fn(&Event<'_>) -> bool| {
        let mut events = Parser::new_from_str(text).map_while(Result::ok);
        events.find(|(event, _)| wanted(event)).map_or((0, 1), |(_, found)| range_of(&found))
    };
    let words = error.to_string();
    if words.starts_with("repetition limit") {
        let message = "this is repeated by `*` until it is far too large".to_owned();
        return (at(|event| matches!(event, Event::Alias(..))), message, "write the values out".to_owned());
    }
    let offset = error.location().map_or(0, |location| location.index());
    // The place at the end of the words counts from the wrong line in front matter.
    let words = words.split(" at line ").next().unwrap_or_default();
    ((offset, offset + 1), format!("this is no YAML: {words}"), CURE.to_owned())
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
