//! `casebook new SECTION "Title"`: a page with the fields of its section, filled where that can be known and
//! explained where it cannot.
//!
//! Everything that explains is a comment of the front matter, which no reader ever sees.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::{Timestamp, civil::Date};

use crate::{
    app::new::{Started, command::NewPage, day, declared, fresh, quoted, section},
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::FileId,
        time::PartDate,
        yaml::{fields::quoted_list, scalar::Written},
    },
    content::{self, document::Document, filed::Filed, name::Name, slug::slug},
};

/// The longest part of an address that is made from a title.
const LONGEST: usize = 60;

/// The section whose files start with their day even if there are none yet.
const NEWS: &str = "news";

/// Topics that a comment lists.
const LISTED: usize = 12;

/// Starts a page.
pub fn start(
    root: &Path,
    wanted: &NewPage,
    clock: Timestamp,
    diagnostics: &mut Diagnostics,
) -> Option<Started> {
    let sources = diagnostics.take(Sources::read(root, Vec::new()))?;
    // What is wrong elsewhere in the project is told by `check`, and hinders no new page.
    let config = Config::read(&sources, &mut Diagnostics::new());
    let today = day(wanted.now.as_deref(), &config.timezone, clock, diagnostics);
    let folder = diagnostics.take(section::find(&wanted.section, &sources))?;
    let language = diagnostics.take(language(wanted, &config))?;
    let documents = content::read(&sources).documents;
    let neighbours: Vec<&Document> = documents
        .iter()
        .map(|filed| filed.document().as_ref())
        .filter(|document| is_in(document, folder, language))
        .collect();
    let path = diagnostics.take(path(wanted, folder, language, today, &neighbours))?;
    diagnostics.take(free(&path, &sources))?;
    let page = Page {
        title: &wanted.title,
        today,
        zone: config.timezone.iana_name().unwrap_or("UTC"),
        declared: declared::lines(folder, &sources),
    };
    let text = page.text(&neighbours, &documents);
    let next =
        "write in it, look at it with `casebook serve`, and delete `draft: true` when it is ready".to_owned();
    Some(Started { root: root.to_owned(), files: vec![(format!("content/{path}"), fresh(text))], next })
}

/// The language in the file's name: none for the first of the site.
fn language<'w>(wanted: &'w NewPage, config: &Config) -> Result<Option<&'w str>, Diagnostic> {
    let Some(tag) = wanted.language.as_deref() else { return Ok(None) };
    if config.languages.iter().any(|known| known == tag) {
        return Ok(Some(tag).filter(|tag| *tag != config.language()));
    }
    let known = quoted_list(config.languages.iter().map(String::as_str));
    Err(Diagnostic::error("unknown-language", None, format!("the site has no pages in `{tag}`"))
        .help(format!("its languages are {known}; add `{tag}` to `languages` in casebook.yaml first")))
}

fn is_in(document: &Document, folder: &str, language: Option<&str>) -> bool {
    let own = document.name.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    own == folder && !document.name.is_section() && document.name.language.as_deref() == language
}

/// Where the page will be, below `content/`.
fn path(
    wanted: &NewPage,
    folder: &str,
    language: Option<&str>,
    today: Date,
    neighbours: &[&Document],
) -> Result<String, Diagnostic> {
    let words = shortened(&slug(&wanted.title));
    if words.is_empty() {
        return Err(Diagnostic::error("bad-slug", None, "the title leaves nothing for an address")
            .help("write one with letters or digits"));
    }
    let day = if is_dated(folder, neighbours) { format!("{today}-") } else { String::new() };
    let ending = language.map(|tag| format!(".{tag}")).unwrap_or_default();
    let slash = if folder.is_empty() { "" } else { "/" };
    Ok(format!("{folder}{slash}{day}{words}{ending}.md"))
}

/// True if the files of the section start with their day; of an empty one, only news do.
fn is_dated(folder: &str, neighbours: &[&Document]) -> bool {
    let dated = |document: &&&Document| {
        let name = document.name.path.rsplit('/').next().unwrap_or_default();
        name.get(..10).is_some_and(|day| matches!(PartDate::parse(day), Some(PartDate::Day(_))))
    };
    let count = neighbours.iter().filter(dated).count();
    if neighbours.is_empty() { folder == NEWS } else { count * 2 >= neighbours.len() }
}

