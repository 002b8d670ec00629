//! `casebook import`: an export of another system comes in; pages, pictures and a list of what needs a person
//! come out. Nothing is fetched and nothing written over.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use crate::{
    app::{
        command::Form,
        exit,
        import::{
            address::Addresses, command::Import, item::Export, links::Links, media::Media, names::Names,
        },
        report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source,
        source::Sources,
    },
    content, write,
    write::source::Fresh,
};

pub mod address;
pub mod command;
pub mod item;
pub mod links;
pub mod list;
pub mod markdown;
pub mod media;
pub mod names;
pub mod page;
pub mod paragraphs;
pub mod webflow;
pub mod wordpress;

/// The largest export that is read: WordPress itself splits above 200 MB or so.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Imports into the project in `root`.
pub fn run(root: &Path, import: &Import) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    if let Some(said) = bring(root, import, &mut diagnostics) {
        report::say(&said);
    }
    report::print(&diagnostics, None, Form::Human);
    exit::code(&diagnostics, false)
}

/// Reads, turns and writes; gives what to say.
fn bring(root: &Path, import: &Import, diagnostics: &mut Diagnostics) -> Option<String> {
    let sources = diagnostics.take(Sources::read(root, Vec::new()))?;
    let from = import.exported();
    let bytes = diagnostics.take(source::outside(&from.file, LARGEST))?;
    let text = diagnostics.take(text(bytes, &from.file))?;
    let export = match import {
        Import::Wordpress(wanted) => wordpress::read(&text, wanted),
        Import::Webflow(wanted) => webflow::read(&text, wanted),
    };
    let export = diagnostics.take(export)?;
    let media = match &from.media {
        Some(folder) => diagnostics.take(source::files_of(folder)).map(Media::new)?,
        None => Media::default(),
    };
    let (files, list) = turn(export, media, &sources);
    let pages = files.iter().filter(|(path, _)| path.ends_with(".md")).count();
    let others = files.len() - pages;
    let needs = list.count();
    let mut files = files;
    files.push((list::FILE.to_owned(), Fresh::Bytes(list.text(&from.file).into_bytes())));
    let taken: Vec<&str> =
        files.iter().map(|(path, _)| path.as_str()).filter(|path| sources.holds(path)).collect();
    if let Some(first) = taken.first() {
        let others = taken.len() - 1;
        let more = if others > 0 { format!(", and so are {others} others") } else { String::new() };
        diagnostics.push(
            Diagnostic::error("file-exists", None, format!("`{first}` is there already{more}"))
                .help("import into a project that does not hold these pages yet"),
        );
        return None;
    }
    diagnostics.take(write::source::create(root, &files))?;
    Some(format!(
        "Imported {} and {}\n  {} for a person to look at, all in {}; then run `casebook check`",
        report::count(pages, "page"),
        report::count(others, "other file"),
        report::count(needs, "thing"),
        list::FILE
    ))
}

fn text(bytes: Vec<u8>, file: &Path) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error("bad-export", None, format!("`{}` is not UTF-8", file.display()))
            .help("export it again, and do not open and save it in between")
    })
}

/// Files by path, and what needs a person.
fn turn(export: Export, media: Media, sources: &Sources) -> (Vec<(String, Fresh)>, list::List) {
    let Export { mut items, skipped, hosts } = export;
    let documents = content::read(sources).documents;
    Names::of(&documents).unify(&mut items);
    let addresses = Addresses::of(&items, sources);
    let home = sources.find("content/_index.md").is_some();
    let links = Arc::new(Links::new(&items, &addresses, hosts, media, home));
    let mut files = BTreeMap::new();
    let mut list = list::List { pages: BTreeMap::new(), skipped };
    let mut used = BTreeSet::new();
    for (place, item) in items.iter().enumerate() {
        let turned = markdown::turn(&item.html, &links);
        let picture = item.picture.as_ref().map(|picture| links.picture(picture));
        let (alias, doubt) = addresses.alias(place, item);
        let path = addresses.path(place);
        files.insert(
            format!("content/{path}"),
            Fresh::Bytes(page::text(item, alias.as_deref(), picture.as_ref(), &turned.text).into_bytes()),
        );
        let mut needs: Vec<String> = item.needs.clone();
        needs.extend(doubt);
        needs.extend(picture.iter().flat_map(|picture| picture.needs.clone()));
        needs.extend(turned.needs);
        used.extend(turned.used);
        used.extend(picture.and_then(|picture| picture.used));
        if !needs.is_empty() {
            list.pages.insert(format!("content/{path}"), needs);
        }
    }
    for place in used {
        let Some(file) = links.media.files.get(place) else { continue };
        let needs = media::needs(file);
        if !needs.is_empty() {
            list.pages.insert(format!("content{}", file.target), needs);
        }
        files.insert(format!("content{}", file.target), Fresh::Copy(file.path.clone()));
    }
    (files.into_iter().collect(), list)
}
