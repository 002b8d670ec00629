//! Markdown of the guide as lines for a terminal: wrapped, headings in bold, tables as lists, links as their
//! words.
//!
//! It reads the few forms that the guide uses, line by line; it is no reader of Markdown at large.

use anstyle::Style;

/// Columns of a line.
const WIDTH: usize = 80;

/// A middle cell of a table up to this many characters stands beside the first.
const SHORT: usize = 24;

/// The level and the words of a heading.
#[must_use]
pub fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let words = line.get(level..)?.strip_prefix(' ')?;
    let words = words.split_once(" {#").map_or(words, |(words, _)| words);
    (1..=6).contains(&level).then_some((level, words))
}

/// Some Markdown for a terminal, with the codes for bold type.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut page = Page::default();
    for line in text.lines() {
        page.line(line);
    }
    page.out
}

/// A term and what it means: side by side if the term is short, below each other if not.
#[must_use]
pub fn item(term: &str, meaning: &str) -> String {
    let term = words(term);
    let room = 22_usize.checked_sub(term.chars().count() + 2);
    let lines = wrapped(&words(meaning), WIDTH - 24);
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        match (number, room) {
            (0, Some(room)) => out.push_str(&format!("  {}{}  {line}\n", bold(&term), " ".repeat(room))),
            (0, None) => out.push_str(&format!("  {}\n{}{line}\n", bold(&term), " ".repeat(24))),
            _ => out.push_str(&format!("{}{line}\n", " ".repeat(24))),
        }
    }
    out
}

#[derive(Default)]
struct Page {
    out: String,
    fence: Option<usize>,
    /// The cells of the head of the table that is open.
    head: Option<Vec<String>>,
}

impl Page {
    fn line(&mut self, line: &str) {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match self.fence {
            Some(open) if ticks >= open && line.len() == ticks => self.fence = None,
            Some(_) => self.out.push_str(&format!("    {line}\n")),
            None if ticks >= 3 => {
                self.fence = Some(ticks);
                if let Some((_, file)) = line.split_once("file=") {
                    self.out.push_str(&format!("  {}:\n", file.trim()));
                }
            }
            None if line.starts_with('|') => self.row(line),
            None => {
                self.head = None;
                self.text(line);
            }
        }
    }

    fn text(&mut self, line: &str) {
        if let Some((_, words_of)) = heading(line) {
            self.out.push_str(&format!("{}\n", bold(&words(words_of))));
            return;
        }
        let indent = match line.split_once(' ') {
            Some(("-", _)) => 2,
            Some((number, _)) if number.ends_with('.') && number.len() < 4 => number.len() + 1,
            _ => 0,
        };
        let hang = " ".repeat(indent);
        let lines = wrapped(&words(line), WIDTH);
        for (number, line) in lines.iter().enumerate() {
            let hang = if number == 0 { "" } else { &hang };
            self.out.push_str(&format!("{hang}{line}\n"));
        }
        if lines.is_empty() {
            self.out.push('\n');
        }
    }

    fn row(&mut self, line: &str) {
        let cells: Vec<String> = cells(line);
        let Some(head) = &self.head else {
            self.head = Some(cells);
            return;
        };
        if cells.iter().all(|cell| cell.trim_matches(['-', ':', ' ']).is_empty()) {
            return;
        }
        let Some((first, rest)) = cells.split_first() else { return };
        let Some((last, middle)) = rest.split_last() else { return };
        let (beside, below): (Vec<_>, Vec<_>) =
            head.iter().skip(1).zip(middle).partition(|(_, cell)| cell.chars().count() <= SHORT);
        let beside: String = beside.iter().map(|(head, cell)| format!(" ({head}: {cell})")).collect();
        let below: String = below.iter().map(|(head, cell)| format!("{head}: {cell}; ")).collect();
        self.out.push_str(&item(&format!("{first}{beside}"), &format!("{below}{last}")));
    }
}

/// The cells of a row; `\|` is a bar within one.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').replace("\\|", "\u{1}");
    let inner = inner.strip_suffix('|').unwrap_or(&inner);
    inner.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

/// A text without the addresses of its links and the signs of emphasis.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        out.push_str(before);
        match link.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?.1))) {
            // What stands in backticks is an example of a link, not one.
            Some((words, after)) if out.matches('`').count().is_multiple_of(2) && !words.contains('[') => {
                out.push_str(words);
                rest = after;
            }
            _ => {
                out.push('[');
                rest = link;
            }
        }
    }
    out.push_str(rest);
    out.replace("**", "")
}

fn bold(text: &str) -> String {
    let style = Style::new().bold();
    format!("{style}{text}{style:#}")
}

/// A text in lines of at most `width` characters, broken at spaces.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let style = Style::new().bold();
        plain(text).replace(&style.to_string(), "").replace(&format!("{style:#}"), "")
    }

    #[test]
    fn tables_become_lists_and_links_words() {
        let table = "| key | needed | what it says |\n| --- | --- | --- |\n| `title` | yes | see [pages](pages.md#x), or `[62%](fact:ID)` |";
        assert_eq!(
            shown(table),
            "  `title` (needed: yes)\n                        see pages, or `[62%](fact:ID)`\n"
        );
        assert_eq!(
            shown("| a | b |\n| --- | --- |\n| one | two \\| three |"),
            "  one                   two | three\n"
        );
    }

    #[test]
    fn code_stays_and_texts_wrap() {
        assert_eq!(
            shown("```yaml file=casebook.yaml\ntitle: x  # y\n```"),
            "  casebook.yaml:\n    title: x  # y\n"
        );
        let long = shown(&format!("- {}", "word ".repeat(30)));
        assert!(long.lines().all(|line| line.chars().count() <= WIDTH + 2));
        assert!(long.lines().nth(1).unwrap().starts_with("  word"));
    }
}
