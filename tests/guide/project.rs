//! The project that the examples of the guide make, on disk, and the program run on it.

use std::{path::Path, process::Command};

use crate::page::pages;

/// The moment of every run: what is published does not depend on the day of the test.
const NOW: &str = "2026-11-24T09:00Z";

/// Blocks of Markdown without a file of their own are pages here.
pub const EXAMPLES: &str = "content/examples";

/// The page whose files belong to a project of its own, which `tests/walkthrough.rs` makes.
const WALK: &str = "first-site.md";

/// Files that examples name and that no block can hold.
const PICTURES: [&str; 2] = ["content/news/meeting.png", "content/examples/meeting.png"];
const PAPER: &str = "content/examples/report.pdf";

/// One grey pixel without any hidden data.
const PIXEL: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63,
    0x68, 0, 0, 0, 0x82, 0, 0x81, 0xda, 0x45, 8, 0x3b, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

/// A problem as the program reports it to other programs.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub code: String,
    /// The cure.
    pub help: String,
}

/// The project, with more files.
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// Every example of the guide, and `extra` files, which take the place of an example's.
    pub fn new(extra: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in examples() {
            project.write(&path, text.as_bytes());
        }
        for path in PICTURES {
            project.write(path, &PIXEL);
        }
        project.write(PAPER, b"%PDF-1.7\n");
        for (path, text) in extra {
            project.write(path, text.as_bytes());
        }
        project
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let full = self.folder.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, bytes).unwrap();
    }

    /// Where a file of the project is.
    pub fn path(&self, path: &str) -> String {
        self.folder.path().join(path).to_string_lossy().into_owned()
    }

    /// A file of the project.
    pub fn read(&self, path: &str) -> String {
        let full = self.folder.path().join(path);
        std::fs::read_to_string(&full).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program; its exit code and what it printed.
    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(Path::new(env!("CARGO_BIN_EXE_casebook")))
            .arg("-C")
            .arg(self.folder.path())
            .args(arguments)
            .args(["--now", NOW])
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    }

    /// What `check` finds, notes left out.
    pub fn problems(&self) -> Vec<Problem> {
        let (_, text) = self.run(&["check", "--format", "json"]);
        let value = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect(line);
        let word =
            |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
        text.lines()
            .map(value)
            .filter(|value| value["severity"] != "note")
            .map(|value| Problem {
                path: word(&value, "path"),
                line: value["line"].as_u64().unwrap_or_default(),
                code: word(&value, "code"),
                help: word(&value, "help"),
            })
            .collect()
    }
}

/// The files of all examples. A block of Markdown without a file is the text of a page.
pub fn examples() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for page in pages().into_iter().filter(|page| page.name != WALK) {
        let stem = page.name.trim_end_matches(".md").to_lowercase();
        for (number, block) in page.blocks().into_iter().enumerate() {
            if let Some(path) = block.file {
                files.push((path, block.body));
            } else if block.language == "markdown" {
                let text = format!("---\ntitle: Example {number} of {stem}\n---\n\n{}", block.body);
                files.push((format!("{EXAMPLES}/{stem}-{number}.md"), text));
            }
        }
    }
    files
}
