//! What a dataset knows and what it does not: cells with a value, with a qualified one, and without.

use crate::{
    base::time::PartDate,
    data::{cell::Cell, dataset::Dataset, rows, value::Value},
    model::{language::Language, show},
};

/// The cells of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The column, by its place.
    pub field: usize,
    /// Its title.
    pub title: String,
    /// Cells with a value that nothing qualifies.
    pub plain: usize,
    /// Cells with a bound, an estimate and their like.
    pub qualified: usize,
    /// The rows whose cell has no value.
    pub gaps: Vec<usize>,
}

impl Known {
    /// All cells.
    #[must_use]
    pub fn total(&self) -> usize {
        self.plain + self.qualified + self.gaps.len()
    }
}

/// The columns of numbers in which something is missing or qualified.
#[must_use]
pub fn of(dataset: &Dataset) -> Vec<Known> {
    let table = &dataset.table;
    let measures = table.fields().iter().enumerate().filter(|(_, field)| field.kind.counts());
    let known = measures.map(|(place, field)| {
        let mut known = Known {
            field: place,
            title: rows::title(field).to_owned(),
            plain: 0,
            qualified: 0,
            gaps: Vec::new(),
        };
        for row in 0..table.rows() {
            match table.cell(row, place) {
                Cell::Value { flag: None, .. } => known.plain += 1,
                Cell::Value { .. } => known.qualified += 1,
                Cell::Absent(_) | Cell::Withheld => known.gaps.push(row),
            }
        }
        known
    });
    known.filter(|known| known.qualified > 0 || !known.gaps.is_empty()).collect()
}

/// The names of rows by their key, years in a row as one span: "2002–2004, 2013".
#[must_use]
pub fn names(dataset: &Dataset, gaps: &[usize], language: &Language) -> Vec<String> {
    let keys: Vec<usize> = if dataset.primary_key.is_empty() { vec![0] } else { dataset.primary_key.clone() };
    if let [only] = keys.as_slice()
        && let Some(years) = years(dataset, gaps, *only)
    {
        return spans(&years);
    }
    gaps.iter().map(|row| name(dataset, *row, &keys, language)).collect()
}

fn name(dataset: &Dataset, row: usize, keys: &[usize], language: &Language) -> String {
    let part = |key: &usize| {
        let field = dataset.table.fields().get(*key)?;
        let value = dataset.table.cell(row, *key).value()?;
        Some(show::value_text(value, field, None, language))
    };
    keys.iter().filter_map(part).collect::<Vec<_>>().join(" · ")
}

fn years(dataset: &Dataset, gaps: &[usize], key: usize) -> Option<Vec<i16>> {
    let year = |row: &usize| match dataset.table.cell(*row, key).value()? {
        Value::Date(PartDate::Year(year)) => Some(*year),
        _ => None,
    };
    gaps.iter().map(year).collect()
}

fn spans(years: &[i16]) -> Vec<String> {
    let mut spans: Vec<(i16, i16)> = Vec::new();
    for year in years {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => spans.push((*year, *year)),
        }
    }
    let words = |(first, last): (i16, i16)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    spans.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::spans;

    #[test]
    fn years_in_a_row_are_one_span() {
        assert_eq!(spans(&[2002, 2003, 2004, 2013, 2018, 2019]), ["2002–2004", "2013", "2018–2019"]);
    }
}
