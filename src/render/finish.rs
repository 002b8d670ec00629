//! The last step of a page: addresses become relative to where it stands.
//!
//! Templates and texts write every internal address behind one sign that no source may hold; here the
//! sign becomes the way up to the root, and the addresses behind it become the page's outline.

use crate::{base::url::Url, model::line::escape, render::routes::Outline};

/// Stands for the root of the site in front of an address.
pub const ROOT: char = '\u{10fffd}';

/// An address as templates get it.
#[must_use]
pub fn href(url: &Url) -> String {
    format!("{ROOT}{}", escape(url.as_str().trim_start_matches('/')))
}

/// An address with a fragment.
#[must_use]
pub fn href_with(url: &Url, fragment: &str) -> String {
    if fragment.is_empty() { href(url) } else { format!("{}#{}", href(url), escape(fragment)) }
}

/// What stands in the place of the sign on a page at `url`: `../../`, or `./` at the root.
#[must_use]
pub fn way_up(url: &Url) -> String {
    let depth = url.as_str().matches('/').count().saturating_sub(1);
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// The page with every sign replaced by `root`, and its outline.
#[must_use]
pub fn finish(html: &str, root: &str) -> (Vec<u8>, Outline) {
    let mut bytes = Vec::with_capacity(html.len());
    let mut outline = Outline { ids: ids(html), targets: Vec::new() };
    let mut parts = html.split(ROOT);
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let end = part.find(['"', '\'', '<', '>', ' ', '\n']).unwrap_or(part.len());
        let address = part.get(..end).unwrap_or_default();
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        outline.targets.push((Url::file(&unescape(path)), unescape(fragment)));
        bytes.extend_from_slice(root.as_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    outline.targets.sort();
    outline.targets.dedup();
    (bytes, outline)
}

/// The values of all `id` attributes, in order.
fn ids(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(" id=\"") {
        rest = rest.get(at + 5..).unwrap_or_default();
        let end = rest.find('"').unwrap_or(rest.len());
        ids.push(unescape(rest.get(..end).unwrap_or_default()));
    }
    ids
}

fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_climb_to_the_root() {
        let html = format!(
            "<a href=\"{}\">x</a> <a href=\"{}\">y</a>",
            href(&Url::file("/news/")),
            href_with(&Url::file("/"), "top")
        );
        let (bytes, outline) = finish(&html, &way_up(&Url::file("/a/b/")));
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<a href=\"../../news/\">x</a> <a href=\"../../#top\">y</a>"
        );
        assert_eq!(
            outline.targets,
            [(Url::file("/"), "top".to_owned()), (Url::file("/news/"), String::new())]
        );
        assert_eq!(way_up(&Url::file("/")), "./");
        assert_eq!(way_up(&Url::file("/404.html")), "./");
    }
}