/// The first words of an address, as many as fit.
fn shortened(words: &str) -> String {
    let mut kept = String::new();
    for word in words.split('-') {
        if !kept.is_empty() && kept.len() + word.len() >= LONGEST {
            break;
        }
        if !kept.is_empty() {
            kept.push('-');
        }
        kept.extend(word.chars().take(LONGEST / 4));
    }
    kept
}

/// Refuses a page whose file, or whose address, another page has.
fn free(path: &str, sources: &Sources) -> Result<(), Diagnostic> {
    let name = Name::parse(path, FileId(0))?;
    let same = |other: &str| {
        Name::parse(other, FileId(0)).is_ok_and(|other| {
            (&other.section, &other.role, &other.language) == (&name.section, &name.role, &name.language)
        })
    };
    let paths = sources.under("content/").filter_map(|(_, source)| source.path.strip_prefix("content/"));
    let Some(other) = paths.filter(|path| path.ends_with(".md")).find(|path| same(path)) else {
        return Ok(());
    };
    Err(Diagnostic::error(
        "file-exists",
        None,
        format!("`content/{other}` already has the address of this page"),
    )
    .help("give the new page another title; you can change it again in the file, and keep the file's name"))
}

/// What is known of the page.
struct Page<'p> {
    title: &'p str,
    today: Date,
    zone: &'p str,
    /// The lines of the fields that the section declares.
    declared: String,
}

impl Page<'_> {
    /// The file.
    fn text(&self, neighbours: &[&Document], all: &[Filed]) -> String {
        let Self { title, today, zone, declared } = self;
        let title = quoted(title);
        let authors = newest(neighbours).map(|page| names(&page.front.authors)).unwrap_or_default();
        let authors = if authors.is_empty() {
            "# authors: [Newsroom]".to_owned()
        } else {
            format!("authors: [{authors}]")
        };
        let topics = used(all);
        format!(
            "\
---
# Lines that start with # explain or wait to be used; no reader sees them.
title: {title}
date: {today}  # the day of the text, or of what it tells
draft: true  # delete this line when the page is ready
{authors}
{declared}# topics: [{topics}]
# summary: One or two sentences for lists and feeds; without it, the first paragraph is taken.
# image: {{file: photo.jpg, alt: What the picture shows., credit: Who made it}}
# publish: {today} 09:00  # nobody sees the page before; a time in {zone}
# press: true  # but a build for the press shows it
# expire: {today} 18:00  # it disappears then
# A number from the data: [62%](fact:ID). A chart, alone in its paragraph: ![](figure:ID).
# `casebook help front-matter` explains every field.
---

The first paragraph says what happened, and to whom.
"
        )
    }
}

fn newest<'d>(pages: &[&'d Document]) -> Option<&'d Document> {
    pages.iter().copied().max_by_key(|page| page.front.date.map(PartDate::first_day))
}

/// Names as the items of a list in YAML.
fn names(written: &[Written]) -> String {
    written.iter().map(|name| plain(&name.text)).collect::<Vec<_>>().join(", ")
}

/// A name without quotes where YAML needs none.
fn plain(name: &str) -> String {
    let simple = name.chars().all(|c| c.is_alphabetic() || c == ' ') && !name.is_empty();
    let word = ["true", "false", "null", "yes", "no", "on", "off"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    if simple && !word { name.to_owned() } else { quoted(name) }
}

/// The topics that pages use, the most used first.
fn used(documents: &[Filed]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for topic in documents.iter().flat_map(|document| &document.front.topics) {
        *counts.entry(topic.text.as_str()).or_default() += 1;
    }
    let ranked: BTreeSet<(std::cmp::Reverse<usize>, &str)> =
        counts.into_iter().map(|(topic, count)| (std::cmp::Reverse(count), topic)).collect();
    let listed: Vec<String> = ranked.into_iter().take(LISTED).map(|(_, topic)| plain(topic)).collect();
    if listed.is_empty() { "…".to_owned() } else { listed.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_give_short_addresses() {
        assert_eq!(shortened("a-b"), "a-b");
        let long = shortened(&slug(&"The committee of ministers adopts a resolution on searches ".repeat(3)));
        assert_eq!(long, "the-committee-of-ministers-adopts-a-resolution-on-searches");
        assert_eq!(shortened(&"x".repeat(300)).len(), 15);
    }

    #[test]
    fn names_are_quoted_where_yaml_needs_it() {
        assert_eq!(plain("Red Notices"), "Red Notices");
        assert_eq!(plain("C-505/19: WS"), "\"C-505/19: WS\"");
        assert_eq!(plain("No"), "\"No\"");
    }
}
