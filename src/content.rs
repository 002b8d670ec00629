//! `content/` becomes documents: front matter, Markdown turned to HTML with slots, and where all of it stands.
//!
//! Nothing is looked up here: a link, a fact or a figure is a slot that `model` fills.

use rayon::prelude::*;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
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

/// Reads every Markdown file of `content/`, in order of path. A file that is no document is reported and
/// left out.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Document> {
    let files: Vec<_> = sources
        .under(FOLDER)
        .filter(|(id, source)| source.path.ends_with(".md") && !sources.is_broken(*id))
        .collect();
    let (documents, problems): (Vec<_>, Vec<_>) =
        files.into_par_iter().map(|(id, source)| read_source(sources, id, source)).unzip();
    problems.into_iter().for_each(|problems| diagnostics.merge(problems));
    documents.into_iter().flatten().collect()
}

/// Reads one Markdown file of `content/`; nothing comes of another.
#[must_use]
pub fn read_one(sources: &Sources, file: FileId) -> (Option<Document>, Diagnostics) {
    let is_ours = |source: &&Source| source.path.starts_with(FOLDER) && source.path.ends_with(".md");
    match sources.file(file).filter(is_ours) {
        Some(source) if !sources.is_broken(file) => read_source(sources, file, source),
        _ => (None, Diagnostics::new()),
    }
}

fn read_source(sources: &Sources, file: FileId, source: &Source) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = read_document(sources.text(file), file, &source.path, &mut diagnostics);
    (document, diagnostics)
}

fn read_document(text: &str, file: FileId, path: &str, diagnostics: &mut Diagnostics) -> Option<Document> {
    let name = diagnostics.take(Name::parse(path.strip_prefix(FOLDER)?, file))?;
    let (start, end, rest) = diagnostics.take(fences(text, file))?;
    let yaml = diagnostics.take(front_matter(file, text, start, end))?;
    let front = Front::read(Fields::new(yaml.root(), diagnostics), name.is_section())?;
    let kept = front.own.is_some().then(|| yaml.keep());
    let body = text.get(rest..).unwrap_or_default();
    let body = markdown::prose(body, file, rest, diagnostics);
    Some(Document { file, name, front: Box::new(front), kept, start: rest, body })
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
