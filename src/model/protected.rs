//! Words and tables of protected datasets: what stands beside withheld counts and sums, and each declared table as rows
//! and columns with its totals.

use crate::{
    base::locale::messages::Argument,
    data::{
        cell::Cell,
        dataset::Dataset,
        disclosure::{
            protection::{Notice, Protection, Reason},
            rules::{Unit, Zeros},
        },
        rows,
        table::Table,
        value::Value,
    },
    model::{
        figure_table::{Column, FigureTable, TableCell},
        language::Language,
        show,
    },
};

/// The plain note beside counts of which some are withheld; empty if none is.
#[must_use]
pub fn note(notice: Option<&Notice>, (withheld, all): (usize, usize), language: &Language) -> String {
    let Some(notice) = notice.filter(|_| withheld > 0) else { return String::new() };
    let number = |count: usize| language.locale.number(u64::try_from(count).unwrap_or_default().into(), None);
    let threshold = language.locale.number(notice.threshold.into(), None);
    let counts = [
        ("marker", Argument::Text(notice.marker.clone())),
        ("count", Argument::Count(u64::try_from(withheld).unwrap_or_default())),
        ("shown", Argument::Text(number(withheld))),
        ("total", Argument::Text(number(all))),
    ];
    let rule = match notice.zeros {
        Zeros::Protect => "protection-rule-protect",
        Zeros::Publish => "protection-rule-publish",
    };
    let withheld = if notice.sums { "protection-withheld-sums" } else { "protection-withheld" };
    let rules = [rule].into_iter().chain(notice.sums.then_some("protection-rule-sums"));
    let mut sentences = vec![language.say(withheld, &counts)];
    sentences
        .extend(rules.map(|rule| language.say(rule, &[("threshold", Argument::Text(threshold.clone()))])));
    match notice.unit {
        Unit::Person => sentences.push(language.say("protection-why-person", &[])),
        Unit::Event => sentences.push(language.say("protection-why-event", &[])),
        Unit::None => {}
    }
    sentences.join(" ")
}

/// The note beside the numbers of a figure.
#[must_use]
pub fn figure_note(notice: Option<&Notice>, table: &FigureTable, language: &Language) -> String {
    let cells = || table.rows.iter().flatten().filter(|cell| !cell.header);
    let withheld = cells().filter(|cell| cell.class == "withheld").count();
    note(notice, (withheld, cells().filter(|cell| !cell.text.is_empty()).count()), language)
}

/// What a dataset's page says: how much is withheld by what rule, and which tables are withheld as a whole.
#[must_use]
pub fn notes(dataset: &Dataset, language: &Language) -> Vec<String> {
    let Some(protection) = &dataset.protection else {
        let cells = (0..dataset.table.fields().len()).flat_map(|at| dataset.table.column(at));
        let withheld = cells.filter(|cell| **cell == Cell::Withheld).count();
        let note = note(dataset.notice.as_ref(), (withheld, dataset.table.rows()), language);
        return if note.is_empty() { Vec::new() } else { vec![note] };
    };
    let counted = note(dataset.notice.as_ref(), protection.withheld(&dataset.table), language);
    let refused = protection.refused.iter().map(|refused| {
        let title = |name: &String| {
            let at = dataset.table.field(name).and_then(|at| dataset.table.fields().get(at));
            at.map_or_else(|| name.clone(), |field| rows::title(field).to_owned())
        };
        let columns =
            refused.by.iter().map(title).collect::<Vec<_>>().join(&language.say("protection-by", &[]));
        let id = match refused.reason {
            Reason::Small => "protection-refused-small",
            Reason::Unsafe => "protection-refused-unsafe",
        };
        language.say(id, &[("columns", Argument::Text(columns))])
    });
    let mut notes: Vec<String> =
        [counted].into_iter().filter(|note| !note.is_empty()).chain(refused).collect();
    if notes.is_empty() {
        notes.push(language.say("protection-none", &[]));
    }
    notes.push(language.say("protection-downloads", &[]));
    notes
}

