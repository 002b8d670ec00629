//! A newcomer follows `docs/guide/first-site.md` from an empty folder, and everything happens as it says.
//!
//! A block of `console` holds commands behind `$` and what they print; a block that names `file=PATH` is that
//! file from then on. Numbers of files, bytes and seconds may differ. `UPDATE=1` writes what is printed into the
//! page.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const PAGE: &str = "docs/guide/first-site.md";

/// The programs that the page uses besides ours.
const OTHERS: [&str; 2] = ["mkdir", "cp"];

/// A newcomer: where they are, and what they have read.
struct Newcomer {
    folder: PathBuf,
}

impl Newcomer {
    /// Follows the page to its end; gives it back as it should have been.
    fn follow(&mut self, page: &str) -> String {
        let mut lines = page.lines();
        let mut read = String::new();
        while let Some(line) = lines.next() {
            read += &format!("{line}\n");
            let Some(info) = line.strip_prefix("```") else { continue };
            let ticks = info.len() - info.trim_start_matches('`').len() + 3;
            let fence = "`".repeat(ticks);
            let block: String =
                lines.by_ref().take_while(|line| *line != fence).map(|line| format!("{line}\n")).collect();
            let info = info.trim_start_matches('`');
            match info.split_once(" file=") {
                Some((_, path)) => self.save(path, &block),
                None if info == "console" => {
                    read += &self.converse(&block);
                    read += &format!("{fence}\n");
                    continue;
                }
                None => {}
            }
            read += &format!("{block}{fence}\n");
        }
        read
    }

    fn save(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Types the commands of a block; gives them with what was printed. What the page holds stays where it differs
    /// in nothing but numbers.
    fn converse(&mut self, block: &str) -> String {
        let mut said = String::new();
        for part in block.split_inclusive('\n').fold(Vec::<String>::new(), |mut parts, line| {
            if line.starts_with("$ ") || parts.is_empty() {
                parts.push(String::new())
            }
            parts.last_mut().unwrap().push_str(line);
            parts
        }) {
            let (command, expected) = part.split_once('\n').unwrap();
            let printed =
                self.enter(command.strip_prefix("$ ").unwrap_or_else(|| panic!("no command: {command}")));
            let same = loose(&printed) == loose(expected);
            said += &format!("{command}\n{}", if same { expected } else { &printed });
        }
        said
    }

    /// Runs one command; what it printed, which must fail exactly if it speaks of an error.
    fn enter(&mut self, line: &str) -> String {
        let words = words(line);
        let (program, arguments) = words.split_first().unwrap();
        if program == "cd" {
            self.folder.push(&arguments[0]);
            assert!(self.folder.is_dir(), "{line}");
            return String::new();
        }
        let program = if program == "casebook" { env!("CARGO_BIN_EXE_casebook") } else { program.as_str() };
        assert!(program.ends_with("casebook") || OTHERS.contains(&program), "{line}");
        let output = Command::new(program).args(arguments).current_dir(&self.folder).output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.success(), !text.contains("error["), "{line}\n{text}");
        text
    }
}

/// The words of a command line; quotes hold some together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// A text in which only the words count: lines that sum up a run lose their numbers and units.
fn loose(text: &str) -> String {
    let sums = ["Published", "Checked", "Nothing changed", "  "];
    let line = |line: &str| {
        let counted = sums.iter().any(|sum| line.starts_with(sum)) && !line.contains('|');
        let line = if counted {
            line.replace(|c: char| c.is_ascii_digit(), "").replace(" MB", " kB")
        } else {
            line.to_owned()
        };
        line.trim_end().to_owned() + "\n"
    };
    text.trim_end().lines().map(line).collect()
}

#[test]
fn a_newcomer_finds_no_step_missing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join(PAGE)).unwrap();
    let empty = tempfile::tempdir().unwrap();
    let mut newcomer = Newcomer { folder: empty.path().to_owned() };
    let read = newcomer.follow(&page);
    if env::var_os("UPDATE").is_some() && read != page {
        fs::write(root.join(PAGE), &read).unwrap();
        return;
    }
    assert!(read == page, "expected:\n{page}\n\nfound:\n{read}");
    let published = |path: &str| fs::read_to_string(newcomer.folder.join("public").join(path)).expect(path);
    let item = published("news/alerts-deleted/index.html");
    for shown in ["<svg", ">389<", "389 alerts", "387"] {
        assert!(item.contains(shown), "no {shown} in the item");
    }
    assert!(published("corrections/index.html").contains("387"));
    assert!(published("fr/news/alerts-deleted/index.html").contains("389"));
    assert!(published("data/deleted-alerts/2026-11-24.csv").contains("2020,47"));
    assert!(published("news/how-alerts-are-counted/index.html").contains("389"));
}
