//! Where the pages of an import stand, and how their old addresses lead there.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    app::import::item::{Item, Status},
    base::source::Sources,
    content::slug::slug,
};

/// A part of an address is no longer than this.
const LONGEST: usize = 80;

/// The places of all items, in their order.
#[derive(Debug)]
pub struct Addresses {
    paths: Vec<String>,
    urls: Vec<String>,
    /// The old addresses that lead to a page, each with the first item that had it.
    first: BTreeMap<String, usize>,
}

impl Addresses {
    /// Gives every item a file and an address of its own.
    #[must_use]
    pub fn of(items: &[Item], sources: &Sources) -> Self {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut addresses = Self { paths: Vec::new(), urls: Vec::new(), first: BTreeMap::new() };
        for (place, item) in items.iter().enumerate() {
            let folder = if item.section.is_empty() { String::new() } else { format!("{}/", item.section) };
            let name = free(&name(item), |name| {
                let url = format!("/{folder}{name}/");
                taken.contains(&url) || sources.find(&format!("content/{folder}{name}.md")).is_some()
            });
            let url = format!("/{folder}{name}/");
            let day = item.date.filter(|_| item.dated).map(|date| format!("{date}-")).unwrap_or_default();
            taken.insert(url.clone());
            addresses.paths.push(format!("{folder}{day}{name}.md"));
            addresses.urls.push(url);
            addresses.first.entry(old_path(&item.old)).or_insert(place);
        }
        addresses
    }

    /// The file of an item, below `content/`.
    #[must_use]
    pub fn path(&self, place: usize) -> &str {
        self.paths.get(place).map_or("", String::as_str)
    }

    /// The old address that leads to an item, if one is needed and can; and what a person should know.
    #[must_use]
    pub fn alias(&self, place: usize, item: &Item) -> (Option<String>, Option<String>) {
        let old = old_path(&item.old);
        if item.old.contains('?') && item.status == Status::Ready {
            let need = format!(
                "its old address `{}` cannot lead here: what stands behind `?` reaches no static site",
                item.old
            );
            return (None, Some(need));
        }
        if old.is_empty() || old == "/" {
            return (None, None);
        }
        if self.urls.contains(&old) {
            let own = self.urls.get(place) == Some(&old);
            let need = (!own).then(|| format!("its old address `{old}` is that of another page now"));
            return (None, need);
        }
        if self.first.get(&old) != Some(&place) {
            return (None, Some(format!("its old address `{old}` leads to another page that had it too")));
        }
        (Some(old), None)
    }
}

/// The path of an old address, as `aliases` wants it.
#[must_use]
pub fn old_path(address: &str) -> String {
    let rest = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decoded(path);
    if path.starts_with('/') || path.is_empty() { path } else { format!("/{path}") }
}

/// `caf%C3%A9` is `café`; what is no UTF-8 stays as it is.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The last part of an item's address.
fn name(item: &Item) -> String {
    let words = slug(&percent_decoded(&item.slug));
    let words = if words.is_empty() { slug(&item.title) } else { words };
    let words = if words.is_empty() { "untitled".to_owned() } else { words };
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    words.get(..end).unwrap_or_default().trim_end_matches('-').to_owned()
}

/// The name, or the first `name-2`, `name-3` … that nobody has.
fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut number = 1;
    let mut tried = name.to_owned();
    while taken(&tried) {
        number += 1;
        tried = format!("{name}-{number}");
    }
    tried
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_path() {
        assert_eq!(old_path("https://old.example/2019/07/26/meeting/?x=1#a"), "/2019/07/26/meeting/");
        assert_eq!(old_path("https://old.example"), "/");
        assert_eq!(old_path("/blog/caf%C3%A9"), "/blog/café");
        assert_eq!(old_path(""), "");
        assert_eq!(percent_decoded("100%"), "100%");
    }

    #[test]
    fn names_are_made_free() {
        assert_eq!(free("a", |name| name == "a" || name == "a-2"), "a-3");
    }
}
