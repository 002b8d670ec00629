//! The paths that a text names: blanked code in, `use` trees unfolded into
//! whole paths, and the paths of expressions as they stand.

use crate::lexer::{is_name, words};

/// One path of at least one segment, as `std::fs::read`.
#[derive(Debug, PartialEq)]
pub struct Named {
    pub at: usize,
    pub path: String,
    /// It stands in a `use`.
    pub imported: bool,
    /// The `use` has a visibility, so it re-exports.
    pub exported: bool,
}

impl Named {
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.path.split("::")
    }

    pub fn first(&self) -> &str {
        self.segments().next().unwrap_or_default()
    }

    /// Whether the path is `prefix` or goes on from it.
    pub fn within(&self, prefix: &str) -> bool {
        let rest = self.path.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    }
}

/// Every path of a blanked text.
pub fn named(code: &str) -> Vec<Named> {
    let mut rest = code.as_bytes().to_vec();
    let mut found = Vec::new();
    for at in words(code, "use") {
        let Some(end) = statement(code, at) else {
            continue;
        };
        let exported = code[..at].trim_end().ends_with("pub") || restricted(&code[..at]);
        unfold(code, at + 3, end, "", exported, &mut found);
        rest[at..end].fill(b' ');
    }
    expressions(&String::from_utf8_lossy(&rest), &mut found);
    found.sort_by_key(|named| named.at);
    found
}

/// The end of a `use` statement; `use<'a>` in a bound is none.
fn statement(code: &str, at: usize) -> Option<usize> {
    let after = code.get(at + 3..)?;
    let opens = after.starts_with(char::is_whitespace);
    let tree = after.trim_start().starts_with(|c| is_name(c) || c == ':' || c == '{');
    (opens && tree).then(|| at + 3 + after.find(';').unwrap_or(after.len()))
}

/// `pub(crate)` and its like.
fn restricted(before: &str) -> bool {
    let before = before.trim_end();
    let open = before.rfind('(').filter(|_| before.ends_with(')'));
    open.is_some_and(|open| before[..open].trim_end().ends_with("pub"))
}

/// Unfolds one tree, `a::{b, c::{self, d}}`, into `a::b`, `a::c`, `a::c::d`.
fn unfold(code: &str, from: usize, to: usize, stem: &str, exported: bool, found: &mut Vec<Named>) {
    for (at, end) in branches(code, from, to) {
        let branch = &code[at..end];
        let open = branch.find('{');
        let head = open.map_or(branch, |open| &branch[..open]);
        let head = head.split(" as ").next().unwrap_or_default();
        let path = join(stem, &head.split_whitespace().collect::<String>());
        match open {
            Some(open) => unfold(code, at + open + 1, end - 1, &path, exported, found),
            None if path.is_empty() => {}
            None => found.push(Named { at, path, imported: true, exported }),
        }
    }
}

fn join(stem: &str, head: &str) -> String {
    let head = head.trim_matches(':');
    match (stem, head) {
        ("", head) => head.to_owned(),
        (stem, "" | "self") => stem.to_owned(),
        (stem, head) => format!("{stem}::{head}"),
    }
}

/// The parts between the commas of one level, without the space around them.
fn branches(code: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut depth = 0_usize;
    let mut start = from;
    let mut parts = Vec::new();
    for at in from..=to {
        match code.as_bytes().get(at) {
            Some(b'{') => depth += 1,
            Some(b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if at == to || (depth == 0 && code.as_bytes()[at] == b',') {
            let part = &code[start..at];
            let lead = part.len() - part.trim_start().len();
            parts.push((start + lead, start + part.trim_end().len().max(lead)));
            start = at + 1;
        }
    }
    parts
}

/// The paths outside `use`: two segments at least, from their first.
fn expressions(code: &str, found: &mut Vec<Named>) {
    let mut at = 0;
    while let Some(next) = code.get(at..).and_then(|rest| rest.find(is_name)) {
        let start = at + next;
        let length = path_length(&code[start..]);
        let path = &code[start..start + length];
        if path.contains("::") {
            found.push(Named { at: start, path: path.to_owned(), imported: false, exported: false });
        }
        at = start + length;
    }
}

fn path_length(rest: &str) -> usize {
    let mut length = name_length(rest);
    while let Some(next) = rest[length..].strip_prefix("::") {
        let more = name_length(next);
        if more == 0 {
            break;
        }
        length += 2 + more;
    }
    length
}

fn name_length(rest: &str) -> usize {
    rest.find(|c| !is_name(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(code: &str) -> Vec<String> {
        named(code).into_iter().map(|named| named.path).collect()
    }

    #[test]
    fn trees_are_unfolded() {
        let code = "use crate::{base::Span, data::{self, Table as T}};\nuse csv;";
        let expected = ["crate::base::Span", "crate::data", "crate::data::Table", "csv"];
        assert_eq!(paths(code), expected);
    }

    #[test]
    fn expressions_are_read_from_their_first_segment() {
        assert_eq!(paths("a.b(c::d::<u8>(x), ::e::f)"), ["c::d", "e::f"]);
        assert!(paths("fn f() -> impl Sized + use<'a> { g }").is_empty());
    }

    #[test]
    fn re_exports_are_seen() {
        let exported = |code| named(code).iter().all(|named| named.exported);
        assert!(exported("pub use a::b;"));
        assert!(exported("pub(crate) use a::b;"));
        assert!(!exported("fn f() {}\nuse a::b;"));
    }
}
