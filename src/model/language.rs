//! One language of the site: its formats and the theme's words in it.

use std::{collections::BTreeMap, sync::Arc};

use crate::base::{
    config::Config,
    locale::{
        Locale,
        messages::{Argument, Messages},
    },
    time::PartDate,
};

/// A language.
#[derive(Debug)]
pub struct Language {
    /// How numbers and dates are written.
    pub locale: Locale,
    /// The folder of its pages, such as `/fr`; the first language has none.
    pub prefix: String,
    messages: Arc<Messages>,
}

impl Language {
    /// The languages of a site, the first one first; a tag without data was reported when it was read.
    #[must_use]
    pub fn all(config: &Config, messages: &BTreeMap<String, Arc<Messages>>) -> Vec<Self> {
        let language = |tag: &String| {
            let messages = messages.get(tag).cloned().unwrap_or_else(|| Arc::new(Messages::new(tag)));
            let first = config.languages.first() == Some(tag);
            let prefix = if first { String::new() } else { format!("/{}", tag.to_lowercase()) };
            Some(Self { locale: Locale::new(tag)?, prefix, messages })
        };
        config.languages.iter().filter_map(language).collect()
    }

    /// The theme's words; the id itself where it has none, which a check of the theme finds.
    #[must_use]
    pub fn say(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        self.messages.format(id, arguments).unwrap_or_else(|| id.to_owned())
    }

    /// The theme's words, if it has them and every argument is there.
    #[must_use]
    pub fn find(&self, id: &str, arguments: &[(&str, Argument)]) -> Option<String> {
        self.messages.format(id, arguments)
    }

    /// A date as far as it is known.
    #[must_use]
    pub fn date(&self, date: PartDate) -> String {
        match date {
            PartDate::Year(year) => year.to_string(),
            PartDate::Month(year, month) => self.locale.month(year, month),
            PartDate::Day(date) => self.locale.date(date),
        }
    }
}
