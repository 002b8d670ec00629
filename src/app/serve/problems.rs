//! Problems as a browser shows them: what is wrong, the file, the line with the place marked, and what to type.

use crate::{
    app::serve::frame::{self, Frame},
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
        report::place,
        source::Sources,
        span::Span,
    },
    model::line::escape,
};

/// So many are shown; who has more mends these first.
const MOST: usize = 25;

/// Of a longer line only the part around the place is shown, in characters.
const WIDTH: usize = 160;

/// A page with nothing else.
#[must_use]
pub fn page(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let body = format!("<h1>This page cannot be shown</h1>\n{}", list(diagnostics, sources));
    frame::page(&Frame { title: "Problems", ..Frame::default() }, &body)
}

/// The errors first, then the warnings.
#[must_use]
pub fn list(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let more = sorted.len().saturating_sub(MOST);
    let shown: String = sorted.iter().take(MOST).map(|diagnostic| one(diagnostic, sources)).collect();
    let rest = if more > 0 { format!("<li class=\"more\">and {more} more</li>\n") } else { String::new() };
    format!("<ol class=\"problems\">\n{shown}{rest}</ol>\n")
}

/// One problem.
#[must_use]
pub fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let (class, word) = match diagnostic.severity {
        Severity::Error | Severity::Failure => ("error", "Error"),
        Severity::Warning => ("warning", "Warning"),
        Severity::Note => ("note", "Note"),
    };
    let mut html = format!(
        "<li class=\"{class}\"><p class=\"what\"><span class=\"tag\">{word}</span> {}</p>\n",
        words(&diagnostic.message)
    );
    if let Some(span) = diagnostic.span {
        html.push_str(&excerpt(span, None, sources));
    }
    for (span, label) in &diagnostic.labels {
        html.push_str(&excerpt(*span, Some(label), sources));
    }
    if let Some(help) = &diagnostic.help {
        html.push_str(&format!("<p class=\"cure\"><b>To mend it:</b> {}</p>\n", words(help)));
    }
    html.push_str(&format!("<p class=\"code\">{}</p></li>\n", diagnostic.code));
    html
}

/// Words in which names stand in backticks.
#[must_use]
pub fn words(text: &str) -> String {
    let mut parts = text.split('`');
    let mut html = escape(parts.next().unwrap_or_default());
    for (number, part) in parts.enumerate() {
        let tags = if number % 2 == 0 { ("<code>", "</code>") } else { ("", "") };
        html.push_str(&format!("{}{}{}", tags.0, escape(part), tags.1));
    }
    html
}

/// The file, the line, and what stands there.
fn excerpt(span: Span, label: Option<&String>, sources: &Sources) -> String {
    let place = place(span, sources);
    let (line, column) = place.start;
    let text = sources.shown(span.file);
    let label = label.map(|label| format!(" – {}", words(label))).unwrap_or_default();
    let name = escape(&place.path);
    let Some(whole) = text.lines().nth(line - 1).filter(|whole| !whole.trim().is_empty()) else {
        return format!("<p class=\"where\"><b>{name}</b>, line {line}{label}</p>\n");
    };
    let end = if place.end.0 == line { place.end.1 } else { usize::MAX };
    let (before, marked, after) = cut(whole, column - 1, end.saturating_sub(1).max(column));
    format!(
        "<p class=\"where\"><b>{name}</b>, line {line}, column {column}{label}</p>\n\
         <pre><span class=\"line\">{line}</span>{}<mark>{}</mark>{}</pre>\n",
        escape(&before),
        escape(&marked),
        escape(&after)
    )
}

/// A line in three: before the place, the place, after it; shortened where it is long.
fn cut(line: &str, from: usize, to: usize) -> (String, String, String) {
    let line: Vec<char> = line.trim_start_matches('\u{feff}').chars().collect();
    let part =
        |from: usize, to: usize| -> String { line.iter().skip(from).take(to.saturating_sub(from)).collect() };
    let (from, to) = (from.min(line.len()), to.min(line.len()).min(from + WIDTH));
    let start = from.saturating_sub(WIDTH / 2);
    let end = line.len().min(to + WIDTH / 2);
    let dots = |cut: bool| if cut { "…" } else { "" };
    (
        format!("{}{}", dots(start > 0), part(start, from)),
        part(from, to),
        format!("{}{}", part(to, end), dots(end < line.len())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_backticks_are_code_and_nothing_is_markup() {
        assert_eq!(
            words("there is no `a<b`, only `c`"),
            "there is no <code>a&lt;b</code>, only <code>c</code>"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_its_place() {
        let (before, marked, after) = cut(&"x".repeat(1_000), 500, 503);
        assert_eq!((before.chars().count(), marked.as_str(), after.chars().count()), (81, "xxx", 81));
        assert_eq!(cut("title: x", 0, 5), (String::new(), "title".to_owned(), ": x".to_owned()));
    }
}
