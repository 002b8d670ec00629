//! Which rows of a table are meant: by field values, a label serving as well as its code.

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        predicate::{Predicate, Test},
        span::Span,
        yaml::{fields::quoted_list, nearest},
    },
    data::{cell::Cell, dataset::Dataset, field::Field, table::Table, value::Value},
};

/// A condition whose field is known.
#[derive(Debug)]
pub struct Condition {
    /// The field's place in the table.
    pub field: usize,
    /// What the cell must be.
    test: Wanted,
}

#[derive(Debug)]
enum Wanted {
    OneOf(Vec<Value>),
    Not(Vec<Value>),
    Range { low: Option<(Decimal, bool)>, high: Option<(Decimal, bool)> },
}

impl Condition {
    /// The condition that `field` holds the value spelled `text`.
    ///
    /// # Errors
    /// When there is no such field or value; with the nearest of each.
    pub fn equals(
        dataset: &Dataset,
        name: &str,
        name_span: Span,
        text: &str,
        span: Span,
    ) -> Result<Self, Diagnostic> {
        let field = field(dataset, name, name_span)?;
        let value = value(dataset, field, text, span)?;
        Ok(Self { field, test: Wanted::OneOf(vec![value]) })
    }

    /// The condition that a predicate declares.
    ///
    /// # Errors
    /// As for [`Condition::equals`].
    pub fn declared(dataset: &Dataset, predicate: &Predicate) -> Result<Self, Diagnostic> {
        let field = field(dataset, &predicate.field, predicate.span)?;
        let values = |operands: &[crate::base::predicate::Operand]| {
            operands
                .iter()
                .map(|operand| value(dataset, field, &operand.text, operand.span))
                .collect::<Result<Vec<_>, _>>()
        };
        let test = match &predicate.test {
            Test::OneOf(operands) => Wanted::OneOf(values(operands)?),
            Test::Not(operands) => Wanted::Not(values(operands)?),
            Test::Range { low, high } => Wanted::Range { low: *low, high: *high },
        };
        Ok(Self { field, test })
    }

    /// The condition that a predicate declares on a table whose rows are not there yet, so that values
    /// which no row has are not found out here; see [`Condition::values`].
    ///
    /// # Errors
    /// When there is no such field, or a value cannot be one of it.
    pub fn foreseen(dataset: &Dataset, predicate: &Predicate) -> Result<Self, Diagnostic> {
        let place = field(dataset, &predicate.field, predicate.span)?;
        let values = |operands: &[crate::base::predicate::Operand]| {
            let value = |operand: &crate::base::predicate::Operand| {
                let field = dataset.table.fields().get(place);
                let found = field.and_then(|field| field.value_of(&operand.text));
                found.ok_or_else(|| {
                    no_value(dataset, place, &predicate.field, &operand.text, operand.span)
                        .help("write a value of the type of that column")
                })
            };
            operands.iter().map(value).collect::<Result<Vec<_>, _>>()
        };
        let test = match &predicate.test {
            Test::OneOf(operands) => Wanted::OneOf(values(operands)?),
            Test::Not(operands) => Wanted::Not(values(operands)?),
            Test::Range { low, high } => Wanted::Range { low: *low, high: *high },
        };
        Ok(Self { field: place, test })
    }

    /// The values that it names, in the order of the predicate's operands.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        match &self.test {
            Wanted::OneOf(values) | Wanted::Not(values) => values,
            Wanted::Range { .. } => &[],
        }
    }

    /// True if `cell` is as it must be.
    #[must_use]
    pub fn holds(&self, cell: &Cell) -> bool {
        let Some(found) = cell.value() else { return false };
        match &self.test {
            Wanted::OneOf(values) => values.contains(found),
            Wanted::Not(values) => !values.contains(found),
            Wanted::Range { low, high } => found.decimal().is_some_and(|number| {
                low.is_none_or(|(bound, closed)| number > bound || (closed && number == bound))
                    && high.is_none_or(|(bound, closed)| number < bound || (closed && number == bound))
            }),
        }
    }
}

/// The rows for which every condition holds, in order.
#[must_use]
pub fn select(table: &Table, conditions: &[Condition]) -> Vec<usize> {
    let holds =
        |row: &usize| conditions.iter().all(|condition| condition.holds(table.cell(*row, condition.field)));
    (0..table.rows()).filter(holds).collect()
}

/// The place of a field by its name.
///
/// # Errors
/// When the dataset has no such field.
pub fn field(dataset: &Dataset, name: &str, span: Span) -> Result<usize, Diagnostic> {
    dataset.table.field(name).ok_or_else(|| {
        let names = || dataset.table.fields().iter().map(|field| field.name.as_str());
        let problem = Diagnostic::error(
            "unknown-column",
            span,
            format!("the dataset `{}` has no column `{name}`", dataset.id),
        );
        match nearest(name, names()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("its columns are {}", quoted_list(names()))),
        }
    })
}

/// The value of a field that is spelled `text`: a code, a label, a number or a date.
fn value(dataset: &Dataset, place: usize, text: &str, span: Span) -> Result<Value, Diagnostic> {
    let Some(field) = dataset.table.fields().get(place) else {
        return Err(no_value(dataset, place, "", text, span));
    };
    match field.value_of(text) {
        Some(value) if dataset.table.column(place).any(|cell| cell.value() == Some(&value)) => Ok(value),
        _ => Err(no_value(dataset, place, &field.name, text, span)),
    }
}

fn no_value(dataset: &Dataset, place: usize, name: &str, text: &str, span: Span) -> Diagnostic {
    let mut spellings = spellings(&dataset.table, place);
    let problem = Diagnostic::error(
        "no-such-value",
        span,
        format!("no row of `{}` has `{text}` in `{name}`", dataset.id),
    );
    if let Some(near) = nearest(text, spellings.iter().map(String::as_str)) {
        return problem.help(format!("did you mean `{near}`?"));
    }
    let more = spellings.len().saturating_sub(SHOWN);
    spellings.truncate(SHOWN);
    let rest = if more > 0 { format!(" (and {more} more)") } else { String::new() };
    problem.help(format!("the values are {}{rest}", quoted_list(spellings.iter().map(String::as_str))))
}

/// How many values a message lists.
const SHOWN: usize = 12;

/// The different values of a column as an author would write them, in order of first appearance.
fn spellings(table: &Table, place: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for value in table.column(place).filter_map(Cell::value) {
        let spelling = value.to_string();
        if !found.contains(&spelling) {
            found.push(spelling);
        }
    }
    found
}

/// A field's title, or its name.
#[must_use]
pub fn title(field: &Field) -> &str {
    field.title_in("")
}
