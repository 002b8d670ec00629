//! One problem for a person: the look of rustc, by its own library.

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};

use crate::base::{
    diagnostic::{Diagnostic, Severity},
    report::{floor, place},
    source::Sources,
    span::{FileId, Span},
};

/// Longer lines are not shown; a caret under a table of a megabyte helps nobody.
const LONGEST_LINE: usize = 2_000;

/// The problem with its excerpt, followed by an empty line.
pub fn write(diagnostic: &Diagnostic, sources: Option<&Sources>, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error | Severity::Failure => Level::ERROR,
    };
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code)
        .elements(Vec::<Snippet<'_, Annotation<'_>>>::new());
    if let (Some(span), Some(sources)) = (diagnostic.span, sources) {
        group = excerpts(group, diagnostic, span, sources);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.decor_style(DecorStyle::Ascii).render(&[group]))
}

/// The excerpt of the problem's own file first, then those of its other places.
fn excerpts<'a>(
    mut group: Group<'a>,
    diagnostic: &'a Diagnostic,
    span: Span,
    sources: &'a Sources,
) -> Group<'a> {
    let mut files = vec![span.file];
    files.extend(diagnostic.labels.iter().map(|(other, _)| other.file).filter(|file| *file != span.file));
    files.dedup();
    for file in files {
        let text = sources.shown(file);
        let primary = (file == span.file).then_some((span, None));
        let others = diagnostic
            .labels
            .iter()
            .filter(|(other, _)| other.file == file)
            .map(|(other, words)| (*other, Some(words.as_str())));
        let marks: Vec<_> = primary.into_iter().chain(others).collect();
        group = if !diagnostic.veiled && marks.iter().all(|(mark, _)| shows(text, *mark)) {
            group.element(excerpt(text, sources.path(file), &marks))
        } else {
            group.element(origin(span, file, sources))
        };
    }
    group
}

/// The lines that the marks stand in; the rest of a long file is not given to the renderer.
fn excerpt<'a>(
    text: &'a str,
    path: &'a str,
    marks: &[(Span, Option<&'a str>)],
) -> Snippet<'a, Annotation<'a>> {
    let first = marks.iter().map(|(mark, _)| mark.start as usize).min().unwrap_or_default();
    let last = marks.iter().map(|(mark, _)| mark.end as usize).max().unwrap_or_default();
    let start =
        text.get(..floor(text, first)).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let end = text
        .get(floor(text, last)..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |newline| floor(text, last) + newline);
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    let shown = text.get(start..end).unwrap_or_default();
    let annotations = marks.iter().map(|(mark, words)| {
        let from = floor(text, mark.start as usize).saturating_sub(start);
        let to = floor(text, mark.end as usize).saturating_sub(start).max(from);
        let kind = if words.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(from..one_line(shown, from, to)).label(*words)
    });
    Snippet::source(shown.replace('\r', " ")).line_start(line).path(path).annotations(annotations)
}

/// The end of a mark on its first line: a mark over many lines says no more than one on the first.
fn one_line(shown: &str, from: usize, to: usize) -> usize {
    shown.get(from..to).and_then(|part| part.find('\n')).map_or(to, |newline| from + newline)
}

fn origin<'a>(span: Span, file: FileId, sources: &'a Sources) -> Origin<'a> {
    if file != span.file || sources.shown(file).is_empty() {
        return Origin::path(sources.path(file));
    }
    let place = place(span, sources);
    Origin::path(sources.path(file)).line(place.start.0).char_column(place.start.1)
}

fn shows(text: &str, mark: Span) -> bool {
    let at = floor(text, mark.start as usize);
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
    !text.is_empty() && length <= LONGEST_LINE
}
