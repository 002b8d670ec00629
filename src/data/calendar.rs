//! Days, months and years of cells: ISO 8601, or days in the one form that the field declares.

use jiff::{Timestamp, civil::Date, fmt::strtime};

use crate::{
    base::time::{self, Moment, PartDate},
    data::{
        fault::{Fault, FaultKind},
        value::Value,
    },
};

/// Day 0 of spreadsheets that count days.
const SPREADSHEET_EPOCH: Date = Date::constant(1899, 12, 30);

/// The spreadsheet day numbers that are taken for one: 1954 to 2064.
const SPREADSHEET_DAYS: std::ops::RangeInclusive<i32> = 20_000..=60_000;

/// A day; `form` is a pattern such as `%d/%m/%Y` if the field declares one.
///
/// # Errors
/// When `text` is not written so, or there is no such day.
pub fn day(text: &str, form: Option<&str>) -> Result<PartDate, Fault> {
    let date = match form {
        Some(form) => strtime::parse(form, text).ok().and_then(|parsed| parsed.to_date().ok()),
        None => time::date(text),
    };
    // `%Y` reads `26` as the year 26; through ISO go the years that a site can speak of.
    let date = date
        .filter(|date| form.is_none() || date.year() >= 1000)
        .and_then(|date| time::date(&date.to_string()));
    date.map(PartDate::Day).ok_or_else(|| match form {
        Some(form) => fault(
            "is no date of the form that the field declares",
            format!("write it like `{form}`, or change `format`"),
        ),
        None => explain(text),
    })
}

/// A year.
///
/// # Errors
/// When `text` is not four digits.
pub fn year(text: &str) -> Result<PartDate, Fault> {
    let cure = "write four digits, like `2019`; for other periods declare `type: string`";
    PartDate::parse(text)
        .filter(|date| matches!(date, PartDate::Year(_)))
        .ok_or_else(|| fault("is no year", cure))
}

/// A year and a month.
///
/// # Errors
/// When `text` is not written like `2019-07`.
pub fn month(text: &str) -> Result<PartDate, Fault> {
    let month = PartDate::parse(text).filter(|date| matches!(date, PartDate::Month(..)));
    month.ok_or_else(|| fault("is no month", "write year and month, like `2019-07`"))
}

/// A quarter of a year.
///
/// # Errors
/// When `text` is not written like `2019-Q3`.
pub fn quarter(text: &str) -> Result<Value, Fault> {
    let parts = text
        .split_once("-Q")
        .and_then(|(year, quarter)| Some((PartDate::parse(year)?, quarter.parse().ok()?)));
    match parts {
        Some((PartDate::Year(year), quarter @ 1..=4)) if text.len() == 7 => Ok(Value::Quarter(year, quarter)),
        _ => Err(fault("is no quarter", "write year and quarter, like `2019-Q3`")),
    }
}

/// A moment.
///
/// # Errors
/// When `text` is no date and time with `Z` or an offset.
pub fn moment(text: &str) -> Result<Timestamp, Fault> {
    match Moment::parse(text) {
        Some(Moment::Fixed(moment)) => Ok(moment),
        Some(Moment::Clock(_)) => {
            Err(fault("names no time zone", "add `Z` for UTC or an offset: `2019-07-26T09:30:00+02:00`"))
        }
        None => Err(fault("is no moment", "write it like `2019-07-26T09:30:00Z`")),
    }
}

/// Why a text is no ISO date.
fn explain(text: &str) -> Fault {
    if let Some(date) =
        text.parse().ok().filter(|days| SPREADSHEET_DAYS.contains(days)).and_then(spreadsheet_date)
    {
        let words = format!("is no date; it may be a spreadsheet's number for {date}");
        return fault(
            &words,
            "format the column as a date (`YYYY-MM-DD`) in the spreadsheet and export it again",
        );
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numeric = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    match (numeric, lengths.as_slice()) {
        (true, [1 | 2, 1 | 2, 4]) => slashed(text, &parts),
        (true, [1 | 2, 1 | 2, 2]) => {
            fault("is no date: its year has two digits", "write it with the whole year, like `2019-07-26`")
        }
        (true, [4, 2, 2]) => fault("is no date: there is no such day", "correct the month or the day"),
        _ => fault("is no date", "write it like `2019-07-26`"),
    }
}

/// `03/04/2026`: two readings, or one where a number is above twelve.
fn slashed(text: &str, parts: &[&str]) -> Fault {
    let sign = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('/');
    let number = |place: usize| parts.get(place).and_then(|part| part.parse::<u8>().ok()).unwrap_or_default();
    let day_first = format!("`format: \"%d{sign}%m{sign}%Y\"`");
    let month_first = format!("`format: \"%m{sign}%d{sign}%Y\"`");
    match (number(0) <= 12, number(1) <= 12) {
        (true, true) => fault(
            "is no date that has one reading",
            format!(
                "if the whole column puts the day first, add {day_first} to the field; if the month, {month_first}"
            ),
        ),
        (false, true) => {
            fault("is no date", format!("write it like `2019-07-26`, or add {day_first} to the field"))
        }
        (true, false) => {
            fault("is no date", format!("write it like `2019-07-26`, or add {month_first} to the field"))
        }
        (false, false) => fault("is no date: there is no such day", "write it like `2019-07-26`"),
    }
}

fn spreadsheet_date(days: i32) -> Option<Date> {
    SPREADSHEET_EPOCH.checked_add(jiff::Span::new().days(days)).ok()
}

fn fault(words: &str, cure: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Date, words, cure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_iso() {
        assert_eq!(day("2019-07-26", None), Ok(PartDate::Day(Date::constant(2019, 7, 26))));
        assert_eq!(month("2019-07"), Ok(PartDate::Month(2019, 7)));
        assert_eq!(year("2019"), Ok(PartDate::Year(2019)));
        for text in
            ["2019-7-26", "2019-02-30", "26.7.2019", "", "2019", "20190726", "0000-01-01", "10000-01-01"]
        {
            assert!(day(text, None).is_err(), "{text}");
        }
        assert!(year("19").is_err() && year("2019/2020").is_err() && year("0000").is_err());
    }

    #[test]
    fn quarters_and_moments_are_whole() {
        assert_eq!(quarter("2019-Q3"), Ok(Value::Quarter(2019, 3)));
        for text in ["2019-Q5", "2019-Q0", "2019Q3", "2019-q3", "2019-Q03", "2019-Q+3"] {
            assert!(quarter(text).is_err(), "{text}");
        }
        assert!(moment("2019-07-26T09:30:00+02:00").is_ok());
        assert!(moment("2019-07-26T09:30:00").unwrap_err().words.contains("time zone"));
    }

    #[test]
    fn a_declared_form_is_read_and_no_other() {
        assert_eq!(day("03/04/2026", Some("%d/%m/%Y")), Ok(PartDate::Day(Date::constant(2026, 4, 3))));
        for text in ["2026-04-03", "03/04/26", "03/04/2026 ", "31/02/2026"] {
            assert!(day(text, Some("%d/%m/%Y")).is_err(), "{text}");
        }
    }

    #[test]
    fn the_cure_fits_the_fault() {
        let cure = |text| day(text, None).unwrap_err().cure;
        assert!(cure("03/04/2026").contains("%d/%m/%Y") && cure("03/04/2026").contains("%m/%d/%Y"));
        assert!(cure("26.07.2019").contains("%d.%m.%Y"));
        assert!(cure("26/07/19").contains("whole year"));
        assert!(day("45000", None).unwrap_err().words.contains("2023-03-15"));
    }
}
