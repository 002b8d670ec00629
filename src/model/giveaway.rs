//! Numbers typed by hand beside the name of a withheld count: they would give it away, or let a reader work it
//! out.
//!
//! Only what everyone may see decides: a number is refused because the count that its sentence names is
//! withheld, whatever the count is. Numbers that are facts or expressions are checked where they are made.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
    },
    data::{Datasets, cell::Cell, dataset::Dataset, disclosure::protection::Protection, table::Table},
};

/// What opens and closes a part of a text in which no number is typed by hand.
const APART: [(&str, &str); 4] = [("```", "```"), ("{{", "}}"), ("`", "`"), ("](", ")")];

/// What no text may give away.
pub struct Guard<'d> {
    guarded: Vec<Guarded<'d>>,
}

impl<'d> Guard<'d> {
    /// The withheld counts of all datasets.
    #[must_use]
    pub fn new(datasets: &'d Datasets) -> Self {
        Self { guarded: datasets.list.iter().filter_map(Guarded::of).collect() }
    }

    /// True if nothing is withheld.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.guarded.is_empty()
    }

    /// Reports hand-typed numbers of a file that stand in one sentence with the name of a withheld count.
    pub fn check(&self, file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) {
        if self.is_idle() {
            return;
        }
        let text = without_facts(sources.text(file));
        for (start, sentence) in sentences(&text) {
            let found = self.guarded.iter().find_map(|guarded| guarded.given_away(sentence));
            if let Some((at, length, name)) = found {
                let span = Span::new(file, start + at, start + at + length);
                diagnostics.push(given_away(span, &name));
            }
        }
    }
}

fn given_away(span: Span, name: &str) -> Diagnostic {
    let message = format!("this number stands with {name} is withheld");
    Diagnostic::error("given-away", span, message).help(
        "leave it out, or link it to a fact; if it counts something else, say so in a sentence of its own",
    )
}

/// The names of the counts of a protected dataset.
struct Guarded<'d> {
    dataset: &'d Dataset,
    /// The words of each row, and its count and sums so far as they are shown.
    rows: Vec<(Vec<String>, Vec<Option<String>>)>,
    /// The words of all categories.
    categories: Vec<String>,
}

impl<'d> Guarded<'d> {
    /// Nothing for a dataset of which nothing is withheld.
    fn of(dataset: &'d Dataset) -> Option<Self> {
        let protection = dataset.protection.as_ref()?;
        let table = &dataset.table;
        let numbers = |row: usize| protection.measures().map(|at| number(table.cell(row, at))).collect();
        let rows: Vec<(Vec<String>, Vec<Option<String>>)> = (0..table.rows())
            .map(|row| (words(table, protection, row), numbers(row)))
            .filter(|(words, _)| !words.is_empty())
            .collect();
        let mut categories: Vec<String> = rows.iter().flat_map(|(words, _)| words.clone()).collect();
        categories.sort();
        categories.dedup();
        rows.iter().any(|(_, numbers)| numbers.contains(&None)).then_some(Self { dataset, rows, categories })
    }

    /// A number of a sentence that names a withheld count or sum: its place and length, and whose it is.
    fn given_away(&self, sentence: &str) -> Option<(usize, usize, String)> {
        let mut numbers =
            numbers(sentence).filter(|(.., digits)| !self.categories.contains(digits)).peekable();
        numbers.peek()?;
        let text = sentence.to_lowercase();
        let named: Vec<_> =
            self.rows.iter().filter(|(words, _)| words.iter().all(|word| holds(&text, word))).collect();
        let shown =
            |digits: &String| named.iter().any(|(_, numbers)| numbers.contains(&Some(digits.clone())));
        let (words, numbers_of) = named.iter().find(|(_, numbers)| numbers.contains(&None))?;
        let (at, length, _) = numbers.find(|(.., digits)| !shown(digits))?;
        let name = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" and ");
        let what = if numbers_of.first() == Some(&None) { "count" } else { "sum" };
        Some((at, length, format!("{name}, whose {what} in `{}`", self.dataset.id)))
    }
}

/// The words for a row's categories, in small letters.
fn words(table: &Table, protection: &Protection, row: usize) -> Vec<String> {
    let word = |column: &usize| {
        let value = table.cell(row, *column).value()?;
        let field = table.fields().get(*column)?;
        Some(field.label(value).map_or_else(|| value.to_string(), str::to_owned).to_lowercase())
    };
    protection.dimensions.iter().filter_map(word).collect()
}

