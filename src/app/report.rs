//! What a run says at its end: the problems, a summary of one screen, and a file for programs.

use std::{
    io::{IsTerminal, Write},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    app::{command::Form, exit},
    base::{
        diagnostic::{Diagnostics, Severity},
        report::{self, Format},
        source::Sources,
        span::FileId,
    },
    model::site::{Site, Waiting},
    write::{memory::Memory, site::Written},
};

/// How many pages that wait are named: the summary fits on one screen.
const LISTED: usize = 8;

/// The problems as whoever reads them may: to a terminal in full, to a log without what stands in pages
/// that are not published or in protected datasets.
#[must_use]
pub fn for_reader(diagnostics: &Diagnostics, site: &Site, form: Form) -> Diagnostics {
    let terminal = match form {
        Form::Human => std::io::stderr().is_terminal(),
        Form::Json | Form::Github => std::io::stdout().is_terminal(),
    };
    if terminal { diagnostics.clone() } else { veiled(diagnostics, &site.unready) }
}

/// The same for the command that shows a dataset to its keeper.
#[must_use]
pub fn for_keeper(diagnostics: &Diagnostics) -> Diagnostics {
    if std::io::stderr().is_terminal() { diagnostics.clone() } else { veiled(diagnostics, &[]) }
}

fn veiled(diagnostics: &Diagnostics, unready: &[FileId]) -> Diagnostics {
    let mut shown = Diagnostics::new();
    shown.extend(diagnostics.iter().map(|diagnostic| diagnostic.veil(unready)));
    shown
}

/// Prints the problems: for people on standard error, for programs on standard output. A closed pipe is no
/// fault of ours.
pub fn print(diagnostics: &Diagnostics, sources: Option<&Sources>, form: Form) {
    match form {
        Form::Human => {
            let text = report::write(diagnostics, sources, Format::Human { colour: true });
            let _ = write!(anstream::stderr(), "{text}");
        }
        Form::Json => {
            let _ = write!(std::io::stdout(), "{}", report::write(diagnostics, sources, Format::Json));
        }
        Form::Github => {
            let _ = write!(std::io::stdout(), "{}", report::write(diagnostics, sources, Format::Github));
        }
    }
}

/// Prints lines for people.
pub fn say(lines: &str) {
    let _ = writeln!(anstream::stderr(), "{lines}");
}

/// What was published, waits and needs attention.
#[must_use]
pub fn summary(
    site: &Site,
    sources: &Sources,
    written: &Written,
    output: &Path,
    diagnostics: &Diagnostics,
    time: Duration,
) -> String {
    let mut lines = Vec::new();
    let pages = count(site.pages.len(), "page");
    let seconds = time.as_secs_f64();
    if written.unchanged {
        lines.push(nothing_changed(output, site.pages.len(), time));
    } else {
        let files = count(written.files, "file");
        lines.push(format!(
            "Published {pages} ({files}, {}) to {} in {seconds:.2} s",
            size(written.bytes),
            output.display()
        ));
        lines.push(format!("  {} changed, {} removed", written.changed, written.removed));
    }
    lines.extend(waiting(site));
    if std::io::stderr().is_terminal() {
        lines.extend(each_waiting(site, sources));
    }
    lines.extend(attention(diagnostics));
    lines.join("\n")
}

/// How many pages wait, if any, and when that changes.
#[must_use]
pub fn waiting(site: &Site) -> Option<String> {
    let next = site.next_due.map(|due| {
        let moment = due.to_zoned_datetime(site.config.timezone.clone());
        format!("; the next change is due {}", moment.strftime("%Y-%m-%d %H:%M %Z"))
    });
    let pages = count(site.waiting.len(), "page");
    (!site.waiting.is_empty()).then(|| format!("  {pages} waiting{}", next.unwrap_or_default()))
}

/// The pages that wait, the next one first, each with its time: for whoever writes, since a log would tell
/// others what they are.
fn each_waiting(site: &Site, sources: &Sources) -> Vec<String> {
    let mut pages: Vec<_> = site.waiting.iter().collect();
    pages.sort_by_key(|page| (page.appears.is_none(), page.appears));
    let line = |page: &&Waiting| {
        let moment = |due: Timestamp| due.to_zoned_datetime(site.config.timezone.clone());
        let when = page.appears.map(|due| moment(due).strftime("%Y-%m-%d %H:%M").to_string());
        format!("    {:16}  {}", when.as_deref().unwrap_or("draft"), sources.path(page.file))
    };
    let more = pages.len().checked_sub(LISTED).filter(|more| *more > 0);
    let more = more.map(|more| format!("    and {}", count(more, "other")));
    pages.iter().take(LISTED).map(line).chain(more).collect()
}

/// What a run says that found everything as the last one left it.
#[must_use]
pub fn unchanged(last: &Memory, output: &Path, time: Duration) -> String {
    let first = nothing_changed(output, last.pages, time);
    std::iter::once(first).chain(last.waiting.clone()).collect::<Vec<_>>().join("\n")
}

fn nothing_changed(output: &Path, pages: usize, time: Duration) -> String {
    let (output, pages, seconds) = (output.display(), count(pages, "page"), time.as_secs_f64());
    format!("Nothing changed: {output} already holds {pages} ({seconds:.2} s)")
}

/// How many warnings and errors there are, if any.
#[must_use]
pub fn attention(diagnostics: &Diagnostics) -> Option<String> {
    let errors = diagnostics.count(Severity::Error) + diagnostics.count(Severity::Failure);
    let warnings = diagnostics.count(Severity::Warning);
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| count(n, word))
        .collect();
    (!parts.is_empty()).then(|| format!("  {}", parts.join(", ")))
}

/// `1 page`, `2 pages`.
#[must_use]
pub fn count(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {word}{plural}")
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// The run for programs: what was published, what waits, and when something becomes due.
#[must_use]
pub fn for_programs(
    site: &Site,
    sources: &Sources,
    written: Option<&Written>,
    diagnostics: &Diagnostics,
) -> Value {
    let waiting = site.waiting.iter().map(|waiting| {
        json!({"path": sources.path(waiting.file), "appears": waiting.appears.map(|due| due.to_string())})
    });
    json!({
        "published": written.is_some(),
        "unchanged": written.is_some_and(|written| written.unchanged),
        "pages": site.pages.len(),
        "files": written.map(|written| written.files),
        "bytes": written.map(|written| written.bytes),
        "changed": written.map(|written| written.changed),
        "removed": written.map(|written| written.removed),
        "waiting": waiting.collect::<Vec<_>>(),
        "next_due": site.next_due.map(|due| due.to_string()),
        "errors": diagnostics.count(Severity::Error) + diagnostics.count(Severity::Failure),
        "warnings": diagnostics.count(Severity::Warning),
    })
}

/// Writes the report file; if the disk refuses, says so and gives the exit code.
#[must_use]
pub fn keep(path: &Path, value: &Value, form: Form) -> Option<ExitCode> {
    let bytes = crate::render::hosts::lines(value);
    let mut refused = Diagnostics::new();
    refused.take(crate::write::report::write(path, &bytes));
    print(&refused, None, form);
    refused.worst().map(|_| exit::code(&refused, false))
}
