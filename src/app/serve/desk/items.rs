//! The items of the desk: every document, by its standing, with a search over titles and paths.

use std::{cmp::Reverse, collections::BTreeMap};

use jiff::civil::Date;

use crate::{
    app::serve::{desk, snapshot::Snapshot, state::State},
    base::span::FileId,
    model::{
        line::escape,
        site::{Page, PageId, Site, Standing},
    },
};

/// So many stand on one page of the list.
const PART: usize = 50;

/// What stands of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Readers see it.
    Published,
    /// It is a draft.
    Draft,
    /// It waits for its time.
    Waits,
    /// Its time is over.
    Expired,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Published, Self::Draft, Self::Waits, Self::Expired];

    /// Its word, in addresses and on the page.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Draft => "draft",
            Self::Waits => "scheduled",
            Self::Expired => "expired",
        }
    }
}

/// A document on the desk.
pub struct Item<'s> {
    /// Its page, if it is shown.
    pub page: Option<(PageId, &'s Page)>,
    /// Its file.
    pub path: &'s str,
    /// What stands of it.
    pub kind: Kind,
    /// When it appears, or has disappeared.
    pub moment: Option<jiff::Timestamp>,
}

impl Item<'_> {
    /// Its title, or its path where it is not shown.
    #[must_use]
    pub fn title(&self) -> &str {
        self.page
            .map(|(_, page)| page.title.plain.as_str())
            .filter(|title| !title.is_empty())
            .unwrap_or(self.path)
    }

    /// A link to its page of the desk.
    #[must_use]
    pub fn link(&self) -> String {
        match self.page {
            Some((_, page)) => format!("<a href=\"{}\">{}</a>", address(page), escape(self.title())),
            None => escape(self.title()),
        }
    }

    fn date(&self) -> Option<Date> {
        self.page.and_then(|(_, page)| page.date).map(|date| date.first_day())
    }
}

/// The address of a page's own page of the desk.
#[must_use]
pub fn address(page: &Page) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
    let encoded: String = page
        .url
        .as_str()
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("/-/desk/item/?page={encoded}")
}

/// All documents: what waits first in the order of its time, the rest from the newest on.
#[must_use]
pub fn all(shown: &Snapshot) -> Vec<Item<'_>> {
    let ground = shown.ground();
    let pages: BTreeMap<FileId, (PageId, &Page)> = ground
        .site
        .pages
        .iter()
        .enumerate()
        .filter_map(|(place, page)| Some((page.file?, (PageId(place), page.as_ref()))))
        .collect();
    let item = |(file, standing): &(FileId, Standing)| {
        let (kind, moment) = match standing {
            Standing::Published => (Kind::Published, None),
            Standing::Draft => (Kind::Draft, None),
            Standing::Waits(appears) => (Kind::Waits, Some(*appears)),
            Standing::Expired(disappeared) => (Kind::Expired, Some(*disappeared)),
        };
        Item { page: pages.get(file).copied(), path: ground.sources.path(*file), kind, moment }
    };
    let mut items: Vec<Item<'_>> = ground.site.standings.iter().map(item).collect();
    items.sort_by_cached_key(|item| {
        let waits = item.moment.filter(|_| item.kind == Kind::Waits);
        (waits.is_none(), waits, Reverse(item.date()), item.path.to_owned())
    });
    items
}

/// The item whose file is at `path`.
#[must_use]
pub fn page_of<'s>(shown: &'s Snapshot, path: &str) -> Option<Item<'s>> {
    let ground = shown.ground();
    let file = ground.sources.find(path)?;
    let place = ground.site.pages.iter().position(|page| page.file == Some(file))?;
    let page = ground.site.pages.get(place)?;
    Some(Item {
        page: Some((PageId(place), page)),
        path: ground.sources.path(file),
        kind: Kind::Published,
        moment: None,
    })
}

