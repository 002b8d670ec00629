//! Texts that are made to be slow or to grow: each is read, or refused, in a time that its length warrants.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test measures time, and may stop at what it did not expect"
)]

use std::{
    fs,
    time::{Duration, Instant},
};

use casebook::{
    app::{
        check,
        command::{Cli, Command},
        project,
    },
    base::{
        diagnostic::Diagnostics,
        report::{self, Format},
        span::FileId,
    },
    content::{markdown, prose::Prose},
};
use clap::Parser;
use jiff::Timestamp;

/// What a text of this size may take; without optimisation, and on a machine that does other work, more.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 });

/// Reads a page, and says how.
fn read(text: &str) -> (Prose, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let start = Instant::now();
    let prose = markdown::prose(text, FileId(0), 0, &mut diagnostics);
    let head: String = text.chars().take(40).collect();
    assert!(start.elapsed() < LIMIT, "{head:?}… took {:?}", start.elapsed());
    (prose, diagnostics)
}

fn codes(diagnostics: &Diagnostics) -> Vec<&'static str> {
    let mut codes: Vec<_> = diagnostics.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn b23_brackets_without_end() {
    read(&"[".repeat(50_000));
    read(&"[a](<b".repeat(50_000));
    read(&"![[".repeat(50_000));
    read(&"[a](".repeat(50_000));
}

#[test]
fn b24_comments_without_end() {
    read(&"!-- <".repeat(5_000));
    read(&"<!-- ".repeat(10_000));
    read(&"a <![CDATA[".repeat(10_000));
    read(&"<?".repeat(50_000));
    read(&"<a ".repeat(50_000));
}

#[test]
fn b25_footnotes_without_end() {
    read(&"[^\n".repeat(5_000));
    read(&"[^a".repeat(50_000));
    read(&(0..5_000).map(|n| format!("[^{n}]: note\n\ntext[^{n}]\n\n")).collect::<String>());
}

#[test]
fn b26_levels_without_end() {
    for sign in ["> ", "- ", "1. ", ">", "* > "] {
        let text = format!("{}deep", sign.repeat(10_000));
        assert_eq!(codes(&read(&text).1), ["nested-too-deeply"]);
    }
    read(&"*a **b ".repeat(20_000));
    read(&"_".repeat(100_000));
    read(&(1..400).map(|n| format!("{} x ", "`".repeat(n))).collect::<String>());
}

#[test]
fn b27_an_output_is_no_more_than_twenty_times_its_input() {
    let references = format!("{}\n\n[x]: https://example.org/{}\n", "[x] ".repeat(10_000), "a".repeat(1_000));
    let columns = format!("{}\n{}\n{}", "|a".repeat(2_000), "|-".repeat(2_000), "|\n".repeat(2_000));
    let headings = "## The same words\n".repeat(10_000);
    for text in [references, columns, headings] {
        let (prose, diagnostics) = read(&text);
        assert!(diagnostics.block() || prose.html.len() <= 20 * text.len(), "{} bytes", prose.html.len());
    }
}

#[test]
fn expressions_without_end() {
    assert_eq!(codes(&read(&"{{ ".repeat(50_000)).1), ["unclosed-expression"]);
    assert_eq!(codes(&read(&"{{ \" ".repeat(50_000)).1), ["unclosed-expression"]);
    assert_eq!(codes(&read(&"{{ 1 }} ".repeat(20_000)).1), [""; 0]);
    assert_eq!(codes(&read(&"{% a %} ".repeat(20_000)).1), ["foreign-tag"]);
    assert_eq!(codes(&read(&"{%\n".repeat(50_000)).1), ["foreign-tag"]);
    assert_eq!(codes(&read(&"{% <b> `c` ".repeat(20_000)).1), ["foreign-tag"]);
    assert_eq!(codes(&read(&"`a` {{< b >}} <i>\n".repeat(10_000)).1), ["foreign-tag", "raw-html"]);
}

#[test]
fn more_slots_than_there_are_signs() {
    assert_eq!(codes(&read(&"{{ 1 }} ".repeat(70_000)).1), ["too-long"]);
    assert_eq!(codes(&read(&"[a](b.md) ".repeat(70_000)).1), ["too-long"]);
}

/// What a check of a project says that has these files beside its settings.
fn check(files: &[(&str, &str)]) -> String {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("casebook.yaml"), "title: Test\nurl: https://example.org/\n").unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let Command::Check(options) = Cli::parse_from(["casebook", "check"]).command else { panic!("no check") };
    let start = Instant::now();
    let sources = project::sources(root.path()).unwrap();
    let checked = check::read_in_full(&sources, &options.common, Timestamp::UNIX_EPOCH);
    let said = report::write(&checked.diagnostics, Some(&sources), Format::Human { colour: false });
    assert!(start.elapsed() < 2 * LIMIT, "{:?}", start.elapsed());
    said
}

#[test]
fn a_long_chain_of_facts_needs_no_deep_stack() {
    let fact = |n: usize| format!("f{n}: {{title: T, value: fact(\"f{}\") + 1}}\n", n + 1);
    let facts: String = (0..12_000).map(fact).collect();
    let open = check(&[("data/facts.yaml", &facts)]);
    assert!(open.contains("there is no fact `f12000`"), "{open}");
    let closed = format!("{facts}f12000: {{title: T, value: fact(\"f0\")}}\n");
    assert!(check(&[("data/facts.yaml", &closed)]).contains("error[circular-fact]"));
}

#[test]
fn thousands_of_problems_are_told_in_time() {
    let page = format!("---\ntitle: A page\n---\n{}", "An <i>x</i> and [y](missing.md).\n".repeat(5_000));
    let said = check(&[("content/page.md", &page)]);
    assert_eq!(said.matches("[raw-html]").count(), 5_000);
    assert_eq!(said.matches("[dead-link]").count(), 5_000);
}
