//! Round numbers, years and days along a dimension axis, and the words at them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::chart::{Axis, Form, Scale};
use crate::plot::ladder::{Ladder, Wish};
use crate::plot::style::{REGULAR, SMALL, Style};

/// One tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its position.
    pub at: f64,
    /// Its words; the unit is not among them.
    pub label: String,
}

/// How near to each other words may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Some along an axis.
    Wide,
    /// One below each band if they fit.
    Close,
}

impl Spread {
    /// Between the words of two ticks, in pixels.
    fn gap(self) -> f64 {
        match self {
            Self::Wide => 14.0,
            Self::Close => 7.0,
        }
    }

    /// Pixels for a tick if their number is right.
    fn pitch(self) -> f64 {
        match self {
            Self::Wide => 90.0,
            Self::Close => 40.0,
        }
    }
}

/// The ticks of a dimension axis in `room` pixels: the best of those whose words fit.
#[must_use]
pub fn along(
    axis: &Axis,
    (low, high): (f64, f64),
    room: f64,
    style: &Style<'_>,
    spread: Spread,
) -> Vec<Tick> {
    let candidates = match &axis.scale {
        Scale::Year => years(low, high),
        Scale::Day => days(low, high),
        Scale::Quantity => quantities(low, high),
        Scale::Category(_) => Vec::new(),
    };
    // The best come first, so that few have to be measured.
    let mut candidates: Vec<(f64, Candidate)> = candidates
        .into_iter()
        .map(|candidate| (score(&candidate.places, (low, high), room, spread), candidate))
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let per_unit = room / (high - low).max(f64::MIN_POSITIVE);
    let fits = |ticks: &Vec<Tick>| {
        let width = |tick: &Tick| style.width(&tick.label, SMALL, REGULAR);
        let clear =
            |a: &Tick, b: &Tick| (b.at - a.at) * per_unit >= width(a).midpoint(width(b)) + spread.gap();
        ticks.iter().zip(ticks.iter().skip(1)).all(|(a, b)| clear(a, b))
    };
    candidates.iter().map(|(_, candidate)| candidate.ticks(&axis.form, style)).find(fits).unwrap_or_default()
}

/// The ticks of a logarithmic dimension axis in `room` pixels.
#[must_use]
pub fn powers(form: &Form, range: (f64, f64), room: f64, style: &Style<'_>) -> Vec<Tick> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
    let most = (room / 60.0).clamp(2.0, 12.0) as usize;
    let ladder = Ladder::logarithmic(range, most);
    let words = |tick: &Decimal| Tick {
        at: ladder.at(tick),
        label: style.tick(form, *tick, ladder.decimals_of(tick), ""),
    };
    ladder.ticks.iter().map(words).collect()
}

/// Places for ticks, and what their words say.
struct Candidate {
    places: Vec<f64>,
    say: Say,
}

#[derive(Clone, Copy)]
enum Say {
    Year,
    /// The year of a day.
    YearOfDay,
    Month,
    Day,
    Number(u32),
}

impl Candidate {
    fn ticks(&self, form: &Form, style: &Style<'_>) -> Vec<Tick> {
        self.places.iter().map(|at| Tick { at: *at, label: self.label(*at, form, style) }).collect()
    }

    fn label(&self, at: f64, form: &Form, style: &Style<'_>) -> String {
        let of_date = |write: &dyn Fn(Date) -> String| date(at).map_or_else(String::new, write);
        match self.say {
            Say::Year => style.year(whole(at)),
            Say::YearOfDay => of_date(&|date| style.year(i64::from(date.year()))),
            Say::Month => of_date(&|date| style.locale.month(date.year(), date.month())),
            Say::Day => of_date(&|date| style.locale.date(date)),
            Say::Number(decimals) => {
                Decimal::try_from(at).map_or_else(|_| at.to_string(), |at| style.tick(form, at, decimals, ""))
            }
        }
    }
}

/// The words for one position of a dimension axis that has no names.
#[must_use]
pub fn words(scale: &Scale, at: f64, style: &Style<'_>) -> String {
    match scale {
        Scale::Year => style.year(whole(at)),
        Scale::Day => date(at).map_or_else(String::new, |date| style.locale.date(date)),
        Scale::Quantity => {
            Decimal::try_from(at).map_or_else(|_| at.to_string(), |at| style.locale.number(at, None))
        }
        Scale::Category(names) => {
            usize::try_from(whole(at)).ok().and_then(|at| names.get(at)).cloned().unwrap_or_default()
        }
    }
}

/// Ticks at both ends of the data are worth two each, a tick too many or too few costs 0.7, uneven
/// steps 1.6.
fn score(places: &[f64], (low, high): (f64, f64), room: f64, spread: Spread) -> f64 {
    let near =
        |place: Option<&f64>, end: f64| place.is_some_and(|place| (place - end).abs() < (high - low) * 0.01);
    let ends = f64::from(u8::from(near(places.first(), low)) + u8::from(near(places.last(), high)));
    let ideal = (room / spread.pitch()).clamp(3.0, if spread == Spread::Close { 30.0 } else { 8.0 });
    #[expect(clippy::cast_precision_loss, reason = "some ticks")]
    let count = places.len() as f64;
    let few = match places.len() {
        0 | 1 => 5.0,
        2 => 0.6,
        _ => 0.0,
    };
    let gaps = || places.iter().zip(places.iter().skip(1)).map(|(a, b)| b - a);
    let (least, most) = (gaps().fold(f64::INFINITY, f64::min), gaps().fold(0.0, f64::max));
    // Months and leap years are not all of one length.
    let uneven = if most > least * 1.2 { 1.6 } else { 0.0 };
    2.0 * ends - 0.7 * (count - ideal).abs() - few - uneven
}

