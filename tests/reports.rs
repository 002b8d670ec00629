//! The reports of a run: for programs, for GitHub, and the exit code; nothing is written while an error stands.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{fs, process::Command};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A page with an error behind a character of two bytes, and one with a warning.
const PAGE: &str = "---\ntitle: A page\n---\nDéjà [vu](missing.md), 100%: <b>\n";

fn project(page: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("casebook.yaml"), "title: Test\nurl: https://example.org/\n").unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(root.path().join("content/a, b.md"), page).unwrap();
    root
}

/// Exit code and standard output.
fn run(root: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let result = command.arg("-C").arg(root.path()).args(arguments).output().unwrap();
    (result.status.code(), String::from_utf8(result.stdout).unwrap())
}

#[test]
fn json_has_one_object_a_line() {
    let (code, out) = run(&project(PAGE), &["check", "--format", "json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(code, Some(1));
    assert_eq!(
        lines,
        [
            json!({
                "severity": "error",
                "code": "dead-link",
                "message": "there is no `content/missing.md`",
                "help": "write the path relative to this file, or to `content/` with a `/` before it",
                "path": "content/a, b.md",
                "line": 4, "column": 6, "end_line": 4, "end_column": 22,
                "labels": [],
            }),
            json!({
                "severity": "warning",
                "code": "raw-html",
                "message": "HTML is shown as text",
                "help": "write Markdown, or put it into backticks if it is an example",
                "path": "content/a, b.md",
                "line": 4, "column": 30, "end_line": 4, "end_column": 33,
                "labels": [],
            }),
        ]
    );
}

#[test]
fn json_names_other_places_and_does_without_any() {
    let root = project("---\ntitle: One\ntitle: Two\n---\n");
    fs::write(root.path().join("content/what?.md"), PAGE).unwrap();
    let (_, out) = run(&root, &["check", "--format", "json"]);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [name, key] = lines.as_slice() else { panic!("{out}") };
    assert_eq!((&name["code"], &name["path"]), (&json!("bad-file-name"), &Value::Null));
    let place = json!({
        "path": "content/a, b.md",
        "line": 2, "column": 1, "end_line": 2, "end_column": 6,
        "message": "first here",
    });
    assert_eq!((&key["code"], &key["labels"]), (&json!("duplicate-key"), &json!([place])));
}

#[test]
fn github_shows_each_problem_beside_its_line() {
    let (code, out) = run(&project(PAGE), &["check", "--format", "github"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        out,
        "::error file=content/a%2C b.md,line=4,col=6,title=dead-link::there is no `content/missing.md`%0A\
         help: write the path relative to this file, or to `content/` with a `/` before it\n\
         ::warning file=content/a%2C b.md,line=4,col=30,title=raw-html::HTML is shown as text%0A\
         help: write Markdown, or put it into backticks if it is an example\n"
    );
}

#[test]
fn an_error_stops_the_publication_and_a_warning_does_only_if_strict() {
    let failed = project(PAGE);
    assert_eq!(run(&failed, &["build"]).0, Some(1));
    assert!(!failed.path().join("public").exists());
    let warned = project("---\ntitle: A page\n---\n<b>bold</b>\n");
    assert_eq!(run(&warned, &["build", "--strict"]).0, Some(1));
    assert!(!warned.path().join("public").exists());
    assert_eq!(run(&warned, &["build"]).0, Some(0));
    assert!(warned.path().join("public/index.html").exists());
    assert_eq!(run(&warned, &["no-such-command"]).0, Some(2));
}

#[test]
fn a_report_that_the_disk_refuses_and_an_option_without_meaning_have_exit_codes_of_their_own() {
    let root = project("---\ntitle: A page\n---\nText.\n");
    let nowhere = root.path().join("nowhere/report.json");
    for command in ["build", "check"] {
        assert_eq!(run(&root, &[command, "--report", nowhere.to_str().unwrap()]).0, Some(3), "{command}");
        assert_eq!(run(&root, &[command, "--now", "someday"]).0, Some(2), "{command}");
        assert_eq!(run(&root, &[command, "--base-url", "someplace"]).0, Some(2), "{command}");
    }
    assert!(root.path().join("public/index.html").exists());
}

#[test]
fn a_log_is_told_the_place_in_an_unpublished_page_and_nothing_of_its_content() {
    let root = project("---\ntitle: A page\n---\nText.\n");
    let draft = "---\ntitle: Canary\ndraft: true\ndate: canary\n---\nSee <canary>.\n";
    fs::write(root.path().join("content/draft.md"), draft).unwrap();
    for form in ["human", "json", "github"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        let result = command.arg("-C").arg(root.path()).args(["check", "--format", form]).output().unwrap();
        let said = String::from_utf8([result.stdout, result.stderr].concat()).unwrap();
        assert_eq!(result.status.code(), Some(1));
        assert!(said.contains("content/draft.md") && said.contains("bad-date"), "{said}");
        assert!(!said.to_lowercase().contains("canary"), "{said}");
    }
}
