//! What the program says about itself: topics, completions, manual pages (`unknown-topic`).

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test runs the program, and may stop at what it did not expect"
)]

use std::process::Command;

/// Runs the program; its exit code, what it printed and what it said.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn shown(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{arguments:?}");
    out
}

#[test]
fn the_contents_lead_to_topics() {
    let contents = shown(&["help"]);
    let topics = contents.lines().skip_while(|line| !line.starts_with("Topics")).skip(1);
    let pages = topics.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let pages: Vec<&str> = pages.filter(|word| word.len() > 1).collect();
    assert!(pages.contains(&"pages") && pages.contains(&"publishing"), "{pages:?}");
    for page in pages {
        assert!(shown(&["help", page]).lines().count() > 20, "{page}");
    }
}

#[test]
fn headings_codes_and_commands_are_topics() {
    assert!(shown(&["help", "facts"]).contains("data/facts.yaml"));
    assert!(shown(&["help", "Front matter"]).contains("data_as_of"));
    assert!(shown(&["help", "false-statement"]).contains("false-statement"));
    assert!(shown(&["help", "build"]).contains("--base-url"));
    assert!(!shown(&["help", "facts"]).contains('\u{1b}'), "colour in a pipe");
}

#[test]
fn an_unknown_topic_names_the_nearest() {
    let (code, out, err) = run(&["help", "front-mater"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("unknown-topic") && err.contains("did you mean `front-matter`?"), "{err}");
}

#[test]
fn shells_are_told_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = shown(&["completions", shell]);
        for command in ["build", "check", "new", "help"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    assert_eq!(run(&["completions", "cmd"]).0, Some(2));
}

#[test]
fn every_command_has_a_manual_page() {
    let page = shown(&["man"]);
    assert!(page.contains(".TH casebook 1") && page.contains("casebook\\-build"), "{page}");
    assert!(shown(&["man", "build"]).contains("\\-\\-output"));
    assert!(shown(&["man", "new", "site"]).contains("\\-\\-timezone"));
    assert_eq!(run(&["man", "bild"]).0, Some(1));
}
