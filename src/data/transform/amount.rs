//! Arithmetic of cells: a number with what is known of it, or the reason why there is none.

use rust_decimal::Decimal;

use crate::data::{
    cell::Cell,
    status::{Absence, Flag},
    value::Value,
};

/// A number to reckon with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number and its flag.
    Known(Decimal, Option<Flag>),
    /// None, and why.
    Absent(Absence),
    /// One that is kept back.
    Withheld,
    /// One of more digits than can be reckoned with: 28.
    Beyond,
}

/// Flags that are no bounds, from the one that a reader must know first.
const WEIGHT: [Flag; 7] = [
    Flag::Conflicting,
    Flag::BreakInSeries,
    Flag::Approximate,
    Flag::Estimated,
    Flag::Provisional,
    Flag::Revised,
    Flag::Derived,
];

impl Amount {
    /// The number of a cell; of one that holds no number there is none.
    #[must_use]
    pub fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Value { value, flag } => value
                .decimal()
                .map_or(Self::Absent(Absence::NotApplicable), |number| Self::Known(number, *flag)),
            Cell::Absent(absence) => Self::Absent(*absence),
            Cell::Withheld => Self::Withheld,
        }
    }

    /// The cell that holds it, as a count where `whole` and it is one; none holds more than 28 digits.
    #[must_use]
    pub fn cell(self, whole: bool) -> Option<Cell> {
        Some(match self {
            Self::Known(number, flag) => {
                let count = i64::try_from(number).ok().filter(|_| whole && number.fract().is_zero());
                let value = count.map_or(Value::Number(number.normalize()), Value::Integer);
                Cell::Value { value, flag }
            }
            Self::Absent(absence) => Cell::Absent(absence),
            Self::Withheld => Cell::Withheld,
            Self::Beyond => return None,
        })
    }

    /// The sum; unknown as soon as one part is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.with(other, Decimal::checked_add, false)
    }

    /// The sum of many. A part that cannot apply adds nothing; if none applies there is no sum.
    #[must_use]
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Self {
        let none = Self::Absent(Absence::NotApplicable);
        let applying = amounts.into_iter().filter(|amount| *amount != none);
        applying.reduce(Self::plus).unwrap_or(none)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.with(other, Decimal::checked_sub, true)
    }

    /// The product; a bound times a number below zero is nothing that can be said.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        if self.turns(other) {
            Self::Absent(Absence::Missing)
        } else {
            self.with(other, Decimal::checked_mul, false)
        }
    }

    /// The quotient; by zero there is none.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        match other {
            Self::Known(number, _) if number.is_zero() => Self::Absent(Absence::NotApplicable),
            _ if self.turns(other) => Self::Absent(Absence::Missing),
            _ => self.with(other, Decimal::checked_div, true),
        }
    }

    /// The same with its sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Known(number, flag) => Self::Known(-number, flag.map(mirrored)),
            other => other,
        }
    }

    /// True where a factor below zero meets a bound.
    fn turns(self, other: Self) -> bool {
        let (Self::Known(a, flag), Self::Known(b, other_flag)) = (self, other) else { return false };
        let negative = (a.is_sign_negative() && !a.is_zero()) || b.is_sign_negative();
        negative && (flag.is_some_and(is_bound) || other_flag.is_some_and(is_bound))
    }

    fn with(self, other: Self, combine: impl Fn(Decimal, Decimal) -> Option<Decimal>, mirror: bool) -> Self {
        match (self, other) {
            (Self::Withheld, _) | (_, Self::Withheld) => Self::Withheld,
            (Self::Beyond, _) | (_, Self::Beyond) => Self::Beyond,
            (Self::Absent(absence), _) | (_, Self::Absent(absence)) => Self::Absent(absence),
            (Self::Known(a, flag), Self::Known(b, other_flag)) => {
                let second = if mirror { other_flag.map(mirrored) } else { other_flag };
                let Some(flag) = joined(flag, second) else { return Self::Absent(Absence::Missing) };
                combine(a, b).map_or(Self::Beyond, |number| Self::Known(number, flag))
            }
        }
    }
}

fn is_bound(flag: Flag) -> bool {
    matches!(flag, Flag::AtLeast | Flag::AtMost)
}

/// A bound seen from the other side of a minus sign or a fraction bar.
fn mirrored(flag: Flag) -> Flag {
    match flag {
        Flag::AtLeast => Flag::AtMost,
        Flag::AtMost => Flag::AtLeast,
        other => other,
    }
}

/// What is known of a result of two operands; nothing at all if they are bounds in different directions.
#[must_use]
pub fn joined(a: Option<Flag>, b: Option<Flag>) -> Option<Option<Flag>> {
    match (a, b) {
        (Some(a), Some(b)) if is_bound(a) && is_bound(b) && a != b => None,
        (Some(bound), _) | (_, Some(bound)) if is_bound(bound) => Some(Some(bound)),
        (Some(Flag::AtLeast | Flag::AtMost), _) => Some(a),
        _ => Some(
            WEIGHT
                .into_iter()
                .find(|flag| a == Some(*flag) || b == Some(*flag))
                .or(b.filter(|flag| is_bound(*flag))),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(number: i64, flag: Option<Flag>) -> Amount {
        Amount::Known(Decimal::from(number), flag)
    }

    #[test]
    fn what_is_not_known_stays_unknown() {
        let absent = Amount::Absent(Absence::NotFound);
        assert_eq!(known(5, None).plus(absent), absent);
        let nothing = Amount::Absent(Absence::NotApplicable);
        assert_eq!(Amount::sum([known(5, None), nothing]), known(5, None));
        assert_eq!(Amount::sum([nothing]), nothing);
        assert_eq!(known(5, None).plus(nothing), nothing);
        assert_eq!(Amount::Withheld.plus(absent), Amount::Withheld);
        assert_eq!(known(5, None).over(known(0, None)), Amount::Absent(Absence::NotApplicable));
    }

    #[test]
    fn what_has_too_many_digits_is_no_gap() {
        let largest = Amount::Known(Decimal::MAX, None);
        assert_eq!(largest.times(known(2, None)), Amount::Beyond);
        assert_eq!(largest.plus(known(1, None)).minus(largest), Amount::Beyond);
    }

    #[test]
    fn bounds_and_flags_go_with_the_result() {
        let (least, most) = (Some(Flag::AtLeast), Some(Flag::AtMost));
        assert_eq!(known(5, least).plus(known(1, None)), known(6, least));
        assert_eq!(known(5, Some(Flag::Derived)).plus(known(1, least)), known(6, least));
        assert_eq!(known(5, None).minus(known(1, least)), known(4, most));
        assert_eq!(known(6, None).over(known(2, least)), known(3, most));
        assert_eq!(known(5, least).minus(known(1, least)), Amount::Absent(Absence::Missing));
        assert_eq!(known(5, least).times(known(-1, None)), Amount::Absent(Absence::Missing));
        assert_eq!(
            known(5, Some(Flag::Derived)).plus(known(1, Some(Flag::Estimated))),
            known(6, Some(Flag::Estimated))
        );
    }
}
