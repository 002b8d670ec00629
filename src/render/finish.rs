//! The last step of a page: addresses become relative to where it stands.
//!
//! Templates and texts write every internal address behind one sign that no source may hold; here the
//! sign becomes the way up to the root, and the addresses behind it become the page's outline.

use std::borrow::Cow;

use crate::{
    base::url::Url,
    model::line::escape,
    render::{
        addresses::{self, Addresses},
        routes::Outline,
    },
};

/// Stands for the root of the site in front of an address.
const SIGN: &str = "\u{10fffd}";

/// An address as templates get it.
#[must_use]
pub fn href(url: &Url) -> String {
    format!("{SIGN}{}", escape(url.as_str().trim_start_matches('/')))
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
pub fn finish(html: &str, root: &str, addresses: &Addresses) -> (Vec<u8>, Outline) {
    let mut bytes = Vec::with_capacity(html.len() + html.len() / 16);
    let mut outline = Outline { ids: ids(html), ..Outline::default() };
    let mut done = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), SIGN.as_bytes()) {
        bytes.extend_from_slice(html.get(done..at).unwrap_or_default().as_bytes());
        bytes.extend_from_slice(root.as_bytes());
        done = at + SIGN.len();
        note(address(html.get(done..).unwrap_or_default()), addresses, &mut outline);
    }
    bytes.extend_from_slice(html.get(done..).unwrap_or_default().as_bytes());
    outline.anchors.sort_unstable();
    outline.anchors.dedup();
    (bytes, outline)
}

/// The address at the start of `text`.
fn address(text: &str) -> &str {
    let end = text.bytes().position(|byte| matches!(byte, b'"' | b'\'' | b'<' | b'>' | b' ' | b'\n'));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Notes what a link wants: nothing more if it leads to a route and names no fragment.
fn note(address: &str, addresses: &Addresses, outline: &mut Outline) {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let path = unescape(path);
    match addresses.place(&path) {
        Some(place) if !fragment.is_empty() => outline.anchors.push((place, unescape(fragment).into_owned())),
        Some(_) => {}
        None => outline.dead.push(Url::file(&path)),
    }
}

/// The hashes of all `id` attributes.
fn ids(html: &str) -> Vec<u64> {
    const BEFORE: &str = " id=\"";
    let value = |at: usize| html.get(at + BEFORE.len()..).and_then(|rest| rest.split('"').next());
    memchr::memmem::find_iter(html.as_bytes(), BEFORE.as_bytes())
        .filter_map(|at| Some(addresses::hash(&unescape(value(at)?))))
        .collect()
}

fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let plain = text.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    Cow::Owned(plain.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::routes::{Artifact, Route};

    #[test]
    fn addresses_climb_to_the_root() {
        let html = format!(
            "<a href=\"{}\">x</a> <a href=\"{}\">y</a> <a id=\"here\" href=\"{}\">z</a>",
            href(&Url::file("/news/")),
            href_with(&Url::file("/"), "top"),
            href(&Url::file("/gone/"))
        );
        let route = |path| Route { url: Url::file(path), artifact: Artifact::NotFound, span: None };
        let routes = [route("/"), route("/news/")];
        let (bytes, outline) = finish(&html, &way_up(&Url::file("/a/b/")), &Addresses::new(&routes));
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<a href=\"../../news/\">x</a> <a href=\"../../#top\">y</a> <a id=\"here\" href=\"../../gone/\">z</a>"
        );
        assert_eq!(outline.ids, [addresses::hash("here")]);
        assert_eq!(outline.anchors, [(0, "top".to_owned())]);
        assert_eq!(outline.dead, [Url::file("/gone/")]);
    }

    #[test]
    fn the_way_up_counts_the_folders() {
        assert_eq!(way_up(&Url::file("/a/b/")), "../../");
        assert_eq!(way_up(&Url::file("/")), "./");
        assert_eq!(way_up(&Url::file("/404.html")), "./");
    }
}
