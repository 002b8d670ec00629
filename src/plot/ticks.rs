//! Round numbers, years and days for an axis, and the words at them.
//!
//! Steps are exact decimals, so that no tick reads 0.30000000000000004, and all ticks of an axis
//! have the same decimals.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::chart::Scale;
use crate::plot::style::{REGULAR, SMALL, Style};

/// One tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its position.
    pub at: f64,
    /// Its words; the unit is not among them.
    pub label: String,
}

/// An axis of round numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    /// The lowest value of the axis.
    pub low: f64,
    /// The highest value of the axis.
    pub high: f64,
    /// The ticks as exact numbers, from low to high.
    pub ticks: Vec<Decimal>,
    /// Decimals of all ticks; on a logarithmic axis each has its own.
    pub decimals: u32,
    step: Step,
    /// The axis has the logarithms of its ticks.
    log: bool,
}

/// `mantissa` × 10^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    mantissa: i64,
    exponent: i32,
}

impl Step {
    fn value(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "10 to 50")]
        let mantissa = self.mantissa as f64;
        mantissa * 10f64.powi(self.exponent)
    }

    /// Steps of 1, 2, 2.5 and 5 times a power of ten that are `least` or more, upwards.
    fn from(least: f64) -> impl Iterator<Item = Self> {
        #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a double is within 324")]
        let power = least.log10().floor() as i32;
        (power - 1..power + 4)
            .flat_map(|power| [10, 20, 25, 50].map(|mantissa| Self { mantissa, exponent: power - 1 }))
            .filter(move |step| step.value() >= least * (1.0 - 1e-9))
    }

    fn decimals(self) -> u32 {
        let trailing = if self.mantissa % 10 == 0 { 1 } else { 0 };
        u32::try_from(-(self.exponent + trailing)).unwrap_or(0)
    }

    fn tick(self, index: i64) -> Option<Decimal> {
        let digits = i128::from(index) * i128::from(self.mantissa);
        let grown = 10i128.checked_pow(u32::try_from(self.exponent).unwrap_or(0))?;
        let scale = u32::try_from(-self.exponent).unwrap_or(0);
        Decimal::try_from_i128_with_scale(digits.checked_mul(grown)?, scale).ok()
    }
}

/// What an author fixed about the value axis.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// The axis runs exactly from here to there.
    pub domain: Option<(f64, f64)>,
    /// About how many ticks.
    pub ticks: Option<usize>,
    /// No tick has more decimals than this.
    pub decimals: Option<u8>,
}

impl Ladder {
    /// Round numbers around `low..high`, about `ticks` of them unless the author wished otherwise.
    #[must_use]
    pub fn new((low, high): (f64, f64), ticks: usize, wish: Wish) -> Self {
        let (low, high) = opened(wish.domain.unwrap_or((low, high)));
        let wanted = wish.ticks.unwrap_or(ticks).clamp(2, 20);
        #[expect(clippy::cast_precision_loss, reason = "at most 20")]
        let gaps = (wanted - 1) as f64;
        let least =
            ((high - low) / (gaps * 1.3)).max(wish.decimals.map_or(0.0, |d| 0.1f64.powi(i32::from(d))));
        // The step whose number of gaps comes nearest to the wish.
        let off = |step: &Step| {
            let (first, last) = around(low, high, *step);
            // Quarters read worse than halves and fifths.
            let quarters = if step.mantissa == 25 { 1.1 } else { 0.0 };
            ((last - first) - gaps).abs() + quarters
        };
        let step = Step::from(least)
            .filter(|step| wish.decimals.is_none_or(|most| step.decimals() <= u32::from(most)))
            .take(5)
            .min_by(|a, b| off(a).total_cmp(&off(b)))
            .unwrap_or(Step { mantissa: 10, exponent: 0 });
        Self::with(low, high, step, wish.domain.is_some())
    }

