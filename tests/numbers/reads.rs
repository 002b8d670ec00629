//! Who reads which cell: figures by their declarations, facts and prose by their expressions.

use std::collections::{BTreeMap, BTreeSet};

use casebook::{
    base::{
        expr::{Call, Expr, ExprKind},
        predicate::{Operand, Test},
        span::Span,
    },
    content::{
        block::Block,
        figure::{
            Declaration,
            channel::Channel,
            parts::{Data, Series},
            words::Words,
        },
        filed::Filed,
        prose::{Mark, Prose},
        wording::Wording,
    },
    data::{
        Datasets,
        dataset::Dataset,
        rows::{self, Condition},
    },
};

use rust_decimal::Decimal;

use crate::{edition::Edition, oracle::Book};

/// A cell, by the places of its dataset, row and field.
pub type CellId = (usize, usize, usize);

/// What is known of a cell that somebody reads.
#[derive(Clone, Debug, Default)]
pub struct Readers {
    /// Figures that show its number as a length.
    pub lengths: BTreeSet<usize>,
    /// Figures that show its number as a position, or select or group rows by it.
    pub positions: BTreeSet<usize>,
    /// Figures of datasets that are derived from its own.
    pub derived: BTreeSet<usize>,
    /// Facts that are computed from it or select rows by it.
    pub facts: BTreeSet<usize>,
    /// Statements that are computed from it or select rows by it, by place in the list of statements.
    pub statements: BTreeSet<usize>,
    /// True if an expression selects its row by it.
    pub selects: bool,
}

/// A place of the site at which an expression's worth is shown, or words that a fact bears out.
pub struct Statement<'a> {
    pub span: Span,
    pub what: What<'a>,
    pub of: Of,
}

#[derive(Clone, Copy)]
pub enum What<'a> {
    /// `{{ … }}`
    Expression(&'a Expr),
    /// `[words](fact:ID)`
    Words { fact: &'a str, words: &'a str },
    /// A large number of a fenced block.
    Value { fact: &'a str },
}

/// Where a statement stands, by place in the list of documents or figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// In the text or the title of a page.
    Page(usize),
    /// In the summary of a page, which the page itself need not show.
    Summary(usize),
    /// In the words of a figure.
    Figure(usize),
}

/// All statements of a site.
pub fn statements<'a>(documents: &'a [Filed], figures: &'a [Declaration]) -> Vec<Statement<'a>> {
    let mut found = Vec::new();
    for (place, document) in documents.iter().enumerate() {
        of_wording(&document.front.title, Of::Page(place), &mut found);
        document.front.summary.iter().for_each(|line| of_wording(line, Of::Summary(place), &mut found));
        of_prose(&document.body, Of::Page(place), &mut found);
    }
    for (place, figure) in figures.iter().enumerate() {
        let translated = figure.translations.iter().map(|translation| &translation.words);
        for words in [&figure.words].into_iter().chain(translated) {
            let Words { title, subtitle, source, note, byline, alt, .. } = words;
            [title, subtitle, source, note, byline, alt]
                .into_iter()
                .flatten()
                .for_each(|line| of_wording(line, Of::Figure(place), &mut found));
        }
    }
    found
}

fn of_wording<'a>(line: &'a Wording, of: Of, found: &mut Vec<Statement<'a>>) {
    of_parts(&line.expressions, &line.marks, of, found);
}

fn of_prose<'a>(prose: &'a Prose, of: Of, found: &mut Vec<Statement<'a>>) {
    of_parts(&prose.expressions, &prose.marks, of, found);
}

fn of_parts<'a>(expressions: &'a [Expr], marks: &'a [Mark], of: Of, found: &mut Vec<Statement<'a>>) {
    found.extend(expressions.iter().map(|expr| Statement {
        span: expr.span,
        what: What::Expression(expr),
        of,
    }));
    for mark in marks {
        match mark {
            Mark::Fact(text) => found.push(Statement {
                span: text.span,
                what: What::Words { fact: &text.id, words: &text.words },
                of,
            }),
            Mark::Block(block) => of_block(block, of, found),
            _ => {}
        }
    }
}

fn of_block<'a>(block: &'a Block, of: Of, found: &mut Vec<Statement<'a>>) {
    match block {
        Block::Callout { title, text, .. } => {
            title.iter().for_each(|line| of_wording(line, of, found));
            of_prose(text, of, found);
        }
        Block::Documents(items) => items.iter().for_each(|item| {
            of_prose(&item.title, of, found);
            of_prose(&item.note, of, found);
        }),
        Block::Form(_) | Block::Privacy => {}
        Block::KeyFigures(items) => {
            for item in items {
                found.push(Statement { span: item.span, what: What::Value { fact: &item.fact }, of });
                of_prose(&item.label, of, found);
            }
        }
        Block::Quote { text, source, .. } => {
            of_prose(text, of, found);
            of_prose(source, of, found);
        }
        Block::Timeline(events) => events.iter().for_each(|event| {
            of_prose(&event.title, of, found);
            of_prose(&event.text, of, found);
        }),
    }
}

