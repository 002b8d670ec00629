//! An axis of round numbers: which values have a tick, with which decimals.
//!
//! Steps are exact decimals, so that no tick reads 0.30000000000000004, and all ticks of an axis
//! have the same decimals.

use rust_decimal::Decimal;

use crate::plot::ticks::whole;

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
        // Between ends that are fixed, a tick more is better than none at the ends.
        let spare = if wish.domain.is_some() { 1.7 } else { 1.3 };
        let least =
            ((high - low) / (gaps * spare)).max(wish.decimals.map_or(0.0, |d| 0.1f64.powi(i32::from(d))));
        // The step whose number of gaps comes nearest to the wish.
        let off = |step: &Step| {
            let (first, last) = around(low, high, *step);
            // Quarters read worse than halves and fifths.
            let quarters = if step.mantissa == 25 { 1.1 } else { 0.0 };
            let ends = within(low, high, *step);
            let open = if wish.domain.is_some() && ends != (first, last) { 2.0 } else { 0.0 };
            ((last - first) - gaps).abs() + quarters + open
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

    /// The same without the part above `most`, if that is one of its ticks.
    #[must_use]
    pub fn up_to(self, most: f64) -> Self {
        let step = self.step.value();
        if self.log || self.high <= most || (most / step).fract() > 1e-9 {
            return self;
        }
        Self::with(self.low, most, self.step, true)
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
