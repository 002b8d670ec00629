//! HTML of an old site becomes Markdown of ours. What Markdown cannot say is named for a person.

use std::sync::{
    Arc,
    mpsc::{self, Sender},
};

use htmd::{
    Element, HtmlToMarkdown,
    element_handler::{HandlerResult, Handlers},
    options::{BrStyle, BulletListMarker, HrStyle, Options},
};

use crate::app::import::links::{Led, Links};

/// Elements whose meaning is lost, each with what becomes of it.
const LOST: [(&str, &str); 9] = [
    ("sup", "a superscript is plain text now"),
    ("sub", "a subscript is plain text now"),
    ("dl", "a list of definitions is plain paragraphs now"),
    ("u", "underlined words are plain now"),
    ("s", "struck words are plain now: write `~~` around them"),
    ("del", "struck words are plain now: write `~~` around them"),
    ("ins", "inserted words are plain now"),
    ("mark", "marked words are plain now"),
    ("details", "a part that unfolded is plain text now"),
];

/// Elements that are left out with all that is in them.
const DROPPED: [&str; 9] =
    ["script", "style", "noscript", "form", "button", "object", "embed", "svg", "canvas"];

/// Around the words below a picture, until the picture takes them up; no text may hold these characters.
const CAPTION: (char, char) = ('\u{e000}', '\u{e001}');

/// A text, turned.
#[derive(Debug, Default)]
pub struct Turned {
    /// Markdown.
    pub text: String,
    /// What needs a person, in the order of the text.
    pub needs: Vec<String>,
    /// The files that it shows or links, by their place in the media.
    pub used: Vec<usize>,
}

/// What the handlers of elements tell of a text.
enum Told {
    Need(String),
    Used(usize),
}

/// Turns a text.
#[must_use]
pub fn turn(html: &str, links: &Arc<Links>) -> Turned {
    let (sender, told) = mpsc::channel();
    let html = html.replace(|c: char| ('\u{e000}'..='\u{f8ff}').contains(&c), "");
    let text = converter(links, &sender).convert(&html).unwrap_or_default();
    drop(sender);
    let mut turned = Turned { text: finished(&text), ..Turned::default() };
    for told in told.try_iter() {
        match told {
            Told::Need(need) if turned.needs.contains(&need) => {}
            Told::Need(need) => turned.needs.push(need),
            Told::Used(place) => turned.used.push(place),
        }
    }
    turned
}

fn converter(links: &Arc<Links>, sender: &Sender<Told>) -> HtmlToMarkdown {
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        br_style: BrStyle::Backslash,
        hr_style: HrStyle::Dashes,
        ..Options::default()
    };
    let mut builder = HtmlToMarkdown::builder().options(options).scripting_enabled(false);
    for (tag, lost) in LOST {
        let sender = sender.clone();
        builder = builder.add_handler(vec![tag], move |handlers: &dyn Handlers, element: Element<'_>| {
            let _ = sender.send(Told::Need(lost.to_owned()));
            handlers.fallback(element)
        });
    }
    let telling = sender.clone();
    builder = builder.add_handler(DROPPED.to_vec(), move |_: &dyn Handlers, element: Element<'_>| {
        if !["style", "noscript"].contains(&element.tag) {
            let _ = telling.send(Told::Need(format!("an element `{}` was left out", element.tag)));
        }
        None
    });
    let telling = sender.clone();
    builder = builder.add_handler(
        vec!["iframe", "video", "audio"],
        move |handlers: &dyn Handlers, element: Element<'_>| embedded(handlers, &element, &telling),
    );
    let telling = sender.clone();
    builder = builder.add_handler(vec!["td", "th"], move |handlers: &dyn Handlers, element: Element<'_>| {
        if attribute(&element, "colspan").or(attribute(&element, "rowspan")).is_some_and(|span| span != "1") {
            let _ = telling
                .send(Told::Need("a table has cells over several rows or columns: look at it".to_owned()));
        }
        handlers.fallback(element)
    });
    builder = builder.add_handler(vec!["h1"], |handlers: &dyn Handlers, element: Element<'_>| {
        let words = handlers.walk_children(element.node).content;
        Some(format!("\n\n## {}\n\n", words.trim().replace('\n', " ")).into())
    });
    with_pictures(builder, links, sender).build()
}

