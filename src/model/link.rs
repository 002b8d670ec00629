//! Where a link of a text leads: a page, an anchor, a dataset, a figure, a file, another site.

use crate::{
    base::{
        diagnostic::Diagnostic,
        span::{FileId, Span},
        url::Url,
        yaml::{nearest, scalar::Written},
    },
    data::Datasets,
    model::{body::Target, documents::Known, index::Index, path, site::PageId, uses::document_number},
};

/// Schemes that a reader can follow without harm.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// The page a link stands on.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    /// Its file's path below `content/`.
    pub path: &'a str,
    /// The page itself.
    pub page: PageId,
    /// Its language, by place.
    pub language: usize,
}

/// What a link leads to, and the file that must be published for it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The target.
    pub target: Target,
    /// A file of `content/`.
    pub file: Option<FileId>,
    /// The language of what stands there, by place, where that is not the language of the link.
    pub language: Option<usize>,
    /// The number of the document that it names.
    pub document: Option<u64>,
}

impl Found {
    fn inside(url: Url, fragment: &str) -> Self {
        let target = Target::Inside(url, fragment.to_owned());
        Self { target, file: None, language: None, document: None }
    }
}

/// The page that the settings name; none if it has problems of its own, which are reported.
///
/// # Errors
/// When there is none, or it is not published.
pub fn page(written: &Written, index: &Index<'_>) -> Result<Option<PageId>, Diagnostic> {
    let path = path::decoded(written.text.trim());
    match index.names.layout.documents.get(path.trim_start_matches('/')) {
        Some(Known::Page(page)) => Ok(Some(page)),
        Some(Known::Unready) => Err(unpublished(&path, written.span)),
        None if index.sources.holds(&format!("content/{path}")) => Ok(None),
        None => {
            let from = From { path: "", page: PageId(0), language: 0 };
            Err(missing(&path, written.span, from, index))
        }
    }
}

/// Resolves a link.
///
/// # Errors
/// When nothing stands there, when it is not published, or when its scheme is not one to follow.
pub fn resolve(
    target: &str,
    span: Span,
    from: From<'_>,
    index: &Index<'_>,
    datasets: &Datasets,
) -> Result<Found, Diagnostic> {
    let target = target.trim();
    if let Some(id) = target.strip_prefix("dataset:") {
        let language = datasets.find(id).map(|dataset| index.dataset_language(dataset, from.language));
        let spoken = language.unwrap_or(from.language);
        let found =
            named(id, span, "dataset", datasets.list.iter().map(|dataset| dataset.id.as_str()), |id| {
                index.dataset_url(id, spoken)
            });
        return found.map(|found| Found { language: language.filter(|own| *own != from.language), ..found });
    }
    if let Some(id) = target.strip_prefix("figure:") {
        if !index.names.figures.iter().any(|figure| figure == id)
            && index.sources.holds(&format!("content/figures/{id}.yaml"))
        {
            return Ok(reported());
        }
        return named(id, span, "figure", index.names.figures.iter().map(String::as_str), |id| {
            index.figure_url(id, 0)
        });
    }
    if let Some(scheme) = scheme(target) {
        return outside(target, scheme, span);
    }
    if is_elsewhere(target) {
        return Err(unsafe_link(target, span));
    }
    let (written, fragment) = target.split_once('#').unwrap_or((target, ""));
    if written.is_empty() {
        return anchored(from.page, fragment, span, index, "this page");
    }
    let written = path::decoded(written);
    let Some(full) = path::join(from.path, &written) else { return Err(outside_content(target, span)) };
    match index.names.layout.documents.get(full.as_str()) {
        Some(Known::Page(page)) => {
            let page = index.meant(page, from.language);
            let language = index.names.slot(page).map(|slot| slot.language);
            let language = language.filter(|language| *language != from.language);
            let found = anchored(page, fragment, span, index, &full)?;
            Ok(Found { language, document: Some(document_number(&full)), ..found })
        }
        Some(Known::Unready) => Err(unpublished(&full, span)),
        None if full.ends_with(".md") && index.sources.holds(&format!("content/{full}")) => {
            Ok(Found { document: Some(document_number(&full)), ..reported() })
        }
        None if full.ends_with(".md") => Err(missing(&full, span, from, index)),
        None => file(&full, span, from, index),
    }
}

/// The target of a link to what is there but has problems of its own: nothing is published, and a second
/// message would be wrong.
fn reported() -> Found {
    Found::inside(Url::file("/"), "")
}

/// True for an address that names another host without a scheme.
fn is_elsewhere(target: &str) -> bool {
    target.starts_with("//") || target.starts_with('\\')
}

/// True for an address that a browser would ask another host for.
#[must_use]
pub fn leads_out(target: &str) -> bool {
    let ours = ["dataset", "fact", "figure", "term"];
    is_elsewhere(target.trim()) || scheme(target).is_some_and(|scheme| !ours.contains(&scheme.as_str()))
}

fn unpublished(full: &str, span: Span) -> Diagnostic {
    Diagnostic::error("link-to-unpublished", span, format!("`{full}` is not published"))
        .help("publish it too, or take the link out until it is")
}

/// The scheme of an address, in small letters and without the signs that browsers leave out.
#[must_use]
pub fn scheme(target: &str) -> Option<String> {
    if !target.contains(':') {
        return None;
    }
    let plain: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let (scheme, _) = plain.split_once(':')?;
    let shaped = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    shaped.then(|| scheme.to_ascii_lowercase())
}