/// The published tables, each with its name: those of counts, then those of each sum.
#[must_use]
pub fn tables(dataset: &Dataset, language: &Language) -> Vec<(String, FigureTable)> {
    let Some(protection) = &dataset.protection else { return Vec::new() };
    let drawing = Drawing { all: &dataset.table, protection, language };
    let of = |measure| protection.tables.iter().map(move |by| (measure, by));
    let all = protection.measures().flat_map(of);
    all.map(|(measure, by)| (drawing.name(measure, by), drawing.table(measure, by))).collect()
}

struct Drawing<'a> {
    all: &'a Table,
    protection: &'a Protection,
    language: &'a Language,
}

impl Drawing<'_> {
    fn title(&self, column: usize) -> String {
        self.all.fields().get(column).map(rows::title).unwrap_or_default().to_owned()
    }

    fn name(&self, measure: usize, by: &[usize]) -> String {
        let titles: Vec<String> = by.iter().map(|column| self.title(*column)).collect();
        let columns = titles.join(&self.language.say("protection-by", &[]));
        if measure == self.protection.count {
            return columns;
        }
        let words = [("measure", self.title(measure)), ("columns", columns)];
        self.language.say("protection-of", &words.map(|(name, words)| (name, Argument::Text(words))))
    }

    /// Rows by the first column, columns by the second if there is one, and the totals of both.
    fn table(&self, measure: usize, by: &[usize]) -> FigureTable {
        let row_heads = by.first().map(|column| self.categories(*column)).unwrap_or_default();
        let column = by.get(1).copied();
        let column_heads = column.map(|column| self.categories(column)).unwrap_or_default();
        let all = self.language.say("protection-all", &[]);
        let first = by.first().copied().unwrap_or_default();
        let mut columns = vec![Column { title: self.title(first), numeric: false }];
        let named = |title: String| Column { title, numeric: true };
        columns.extend(column_heads.iter().map(|(_, words)| named(words.clone())));
        columns.push(named(if column.is_some() { all.clone() } else { self.title(measure) }));
        let across = || column_heads.iter().map(|(value, _)| Some(value)).chain([None]);
        let cells = |value: Option<&Value>| -> Vec<TableCell> {
            across().map(|other| self.cell(measure, (first, value), (column, other))).collect()
        };
        let row = |(value, words): &(Value, String)| {
            std::iter::once(TableCell::header(words)).chain(cells(Some(value))).collect()
        };
        let mut rows: Vec<Vec<TableCell>> = row_heads.iter().map(row).collect();
        rows.push(std::iter::once(TableCell::header(&all)).chain(cells(None)).collect());
        FigureTable { columns, rows }
    }

    /// The values of a column with their words, in the order declared.
    fn categories(&self, column: usize) -> Vec<(Value, String)> {
        let mut found: Vec<(Value, String)> = Vec::new();
        let Some(field) = self.all.fields().get(column) else { return found };
        for value in self.all.column(column).filter_map(Cell::value) {
            if found.iter().all(|(known, _)| known != value) {
                found.push((value.clone(), show::value_text(value, field, None, self.language)));
            }
        }
        found
    }

    /// The count or sum of one category, or of all, of each of two columns.
    fn cell(
        &self,
        measure: usize,
        (first, value): (usize, Option<&Value>),
        (second, other): (Option<usize>, Option<&Value>),
    ) -> TableCell {
        let wanted = |column: usize| {
            if column == first {
                value
            } else if Some(column) == second {
                other
            } else {
                None
            }
        };
        let is_it = |row: &usize| {
            let dimensions = self.protection.dimensions.iter();
            dimensions.clone().all(|column| self.all.cell(*row, *column).value() == wanted(*column))
        };
        let found = (0..self.all.rows()).find(is_it).zip(self.all.fields().get(measure));
        found.map_or_else(TableCell::default, |(row, field)| {
            let cell = self.all.cell(row, measure);
            TableCell::of(cell, show::cell(cell, field, None, self.language))
        })
    }
}
