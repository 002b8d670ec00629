//! `casebook new dataset`: a CSV file comes in, or only a title; a table and a first descriptor come out.

use std::path::Path;

use jiff::{Timestamp, civil::Date};

use crate::{
    app::new::{Started, command::NewDataset, day, fresh, quoted},
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        source::{self, Sources},
    },
    content::slug::slug,
    data::draft::{Draft, text},
};

/// Copies a CSV file into the project and writes a first descriptor; without a file, a table to be filled in.
pub fn start(
    root: &Path,
    wanted: &NewDataset,
    clock: Timestamp,
    diagnostics: &mut Diagnostics,
) -> Option<Started> {
    let sources = diagnostics.take(Sources::read(root, Vec::new()))?;
    let id = diagnostics.take(name(wanted))?;
    let paths = ["csv", "yaml"].map(|ending| format!("data/{id}.{ending}"));
    if let Some(path) = paths.iter().find(|path| sources.find(path).is_some()) {
        diagnostics.push(
            Diagnostic::error("file-exists", None, format!("`{path}` is there already"))
                .help("give the new dataset another name with `--name`, or keep the old one as a vintage"),
        );
        return None;
    }
    let [csv, yaml] = paths;
    if is_title(&wanted.file) {
        let zone = Config::read(&sources, &mut Diagnostics::new()).timezone;
        let today = day(None, &zone, clock, diagnostics);
        let title = wanted.file.to_string_lossy();
        let next = format!(
            "fill in {csv}, look for \"decide\" in {yaml}, then run `casebook check`; it is published once `publish: false` is gone"
        );
        let table = format!("year,cases\n{},\n", today.year());
        let files = vec![(csv, fresh(table)), (yaml, fresh(blank(&title, &id, today)))];
        return Some(Started { root: root.to_owned(), files, next });
    }
    let bytes = diagnostics.take(source::outside(&wanted.file, source::LARGEST_TABLE))?;
    let draft = Draft::of(&bytes, diagnostics)?;
    let next = format!("look for \"decide\" in {yaml}, then run `casebook check`");
    let files = vec![(csv, fresh(bytes)), (yaml, fresh(text::descriptor(&draft, &id)))];
    Some(Started { root: root.to_owned(), files, next })
}

/// True for words, and false for what looks like a file: it has an ending, or folders.
fn is_title(file: &Path) -> bool {
    let ending = file.extension().is_some_and(|ending| !ending.to_string_lossy().contains(' '));
    !ending && !file.to_string_lossy().contains(['/', '\\'])
}

/// The descriptor of a table that a person fills in. Its only row says that there is no figure yet.
fn blank(title: &str, id: &str, today: Date) -> String {
    format!(
        "\
# Each line with \"decide\" waits for a person. `casebook help data` explains all that can stand here.
name: {id}
title: {}
publish: false  # delete this line when the figures and the words below are ready
# decide: what is counted, by whom, and what is left out
# description: >-
#   …
# decide: where the figures come from, and on what terms they may be used
# sources:
#   - {{title: …, path: https://…, publisher: …}}
# licenses:
#   - {{name: CC-BY-4.0, title: Creative Commons Attribution 4.0, path: https://creativecommons.org/licenses/by/4.0/}}
# decide: census (every case), registration (what was registered) or convenience (what could be found)
# coverage: …
updated: {today}
schema:
  fields:
    # decide: the columns; the first row of {id}.csv holds their names
    - {{name: year, title: Year, type: year}}
    - {{name: cases, title: Cases, type: integer, unit: cases}}
  primaryKey: year
",
        quoted(title)
    )
}

/// The name as given, or made from that of the file or from the title.
fn name(wanted: &NewDataset) -> Result<String, Diagnostic> {
    let sound = |id: &str| {
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let made = || {
        let stem =
            if is_title(&wanted.file) { Some(wanted.file.as_os_str()) } else { wanted.file.file_stem() };
        slug(&stem.map(|stem| stem.to_string_lossy()).unwrap_or_default().replace('_', "-"))
    };
    let id = wanted.name.clone().unwrap_or_else(made);
    if sound(&id) {
        return Ok(id);
    }
    Err(Diagnostic::error("bad-name", None, format!("a dataset cannot be named `{id}`"))
        .help("name it with small letters a to z, digits and hyphens: `--name cases-by-year`"))
}
