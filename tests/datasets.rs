//! The datasets of this repository's own site, read as a build reads them.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::path::Path;

use casebook::{
    base::{
        diagnostic::Diagnostics,
        report::{self, Format},
        source::Sources,
    },
    data::{self, Datasets, publish, status::Flag},
};

fn sources() -> Sources {
    Sources::read(Path::new(env!("CARGO_MANIFEST_DIR")), Vec::new()).unwrap()
}

fn site() -> Datasets {
    let sources = sources();
    let mut diagnostics = Diagnostics::new();
    let datasets = data::read(&sources, &mut diagnostics);
    assert_eq!(report::write(&diagnostics.sorted(), Some(&sources), Format::Human { colour: false }), "");
    datasets
}

#[test]
fn every_dataset_of_the_site_is_sound() {
    let datasets = site();
    assert!(datasets.list.len() >= 14);
    for dataset in &datasets.list {
        assert!(dataset.sound && dataset.table.rows() > 0, "{}", dataset.id);
    }
}

#[test]
fn flags_and_gaps_of_the_files_are_kept() {
    let datasets = site();
    let table = &datasets.find("interpol-red-notices").unwrap().table;
    let field = table.field("red_notices").unwrap();
    let cells: Vec<_> = table.column(field).collect();
    assert_eq!(cells.iter().filter(|cell| cell.absence().is_some()).count(), 13);
    assert_eq!(cells.iter().filter(|cell| cell.flag() == Some(Flag::AtLeast)).count(), 2);
    assert_eq!(cells.iter().filter(|cell| cell.flag() == Some(Flag::Conflicting)).count(), 1);
}

#[test]
fn every_cell_stands_where_its_place_says() {
    let sources = sources();
    for dataset in &site().list {
        let (table, text) = (&dataset.table, sources.text(dataset.file));
        for (row, field) in
            (0..table.rows()).flat_map(|row| (0..table.fields().len()).map(move |field| (row, field)))
        {
            let span = table.span(row, field);
            let written =
                text[span.start as usize..span.end as usize].trim_matches('"').replace("\"\"", "\"");
            let value = table.cell(row, field).value().map(ToString::to_string).unwrap_or_default();
            assert_eq!(written, value, "{} row {}", dataset.id, table.row_number(row));
        }
    }
}

#[test]
fn what_is_published_is_what_was_read() {
    for dataset in &site().list {
        let csv = String::from_utf8(publish::csv(&dataset.table)).unwrap();
        let rows: serde_json::Value = serde_json::from_slice(&publish::json(dataset)).unwrap();
        assert_eq!(rows.as_array().map(Vec::len), Some(dataset.table.rows()));
        assert!(csv.lines().count() > dataset.table.rows());
    }
}

#[test]
fn a_file_that_is_not_held_is_refused() {
    let project = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| std::fs::write(project.path().join(path), text).unwrap();
    std::fs::create_dir(project.path().join("data")).unwrap();
    write("casebook.yaml", "title: Test\n");
    write("data/t.csv", &format!("n\n{}", "1000\n".repeat(1024 * 1024)));
    write("data/t.yaml", "name: t\ntitle: T\nschema: {fields: [{name: n, type: integer}]}\n");
    let mut diagnostics = Diagnostics::new();
    let datasets = data::read(&Sources::read(project.path(), Vec::new()).unwrap(), &mut diagnostics);
    assert_eq!(diagnostics.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["too-large"]);
    assert!(!datasets.list[0].sound);
}
