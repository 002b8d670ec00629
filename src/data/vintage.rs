//! A dataset as it stood on earlier days: `data/<id>/<date>.csv`, read by the descriptor of today.
//!
//! The current CSV file stands from the day of `updated` on, so a vintage is older than that.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use jiff::civil::Date;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        yaml::nearest,
    },
    data::{
        charset,
        dataset::{Dataset, Files},
        dialect::Dialect,
        field::Field,
        keys, sheet,
        table::Table,
    },
};

/// The folder of all datasets.
const FOLDER: &str = "data/";

/// A dataset as it stood from a day on.
#[derive(Clone, Debug)]
pub struct Vintage {
    /// The first day on which it stood.
    pub date: Date,
    /// Its file.
    pub file: FileId,
    /// Its rows, under the fields of today.
    pub table: Table,
}

/// Which rows of a dataset stood on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Those of today.
    Current,
    /// Those of a vintage, by its place.
    Vintage(usize),
    /// None are known.
    Unknown,
}

impl Dataset {
    /// What stood on `date`: the newest rows that are not younger.
    #[must_use]
    pub fn standing(&self, date: Date) -> Standing {
        if self.about.updated.is_some_and(|updated| updated <= date) {
            return Standing::Current;
        }
        let place = self.vintages.iter().rposition(|vintage| vintage.date <= date);
        place.map_or(Standing::Unknown, Standing::Vintage)
    }

    /// The dataset with its vintages, the oldest first.
    pub fn with_vintages(
        self,
        sources: &Sources,
        (dialect, encoding): (Dialect, Option<&'static Encoding>),
        fields: &[Field],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut vintages = Vec::new();
        for (date, file) in files(sources, &self.id) {
            if let Some(problem) = self.misdated(date, file) {
                diagnostics.push(problem);
            }
            let Some(source) = sources.file(file) else { continue };
            let text = diagnostics.take(charset::read(file, source, encoding)).flatten();
            let Some(csv) = text.filter(|_| !fields.is_empty()) else { continue };
            let table = sheet::read(&csv, &dialect, fields.to_vec(), diagnostics);
            keys::check_unique(&table, &self.primary_key, diagnostics);
            vintages.push(Vintage { date, file, table });
        }
        Self { vintages, ..self }
    }

    /// The problem of a vintage that is not older than what stands today.
    fn misdated(&self, date: Date, file: FileId) -> Option<Diagnostic> {
        let (message, cure) = match self.about.updated {
            None => (
                format!(
                    "`{}` has a vintage of {date}, but does not say since when its own file stands",
                    self.id
                ),
                format!("write `updated:` with the day of `data/{}.csv` into the descriptor", self.id),
            ),
            Some(updated) if updated <= date => (
                format!(
                    "the vintage of {date} is not older than the figures of `{}`, which stand since {updated}",
                    self.id
                ),
                "raise `updated:` in the descriptor to the day of the newest figures, or rename the vintage"
                    .to_owned(),
            ),
            Some(_) => return None,
        };
        Some(Diagnostic::error("bad-vintage", Span::start_of(file), message).help(cure))
    }
}

/// Reports files of vintages of a dataset that is made from another: its vintages are made likewise.
pub fn refuse_files(sources: &Sources, id: &str, diagnostics: &mut Diagnostics) {
    for (date, file) in files(sources, id) {
        let message = format!("`{id}` is made from another dataset, so its vintage of {date} is not read");
        diagnostics.push(
            Diagnostic::error("bad-vintage", Span::start_of(file), message)
                .help("put it into the folder of the dataset that `from` names"),
        );
    }
}

/// Reports files of vintages of a protected dataset: the differences between them would tell of the few who
/// came or went.
pub fn refuse_protected(sources: &Sources, id: &str, diagnostics: &mut Diagnostics) {
    for (date, file) in files(sources, id) {
        let message = format!("`{id}` is protected, so its vintage of {date} cannot be published");
        diagnostics.push(
            Diagnostic::error("bad-vintage", Span::start_of(file), message)
                .help("keep the file outside the project"),
        );
    }
}

/// The vintages of a dataset by date.
fn files(sources: &Sources, id: &str) -> BTreeMap<Date, FileId> {
    let folder = format!("{FOLDER}{id}/");
    let of = |(file, path): (FileId, &str)| Some((date(path.strip_prefix(&folder)?)?, file));
    sources.under(&folder).map(|(file, source)| (file, source.path.as_str())).filter_map(of).collect()
}

/// The day that a file is named after.
fn date(name: &str) -> Option<Date> {
    let stem = name.strip_suffix(".csv").filter(|stem| stem.len() == "2019-07-26".len())?;
    stem.parse().ok()
}

/// Reports every CSV file below a folder that is a vintage of nothing.
pub fn check_names(sources: &Sources, datasets: &BTreeMap<String, Files>, diagnostics: &mut Diagnostics) {
    for (file, source) in sources.under(FOLDER) {
        let name = source.path.strip_prefix(FOLDER).unwrap_or_default();
        let Some((id, name)) = name.split_once('/').filter(|(_, name)| name.ends_with(".csv")) else {
            continue;
        };
        let span = Span::start_of(file);
        if !datasets.contains_key(id) {
            let problem = Diagnostic::error("unknown-dataset", span, format!("there is no dataset `{id}`"));
            diagnostics.push(match nearest(id, datasets.keys().map(String::as_str)) {
                Some(near) => {
                    problem.help(format!("rename the folder to `{near}` if these are its vintages"))
                }
                None => {
                    problem.help(format!("move the file up to `data/{id}.csv`, with a descriptor beside it"))
                }
            });
        } else if date(name).is_none() {
            let message = format!("`{name}` names no day, so it is no vintage of `{id}`");
            diagnostics.push(
                Diagnostic::error("bad-vintage", span, message)
                    .help("name it after the first day on which it stood, such as `2019-07-26.csv`"),
            );
        }
    }
}
