//! What is computed over several rows of a column: counts, sums, means, extremes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::{
    base::{
        diagnostic::Diagnostic,
        span::Span,
        transform::{Measure, Operation},
    },
    data::{
        cell::Cell,
        dataset::Dataset,
        field::Field,
        kind::FieldType,
        status::{Absence, Flag},
        transform::{amount::Amount, carried, column, new_field, number_column},
        value::Value,
    },
};

/// A measure whose column is known.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// How it is computed.
    pub operation: Operation,
    /// From which column, if from one.
    pub column: Option<usize>,
    /// The column holds counts, so that its sums are counts.
    pub whole: bool,
    /// Where it was asked for.
    pub span: Span,
}

impl Known {
    /// Looks up the column of a measure and checks its type.
    ///
    /// # Errors
    /// When there is none, or its values cannot be reckoned with.
    pub fn new(dataset: &Dataset, measure: &Measure) -> Result<Self, Diagnostic> {
        let find = |name| match measure.operation {
            Operation::Sum | Operation::Mean | Operation::Median | Operation::Change => {
                number_column(dataset, name)
            }
            _ => column(dataset, name),
        };
        let column =
            measure.field.as_ref().filter(|_| measure.operation.needs_field()).map(find).transpose()?;
        let field = column.and_then(|at| dataset.table.fields().get(at));
        Ok(Self {
            operation: measure.operation,
            column,
            whole: field.is_some_and(|field| field.kind == FieldType::Integer),
            span: measure.name.span,
        })
    }

    /// The column that it makes; `taken` are those that stand already.
    ///
    /// # Errors
    /// When its name is taken.
    pub fn field(&self, dataset: &Dataset, measure: &Measure, taken: &[Field]) -> Result<Field, Diagnostic> {
        let source = self.column.and_then(|at| dataset.table.fields().get(at));
        let kept = matches!(self.operation, Operation::Min | Operation::Max | Operation::Lag);
        let kind = match (self.operation, source) {
            (Operation::Mean | Operation::Median | Operation::Change, _) => FieldType::Number,
            (Operation::Sum | Operation::Min | Operation::Max | Operation::Lag, Some(field)) => field.kind,
            _ => FieldType::Integer,
        };
        let mut field = new_field(taken, &measure.name, kind)?;
        if let Some(source) = source.filter(|_| kept) {
            field.categories = carried(source).categories;
        }
        if let Some(source) = source.filter(|_| {
            kept || matches!(self.operation, Operation::Sum | Operation::Mean | Operation::Median)
        }) {
            field.unit = source.unit.clone();
        }
        Ok(field)
    }

    /// Computes it over cells of its column, or over rows where it has none; `None` if the result has too many
    /// digits.
    #[must_use]
    pub fn over(&self, cells: &[&Cell]) -> Option<Cell> {
        let counted = |count: usize| Cell::plain(Value::Integer(i64::try_from(count).unwrap_or(i64::MAX)));
        let values = || cells.iter().filter_map(|cell| cell.value());
        Some(match self.operation {
            Operation::Valid => counted(values().count()),
            Operation::Missing => counted(cells.len() - values().count()),
            Operation::Distinct => counted(values().collect::<BTreeSet<_>>().len()),
            Operation::Sum => return total(cells).cell(self.whole),
            Operation::Mean => return mean(cells).cell(false),
            Operation::Median => return median(cells),
            Operation::Min => extreme(cells, false),
            Operation::Max => extreme(cells, true),
            _ => counted(cells.len()),
        })
    }

    /// What is told of a result of too many digits: its column, and the group that it stands for.
    #[must_use]
    pub fn beyond<'c>(&self, column: &str, group: impl Iterator<Item = &'c Cell>) -> Diagnostic {
        let group: Vec<String> = group.filter_map(|cell| cell.value().map(ToString::to_string)).collect();
        let of = if group.is_empty() { String::new() } else { format!(" for `{}`", group.join(", ")) };
        Diagnostic::error("no-result", self.span, format!("`{column}` has more than 28 digits{of}")).help(
            "compute it from smaller numbers: `calculate` a column divided by a power of ten first, and use that",
        )
    }
}

fn total(cells: &[&Cell]) -> Amount {
    Amount::sum(cells.iter().map(|cell| Amount::of(cell)))
}

/// The mean of the cells that apply.
fn mean(cells: &[&Cell]) -> Amount {
    let applying = cells.iter().filter(|cell| cell.absence() != Some(Absence::NotApplicable)).count();
    total(cells).over(Amount::Known(Decimal::from(applying), None))
}

