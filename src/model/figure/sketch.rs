//! A first declaration for a dataset: which marks its columns can make, and one of them written out.

use std::{cmp::Reverse, collections::BTreeSet, fmt::Write};

use crate::{
    data::{
        about::Coverage, cell::Cell, dataset::Dataset, field::Field, kind::FieldType, rows, value::Value,
    },
    model::figure::columns::is_time,
};

/// More categories than this are no list to read.
const MOST_BARS: usize = 40;
/// More lines than this cannot be told apart by colour.
const MOST_LINES: usize = 7;

/// What the columns of a dataset are good for.
#[derive(Debug)]
pub struct Sketch<'d> {
    dataset: &'d Dataset,
    time: Option<usize>,
    country: Option<usize>,
    category: Option<usize>,
    numbers: Vec<usize>,
}

/// A mark that the columns can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its word.
    pub mark: &'static str,
    /// What it would show.
    pub what: &'static str,
}

impl<'d> Sketch<'d> {
    /// Looks at the columns of a dataset.
    #[must_use]
    pub fn new(dataset: &'d Dataset) -> Self {
        let fields = dataset.table.fields();
        let statuses: BTreeSet<usize> = fields.iter().filter_map(|field| field.status).collect();
        let foreign: BTreeSet<usize> =
            dataset.foreign_keys.iter().flat_map(|key| key.fields.clone()).collect();
        let sketch = Self { dataset, time: None, country: None, category: None, numbers: Vec::new() };
        let usable = |at: &usize| !statuses.contains(at) && sketch.values(*at).len() > 1;
        let find = |wanted: &dyn Fn(&Field) -> bool| {
            let fits = |at: &usize| fields.get(*at).is_some_and(wanted) && usable(at);
            (0..fields.len()).find(fits)
        };
        let text = |field: &Field| matches!(field.kind, FieldType::String | FieldType::Country);
        let category = (0..fields.len())
            .filter(|at| fields.get(*at).is_some_and(text) && usable(at) && !foreign.contains(at))
            .find(|at| sketch.values(*at).len() <= MOST_BARS);
        let numbers = (0..fields.len()).filter(|at| fields.get(*at).is_some_and(|field| field.kind.counts()));
        Self {
            time: find(&|field| is_time(field.kind)),
            country: find(&|field| field.kind == FieldType::Country),
            category,
            numbers: numbers.filter(|at| !sketch.values(*at).is_empty()).collect(),
            ..sketch
        }
    }

