//! `casebook new`: starts something that a person goes on with.

use std::{path::Path, process::ExitCode};

use crate::{
    app::{
        command::{Form, New, NewDataset},
        exit, project, report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source,
    },
    data::draft::{Draft, text},
    write,
};

/// Starts it in the project in `root`.
pub fn run(root: &Path, new: &New) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let New::Dataset(wanted) = new;
    if let Some(id) = dataset(root, wanted, &mut diagnostics) {
        report::say(&format!(
            "Wrote data/{id}.csv and data/{id}.yaml\n  look for \"decide\" in the second, then run `casebook check`"
        ));
    }
    report::print(&diagnostics, None, Form::Human);
    exit::code(&diagnostics, false)
}

/// Copies a CSV file into the project and writes a first descriptor; returns the name of the dataset.
fn dataset(root: &Path, wanted: &NewDataset, diagnostics: &mut Diagnostics) -> Option<String> {
    let sources = diagnostics.take(project::sources(root))?;
    let id = diagnostics.take(name(wanted))?;
    let paths = ["csv", "yaml"].map(|ending| format!("data/{id}.{ending}"));
    if let Some(path) = paths.iter().find(|path| sources.find(path).is_some()) {
        diagnostics.push(
            Diagnostic::error("file-exists", None, format!("`{path}` is there already"))
                .help("give the new dataset another name with `--name`, or keep the old one as a vintage"),
        );
        return None;
    }
    let bytes = diagnostics.take(source::outside(&wanted.file))?;
    let draft = Draft::of(&bytes, diagnostics)?;
    if diagnostics.block() {
        return None;
    }
    let [csv, yaml] = paths;
    let files = [(csv, bytes), (yaml, text::descriptor(&draft, &id).into_bytes())];
    diagnostics.take(write::source::create(root, &files))?;
    Some(id)
}

/// The name as given, or made from that of the file.
fn name(wanted: &NewDataset) -> Result<String, Diagnostic> {
    let sound = |id: &str| {
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let stem = wanted.file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let made = || {
        let parts = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("-")
    };
    let id = wanted.name.clone().unwrap_or_else(made);
    if sound(&id) {
        return Ok(id);
    }
    Err(Diagnostic::error("bad-name", None, format!("a dataset cannot be named `{id}`"))
        .help("name it with small letters a to z, digits and hyphens: `--name cases-by-year`"))
}
