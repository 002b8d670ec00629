//! Feeds: Atom (RFC 4287) and JSON Feed 1.1 of the newest items of the site, a section or a topic, and of
//! what changed in a dataset.

use std::sync::Arc;

use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use serde_json::{Map, Value, json};

use crate::{
    base::url::Url,
    content::slug::slug,
    data::{dataset::Dataset, table::Table},
    model::{
        index,
        site::{GroupKind, Page, PageId, SectionId, Site},
    },
    render::{changes, hosts, routes::Feed},
};

/// A feed holds no more than this; a reader wants what is new.
const MOST: usize = 50;

/// What a feed says.
struct Content {
    title: String,
    home: Url,
    entries: Vec<Entry>,
    /// By place.
    language: usize,
}

/// One item of a feed, with whole addresses.
pub struct Entry {
    /// What readers' programs know it by.
    pub id: String,
    /// Where it leads.
    pub address: String,
    /// Its headline.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// The day of the text.
    pub published: Date,
    /// The day of its last change.
    pub changed: Date,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its topics.
    pub tags: Vec<String>,
}

/// The feed of the site in a language: the newest of all its items.
#[must_use]
pub fn of_site(site: &Site, language: usize, own: &Url, form: Feed) -> Vec<u8> {
    let ours = |page: &&Page| page.is_item() && page.language == language && !site.is_entry(page);
    let mut pages: Vec<&Page> = site.pages.iter().map(Arc::as_ref).filter(ours).collect();
    let newest = |page: &Page| page.date.map(|date| date.first_day());
    pages.sort_by(|a, b| (newest(b), &a.url).cmp(&(newest(a), &b.url)));
    let home = Url::file(&format!("{}/", site.prefix(language)));
    write(site, &content(site, site.title(language).to_owned(), home, pages.into_iter(), language), own, form)
}

/// The feed of a section.
#[must_use]
pub fn of_section(site: &Site, id: SectionId, own: &Url, form: Feed) -> Option<Vec<u8>> {
    let section = site.section(id)?;
    let page = site.page(section.page)?;
    let title = format!("{} – {}", page.title.plain, site.title(page.language));
    let content = content(site, title, page.url.clone(), pages(site, &section.pages), page.language);
    Some(write(site, &content, own, form))
}

/// The feed of a topic.
#[must_use]
pub fn of_group(site: &Site, place: usize, own: &Url, form: Feed) -> Option<Vec<u8>> {
    let group = site.groups.get(place)?;
    let title = format!("{} – {}", group.name, site.title(group.language));
    let content = content(site, title, group.url.clone(), pages(site, &group.pages), group.language);
    Some(write(site, &content, own, form))
}

/// The feed of a dataset: its revisions and the changes of its figures, the newest first.
#[must_use]
pub fn of_dataset(site: &Site, place: usize, own: &Url, form: Feed) -> Option<Vec<u8>> {
    let dataset = site.datasets.list.get(place)?;
    let home = index::dataset_url("", &dataset.id);
    let address = site.config.url.join(&home);
    let entry = |revision: &crate::data::about::Revision| Entry {
        id: format!("{address}#{}-{}", revision.date, slug(&revision.note)),
        address: address.clone(),
        title: format!("{}: {}", dataset.about.title, revision.note),
        summary: revision.note.clone(),
        published: revision.date,
        changed: revision.date,
        authors: Vec::new(),
        tags: Vec::new(),
    };
    let mut entries: Vec<Entry> = dataset.about.revisions.iter().map(entry).collect();
    entries.extend(changes(site, dataset, &address));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.changed));
    entries.truncate(MOST);
    let title = format!("{} – {}", dataset.about.title, site.title(0));
    Some(write(site, &Content { title, home, entries, language: 0 }, own, form))
}

/// What changed from each vintage to the next, and from the last one to the figures of today.
fn changes(site: &Site, dataset: &Dataset, address: &str) -> Vec<Entry> {
    let Some(words) = site.language(0) else { return Vec::new() };
    let earlier = dataset.vintages.iter().map(|vintage| (vintage.date, &vintage.table));
    let states: Vec<_> = earlier.chain(dataset.about.updated.map(|date| (date, &dataset.table))).collect();
    let entry = |pair: &[(Date, &Table)]| {
        let [(_, was), (date, now)] = pair else { return None };
        let told = changes::tell(dataset, was, now, words)?;
        Some(Entry {
            id: format!("{address}#values-{date}"),
            address: address.to_owned(),
            title: format!("{}: {}", dataset.about.title, told.summary),
            summary: told.lines,
            published: *date,
            changed: *date,
            authors: Vec::new(),
            tags: Vec::new(),
        })
    };
    states.windows(2).filter_map(entry).collect()
}

fn pages<'s>(site: &'s Site, ids: &'s [PageId]) -> impl Iterator<Item = &'s Page> {
    ids.iter().filter_map(|id| site.page(*id))
}

