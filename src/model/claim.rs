//! Reads what a text claims about a number: "62%", "more than six in ten", "almost doubled".

use rust_decimal::Decimal;

use crate::{
    base::locale::Locale,
    model::vocabulary::{Amount, Claim, Relation, Vocabulary},
};

/// How far a share or multiple in plain words may be from the true one: half a hundredth, so that "half"
/// is what rounds to 50 %.
const HUNDREDTH: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// What a text claims, or `None` where it is no number in this language. `unit` may follow the number.
#[must_use]
pub fn read(text: &str, locale: &Locale, unit: &str) -> Option<Claim> {
    let vocabulary = Vocabulary::of(locale.language());
    let text = normal(text, vocabulary);
    let (relation, rest) =
        vocabulary.and_then(|words| relation(&text, words)).unwrap_or((Relation::Equal, text.as_str()));
    let rest = rest.trim();
    let bare =
        rest.strip_suffix(&normal(unit, vocabulary)).filter(|_| !unit.is_empty()).map_or(rest, str::trim_end);
    let amount = amount(rest, locale, vocabulary).or_else(|| amount(bare, locale, vocabulary))?;
    Some(Claim { relation, amount })
}

/// Lower case, single spaces, no hyphens between words, straight quotes, contractions written out, and
/// neither vowel signs nor marks of direction.
fn normal(text: &str, vocabulary: Option<&Vocabulary>) -> String {
    let text = text.to_lowercase().replace(['\u{a0}', '\u{202f}', '\n'], " ").replace('\u{2019}', "'");
    let text: String = text.chars().filter(|c| !is_unread(*c)).collect();
    let words = text.split(' ').filter(|word| !word.is_empty()).map(|word| {
        if word.starts_with(['-', '\u{2212}']) { word.to_owned() } else { word.replace('-', " ") }
    });
    let text = words.collect::<Vec<_>>().join(" ");
    let contractions = vocabulary.map_or(&[][..], |words| words.contractions);
    contractions
        .iter()
        .fold(format!(" {text}"), |text, (short, long)| {
            text.replace(&format!(" {short}"), &format!(" {long}"))
        })
        .trim_start()
        .to_owned()
}

/// Arabic vowel signs, the stretching stroke, and marks of direction.
fn is_unread(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}' | '\u{640}' | '\u{61c}' | '\u{200e}' | '\u{200f}')
}

fn relation<'t>(text: &'t str, words: &Vocabulary) -> Option<(Relation, &'t str)> {
    words.relations.iter().find_map(|(word, relation)| {
        let rest = text.strip_prefix(word)?.strip_prefix(' ')?;
        Some((*relation, rest))
    })
}

fn amount(text: &str, locale: &Locale, vocabulary: Option<&Vocabulary>) -> Option<Amount> {
    number(text, locale, vocabulary).or_else(|| in_words(text, locale, vocabulary?))
}

/// Digits, with a percent sign or a power of ten behind them.
fn number(text: &str, locale: &Locale, vocabulary: Option<&Vocabulary>) -> Option<Amount> {
    let percent: &[&str] = vocabulary.map_or(&["%", "\u{66a}"], |words| words.percent);
    if let Some(digits) = percent.iter().find_map(|sign| text.strip_suffix(sign)) {
        let number = locale.parse_number(digits.trim_end())?;
        let share = number.value.checked_div(Decimal::ONE_HUNDRED)?;
        return Some(Amount { value: share, tolerance: half_unit(number.decimals + 2), ratio: true });
    }
    let scaled = vocabulary.and_then(|words| {
        words.scales.iter().find_map(|(word, power)| Some((text.strip_suffix(word)?.trim_end(), *power)))
    });
    let (digits, power) = scaled.unwrap_or((text, 0));
    let number = locale.parse_number(digits)?;
    let scale = Decimal::from(10_u64.checked_pow(power)?);
    Some(Amount {
        value: number.value.checked_mul(scale)?,
        tolerance: half_unit(number.decimals).checked_mul(scale)?,
        ratio: false,
    })
}

/// Half a unit of the last decimal written.
fn half_unit(decimals: u32) -> Decimal {
    Decimal::try_new(5, decimals + 1).unwrap_or_default()
}

fn in_words(text: &str, locale: &Locale, words: &Vocabulary) -> Option<Amount> {
    let ratio = |(numerator, denominator): (i64, i64)| {
        let value = Decimal::from(numerator).checked_div(Decimal::from(denominator))?;
        Some(Amount { value, tolerance: HUNDREDTH, ratio: true })
    };
    if let Some((_, share)) = words.shares.iter().chain(words.multiples).find(|(word, _)| text == *word) {
        return ratio(*share);
    }
    if let Some(number) = small_number(text, words) {
        return Some(Amount { value: Decimal::from(number), tolerance: half_unit(0), ratio: false });
    }
    let before = |times: &&str| small_number(text.strip_suffix(times)?.strip_suffix(' ')?, words);
    if let Some(times) = words.times.iter().find_map(before) {
        return ratio((times, 1));
    }
    words.of.iter().find_map(|between| {
        let (part, whole) = text.split_once(between)?;
        let count = |text: &str| {
            small_number(text, words).or_else(|| i64::try_from(locale.parse_number(text)?.value).ok())
        };
        ratio((count(part.trim())?, count(whole.trim()).filter(|whole| *whole > 0)?))
    })
}