    fn with(low: f64, high: f64, step: Step, fixed: bool) -> Self {
        let (first, last) = if fixed { within(low, high, step) } else { around(low, high, step) };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "at most some dozens of steps apart, and values below 1e15 steps"
        )]
        let (from, to) = (first as i64, last as i64);
        let ticks: Vec<Decimal> = (from..=to.min(from + 60)).filter_map(|index| step.tick(index)).collect();
        let (low, high) = if fixed { (low, high) } else { (first * step.value(), last * step.value()) };
        Self { low, high, ticks, decimals: step.decimals(), step, log: false }
    }

    /// The same with one more step at the top, or at the bottom.
    #[must_use]
    pub fn extended(&self, up: bool) -> Self {
        let step = self.step.value();
        let (low, high) = if up { (self.low, self.high + step) } else { (self.low - step, self.high) };
        Self::with(low, high, self.step, false)
    }

    /// Powers of ten, or halves and fifths of them where there are few, around the numbers whose
    /// logarithms are `low..high`: at most `most` of them.
    #[must_use]
    pub fn logarithmic((low, high): (f64, f64), most: usize) -> Self {
        let (low, high) = (low.clamp(-15.0, 15.0), high.clamp(-15.0, 15.0));
        let (first, last) = (whole(low.floor()), whole(high.ceil()));
        let parts = |leads: &[i64], every: i64| -> Vec<Decimal> {
            // One stride more than up to the last decade, so that every stride reaches it.
            let strides = (last.max(first + 1) - first + every - 1) / every;
            let decades = (0..=strides).map(|stride| first + stride * every);
            let all: Vec<Decimal> = decades
                .flat_map(|power| leads.iter().filter_map(move |lead| power_of_ten(*lead, power)))
                .collect();
            // From the last tick at or below the lowest to the first at or above the highest.
            let near = |tick: &Decimal| place(tick);
            let from = all.iter().rposition(|tick| near(tick) <= low + 1e-9).unwrap_or(0);
            let to = all
                .iter()
                .position(|tick| near(tick) >= high - 1e-9 && near(tick) > low)
                .unwrap_or(all.len());
            all.get(from..(to + 1).min(all.len())).unwrap_or_default().to_vec()
        };
        let candidates =
            [(&[1, 2, 5][..], 1), (&[1, 3], 1), (&[1], 1), (&[1], 2), (&[1], 3), (&[1], 5), (&[1], 10)];
        let fitting = candidates.iter().map(|(leads, every)| parts(leads, *every));
        let ticks = fitting
            .into_iter()
            .find(|ticks| ticks.len() <= most.max(2) && ticks.len() > 1)
            .unwrap_or_default();
        let (low, high) = match (ticks.first(), ticks.last()) {
            (Some(first), Some(last)) => (place(first).min(low), place(last).max(high)),
            _ => (low, high.max(low + 1.0)),
        };
        Self { low, high, ticks, decimals: 0, step: Step { mantissa: 10, exponent: -1 }, log: true }
    }

    /// From one tick to the next; the least of them on a logarithmic axis.
    #[must_use]
    pub fn gap(&self) -> f64 {
        if !self.log {
            return self.step.value();
        }
        let gaps = self.ticks.iter().zip(self.ticks.iter().skip(1)).map(|(a, b)| self.at(b) - self.at(a));
        gaps.fold(f64::INFINITY, f64::min)
    }

    /// Where a tick stands.
    #[must_use]
    pub fn at(&self, tick: &Decimal) -> f64 {
        if self.log { place(tick) } else { f64::try_from(*tick).unwrap_or(0.0) }
    }

    /// The decimals with which a tick is written.
    #[must_use]
    pub fn decimals_of(&self, tick: &Decimal) -> u32 {
        if self.log { tick.normalize().scale() } else { self.decimals }
    }
}

/// The logarithm of a tick.
fn place(tick: &Decimal) -> f64 {
    f64::try_from(*tick).map_or(0.0, f64::log10)
}

fn power_of_ten(lead: i64, power: i64) -> Option<Decimal> {
    let scale = u32::try_from(-power.min(0)).ok()?;
    let grown = 10i64.checked_pow(u32::try_from(power.max(0)).ok()?)?;
    Decimal::try_new(lead.checked_mul(grown)?, scale).ok()
}

/// A range with some room in it: a single value is joined by zero.
fn opened((low, high): (f64, f64)) -> (f64, f64) {
    let room = 1e-9 * low.abs().max(high.abs());
    if high - low > room.max(1e-12) {
        return (low, high);
    }
    if high.abs() <= 1e-12 {
        return (0.0, 1.0);
    }
    (low.min(0.0), high.max(0.0))
}

fn around(low: f64, high: f64, step: Step) -> (f64, f64) {
    let step = step.value();
    ((low / step + 1e-6).floor(), (high / step - 1e-6).ceil())
}