/// The cells that an expression computes with, and those that it selects rows by.
#[derive(Default)]
pub struct Reads {
    pub values: BTreeSet<CellId>,
    pub keys: BTreeSet<CellId>,
}

impl Reads {
    pub fn of(expr: &Expr, datasets: &Datasets) -> Self {
        let mut reads = Self::default();
        reads.expression(expr, datasets);
        reads
    }

    /// The cells behind a statement.
    pub fn of_statement(what: What<'_>, datasets: &Datasets) -> Self {
        match what {
            What::Expression(expr) => Self::of(expr, datasets),
            What::Words { fact, .. } | What::Value { fact } => {
                datasets.fact(fact).map(|fact| Self::of(&fact.expr, datasets)).unwrap_or_default()
            }
        }
    }

    fn expression(&mut self, expr: &Expr, datasets: &Datasets) {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::Text(_) | ExprKind::Unread => {}
            ExprKind::Not(inner) | ExprKind::Negate(inner) | ExprKind::Filter(inner, _) => {
                self.expression(inner, datasets);
            }
            ExprKind::Binary(_, left, right) => {
                self.expression(left, datasets);
                self.expression(right, datasets);
            }
            ExprKind::Call(call) => self.call(call, datasets),
        }
    }

    fn call(&mut self, call: &Call, datasets: &Datasets) {
        if let Some(selected) = Selected::by(call, datasets) {
            let cell = |row: &usize, field: usize| (selected.place, *row, field);
            self.values.extend(selected.rows.iter().map(|row| cell(row, selected.field)));
            for key in &selected.keys {
                self.keys.extend(selected.rows.iter().map(|row| cell(row, *key)));
            }
        } else if call.name == "fact" {
            let id = call.positional.first().and_then(text);
            if let Some(fact) = id.and_then(|id| datasets.fact(id)) {
                self.expression(&fact.expr, datasets);
            }
        } else {
            let arguments = call.positional.iter().chain(call.named.iter().map(|named| &named.value));
            arguments.for_each(|argument| self.expression(argument, datasets));
        }
    }
}

/// What a function over rows selects.
pub struct Selected {
    pub place: usize,
    pub field: usize,
    pub rows: Vec<usize>,
    keys: Vec<usize>,
}

impl Selected {
    /// `None` for a function that is not over rows, and for a value that no row holds.
    pub fn by(call: &Call, datasets: &Datasets) -> Option<Self> {
        let [dataset, column] = call.positional.as_slice() else { return None };
        let (id, column) = (text(dataset)?, text(column)?);
        let place = datasets.list.iter().position(|dataset| dataset.id == id)?;
        let dataset = &datasets.list[place];
        let conditions: Option<Vec<Condition>> =
            call.named.iter().map(|named| condition(dataset, &named.name, &named.value)).collect();
        let conditions = conditions?;
        Some(Self {
            place,
            field: dataset.table.field(column).unwrap(),
            rows: rows::select(&dataset.table, &conditions),
            keys: conditions.iter().map(|condition| condition.field).collect(),
        })
    }
}

/// `None` if no row of the dataset holds the value.
fn condition(dataset: &Dataset, name: &str, value: &Expr) -> Option<Condition> {
    let spelled = match &value.kind {
        ExprKind::Number(number) => number.to_string(),
        _ => text(value).unwrap().to_owned(),
    };
    Condition::equals(dataset, name, value.span, &spelled, value.span).ok()
}

fn text(expr: &Expr) -> Option<&str> {
    if let ExprKind::Text(text) = &expr.kind { Some(text) } else { None }
}

/// What the marks of a figure stand for, by the names of columns.
pub struct Columns {
    pub dataset: usize,
    /// The number that is a length, a place or a class of colours; none where marks show words.
    pub value: Option<String>,
    /// The number or name that is a position.
    pub dimension: Option<String>,
    /// Those that select rows or name series.
    pub keys: Vec<String>,
}

