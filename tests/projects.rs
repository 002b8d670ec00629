//! Small projects in one text each, checked as `casebook check` does: `tests/errors` holds the problem that
//! each code stands for and the rows of bad input, `tests/tables` what becomes of the tables of datasets.
//!
//! `UPDATE=1` rewrites what follows `-- diagnostics --`.

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
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use casebook::{
    app::{
        check,
        command::{Cli, Command, Common},
        project,
    },
    base::{
        diagnostic::Diagnostics,
        report::{self, Format},
        source::Sources,
    },
    data::{self, publish},
};
use clap::Parser;
use jiff::Timestamp;
use rayon::prelude::*;

use crate::written::Written;

#[path = "projects/written.rs"]
mod written;

/// No text may take longer, on a slow machine and without optimisation.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn every_problem_reads_as_expected() {
    compare("tests/errors", problems);
}

/// A wrong value, two misspelled keys and a wrong type: each is told once, where it stands.
#[test]
fn four_faults_are_four_problems_at_four_places() {
    for file in ["front-matter", "descriptor", "figure", "settings"] {
        let path = format!("{}/tests/errors/b00-four-in-{file}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).unwrap();
        let root = tempfile::tempdir().unwrap();
        let written = Written::read(&text);
        written.lay_out(root.path());
        let sources = project::sources(root.path()).unwrap();
        let checked = check::read_in_full(&sources, &options(&written), now());
        let places: BTreeSet<_> = checked.diagnostics.iter().map(|problem| problem.span.unwrap()).collect();
        assert_eq!((checked.diagnostics.iter().count(), places.len()), (4, 4), "{file}");
    }
}

#[test]
fn every_project_gives_its_tables_and_problems() {
    compare("tests/tables", tables);
}

/// Compares what comes out of each text of a folder with what it expects.
fn compare(folder: &str, outcome: fn(&Written<'_>, &Path) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10);
    let changed: Vec<_> = paths.par_iter().filter_map(|path| difference(path, outcome)).collect();
    assert!(changed.is_empty(), "{}", changed.join("\n\n"));
}

fn difference(path: &Path, outcome: fn(&Written<'_>, &Path) -> String) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let written = Written::read(&text);
    let root = tempfile::tempdir().unwrap();
    written.lay_out(root.path());
    let start = Instant::now();
    let found = outcome(&written, root.path()).replace(root.path().to_str().unwrap(), "PROJECT");
    let name = path.file_name()?.display();
    assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
    if found == written.expected {
        return None;
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(path, written.expecting(&found)).unwrap();
        return None;
    }
    Some(format!("{name}\nexpected:\n{}\nfound:\n{found}", written.expected))
}

/// What `casebook check` says to a person.
fn problems(written: &Written<'_>, root: &Path) -> String {
    let human = Format::Human { colour: false };
    match project::sources(root) {
        Ok(sources) => {
            let checked = check::read_in_full(&sources, &options(written), now());
            report::write(&checked.diagnostics, Some(&sources), human)
        }
        Err(problem) => {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(problem);
            report::write(&diagnostics, None, human)
        }
    }
}

/// The options that a text names.
fn options(written: &Written<'_>) -> Common {
    let Command::Check(options) = Cli::parse_from(written.command()).command else { panic!("no check") };
    options.common
}

fn now() -> Timestamp {
    "2026-06-01T12:00:00Z".parse().unwrap()
}

/// What is said about the data alone, and the tables that come out as the site would offer them.
fn tables(_: &Written<'_>, root: &Path) -> String {
    let sources = Sources::read(root, Vec::new()).unwrap();
    let mut diagnostics = sources.problems.clone();
    let datasets = data::read(&sources, &mut diagnostics);
    let mut out = report::write(&diagnostics.sorted(), Some(&sources), Format::Human { colour: false });
    for dataset in datasets.list.iter().filter(|dataset| dataset.sound) {
        out += &format!(
            "-- {}.csv --\n{}",
            dataset.id,
            String::from_utf8(publish::csv(&dataset.table)).unwrap()
        );
        out += &format!("-- {}.json --\n{}", dataset.id, String::from_utf8(publish::json(dataset)).unwrap());
    }
    out
}
