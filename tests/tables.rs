//! Small projects in one text each, read as a build reads their data: what is said about them, and the
//! tables that come out as the site would offer them.
//!
//! A text holds files under `-- path --` lines. Words after a bar change how a file is written:
//! `-- data/a.csv | crlf bom utf-16le --`. `UPDATE=1` rewrites what follows `-- diagnostics --`.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{env, fs, path::Path};

use casebook::{
    base::{
        report::{self, Format},
        source::Sources,
    },
    data::{self, publish},
};

const EXPECTED: &str = "-- diagnostics --\n";

#[test]
fn every_project_gives_its_tables_and_problems() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10);
    let changed: Vec<_> = paths.iter().filter_map(|path| check(path)).collect();
    assert!(changed.is_empty(), "{}", changed.join("\n\n"));
}

/// The difference between what a text expects and what comes out.
fn check(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let (input, expected) = text.split_once(EXPECTED).unwrap();
    let found = outcome(input);
    if found == expected {
        return None;
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(path, format!("{input}{EXPECTED}{found}")).unwrap();
        return None;
    }
    Some(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.file_name()?.display()))
}

fn outcome(input: &str) -> String {
    let project = tempfile::tempdir().unwrap();
    fs::write(project.path().join("casebook.yaml"), "title: Test\nurl: https://example.org/\n").unwrap();
    fs::create_dir(project.path().join("data")).unwrap();
    for (marker, content) in files(input) {
        let (path, words) = marker.split_once('|').unwrap_or((&marker, ""));
        fs::write(project.path().join(path.trim()), disguised(&content, words)).unwrap();
    }
    let sources = Sources::read(project.path(), Vec::new()).unwrap();
    let mut diagnostics = sources.problems.clone();
    let datasets = data::read(&sources, &mut diagnostics);
    let mut out = report::write(&diagnostics.sorted(), Some(&sources), Format::Human { colour: false });
    for dataset in datasets.list.iter().filter(|dataset| dataset.sound) {
        out += &format!("-- {}.csv --\n{}", dataset.id, String::from_utf8(publish::csv(&dataset.table)).unwrap());
        out += &format!("-- {}.json --\n{}", dataset.id, String::from_utf8(publish::json(dataset)).unwrap());
    }
    out
}

/// The files of a text, each with its marker.
fn files(input: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in input.split_inclusive('\n') {
        match line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
            Some(marker) => files.push((marker.to_owned(), String::new())),
            None => files.last_mut().unwrap().1.push_str(line),
        }
    }
    files
}

/// The bytes of a file; `\uXXXX` stands for a character that does not show.
fn disguised(content: &str, words: &str) -> Vec<u8> {
    let mut text = unescaped(content);
    if words.contains("cut") {
        text.truncate(text.trim_end().len());
    }
    if words.contains("crlf") {
        text = text.replace('\n', "\r\n");
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
        let (code, rest) = part.split_at(4);
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        text.push_str(rest);
    }
    text
}