/// The columns of a figure.
///
/// # Panics
/// At a declaration that this test does not follow: then it must learn to.
pub fn columns(declared: &Declaration, datasets: &Datasets) -> Columns {
    let Data::Named(name) = &declared.data else { panic!("{}: rows of its own", declared.id) };
    let whole = declared.transform.is_empty() && declared.top.is_none() && declared.context.is_none();
    let divided = [&declared.x, &declared.y].into_iter().flatten().any(|axis| axis.numbers.divide.is_some());
    assert!(whole && !divided, "{}: more than its rows", declared.id);
    let dataset = datasets.list.iter().position(|dataset| dataset.id == name.text).unwrap();
    let axis = |channel: &Option<Channel>| channel.as_ref().map(|channel| channel.field.text.clone());
    let color = || declared.color.as_ref().map(|color| color.text.clone());
    let (value, dimension) = match declared.mark.text.as_str() {
        "bar" | "range" => (axis(&declared.x), axis(&declared.y)),
        "line" | "area" | "column" | "dot" | "slope" => (axis(&declared.y), axis(&declared.x)),
        "map" => (axis(&declared.y), None),
        "cell" => (color(), axis(&declared.x)),
        "coverage" => (None, axis(&declared.x)),
        other => panic!("{}: a mark that this test does not know: {other}", declared.id),
    };
    let series = match &declared.series {
        Some(Series::Columns(_)) => panic!("{}: columns as series", declared.id),
        Some(Series::Column(written)) => Some(written.text.clone()),
        None => None,
    };
    let mut keys: Vec<String> = declared.filter.iter().map(|test| test.field.clone()).chain(series).collect();
    keys.retain(|key| Some(key) != value.as_ref() && Some(key) != dimension.as_ref());
    Columns { dataset, value, dimension, keys }
}

/// Whether the row of a cell is still among those of a figure when the cell holds `new`.
pub fn stays(declared: &Declaration, column: &str, new: Decimal) -> bool {
    let spelled = |operand: &Operand| operand.text.parse() == Ok(new);
    declared.filter.iter().filter(|predicate| predicate.field == column).all(|predicate| {
        match &predicate.test {
            Test::OneOf(wanted) => wanted.iter().any(spelled),
            Test::Not(wanted) => !wanted.iter().any(spelled),
            Test::Range { low, high } => {
                low.is_none_or(|(low, with)| new > low || with && new == low)
                    && high.is_none_or(|(high, with)| new < high || with && new == high)
            }
        }
    })
}

/// Every numeric cell of the site that anybody reads, with its readers.
pub fn cells(
    edition: &Edition<'_>,
    figures: &[Declaration],
    statements: &[Statement<'_>],
) -> BTreeMap<CellId, Readers> {
    let site = &edition.project.site;
    let datasets = &site.datasets;
    let mut found: BTreeMap<CellId, Readers> = BTreeMap::new();
    let book = Book { datasets, sources: edition.project.sources, edit: None };
    for (place, (figure, declared)) in site.figures[0].iter().zip(figures).enumerate() {
        let Columns { dataset, value, dimension, keys } = columns(declared, datasets);
        let points = figure.chart.panels.iter().flat_map(|panel| &panel.series);
        let rows = points.flat_map(|series| &series.points).map(|point| point.row);
        if book.is_derived(dataset) {
            let sheet = book.sheet(dataset);
            for row in rows.filter_map(|row| sheet.rows.get(row)) {
                let behind = value.iter().flat_map(|value| &row.entries[value].rests_on);
                for cell in behind.chain(&row.selected_by) {
                    found.entry(*cell).or_default().derived.insert(place);
                }
            }
            continue;
        }
        let field = |name: &String| datasets.list[dataset].table.field(name).unwrap();
        for row in rows.filter(|row| *row != usize::MAX) {
            if let Some(name) = &value {
                found.entry((dataset, row, field(name))).or_default().lengths.insert(place);
            }
            for name in dimension.iter().chain(&keys) {
                found.entry((dataset, row, field(name))).or_default().positions.insert(place);
            }
        }
    }
    for (place, fact) in datasets.facts.iter().enumerate() {
        let Reads { values, keys } = Reads::of(&fact.expr, datasets);
        keys.iter().for_each(|cell| found.entry(*cell).or_default().selects = true);
        for cell in values.into_iter().chain(keys) {
            found.entry(cell).or_default().facts.insert(place);
        }
    }
    for (place, statement) in statements.iter().enumerate() {
        let Reads { values, keys } = Reads::of_statement(statement.what, datasets);
        keys.iter().for_each(|cell| found.entry(*cell).or_default().selects = true);
        for cell in values.into_iter().chain(keys) {
            found.entry(cell).or_default().statements.insert(place);
        }
    }
    found.retain(|(dataset, row, field), _| {
        datasets.list[*dataset].table.cell(*row, *field).decimal().is_some()
    });
    found
}
