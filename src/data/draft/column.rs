//! One column of a file of which nothing is declared: its type, what stands for nothing, what it flags.

use std::collections::BTreeSet;

use crate::data::{country::Country, kind::FieldType, number::Notation, status::Status, writing::Writing};

/// Texts that often stand for an empty cell.
const MARKERS: [&str; 16] =
    ["-", "–", "—", "..", "...", "…", ":", "n/a", "N/A", "NA", "n.a.", "null", "NULL", "#N/A", "NaN", "*"];

/// Forms of days besides ISO 8601. Of two that fit, the first is taken, and a comment says so.
const FORMS: [&str; 5] = ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d"];

/// Parts of names that say "year".
const YEAR_WORDS: [&str; 6] = ["year", "jahr", "année", "annee", "año", "anno"];

/// A classification has no more values than this.
const MOST_CHOICES: usize = 12;

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its name in the first row.
    pub name: String,
    /// Its type.
    pub kind: FieldType,
    /// The pattern of its days; ISO 8601 without one.
    pub form: Option<&'static str>,
    /// Texts that stand for an empty cell.
    pub markers: Vec<&'static str>,
    /// Its cells as they stand.
    pub cells: Vec<String>,
    /// The column that flags its cells.
    pub status: Option<usize>,
    /// What a person should look at.
    pub doubts: Vec<&'static str>,
}

impl Column {
    /// Looks at the cells of a column.
    #[must_use]
    pub fn of(name: &str, cells: Vec<String>, notation: Notation) -> Self {
        let mut column = Self {
            name: name.to_owned(),
            kind: FieldType::String,
            form: None,
            markers: Vec::new(),
            cells,
            status: None,
            doubts: Vec::new(),
        };
        column.find_kind(notation);
        column
    }

    /// The cells that hold something.
    pub fn filled(&self) -> impl Iterator<Item = &str> {
        let holds = |text: &&str| !text.is_empty() && !self.markers.contains(text);
        self.cells.iter().map(String::as_str).filter(holds)
    }

    /// True if every cell holds something.
    #[must_use]
    pub fn full(&self) -> bool {
        self.filled().count() == self.cells.len()
    }

    /// The few values that a column of texts repeats; empty if it repeats none.
    #[must_use]
    pub fn choices(&self) -> BTreeSet<&str> {
        let values: BTreeSet<&str> = self.filled().collect();
        let repeated = values.len() <= MOST_CHOICES && values.len() * 2 <= self.filled().count();
        if self.kind == FieldType::String && repeated { values } else { BTreeSet::new() }
    }

    fn find_kind(&mut self, notation: Notation) {
        if self.filled().next().is_none() {
            self.doubts.push("the column is empty, so its type is a guess");
            return;
        }
        let found = self.fitting(notation).or_else(|| {
            let used = MARKERS.into_iter().filter(|marker| self.cells.iter().any(|cell| cell == marker));
            self.markers = used.collect();
            let found = self.fitting(notation).filter(|_| self.filled().next().is_some());
            if found.is_none() {
                self.markers.clear();
            }
            found
        });
        if let Some((kind, form)) = found {
            (self.kind, self.form) = (kind, form);
            self.doubt_kind();
        } else if self.filled().all(|text| FieldType::Integer.parse(text, &Writing::default()).is_ok()) {
            self.doubts.push("numbers with leading zeros are taken for codes, not counts");
        }
    }

    /// The narrowest type that all cells have.
    fn fitting(&self, notation: Notation) -> Option<(FieldType, Option<&'static str>)> {
        let all = |kind: FieldType, form: Option<&str>| {
            let writing = Writing { notation, form: form.map(str::to_owned) };
            self.filled().all(|text| kind.parse(text, &writing).is_ok())
        };
        if all(FieldType::Year, None) && self.speaks_of_years() {
            return Some((FieldType::Year, None));
        }
        if all(FieldType::Number, None) {
            let zeros = self.filled().any(|text| {
                text.len() > 1 && text.bytes().all(|b| b.is_ascii_digit()) && text.starts_with('0')
            });
            let whole = if all(FieldType::Integer, None) { FieldType::Integer } else { FieldType::Number };
            return (!zeros).then_some((whole, None));
        }
        let words =
            self.filled().all(|text| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"));
        if words && all(FieldType::Boolean, None) {
            return Some((FieldType::Boolean, None));
        }
        let dates = [FieldType::Date, FieldType::YearMonth, FieldType::Quarter, FieldType::DateTime];
        if let Some(kind) = dates.into_iter().find(|kind| all(*kind, None)) {
            return Some((kind, None));
        }
        if let Some(form) = FORMS.into_iter().find(|form| all(FieldType::Date, Some(*form))) {
            return Some((FieldType::Date, Some(form)));
        }
        self.names_countries().then_some((FieldType::Country, None))
    }

    fn speaks_of_years(&self) -> bool {
        let name = self.name.to_lowercase();
        YEAR_WORDS.iter().any(|word| name.contains(word))
            || self.filled().all(|text| ("1900".."2100").contains(&text))
    }

    /// Codes of three letters; names are for people, and a file that has codes has both.
    fn names_countries(&self) -> bool {
        self.filled().all(|text| Country::parse(text).is_ok_and(|country| country.alpha3 == text))
    }

    fn doubt_kind(&mut self) {
        match (self.kind, self.form) {
            (FieldType::Date, Some("%d/%m/%Y" | "%m/%d/%Y")) => {
                self.doubts.push("is the day or the month first?");
            }
            (FieldType::Year, _) => {
                let name = self.name.to_lowercase();
                if !YEAR_WORDS.iter().any(|word| name.contains(word)) {
                    self.doubts.push("`integer` if these are counts, not years");
                }
            }
            _ => {}
        }
        if !self.markers.is_empty() {
            self.doubts
                .push("why is there no value? write {value: \"…\", label: not_found} if it was looked for");
        }
    }
}

/// Gives each column of status words to the column of numbers that stands before it, if the two agree.
pub fn find_statuses(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let owner = columns.iter().take(at).rposition(|column| column.kind.counts());
        let Some((owner, flags)) = owner.zip(columns.get(at)) else { continue };
        let agrees = columns.get(owner).is_some_and(|owner| agree(owner, flags));
        if let Some(owner) = columns.get_mut(owner).filter(|owner| agrees && owner.status.is_none()) {
            owner.status = Some(at);
        }
    }
}

/// True if every cell of `flags` is a status that the cell of `owner` can have.
fn agree(owner: &Column, flags: &Column) -> bool {
    let is_status = flags.kind == FieldType::String && flags.choices().iter().any(|word| word.len() > 1);
    let pairs = owner.cells.iter().zip(&flags.cells);
    let mut agreeing = pairs.map(|(cell, word)| {
        let empty = cell.is_empty() || owner.markers.contains(&cell.as_str());
        match Status::parse(word) {
            None => word.is_empty(),
            Some(Status::Absent(_)) => empty,
            Some(_) => !empty,
        }
    });
    (is_status || flags.filled().count() > 1)
        && flags.kind == FieldType::String
        && agreeing.all(|agrees| agrees)
}
