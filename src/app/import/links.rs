//! Where the links and pictures of an old text lead now.

use std::collections::BTreeMap;

use crate::app::import::{
    address::{Addresses, old_path},
    item::{Item, Picture, Status},
    media::Media,
};

/// The new places of old addresses.
#[derive(Debug)]
pub struct Links {
    pages: BTreeMap<String, Led>,
    hosts: Vec<String>,
    /// The files of the old site.
    pub media: Media,
}

/// Where an address leads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Led {
    /// To a page: its file, from `content/`.
    Page(String),
    /// To a file, by its place in [`Media::files`].
    File(usize),
    /// To a page that readers do not see yet.
    Draft,
    /// To something of the old site that was not imported.
    Lost,
    /// Somewhere else.
    Out,
}

/// A picture for front matter.
#[derive(Debug, Default)]
pub struct Placed {
    /// Its file, from `content/`; empty if it is missing.
    pub file: String,
    /// What it shows.
    pub alt: String,
    /// Its place in [`Media::files`].
    pub used: Option<usize>,
    /// What needs a person.
    pub needs: Vec<String>,
}

impl Links {
    /// The places of an import.
    #[must_use]
    pub fn new(items: &[Item], addresses: &Addresses, hosts: Vec<String>, media: Media, home: bool) -> Self {
        let mut pages = BTreeMap::new();
        for (place, item) in items.iter().enumerate() {
            let ready = item.status == Status::Ready;
            let new = if ready { Led::Page(format!("/{}", addresses.path(place))) } else { Led::Draft };
            pages.entry(key(&item.old)).or_insert(new);
        }
        pages.remove("");
        if home {
            pages.insert(String::new(), Led::Page("/_index.md".to_owned()));
        }
        Self { pages, hosts, media }
    }

    /// Where an address of an old text leads.
    #[must_use]
    pub fn lead(&self, address: &str) -> Led {
        let host =
            address.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
        let own = host.is_none_or(|host| self.hosts.iter().any(|own| own == bare(host)));
        let other =
            ["mailto:", "tel:", "#", "javascript:", "data:"].iter().any(|start| address.starts_with(start));
        if other {
            return Led::Out;
        }
        if let Some(place) = self.media.find(address).filter(|_| own || address.contains("/uploads")) {
            return Led::File(place);
        }
        if !own {
            return Led::Out;
        }
        self.pages.get(&key(address)).cloned().unwrap_or(Led::Lost)
    }

    /// The file of a picture that a text names, wherever it lay.
    #[must_use]
    pub fn image(&self, address: &str) -> Option<usize> {
        self.media.find(address)
    }

    /// The path of a file of the media, from `content/`.
    #[must_use]
    pub fn target(&self, place: usize) -> &str {
        self.media.files.get(place).map_or("", |file| file.target.as_str())
    }

    /// A picture above a text.
    #[must_use]
    pub fn picture(&self, picture: &Picture) -> Placed {
        let used = self.image(&picture.url);
        let file = used.map(|place| self.target(place).to_owned()).unwrap_or_default();
        let mut needs = Vec::new();
        if file.is_empty() {
            needs.push(format!(
                "its picture `{}` is not in the media folder: it stands in a comment",
                picture.url
            ));
        } else if picture.alt.trim().is_empty() {
            needs.push(format!("its picture `{file}` has no words for those who cannot see it: it stands in a comment; write `alt`"));
        }
        Placed { file, alt: picture.alt.trim().to_owned(), used, needs }
    }
}

/// An address without what may differ: scheme, host, a slash at its end, a fragment.
fn key(address: &str) -> String {
    let query = address.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default());
    let path = old_path(address);
    let path = path.trim_end_matches('/');
    match query.filter(|query| query.contains("p=") || query.contains("page_id=")) {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

/// A host without `www.`.
#[must_use]
pub fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
impl Links {
    /// Links of a site without pages.
    #[must_use]
    pub fn plain(hosts: Vec<String>, media: Media) -> Self {
        Self { pages: BTreeMap::new(), hosts, media }
    }
}
