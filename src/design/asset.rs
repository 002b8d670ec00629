//! Files that a theme publishes as they are, under names that hold a hash of what is in them.
//!
//! A name hashes inputs, so it is known before anything is written; a style sheet's inputs are its own
//! bytes and the names of all that it refers to.

use std::collections::BTreeMap;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Source,
    span::{FileId, Span},
    url::Url,
};

/// A file of a theme.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its path below the theme's folder: `assets/css/site.css`, `fonts/x.woff2`.
    pub path: String,
    /// Where it is published.
    pub url: Url,
    /// What is published.
    pub content: Content,
}

/// What an asset's bytes are.
#[derive(Clone, Debug)]
pub enum Content {
    /// Those of the file.
    File(FileId),
    /// A style sheet whose addresses were replaced.
    Text(String),
}

/// The published address of a file: `assets/css/site.1f2e3d4c.css`.
#[must_use]
pub fn hashed_url(folder: &str, path: &str, hash: &blake3::Hash) -> Url {
    let short: String = hash.to_hex().chars().take(10).collect();
    match path.rsplit_once('.') {
        Some((stem, ending)) => Url::file(&format!("{folder}{stem}.{short}.{ending}")),
        None => Url::file(&format!("{folder}{path}.{short}")),
    }
}

/// An asset whose bytes are those of its file.
#[must_use]
pub fn plain(path: &str, file: FileId, source: &Source) -> Asset {
    let shown = path.strip_prefix("assets/").unwrap_or(path);
    Asset {
        path: path.to_owned(),
        url: hashed_url("/assets/", shown, &source.hash()),
        content: Content::File(file),
    }
}

/// A style sheet with every `url(…)` replaced by the published address, relative to where it will stand.
pub fn style_sheet(
    path: &str,
    file: FileId,
    text: &str,
    others: &BTreeMap<String, Asset>,
    diagnostics: &mut Diagnostics,
) -> Asset {
    let shown = path.strip_prefix("assets/").unwrap_or(path);
    let home = Url::file(&format!("/assets/{shown}"));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((start, end)) = next_address(text, at) {
        out.push_str(text.get(at..start).unwrap_or_default());
        let written = text.get(start..end).unwrap_or_default();
        let span = Span::new(file, start, end);
        match diagnostics.take(resolve(path, written, span, others)) {
            Some(asset) => out.push_str(&asset.url.relative_to(&home)),
            None => out.push_str(written),
        }
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    refuse_imports(text, file, diagnostics);
    Asset {
        path: path.to_owned(),
        url: hashed_url("/assets/", shown, &blake3::hash(out.as_bytes())),
        content: Content::Text(out),
    }
}

/// The bytes of the next address inside `url(…)`, without quotes.
fn next_address(text: &str, from: usize) -> Option<(usize, usize)> {
    let open = from + text.get(from..)?.find("url(")? + 4;
    let close = open + text.get(open..)?.find(')')?;
    let inner = text.get(open..close)?;
    let trimmed = inner.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let start = open + inner.find(trimmed)?;
    Some((start, start + trimmed.len()))
}

fn resolve<'a>(
    path: &str,
    written: &str,
    span: Span,
    others: &'a BTreeMap<String, Asset>,
) -> Result<&'a Asset, Diagnostic> {
    if written.contains("//") || written.starts_with("data:") {
        return Err(elsewhere(written, span));
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    let found = parts.join("/");
    others.get(&found).or_else(|| others.get(&found.replacen("assets/", "", 1))).ok_or_else(|| {
        Diagnostic::error("dead-link", span, format!("there is no `{written}` in the theme"))
            .help("write the path relative to this file")
    })
}

fn refuse_imports(text: &str, file: FileId, diagnostics: &mut Diagnostics) {
    for (start, found) in text.match_indices("@import") {
        diagnostics.push(
            Diagnostic::error(
                "outside-resource",
                Span::new(file, start, start + found.len()),
                "a style sheet cannot import another",
            )
            .help("copy its rules into this file: each import costs the reader a request"),
        );
    }
}

fn elsewhere(written: &str, span: Span) -> Diagnostic {
    Diagnostic::error("outside-resource", span, format!("`{written}` is not a file of the theme"))
        .help("copy the file into the theme's `assets/`: readers load nothing from elsewhere")
}