fn with_pictures(
    builder: htmd::HtmlToMarkdownBuilder,
    links: &Arc<Links>,
    sender: &Sender<Told>,
) -> htmd::HtmlToMarkdownBuilder {
    let (own, telling) = (Arc::clone(links), sender.clone());
    let builder = builder.add_handler(vec!["img"], move |_: &dyn Handlers, element: Element<'_>| {
        picture(&element, &own, &telling)
    });
    let (own, telling) = (Arc::clone(links), sender.clone());
    let builder = builder.add_handler(vec!["a"], move |handlers: &dyn Handlers, element: Element<'_>| {
        link(handlers, &element, &own, &telling)
    });
    let builder = builder.add_handler(vec!["figcaption"], |handlers: &dyn Handlers, element: Element<'_>| {
        let words = handlers.walk_children(element.node).content;
        Some(format!("\n\n{}{}{}\n\n", CAPTION.0, words.trim().replace('\n', " "), CAPTION.1).into())
    });
    builder.add_handler(vec!["figure"], |handlers: &dyn Handlers, element: Element<'_>| {
        Some(format!("\n\n{}\n\n", captioned(&handlers.walk_children(element.node).content)).into())
    })
}

fn attribute<'e>(element: &'e Element<'_>, name: &str) -> Option<&'e str> {
    element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn picture(element: &Element<'_>, links: &Links, sender: &Sender<Told>) -> Option<HandlerResult> {
    let address = attribute(element, "src").or(attribute(element, "data-src"))?.trim();
    let alt = attribute(element, "alt").unwrap_or_default().trim().replace(['[', ']', '\n'], " ");
    let file = links.image(address);
    let target = match file {
        Some(place) => {
            let _ = sender.send(Told::Used(place));
            links.target(place).to_owned()
        }
        None => {
            let need = format!(
                "the picture `{address}` is not in the media folder: put it into content/ and name it"
            );
            let _ = sender.send(Told::Need(need));
            address.to_owned()
        }
    };
    if alt.is_empty() {
        let need = format!(
            "the picture `{target}` has no words for those who cannot see it: write them between its brackets"
        );
        let _ = sender.send(Told::Need(need));
    }
    Some(format!("![{alt}]({})", destination(&target)).into())
}

/// An address between round brackets.
fn destination(address: &str) -> String {
    if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address.to_owned() }
}

fn link(
    handlers: &dyn Handlers,
    element: &Element<'_>,
    links: &Links,
    sender: &Sender<Told>,
) -> Option<HandlerResult> {
    let all = handlers.walk_children(element.node).content;
    let words = all.trim();
    let address = attribute(element, "href").unwrap_or_default().trim();
    let pictures = words.starts_with("![") || words.is_empty();
    if address.is_empty() || pictures || address.starts_with("javascript:") {
        // A picture that leads to itself, and an anchor that marks a place.
        return Some(words.to_owned().into());
    }
    let target = match links.lead(address) {
        Led::Page(path) => {
            if address.contains('#') {
                let _ = sender.send(Told::Need(format!(
                    "the link `{address}` led to a place within its page; it leads to the page now"
                )));
            }
            path
        }
        Led::File(place) => {
            let _ = sender.send(Told::Used(place));
            links.target(place).to_owned()
        }
        Led::Draft => {
            let _ = sender.send(Told::Need(format!(
                "the link `{address}` leads to a page that is not published yet: link it when it is"
            )));
            return Some(spaced(&words.replace('\n', " "), &all).into());
        }
        Led::Lost if !address.contains("://") => {
            let _ = sender.send(Told::Need(format!(
                "the link `{address}` led to something that was not imported; its words are plain now"
            )));
            return Some(spaced(&words.replace('\n', " "), &all).into());
        }
        Led::Lost => {
            let _ = sender.send(Told::Need(format!(
                "the link `{address}` leads to the old site, to something that was not imported"
            )));
            address.to_owned()
        }
        Led::Out => {
            if address.starts_with('#') {
                let _ = sender.send(Told::Need(format!(
                    "the link `{address}` leads within the page: check its heading"
                )));
            }
            address.to_owned()
        }
    };
    Some(spaced(&format!("[{}]({})", words.replace('\n', " "), destination(&target)), &all).into())
}

/// A text with the spaces at the ends of another, which stood in its place.
fn spaced(text: &str, other: &str) -> String {
    let space = |side: bool| if side { " " } else { "" };
    format!("{}{text}{}", space(other.starts_with(' ')), space(other.ends_with(' ')))
}

fn embedded(handlers: &dyn Handlers, element: &Element<'_>, sender: &Sender<Told>) -> Option<HandlerResult> {
    let inner = handlers.walk_children(element.node).content;
    let Some(address) = attribute(element, "src").filter(|address| !address.is_empty()) else {
        let _ = sender.send(Told::Need(format!("an element `{}` was left out", element.tag)));
        return Some(inner.into());
    };
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let _ = sender.send(Told::Need(format!(
        "`{address}` was shown in the text; it is a link now, since nothing is loaded from elsewhere"
    )));
    let shown = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    Some(format!("\n\n[{shown}]({})\n\n", destination(&address)).into())
}

