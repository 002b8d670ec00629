//! `casebook diff`: what a build would change, told before it does (`nothing-to-compare`).

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{fs, path::Path, process::Command};

const NOW: &str = "2026-11-24T09:00Z";

/// Runs the program; its exit code, what it printed and what it said.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = command.arg("-C").arg(folder).args(arguments).args(["--now", NOW]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_change_is_told_before_it_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    assert_eq!(run(root, &["new", "site"]).0, Some(0));
    let (code, all, _) = run(root, &["diff"]);
    assert_eq!(code, Some(0));
    assert!(
        all.contains("  + /news/example/\n") && all.contains("  + /figures/ccf-outcomes-2021/\n"),
        "{all}"
    );
    assert_eq!(run(root, &["build"]).0, Some(0));
    assert_eq!(run(root, &["diff"]).1, "Nothing would change\n");

    let edit = |path: &str, from: &str, to: &str| {
        let text = fs::read_to_string(root.join(path)).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        fs::write(root.join(path), text.replace(from, to)).unwrap();
    };
    edit("data/ccf-outcomes-2021.csv", "deleted,296", "deleted,297");
    edit("data/ccf-outcomes-2021.yaml", "printed: 478", "printed: 479");
    let (code, told, problems) = run(root, &["diff"]);
    assert_eq!(code, Some(1));
    assert!(problems.contains("false-statement"), "{problems}");
    assert!(told.contains("fact:ccf-deleted: 296 -> 297") && told.contains("not compared"), "{told}");
    let item = "content/news/2026-11-24-example.md";
    edit(item, "[296](fact:ccf-deleted)", "[297](fact:ccf-deleted)");
    edit(item, "[478](fact:ccf-complaints)", "[479](fact:ccf-complaints)");
    fs::remove_file(root.join("content/corrections.md")).unwrap();
    let (code, told, problems) = run(root, &["diff"]);
    assert_eq!((code, problems.as_str()), (Some(0), ""));
    for line in [
        "  ~ fact:ccf-deleted: 296 -> 297\n      shown on /news/example/\n",
        "  ~ /news/example/\n",
        "  - /corrections/\n",
        "  ~ /figures/ccf-outcomes-2021/\n",
        "  ~ /data/ccf-outcomes-2021/\n",
    ] {
        assert!(told.contains(line), "no {line:?} in\n{told}");
    }
    let (_, json, _) = run(root, &["diff", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["pages"]["gone"][0], "/corrections/");
    assert!(!root.join("public/news/example/index.html").metadata().unwrap().permissions().readonly());
    assert_eq!(run(root, &["diff"]).1, told, "nothing was written");
}

#[test]
fn a_broken_manifest_cannot_be_compared_with() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["new", "site"]).0, Some(0));
    fs::write(folder.path().join("public/casebook-manifest.json"), "{").unwrap();
    let (code, _, problems) = run(folder.path(), &["diff"]);
    assert_eq!(code, Some(1));
    assert!(problems.contains("nothing-to-compare"), "{problems}");
}
