//! Texts as WordPress keeps them become HTML as it shows them: paragraphs out of empty lines, shortcodes out of
//! their brackets, and what only WordPress could show named for a person.

use regex_lite::{Captures, Regex};

use crate::app::import::item::Picture;

/// Elements that stand in no paragraph.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "table",
    "blockquote",
    "pre",
    "figure",
    "hr",
    "form",
    "iframe",
    "script",
    "style",
    "section",
    "article",
    "aside",
];

/// Shortcodes that are seen without attributes; any other word in brackets may be a word of the text.
const KNOWN: [&str; 8] =
    ["gallery", "embed", "video", "audio", "playlist", "caption", "contact-form-7", "toc"];

/// A text as HTML.
#[derive(Debug, Default)]
pub struct Shown {
    /// The HTML.
    pub html: String,
    /// What needs a person.
    pub needs: Vec<String>,
}

/// Turns a text; `picture` gives the pictures that a gallery names by number.
#[must_use]
pub fn show(text: &str, picture: impl Fn(&str) -> Option<Picture>) -> Shown {
    let mut shown = Shown::default();
    let text = text.replace("\r\n", "\n");
    for name in dynamic_blocks(&text) {
        shown
            .needs
            .push(format!("the block `{name}` made its content itself, which the export does not hold"));
    }
    let whole = text.contains("<!-- wp:") || text.contains("<p>") || text.contains("<p ");
    let text = captions(&text);
    let text = embeds(&text, &mut shown.needs);
    let text = galleries(&text, picture);
    note_shortcodes(&text, &mut shown.needs);
    shown.html = if whole { text } else { paragraphs(&text, &mut shown.needs) };
    shown
}

/// A pattern of ours, which is known to be one.
fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

fn replaced(text: &str, found: &str, by: impl Fn(&Captures<'_>) -> String) -> String {
    pattern(found).map_or_else(|| text.to_owned(), |found| found.replace_all(text, by).into_owned())
}

fn group<'t>(captures: &Captures<'t>, place: usize) -> &'t str {
    captures.get(place).map_or("", |found| found.as_str())
}

/// Blocks without content of their own: `<!-- wp:latest-posts {"postsToShow":3} /-->`.
fn dynamic_blocks(text: &str) -> Vec<String> {
    let Some(found) = pattern(r"<!-- wp:([a-z][\w/-]*)[^>]*/-->") else { return Vec::new() };
    let names = found.captures_iter(text).map(|captures| group(&captures, 1).to_owned());
    names.filter(|name| !["more", "nextpage", "spacer", "separator"].contains(&name.as_str())).collect()
}

/// `[caption …]<img …> words[/caption]` as a figure.
fn captions(text: &str) -> String {
    replaced(text, r"(?s)\[(?:wp_)?caption[^\]]*\](.*?)\[/(?:wp_)?caption\]", |captures| {
        let inner = group(captures, 1);
        let end = inner.rfind('>').map_or(0, |at| at + 1);
        let (picture, words) = inner.split_at_checked(end).unwrap_or((inner, ""));
        format!("<figure>{picture}<figcaption>{}</figcaption></figure>", words.trim())
    })
}

/// Addresses that WordPress shows as a player or a card.
fn embeds(text: &str, needs: &mut Vec<String>) -> String {
    let forms = [
        r"(?s)\[embed[^\]]*\]\s*(https?://[^\s\[]+)\s*\[/embed\]",
        r#"(?s)(?:wp-block-embed__wrapper[^>]*>)\s*(https?://[^\s<]+)\s*"#,
    ];
    let mut text = text.to_owned();
    for form in forms {
        if let Some(found) = pattern(form) {
            needs.extend(found.captures_iter(&text).map(|captures| embedded(group(&captures, 1))));
        }
        text = replaced(&text, form, |captures| {
            let open =
                if group(captures, 0).starts_with("wp-block") { "wp-block-embed__wrapper\">" } else { "" };
            format!("{open}{}", link(group(captures, 1)))
        });
    }
    text
}

fn embedded(address: &str) -> String {
    format!("`{address}` was shown in the text; it is a link now, since nothing is loaded from elsewhere")
}

fn link(address: &str) -> String {
    let shown = address.split_once("://").map_or(address, |(_, rest)| rest);
    format!("<a href=\"{address}\">{shown}</a>")
}

