//! The words for numbers that a language's checked text may use, each with its rule in the guide.

use rust_decimal::Decimal;

mod arabic;
mod english;
mod french;
mod spanish;

/// How words relate a number to the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The number itself, at the precision written.
    Equal,
    /// Above it.
    MoreThan,
    /// Below it.
    LessThan,
    /// It or above.
    AtLeast,
    /// It or below.
    AtMost,
    /// Below it by no more than five per cent of it.
    Nearly,
    /// Above it by no more than five per cent of it.
    JustOver,
    /// Within five per cent of it.
    About,
    /// It and nothing else.
    Exactly,
}

/// A number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number.
    pub value: Decimal,
    /// How far the true number may be from it when nothing is said of how they relate.
    pub tolerance: Decimal,
    /// True if it is a share or a multiple, which a count cannot be.
    pub ratio: bool,
}

/// What a text claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// How it relates to the amount.
    pub relation: Relation,
    /// The amount.
    pub amount: Amount,
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary {
    /// Starts of words that stand for two, and what they stand for.
    pub contractions: &'static [(&'static str, &'static str)],
    /// Words before an amount, longest first.
    pub relations: &'static [(&'static str, Relation)],
    /// Number words from nought to twenty; the first of each is the one that the program writes.
    pub numbers: &'static [(&'static str, i64)],
    /// Shares by name: numerator and denominator.
    pub shares: &'static [(&'static str, (i64, i64))],
    /// Verbs and adverbs that multiply: numerator and denominator.
    pub multiples: &'static [(&'static str, (i64, i64))],
    /// What stands between the numbers of "six in ten".
    pub of: &'static [&'static str],
    /// What follows a number that multiplies: "three times".
    pub times: &'static [&'static str],
    /// Words for a hundredth: "per cent".
    pub percent: &'static [&'static str],
    /// Words for powers of ten.
    pub scales: &'static [(&'static str, u32)],
}

impl Vocabulary {
    /// The words of a language; `None` if it has none yet, so that only digits can be checked.
    #[must_use]
    pub fn of(language: &str) -> Option<&'static Self> {
        match language {
            "ar" => Some(&arabic::WORDS),
            "en" => Some(&english::WORDS),
            "es" => Some(&spanish::WORDS),
            "fr" => Some(&french::WORDS),
            _ => None,
        }
    }

    /// The word for a small number.
    #[must_use]
    pub fn word(&self, number: i64) -> Option<&'static str> {
        self.numbers.iter().find(|(_, value)| *value == number).map(|(word, _)| *word)
    }
}