/// The only picture of a figure takes up the words below it; else they are a paragraph.
fn captioned(inner: &str) -> String {
    let plain = |text: &str| text.replace([CAPTION.0, CAPTION.1], "");
    let Some((before, rest)) = inner.split_once(CAPTION.0) else { return inner.trim().to_owned() };
    let Some((words, after)) = rest.split_once(CAPTION.1) else { return plain(inner) };
    let alone = before.trim();
    let one = alone.starts_with("![")
        && alone.matches("![").count() == 1
        && alone.ends_with(')')
        && !alone.contains('\n');
    if one && after.trim().is_empty() && !words.contains(['[', '"']) {
        let head = alone.strip_suffix(')').unwrap_or(alone);
        return format!("{head} \"{words}\")");
    }
    plain(inner).trim().to_owned()
}

/// The text as casebook reads it: `{{` would be an expression.
fn finished(text: &str) -> String {
    let text = text.replace([CAPTION.0, CAPTION.1], "").replace("{{", "\\{{");
    let mut out = String::new();
    let mut empty = false;
    for line in text.lines().map(str::trim_end) {
        // What stood behind a line break in the source is no indentation.
        let line = if out.ends_with("\\\n") { line.trim_start() } else { line };
        if !(line.is_empty() && empty) {
            out.push_str(line);
            out.push('\n');
        }
        empty = line.is_empty();
    }
    out.trim().to_owned()
}

/// The words of some HTML on one line: a title, a summary.
#[must_use]
pub fn words(html: &str) -> String {
    let with = HtmlToMarkdown::builder().scripting_enabled(false);
    let with = with.skip_tags(vec!["script", "style", "img", "iframe"]);
    let plain = |handlers: &dyn Handlers, element: Element<'_>| Some(handlers.walk_children(element.node));
    let with = with.add_handler(vec!["a", "b", "strong", "i", "em", "code"], plain).build();
    let text = with.convert(html).unwrap_or_default();
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    unescaped(&text)
}

/// A text without the backslashes that kept its signs from being Markdown.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if !(sign == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation)) {
            out.push(sign);
        } else if let Some(next) = signs.next() {
            out.push(next);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::app::import::media::Media;

    fn turned(html: &str) -> Turned {
        let file = ("2019/07/meeting.jpg".to_owned(), PathBuf::from("meeting.jpg"));
        turn(html, &Arc::new(Links::plain(vec!["old.example".to_owned()], Media::new(vec![file]))))
    }

    #[test]
    fn texts_keep_their_form() {
        let found = turned(
            "<h1>A</h1><p>One <em>two</em> <a href=\"https://x.example/a_b\">three</a>.<br>Four &lt;b&gt; {{ x }}</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol><hr>",
        );
        assert_eq!(
            found.text,
            "## A\n\nOne *two* [three](https://x.example/a_b).\\\nFour \\<b> \\{{ x }}\n\n- a\n- b\n\n1. c\n\n- - -"
        );
        assert!(found.needs.is_empty(), "{:?}", found.needs);
    }

    #[test]
    fn pictures_come_from_the_folder_with_their_captions() {
        let figure = "<figure class=\"wp-block-image\"><a href=\"/wp-content/uploads/2019/07/meeting.jpg\"><img src=\"https://old.example/wp-content/uploads/2019/07/meeting-300x200.jpg\" alt=\"A room\"></a><figcaption>The room</figcaption></figure>";
        let found = turned(figure);
        assert_eq!(found.text, "![A room](/media/2019/07/meeting.jpg \"The room\")");
        assert_eq!((found.used.as_slice(), found.needs.len()), (&[0][..], 0));
        let missing = turned("<p><img src=\"https://old.example/other.jpg\"></p>");
        assert_eq!(missing.needs.len(), 2, "{:?}", missing.needs);
    }

    #[test]
    fn what_markdown_cannot_say_is_named() {
        let found = turned(
            "<p>H<sub>2</sub>O</p><iframe src=\"//v.example/1\"></iframe><script>x</script><form><input></form>",
        );
        assert_eq!(found.needs.len(), 4, "{:?}", found.needs);
        assert!(
            found.text.contains("H2O") && found.text.contains("[v.example/1](https://v.example/1)"),
            "{}",
            found.text
        );
    }

    #[test]
    fn old_links_lead_to_new_files() {
        let found = turned(
            "<p><a href=\"https://www.old.example/gone/\">gone</a> <a href=\"/wp-content/uploads/2019/07/meeting.jpg\">file</a></p>",
        );
        assert_eq!(found.text, "[gone](https://www.old.example/gone/) [file](/media/2019/07/meeting.jpg)");
        assert_eq!(found.needs.len(), 1);
    }

    #[test]
    fn words_are_plain() {
        assert_eq!(words("Fair Trials &amp; <em>INTERPOL</em>: a_b [x]"), "Fair Trials & INTERPOL: a_b [x]");
    }
}
