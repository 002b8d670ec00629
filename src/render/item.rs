//! A page as lists show it. Its values are made once and shared by all lists that name it.

use std::sync::Arc;

use minijinja::{
    Value,
    value::{Enumerator, Object},
};

use crate::base::locale::Locale;

/// What lists show of a page; a missing section or image is none.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its headline, escaped.
    pub title: Value,
    /// Its address.
    pub href: Value,
    /// Its summary, escaped.
    pub summary: Value,
    /// Its date in words.
    pub date: Value,
    /// Its date for machines.
    pub date_iso: Value,
    /// Links to its topics.
    pub topics: Value,
    /// A link to its section.
    pub section: Value,
    /// The picture above its text.
    pub image: Value,
    /// The tag of its language, where that is not the reader's; empty otherwise.
    pub language: Value,
    /// The direction of that language.
    pub direction: Value,
    /// Its name for itself.
    pub language_name: Value,
}

impl Item {
    /// The item in a list for readers of another language, in whose words its date stands.
    #[must_use]
    pub fn abroad(&self, own: &Locale, date: String) -> Self {
        let (language, direction) = (own.tag().into(), own.direction().into());
        Self { language, direction, date: date.into(), language_name: own.autonym().into(), ..self.clone() }
    }
}

/// The names that templates use.
const NAMES: [&str; 11] = [
    "title",
    "href",
    "summary",
    "date",
    "date_iso",
    "topics",
    "section",
    "image",
    "language",
    "direction",
    "language_name",
];

impl Object for Item {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let value = match key {
            "title" => &self.title,
            "href" => &self.href,
            "summary" => &self.summary,
            "date" => &self.date,
            "date_iso" => &self.date_iso,
            "topics" => &self.topics,
            "section" => &self.section,
            "image" => &self.image,
            "language" => &self.language,
            "direction" => &self.direction,
            "language_name" => &self.language_name,
            _ => return None,
        };
        Some(value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&NAMES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_value() {
        let values = NAMES.map(Value::from);
        let [
            title,
            href,
            summary,
            date,
            date_iso,
            topics,
            section,
            image,
            language,
            direction,
            language_name,
        ] = values;
        let item = Value::from_object(Item {
            title,
            href,
            summary,
            date,
            date_iso,
            topics,
            section,
            image,
            language,
            direction,
            language_name,
        });
        for name in NAMES {
            assert_eq!(item.get_attr(name).unwrap(), Value::from(name));
        }
    }
}
