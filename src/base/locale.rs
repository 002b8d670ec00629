//! Numbers, dates and plural forms in a page's language: the one home of ICU.
//!
//! A [`Locale`] is built once for a language and shared by all threads. English without a region
//! is World English (`en-001`): 26 July 2019, not July 26, 2019.

use fixed_decimal::Decimal as IcuDecimal;
use icu_datetime::{DateTimeFormatter, fieldsets, input::Date as IcuDate};
use icu_decimal::DecimalFormatter;
use icu_locale::{Direction, LocaleDirectionality};
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

pub mod autonym;
pub mod digits;
pub mod messages;

/// The formatters of one language.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    right_to_left: bool,
    decimal: DecimalFormatter,
    day: DateTimeFormatter<fieldsets::YMD>,
    month: DateTimeFormatter<fieldsets::YM>,
    cardinal: PluralRules,
    ordinal: PluralRules,
}

impl Locale {
    /// The formatters for a BCP 47 tag such as `en`, `fr` or `ar`; `None` if it is no tag or has no data.
    #[must_use]
    pub fn new(tag: &str) -> Option<Self> {
        let written = if tag == "en" { "en-001" } else { tag };
        let locale: icu_locale::Locale = written.parse().ok()?;
        Some(Self {
            tag: tag.to_owned(),
            right_to_left: LocaleDirectionality::new_common().get(&locale.id) == Some(Direction::RightToLeft),
            decimal: DecimalFormatter::try_new(locale.clone().into(), Default::default()).ok()?,
            day: DateTimeFormatter::try_new(locale.clone().into(), fieldsets::YMD::long()).ok()?,
            month: DateTimeFormatter::try_new(locale.clone().into(), fieldsets::YM::long()).ok()?,
            cardinal: PluralRules::try_new_cardinal(locale.clone().into()).ok()?,
            ordinal: PluralRules::try_new_ordinal(locale.into()).ok()?,
        })
    }

    /// The tag it was made from, as written in `lang` attributes.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language's own name for itself.
    #[must_use]
    pub fn autonym(&self) -> String {
        autonym::autonym(&self.tag)
    }

    /// The value of `dir` attributes.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }

    /// True for Arabic, Hebrew and their like.
    #[must_use]
    pub fn right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// `value` with the language's separators and a true minus sign, rounded half away from zero to
    /// `places` decimals, or with the decimals that it has.
    #[must_use]
    pub fn number(&self, value: Decimal, places: Option<u32>) -> String {
        let mut value = places.map_or(value.normalize(), |places| rounded(value, places));
        if value.is_zero() {
            value.set_sign_positive(true);
        }
        let Ok(input) = value.to_string().parse::<IcuDecimal>() else { return value.to_string() };
        self.decimal.format(&input).to_string().replace('-', "\u{2212}")
    }

    /// A share as a percentage: 0.619 gives `62%`, with the sign set as the language sets it.
    #[must_use]
    pub fn percent(&self, share: Decimal, places: Option<u32>) -> String {
        let number = self.number(share.saturating_mul(Decimal::ONE_HUNDRED), places);
        match self.language() {
            "fr" => format!("{number}\u{202f}%"),
            "es" | "de" => format!("{number}\u{a0}%"),
            "ar" if number.is_ascii() => format!("{number}\u{200e}%\u{200e}"),
            "ar" => format!("{number}\u{66a}\u{61c}"),
            _ => format!("{number}%"),
        }
    }

    /// `26 July 2019`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        icu_date(date).map_or_else(|| date.to_string(), |date| self.day.format(&date).to_string())
    }

    /// `March 2017`.
    #[must_use]
    pub fn month(&self, year: i16, month: i8) -> String {
        let date = Date::new(year, month, 1).ok().and_then(icu_date);
        date.map_or_else(|| format!("{year}-{month:02}"), |date| self.month.format(&date).to_string())
    }

    /// The plural category of a count, by the word Fluent uses: `one`, `other`.
    #[must_use]
    pub fn plural(&self, count: u64) -> &'static str {
        category_word(self.cardinal.category_for(count))
    }

    /// The plural category of a place in an order: `one` for 1st, `two` for 2nd in English.
    #[must_use]
    pub fn ordinal(&self, place: u64) -> &'static str {
        category_word(self.ordinal.category_for(place))
    }

    /// The language without script or region.
    #[must_use]
    pub fn language(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }
}

/// `value` with exactly `places` decimals, half away from zero.
#[must_use]
pub fn rounded(value: Decimal, places: u32) -> Decimal {
    let mut value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(places);
    value
}

fn icu_date(date: Date) -> Option<IcuDate<icu_calendar::Iso>> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    IcuDate::try_new_iso(i32::from(date.year()), month, day).ok()
}

fn category_word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::new(tag).unwrap_or_else(|| panic!("no data for {tag}"))
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(locale("en").number(Decimal::new(12787, 0), None), "12,787");
        assert_eq!(locale("fr").number(Decimal::new(123_456, 1), None), "12\u{202f}345,6");
        assert_eq!(locale("en").number(Decimal::new(-5, 1), Some(0)), "\u{2212}1");
        assert_eq!(locale("en").number(Decimal::new(-4, 1), Some(0)), "0");
        assert_eq!(locale("en").number(Decimal::new(2, 0), Some(2)), "2.00");
    }

    #[test]
    fn dates_are_written_day_first_in_world_english() {
        let date = Date::constant(2019, 7, 26);
        assert_eq!(locale("en").date(date), "26 July 2019");
        assert_eq!(locale("fr").date(date), "26 juillet 2019");
        assert_eq!(locale("en").month(2017, 3), "March 2017");
    }

    #[test]
    fn directions_and_plurals_follow_the_language() {
        assert!(locale("ar").right_to_left());
        assert!(!locale("en").right_to_left());
        assert_eq!(locale("ar").plural(3), "few");
        assert_eq!(locale("en").ordinal(2), "two");
    }
}
