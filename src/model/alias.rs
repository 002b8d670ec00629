//! Old addresses of a page: paths of this site, each a plain name after another.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        file_name,
        span::Span,
        url::Url,
        yaml::scalar::Written,
    },
    model::link,
};

/// The addresses that lead to the page at `own`; those that cannot are reported.
pub fn all(written: &[Written], own: &Url, diagnostics: &mut Diagnostics) -> Vec<(Url, Span)> {
    written.iter().filter_map(|alias| Some((diagnostics.take(one(alias, own))?, alias.span))).collect()
}

fn one(alias: &Written, own: &Url) -> Result<Url, Diagnostic> {
    let text = alias.text.as_str();
    if text.trim().is_empty() {
        return Err(wrong(alias, "is empty"));
    }
    if text.starts_with("//") || link::scheme(text).is_some() {
        return Err(wrong(alias, "leads to another site"));
    }
    let path = text.strip_prefix('/').unwrap_or(text);
    let path = path.strip_suffix('/').unwrap_or(path);
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") {
            return Err(wrong(alias, "is no plain path"));
        }
        if part.contains(char::is_whitespace) {
            return Err(wrong(alias, "has a space in it"));
        }
        if let Some(fault) = file_name::fault(part) {
            return Err(wrong(alias, &fault));
        }
    }
    let url = if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        Url::file(path)
    } else {
        Url::file(&format!("{path}/"))
    };
    if url == *own {
        return Err(wrong(alias, "is the page's own address"));
    }
    Ok(url)
}

fn wrong(alias: &Written, fault: &str) -> Diagnostic {
    let name = if alias.text.trim().is_empty() { String::new() } else { format!(" `{}`", alias.text) };
    Diagnostic::error("bad-alias", alias.span, format!("the alias{name} {fault}"))
        .help("write the old path on this site, such as `/news/old-name/`, or delete it")
}
