//! Pages that share a topic, a region, an author or a year.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        file_name,
        time::PartDate,
        url::Url,
        yaml::scalar::Written,
    },
    content::{
        filed::{Filed, Naming, Word, named},
        slug::slug,
    },
    model::{
        language::Language,
        site::{Group, GroupKind, PageId},
    },
};

/// A page that gives names.
#[derive(Clone, Copy, Debug)]
pub struct Named<'t> {
    /// Its language, by place.
    pub language: usize,
    /// Its document, if it has one.
    pub filed: Option<&'t Filed>,
    /// It counts as news of its year.
    pub dated: bool,
}

/// Few pages are in more groups.
const MOST: usize = 6;

/// Groups as they are found.
#[derive(Default)]
struct Found<'t> {
    groups: Vec<(Key, Group, Option<&'t Written>)>,
    places: BTreeMap<Key, usize>,
    /// The places of groups by language, then by meaning and the number of the name: a name is turned into an
    /// address once.
    words: Vec<[Vec<Option<usize>>; 3]>,
    years: BTreeMap<(usize, i16), usize>,
}

/// What tells groups apart: language, kind, and the part of the address.
type Key = (usize, GroupKind, String);

impl<'t> Found<'t> {
    /// The place of the group that a page names. Two spellings of one address are an error.
    fn named(
        &mut self,
        (language, (naming, number)): (usize, Word),
        written: impl FnOnce() -> Option<&'t Written>,
        prefix: &str,
    ) -> Result<usize, Diagnostic> {
        let number = number as usize;
        let known = self.words.get(language).and_then(|words| words.get(naming as usize)?.get(number));
        if let Some(place) = known.copied().flatten() {
            return Ok(place);
        }
        let written = written().ok_or_else(Diagnostic::consequence)?;
        let kind = match naming {
            Naming::Topic => GroupKind::Topic,
            Naming::Region => GroupKind::Region,
            Naming::Author => GroupKind::Author,
        };
        let place =
            self.place((language, kind, address_part(written)?), &written.text, Some(written), prefix);
        match self.groups.get(place) {
            Some((_, group, first)) if group.name != written.text => {
                Err(two_spellings(written, &group.name, *first))
            }
            _ => {
                self.words.resize_with(self.words.len().max(language + 1), Default::default);
                let words = self.words.get_mut(language).and_then(|words| words.get_mut(naming as usize));
                if let Some(words) = words {
                    words.resize(words.len().max(number + 1), None);
                    if let Some(slot) = words.get_mut(number) {
                        *slot = Some(place);
                    }
                }
                Ok(place)
            }
        }
    }

    fn place(&mut self, key: Key, name: &str, written: Option<&'t Written>, prefix: &str) -> usize {
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let (language, kind, part) = &key;
        let url = Url::file(&format!("{prefix}/{}/{part}/", folder(*kind)));
        let group = Group { kind: *kind, name: name.to_owned(), language: *language, url, pages: Vec::new() };
        self.places.insert(key.clone(), self.groups.len());
        self.groups.push((key, group, written));
        self.groups.len() - 1
    }

    fn year(&mut self, language: usize, year: i16, prefix: &str) -> usize {
        if let Some(place) = self.years.get(&(language, year)) {
            return *place;
        }
        let words = year.to_string();
        let place = self.place((language, GroupKind::Year, words.clone()), &words, None, prefix);
        self.years.insert((language, year), place);
        place
    }
}

/// The groups of a site.
#[derive(Debug, Default)]
pub struct Groups {
    /// In order of language, kind and address.
    pub list: Arc<Vec<Group>>,
    /// The groups of all pages, one after the other, and where those of each begin.
    places: Vec<usize>,
    starts: Vec<usize>,
}

impl Groups {
    /// Finds the groups, as yet without pages. Two spellings of one address are an error.
    #[must_use]
    pub fn new<'t>(
        pages: impl Iterator<Item = Named<'t>>,
        languages: &[Language],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut found = Found::default();
        let count = pages.size_hint().0;
        let (places, mut starts) = (Vec::with_capacity(count * MOST), Vec::with_capacity(count + 1));
        starts.push(0);
        let mut groups = Self { list: Arc::default(), places, starts };
        for Named { language, filed, dated } in pages {
            let prefix = languages.get(language).map_or("", |language| language.prefix.as_str());
            for (place, word) in filed.iter().flat_map(|filed| filed.names().iter().copied().enumerate()) {
                let written = || named(&filed?.front).nth(place).map(|(_, written)| written);
                groups.add(diagnostics.take(found.named((language, word), written, prefix)));
            }
            let year = filed.and_then(|filed| filed.date).filter(|_| dated).map(PartDate::year);
            groups.add(year.map(|year| found.year(language, year, prefix)));
            groups.starts.push(groups.places.len());
        }
        let mut order: Vec<(usize, (Key, Group, _))> = found.groups.into_iter().enumerate().collect();
        order.sort_by(|(_, (one, ..)), (_, (other, ..))| one.cmp(other));
        let mut moved = vec![0; order.len()];
        for (place, (was, _)) in order.iter().enumerate() {
            if let Some(slot) = moved.get_mut(*was) {
                *slot = place;
            }
        }
        groups.places.iter_mut().for_each(|place| *place = moved.get(*place).copied().unwrap_or_default());
        groups.list = Arc::new(order.into_iter().map(|(_, (_, group, _))| group).collect());
        groups.settle();
        groups
    }

    /// Adds a group to those of the last page, once.
    fn add(&mut self, place: Option<usize>) {
        let own = self.starts.last().and_then(|start| self.places.get(*start..)).unwrap_or_default();
        let new = place.filter(|place| !own.contains(place));
        self.places.extend(new);
    }

    /// Puts the groups of each page in order.
    fn settle(&mut self) {
        for (start, end) in self.starts.iter().zip(self.starts.iter().skip(1)) {
            if let Some(own) = self.places.get_mut(*start..*end) {
                own.sort_unstable();
            }
        }
    }

    /// Gives each group its pages, which come in order.
    pub fn fill(&mut self, order: &[PageId]) {
        let list = Arc::make_mut(&mut self.list);
        for page in order {
            let (Some(start), Some(end)) = (self.starts.get(page.0), self.starts.get(page.0 + 1)) else {
                continue;
            };
            for place in self.places.get(*start..*end).unwrap_or_default() {
                if let Some(group) = list.get_mut(*place) {
                    group.pages.push(*page);
                }
            }
        }
    }

    /// The groups of a page, by place.
    #[must_use]
    pub fn of(&self, page: PageId) -> &[usize] {
        let (start, end) = (self.starts.get(page.0), self.starts.get(page.0 + 1));
        start.zip(end).and_then(|(start, end)| self.places.get(*start..*end)).unwrap_or_default()
    }
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
