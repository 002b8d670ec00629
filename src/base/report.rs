//! Diagnostics as text: for people with excerpt and caret, for programs as JSON, for GitHub as annotations.

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Sources,
    span::Span,
};

mod github;
mod human;
mod json;

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Excerpts and carets; in colour if the flag is set.
    Human {
        /// ANSI colours.
        colour: bool,
    },
    /// One JSON object a line.
    Json,
    /// Workflow commands that GitHub shows beside the lines.
    Github,
}

/// All problems, in the order given.
#[must_use]
pub fn write(diagnostics: &Diagnostics, sources: Option<&Sources>, format: Format) -> String {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources, format)).collect()
}

fn one(diagnostic: &Diagnostic, sources: Option<&Sources>, format: Format) -> String {
    match format {
        Format::Human { colour } => human::write(diagnostic, sources, colour),
        Format::Json => json::write(diagnostic, sources),
        Format::Github => github::write(diagnostic, sources),
    }
}

/// A span as people count: path, line and column, both from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: String,
    /// Line and column of the first character.
    pub start: (usize, usize),
    /// Line and column after the last character.
    pub end: (usize, usize),
}

/// Where a span stands.
#[must_use]
pub fn place(span: Span, sources: &Sources) -> Place {
    let text = sources.shown(span.file);
    let at = |offset: u32| {
        let before = text.get(..floor(text, offset as usize)).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.get(..line_start).unwrap_or_default().matches('\n').count() + 1;
        let column =
            before.get(line_start..).unwrap_or_default().trim_start_matches('\u{feff}').chars().count() + 1;
        (line, column)
    };
    Place { path: sources.path(span.file).to_owned(), start: at(span.start), end: at(span.end) }
}

/// The nearest character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