/// The newest dated pages; undated ones are no news.
fn content<'s>(
    site: &'s Site,
    title: String,
    home: Url,
    pages: impl Iterator<Item = &'s Page>,
    language: usize,
) -> Content {
    let entries = pages.filter_map(|page| entry_of(site, page)).take(MOST).collect();
    Content { title, home, entries, language }
}

/// A page as an item; nothing for one without a date, which is no news.
#[must_use]
pub fn entry_of(site: &Site, page: &Page) -> Option<Entry> {
    let published = page.date?.first_day();
    let address = site.config.url.join(&page.url);
    let names = |kind: GroupKind| {
        let groups = page.groups.iter().filter_map(|place| site.groups.get(*place));
        groups.filter(|group| group.kind == kind).map(|group| group.name.clone()).collect()
    };
    Some(Entry {
        id: address.clone(),
        address,
        title: page.title.plain.clone(),
        summary: page.summary.plain.clone(),
        published,
        changed: page.updated.unwrap_or(published),
        authors: names(GroupKind::Author),
        tags: names(GroupKind::Topic),
    })
}

fn write(site: &Site, content: &Content, own: &Url, form: Feed) -> Vec<u8> {
    match form {
        Feed::Atom => atom(site, content, own).unwrap_or_default(),
        Feed::Json => json_feed(site, content, own),
    }
}

/// Midnight in the site's zone of a day, as RFC 3339 wants it.
fn moment(site: &Site, date: Date) -> String {
    let midnight = date.to_datetime(Time::midnight());
    let placed = site.config.timezone.to_ambiguous_timestamp(midnight).compatible();
    placed
        .or_else(|_| TimeZone::UTC.to_timestamp(midnight))
        .map(|moment| moment.to_string())
        .unwrap_or_default()
}

/// The newest change of all entries; it does not move while nothing changes.
fn newest(entries: &[Entry]) -> Date {
    entries.iter().map(|entry| entry.changed).max().unwrap_or(Date::constant(1970, 1, 1))
}

type Out = Writer<Vec<u8>>;

fn atom(site: &Site, content: &Content, own: &Url) -> std::io::Result<Vec<u8>> {
    let base = &site.config.url;
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer.create_element("feed").with_attributes([
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", site.tag(content.language)),
    ]);
    root.write_inner_content(|writer| {
        text(writer, "id", &base.join(own))?;
        text(writer, "title", &content.title)?;
        if site.demonstrates() {
            text(writer, "subtitle", &site.notice(content.language))?;
        }
        text(writer, "updated", &moment(site, newest(&content.entries)))?;
        link(writer, "self", &base.join(own))?;
        link(writer, "alternate", &base.join(&content.home))?;
        person(writer, site.title(content.language))?;
        content.entries.iter().try_for_each(|found| {
            writer.create_element("entry").write_inner_content(|writer| entry(writer, site, found)).map(drop)
        })
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn entry(writer: &mut Out, site: &Site, entry: &Entry) -> std::io::Result<()> {
    text(writer, "id", &entry.id)?;
    text(writer, "title", &entry.title)?;
    text(writer, "updated", &moment(site, entry.changed))?;
    text(writer, "published", &moment(site, entry.published))?;
    link(writer, "alternate", &entry.address)?;
    entry.authors.iter().try_for_each(|name| person(writer, name))?;
    for tag in &entry.tags {
        writer.create_element("category").with_attribute(("term", tag.as_str())).write_empty()?;
    }
    if entry.summary.is_empty() { Ok(()) } else { text(writer, "summary", &entry.summary) }
}

fn person(writer: &mut Out, name: &str) -> std::io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| text(writer, "name", name)).map(drop)
}

fn text(writer: &mut Out, name: &str, words: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(words)).map(drop)
}

fn link(writer: &mut Out, rel: &str, href: &str) -> std::io::Result<()> {
    writer.create_element("link").with_attributes([("rel", rel), ("href", href)]).write_empty().map(drop)
}

fn json_feed(site: &Site, content: &Content, own: &Url) -> Vec<u8> {
    let base = &site.config.url;
    let mut feed = Map::new();
    feed.insert("version".to_owned(), json!("https://jsonfeed.org/version/1.1"));
    feed.insert("title".to_owned(), json!(content.title));
    feed.insert("home_page_url".to_owned(), json!(base.join(&content.home)));
    feed.insert("feed_url".to_owned(), json!(base.join(own)));
    feed.insert("language".to_owned(), json!(site.tag(content.language)));
    if site.demonstrates() {
        feed.insert("description".to_owned(), json!(site.notice(content.language)));
    }
    feed.insert("items".to_owned(), content.entries.iter().map(|entry| json_item(site, entry)).collect());
    hosts::lines(&Value::Object(feed))
}

fn json_item(site: &Site, entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": moment(site, entry.published),
        "date_modified": moment(site, entry.changed),
        "authors": entry.authors.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
        "tags": entry.tags,
    })
}
