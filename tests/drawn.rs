//! `casebook figure` and `casebook new figure`: drawings of the repository's own site, and first declarations that
//! build once their words are filled in.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{fs, path::Path, process::Command};

/// Runs the program in a folder; its exit code and what it told a person.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = command.arg("-C").arg(folder).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_figure_is_drawn_in_both_forms() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["chart.svg", "chart.PNG"] {
        let path = folder.path().join(name);
        let (code, text) =
            run(repository(), &["figure", "ccf-outcomes-2021", "--output", path.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains("Drew ccf-outcomes-2021 to "), "{text}");
    }
    assert_eq!(names(folder.path()), ["chart.PNG", "chart.svg"], "nothing else is left");
    let svg = fs::read_to_string(folder.path().join("chart.svg")).unwrap();
    assert!(
        svg.starts_with("<svg ") && svg.contains("<title>") && svg.ends_with("</svg>\n")
            || svg.ends_with("</svg>")
    );
    let png = fs::read(folder.path().join("chart.PNG")).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.ends_with(b"IEND\xaeB`\x82"));
    assert_eq!(png[16..20], 1360_u32.to_be_bytes(), "twice 680");
}

#[test]
fn without_a_file_a_figure_is_told_in_words() {
    let (code, text) = run(repository(), &["figure", "ccf-outcomes-2021"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.lines().count() > 4 && text.contains('\t'), "{text}");
}

#[test]
fn an_unknown_figure_names_the_nearest_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chart.svg");
    let (code, text) =
        run(repository(), &["figure", "ccf-outcomes-2012", "--output", path.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("unknown-figure") && text.contains("did you mean `ccf-outcomes-2021`?"), "{text}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn wrong_usage_is_told_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["chart.gif", "chart"] {
        let path = folder.path().join(name);
        let (code, text) = run(folder.path(), &["figure", "any", "--output", path.to_str().unwrap()]);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains("bad-option") && text.contains("`.svg` or `.png`"), "{text}");
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_drawing_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("chart.svg");
    fs::create_dir(&place).unwrap();
    let (code, text) =
        run(repository(), &["figure", "ccf-outcomes-2021", "--output", place.to_str().unwrap()]);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("write-refused"), "{text}");
    assert_eq!(names(folder.path()), ["chart.svg"], "no part of it beside the folder");
}

/// Datasets of the site with the columns of most kinds of figures.
const DATASETS: [&str; 4] =
    ["interpol-red-notices", "pretrial-detention", "ccf-requests", "ccf-outcomes-2021"];

/// A project that holds these datasets and nothing else.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("casebook.yaml"), "title: Test\nurl: https://example.org/\n").unwrap();
    for id in DATASETS.into_iter().chain(["sources"]) {
        for ending in ["csv", "yaml"] {
            let name = format!("data/{id}.{ending}");
            fs::copy(repository().join(&name), folder.path().join(&name)).unwrap();
        }
    }
    folder
}

/// What a person fills in.
fn fill(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let line = |line: &str| match line.split_once(':') {
        Some((key @ ("title" | "subtitle" | "note" | "alt"), _)) => format!("{key}: Words of a test\n"),
        Some(("source", rest)) if rest.trim_start().starts_with('#') => "source: A test\n".to_owned(),
        _ => format!("{line}\n"),
    };
    fs::write(path, text.lines().map(line).collect::<String>()).unwrap();
}

#[test]
fn what_is_started_builds_once_its_words_are_filled_in() {
    let folder = project();
    let mut made = 0;
    for id in DATASETS {
        let (code, text) = run(folder.path(), &["new", "figure", id]);
        assert_eq!(code, Some(0), "{text}");
        fill(&folder.path().join(format!("content/figures/{id}.yaml")));
        let listed = text.lines().skip_while(|line| !line.starts_with("They make")).skip(1);
        let marks = listed.map_while(|line| line.strip_prefix("  ")?.split(' ').next());
        for mark in marks {
            let name = format!("{id}-{mark}");
            let (code, text) = run(folder.path(), &["new", "figure", id, "--mark", mark, "--name", &name]);
            assert_eq!(code, Some(0), "{text}");
            fill(&folder.path().join(format!("content/figures/{name}.yaml")));
            made += 1;
        }
    }
    assert!(made > 12, "{made}");
    let (code, text) = run(folder.path(), &["check"]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn what_is_open_is_told_with_the_file_and_nothing_is_written_over() {
    let folder = project();
    let first = folder.path().join("content/figures/pretrial-detention.yaml");
    assert_eq!(run(folder.path(), &["new", "figure", "pretrial-detention"]).0, Some(0));
    let (code, text) = run(folder.path(), &["check"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("content/figures/pretrial-detention.yaml"), "{text}");

    fs::write(&first, "kept").unwrap();
    let (code, text) =
        run(folder.path(), &["new", "figure", "pretrial-detention", "--name", "pretrial-detention"]);
    assert_eq!((code, text.contains("file-exists")), (Some(1), true), "{text}");
    assert_eq!(run(folder.path(), &["new", "figure", "pretrial-detention"]).0, Some(0));
    assert_eq!(fs::read_to_string(&first).unwrap(), "kept");
    assert!(folder.path().join("content/figures/pretrial-detention-2.yaml").is_file());
}

#[test]
fn what_cannot_be_started_is_told() {
    let folder = project();
    for (arguments, code) in [
        (&["new", "figure"][..], "write `casebook new figure DATASET`"),
        (&["new", "figure", "ccf-request"], "did you mean `ccf-requests`?"),
        (&["new", "figure", "ccf-requests", "--mark", "pie"], "make no `pie`"),
        (&["new", "figure", "ccf-requests", "--name", "../x"], "bad-slug"),
    ] {
        let (exit, text) = run(folder.path(), arguments);
        assert_eq!(exit, Some(1), "{text}");
        assert!(text.contains(code), "{text}");
    }
    assert!(!folder.path().join("content").exists());
}
