//! A small project in one text: its files under `-- path --` lines, and what is expected of it after
//! `-- diagnostics --`.
//!
//! What stands before the first file says what the text shows; a line `$ casebook check --drafts` there
//! gives the options. Words after a bar change how a file is written: `-- data/a.csv | crlf bom utf-16le --`,
//! `-- content/a.md | link --` (a link to what the file holds), `-- content/a.md | fifo --`. `\uXXXX` or
//! `\u{XXXXX}` stands for a character that does not show, `\times{500}{text}` for so many of it.

use std::{fs, os::unix::fs::symlink, path::Path, process::Command};

const EXPECTED: &str = "-- diagnostics --\n";

/// The settings of a project that shows something else.
const SETTINGS: &str = "title: Test\nurl: https://example.org/\n";

/// A text, taken apart.
pub struct Written<'t> {
    /// All before what is expected.
    input: &'t str,
    /// What is expected.
    pub expected: &'t str,
    files: Vec<File>,
}

struct File {
    path: String,
    words: String,
    content: String,
}

impl<'t> Written<'t> {
    /// Takes a text apart.
    pub fn read(text: &'t str) -> Self {
        let (input, expected) = text.split_once(EXPECTED).unwrap();
        let mut files: Vec<File> = Vec::new();
        for line in input.split_inclusive('\n') {
            match (marker(line), files.last_mut()) {
                (Some(file), _) => files.push(file),
                (None, Some(file)) => file.content.push_str(line),
                (None, None) => {}
            }
        }
        Self { input, expected, files }
    }

    /// The text with another expectation.
    pub fn expecting(&self, found: &str) -> String {
        format!("{}{EXPECTED}{found}", self.input)
    }

    /// The command line that the text names.
    pub fn command(&self) -> Vec<&'t str> {
        let line = self.input.lines().find_map(|line| line.strip_prefix("$ "));
        line.unwrap_or("casebook check").split(' ').collect()
    }

    /// Writes the files into `root`.
    pub fn lay_out(&self, root: &Path) {
        if self.files.iter().all(|file| file.path != "casebook.yaml") {
            fs::write(root.join("casebook.yaml"), SETTINGS).unwrap();
        }
        for file in &self.files {
            let path = root.join(&file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            file.write(root, &path);
        }
    }
}

fn marker(line: &str) -> Option<File> {
    let marker = line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")?;
    let (path, words) = marker.split_once(" | ").unwrap_or((marker, ""));
    Some(File { path: unescaped(path), words: words.to_owned(), content: String::new() })
}

impl File {
    fn write(&self, root: &Path, path: &Path) {
        match self.words.as_str() {
            "absent" => {}
            "folder" => fs::create_dir(path).unwrap(),
            "link" => symlink(self.content.trim(), path).unwrap(),
            "hard-link" => fs::hard_link(root.join(self.content.trim()), path).unwrap(),
            "fifo" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
            words => fs::write(path, disguised(&self.content, words)).unwrap(),
        }
    }
}

/// The bytes of a file.
fn disguised(content: &str, words: &str) -> Vec<u8> {
    let mut text = unescaped(content);
    if words.contains("cut") {
        text.truncate(text.trim_end().len());
    }
    if words.contains("crlf") {
        text = text.replace('\n', "\r\n");
    }
    if words.contains("lone-cr") {
        text = text.replace('\n', "\r");
    }
    if words.contains("bom") {
        text.insert(0, '\u{feff}');
    }
    match words {
        _ if words.contains("utf-16le") => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ if words.contains("utf-16be") => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ if words.contains("latin-1") => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        _ => text.into_bytes(),
    }
}

fn unescaped(content: &str) -> String {
    let mut parts = content.split("\\u");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        let braced = part.strip_prefix('{').and_then(|part| part.split_once('}'));
        let (code, rest) = braced.unwrap_or_else(|| part.split_at(4));
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        text.push_str(rest);
    }
    repeated(&text)
}

fn repeated(content: &str) -> String {
    let mut parts = content.split("\\times{");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once("}{").unwrap();
        let (repeat, rest) = rest.split_once('}').unwrap();
        text.push_str(&repeat.repeat(number.parse().unwrap()));
        text.push_str(rest);
    }
    text
}
