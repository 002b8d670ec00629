//! The frame of the preview's own pages.

use crate::model::line::escape;

/// What stands around a page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame<'a> {
    /// Its title.
    pub title: &'a str,
    /// The site's name.
    pub site: &'a str,
    /// Whether the script listens for changes.
    pub listens: Option<(u128, u64)>,
    /// Links at the top: address and words; the present page's address is empty.
    pub links: &'a [(String, String)],
}

/// A whole page.
#[must_use]
pub fn page(frame: &Frame<'_>, body: &str) -> String {
    let title = escape(frame.title);
    let site = if frame.site.is_empty() { String::new() } else { format!(" – {}", escape(frame.site)) };
    let script = frame.listens.map(|(run, revision)| {
        format!("<script src=\"/-/preview.js\" defer data-desk data-run=\"{run}\" data-revision=\"{revision}\"></script>\n")
    });
    let link = |(address, words): &(String, String)| {
        if address.is_empty() {
            format!("<li aria-current=\"page\">{}</li>", escape(words))
        } else {
            format!("<li><a href=\"{}\">{}</a></li>", escape(address), escape(words))
        }
    };
    let links: String = frame.links.iter().map(link).collect();
    let nav = if links.is_empty() {
        String::new()
    } else {
        format!("<nav aria-label=\"Desk\"><ul>{links}</ul></nav>\n")
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}{site}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"stylesheet\" href=\"/-/preview.css\">\n<link rel=\"icon\" href=\"/-/icon.svg\">\n{}</head>\n\
         <body class=\"own\">\n{nav}<main>\n{body}</main>\n</body>\n</html>\n",
        script.unwrap_or_default()
    )
}
