//! What an expression is worth: a number with what is known of it, a text, or a truth.
//!
//! A bound stays a bound through arithmetic, and a comparison that it cannot decide has no answer; so a
//! page never says more than its data.

use std::{cmp::Ordering, collections::BTreeSet};

use rust_decimal::Decimal;

use crate::{base::expr::Operator, data::status::Flag};

/// How a number relates to the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// It is the number.
    #[default]
    Exact,
    /// The true number is near it.
    About,
    /// The true number is this or more.
    AtLeast,
    /// The true number is this or less.
    AtMost,
}

/// A number and what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantity {
    /// The number, exact or a bound.
    pub value: Decimal,
    /// How it relates to the true one.
    pub bound: Bound,
    /// Flags of the cells behind it that are no bounds: provisional, derived, revised.
    pub flags: BTreeSet<Flag>,
    /// The datasets behind it, by their place in the list.
    pub datasets: BTreeSet<usize>,
    /// True after a division, whose digits mean nothing before they are rounded.
    pub unrounded: bool,
}

/// What an expression is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// A number.
    Quantity(Quantity),
    /// A text.
    Text(String),
    /// True or false.
    Truth(bool),
}

impl Worth {
    /// What it is, in an author's words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Quantity(_) => "a number",
            Self::Text(_) => "a text",
            Self::Truth(_) => "true or false",
        }
    }
}

impl Quantity {
    /// An exact number that no dataset stands behind.
    #[must_use]
    pub fn exact(value: Decimal) -> Self {
        Self { value, ..Self::default() }
    }

    /// The number of a cell.
    #[must_use]
    pub fn of_cell(value: Decimal, flag: Option<Flag>, dataset: usize) -> Self {
        let bound = match flag {
            Some(Flag::AtLeast) => Bound::AtLeast,
            Some(Flag::AtMost) => Bound::AtMost,
            Some(Flag::Approximate) => Bound::About,
            _ => Bound::Exact,
        };
        let flags = flag.filter(|_| bound == Bound::Exact).into_iter().collect();
        Self { value, bound, flags, datasets: BTreeSet::from([dataset]), unrounded: false }
    }

    /// The sum, difference, product or quotient.
    ///
    /// # Errors
    /// Why there is none, in words that follow "this".
    pub fn combine(self, operator: Operator, other: Self) -> Result<Self, &'static str> {
        let (value, turned) = match operator {
            Operator::Add => (self.value.checked_add(other.value), false),
            Operator::Subtract => (self.value.checked_sub(other.value), true),
            Operator::Multiply => (self.value.checked_mul(other.value), false),
            _ if other.value.is_zero() => return Err("divides by zero"),
            _ => (self.value.checked_div(other.value), true),
        };
        let scales = matches!(operator, Operator::Multiply | Operator::Divide);
        let negative = scales && (self.value.is_sign_negative() || other.value.is_sign_negative());
        let second = if turned { turn(other.bound) } else { other.bound };
        let bound = join(self.bound, second).ok_or("mixes bounds that point in different directions")?;
        if negative && matches!(bound, Bound::AtLeast | Bound::AtMost) {
            return Err("multiplies a bound with a negative number");
        }
        Ok(Self {
            value: value.ok_or("is too large a number")?,
            bound,
            flags: self.flags.union(&other.flags).copied().collect(),
            datasets: self.datasets.union(&other.datasets).copied().collect(),
            unrounded: operator == Operator::Divide || self.unrounded || other.unrounded,
        })
    }

    /// The same with its sign turned.
    #[must_use]
    pub fn negate(self) -> Self {
        Self { value: -self.value, bound: turn(self.bound), ..self }
    }

    /// How it compares with `other`; `None` where a bound leaves it open.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        let order = self.value.cmp(&other.value);
        let known = |bound, wanted| match bound {
            Bound::Exact | Bound::About => true,
            Bound::AtLeast => wanted == Ordering::Greater,
            Bound::AtMost => wanted == Ordering::Less,
        };
        (known(self.bound, order) && known(other.bound, order.reverse())).then_some(order)
    }

    /// Whether `self operator other` holds; `None` where a bound leaves it open.
    #[must_use]
    pub fn holds(&self, operator: Operator, other: &Self) -> Option<bool> {
        let at_bound = self.value == other.value;
        match operator {
            Operator::AtLeast if at_bound && self.bound == Bound::AtLeast && other.bound == Bound::Exact => {
                return Some(true);
            }
            Operator::AtMost if at_bound && self.bound == Bound::AtMost && other.bound == Bound::Exact => {
                return Some(true);
            }
            Operator::Less if at_bound && self.bound == Bound::AtLeast && other.bound == Bound::Exact => {
                return Some(false);
            }
            Operator::Greater if at_bound && self.bound == Bound::AtMost && other.bound == Bound::Exact => {
                return Some(false);
            }
            _ => {}
        }
        let order = self.compare(other)?;
        Some(match operator {
            Operator::Less => order.is_lt(),
            Operator::AtMost => order.is_le(),
            Operator::Greater => order.is_gt(),
            Operator::AtLeast => order.is_ge(),
            Operator::Unequal => order.is_ne(),
            _ => order.is_eq(),
        })
    }
}

/// A bound seen from the other side of a minus sign or a fraction bar.
fn turn(bound: Bound) -> Bound {
    match bound {
        Bound::AtLeast => Bound::AtMost,
        Bound::AtMost => Bound::AtLeast,
        other => other,
    }
}

/// The bound of a result of two operands; `None` if they point in different directions.
fn join(a: Bound, b: Bound) -> Option<Bound> {
    match (a, b) {
        (Bound::Exact, other) | (other, Bound::Exact) => Some(other),
        (a, b) if a == b => Some(a),
        (Bound::About, _) | (_, Bound::About) => None,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(value: i64, bound: Bound) -> Quantity {
        Quantity { bound, ..Quantity::exact(Decimal::from(value)) }
    }

    #[test]
    fn a_bound_stays_a_bound() {
        let sum = bounded(3, Bound::AtLeast).combine(Operator::Add, bounded(2, Bound::Exact)).unwrap();
        assert_eq!(sum.bound, Bound::AtLeast);
        let share = bounded(1, Bound::Exact).combine(Operator::Divide, bounded(4, Bound::AtLeast)).unwrap();
        assert_eq!((share.bound, share.value), (Bound::AtMost, Decimal::new(25, 2)));
        assert!(bounded(3, Bound::AtLeast).combine(Operator::Subtract, bounded(2, Bound::AtLeast)).is_err());
    }

    #[test]
    fn a_bound_decides_only_what_it_can() {
        let more = bounded(13_000, Bound::AtLeast);
        let holds = |operator, value| more.holds(operator, &bounded(value, Bound::Exact));
        assert_eq!(holds(Operator::Greater, 12_000), Some(true));
        assert_eq!(holds(Operator::Greater, 14_000), None);
        assert_eq!(holds(Operator::AtLeast, 13_000), Some(true));
        assert_eq!(holds(Operator::Equal, 13_000), None);
        assert_eq!(holds(Operator::Less, 13_000), Some(false));
    }

    #[test]
    fn nothing_is_divided_by_zero_and_nothing_wraps() {
        assert!(bounded(1, Bound::Exact).combine(Operator::Divide, bounded(0, Bound::Exact)).is_err());
        assert!(Quantity::exact(Decimal::MAX).combine(Operator::Add, bounded(1, Bound::Exact)).is_err());
    }
}
