//! Decides whether a text is true of a quantity, by the rules of `docs/guide/numbers.md`.

use rust_decimal::Decimal;

use crate::model::{
    quantity::{Bound, Quantity},
    vocabulary::{Amount, Claim, Relation},
};

/// "Nearly", "just over" and "about" reach this far: five per cent of the amount that is named.
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What can be said of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// The value is a bound, which leaves it open.
    Open,
    /// The value is approximate, and the text gives it as exact.
    TooExact,
}

/// Whether `claim` is true of `quantity`.
#[must_use]
pub fn judge(claim: Claim, quantity: &Quantity) -> Verdict {
    let Claim { relation, amount } = claim;
    match quantity.bound {
        Bound::AtLeast | Bound::AtMost => judge_bound(relation, amount.value, quantity),
        Bound::About if matches!(relation, Relation::Equal | Relation::Exactly) && !amount.ratio => {
            Verdict::TooExact
        }
        Bound::About if relation == Relation::Exactly => Verdict::TooExact,
        Bound::Exact | Bound::About => {
            if holds(relation, amount, quantity.value) {
                Verdict::True
            } else {
                Verdict::False
            }
        }
    }
}

fn holds(relation: Relation, amount: Amount, value: Decimal) -> bool {
    let near = (amount.value * NEAR).abs();
    match relation {
        Relation::Equal => at_precision(value, amount),
        Relation::MoreThan => value > amount.value,
        Relation::LessThan => value < amount.value,
        Relation::AtLeast => value >= amount.value,
        Relation::AtMost => value <= amount.value,
        Relation::Nearly => value < amount.value && value >= amount.value - near,
        Relation::JustOver => value > amount.value && value <= amount.value + near,
        Relation::About => (value - amount.value).abs() <= near,
        Relation::Exactly => value == amount.value,
    }
}

/// True if the value rounds to the amount at the precision in which the amount was written, half away from zero.
fn at_precision(value: Decimal, amount: Amount) -> bool {
    let (distance, tolerance) = ((value - amount.value).abs(), amount.tolerance);
    distance < tolerance || (distance == tolerance && value.abs() < amount.value.abs())
}

/// "More than 13,000" is true of a cell that says no more than "at least 13,000", and so is whatever follows from it.
fn judge_bound(relation: Relation, amount: Decimal, quantity: &Quantity) -> Verdict {
    let (above, below) = match quantity.bound {
        Bound::AtLeast => (true, false),
        _ => (false, true),
    };
    match relation {
        Relation::MoreThan | Relation::AtLeast if above && amount <= quantity.value => Verdict::True,
        Relation::LessThan | Relation::AtMost if below && amount >= quantity.value => Verdict::True,
        Relation::LessThan if above && amount <= quantity.value => Verdict::False,
        Relation::MoreThan if below && amount >= quantity.value => Verdict::False,
        _ => Verdict::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::locale::Locale, model::claim};

    fn verdict(text: &str, value: &str, bound: Bound) -> Verdict {
        let quantity = Quantity { bound, ..Quantity::exact(value.parse().unwrap()) };
        judge(claim::read(text, &Locale::new("en").unwrap(), "").unwrap(), &quantity)
    }

    fn exact(text: &str, value: &str) -> bool {
        verdict(text, value, Bound::Exact) == Verdict::True
    }

    #[test]
    fn a_number_holds_at_the_precision_written() {
        assert!(exact("62%", "0.6192"));
        assert!(exact("61.9%", "0.6192"));
        assert!(!exact("62%", "0.614"));
        assert!(exact("62%", "0.615"));
        assert!(!exact("61%", "0.615"));
        assert!(exact("296", "296"));
        assert!(!exact("296", "297"));
        assert!(exact("1.3 million", "1254321"));
    }

    #[test]
    fn words_hold_by_their_rules() {
        assert!(exact("more than six in ten", "0.6192"));
        assert!(!exact("more than half", "0.5"));
        assert!(exact("at least half", "0.5"));
        assert!(exact("half", "0.504") && !exact("half", "0.51"));
        assert!(exact("almost doubled", "1.95") && !exact("almost doubled", "2.01"));
        assert!(exact("about 400", "389") && !exact("about 500", "389"));
        assert!(exact("more than doubled", "2.04"));
    }

    #[test]
    fn a_bound_bears_out_only_what_follows_from_it() {
        assert_eq!(verdict("more than 13,000", "13000", Bound::AtLeast), Verdict::True);
        assert_eq!(verdict("more than 12,000", "13000", Bound::AtLeast), Verdict::True);
        assert_eq!(verdict("13,000", "13000", Bound::AtLeast), Verdict::Open);
        assert_eq!(verdict("more than 14,000", "13000", Bound::AtLeast), Verdict::Open);
        assert_eq!(verdict("less than 13,000", "13000", Bound::AtLeast), Verdict::False);
    }

    #[test]
    fn an_approximate_value_is_not_given_as_exact() {
        assert_eq!(verdict("1,400", "1400", Bound::About), Verdict::TooExact);
        assert_eq!(verdict("about 1,400", "1400", Bound::About), Verdict::True);
    }
}
