//! A number can never disagree with its data: every numeric cell that the site of this repository shows is
//! edited in turn, and the new value is found in drawings, prose, tables and downloads, or the build fails
//! and names the statement that is no longer true.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

mod derived;
mod drawing;
mod edition;
mod oracle;
mod page;
mod reads;
mod trial;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use casebook::{base::diagnostic::Diagnostics, content};
use rayon::prelude::*;

use crate::{
    edition::Edition,
    reads::{CellId, Readers},
    trial::{Base, Outcome},
};

/// The allocator of the program: thousands of sites are read.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a project consists of; the theme is the one that the program brings.
const PARTS: [&str; 4] = ["casebook.yaml", "content", "data", "approvals"];

/// Each worker edits a copy of its own.
const WORKERS: usize = 8;

#[test]
fn an_edited_number_changes_everywhere_or_the_build_names_what_is_untrue() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let copies: Vec<PathBuf> = (0..WORKERS).map(|number| folder.path().join(number.to_string())).collect();
    copies.iter().for_each(|copy| copy_project(repository, copy));

    let sources = edition::sources(&copies[0]);
    let edition = Edition::new(&sources);
    assert!(edition.errors().is_empty(), "{:?}", edition.errors());
    let mut silent = Diagnostics::new();
    let documents = content::read(&sources).documents;
    let figures = content::figure::read(&sources, &mut silent);
    let base = Base::new(&edition, &documents, &figures);
    let cells: Vec<(CellId, Readers)> =
        reads::cells(&edition, &figures, &base.statements).into_iter().collect();

    let share = cells.len().div_ceil(WORKERS);
    let outcomes: Vec<(CellId, Outcome)> = cells
        .par_chunks(share)
        .zip(&copies)
        .flat_map_iter(|(cells, copy)| {
            cells.iter().map(|(cell, readers)| (*cell, base.try_cell(*cell, readers, copy)))
        })
        .collect();

    let complaints: Vec<&String> = outcomes.iter().flat_map(|(_, outcome)| &outcome.complaints).collect();
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), lines(&complaints));
    assert_nothing_was_left_out(&base, &cells, &outcomes);
}

/// Fails unless every figure, fact and statement was tried, and every kind of place was met.
fn assert_nothing_was_left_out(base: &Base<'_>, cells: &[(CellId, Readers)], outcomes: &[(CellId, Outcome)]) {
    let datasets = &base.edition.project.site.datasets;
    for (place, figure) in base.edition.project.site.figures[0].iter().enumerate() {
        let read = |readers: &Readers| {
            [&readers.lengths, &readers.positions, &readers.derived].iter().any(|of| of.contains(&place))
        };
        assert!(cells.iter().any(|(_, readers)| read(readers)), "{}", figure.id);
    }
    for (place, fact) in datasets.facts.iter().enumerate() {
        assert!(cells.iter().any(|(_, readers)| readers.facts.contains(&place)), "{}", fact.id);
    }
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for word in outcomes.iter().flat_map(|(_, outcome)| &outcome.met) {
        *met.entry(word).or_default() += 1;
    }
    for word in [
        "drawing",
        "derived drawing",
        "derived rows",
        "derived table",
        "derived CSV",
        "figure table",
        "figure CSV",
        "prose",
        "fact page",
        "dataset table",
        "CSV",
        "JSON",
        "refused",
    ] {
        assert!(met.get(word).is_some_and(|count| *count >= 20), "too few cells met `{word}`: {met:?}");
    }
}

fn copy_project(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for part in PARTS.map(|part| from.join(part)).iter().filter(|part| part.exists()) {
        for entry in walkdir::WalkDir::new(part) {
            let entry = entry.unwrap();
            let target = to.join(entry.path().strip_prefix(from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(target).unwrap();
            } else {
                fs::copy(entry.path(), &target).unwrap();
                let is_descriptor = target.extension().is_some_and(|ending| ending == "yaml");
                if is_descriptor && target.starts_with(to.join("data")) {
                    allow_any_year(&target);
                }
            }
        }
    }
}

/// The years of most datasets are complete, so their descriptors allow no other that could be tried.
fn allow_any_year(descriptor: &Path) {
    let text = fs::read_to_string(descriptor).unwrap();
    let limits = regex_lite::Regex::new(r", minimum: (19|20)\d\d, maximum: (19|20)\d\d\}").unwrap();
    fs::write(descriptor, limits.replace_all(&text, "}").as_ref()).unwrap();
}

fn lines(all: &[&String]) -> String {
    all.iter().take(60).map(|line| format!("  {line}\n")).collect()
}
