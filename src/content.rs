//! `content/` becomes documents: front matter, Markdown turned to HTML with slots, and where all of it stands.
//!
//! Nothing is looked up here: a link, a fact or a figure is a slot that `model` fills.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        span::{FileId, Span},
        yaml::{self, Yaml, fields::Fields},
    },
    content::{
        document::Document,
        filed::{Filed, Words},
        front::Front,
        name::Name,
    },
};

pub mod block;
pub mod document;
pub mod figure;
pub mod filed;
pub mod front;
pub mod markdown;
pub mod name;
pub mod prose;
pub mod scan;
pub mod slug;
pub mod wording;

/// The folder that is read.
const FOLDER: &str = "content/";

/// The documents of `content/`, read.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// In order of path.
    pub documents: Arc<Vec<Filed>>,
    /// What is wrong within single files, also those that are no documents.
    problems: BTreeMap<FileId, Diagnostics>,
    words: Words,
}

/// Reads every Markdown file of `content/`.
#[must_use]
pub fn read(sources: &Sources) -> Library {
    let files: Vec<FileId> = sources.under(FOLDER).map(|(file, _)| file).collect();
    let read: Vec<_> = files.into_par_iter().map(|file| (file, read_file(sources, file))).collect();
    let mut library = Library::default();
    let documents =
        read.into_iter().filter_map(|(file, read)| library.enter(file, sources.text(file), read)).collect();
    library.documents = Arc::new(documents);
    library
}

impl Library {
    /// The same after some files were touched, or came or went; all others are as they were.
    #[must_use]
    pub fn again(&self, sources: &Sources, touched: &BTreeSet<FileId>) -> Self {
        let mut library = self.clone();
        for file in touched {
            library.problems.remove(file);
            let filed = library.enter(*file, sources.text(*file), read_file(sources, *file));
            let place = library.documents.iter().position(|other| other.file == *file);
            if place.is_none() && filed.is_none() {
                continue;
            }
            let documents = Arc::make_mut(&mut library.documents);
            let path = sources.path(*file);
            let after = |other: &Filed| sources.path(other.file) < path;
            let place = place.map_or_else(|| (documents.partition_point(after), 0), |place| (place, 1));
            documents.splice(place.0..place.0 + place.1, filed).for_each(drop);
        }
        library
    }

    /// Takes in what came of a file.
    fn enter(
        &mut self,
        file: FileId,
        text: &str,
        (document, problems): (Option<Document>, Diagnostics),
    ) -> Option<Filed> {
        if !problems.is_empty() {
            self.problems.insert(file, problems);
        }
        document.map(|document| Filed::new(document, text, &mut self.words))
    }

    /// What is wrong within single files.
    #[must_use]
    pub fn problems(&self) -> Diagnostics {
        let mut problems = Diagnostics::new();
        self.problems.values().for_each(|some| problems.merge(some.clone()));
        problems
    }
}

/// What comes of a file; nothing of one that is no Markdown file of `content/`, or is reported already.
fn read_file(sources: &Sources, file: FileId) -> (Option<Document>, Diagnostics) {
    let (path, mut problems) = (sources.path(file), Diagnostics::new());
    let ours = path.starts_with(FOLDER) && path.ends_with(".md") && !sources.is_broken(file);
    let document = || read_document(sources.text(file), file, path, &mut problems);
    (ours.then(document).flatten(), problems)
}

fn read_document(text: &str, file: FileId, path: &str, diagnostics: &mut Diagnostics) -> Option<Document> {
    let name = diagnostics.take(Name::parse(path.strip_prefix(FOLDER)?, file))?;
    let (start, end, rest) = diagnostics.take(fences(text, file))?;
    let yaml = diagnostics.take(front_matter(file, text, start, end))?;
    let front = Front::read(Fields::new(yaml.root(), diagnostics), name.is_section())?;
    let kept = front.own.is_some().then(|| yaml.keep());
    let body = text.get(rest..).unwrap_or_default();
    let body = markdown::prose(body, file, rest, diagnostics);
    Some(Document { file, name, front: Box::new(front), kept, start: rest, body, names: Vec::new() })
}

fn front_matter<'t>(file: FileId, text: &'t str, start: usize, end: usize) -> Result<Yaml<'t>, Diagnostic> {
    if end - start > yaml::LONGEST_FRONT_MATTER {
        let message = format!(
            "the front matter is {} bytes long; the limit is {}",
            end - start,
            yaml::LONGEST_FRONT_MATTER
        );
        return Err(Diagnostic::error("too-long", Span::start_of(file), message)
            .help("close it with a line `---` before the text"));
    }
    Yaml::parse(file, text.get(start..end).unwrap_or_default(), start)
}

/// The front matter's start and end, and where the text begins.
fn fences(text: &str, file: FileId) -> Result<(usize, usize, usize), Diagnostic> {
    let first = Span::new(file, 0, text.lines().next().map_or(0, str::len));
    let head = text.trim_start_matches('\u{feff}');
    if head.trim().is_empty() {
        return Err(Diagnostic::error("empty-file", first, "the file is empty")
            .help("write a title between `---` lines, or delete the file"));
    }
    if head.starts_with("+++") || head.starts_with('{') {
        return Err(Diagnostic::error("bad-front-matter", first, "front matter is written in YAML here")
            .help("write `title: …` lines between two lines `---`"));
    }
    match yaml::front_matter(text) {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(Diagnostic::error("no-front-matter", first, "the file has no front matter")
            .help("start it with `---`, a line `title: …` and another `---`")),
        Err(open) => {
            let fence = Span::new(file, open, open + 3);
            Err(Diagnostic::error("unclosed-front-matter", fence, "this front matter is not closed")
                .help("write a line `---` after its last field"))
        }
    }
}
