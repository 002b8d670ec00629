//! `casebook translated`: records which state of the original each translation follows, so that casebook can
//! tell when the original has moved on.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use jiff::Timestamp;

use crate::{
    app::{
        command::{Common, Form, Translated},
        exit,
        project::{self, Project},
        report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
        yaml::nearest,
    },
    model::translation::{self, Pair, State},
    write::record,
};

/// Records translations: those that are named, or those of which nothing is recorded yet.
pub fn run(root: &Path, translated: &Translated) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let common = Common { drafts: true, ..Common::default() };
    let Some(sources) = diagnostics.take(project::sources(root)) else {
        report::print(&diagnostics, None, Form::Human);
        return exit::code(&diagnostics, false);
    };
    let project = Project::read(&sources, &common, Timestamp::now(), &mut diagnostics);
    let mut problems = Diagnostics::new();
    problems.extend(diagnostics.iter().filter(|problem| problem.severity >= Severity::Error).cloned());
    let pairs = pairs(&project);
    let wanted = wanted(&project, &pairs, &translated.files, root, &mut problems);
    if problems.block() {
        let problems = problems.sorted();
        report::print(&problems, Some(&sources), Form::Human);
        return exit::code(&problems, false);
    }
    let recorded: Vec<String> =
        wanted.iter().filter_map(|pair| problems.take(write(*pair, &project, root))).collect();
    report::print(&problems, Some(&sources), Form::Human);
    report::say(&summary(&recorded, &pairs, &wanted, &project));
    exit::code(&problems, false)
}

fn pairs(project: &Project<'_>) -> Vec<Pair> {
    let pages = project.site.pages.iter().map(Arc::as_ref).enumerate();
    let pair = |(place, page): (usize, &crate::model::site::Page)| {
        translation::pair(&page.twins, &project.site.pages, crate::model::site::PageId(place), page)
    };
    pages.filter_map(pair).collect()
}

fn state(pair: Pair, project: &Project<'_>) -> State {
    translation::state(pair, project.sources, &mut Diagnostics::new())
}

/// The translations to record.
fn wanted(
    project: &Project<'_>,
    pairs: &[Pair],
    files: &[PathBuf],
    root: &Path,
    problems: &mut Diagnostics,
) -> Vec<Pair> {
    if files.is_empty() {
        return pairs.iter().copied().filter(|pair| state(*pair, project) == State::Unrecorded).collect();
    }
    let named = |file: &PathBuf| {
        let path = file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let path = path.trim_start_matches("./").to_owned();
        let found = pairs.iter().find(|pair| project.sources.path(pair.file) == path);
        found.copied().ok_or_else(|| not_one(&path, pairs, project))
    };
    files.iter().filter_map(|file| problems.take(named(file))).collect()
}

fn not_one(path: &str, pairs: &[Pair], project: &Project<'_>) -> Diagnostic {
    let problem =
        Diagnostic::error("not-a-translation", None, format!("`{path}` is no translation of this site"));
    match nearest(path, pairs.iter().map(|pair| project.sources.path(pair.file))) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("name a file such as `content/news/meeting.fr.md`, beside `meeting.md`"),
    }
}

/// Writes the record of a translation; gives the translation's path.
fn write(pair: Pair, project: &Project<'_>, root: &Path) -> Result<String, Diagnostic> {
    let path = project.sources.path(pair.file).to_owned();
    let Some(record) = translation::record(pair.file, project.sources) else { return Ok(path) };
    record::write(root, &record, translation::written(pair, project.sources).as_bytes())?;
    Ok(path)
}

fn summary(recorded: &[String], pairs: &[Pair], wanted: &[Pair], project: &Project<'_>) -> String {
    let mut lines = vec![match recorded.len() {
        0 => "Nothing to record".to_owned(),
        1 => "Recorded 1 translation in approvals/translations/".to_owned(),
        more => format!("Recorded {more} translations in approvals/translations/"),
    }];
    lines.extend(recorded.iter().map(|path| format!("  {path}")));
    let stale = pairs.iter().filter(|pair| !wanted.contains(pair) && state(**pair, project) == State::Stale);
    let stale: Vec<&str> = stale.map(|pair| project.sources.path(pair.file)).collect();
    if !stale.is_empty() {
        lines.push("Out of date: bring them up to the original, then name them".to_owned());
        lines.extend(stale.iter().map(|path| format!("  casebook translated {path}")));
    }
    lines.join("\n")
}
