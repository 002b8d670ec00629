//! The program in a project's folder, and what it leaves there.

use std::{fs, path::Path, process::Command};

/// The day on which everything happens.
pub const NOW: &str = "2026-11-24T09:00Z";

/// Runs the program in a folder; its exit code and what it told a person.
pub fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = command.arg("-C").arg(folder).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Runs the program, which must succeed; what it told a person.
pub fn succeed(folder: &Path, arguments: &[&str]) -> String {
    let (code, text) = run(folder, arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {text}");
    text
}

/// The text of a file in the folder.
pub fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