/// The digits of a number alone, as those of a sentence are read.
fn number(cell: &Cell) -> Option<String> {
    cell.value().map(|value| value.to_string().chars().filter(char::is_ascii_digit).collect())
}

/// True if `word` stands in `text` as a whole word.
fn holds(text: &str, word: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        ends(before.chars().next_back()) && ends(rest.get(word.len()..).and_then(|rest| rest.chars().next()))
    })
}

/// The whole numbers of a sentence, each with its place, its length, and its digits alone.
fn numbers(sentence: &str) -> impl Iterator<Item = (usize, usize, String)> {
    let mut at = 0;
    sentence.split_inclusive(char::is_whitespace).filter_map(move |word| {
        let start = at;
        at += word.len();
        let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
        let before = word.find(trimmed).unwrap_or_default();
        let digits: String =
            trimmed.chars().filter(|c| !matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}')).collect();
        let whole =
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !word.contains('%');
        whole.then_some((start + before, trimmed.len(), digits))
    })
}

/// The text with facts, expressions, code and addresses blanked; every byte keeps its place.
fn without_facts(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some(link) = out.find("](fact:") {
        let start = out.get(..link).and_then(|before| before.rfind('[')).unwrap_or(link);
        let end = out.get(link..).and_then(|rest| rest.find(')')).map_or(out.len(), |end| link + end + 1);
        blank(&mut out, start, end);
    }
    for (open, close) in APART {
        let mut from = 0;
        while let Some(start) = out.get(from..).and_then(|rest| rest.find(open)).map(|at| from + at) {
            let inside = start + open.len();
            let Some(length) = out.get(inside..).and_then(|rest| rest.find(close)) else { break };
            let end = inside + length + close.len();
            blank(&mut out, start, end);
            from = end;
        }
    }
    out
}

fn blank(text: &mut String, start: usize, end: usize) {
    let blanks: String = text
        .get(start..end)
        .unwrap_or_default()
        .chars()
        .map(|c| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) })
        .collect();
    text.replace_range(start..end, &blanks);
}

/// The sentences of a text with their places: of a table each row, of front matter and YAML each line.
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut cut = |start: &mut usize, end: usize| {
        if let Some(sentence) = text.get(*start..end).filter(|sentence| !sentence.trim().is_empty()) {
            found.push((*start, sentence));
        }
        *start = end;
    };
    let front = text.strip_prefix("---").and_then(|rest| rest.find("\n---")).map_or(0, |end| end + 8);
    for line in text.split_inclusive('\n') {
        let opens = line.trim().is_empty() || line.starts_with(['|', '#', '-', '*', '>']) || at <= front;
        if opens {
            cut(&mut start, at);
        }
        for (end, _) in line.match_indices(['.', '!', '?']) {
            let after = line.get(end + 1..).and_then(|rest| rest.chars().next());
            if after.is_none_or(char::is_whitespace) {
                cut(&mut start, at + end + 1);
            }
        }
        at += line.len();
    }
    cut(&mut start, text.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_rows_of_tables_are_told_apart() {
        let text =
            "---\ntitle: A 1\ndate: 2020-01-01\n---\nOne of 5.5 and\ntwo. Three!\n\n| a | 4 |\n| b | 5 |\n";
        let found: Vec<_> =
            sentences(text).into_iter().map(|(_, sentence)| sentence.trim().to_owned()).collect();
        let wanted = [
            "---",
            "title: A 1",
            "date: 2020-01-01",
            "---",
            "One of 5.5 and\ntwo.",
            "Three!",
            "| a | 4 |",
            "| b | 5 |",
        ];
        assert_eq!(found, wanted);
        assert!(
            sentences(text).iter().all(|(start, sentence)| text.split_at(*start).1.starts_with(sentence))
        );
    }

    #[test]
    fn facts_code_and_addresses_are_no_typed_numbers() {
        let text = "[12](fact:a) and {{ value(\"x\", n=3) }}, `4`, [five](a/6.md) but 1,407";
        let blanked = without_facts(text);
        assert_eq!(blanked.len(), text.len());
        let found: Vec<_> = numbers(&blanked)
            .map(|(at, length, digits)| (text.get(at..at + length).unwrap(), digits))
            .collect();
        assert_eq!(found, [("1,407", "1407".to_owned())]);
    }

    #[test]
    fn words_are_whole() {
        assert!(holds("in the north, 4", "north") && !holds("northern 4", "north") && !holds("x", "north"));
    }
}
