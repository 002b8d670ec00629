//! Dates as authors write them. Nothing here reads a clock: "now" is an option of the run.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::strtime,
    tz::{AmbiguousOffset, TimeZone},
};

/// The years that a site can speak of; four digits, and the arithmetic around them cannot overflow.
const YEARS: std::ops::RangeInclusive<i16> = 1..=9998;

/// `2019-07-26`, and nothing else.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    let date: Date = shaped.then(|| text.parse().ok())??;
    YEARS.contains(&date.year()).then_some(date)
}

/// A date whose day, or month and day, may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartDate {
    /// Only the year is known.
    Year(i16),
    /// Year and month.
    Month(i16, i8),
    /// All of it.
    Day(Date),
}

impl PartDate {
    /// Reads `2019`, `2017-03` or `2019-07-26`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(date) = date(text) {
            return Some(Self::Day(date));
        }
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())?
        };
        match text.split_once('-') {
            None => digits(text, 4).filter(|year| YEARS.contains(year)).map(Self::Year),
            Some((year, month)) => {
                let year = digits(year, 4).filter(|year| YEARS.contains(year))?;
                let month = i8::try_from(digits(month, 2)?).ok().filter(|month| (1..=12).contains(month))?;
                Some(Self::Month(year, month))
            }
        }
    }

    /// The first day it can be, for sorting.
    #[must_use]
    pub fn first_day(self) -> Date {
        let (year, month) = match self {
            Self::Year(year) => (year, 1),
            Self::Month(year, month) => (year, month),
            Self::Day(date) => return date,
        };
        Date::new(year, month, 1).unwrap_or(Date::ZERO)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.first_day().year()
    }
}

impl std::fmt::Display for PartDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

/// A moment as written: on a clock of the site's zone, or with its own offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A clock time, to be placed in the site's time zone; midnight if only a date was written.
    Clock(DateTime),
    /// A moment with an offset.
    Fixed(Timestamp),
}

/// Why a clock time is no single moment in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// The clock is put forward over it; the readings before and after.
    Skipped(Timestamp, Timestamp),
    /// The clock is put back over it; the first and the second reading.
    Repeated(Timestamp, Timestamp),
}

impl Moment {
    /// Reads `2019-07-26`, `2019-07-26 09:30`, `2019-07-26T09:30:00`, with or without `Z` or an offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = text.split_at_checked(10)?;
        let midnight = DateTime::from_parts(date(day)?, jiff::civil::Time::midnight());
        if rest.is_empty() {
            return Some(Self::Clock(midnight));
        }
        let rest = rest.strip_prefix(['T', ' '])?;
        let (clock, offset) = rest.find(['Z', '+', '-']).map_or((rest, ""), |at| rest.split_at(at));
        if !is_clock(clock) {
            return None;
        }
        let time =
            ["%H:%M:%S", "%H:%M"].iter().find_map(|form| strtime::parse(form, clock).ok()?.to_time().ok())?;
        let clock = DateTime::from_parts(midnight.date(), time);
        match offset {
            "" => Some(Self::Clock(clock)),
            _ => format!("{}T{}{offset}", clock.date(), clock.time()).parse().ok().map(Self::Fixed),
        }
    }

    /// The moment in `zone`.
    ///
    /// # Errors
    /// When a clock change skips or repeats it.
    pub fn place(self, zone: &TimeZone) -> Result<Timestamp, Unplaced> {
        let clock = match self {
            Self::Fixed(moment) => return Ok(moment),
            Self::Clock(clock) => clock,
        };
        let at = |offset: jiff::tz::Offset| offset.to_timestamp(clock).unwrap_or(Timestamp::UNIX_EPOCH);
        match zone.to_ambiguous_timestamp(clock).offset() {
            AmbiguousOffset::Unambiguous { offset } => Ok(at(offset)),
            AmbiguousOffset::Gap { before, after } => Err(Unplaced::Skipped(at(after), at(before))),
            AmbiguousOffset::Fold { before, after } => Err(Unplaced::Repeated(at(before), at(after))),
        }
    }
}

/// True for `09:30` and `09:30:00`, before a library that is kinder reads it: no second is the sixty-first.
fn is_clock(text: &str) -> bool {
    let shaped =
        text.bytes().enumerate().all(|(i, b)| if i % 3 == 2 { b == b':' } else { b.is_ascii_digit() });
    shaped && (text.len() == 5 || text.len() == 8) && text.get(6..) != Some("60")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_iso_dates_are_dates() {
        assert!(date("2019-07-26").is_some());
        for text in [
            "31/02/2026",
            "2026-13-01",
            "2026-02-30",
            "0000-01-01",
            "10000-01-01",
            "2019-7-26",
            "2019-07-26 ",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_may_lack_its_day() {
        assert_eq!(PartDate::parse("2017-03"), Some(PartDate::Month(2017, 3)));
        assert_eq!(PartDate::parse("2017"), Some(PartDate::Year(2017)));
        assert_eq!(PartDate::parse("2017-13"), None);
    }

    #[test]
    fn leap_seconds_are_no_time_on_our_clocks() {
        for text in ["2016-12-31T23:59:60Z", "2016-12-31T23:59:61Z", "2019-07-26 9:30", "2019-07-26T09:30:5"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        assert!(matches!(Moment::parse("2019-07-26T09:30+02:00"), Some(Moment::Fixed(_))));
        assert!(matches!(Moment::parse("2019-07-26 09:30"), Some(Moment::Clock(_))));
    }

    #[test]
    fn clock_changes_leave_no_single_moment() {
        let london = TimeZone::get("Europe/London").unwrap();
        let place = |text| Moment::parse(text).unwrap().place(&london);
        assert!(matches!(place("2026-03-29 01:30"), Err(Unplaced::Skipped(..))));
        assert!(matches!(place("2026-10-25 01:30"), Err(Unplaced::Repeated(..))));
        assert_eq!(place("2026-07-01 12:00").unwrap().to_string(), "2026-07-01T11:00:00Z");
    }
}
