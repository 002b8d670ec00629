//! Countries by any code or name that a table may have for them.
//!
//! Which names are right is no question for a program: a site that prefers others gives the field
//! `categories` with its own labels.

use std::{cmp::Ordering, collections::BTreeMap, sync::LazyLock};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    base::yaml::nearest,
    data::{
        country::list::COUNTRIES,
        fault::{Fault, FaultKind},
    },
};

mod list;

/// The languages that countries have names in, in the order of [`Country::names`].
const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// Names in daily use that no list of codes has, each with its country.
const OTHER_NAMES: [(&str, &str); 18] = [
    ("USA", "USA"),
    ("United States", "USA"),
    ("Great Britain", "GBR"),
    ("Russia", "RUS"),
    ("Syria", "SYR"),
    ("Iran", "IRN"),
    ("Tanzania", "TZA"),
    ("Bolivia", "BOL"),
    ("Venezuela", "VEN"),
    ("Moldova", "MDA"),
    ("Laos", "LAO"),
    ("Vietnam", "VNM"),
    ("Turkey", "TUR"),
    ("Swaziland", "SWZ"),
    ("Cape Verde", "CPV"),
    ("Palestine", "PSE"),
    ("DR Congo", "COD"),
    ("Macedonia", "MKD"),
];

/// One country or territory. The order is that of the three letters, which no two share.
#[derive(Debug, Eq)]
pub struct Country {
    /// Three letters: `FRA`. How tables publish it.
    pub alpha3: &'static str,
    /// Two letters: `FR`.
    pub alpha2: &'static str,
    /// Three digits: `250`, as map shapes are numbered.
    pub numeric: &'static str,
    /// Short names in English, French, Spanish and Arabic.
    pub names: [&'static str; 4],
    /// Another English name; may be empty.
    pub other: &'static str,
}

impl PartialEq for Country {
    fn eq(&self, other: &Self) -> bool {
        self.alpha3 == other.alpha3
    }
}

impl Ord for Country {
    fn cmp(&self, other: &Self) -> Ordering {
        self.alpha3.cmp(other.alpha3)
    }
}

impl PartialOrd for Country {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

const fn country(
    alpha3: &'static str,
    alpha2: &'static str,
    numeric: &'static str,
    names: [&'static str; 4],
    other: &'static str,
) -> Country {
    Country { alpha3, alpha2, numeric, names, other }
}

/// All countries by each of their codes.
static BY_CODE: LazyLock<BTreeMap<&str, &Country>> = LazyLock::new(|| {
    let codes =
        |known: &'static Country| [known.alpha3, known.alpha2, known.numeric].map(|code| (code, known));
    COUNTRIES.iter().flat_map(codes).collect()
});

/// All countries by each of their names, folded; no two share one.
static BY_NAME: LazyLock<BTreeMap<String, &Country>> = LazyLock::new(|| {
    let names = |known: &'static Country| known.all_names().map(move |name| (folded(name), known));
    COUNTRIES.iter().flat_map(names).collect()
});

impl Country {
    /// The country that a code or name means: two or three capital letters, three digits, or a name,
    /// whose case, accents and signs do not count.
    ///
    /// # Errors
    /// With the nearest name.
    pub fn parse(text: &str) -> Result<&'static Self, Fault> {
        Self::find(text).ok_or_else(|| Fault::new(FaultKind::Country, "is no country", cure(text)))
    }

    /// The same where a text that means no country is nothing wrong.
    #[must_use]
    pub fn find(text: &str) -> Option<&'static Self> {
        BY_CODE.get(text).or_else(|| BY_NAME.get(&folded(text))).copied()
    }

    /// Its short name in a language, by the first part of the tag; in English where there is none.
    #[must_use]
    pub fn name(&self, language: &str) -> &'static str {
        let wanted = language.split('-').next().unwrap_or(language);
        let place = LANGUAGES.iter().position(|known| *known == wanted).unwrap_or(0);
        self.names.get(place).copied().unwrap_or(self.alpha3)
    }

    fn all_names(&self) -> impl Iterator<Item = &'static str> {
        let others = OTHER_NAMES.iter().filter(|(_, code)| *code == self.alpha3).map(|(name, _)| *name);
        self.names.into_iter().chain([self.other]).chain(others).filter(|name| !name.is_empty())
    }
}

/// Letters and digits alone, in small letters and without accents.
fn folded(name: &str) -> String {
    name.nfkd()
        .filter(|c| !is_combining_mark(*c) && c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn cure(text: &str) -> String {
    let digits = text.len() < 3 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let code = if digits { format!("{text:0>3}") } else { text.to_uppercase() };
    if let Some(known) =
        COUNTRIES.iter().find(|known| [known.alpha3, known.alpha2, known.numeric].contains(&code.as_str()))
    {
        return format!("write `{code}` if you mean {}", known.name("en"));
    }
    match nearest(text, COUNTRIES.iter().flat_map(Country::all_names)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the three letters of ISO 3166, such as `FRA`; for an area that is no country declare `type: string`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn codes_and_names_mean_one_country() {
        for text in ["FRA", "FR", "250", "France", "فرنسا", "Francia", "FRANCE"] {
            assert_eq!(Country::parse(text).unwrap().alpha3, "FRA", "{text}");
        }
        for (text, code) in
            [("Côte d'Ivoire", "CIV"), ("United States", "USA"), ("Turkey", "TUR"), ("004", "AFG")]
        {
            assert_eq!(Country::parse(text).unwrap().alpha3, code, "{text}");
        }
    }

    #[test]
    fn what_is_no_country_gets_a_cure() {
        let cure = |text| Country::parse(text).unwrap_err().cure;
        assert!(cure("4").contains("`004`"));
        assert!(cure("fra").contains("`FRA`"));
        assert!(cure("Germny").contains("Germany"));
        assert!(cure("England and Wales").contains("type: string"));
        assert!(Country::parse("").is_err());
    }

    #[test]
    fn no_name_means_two_countries_and_no_code_stands_twice() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for country in &COUNTRIES {
            let codes = [country.alpha3, country.alpha2, country.numeric].map(str::to_owned);
            for name in codes.into_iter().chain(country.all_names().map(folded)) {
                let first = *seen.entry(name.clone()).or_insert(country.alpha3);
                assert_eq!(first, country.alpha3, "{name}");
            }
        }
        assert!(COUNTRIES.is_sorted());
        assert!(OTHER_NAMES.iter().all(|(_, code)| COUNTRIES.iter().any(|country| country.alpha3 == *code)));
    }
}
