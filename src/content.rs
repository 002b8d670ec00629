//! `content/` becomes documents: front matter, Markdown turned to HTML with slots, and where all of it stands.
//!
//! Nothing is looked up here: a link, a fact or a figure is a slot that `model` fills.

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        known::Known,
        source::{Source, Sources},
        span::{FileId, Span},
        yaml::{self, Yaml, fields::Fields},
    },
    content::{document::Document, front::Front, name::Name},
};

pub mod block;
pub mod document;
pub mod figure;
pub mod front;
pub mod markdown;
pub mod name;
pub mod prose;
pub mod scan;
pub mod slug;
pub mod wording;

/// The folder that is read.
const FOLDER: &str = "content/";

/// A file's document, if it is one, and its problems.
pub type Reading = (Option<Arc<Document>>, Diagnostics);

/// Reads every Markdown file of `content/`, in order of path. A file that is no document is reported and left
/// out.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let documents = read_again(sources, &mut Known::default(), diagnostics);
    documents.into_iter().map(Arc::unwrap_or_clone).collect()
}

/// The same, but for the files that are `known`.
pub fn read_again(
    sources: &Sources,
    known: &mut Known<Reading>,
    diagnostics: &mut Diagnostics,
) -> Vec<Arc<Document>> {
    let files: Vec<_> = sources
        .under(FOLDER)
        .filter(|(id, source)| source.path.ends_with(".md") && !sources.is_broken(*id))
        .collect();
    let read = |(file, source): &(FileId, &Source)| {
        known.find(*file, source.hash).unwrap_or_else(|| read_one(sources, *file, source))
    };
    let readings: Vec<Reading> = files.par_iter().map(read).collect();
    known.keep(
        files.iter().zip(&readings).map(|((file, source), reading)| (*file, source.hash, reading.clone())),
    );
    let (documents, problems): (Vec<_>, Vec<_>) = readings.into_iter().unzip();
    problems.into_iter().for_each(|problems| diagnostics.merge(problems));
    documents.into_iter().flatten().collect()
}

fn read_one(sources: &Sources, file: FileId, source: &Source) -> Reading {
    let mut diagnostics = Diagnostics::new();
    let document = read_document(sources.text(file), file, &source.path, &mut diagnostics);
    (document.map(Arc::new), diagnostics)
}

fn read_document(text: &str, file: FileId, path: &str, diagnostics: &mut Diagnostics) -> Option<Document> {
    let name = diagnostics.take(Name::parse(path.strip_prefix(FOLDER)?, file))?;
    let (start, end, rest) = diagnostics.take(fences(text, file))?;
    let yaml = diagnostics.take(front_matter(file, text, start, end))?;
    let front = Front::read(Fields::new(yaml.root(), diagnostics), name.is_section());
    let body = text.get(rest..).unwrap_or_default();
    let body = markdown::prose(body, file, rest, diagnostics);
    Some(Document { file, name, front: Arc::new(front?), body })
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
