//! Languages by the names that their own speakers give them, as a language switch shows them.
//!
//! The names are those of CLDR 47, written as at the start of a sentence.

/// Sorted by tag.
const NAMES: [(&str, &str); 48] = [
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycan"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("mt", "Malti"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("zh", "中文"),
];

/// The name of a tag's language with its region behind it, such as `Português (BR)`; the tag itself where
/// the language is not listed.
#[must_use]
pub fn autonym(tag: &str) -> String {
    let (language, region) = tag.split_once('-').map_or((tag, ""), |(language, region)| (language, region));
    let place = NAMES.binary_search_by(|(known, _)| (*known).cmp(language)).ok();
    match place.and_then(|place| NAMES.get(place)) {
        None => tag.to_owned(),
        Some((_, name)) if region.is_empty() => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({region})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_the_name_that_its_speakers_use() {
        assert_eq!(autonym("ar"), "العربية");
        assert_eq!(autonym("pt-BR"), "Português (BR)");
        assert_eq!(autonym("tlh"), "tlh");
        assert!(NAMES.is_sorted());
    }
}
