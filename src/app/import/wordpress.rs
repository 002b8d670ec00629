//! An export of WordPress (WXR, "WordPress eXtended RSS", 1.0 to 1.2) as items.
//!
//! Its texts are kept as they were typed, not as they were shown: see [`paragraphs`].

use std::collections::BTreeMap;

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use crate::{
    app::import::{
        command::Wordpress,
        item::{Export, Item, Picture, Status},
        links::bare,
        markdown::words,
        paragraphs,
    },
    base::{diagnostic::Diagnostic, time},
    content::slug::slug,
};

/// Kinds of items that are parts of the old system, not pages.
const MACHINERY: [&str; 12] = [
    "attachment",
    "revision",
    "nav_menu_item",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
];

/// Names of categories that say nothing.
const NOTHING: [&str; 1] = ["uncategorized"];

/// An element of the export: its fields by name, and those that come more than once.
#[derive(Debug, Default)]
struct Raw {
    fields: BTreeMap<String, String>,
    /// Categories and tags: domain and name.
    terms: Vec<(String, String)>,
    meta: BTreeMap<String, String>,
    comments: usize,
}

impl Raw {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Reads an export.
///
/// # Errors
/// When it is none.
pub fn read(text: &str, wanted: &Wordpress) -> Result<Export, Diagnostic> {
    let channel = channel(text)?;
    let host = |address: &str| {
        let rest = address.split_once("://").map_or("", |(_, rest)| rest);
        bare(rest.split('/').next().unwrap_or_default()).to_owned()
    };
    let addresses = [channel.site.field("wp:base_blog_url"), channel.site.field("link")];
    let mut hosts: Vec<String> =
        addresses.iter().map(|address| host(address)).filter(|host| !host.is_empty()).collect();
    hosts.dedup();
    let pictures = pictures(&channel.items);
    let mut export = Export { hosts, ..Export::default() };
    let mut comments = 0;
    for raw in &channel.items {
        let kind = raw.field("wp:post_type");
        let status = raw.field("wp:status");
        comments += raw.comments;
        if MACHINERY.contains(&kind) || status == "trash" || status == "auto-draft" {
            let what = if status == "trash" { "in the bin" } else { kind };
            if kind != "attachment" {
                *export.skipped.entry(format!("items of the kind `{what}`")).or_default() += 1;
            }
            continue;
        }
        export.items.push(item(raw, &channel.authors, &pictures, wanted));
    }
    if comments > 0 {
        export.skipped.insert("comments of readers".to_owned(), comments);
    }
    if export.items.is_empty() {
        return Err(Diagnostic::error("bad-export", None, "the export holds no posts and no pages")
            .help("in WordPress choose Tools, Export, All content"));
    }
    Ok(export)
}

/// What the export holds.
#[derive(Debug, Default)]
struct Channel {
    site: Raw,
    items: Vec<Raw>,
    /// Names of authors by their login.
    authors: BTreeMap<String, String>,
}

fn channel(text: &str) -> Result<Channel, Diagnostic> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut walk = Walk::default();
    loop {
        let event =
            reader.read_event().map_err(|error| broken(&error.to_string(), text, reader.error_position()))?;
        match event {
            Event::Start(start) => walk.open(&start),
            Event::Empty(start) => {
                walk.open(&start);
                walk.close();
            }
            Event::Text(text) => walk.text.push_str(&text.xml10_content()),
            Event::CData(text) => walk.text.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let name = entity.xml10_content();
                match entity.resolve_char_ref() {
                    Ok(Some(sign)) => walk.text.push(sign),
                    _ => walk.text.push_str(resolve_predefined_entity(&name).unwrap_or_default()),
                }
            }
            Event::End(_) => walk.close(),
            Event::Eof => break,
            _ => {}
        }
    }
    if !walk.path.is_empty() || !walk.seen {
        return Err(Diagnostic::error("bad-export", None, "this is no whole export of WordPress").help(
            "export it again with Tools, Export, All content; a file that was cut off cannot be read",
        ));
    }
    Ok(walk.channel)
}

fn broken(error: &str, text: &str, at: u64) -> Diagnostic {
    let read = usize::try_from(at).ok().and_then(|at| text.get(..at)).unwrap_or_default();
    let line = read.matches('\n').count() + 1;
    Diagnostic::error("bad-export", None, format!("the export cannot be read at line {line}: {error}"))
        .help("export it again, and do not open and save it in between")
}

/// A walk through the elements.
#[derive(Debug, Default)]
struct Walk {
    path: Vec<String>,
    text: String,
    channel: Channel,
    item: Option<Raw>,
    /// Domain and nicename of the term that is open.
    term: (String, String),
    /// The key of the meta field that is open.
    key: String,
    author: (String, String),
    seen: bool,
}