    /// The marks that it can make, the best first.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut add = |can: bool, mark, what| choices.extend(can.then_some(Choice { mark, what }));
        let number = !self.numbers.is_empty();
        let (time, category) = (self.time.is_some(), self.category.is_some());
        let moments = self.time.map_or(0, |time| self.values(time).len());
        add(time && number && moments > 2, "line", "a course over time");
        add(time && number && moments <= 24, "column", "the same in single steps");
        add(category && number, "bar", "categories by size, at one moment");
        let rate = self.numbers.iter().any(|at| self.kind(*at) == FieldType::Number);
        add(self.country.is_some() && rate, "map", "a rate for each country, at one moment");
        add(
            time && category && number && moments > 1,
            "slope",
            "categories at the first and the last moment",
        );
        add(time && category && number, "cell", "categories and moments as a field of colours");
        add(self.numbers.len() > 1, "dot", "two numbers against each other");
        add(time && category && self.unsure(), "coverage", "which figures are known, and which are not");
        add(number, "table", "numbers to look up, with a bar beside each");
        choices
    }

    /// A declaration with one of them; what a person must decide is left open, with a comment.
    #[must_use]
    pub fn declaration(&self, choice: Choice) -> String {
        let dataset = self.dataset;
        let mut out = String::from(
            "# Fill in what is open behind `title`, `alt` and the other words; `casebook check` tells what is missing.\n",
        );
        let mut line = |text: &str| {
            out.push_str(text);
            out.push('\n');
        };
        let others: Vec<_> =
            self.choices().into_iter().filter(|other| *other != choice).map(|other| other.mark).collect();
        let others = if others.is_empty() { String::new() } else { format!("  # or {}", others.join(", ")) };
        line(&format!("mark: {}{others}", choice.mark));
        line("title:  # the finding, in a sentence: what changed, what is large");
        line("subtitle:  # what is measured: unit, place, years");
        line(&format!("data: {}", dataset.id));
        for text in self.columns(choice.mark) {
            line(&text);
        }
        line(&format!("source: {}", self.source()));
        // What came to hand is no trend, and a chart that could be read as one has to say so.
        let wanted =
            if dataset.about.coverage == Some(Coverage::Convenience) { "note:  #" } else { "# note:" };
        line(&format!("{wanted} what a reader must know before comparing"));
        line(
            "alt:  # what the chart shows, for those who cannot see it; the message about it offers a summary",
        );
        out
    }

    fn columns(&self, mark: &str) -> Vec<String> {
        let name = |at: Option<usize>| quoted(self.name(at.unwrap_or_default()));
        let value = self.numbers.first().copied();
        let rate = self.numbers.iter().copied().find(|at| self.kind(*at) == FieldType::Number).or(value);
        let second = self.numbers.get(1).copied();
        let mut lines = match mark {
            "bar" | "table" => {
                let rows = self.category.or(self.time);
                vec![format!("x: {}", name(value)), format!("y: {}", name(rows)), "sort: -x".to_owned()]
            }
            "map" => vec![
                "boundaries: world".to_owned(),
                format!("join: {}", name(self.country)),
                format!("y: {}", name(rate)),
            ],
            "cell" | "coverage" => vec![
                format!("x: {}", name(self.time)),
                format!("y: {}", name(self.category)),
                format!("color: {}", name(value)),
            ],
            "dot" => vec![format!("x: {}", name(value)), format!("y: {}", name(second))],
            _ => vec![format!("x: {}", name(self.time)), format!("y: {}", name(value))],
        };
        if let ("dot", Some(text)) = (mark, self.category) {
            lines.push(format!("text: {}", quoted(self.name(text))));
        }
        lines.extend(self.series(mark));
        let labels = match mark {
            "line" => "labels: end",
            "bar" | "column" | "slope" => "labels: value",
            _ => return lines,
        };
        lines.push(labels.to_owned());
        lines
    }

    /// What tells rows apart that would stand at one place: series, or a filter.
    fn series(&self, mark: &str) -> Vec<String> {
        let used: Vec<Option<usize>> = match mark {
            "bar" | "table" => vec![self.category.or(self.time)],
            "map" => vec![self.country],
            "cell" | "coverage" => vec![self.time, self.category],
            "dot" => return Vec::new(),
            _ => vec![self.time],
        };
        let mut used: Vec<usize> = used.into_iter().flatten().collect();
        let (mut lines, mut filters) = (Vec::new(), Vec::new());
        let lined = matches!(mark, "line" | "column" | "slope");
        if let Some(category) = self.category.filter(|category| lined && !used.contains(category)) {
            let words = self.words(category);
            lines.push(format!("series: {}", quoted(self.name(category))));
            if let Some(few) = words.get(..MOST_LINES).filter(|few| few.len() < words.len()) {
                filters.push(format!("{}: [{}]", quoted(self.name(category)), few.join(", ")));
            }
            used.push(category);
        }
        if let (Some(time), "slope") = (self.time, mark) {
            let words = self.words(time);
            let ends: Vec<&str> = words.first().into_iter().chain(words.last()).map(String::as_str).collect();
            filters.push(format!("{}: [{}]", quoted(self.name(time)), ends.join(", ")));
        }
        filters.extend(self.narrowed(&used));
        if !filters.is_empty() {
            lines.push(format!(
                "filter: {{{}}}  # others are too many, or stand at the same place",
                filters.join(", ")
            ));
        }
        lines
    }

    /// A filter for each column of the key that would leave two rows at one place: what the newest row with a
    /// number holds there.
    fn narrowed(&self, used: &[usize]) -> Vec<String> {
        let keys: BTreeSet<usize> = self.dataset.primary_key.iter().copied().chain(self.time).collect();
        let open = keys.into_iter().filter(|key| !used.contains(key) && self.values(*key).len() > 1);
        let table = &self.dataset.table;
        let value = |row: usize, at: Option<usize>| at.and_then(|at| table.cell(row, at).value());
        let number = self.numbers.first().copied();
        let drawn = |row: &usize| used.iter().all(|at| value(*row, Some(*at)).is_some());
        let known = (0..table.rows()).filter(|row| value(*row, number).is_some()).filter(drawn);
        let Some(row) = known.max_by_key(|row| (value(*row, self.time), Reverse(*row))) else {
            return Vec::new();
        };
        let one = |key: usize| {
            let value = value(row, Some(key))?;
            Some(format!("{}: {}", quoted(self.name(key)), quoted(&value.to_string())))
        };
        open.filter_map(one).collect()
    }

    /// Whose numbers they are, as far as the descriptor says.
    fn source(&self) -> String {
        let titles: Vec<&str> =
            self.dataset.about.sources.iter().map(|source| source.title.as_str()).collect();
        if titles.is_empty() { " # whose numbers they are".to_owned() } else { quoted(&titles.join("; ")) }
    }

    fn name(&self, at: usize) -> &'d str {
        self.dataset.table.fields().get(at).map_or("", |field| field.name.as_str())
    }

    fn kind(&self, at: usize) -> FieldType {
        self.dataset.table.fields().get(at).map(|field| field.kind).unwrap_or_default()
    }

    /// The different values of a column, upwards.
    fn values(&self, at: usize) -> BTreeSet<&'d Value> {
        self.dataset.table.column(at).filter_map(Cell::value).collect()
    }

    /// The same as an author writes them.
    fn words(&self, at: usize) -> Vec<String> {
        self.values(at).into_iter().map(|value| quoted(&value.to_string())).collect()
    }

    /// True if some cells are missing, or not sure.
    fn unsure(&self) -> bool {
        let unsure = |at: &usize| {
            self.dataset.table.column(*at).any(|cell| cell.value().is_none() || cell.flag().is_some())
        };
        self.numbers.iter().any(unsure)
    }

    /// What can be drawn, for a person who chooses.
    #[must_use]
    pub fn described(&self) -> String {
        let mut out = String::new();
        for (place, field) in self.dataset.table.fields().iter().enumerate() {
            // Writing into a string cannot fail.
            let _ = writeln!(
                out,
                "  {} ({}): {} different values",
                rows::title(field),
                field.kind.word(),
                self.values(place).len()
            );
        }
        out
    }
}

/// A text as YAML: bare where that is safe.
fn quoted(text: &str) -> String {
    let bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if bare || year {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
