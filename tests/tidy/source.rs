//! One Rust file as the rules see it: a path and a text in, its code, the
//! parts that are only tests, and the paths that it names out.

use std::ops::Range;

use crate::lexer::{Blanked, blank, bracketed, line};
use crate::uses::{Named, named};

/// A Rust file.
pub struct Source {
    /// From the root of the repository, with `/` on every system.
    pub path: String,
    pub text: String,
    pub blanked: Blanked,
    pub named: Vec<Named>,
    /// The parts under `#[cfg(test)]`, as offsets.
    tests: Vec<Range<usize>>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let blanked = blank(text);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            named: named(&blanked.code),
            tests: test_items(path, &blanked.code),
            blanked,
        }
    }

    /// Whether an offset lies in a test.
    pub fn tests(&self, at: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&at))
    }

    /// The paths outside tests.
    pub fn published(&self) -> impl Iterator<Item = &Named> {
        self.named.iter().filter(|named| !self.tests(named.at))
    }

    /// Takes the whole file for a test.
    pub fn mark_test(&mut self) {
        self.tests = std::iter::once(0..self.text.len()).collect();
    }

    /// The files that this one declares as tests: `#[cfg(test)] mod samples;`.
    pub fn test_files(&self) -> Vec<String> {
        let items = self.tests.iter().filter_map(|range| self.blanked.code.get(range.clone()));
        let declared = items.filter_map(|item| item.strip_suffix(';')?.rsplit_once("mod "));
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let crate_root = ["/lib", "/main", "/mod"].iter().find_map(|end| stem.strip_suffix(end));
        let folder = crate_root.unwrap_or(stem);
        declared.map(|(_, name)| format!("{folder}/{}.rs", name.trim())).collect()
    }

    /// `src/base/span.rs:12`.
    pub fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path, line(&self.text, at))
    }

    /// `src/base/span.rs:12: what is wrong`.
    pub fn complaint(&self, at: usize, what: &str) -> String {
        format!("{}: {what}", self.place(at))
    }

    /// The folder below `src/`, or the file's own name when it stands there.
    pub fn stage(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = inner.split('/').next().unwrap_or(inner);
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The lines that are no test.
    pub fn own_lines(&self) -> usize {
        let tests: usize = self.tests.iter().map(|range| self.text[range.clone()].lines().count()).sum();
        self.text.lines().count().saturating_sub(tests)
    }
}

/// The items under `#[cfg(test)]`; a file named `tests.rs` is one whole.
fn test_items(path: &str, code: &str) -> Vec<Range<usize>> {
    let whole = path.starts_with("tests/") || path.ends_with("/tests.rs");
    if whole || code.contains("#![cfg(test)]") {
        return std::iter::once(0..code.len()).collect();
    }
    let starts = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    starts.map(|at| at..item_end(code, at)).collect()
}

/// The end of the item that the attribute at `at` stands on.
fn item_end(code: &str, at: usize) -> usize {
    let mut from = at;
    while let Some(next) = code[from..].find(['#', '{', ';']).map(|next| from + next) {
        match &code[next..=next] {
            "#" => from = bracketed(code, next + 1).end,
            "{" => return bracketed(code, next).end,
            _ => return next + 1,
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_the_rest() {
        let text = "fn a() {}\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n  use b::c;\n}\nfn d() {}\n";
        let source = Source::new("src/base/a.rs", text);
        assert!(source.tests(text.find("b::c").unwrap_or_default()));
        assert!(!source.tests(text.find("fn d").unwrap_or_default()));
        assert_eq!((source.published().count(), source.own_lines()), (0, 2));
    }

    #[test]
    fn files_declared_as_tests_are_known() {
        let declares = |path| Source::new(path, "mod a;\n#[cfg(test)]\nmod samples;\n").test_files();
        assert_eq!(declares("src/plot.rs"), ["src/plot/samples.rs"]);
        assert_eq!(declares("src/lib.rs"), ["src/samples.rs"]);
    }

    #[test]
    fn the_stage_is_the_folder() {
        assert_eq!(Source::new("src/base/span.rs", "").stage(), "base");
        assert_eq!(Source::new("src/main.rs", "").stage(), "main");
    }
}
