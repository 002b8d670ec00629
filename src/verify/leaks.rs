//! Looks for what is not published yet, or no longer, in what is: titles and file names of unready pages.

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Sources,
    span::{FileId, Span},
    url::Url,
    yaml,
};
use crate::model::{calendar::What, site::Site};

/// Words shorter than this stand in other texts by chance.
const SHORTEST: usize = 12;

/// What must not show.
#[derive(Clone, Debug)]
pub struct Secret {
    words: String,
    span: Span,
}

/// The secrets of the unready files: each one's title, unless it is announced, and the name in its address.
#[must_use]
pub fn secrets(sources: &Sources, site: &Site) -> Vec<Secret> {
    let announced = |wanted: FileId| {
        site.calendar.iter().any(|entry| matches!(entry.what, What::Item { file, .. } if file == wanted))
    };
    site.unready.iter().flat_map(|file| of_file(sources, *file, announced(*file))).collect()
}

fn of_file(sources: &Sources, file: FileId, announced: bool) -> Vec<Secret> {
    let text = sources.text(file);
    let front = yaml::front_matter(text)
        .ok()
        .flatten()
        .and_then(|(start, end, _)| text.get(start..end))
        .unwrap_or_default();
    let title = front
        .lines()
        .find_map(|line| line.strip_prefix("title:"))
        .map(|title| title.trim().trim_matches(['"', '\'']).to_owned());
    let stem =
        sources.path(file).rsplit('/').next().and_then(|name| name.strip_suffix(".md")).map(str::to_owned);
    let long = title
        .filter(|_| !announced)
        .into_iter()
        .chain(stem)
        .filter(|words| words.chars().count() >= SHORTEST);
    long.map(|words| Secret { words, span: Span::start_of(file) }).collect()
}

/// Reports each secret that stands in the bytes of a route.
pub fn check(url: &Url, bytes: &[u8], secrets: &[Secret], diagnostics: &mut Diagnostics) {
    let text = String::from_utf8_lossy(bytes);
    for secret in secrets
        .iter()
        .filter(|secret| text.contains(secret.words.as_str()) || url.as_str().contains(secret.words.as_str()))
    {
        let message = format!("an unpublished page shows in `{}`", url.as_str());
        diagnostics.push(
            Diagnostic::error("leaked-draft", secret.span, message)
                .help("take its title or name out of the page that mentions it, or publish it"),
        );
    }
}