fn within(low: f64, high: f64, step: Step) -> (f64, f64) {
    let step = step.value();
    ((low / step - 1e-6).ceil(), (high / step + 1e-6).floor())
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
    scale: &Scale,
    (low, high): (f64, f64),
    room: f64,
    style: &Style<'_>,
    spread: Spread,
) -> Vec<Tick> {
    let candidates = match scale {
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
    candidates.iter().map(|(_, candidate)| candidate.ticks(style)).find(fits).unwrap_or_default()
}

/// The ticks of a logarithmic dimension axis in `room` pixels.
#[must_use]
pub fn powers(range: (f64, f64), room: f64, style: &Style<'_>) -> Vec<Tick> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
    let most = (room / 60.0).clamp(2.0, 12.0) as usize;
    let ladder = Ladder::logarithmic(range, most);
    let words = |tick: &Decimal| Tick {
        at: ladder.at(tick),
        label: style.locale.number(*tick, Some(ladder.decimals_of(tick))),
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
    fn ticks(&self, style: &Style<'_>) -> Vec<Tick> {
        self.places.iter().map(|at| Tick { at: *at, label: self.label(*at, style) }).collect()
    }

    fn label(&self, at: f64, style: &Style<'_>) -> String {
        let of_date = |write: &dyn Fn(Date) -> String| date(at).map_or_else(String::new, write);
        match self.say {
            Say::Year => style.year(whole(at)),
            Say::YearOfDay => of_date(&|date| style.year(i64::from(date.year()))),
            Say::Month => of_date(&|date| style.locale.month(date.year(), date.month())),
            Say::Day => of_date(&|date| style.locale.date(date)),
            Say::Number(decimals) => Decimal::try_from(at)
                .map_or_else(|_| at.to_string(), |at| style.locale.number(at, Some(decimals))),
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

#[expect(clippy::cast_possible_truncation, reason = "clamped")]
fn whole(value: f64) -> i64 {
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

    fn numbers(low: f64, high: f64, ticks: usize) -> String {
        let ladder = Ladder::new((low, high), ticks, Wish::default());
        let words = |tick: &Decimal| format!("{tick:.*}", ladder.decimals as usize);
        ladder.ticks.iter().map(words).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ticks_are_round_and_have_the_same_decimals() {
        assert_eq!(numbers(26.3, 58.5, 5), "20 30 40 50 60");
        assert_eq!(numbers(0.0, 8.7, 6), "0 2 4 6 8 10");
        assert_eq!(numbers(0.0, 0.31, 4), "0.0 0.1 0.2 0.3 0.4");
        assert_eq!(numbers(-3.2, 4.1, 5), "-4 -2 0 2 4 6");
        assert_eq!(numbers(5.0, 5.0, 5), "0 1 2 3 4 5");
        assert_eq!(numbers(0.0, 0.0, 5), "0.0 0.2 0.4 0.6 0.8 1.0");
        assert_eq!(numbers(0.0, 15548.0, 5), "0 5000 10000 15000 20000");
    }

    #[test]
    fn logarithmic_axes_have_powers_of_ten_or_a_few_between_them() {
        let ticks = |low: f64, high: f64, most: usize| {
            let ladder = Ladder::logarithmic((low.log10(), high.log10()), most);
            let words = |tick: &Decimal| format!("{tick:.*}", ladder.decimals_of(tick) as usize);
            ladder.ticks.iter().map(words).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ticks(3.0, 80.0, 7), "2 5 10 20 50 100");
        assert_eq!(ticks(0.2, 800.0, 6), "0.1 1 10 100 1000");
        assert_eq!(ticks(1.0, 1e9, 6), "1 100 10000 1000000 100000000 10000000000");
        assert_eq!(ticks(7.0, 7.0, 6), "5 10");
    }

    #[test]
    fn an_authors_axis_is_kept() {
        let wish = Wish { domain: Some((3.0, 17.0)), decimals: Some(0), ticks: None };
        let ladder = Ladder::new((0.0, 1.0), 4, wish);
        assert_eq!((ladder.low, ladder.high), (3.0, 17.0));
        assert_eq!(ladder.ticks, [5, 10, 15].map(Decimal::from));
        let counts = Ladder::new((0.0, 2.0), 6, Wish { decimals: Some(0), ..Wish::default() });
        assert_eq!(counts.ticks, [0, 1, 2].map(Decimal::from));
    }

    #[test]
    fn years_show_both_ends_where_they_can() {
        let (shaper, locale) = (Shaper::new(&embedded()), Locale::new("en").unwrap());
        let style = Style { shaper: &shaper, locale: &locale };
        let years = |low: f64, high: f64, room: f64| {
            let ticks = along(&Scale::Year, (low, high), room, &style, Spread::Wide);
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
            let ticks = along(&Scale::Day, (day(from), day(to)), 550.0, &style, Spread::Wide);
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
