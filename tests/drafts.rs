//! Nothing unready is published: drafts, waiting and expired pages leave no trace in any byte, and the notice
//! of a demonstration stands wherever a reader may arrive.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test runs the program and reads what it wrote, and may stop at what it did not expect"
)]

#[path = "program/mod.rs"]
mod program;

use std::path::Path;

use program::{REPOSITORY, build, succeed, tree, write_project};

/// Words that stand in unready pages only, each in another place.
const CANARIES: [&str; 8] = [
    "canarytitle",
    "canaryslug",
    "canarybody",
    "canaryphoto",
    "canarytopic",
    "canaryauthor",
    "canarysummary",
    "canaryfigure",
];

/// A PNG of one pixel, without anything that could tell more.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

fn unready(state: &str) -> String {
    format!(
        "---\ntitle: A canarytitle to keep\nslug: canaryslug\ndate: 2026-01-01\n{state}\nsummary: The canarysummary.\n\
         topics: [canarytopic]\nauthors: [canaryauthor]\n---\nThe canarybody.\n\n![A canaryphoto](canaryphoto.png)\n\n\
         ```figure\nid: canaryfigure\nmark: bar\ntitle: A canaryfigure\nsource: Nobody\nalt: One bar.\ndata: cases\nx: count\ny: kind\n```\n"
    )
}

fn project(folder: &Path, state: &str) {
    write_project(
        folder,
        &[
            ("casebook.yaml", "title: Test\nurl: https://example.org/\ntimezone: Europe/London\n"),
            ("content/_index.md", "---\ntitle: Home\n---\nHello.\n"),
            (
                "content/news/open.md",
                "---\ntitle: An open page\ndate: 2026-01-02\ntopics: [law]\n---\nText.\n",
            ),
            ("content/news/hidden.md", &unready(state)),
            ("data/cases.csv", "kind,count\na,1\n"),
            (
                "data/cases.yaml",
                "name: cases\ntitle: Cases\nschema:\n  fields:\n    - {name: kind, type: string}\n    - {name: count, type: integer}\n",
            ),
        ],
    );
    std::fs::write(folder.join("content/news/canaryphoto.png"), PIXEL).unwrap();
}

/// Where canaries show, in a build of a project whose page is in `state`.
fn traces(state: &str, more: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path(), state);
    let output = folder.path().join("public");
    succeed(build(folder.path(), &output).args(more));
    let found = |(path, bytes): (&String, &Vec<u8>)| {
        let text = format!("{path}\n{}", String::from_utf8_lossy(bytes));
        CANARIES
            .iter()
            .filter(|canary| text.contains(**canary))
            .map(|canary| format!("{canary} in {path}"))
            .collect::<Vec<_>>()
    };
    tree(&output).iter().flat_map(found).collect()
}

#[test]
fn unready_pages_leave_no_trace() {
    for state in ["draft: true", "publish: 2026-11-25", "expire: 2026-11-24", "publish: 2026-11-24T12:00:01Z"]
    {
        assert_eq!(traces(state, &[]), Vec::<String>::new(), "{state}");
    }
}

#[test]
fn the_same_page_shows_everything_once_it_is_ready() {
    let found = traces("publish: 2026-11-24T12:00Z", &[]);
    for canary in CANARIES {
        assert!(found.iter().any(|trace| trace.starts_with(canary)), "{canary} shows nowhere");
    }
    assert!(!traces("draft: true", &["--drafts"]).is_empty());
}

#[test]
fn a_page_that_takes_anothers_place_is_published_at_its_time() {
    let folder = tempfile::tempdir().unwrap();
    write_project(
        folder.path(),
        &[
            ("casebook.yaml", "title: Test\nurl: https://example.org/\n"),
            ("content/old.md", "---\ntitle: The old text\nslug: same\nexpire: 2026-11-25\n---\nOld.\n"),
            ("content/new.md", "---\ntitle: The new text\nslug: same\npublish: 2026-11-25\n---\nNew.\n"),
        ],
    );
    let output = folder.path().join("public");
    let page = |now: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.arg("-C").arg(folder.path()).arg("build").arg("--output").arg(&output).args(["--now", now]);
        succeed(&mut command);
        std::fs::read_to_string(output.join("same/index.html")).unwrap()
    };
    assert!(page("2026-11-24").contains("The old text"));
    assert!(page("2026-11-25").contains("The new text"));
}

#[test]
fn the_notice_of_a_demonstration_stands_wherever_a_reader_arrives() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("public");
    succeed(&mut build(Path::new(REPOSITORY), &output));
    let arrives =
        |path: &str| path.ends_with(".html") || path.ends_with("feed.xml") || path.ends_with("feed.json");
    let files = tree(&output);
    let bare: Vec<&String> = files
        .iter()
        .filter(|(path, bytes)| {
            arrives(path)
                && !String::from_utf8_lossy(bytes).contains("Demonstration site made with casebook.")
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(bare, Vec::<&String>::new());
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, bytes) in pages {
        assert!(
            String::from_utf8_lossy(bytes).contains("name=\"robots\" content=\"noindex\""),
            "{path} may be indexed"
        );
    }
}
