//! A page as lists show it. Its values are made once and shared by all lists that name it.

use std::sync::Arc;

use minijinja::{
    Value,
    value::{Enumerator, Object},
};

/// What lists show of a page; a missing section or image is none.
#[derive(Debug)]
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
}

/// The names that templates use.
const NAMES: [&str; 8] = ["title", "href", "summary", "date", "date_iso", "topics", "section", "image"];

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
        let [title, href, summary, date, date_iso, topics, section, image] = NAMES.map(Value::from);
        let item = Value::from_object(Item { title, href, summary, date, date_iso, topics, section, image });
        for name in NAMES {
            assert_eq!(item.get_attr(name).unwrap(), Value::from(name));
        }
    }
}
