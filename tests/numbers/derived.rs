//! Datasets as rows of plain entries. Those that are derived from others are worked out a second, plainer way
//! from the digits of the CSV files, and every entry knows the cells that it rests on.

use std::collections::{BTreeMap, BTreeSet};

use casebook::base::expr::{Expr, ExprKind, Operator};
use rust_decimal::Decimal;
use serde_yaml::Value;

use crate::{oracle::Book, reads::CellId};

/// A table: its columns by name, in each row.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default)]
pub struct Row {
    pub entries: BTreeMap<String, Entry>,
    /// The numbers by which it was selected.
    pub selected_by: BTreeSet<CellId>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub number: Option<Decimal>,
    pub text: String,
    /// The cells of CSV files that the number is computed from.
    pub rests_on: BTreeSet<CellId>,
}

impl Entry {
    fn worked_out(number: Option<Decimal>, rests_on: BTreeSet<CellId>) -> Self {
        Self { number, text: number.map(|number| number.to_string()).unwrap_or_default(), rests_on }
    }

    fn named(text: &str) -> Self {
        Self { number: text.parse().ok(), text: text.to_owned(), rests_on: BTreeSet::new() }
    }

    fn is(&self, operand: &Value) -> bool {
        operand.as_str().map_or_else(
            || decimal(operand).is_some_and(|wanted| self.number == Some(wanted)),
            |word| self.text == word,
        )
    }
}

impl Sheet {
    pub fn number(&self, row: usize, column: &str) -> Option<Decimal> {
        self.rows.get(row)?.entries.get(column)?.number
    }
}

impl Book<'_> {
    /// The rows of a dataset, by its place in the list.
    pub fn sheet(&self, place: usize) -> Sheet {
        if !self.is_derived(place) {
            return self.sheet_of_csv(place);
        }
        let dataset = &self.datasets.list[place];
        let descriptor: Value = serde_yaml::from_str(self.sources.text(dataset.file)).unwrap();
        let mut sheet = self.sheet(self.place(descriptor["from"].as_str().unwrap()));
        for step in descriptor["transform"].as_sequence().unwrap() {
            self.step(step, &mut sheet);
        }
        sheet
    }

    /// Whether a dataset has no CSV file of its own.
    pub fn is_derived(&self, place: usize) -> bool {
        !self.sources.path(self.datasets.list[place].file).ends_with(".csv")
    }

    fn place(&self, id: &str) -> usize {
        self.datasets.list.iter().position(|dataset| dataset.id == id).unwrap()
    }

    fn sheet_of_csv(&self, place: usize) -> Sheet {
        let dataset = &self.datasets.list[place];
        let entry = |row: usize, field: usize| {
            let span = dataset.table.span(row, field);
            let text =
                self.sources.text(dataset.file)[span.start as usize..span.end as usize].trim_matches('"');
            let number = self.number((place, row, field));
            let rests_on = number.iter().map(|_| (place, row, field)).collect();
            Entry { number, text: text.to_owned(), rests_on }
        };
        let row = |row: usize| {
            let fields = dataset.table.fields().iter().enumerate();
            let entries = fields.map(|(field, about)| (about.name.clone(), entry(row, field)));
            Row { entries: entries.collect(), selected_by: BTreeSet::new() }
        };
        Sheet { rows: (0..dataset.table.rows()).map(row).collect() }
    }

    fn step(&self, step: &Value, sheet: &mut Sheet) {
        let text = |name: &str| step[name].as_str().unwrap().to_owned();
        let texts = |name: &str| words(&step[name]);
        if let Some(conditions) = step["filter"].as_mapping() {
            conditions.iter().for_each(|(column, wanted)| filter(sheet, column.as_str().unwrap(), wanted));
        } else if step["sort"].is_sequence() {
            texts("sort").iter().rev().for_each(|order| sort(sheet, order));
        } else if let Some(count) = step["limit"].as_u64() {
            sheet.rows.truncate(usize::try_from(count).unwrap());
        } else if step["fold"].is_sequence() {
            let names = texts("as");
            fold(sheet, &texts("fold"), &names[0], &names[1]);
        } else if step["pivot"].is_string() {
            pivot(sheet, &text("pivot"), &text("value"), &texts("groupby"));
        } else if step["calculate"].is_string() {
            let expr = self.datasets_expression(&text("calculate"));
            for row in &mut sheet.rows {
                let mut rests_on = BTreeSet::new();
                let number = worth(&expr, row, &mut rests_on);
                row.entries.insert(text("as"), Entry::worked_out(number, rests_on));
            }
        } else if step["lookup"].is_string() {
            let from = &step["from"];
            let other = self.sheet(self.place(from["data"].as_str().unwrap()));
            lookup(sheet, &text("lookup"), &other, from["key"].as_str().unwrap(), &words(&from["fields"]));
        } else {
            panic!("this test does not know how to work out {step:?}");
        }
    }

    /// An expression as the program parses it; what it is worth is worked out here.
    fn datasets_expression(&self, text: &str) -> Expr {
        let span = self.datasets.list[0].span;
        let written = casebook::base::yaml::scalar::Written { text: text.to_owned(), span, exact: false };
        casebook::base::expr::parse(&written).unwrap()
    }
}

