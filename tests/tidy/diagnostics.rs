//! Every code that the program can report is written out where it is made,
//! explained in `docs/diagnostics.md` and shown by a fixture; no entry and no
//! fixture outlives its code.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;

/// What makes a diagnostic; the code is the first argument.
const MAKERS: [&str; 4] = ["error", "warning", "failure", "note"];

/// Where the makers themselves are written.
const DEFINITION: &str = "src/base/diagnostic";

/// Codes whose fault is no text (a full disk, a file that changes while it is
/// read), each with the test that shows it in place of a fixture.
const ELSEWHERE: [(&str, &str); 30] = [
    ("audit-failed", "tests/protected.rs"),
    ("bad-export", "tests/import.rs"),
    ("changed-during-build", "tests/sources.rs"),
    ("disk-full", "tests/faults/disk.sh"),
    ("file-exists", "tests/new_dataset.rs"),
    ("files-kept", "tests/publish/strangers.rs"),
    ("interrupted", "tests/publish.rs"),
    ("manifest-unreadable", "tests/publish/strangers.rs"),
    ("no-audit", "tests/protected.rs"),
    ("not-a-translation", "tests/whole/languages.rs"),
    ("not-synced", "tests/faults/strace.sh"),
    ("nothing-to-compare", "tests/diff.rs"),
    ("old-site-left", "tests/faults/strace.sh"),
    ("output-clash", "tests/publish/refusals.rs"),
    ("output-holds-git", "tests/publish/refusals.rs"),
    ("output-holds-sources", "tests/publish/refusals.rs"),
    ("output-is-mounted", "tests/publish/refusals.rs"),
    ("output-locked", "tests/publish/refusals.rs"),
    ("output-not-a-folder", "tests/publish/refusals.rs"),
    ("output-not-ours", "tests/publish/refusals.rs"),
    ("port-refused", "src/app/serve/port.rs"),
    ("port-taken", "tests/serve/changes.rs"),
    ("stale-lock", "tests/publish/leftovers.rs"),
    ("swap-finished", "tests/publish/leftovers.rs"),
    ("too-large", "tests/datasets.rs"),
    ("unknown-section", "tests/new.rs"),
    ("unknown-topic", "tests/help.rs"),
    ("unreadable", "tests/sources.rs"),
    ("would-be-published", "tests/protected.rs"),
    ("write-refused", "tests/publish/refusals.rs"),
];

/// The codes of the sources, each with the first place that reports it.
fn reported(sources: &[Source]) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    for (place, code) in sources.iter().flat_map(makers) {
        if let Some(code) = code {
            codes.entry(code).or_insert(place);
        }
    }
    codes
}

/// Diagnostics whose code cannot be found by searching for it.
fn hidden(sources: &[Source]) -> Vec<String> {
    let sources = sources.iter().filter(|source| !source.path.starts_with(DEFINITION));
    let unknown = sources.flat_map(makers).filter(|(_, code)| code.is_none());
    unknown.map(|(place, _)| format!("{place}: write the code out here, in quotes")).collect()
}

/// The places of one file that make a diagnostic, outside its tests.
fn makers(source: &Source) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for maker in MAKERS {
        let call = format!("Diagnostic::{maker}(");
        for (at, _) in source.blanked.strings.match_indices(&call) {
            let string = !source.blanked.code[at..].starts_with(&call);
            if !source.tests(at) && !string {
                let argument = source.blanked.strings[at + call.len()..].trim_start();
                found.push((source.place(at), literal(argument)));
            }
        }
    }
    found
}

/// The contents of the string that a text opens with.
fn literal(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?;
    inner.split('"').next().map(str::to_owned)
}

/// The codes that a page explains: its second headings, with or without
/// backticks.
fn explained(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter_map(|line| line.strip_prefix("## "));
    headings.map(|code| code.trim().trim_matches('`').to_owned()).collect()
}

