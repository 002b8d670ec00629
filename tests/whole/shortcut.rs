//! The short way of a build that has nothing to do is taken only when it leads to the same site.

use std::fs;

use crate::sandbox::{NOW, Sandbox, tree};

const PROJECT: &str = include_str!("../sites/places.txt");
const MEMORY: &str = ".casebook/last-build.json";
const LATER: &str = "content/news/2026-12-01-later.md";

fn remembered(sandbox: &Sandbox) -> bool {
    sandbox.root().join(MEMORY).exists()
}

#[test]
fn a_page_that_became_due_is_published_and_one_that_is_due_again_goes() {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.write(
        LATER,
        "---\ntitle: Later\nsummary: A page that waits.\ndate: 2026-11-01\npublish: 2026-12-01\n---\nText.\n",
    );
    let today = sandbox.built();
    assert!(remembered(&sandbox));
    let said = sandbox.build(&["--now", NOW]).words;
    assert!(said.contains("Nothing changed") && said.contains("1 page waiting"), "{said}");
    assert_eq!(sandbox.build(&["--now", "2026-12-02"]).code, Some(0));
    assert!(tree(&sandbox.output()).contains_key("news/later/index.html"));
    assert_eq!(sandbox.built(), today, "a build of an earlier day");
}

#[test]
fn what_was_damaged_in_the_output_is_mended() {
    let sandbox = Sandbox::written(PROJECT);
    let before = sandbox.built();
    let page = sandbox.output().join("index.html");
    fs::remove_file(&page).unwrap();
    fs::write(&page, "damaged").unwrap();
    assert_eq!(sandbox.built(), before);
}

#[test]
fn a_build_with_a_warning_is_not_remembered_so_that_the_warning_is_said_again() {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.built();
    sandbox.write(LATER, "---\ntitle: Later\ndate: 2026-11-01\nunknown_key: 1\n---\n# Text\n");
    let first = sandbox.build(&["--now", NOW]);
    assert!(first.words.contains("warning[") || first.words.contains("error["), "{}", first.words);
    assert!(!remembered(&sandbox));
    let second = sandbox.build(&["--now", NOW]);
    assert_eq!(first.words.contains("warning["), second.words.contains("warning["));
}