fn years(low: f64, high: f64) -> Vec<Candidate> {
    const STEPS: [f64; 13] = [1.0, 2.0, 4.0, 5.0, 8.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
    let (first, last) = (low.ceil(), high.floor());
    let mut candidates: Vec<Vec<f64>> = Vec::new();
    for step in STEPS.iter().filter(|step| (high - low) / **step <= 30.0) {
        let even = multiples(low, high, *step);
        // The same with the first and the last year in place of those that are too near to them.
        let apart = |place: &f64| place - first >= step * 0.6 && last - place >= step * 0.6;
        let inner = even.iter().copied().filter(apart);
        candidates.push(std::iter::once(first).chain(inner).chain([last]).collect());
        candidates.push(even);
    }
    candidates.push(if first < last { vec![first, last] } else { vec![first] });
    candidates.retain(|places| places.is_sorted_by(|a, b| a < b));
    candidates.into_iter().map(|places| Candidate { places, say: Say::Year }).collect()
}

fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    let (first, last) = (whole((low / step).ceil()), whole((high / step).floor()));
    #[expect(clippy::cast_precision_loss, reason = "years and days are far below 2^52")]
    let place = |index: i64| index as f64 * step;
    (first..=last).map(place).collect()
}

/// The nearest whole number.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "clamped")]
pub fn whole(value: f64) -> i64 {
    value.round().clamp(-1e15, 1e15) as i64
}

fn quantities(low: f64, high: f64) -> Vec<Candidate> {
    let of = |count: usize| {
        let ladder = Ladder::new((low, high), count, Wish { domain: Some((low, high)), ..Wish::default() });
        Candidate {
            places: ladder.ticks.iter().map(|tick| ladder.at(tick)).collect(),
            say: Say::Number(ladder.decimals),
        }
    };
    (2..=9).map(of).collect()
}

/// Days as years, months or days, whichever reads best.
fn days(low: f64, high: f64) -> Vec<Candidate> {
    let (Some(from), Some(to)) = (date(low), date(high)) else { return Vec::new() };
    let mut candidates = Vec::new();
    for step in [1i64, 2, 4, 5, 10, 20, 25, 50, 100] {
        let starts =
            (i64::from(from.year())..=i64::from(to.year()) + 1).filter(|year| year.rem_euclid(step) == 0);
        let start = |year: i64| Date::new(i16::try_from(year).ok()?, 1, 1).ok();
        candidates
            .push(Candidate { places: inside(starts.filter_map(start), low, high), say: Say::YearOfDay });
    }
    if high - low < 1900.0 {
        for step in [1i8, 2, 3, 6] {
            let months =
                (from.year()..=to.year()).flat_map(|year| (1..=12i8).map(move |month| (year, month)));
            let on_step = months.filter(|(_, month)| (month - 1) % step == 0);
            let starts = on_step.filter_map(|(year, month)| Date::new(year, month, 1).ok());
            candidates.push(Candidate { places: inside(starts, low, high), say: Say::Month });
        }
    }
    if high - low < 100.0 {
        let steps = [1.0, 2.0, 7.0, 14.0, 28.0].into_iter();
        candidates.extend(steps.map(|step| Candidate { places: multiples(low, high, step), say: Say::Day }));
    }
    candidates
}

fn inside(starts: impl Iterator<Item = Date>, low: f64, high: f64) -> Vec<f64> {
    starts.map(day).filter(|day| *day >= low && *day <= high).take(60).collect()
}

/// Days since 1970-01-01.
fn day(date: Date) -> f64 {
    f64::from((date - Date::constant(1970, 1, 1)).get_days())
}

fn date(day: f64) -> Option<Date> {
    date_of(whole(day))
}

fn date_of(day: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::locale::Locale;
    use crate::design::font::embedded;
    use crate::plot::text::Shaper;

    #[test]
    fn years_show_both_ends_where_they_can() {
        let (shaper, locale) = (Shaper::new(&embedded()), Locale::new("en").unwrap());
        let style = Style { shaper: &shaper, locale: &locale };
        let years = |low: f64, high: f64, room: f64| {
            let ticks = along(&Axis::new(Scale::Year), (low, high), room, &style, Spread::Wide);
            ticks.iter().map(|tick| tick.label.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(years(2000.0, 2024.0, 550.0), "2000 2004 2008 2012 2016 2020 2024");
        assert_eq!(years(2000.0, 2024.0, 190.0), "2000 2008 2016 2024");
        assert_eq!(years(2017.0, 2024.0, 550.0), "2017 2018 2019 2020 2021 2022 2023 2024");
        assert_eq!(years(2001.0, 2024.0, 60.0), "2001 2024");
        assert_eq!(years(2010.0, 2010.0, 300.0), "2010");
    }

    #[test]
    fn days_become_years_months_or_days() {
        let (shaper, locale) = (Shaper::new(&embedded()), Locale::new("en").unwrap());
        let style = Style { shaper: &shaper, locale: &locale };
        let days = |from: Date, to: Date| {
            let ticks = along(&Axis::new(Scale::Day), (day(from), day(to)), 550.0, &style, Spread::Wide);
            ticks.iter().map(|tick| tick.label.clone()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            days(Date::constant(2000, 12, 1), Date::constant(2010, 2, 1)),
            "2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010"
        );
        assert_eq!(
            days(Date::constant(2019, 1, 1), Date::constant(2019, 6, 30)),
            "January 2019, March 2019, May 2019"
        );
        assert_eq!(
            days(Date::constant(2019, 7, 1), Date::constant(2019, 7, 8)),
            "1 July 2019, 2 July 2019, 3 July 2019, 4 July 2019, 5 July 2019, 6 July 2019, 7 July 2019, 8 July 2019"
        );
    }
}
