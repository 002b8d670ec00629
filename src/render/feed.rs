//! Feeds: Atom (RFC 4287) and JSON Feed 1.1 of the newest items of the site, a section or a topic.

use jiff::{civil::Date, tz::TimeZone};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use serde_json::{Map, Value, json};

use crate::{
    base::url::Url,
    model::site::{GroupKind, Page, PageId, SectionId, Site},
    render::{hosts, routes::Feed, survey},
};

/// A feed holds no more than this; a reader wants what is new.
const MOST: usize = 50;

/// What a feed says.
struct Content<'s> {
    title: String,
    home: Url,
    items: Vec<&'s Page>,
    language: &'s str,
}

/// The feed of the site in a language: the newest of all its items.
#[must_use]
pub fn of_site(site: &Site, language: usize, own: &Url, form: Feed) -> Vec<u8> {
    let mut items: Vec<&Page> = site
        .pages
        .iter()
        .filter(|page| page.is_item() && page.date.is_some() && page.language == language)
        .collect();
    items.sort_by(|a, b| {
        (b.date.map(|date| date.first_day()), &a.url).cmp(&(a.date.map(|date| date.first_day()), &b.url))
    });
    let home = Url::file(&format!("{}/", survey::prefix(site, language)));
    write(site, &content(site, site.config.title.clone(), home, items, language), own, form)
}

/// The feed of a section.
#[must_use]
pub fn of_section(site: &Site, id: SectionId, own: &Url, form: Feed) -> Option<Vec<u8>> {
    let section = site.section(id)?;
    let page = site.page(section.page)?;
    let title = format!("{} – {}", page.title.plain, site.config.title);
    Some(write(
        site,
        &content(site, title, page.url.clone(), pages(site, &section.pages), page.language),
        own,
        form,
    ))
}

/// The feed of a topic.
#[must_use]
pub fn of_group(site: &Site, place: usize, own: &Url, form: Feed) -> Option<Vec<u8>> {
    let group = site.groups.get(place)?;
    let title = format!("{} – {}", group.name, site.config.title);
    Some(write(
        site,
        &content(site, title, group.url.clone(), pages(site, &group.pages), group.language),
        own,
        form,
    ))
}

fn pages<'s>(site: &'s Site, ids: &[PageId]) -> Vec<&'s Page> {
    ids.iter().filter_map(|id| site.page(*id)).filter(|page| page.date.is_some()).collect()
}

fn content<'s>(
    site: &'s Site,
    title: String,
    home: Url,
    mut items: Vec<&'s Page>,
    language: usize,
) -> Content<'s> {
    items.truncate(MOST);
    Content {
        title,
        home,
        items,
        language: site.languages.get(language).map_or("en", |language| language.locale.tag()),
    }
}

fn write(site: &Site, content: &Content<'_>, own: &Url, form: Feed) -> Vec<u8> {
    match form {
        Feed::Atom => atom(site, content, own).unwrap_or_default(),
        Feed::Json => json_feed(site, content, own),
    }
}

/// Midnight in the site's zone of a day, as RFC 3339 wants it.
fn moment(site: &Site, date: Date) -> String {
    let midnight = date.to_datetime(jiff::civil::Time::midnight());
    let zoned = site
        .config
        .timezone
        .to_ambiguous_timestamp(midnight)
        .compatible()
        .or_else(|_| TimeZone::UTC.to_timestamp(midnight));
    zoned.map(|moment| moment.to_string()).unwrap_or_default()
}

fn changed(page: &Page) -> Date {
    page.updated.or(page.date.map(|date| date.first_day())).unwrap_or(Date::ZERO)
}

/// The newest change of all items; it does not move while nothing changes.
fn newest(items: &[&Page]) -> Date {
    items.iter().map(|page| changed(page)).max().unwrap_or(Date::constant(1970, 1, 1))
}

fn names<'s>(site: &'s Site, page: &'s Page, kind: GroupKind) -> impl Iterator<Item = &'s str> {
    page.groups
        .iter()
        .filter_map(|place| site.groups.get(*place))
        .filter(move |group| group.kind == kind)
        .map(|group| group.name.as_str())
}

fn atom(site: &Site, content: &Content<'_>, own: &Url) -> std::io::Result<Vec<u8>> {
    let base = &site.config.url;
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let root = writer
        .create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", content.language)]);
    root.write_inner_content(|writer| {
        text(writer, "id", &base.join(&content.home))?;
        text(writer, "title", &content.title)?;
        if !site.config.demonstration.is_empty() {
            text(writer, "subtitle", &site.config.demonstration)?;
        }
        text(writer, "updated", &moment(site, newest(&content.items)))?;
        link(writer, "self", &base.join(own))?;
        link(writer, "alternate", &base.join(&content.home))?;
        writer
            .create_element("author")
            .write_inner_content(|writer| text(writer, "name", &site.config.title))?;
        for page in &content.items {
            writer.create_element("entry").write_inner_content(|writer| entry(writer, site, page))?;
        }
        Ok(())
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

type Out = Writer<Vec<u8>>;

fn entry(writer: &mut Out, site: &Site, page: &Page) -> std::io::Result<()> {
    let address = site.config.url.join(&page.url);
    text(writer, "id", &address)?;
    text(writer, "title", &page.title.plain)?;
    text(writer, "updated", &moment(site, changed(page)))?;
    if let Some(date) = page.date {
        text(writer, "published", &moment(site, date.first_day()))?;
    }
    link(writer, "alternate", &address)?;
    for name in names(site, page, GroupKind::Author) {
        writer.create_element("author").write_inner_content(|writer| text(writer, "name", name))?;
    }
    for name in names(site, page, GroupKind::Topic) {
        writer.create_element("category").with_attribute(("term", name)).write_empty()?;
    }
    if !page.summary.is_empty() {
        text(writer, "summary", &page.summary.plain)?;
    }
    Ok(())
}

fn text(writer: &mut Out, name: &str, words: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(words)).map(drop)
}

fn link(writer: &mut Out, rel: &str, href: &str) -> std::io::Result<()> {
    writer.create_element("link").with_attributes([("rel", rel), ("href", href)]).write_empty().map(drop)
}

fn json_feed(site: &Site, content: &Content<'_>, own: &Url) -> Vec<u8> {
    let base = &site.config.url;
    let mut feed = Map::new();
    feed.insert("version".to_owned(), json!("https://jsonfeed.org/version/1.1"));
    feed.insert("title".to_owned(), json!(content.title));
    feed.insert("home_page_url".to_owned(), json!(base.join(&content.home)));
    feed.insert("feed_url".to_owned(), json!(base.join(own)));
    feed.insert("language".to_owned(), json!(content.language));
    if !site.config.demonstration.is_empty() {
        feed.insert("description".to_owned(), json!(site.config.demonstration));
    }
    feed.insert("items".to_owned(), content.items.iter().map(|page| json_item(site, page)).collect());
    hosts::lines(&Value::Object(feed))
}

fn json_item(site: &Site, page: &Page) -> Value {
    let address = site.config.url.join(&page.url);
    json!({
        "id": address,
        "url": address,
        "title": page.title.plain,
        "content_text": page.summary.plain,
        "date_published": page.date.map(|date| moment(site, date.first_day())),
        "date_modified": moment(site, changed(page)),
        "authors": names(site, page, GroupKind::Author).map(|name| json!({"name": name})).collect::<Vec<_>>(),
        "tags": names(site, page, GroupKind::Topic).collect::<Vec<_>>(),
    })
}
