//! Pages that share a topic, a region, an author or a year.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        file_name,
        url::Url,
        yaml::scalar::Written,
    },
    content::{front::Front, slug::slug},
    model::site::{Group, GroupKind, Page, PageId},
};

/// The names that one page gives.
#[derive(Clone, Debug, Default)]
pub struct Names {
    language: usize,
    list: Vec<(GroupKind, Written)>,
    year: Option<i16>,
}

impl Names {
    /// Takes the names out of a page's front matter.
    #[must_use]
    pub fn take(front: &mut Front, language: usize) -> Self {
        let mut list = Vec::with_capacity(front.topics.len() + front.regions.len() + front.authors.len());
        let mut add = |kind, names: &mut Vec<Written>| list.extend(names.drain(..).map(|name| (kind, name)));
        add(GroupKind::Topic, &mut front.topics);
        add(GroupKind::Region, &mut front.regions);
        add(GroupKind::Author, &mut front.authors);
        Self { language, list, year: front.date.map(|date| date.year()) }
    }
}

/// Makes the groups and tells each page which are its own. Two spellings of one address are an error.
pub fn groups(
    names: &[Arc<Names>],
    pages: &mut [Page],
    prefixes: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<Group> {
    let mut found: BTreeMap<(usize, GroupKind, String), (Group, Option<Written>)> = BTreeMap::new();
    for (place, own) in names.iter().enumerate() {
        let prefix = prefixes.get(own.language).map_or("", String::as_str);
        for (kind, written) in &own.list {
            let Some(key) = diagnostics.take(address_part(written)) else { continue };
            let url = Url::file(&format!("{prefix}/{}/{key}/", folder(*kind)));
            let entry = found.entry((own.language, *kind, key)).or_insert_with(|| {
                (new_group(*kind, &written.text, own.language, url), Some(written.clone()))
            });
            if entry.0.name != written.text {
                diagnostics.push(two_spellings(written, &entry.0.name, entry.1.as_ref()));
            }
            entry.0.pages.push(PageId(place));
        }
        if let Some(year) = own.year.filter(|_| pages.get(place).is_some_and(Page::is_item)) {
            let url = Url::file(&format!("{prefix}/{}/{year}/", folder(GroupKind::Year)));
            let entry = found.entry((own.language, GroupKind::Year, year.to_string()));
            entry
                .or_insert_with(|| (new_group(GroupKind::Year, &year.to_string(), own.language, url), None))
                .0
                .pages
                .push(PageId(place));
        }
    }
    let groups: Vec<Group> = found.into_values().map(|(group, _)| group).collect();
    for (place, group) in groups.iter().enumerate() {
        for id in &group.pages {
            if let Some(page) = pages.get_mut(id.0).filter(|page| !page.groups.contains(&place)) {
                page.groups.push(place);
            }
        }
    }
    groups
}

/// The folder of a kind of group.
#[must_use]
pub fn folder(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Topic => "topics",
        GroupKind::Region => "regions",
        GroupKind::Author => "authors",
        GroupKind::Year => "years",
    }
}

fn new_group(kind: GroupKind, name: &str, language: usize, url: Url) -> Group {
    Group { kind, name: name.to_owned(), language, url, pages: Vec::new() }
}

fn address_part(written: &Written) -> Result<String, Diagnostic> {
    let key = slug(&written.text);
    if key.is_empty() {
        return Err(Diagnostic::error(
            "bad-slug",
            written.span,
            format!("`{}` leaves nothing for an address", written.text),
        )
        .help("write a name with letters or digits"));
    }
    match file_name::fault(&key) {
        Some(fault) => Err(Diagnostic::error(
            "bad-slug",
            written.span,
            format!("`{}` {fault}", file_name::shortened(&written.text)),
        )
        .help("write another name")),
        None => Ok(key),
    }
}

fn two_spellings(written: &Written, first: &str, place: Option<&Written>) -> Diagnostic {
    let problem = Diagnostic::error(
        "two-spellings",
        written.span,
        format!("`{}` and `{first}` would share one address", written.text),
    )
    .help(format!("write `{first}` in both places, or give them different words"));
    match place {
        Some(place) => problem.label(place.span, "first spelled here"),
        None => problem,
    }
}
