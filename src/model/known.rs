//! What a dataset knows and what it does not: cells with a value, with a qualified one, and without.

use std::collections::BTreeMap;

use crate::{
    base::time::PartDate,
    data::{cell::Cell, dataset::Dataset, value::Value},
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

    /// The plain and the qualified cells in thousandths of all, for a bar.
    #[must_use]
    pub fn shares(&self) -> [usize; 2] {
        let total = self.total().max(1);
        let end = (self.plain + self.qualified) * 1000 / total;
        let plain = self.plain * 1000 / total;
        [plain, end - plain]
    }
}

/// The columns of numbers in which something is missing or qualified.
#[must_use]
pub fn of(dataset: &Dataset, tag: &str) -> Vec<Known> {
    measures(dataset, tag).filter(|known| known.qualified > 0 || !known.gaps.is_empty()).collect()
}

fn measures(dataset: &Dataset, tag: &str) -> impl Iterator<Item = Known> {
    let table = &dataset.table;
    let measures = table.fields().iter().enumerate().filter(|(_, field)| field.kind.counts());
    measures.map(|(place, field)| {
        let mut known = Known {
            field: place,
            title: field.title_in(tag).to_owned(),
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
    })
}

/// All columns of numbers as one; nothing for a dataset without any.
#[must_use]
pub fn whole(dataset: &Dataset, tag: &str) -> Option<Known> {
    measures(dataset, tag).reduce(|mut all, known| {
        all.plain += known.plain;
        all.qualified += known.qualified;
        all.gaps.extend(known.gaps);
        all
    })
}

/// Rows without a value that have a name in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// What their keys name beside the year; empty where the year is the whole key.
    pub name: String,
    /// Their years, those in a row as one span: "2002–2004". Empty where no key is a year.
    pub years: Vec<String>,
}

/// The rows by their key: one entry for each name, in the order of the table.
#[must_use]
pub fn gaps(dataset: &Dataset, rows: &[usize], language: &Language) -> Vec<Gap> {
    let keys: &[usize] = match &dataset.protection {
        Some(protection) => &protection.dimensions,
        None if dataset.primary_key.is_empty() => &[0],
        None => &dataset.primary_key,
    };
    let year = keys.iter().copied().find(|key| rows.iter().all(|row| year(dataset, *row, *key).is_some()));
    let names: Vec<usize> = keys.iter().copied().filter(|key| Some(*key) != year).collect();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<(String, Vec<i16>)> = Vec::new();
    for row in rows {
        let name = name(dataset, *row, &names, language);
        let place = *places.entry(name.clone()).or_insert(found.len());
        if place == found.len() {
            found.push((name, Vec::new()));
        }
        if let Some((_, years)) = found.get_mut(place) {
            years.extend(year.and_then(|key| self::year(dataset, *row, key)));
        }
    }
    let gap = |(name, mut years): (String, Vec<i16>)| {
        years.sort_unstable();
        Gap { name, years: spans(&years) }
    };
    found.into_iter().map(gap).collect()
}

fn name(dataset: &Dataset, row: usize, keys: &[usize], language: &Language) -> String {
    let part = |key: &usize| {
        let field = dataset.table.fields().get(*key)?;
        let value = dataset.table.cell(row, *key).value()?;
        Some(show::value_text(value, field, None, language))
    };
    keys.iter().filter_map(part).collect::<Vec<_>>().join(" · ")
}

fn year(dataset: &Dataset, row: usize, key: usize) -> Option<i16> {
    match dataset.table.cell(row, key).value()? {
        Value::Date(PartDate::Year(year)) => Some(*year),
        _ => None,
    }
}

fn spans(years: &[i16]) -> Vec<String> {
    let mut spans: Vec<(i16, i16)> = Vec::new();
    for year in years {
        match spans.last_mut() {
            Some((_, last)) if (*last..=last.saturating_add(1)).contains(year) => *last = *year,
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
        assert_eq!(spans(&[2002, 2002, i16::MAX]), ["2002", "32767"]);
    }
}
