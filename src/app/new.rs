//! `casebook new`: starts something that a person goes on with. Nothing is ever written over.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    app::{
        command::Form,
        exit,
        new::command::{New, Thing},
        project, report,
    },
    base::diagnostic::Diagnostics,
    write::{self, source::Fresh},
};

pub mod command;
pub mod dataset;
pub mod declared;
pub mod figure;
pub mod page;
pub mod section;
pub mod site;

/// What is to be written, and what to say then.
pub struct Started {
    /// The folder that the paths start from.
    pub root: PathBuf,
    /// New files, each by its path with `/`.
    pub files: Vec<(String, Fresh)>,
    /// What to do next.
    pub next: String,
}

/// Starts it in the project in `root`.
pub fn run(root: &Path, new: &New) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let clock = Timestamp::now();
    let started = match (&new.thing, &new.page) {
        (Some(Thing::Site(wanted)), _) => site::start(root, wanted, clock, &mut diagnostics),
        (Some(Thing::Dataset(wanted)), _) => dataset::start(root, wanted, clock, &mut diagnostics),
        (Some(Thing::Figure(wanted)), _) => figure::start(root, wanted, &mut diagnostics),
        (Some(Thing::Section(wanted)), _) => section::start(root, wanted, &mut diagnostics),
        (None, Some(wanted)) => page::start(root, wanted, clock, &mut diagnostics),
        (None, None) => None,
    };
    if let Some(started) = started.filter(|_| !diagnostics.block())
        && diagnostics.take(write::source::create(&started.root, &started.files)).is_some()
    {
        let paths: Vec<&str> = started.files.iter().map(|(path, _)| path.as_str()).collect();
        report::say(&format!("Wrote {}\n  {}", listed(&paths), started.next));
    }
    report::print(&diagnostics, None, Form::Human);
    exit::code(&diagnostics, false)
}

/// `a`, `a and b`, `a, b and c`, or how many there are.
fn listed(paths: &[&str]) -> String {
    match paths {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] if first.len() < 4 => format!("{} and {last}", first.join(", ")),
        many => format!("{} files", many.len()),
    }
}

/// The day of `--now`, or of the clock, in a zone.
fn day(asked: Option<&str>, zone: &TimeZone, clock: Timestamp, diagnostics: &mut Diagnostics) -> Date {
    let moment = project::moment(asked, zone, diagnostics).unwrap_or(clock);
    moment.to_zoned_datetime(zone.clone()).date()
}

/// A text as a new file.
fn fresh(text: impl Into<Vec<u8>>) -> Fresh {
    Fresh::Bytes(text.into())
}

/// A text in double quotes, as JSON and YAML both read it.
fn quoted(text: &str) -> String {
    serde_json::json!(text).to_string()
}