/// Items as rows; nothing for none.
#[must_use]
pub fn rows(shown: &Snapshot, items: &[&Item<'_>]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let site = &shown.ground().site;
    let rows: String = items.iter().map(|item| row(site, item)).collect();
    format!("<ul class=\"items\">\n{rows}</ul>\n")
}

fn row(site: &Site, item: &Item<'_>) -> String {
    let moment = item.moment.map(|moment| spelled(site, moment));
    let when = match (item.kind, moment) {
        (Kind::Waits, Some(moment)) => format!("appears {moment}"),
        (Kind::Expired, Some(moment)) => format!("gone since {moment}"),
        _ => item.page.and_then(|(_, page)| page.date).map(|date| date.to_string()).unwrap_or_default(),
    };
    let language = item.page.and_then(|(_, page)| site.languages.get(page.language));
    let language = language
        .filter(|_| site.languages.len() > 1)
        .map(|language| format!(" <span class=\"tag\">{}</span>", escape(language.locale.tag())));
    format!(
        "<li><span class=\"dot {kind}\" title=\"{kind}\"></span><span class=\"name\">{}{}</span>\
         <span class=\"when\">{}</span><code>{}</code></li>\n",
        item.link(),
        language.unwrap_or_default(),
        escape(&when),
        escape(item.path),
        kind = item.kind.word(),
    )
}

/// A moment on the clocks of the site.
#[must_use]
pub fn spelled(site: &Site, moment: jiff::Timestamp) -> String {
    moment.to_zoned_datetime(site.config.timezone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The list of all items, as far as they are asked for.
#[must_use]
pub fn page(state: &State, shown: &Snapshot, query: &BTreeMap<String, String>) -> String {
    let word = query.get("q").map(|word| word.trim().to_lowercase()).unwrap_or_default();
    let show = query.get("show").and_then(|show| Kind::ALL.into_iter().find(|kind| kind.word() == show));
    let part: usize = query.get("part").and_then(|part| part.parse().ok()).unwrap_or(1).max(1);
    let all = all(shown);
    let wanted = |item: &&Item<'_>| {
        show.is_none_or(|kind| item.kind == kind)
            && (word.is_empty()
                || item.title().to_lowercase().contains(&word)
                || item.path.to_lowercase().contains(&word))
    };
    let found: Vec<&Item<'_>> = all.iter().filter(wanted).collect();
    let rest = found.get((part - 1) * PART..).unwrap_or_default();
    let rows = rows(shown, rest.get(..PART).unwrap_or(rest));
    let options: String = Kind::ALL
        .into_iter()
        .map(|kind| {
            let selected = if show == Some(kind) { " selected" } else { "" };
            format!("<option{selected}>{}</option>", kind.word())
        })
        .collect();
    let body = format!(
        "<h1>All items</h1>\n<form class=\"find\" action=\"/-/desk/items/\"><label>Title or file \
         <input type=\"search\" name=\"q\" value=\"{}\"></label> <label>Standing <select name=\"show\">\
         <option value=\"\">any</option>{options}</select></label> <button>Find</button></form>\n\
         <p class=\"none\">{} of {}</p>\n{rows}{}",
        escape(&word),
        found.len(),
        all.len(),
        parts(found.len(), part, &word, show)
    );
    desk::whole(state, "All items", "/-/desk/items/", &body)
}

/// Links to the parts before and behind.
fn parts(found: usize, part: usize, word: &str, show: Option<Kind>) -> String {
    let last = found.div_ceil(PART).max(1);
    let link = |number: usize, words: &str| {
        let show = show.map_or("", Kind::word);
        let word: String = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("<a href=\"/-/desk/items/?q={word}&amp;show={show}&amp;part={number}\">{words}</a>")
    };
    if last == 1 {
        return String::new();
    }
    let before = if part > 1 { link(part - 1, "Before") } else { String::new() };
    let behind = if part < last { link(part + 1, "Next") } else { String::new() };
    format!("<p class=\"turn\">{before} <span>{part} of {last}</span> {behind}</p>\n")
}