impl Walk {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name().0.to_owned();
        let attribute = |wanted: &str| {
            let found = start.try_get_attribute(wanted).ok().flatten();
            found.map(|found| found.value.to_string()).unwrap_or_default()
        };
        match name.as_str() {
            "item" => self.item = Some(Raw::default()),
            "category" => self.term = (attribute("domain"), attribute("nicename")),
            "channel" => self.seen = true,
            _ => {}
        }
        self.text.clear();
        self.path.push(name);
    }

    fn close(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let inside = self.path.last().map(String::as_str);
        match (name.as_str(), inside) {
            ("item", _) => self.channel.items.extend(self.item.take()),
            ("wp:author", _) => {
                let (login, shown) = std::mem::take(&mut self.author);
                self.channel.authors.insert(login, shown);
            }
            ("wp:author_login", _) => text.trim().clone_into(&mut self.author.0),
            ("wp:author_display_name", _) => text.trim().clone_into(&mut self.author.1),
            ("wp:meta_key", _) => text.trim().clone_into(&mut self.key),
            ("wp:meta_value", Some("wp:postmeta")) => {
                if let Some(item) = &mut self.item {
                    item.meta.insert(std::mem::take(&mut self.key), text);
                }
            }
            ("wp:comment", _) => {
                if let Some(item) = &mut self.item {
                    item.comments += 1;
                }
            }
            ("category", Some("item")) => {
                if let Some(item) = &mut self.item {
                    item.terms.push((std::mem::take(&mut self.term.0), text));
                }
            }
            (_, Some("item")) => {
                if let Some(item) = &mut self.item {
                    item.fields.insert(name, text);
                }
            }
            (_, Some("channel")) => {
                self.channel.site.fields.entry(name).or_insert(text.trim().to_owned());
            }
            _ => {}
        }
    }
}

/// The pictures of the old site by their number.
fn pictures(items: &[Raw]) -> BTreeMap<String, Picture> {
    let attached = items.iter().filter(|raw| raw.field("wp:post_type") == "attachment");
    attached
        .map(|raw| {
            let alt = raw.meta.get("_wp_attachment_image_alt").map(|alt| words(alt)).unwrap_or_default();
            let url = raw.field("wp:attachment_url").trim().to_owned();
            (raw.field("wp:post_id").trim().to_owned(), Picture { url, alt })
        })
        .collect()
}

fn item(
    raw: &Raw,
    authors: &BTreeMap<String, String>,
    pictures: &BTreeMap<String, Picture>,
    wanted: &Wordpress,
) -> Item {
    let kind = raw.field("wp:post_type");
    let shown = paragraphs::show(raw.field("content:encoded"), |id| pictures.get(id).cloned());
    let mut needs = shown.needs;
    let title = words(raw.field("title"));
    if title.is_empty() {
        needs.push("it has no title: write one".to_owned());
    }
    if !raw.field("wp:post_password").trim().is_empty() {
        needs.push("it was behind a password, so it is a draft".to_owned());
    }
    let login = raw.field("dc:creator").trim();
    let author = authors.get(login).filter(|name| !name.is_empty()).map_or(login, String::as_str);
    let term = |(domain, name): &(String, String)| {
        let name = words(name);
        let says =
            ["category", "post_tag"].contains(&domain.as_str()) && !NOTHING.contains(&slug(&name).as_str());
        says.then_some(name)
    };
    let thumbnail = raw.meta.get("_thumbnail_id").map(|id| id.trim());
    Item {
        section: match kind {
            "page" => String::new(),
            "post" => wanted.section.clone(),
            other => slug(other),
        },
        title: if title.is_empty() { "Untitled".to_owned() } else { title },
        date: raw.field("wp:post_date").trim().get(..10).and_then(time::date).filter(|_| kind != "page"),
        dated: kind == "post",
        slug: raw.field("wp:post_name").trim().to_owned(),
        old: raw.field("link").trim().to_owned(),
        html: shown.html,
        authors: Some(author.to_owned())
            .filter(|name| !name.is_empty() && kind != "page")
            .into_iter()
            .collect(),
        topics: raw.terms.iter().filter_map(term).collect(),
        summary: words(raw.field("excerpt:encoded")),
        picture: thumbnail.and_then(|id| pictures.get(id).cloned()),
        status: status(raw),
        rest: Vec::new(),
        needs,
    }
}

/// What readers saw: a draft, a private item and one behind a password they did not.
fn status(raw: &Raw) -> Status {
    if !raw.field("wp:post_password").trim().is_empty() {
        return Status::Draft;
    }
    match raw.field("wp:status").trim() {
        "publish" => Status::Ready,
        "future" => {
            Status::Waiting(raw.field("wp:post_date").trim().get(..16).unwrap_or_default().to_owned())
        }
        _ => Status::Draft,
    }
}