fn small_number(text: &str, words: &Vocabulary) -> Option<i64> {
    words.numbers.iter().find(|(word, _)| *word == text).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str) -> Option<(Relation, String)> {
        claim_in("en", text)
    }

    fn claim_in(tag: &str, text: &str) -> Option<(Relation, String)> {
        let claim = read(text, &Locale::new(tag).unwrap(), "alerts")?;
        Some((claim.relation, claim.amount.value.round_dp(4).normalize().to_string()))
    }

    fn found(relation: Relation, value: &str) -> Option<(Relation, String)> {
        Some((relation, value.to_owned()))
    }

    #[test]
    fn numbers_and_words_are_understood() {
        assert_eq!(claim("62%"), found(Relation::Equal, "0.62"));
        assert_eq!(claim("61.9 per cent"), found(Relation::Equal, "0.619"));
        assert_eq!(claim("more than six in ten"), found(Relation::MoreThan, "0.6"));
        assert_eq!(claim("More than seven out of 10"), found(Relation::MoreThan, "0.7"));
        assert_eq!(claim("almost two-thirds"), found(Relation::Nearly, "0.6667"));
        assert_eq!(claim("more than doubled"), found(Relation::MoreThan, "2"));
        assert_eq!(claim("389 alerts"), found(Relation::Equal, "389"));
        assert_eq!(claim("1.2 million"), found(Relation::Equal, "1200000"));
        assert_eq!(claim("more than 13,000"), found(Relation::MoreThan, "13000"));
        assert_eq!(claim("three times"), found(Relation::Equal, "3"));
    }

    #[test]
    fn french_words_are_understood() {
        assert_eq!(claim_in("fr", "plus de six sur dix"), found(Relation::MoreThan, "0.6"));
        assert_eq!(claim_in("fr", "plus d’un tiers"), found(Relation::MoreThan, "0.3333"));
        assert_eq!(claim_in("fr", "plus des deux tiers"), found(Relation::MoreThan, "0.6667"));
        assert_eq!(claim_in("fr", "près de la moitié"), found(Relation::Nearly, "0.5"));
        assert_eq!(claim_in("fr", "plus que doublé"), found(Relation::MoreThan, "2"));
        assert_eq!(claim_in("fr", "plus du double"), found(Relation::MoreThan, "2"));
        assert_eq!(claim_in("fr", "61,9 %"), found(Relation::Equal, "0.619"));
        assert_eq!(claim_in("fr", "1,2 million"), found(Relation::Equal, "1200000"));
        assert_eq!(claim_in("fr", "trois fois"), found(Relation::Equal, "3"));
    }

    #[test]
    fn spanish_words_are_understood() {
        assert_eq!(claim_in("es", "más de seis de cada diez"), found(Relation::MoreThan, "0.6"));
        assert_eq!(claim_in("es", "casi dos tercios"), found(Relation::Nearly, "0.6667"));
        assert_eq!(claim_in("es", "más del doble"), found(Relation::MoreThan, "2"));
        assert_eq!(claim_in("es", "más que duplicado"), found(Relation::MoreThan, "2"));
        assert_eq!(claim_in("es", "62 por ciento"), found(Relation::Equal, "0.62"));
        assert_eq!(claim_in("es", "cuatro mil millones"), None);
        assert_eq!(claim_in("es", "4 mil millones"), found(Relation::Equal, "4000000000"));
    }

    #[test]
    fn arabic_words_are_understood() {
        assert_eq!(claim_in("ar", "أكثر من ستة من كل عشرة"), found(Relation::MoreThan, "0.6"));
        assert_eq!(claim_in("ar", "أكثرَ من ثُلثَي"), found(Relation::MoreThan, "0.6667"));
        assert_eq!(claim_in("ar", "أكثر من الضعف"), found(Relation::MoreThan, "2"));
        assert_eq!(claim_in("ar", "٦٢٪"), found(Relation::Equal, "0.62"));
        assert_eq!(claim_in("ar", "٦٢ في المائة"), found(Relation::Equal, "0.62"));
        assert_eq!(claim_in("ar", "١٥٬٥٤٨"), found(Relation::Equal, "15548"));
        assert_eq!(claim_in("ar", "ثلاثة أضعاف"), found(Relation::Equal, "3"));
    }

    #[test]
    fn other_words_claim_nothing() {
        for text in ["a clear majority", "many", "", "six in", "more than"] {
            assert_eq!(claim(text), None, "{text}");
        }
    }
}