/// `[gallery ids="1,2"]` as its pictures, where all of them are known.
fn galleries(text: &str, picture: impl Fn(&str) -> Option<Picture>) -> String {
    replaced(text, r#"\[gallery[^\]]*ids="([\d, ]+)"[^\]]*\]"#, |captures| {
        let pictures: Option<Vec<Picture>> =
            group(captures, 1).split(',').map(|id| picture(id.trim())).collect();
        let Some(pictures) = pictures else { return group(captures, 0).to_owned() };
        pictures
            .iter()
            .map(|picture| {
                format!(
                    "\n\n<p><img src=\"{}\" alt=\"{}\"></p>\n\n",
                    picture.url,
                    picture.alt.replace('"', "&quot;")
                )
            })
            .collect()
    })
}

fn note_shortcodes(text: &str, needs: &mut Vec<String>) {
    let Some(found) = pattern(r"\[(/?)([a-zA-Z][\w-]*)([^\[\]]*)\]") else { return };
    for captures in found.captures_iter(text) {
        let (closing, name, rest) = (group(&captures, 1), group(&captures, 2), group(&captures, 3));
        let link = captures
            .get(0)
            .is_some_and(|whole| text.get(whole.end()..).is_some_and(|after| after.starts_with('(')));
        let sure = rest.contains("=\"") || KNOWN.contains(&name) || text.contains(&format!("[/{name}]"));
        if closing.is_empty() && sure && !link {
            needs.push(format!("the shortcode `[{name}{rest}]` stands in the text as it was"));
        }
    }
}

/// Paragraphs between empty lines, as WordPress makes them when it shows a text.
fn paragraphs(text: &str, needs: &mut Vec<String>) -> String {
    let mut html = String::new();
    for part in parts(text) {
        let part = part.trim();
        let address = part.starts_with("http") && !part.contains(char::is_whitespace);
        if part.is_empty() {
            continue;
        }
        if address {
            needs.push(embedded(part));
            html.push_str(&format!("<p>{}</p>\n", link(part)));
        } else if opens_block(part) {
            html.push_str(&format!("{part}\n"));
        } else {
            html.push_str(&format!("<p>{}</p>\n", part.replace('\n', "<br>\n")));
        }
    }
    html
}

fn opens_block(part: &str) -> bool {
    let name: String = part
        .strip_prefix('<')
        .unwrap_or_default()
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    part.starts_with("<!--") || BLOCKS.contains(&name.to_lowercase().as_str())
}

/// The parts between empty lines; one that lies in `<pre>` parts nothing.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut kept = false;
    for line in text.lines() {
        kept = (kept || line.contains("<pre")) && !line.contains("</pre>");
        if line.trim().is_empty() && !kept {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Shown {
        show(text, |id| (id == "7").then(|| Picture { url: "/a.jpg".to_owned(), alt: "A \"b\"".to_owned() }))
    }

    #[test]
    fn empty_lines_make_paragraphs() {
        let html = shown("One\ntwo\n\n<h2>Three</h2>\n\n<pre>a\n\nb</pre>").html;
        assert_eq!(html, "<p>One<br>\ntwo</p>\n<h2>Three</h2>\n<pre>a\n\nb</pre>\n");
        assert_eq!(shown("<p>One</p>\n\ntwo").html, "<p>One</p>\n\ntwo");
    }

    #[test]
    fn shortcodes_are_shown_or_named() {
        let found = shown("[caption id=\"a\"]<img src=\"/x.jpg\" /> Words[/caption]");
        assert_eq!(
            found.html.trim(),
            "<figure><img src=\"/x.jpg\" /><figcaption>Words</figcaption></figure>"
        );
        assert!(found.needs.is_empty(), "{:?}", found.needs);
        assert!(shown("[gallery ids=\"7\"]").html.contains("alt=\"A &quot;b&quot;\""));
        assert_eq!(shown("[gallery ids=\"7,8\"] [sic] [contact-form-7 id=\"3\"] [1]").needs.len(), 2);
    }

    #[test]
    fn what_was_embedded_is_a_link() {
        let found = shown("Look:\n\nhttps://video.example/watch?v=1\n\n[embed]https://a.example/b[/embed]");
        assert_eq!(found.needs.len(), 2);
        assert!(
            found.html.contains("<a href=\"https://video.example/watch?v=1\">video.example/watch?v=1</a>")
        );
        assert!(shown("<!-- wp:latest-posts {\"a\":1} /-->").needs[0].contains("latest-posts"));
    }
}