fn words(list: &Value) -> Vec<String> {
    list.as_sequence().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn decimal(value: &Value) -> Option<Decimal> {
    value.as_f64().map(|number| number.to_string().parse().unwrap())
}

/// Keeps the rows whose entry is one of `wanted`, or none of `{not: [...]}`.
fn filter(sheet: &mut Sheet, column: &str, wanted: &Value) {
    let one_of = |entry: &Entry, list: &Value| match list {
        Value::Sequence(all) => all.iter().any(|operand| entry.is(operand)),
        one => entry.is(one),
    };
    sheet.rows.retain_mut(|row| {
        let entry = &row.entries[column];
        row.selected_by.extend(entry.rests_on.iter().copied());
        match wanted.as_mapping() {
            None => one_of(entry, wanted),
            Some(test) => {
                assert!(test.len() == 1, "{test:?}");
                !one_of(entry, &test["not"])
            }
        }
    });
}

/// Sorts by a column, downwards after a minus; rows of the same number keep their order.
fn sort(sheet: &mut Sheet, order: &str) {
    let (column, down) = order.strip_prefix('-').map_or((order, false), |column| (column, true));
    sheet.rows.sort_by(|a, b| {
        let (a, b) = (&a.entries[column], &b.entries[column]);
        match (a.number, b.number) {
            (Some(a), Some(b)) => {
                if down {
                    b.cmp(&a)
                } else {
                    a.cmp(&b)
                }
            }
            (a, b) => b.is_some().cmp(&a.is_some()),
        }
    });
    for row in &mut sheet.rows {
        let rests_on = row.entries[column].rests_on.clone();
        row.selected_by.extend(rests_on);
    }
}

fn fold(sheet: &mut Sheet, columns: &[String], key: &str, value: &str) {
    let unfolded = |row: &Row| -> Vec<Row> {
        let one = |column: &String| {
            let mut row = row.clone();
            let entry = row.entries[column].clone();
            columns.iter().for_each(|column| drop(row.entries.remove(column)));
            row.entries.insert(key.to_owned(), Entry::named(column));
            row.entries.insert(value.to_owned(), entry);
            row
        };
        columns.iter().map(one).collect()
    };
    sheet.rows = sheet.rows.iter().flat_map(unfolded).collect();
}

fn pivot(sheet: &mut Sheet, column: &str, value: &str, by: &[String]) {
    let mut groups: Vec<(Vec<String>, Row)> = Vec::new();
    for row in &sheet.rows {
        let names: Vec<String> = by.iter().map(|column| row.entries[column].text.clone()).collect();
        let place = groups.iter().position(|(known, _)| *known == names).unwrap_or_else(|| {
            let entries = by.iter().map(|column| (column.clone(), row.entries[column].clone()));
            groups.push((names, Row { entries: entries.collect(), selected_by: BTreeSet::new() }));
            groups.len() - 1
        });
        let group = &mut groups[place].1;
        let name = row.entries[column]
            .number
            .map_or_else(|| row.entries[column].text.clone(), |number| number.normalize().to_string());
        group.entries.insert(name, row.entries[value].clone());
        group.selected_by.extend(row.selected_by.iter().copied());
        group.selected_by.extend(row.entries[column].rests_on.iter().copied());
    }
    sheet.rows = groups.into_iter().map(|(_, row)| row).collect();
}

fn lookup(sheet: &mut Sheet, column: &str, other: &Sheet, key: &str, fields: &[String]) {
    for row in &mut sheet.rows {
        let name = &row.entries[column].text;
        let found = other.rows.iter().find(|other| other.entries[key].text == *name);
        for field in fields {
            let entry = found.map(|found| found.entries[field].clone()).unwrap_or_default();
            row.entries.insert(field.clone(), entry);
        }
        row.selected_by.extend(found.into_iter().flat_map(|found| found.selected_by.iter().copied()));
    }
}

/// What an expression over a row's entries is worth; `None` without one of them, or divided by zero.
fn worth(expr: &Expr, row: &Row, rests_on: &mut BTreeSet<CellId>) -> Option<Decimal> {
    match &expr.kind {
        ExprKind::Number(number) => Some(*number),
        ExprKind::Binary(operator, left, right) => {
            let (left, right) = (worth(left, row, rests_on), worth(right, row, rests_on));
            match operator {
                Operator::Add => left?.checked_add(right?),
                Operator::Subtract => left?.checked_sub(right?),
                Operator::Multiply => left?.checked_mul(right?),
                Operator::Divide => left?.checked_div(right?),
                other => panic!("this test does not know {other:?}"),
            }
        }
        ExprKind::Call(call) => {
            let ExprKind::Text(column) = &call.positional[0].kind else { panic!("{call:?}") };
            let entry = row.entries.get(column)?;
            rests_on.extend(entry.rests_on.iter().copied());
            entry.number
        }
        other => panic!("this test does not know {other:?}"),
    }
}
