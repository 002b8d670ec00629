//! `casebook new dataset`: what it writes builds as it stands, and nothing is written over (`file-exists`).

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use casebook::{
    base::{
        diagnostic::{Diagnostics, Severity},
        source::Sources,
    },
    data::{self, Datasets, kind::FieldType},
};

/// An empty project in a folder of its own.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    fs::write(folder.path().join("casebook.yaml"), "title: Test\nurl: https://example.org/\n").unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .arg("-C")
        .arg(folder)
        .args(["new", "dataset"])
        .args(arguments)
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn read(folder: &Path) -> Datasets {
    let sources = Sources::read(folder, Vec::new()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let datasets = data::read(&sources, &mut diagnostics);
    assert_eq!(diagnostics.count(Severity::Error), 0, "{diagnostics:?}");
    datasets
}

fn files_of_the_site() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect()
}

#[test]
fn every_file_of_the_site_becomes_a_dataset() {
    let folder = project();
    let files = files_of_the_site();
    assert!(files.len() >= 25);
    for file in &files {
        let (code, text) = run(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{text}");
    }
    let datasets = read(folder.path());
    assert_eq!(datasets.list.len(), files.len());
    assert!(datasets.list.iter().all(|dataset| dataset.sound && dataset.table.rows() > 0));
}

#[test]
fn types_keys_and_statuses_are_those_of_the_site() {
    let folder = project();
    for id in ["interpol-red-notices", "pretrial-detention", "ccf-requests"] {
        let file = format!("{}/data/{id}.csv", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(run(folder.path(), &[&file]).0, Some(0));
    }
    let (made, ours) = (read(folder.path()), read(Path::new(env!("CARGO_MANIFEST_DIR"))));
    for dataset in &made.list {
        let own = ours.find(&dataset.id).unwrap();
        assert_eq!(dataset.primary_key, own.primary_key, "{}", dataset.id);
        for (field, own) in dataset.table.fields().iter().zip(own.table.fields()) {
            assert_eq!((field.kind, field.status), (own.kind, own.status), "{}: {}", dataset.id, field.name);
        }
    }
}

#[test]
fn disguises_are_declared() {
    let folder = project();
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("year\tplace\n2019\tKöln\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let files: [(&str, &[u8]); 3] = [
        ("Latin 1.csv", b"sep=;\r\nJahr;Anteil;Ort\r\n2019;1.234,5;K\xF6ln\r\n2020;-;Bonn\r\n"),
        ("wide.csv", &wide),
        ("marked.csv", "\u{feff}a;b\r\n1;\"2,5\"\r\n".as_bytes()),
    ];
    for (name, bytes) in files {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let (code, text) = run(folder.path(), &[file.to_str().unwrap()]);
        assert_eq!(code, Some(0), "{text}");
        assert_eq!(
            fs::read(folder.path().join("data").join(name.to_lowercase().replace(' ', "-"))).unwrap(),
            bytes
        );
    }
    let datasets = read(folder.path());
    let table = &datasets.find("latin-1").unwrap().table;
    assert_eq!(table.cell(0, 1).value().unwrap().to_string(), "1234.5");
    assert_eq!(table.cell(0, 2).value().unwrap().to_string(), "Köln");
    assert_eq!(table.fields()[0].kind, FieldType::Year);
    assert_eq!(datasets.find("wide").unwrap().table.cell(0, 1).value().unwrap().to_string(), "Köln");
}

#[test]
fn nothing_is_written_over() {
    let folder = project();
    let file = folder.path().join("cases.csv");
    fs::write(&file, "year,count\n2019,5\n").unwrap();
    fs::write(folder.path().join("data/cases.yaml"), "mine").unwrap();
    let (code, text) = run(folder.path(), &[file.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(text.contains("file-exists"), "{text}");
    assert_eq!(fs::read_to_string(folder.path().join("data/cases.yaml")).unwrap(), "mine");
    assert!(!folder.path().join("data/cases.csv").exists());
    assert_eq!(run(folder.path(), &[file.to_str().unwrap(), "--name", "fresh"]).0, Some(0));
    assert_eq!(run(folder.path(), &[file.to_str().unwrap(), "--name", "../out"]).0, Some(1));
}