/// The codes that have a fixture; others show a row of bad input, such as `b07-clock-changes`.
fn shown<'a>(files: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let codes = files.filter_map(|file| file.strip_suffix(".txt"));
    codes.filter(|name| !is_row(name)).map(str::to_owned).collect()
}

fn is_row(name: &str) -> bool {
    matches!(name.as_bytes(), [b'b', b'0'..=b'9', b'0'..=b'9', b'-', ..])
}

/// Tests named in place of a fixture that do not show their code.
fn unkept(elsewhere: &[(&str, &str)], text: impl Fn(&str) -> String) -> Vec<String> {
    let silent = elsewhere.iter().filter(|(code, test)| !text(test).contains(code));
    silent.map(|(code, test)| format!("{test}: shows no `{code}`")).collect()
}

fn differences(
    reported: &BTreeMap<String, String>,
    known: &BTreeSet<String>,
    missing: impl Fn(&str) -> String,
    stale: impl Fn(&str) -> String,
) -> Vec<String> {
    let unknown = reported.iter().filter(|(code, _)| !known.contains(*code));
    let gone = known.iter().filter(|code| !reported.contains_key(*code));
    let unknown = unknown.map(|(code, place)| format!("{place}: {}", missing(code)));
    unknown.chain(gone.map(|code| stale(code))).collect()
}

fn unexplained(reported: &BTreeMap<String, String>, known: &BTreeSet<String>) -> Vec<String> {
    differences(
        reported,
        known,
        |code| format!("`{code}` has no entry `## {code}` in docs/diagnostics.md"),
        |code| format!("docs/diagnostics.md: nothing reports `{code}`; remove its entry"),
    )
}

fn unshown(reported: &BTreeMap<String, String>, known: &BTreeSet<String>) -> Vec<String> {
    differences(
        reported,
        known,
        |code| format!("`{code}` has no fixture tests/errors/{code}.txt"),
        |code| format!("tests/errors/{code}.txt: nothing reports `{code}`; remove it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{assert_tidy, files, read, root, sources};

    const EXAMPLE: &str = "fn f() { Diagnostic::error(\n    \"dead-link\", \"no page\") }";

    fn one(text: &str) -> [Source; 1] {
        [Source::new("src/model/a.rs", text)]
    }

    #[test]
    fn every_code_is_written_out() {
        assert_tidy(&hidden(&sources("src")));
    }

    #[test]
    fn a_hidden_code_is_found() {
        assert_eq!(hidden(&one("fn f() { Diagnostic::warning(code, x) }")).len(), 1);
        assert!(hidden(&one(EXAMPLE)).is_empty());
    }

    #[test]
    fn every_code_is_explained() {
        let page = read(&root().join("docs/diagnostics.md"));
        assert_tidy(&unexplained(&reported(&sources("src")), &explained(&page)));
    }

    #[test]
    fn an_unexplained_code_and_a_stale_entry_are_found() {
        let codes = reported(&one(EXAMPLE));
        assert_eq!(codes.keys().collect::<Vec<_>>(), ["dead-link"]);
        assert_eq!(unexplained(&codes, &explained("## `dead-link`\n")), Vec::<String>::new());
        assert_eq!(unexplained(&codes, &explained("## unknown-field\n")).len(), 2);
    }

    #[test]
    fn every_code_is_shown() {
        let names: Vec<_> = files(&root().join("tests/errors"))
            .iter()
            .filter_map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
            .collect();
        let mut known = shown(names.iter().map(String::as_str));
        known.extend(ELSEWHERE.map(|(code, _)| code.to_owned()));
        assert_tidy(&unshown(&reported(&sources("src")), &known));
        assert_tidy(&unkept(&ELSEWHERE, |test| read(&root().join(test))));
    }

    #[test]
    fn a_missing_and_a_stale_fixture_are_found() {
        let codes = reported(&one(EXAMPLE));
        assert!(unshown(&codes, &shown(["dead-link.txt"].into_iter())).is_empty());
        assert_eq!(unshown(&codes, &shown(["late.txt", "note.md", "b07-dates.txt"].into_iter())).len(), 2);
    }
}
