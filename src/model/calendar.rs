//! What is announced: items that wait and say `announce: true`, and datasets whose next update is known.
//!
//! Of an announced item its title and its moment are known here, and nothing else of it is ever published.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::FileId,
        time::PartDate,
    },
    data::Datasets,
    model::language::Language,
};

/// An item that waits and may be named.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its file.
    pub file: FileId,
    /// Its headline, which holds no number.
    pub title: String,
    /// The language in its file's name.
    pub language: Option<String>,
    /// When it appears.
    pub at: Timestamp,
}

/// One entry of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What will appear.
    pub what: What,
    /// When.
    pub when: When,
    /// Its time has passed, and it has not appeared.
    pub late: bool,
}

/// What will appear.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// An item of a language.
    Item {
        /// Its file.
        file: FileId,
        /// Its headline.
        title: String,
        /// Its language, by place.
        language: usize,
    },
    /// New figures of a dataset, by its place.
    Dataset(usize),
}

/// When it will.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// At this moment.
    Moment(Timestamp),
    /// On this day, or in this month or year.
    Day(PartDate),
}

impl Entry {
    /// True if pages of a language show it; datasets have no language.
    #[must_use]
    pub fn is_in(&self, wanted: usize) -> bool {
        match self.what {
            What::Item { language, .. } => language == wanted,
            What::Dataset(_) => true,
        }
    }

    /// Whatever of it the published files do not hold in any case, as text for a hash.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match &self.what {
            What::Item { title, language, .. } => format!("{title} {language} {:?}", self.when),
            What::Dataset(place) => format!("{place} {}", self.late),
        }
    }

    fn first_day(&self, zone: &TimeZone) -> Date {
        match self.when {
            When::Moment(moment) => moment.to_zoned_datetime(zone.clone()).date(),
            When::Day(date) => date.first_day(),
        }
    }
}

/// The entries in order of their time, and the moments at which those of datasets become late.
pub fn entries(
    announced: Vec<Announced>,
    datasets: &Datasets,
    languages: &[Language],
    now: Timestamp,
    zone: &TimeZone,
    diagnostics: &mut Diagnostics,
) -> (Vec<Entry>, Vec<Timestamp>) {
    let language = |tag: Option<&str>| {
        languages.iter().position(|language| Some(language.locale.tag()) == tag).unwrap_or_default()
    };
    let item = |item: Announced| Entry {
        what: What::Item { file: item.file, title: item.title, language: language(item.language.as_deref()) },
        when: When::Moment(item.at),
        late: false,
    };
    let mut entries: Vec<Entry> = announced.into_iter().map(item).collect();
    let mut dues = Vec::new();
    for (place, dataset) in datasets.list.iter().enumerate().filter(|(_, dataset)| dataset.publish) {
        let Some(date) = dataset.about.next_update else { continue };
        let Some(end) = end(date, zone) else { continue };
        let late = end <= now;
        dues.push(end);
        entries.push(Entry { what: What::Dataset(place), when: When::Day(date), late });
        if late {
            let message = format!("the update of `{}` was announced for {date} and is overdue", dataset.id);
            diagnostics.push(
                Diagnostic::warning("overdue-update", dataset.span, message)
                    .help("publish the new figures and write the next `next_update`, or delete the line"),
            );
        }
    }
    entries.sort_by_key(|entry| entry.first_day(zone));
    (entries, dues)
}

/// The moment at which a day, month or year is over.
fn end(date: PartDate, zone: &TimeZone) -> Option<Timestamp> {
    let next = match date {
        PartDate::Year(year) => Date::new(year + 1, 1, 1),
        PartDate::Month(year, 12) => Date::new(year + 1, 1, 1),
        PartDate::Month(year, month) => Date::new(year, month + 1, 1),
        PartDate::Day(day) => day.tomorrow(),
    };
    Some(next.ok()?.to_zoned_datetime(zone.clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_over_when_the_next_begins() {
        let london = TimeZone::get("Europe/London").unwrap();
        let over = |date: &str| end(PartDate::parse(date).unwrap(), &london).unwrap().to_string();
        assert_eq!(over("2026-12"), "2027-01-01T00:00:00Z");
        assert_eq!(over("2026-07"), "2026-07-31T23:00:00Z");
        assert_eq!(over("2026-07-14"), "2026-07-14T23:00:00Z");
        assert_eq!(over("2026"), "2027-01-01T00:00:00Z");
    }
}
