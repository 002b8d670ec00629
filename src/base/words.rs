//! A text of the settings that may stand in several languages: one for all, or a map by language tag.

use std::collections::BTreeMap;

use crate::base::{
    diagnostic::Diagnostic,
    yaml::{Node, fields::quoted_list, nearest, scalar},
};

/// The text, with a translation for some languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    original: String,
    translations: BTreeMap<String, String>,
}

impl Words {
    /// One text for all languages.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { original: text.to_owned(), translations: BTreeMap::new() }
    }

    /// Reads a text, or a map from the tags in `languages` to texts; the first language must be in it.
    ///
    /// # Errors
    /// When a key is none of the languages, or the first one is missing.
    pub fn read(node: &Node<'_>, languages: &[String]) -> Result<Self, Diagnostic> {
        let Some(entries) = node.entries() else { return scalar::text(node).map(|text| Self::plain(&text)) };
        let mut translations = BTreeMap::new();
        for entry in entries {
            if !languages.iter().any(|tag| tag == entry.name) {
                return Err(unknown(&entry.key, languages));
            }
            translations.insert(entry.name.to_owned(), scalar::text(&entry.node)?);
        }
        let first = languages.first().map_or("en", String::as_str);
        let original = translations.remove(first).ok_or_else(|| {
            Diagnostic::error(
                "missing-field",
                node.span(),
                format!("`{}` has no text in `{first}`", node.name),
            )
            .help(format!("add a line `{first}: …`: other languages fall back to it"))
        })?;
        Ok(Self { original, translations })
    }

    /// The text in a language, or the original where it is not translated.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> &str {
        self.translations.get(tag).map_or(self.original.as_str(), String::as_str)
    }

    /// The text as written first.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// True if there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.original.is_empty()
    }
}

fn unknown(key: &Node<'_>, languages: &[String]) -> Diagnostic {
    let known = || languages.iter().map(String::as_str);
    let problem =
        Diagnostic::error("unknown-language", key.span(), format!("the site has no language `{}`", key.name));
    match nearest(key.name, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!(
            "write a text, or one for each language; `languages` names {}",
            quoted_list(known())
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{span::FileId, yaml::Yaml};

    fn read(text: &str) -> Result<Words, Diagnostic> {
        let languages = ["en".to_owned(), "fr".to_owned()];
        Words::read(&Yaml::parse(FileId(0), text, 0)?.root(), &languages)
    }

    #[test]
    fn a_text_serves_every_language_that_has_none_of_its_own() {
        let words = read("en: News\nfr: Actualités").unwrap();
        assert_eq!(words.in_language("fr"), "Actualités");
        assert_eq!(words.in_language("ar"), "News");
        assert_eq!(read("News").unwrap(), Words::plain("News"));
    }

    #[test]
    fn the_first_language_is_needed_and_others_must_be_of_the_site() {
        assert_eq!(read("fr: Actualités").unwrap_err().code, "missing-field");
        assert_eq!(read("en: News\nde: Nachrichten").unwrap_err().code, "unknown-language");
    }
}