fn outside(target: &str, scheme: String, span: Span) -> Result<Found, Diagnostic> {
    let rest = target.split_once(':').map_or("", |(_, rest)| rest);
    let host = host(rest);
    let address = !rest.trim_start_matches('/').is_empty() && host.is_none_or(|host| !host.contains('@'));
    if host.is_some_and(is_onion) {
        return Err(onion_link(target, span));
    }
    if SCHEMES.contains(&scheme.as_str()) && address && !target.contains(char::is_control) {
        let target = Target::Outside(target.to_owned());
        return Ok(Found { target, file: None, language: None, document: None });
    }
    Err(unsafe_link(target, span))
}

/// The host of an address behind its scheme, with whatever stands before and behind it.
fn host(rest: &str) -> Option<&str> {
    rest.strip_prefix("//")?.split(['/', '?', '#', '\\']).next()
}

fn is_onion(host: &str) -> bool {
    let name = host.rsplit('@').next().and_then(|host| host.split(':').next()).unwrap_or_default();
    name.trim_end_matches('.').to_ascii_lowercase().ends_with(".onion")
}

/// A warning: outside the Tor Browser a click would tell the reader's network where they wanted to go.
fn onion_link(target: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("onion-link", span, format!("`{target}` is not linked: only the Tor Browser can follow it safely"))
        .help("write the address itself as text, in backticks, for readers to copy; the words are shown without a link")
}

/// A warning: the words stay, the link goes.
fn unsafe_link(target: &str, span: Span) -> Diagnostic {
    let shown: String = target.chars().take(60).collect();
    Diagnostic::warning(
        "unsafe-link",
        span,
        format!("`{}` is no address that readers can follow safely", shown.escape_debug()),
    )
    .help("write `https://…`, `mailto:…`, `tel:…` or the path of a file; the words are shown without a link")
}

fn named<'k>(
    id: &str,
    span: Span,
    kind: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    url: impl Fn(&str) -> Url,
) -> Result<Found, Diagnostic> {
    if known.clone().any(|other| other == id) {
        return Ok(Found::inside(url(id), ""));
    }
    let code = if kind == "dataset" { "unknown-dataset" } else { "unknown-figure" };
    let problem = match code {
        "unknown-dataset" => {
            Diagnostic::error("unknown-dataset", span, format!("there is no dataset `{id}`"))
        }
        _ => Diagnostic::error("unknown-figure", span, format!("there is no figure `{id}`")),
    };
    Err(match nearest(id, known) {
        Some(near) => problem.help(format!("did you mean `{kind}:{near}`?")),
        None => problem.help(format!("name a file of its folder without the ending: `{kind}:ID`")),
    })
}

fn anchored(
    page: PageId,
    fragment: &str,
    span: Span,
    index: &Index<'_>,
    name: &str,
) -> Result<Found, Diagnostic> {
    let Some(url) = index.names.slot(page).map(|slot| &slot.url) else { return Ok(reported()) };
    let anchors = index.names.anchors(page);
    if fragment.is_empty() || anchors.clone().any(|anchor| anchor == fragment) {
        return Ok(Found::inside(url.clone(), fragment));
    }
    let problem =
        Diagnostic::error("dead-anchor", span, format!("there is no heading `#{fragment}` in {name}"));
    Err(match nearest(fragment, anchors) {
        Some(near) => problem.help(format!("did you mean `#{near}`?")),
        None => problem.help("an anchor is the heading's words in small letters, joined by hyphens"),
    })
}

fn missing(full: &str, span: Span, from: From<'_>, index: &Index<'_>) -> Diagnostic {
    let problem = Diagnostic::error("dead-link", span, format!("there is no `content/{full}`"));
    let paths = || {
        index
            .names
            .layout
            .documents
            .iter()
            .filter(|(_, known)| *known != Known::Unready)
            .map(|(path, _)| path.as_ref())
    };
    let same_case = paths().find(|path| path.eq_ignore_ascii_case(full));
    let same_name = || paths().find(|path| path.rsplit('/').next() == full.rsplit('/').next());
    match same_case.or_else(|| nearest(full, paths())).or_else(same_name) {
        Some(near) => problem.help(format!("did you mean `{}`?", path::relative(from.path, near))),
        None => problem.help("write the path relative to this file, or to `content/` with a `/` before it"),
    }
}

fn file(full: &str, span: Span, from: From<'_>, index: &Index<'_>) -> Result<Found, Diagnostic> {
    if index.lies_with_unready(full) {
        return Err(unpublished(full, span));
    }
    let path = format!("content/{full}");
    let found = index.sources.find(&path).filter(|file| !index.sources.path(*file).ends_with(".yaml"));
    let url = found.and_then(|file| index.file_url(file));
    match (found, url) {
        (Some(file), Some(url)) => Ok(Found { file: Some(file), ..Found::inside(url, "") }),
        _ => Err(missing(full, span, from, index)),
    }
}

fn outside_content(target: &str, span: Span) -> Diagnostic {
    Diagnostic::error("dead-link", span, format!("`{target}` leads out of `content/`"))
        .help("write a path within `content/`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguised_schemes_are_recognised() {
        for target in
            ["javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", "vbscript:x", "data:text/html;base64,x"]
        {
            let scheme = scheme(target).unwrap();
            assert!(outside(target, scheme, Span::start_of(FileId(0))).is_err(), "{target}");
        }
        assert_eq!(scheme("news/a.md"), None);
    }
}