/// The middle value; of an even number of values the mean of the two in the middle. A bound among them
/// could stand anywhere, so then there is none.
fn median(cells: &[&Cell]) -> Option<Cell> {
    let applying = cells.iter().filter(|cell| cell.absence() != Some(Absence::NotApplicable));
    let amounts: Vec<Amount> = applying.map(|cell| Amount::of(cell)).collect();
    if let Some(unknown) = amounts.iter().find(|amount| !matches!(amount, Amount::Known(..))) {
        return unknown.cell(false);
    }
    let mut numbers: Vec<(Decimal, Option<Flag>)> = Vec::new();
    for amount in &amounts {
        if let Amount::Known(number, flag) = amount {
            numbers.push((*number, *flag));
        }
    }
    if numbers.is_empty()
        || numbers.iter().any(|(_, flag)| matches!(flag, Some(Flag::AtLeast | Flag::AtMost)))
    {
        return Some(Cell::Absent(if numbers.is_empty() {
            Absence::NotApplicable
        } else {
            Absence::Missing
        }));
    }
    numbers.sort_by_key(|(number, _)| *number);
    let at = |place: usize| {
        numbers.get(place).map_or(Amount::Withheld, |(number, flag)| Amount::Known(*number, *flag))
    };
    let half = numbers.len() / 2;
    if numbers.len() % 2 == 1 {
        return at(half).cell(false);
    }
    at(half - 1).plus(at(half)).over(Amount::Known(Decimal::TWO, None)).cell(false)
}

/// The lowest or highest value. Of several upper bounds and values the highest is an upper bound if one of
/// the bounds is; one lower bound makes it a lower bound, wherever it stands. The lowest is its mirror.
#[must_use]
pub fn extreme(cells: &[&Cell], highest: bool) -> Cell {
    let (inward, outward) =
        if highest { (Flag::AtMost, Flag::AtLeast) } else { (Flag::AtLeast, Flag::AtMost) };
    let applying = || cells.iter().copied().filter(|cell| cell.absence() != Some(Absence::NotApplicable));
    if let Some(unknown) = applying().find(|cell| cell.value().is_none()) {
        return unknown.clone();
    }
    let open = applying().any(|cell| cell.flag() == Some(outward));
    let rank = |cell: &&Cell| (cell.value().cloned(), cell.flag() != Some(inward));
    let lowest_rank = |cell: &&Cell| (cell.value().cloned(), cell.flag() == Some(inward));
    let candidates = || applying().filter(|cell| !open || cell.flag() != Some(inward));
    let best = if highest { candidates().max_by_key(rank) } else { candidates().min_by_key(lowest_rank) };
    match best {
        Some(Cell::Value { value, .. }) if open => Cell::Value { value: value.clone(), flag: Some(outward) },
        Some(cell) => cell.clone(),
        None => Cell::Absent(Absence::NotApplicable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(number: i64, flag: Option<Flag>) -> Cell {
        Cell::Value { value: Value::Integer(number), flag }
    }

    fn highest(cells: &[Cell]) -> Cell {
        extreme(&cells.iter().collect::<Vec<_>>(), true)
    }

    #[test]
    fn an_extreme_is_as_sure_as_its_cells() {
        let (least, most) = (Some(Flag::AtLeast), Some(Flag::AtMost));
        assert_eq!(highest(&[cell(3, None), cell(5, None)]), cell(5, None));
        assert_eq!(highest(&[cell(3, least), cell(5, None)]), cell(5, least));
        assert_eq!(highest(&[cell(3, most), cell(5, None)]), cell(5, None));
        assert_eq!(highest(&[cell(7, most), cell(5, None)]), cell(7, most));
        assert_eq!(highest(&[cell(5, most), cell(5, None)]), cell(5, None));
        assert_eq!(highest(&[cell(7, most), cell(5, least)]), cell(5, least));
        assert_eq!(
            highest(&[cell(7, None), Cell::Absent(Absence::NotFound)]),
            Cell::Absent(Absence::NotFound)
        );
        let lowest = extreme(&[&cell(3, most), &cell(5, None), &cell(2, least)], false);
        assert_eq!(lowest, cell(3, most));
    }

    #[test]
    fn a_median_lies_in_the_middle() {
        let middle = |numbers: &[i64]| {
            let cells: Vec<Cell> = numbers.iter().map(|number| cell(*number, None)).collect();
            median(&cells.iter().collect::<Vec<_>>()).unwrap().decimal().unwrap().to_string()
        };
        assert_eq!(middle(&[9, 1, 5]), "5");
        assert_eq!(middle(&[9, 1, 5, 6]), "5.5");
        assert_eq!(mean(&[&cell(1, None), &cell(2, None)]), Amount::Known("1.5".parse().unwrap(), None));
    }
}
