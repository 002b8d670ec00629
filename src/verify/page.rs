//! One finished page, parsed as a browser would: nothing from elsewhere, nothing inline, every id once,
//! every image described.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use lol_html::{HtmlRewriter, Settings, element, html_content::Element};

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    url::Url,
};

/// The problems of a page at `url`. A page that is `alone` is read from a disk: it holds its style and its
/// pictures, and can ask for no other file.
pub fn check(url: &Url, html: &[u8], alone: bool, diagnostics: &mut Diagnostics) {
    let found = Rc::new(RefCell::new(Found { alone, ..Found::default() }));
    let inner = Rc::clone(&found);
    let handler = element!("*", move |element| {
        inner.borrow_mut().see(element);
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(handler);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| ());
    let done = rewriter.write(html).and_then(|()| rewriter.end());
    if let Err(fault) = done {
        let words = fault.to_string();
        let first = words.split(['.', '\n']).next().unwrap_or_default();
        found.borrow_mut().problems.push(("broken-page", format!("cannot be read as HTML: {first}")));
    }
    for (code, words) in std::mem::take(&mut found.borrow_mut().problems) {
        diagnostics.push(problem(code, url, &words));
    }
}

fn problem(code: &'static str, url: &Url, words: &str) -> Diagnostic {
    let message = format!("the page `{}` {words}", url.as_str());
    match code {
        "outside-resource" => Diagnostic::error("outside-resource", None, message)
            .help("copy the file into the theme's `assets/`: readers load nothing from elsewhere"),
        "inline-code" => Diagnostic::error("inline-code", None, message)
            .help("move it into a file of the theme's `assets/`: the site's policy refuses it here"),
        "repeated-id" => Diagnostic::error("repeated-id", None, message)
            .help("give one of the elements another id in the template"),
        "missing-alt" => {
            Diagnostic::error("missing-alt", None, message).help("add an `alt` attribute in the template")
        }
        _ => Diagnostic::error("broken-page", None, message).help("mend the template"),
    }
}

#[derive(Default)]
struct Found {
    alone: bool,
    ids: BTreeSet<String>,
    problems: Vec<(&'static str, String)>,
}

/// Attributes that make a browser load something.
const LOADING: [(&str, &str); 9] = [
    ("img", "src"),
    ("script", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("use", "href"),
];

/// Relations of `<link>` that only name an address.
const NAMING: [&str; 6] = ["canonical", "alternate", "author", "license", "prev", "next"];

impl Found {
    fn see(&mut self, element: &Element<'_, '_>) {
        let name = element.tag_name();
        if let Some(id) = element.get_attribute("id")
            && !self.ids.insert(id.clone())
        {
            self.problems.push(("repeated-id", format!("has the id `{id}` twice")));
        }
        if name == "img" && !element.has_attribute("alt") {
            self.problems.push(("missing-alt", "has an image without `alt`".to_owned()));
        }
        let data_only = element.get_attribute("type").is_some_and(|kind| kind == "application/ld+json");
        let style = name == "style" && !self.alone;
        if (name == "script" && !element.has_attribute("src") && !data_only) || style {
            self.problems.push(("inline-code", format!("has an inline `<{name}>`")));
        }
        for (attribute, _) in element.attributes().iter().map(|attribute| (attribute.name(), ())) {
            if attribute == "style" || attribute.starts_with("on") {
                self.problems.push(("inline-code", format!("has an attribute `{attribute}` on `<{name}>`")));
            }
        }
        self.see_addresses(element, &name);
    }

    fn see_addresses(&mut self, element: &Element<'_, '_>, name: &str) {
        let loaded = LOADING
            .iter()
            .filter(|(tag, _)| *tag == name)
            .filter_map(|(_, attribute)| element.get_attribute(attribute));
        let rel = element.get_attribute("rel").unwrap_or_default();
        let linked = element
            .get_attribute("href")
            .filter(|_| name == "link" && !rel.split(' ').any(|word| NAMING.contains(&word)));
        for address in loaded.chain(linked) {
            let held = address.starts_with("data:");
            if if self.alone { !held } else { held || address.contains("//") } {
                self.problems.push(("outside-resource", format!("loads `{address}`")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(html: &str) -> Vec<&'static str> {
        let mut diagnostics = Diagnostics::new();
        check(&Url::file("/"), html.as_bytes(), false, &mut diagnostics);
        diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn a_page_that_stands_alone_holds_all_it_shows() {
        let codes = |html: &str| {
            let mut diagnostics = Diagnostics::new();
            check(&Url::file("/x.html"), html.as_bytes(), true, &mut diagnostics);
            diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
        };
        assert!(codes("<style>a{}</style><img alt=\"\" src=\"data:image/png;base64,AA==\">").is_empty());
        assert_eq!(
            codes("<link rel=stylesheet href=x.css><img alt=\"\" src=x.png>"),
            ["outside-resource"; 2]
        );
    }

    #[test]
    fn what_a_strict_policy_refuses_is_found() {
        assert_eq!(codes("<img src=\"https://elsewhere.example/x.png\" alt=\"\">"), ["outside-resource"]);
        assert_eq!(codes("<p style=\"color:red\" onclick=\"x()\">"), ["inline-code", "inline-code"]);
        assert_eq!(codes("<script>x()</script><style>a{}</style>"), ["inline-code", "inline-code"]);
        assert_eq!(codes("<p id=a></p><p id=a></p><img src=x>"), ["repeated-id", "missing-alt"]);
    }

    #[test]
    fn a_sound_page_passes() {
        let html = "<link rel=canonical href=\"https://example.org/\"><link rel=stylesheet href=\"assets/x.css\">\
                    <script type=\"application/ld+json\">{}</script><a href=\"https://example.org/\">x</a>";
        assert!(codes(html).is_empty());
    }
}
