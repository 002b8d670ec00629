//! The sections of a project: which one a word on the command line means, and `casebook new section`.

use std::{collections::BTreeSet, path::Path};

use crate::{
    app::new::{Started, command::NewSection, fresh, quoted},
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        yaml::{fields::quoted_list, nearest},
    },
    content::slug::slug,
};

/// Below this, pages are.
const CONTENT: &str = "content/";

/// The folder of charts, which are no pages.
const FIGURES: &str = "figures";

/// The word for a page that stands in no section.
pub const ALONE: &str = "page";

/// Starts a folder with a page that describes it.
pub fn start(root: &Path, wanted: &NewSection, diagnostics: &mut Diagnostics) -> Option<Started> {
    let sources = diagnostics.take(Sources::read(root, Vec::new()))?;
    let folder = slug(&wanted.title);
    if folder.is_empty() || folder == FIGURES || folder == ALONE {
        diagnostics.push(
            Diagnostic::error("bad-slug", None, format!("a folder cannot be named after `{}`", wanted.title))
                .help("give the section a title with a word of its own"),
        );
        return None;
    }
    if all(&sources).contains(folder.as_str()) {
        diagnostics.push(
            Diagnostic::error(
                "file-exists",
                None,
                format!("the folder `content/{folder}/` is there already"),
            )
            .help(format!("start a page in it with `casebook new {folder} \"A title\"`")),
        );
        return None;
    }
    let text = format!(
        "\
---
title: {}
# summary: One sentence about what stands here.
---
",
        quoted(&wanted.title)
    );
    let next = format!(
        "start a page in it with `casebook new {folder} \"A title\"`; to have it in the menu, name `{folder}/_index.md` under `menu` in casebook.yaml"
    );
    let files = vec![(format!("{CONTENT}{folder}/_index.md"), fresh(text))];
    Some(Started { root: root.to_owned(), files, next })
}

/// The folders of pages, as paths below `content/`.
#[must_use]
pub fn all(sources: &Sources) -> BTreeSet<&str> {
    let pages = sources.under(CONTENT).filter(|(_, source)| source.path.ends_with(".md"));
    let folders = pages.filter_map(|(_, source)| {
        let path = source.path.strip_prefix(CONTENT)?;
        let (folder, name) = path.rsplit_once('/')?;
        // A folder with `index.md` is a page that keeps its pictures beside it.
        if name.starts_with("index.") {
            folder.rsplit_once('/').map(|(section, _)| section)
        } else {
            Some(folder)
        }
    });
    folders.filter(|folder| *folder != FIGURES).collect()
}

/// The folder that a word means: its name, or one of its pages as people speak of it, such as `case` for
/// `cases` and for `case-law`. Empty for a page that stands in none.
///
/// # Errors
/// When no section, or more than one, is meant; the known ones are listed.
pub fn find<'s>(word: &str, sources: &'s Sources) -> Result<&'s str, Diagnostic> {
    let known = all(sources);
    if let Some(folder) = known.get(word) {
        return Ok(folder);
    }
    if word == ALONE {
        return Ok("");
    }
    let plural =
        [format!("{word}s"), word.strip_suffix('y').map(|stem| format!("{stem}ies")).unwrap_or_default()];
    let begins = format!("{word}-");
    let meant =
        |folder: &&&str| plural.iter().any(|plural| plural == **folder) || folder.starts_with(&begins);
    let mut fitting = known.iter().filter(meant);
    match (fitting.next(), fitting.next()) {
        (Some(folder), None) => Ok(folder),
        _ => Err(unknown(word, &known)),
    }
}

fn unknown(word: &str, known: &BTreeSet<&str>) -> Diagnostic {
    let problem = Diagnostic::error("unknown-section", None, format!("there is no section `{word}`"));
    let start = format!("`casebook new section {}` starts one", quoted(&title(word)));
    if known.is_empty() {
        return problem.help(format!("there is no section yet; {start}"));
    }
    let near = nearest(word, known.iter().copied()).map(|near| format!("did you mean `{near}`? "));
    let list = quoted_list(known.iter().copied());
    problem.help(format!("{}the sections are {list}; {start}", near.unwrap_or_default()))
}

/// A word as the title of a section: `guide` gives `Guides`.
fn title(word: &str) -> String {
    let mut letters = word.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if capital.ends_with('s') { capital } else { format!("{capital}s") }
}
