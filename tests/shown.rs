//! How odd and hostile texts look in the finished page: as text, and never as anything that runs or loads.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{collections::BTreeMap, fs};

use casebook::{
    app::{
        command::{Cli, Command},
        project::{self, Project},
    },
    base::{diagnostic::Diagnostics, url::Url},
    render::{self, produce::Renderer},
};
use clap::Parser;
use jiff::Timestamp;

/// The bytes of every route of a site with one page, and the settings.
fn site(page: &[u8], settings: &[u8]) -> BTreeMap<Url, Vec<u8>> {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("casebook.yaml"), settings).unwrap();
    fs::create_dir_all(root.path().join("content/news")).unwrap();
    fs::write(root.path().join("content/news/page.md"), page).unwrap();
    let Command::Check(options) = Cli::parse_from(["casebook", "check"]).command else { panic!("no check") };
    let sources = project::sources(root.path()).unwrap();
    let mut problems = Diagnostics::new();
    let project = Project::read(&sources, &options.common, Timestamp::UNIX_EPOCH, &mut problems);
    let routes = render::routes(&project.site, &project.theme, &sources, &project.options, &mut problems);
    let renderer = Renderer::new(&project.site, &project.theme, &sources, &routes, &mut problems);
    assert!(!problems.block(), "{problems:?}");
    let bytes = |route| renderer.produce(route).bytes;
    routes.list.iter().map(|route| (route.url.clone(), bytes(route))).collect()
}

const SETTINGS: &str = "title: Test\nurl: https://example.org/\n";

/// The text of a page in the finished page: from its first words to its last.
fn shown(text: &str) -> String {
    let page = format!("---\ntitle: A page\n---\nBEGIN {text} END\n");
    let html = site(page.as_bytes(), SETTINGS.as_bytes()).remove(&Url::file("/news/page/")).unwrap();
    let html = String::from_utf8(html).unwrap();
    let (_, rest) = html.rsplit_once("<p>BEGIN ").unwrap();
    rest.split_once(" END").unwrap().0.to_owned()
}

#[test]
fn b16_every_kind_of_line_end_gives_the_same_site() {
    let page = "---\ntitle: >\n  A page of\n  two lines\nsummary: |\n  One.\n\n  Two.\n---\nFirst\nsecond.\n\n\
                ```\ncode\n\nmore\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<div>\nHTML\n</div>\n\n```callout\ntext: |\n  Mind.\n  This.\n```\n";
    let settings = "title: Test\nurl: https://example.org/\ndescription: >\n  Two\n  lines.\n";
    let expected = site(page.as_bytes(), settings.as_bytes());
    for end in ["\r\n", "\r"] {
        let found = site(page.replace('\n', end).as_bytes(), settings.replace('\n', end).as_bytes());
        for (url, bytes) in &found {
            assert_eq!(Some(bytes), expected.get(url), "{end:?} at {}", url.as_str());
        }
        assert_eq!(found.len(), expected.len());
    }
    let mixed = page.replacen('\n', "\r\n", 3).replacen("second.\n", "second.\r", 1);
    assert_eq!(site(mixed.as_bytes(), settings.as_bytes()), expected);
}

#[test]
fn b17_words_stay_where_a_link_is_refused() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "<java\tscript:alert(1)>",
        "&#106;avascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox",
        "//evil.example",
        "https://good.example@evil.example/",
        "http://exampleexampleexampleexampleexampleexampleexampleexample.onion/",
    ] {
        assert_eq!(shown(&format!("[words]({address})")), "words", "{address}");
    }
    assert_eq!(shown("[words](https://example.org/)"), "<a href=\"https://example.org/\">words</a>");
}

#[test]
fn b18_html_is_text() {
    for html in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<iframe srcdoc=\"x\"></iframe>",
        "<style>x</style>",
        "<base href=\"https://evil.example/\">",
        "<meta http-equiv=\"refresh\" content=\"0\">",
        "<!-- x -->",
    ] {
        let found = shown(html);
        assert!(found.starts_with("&lt;") && !found.contains('<'), "{found}");
    }
}

#[test]
fn b20_tags_of_other_programs_are_text() {
    assert_eq!(shown("{% include x %}"), "{% include x %}");
    assert_eq!(shown("{{< figure x >}}"), "{{&lt; figure x &gt;}}");
    assert_eq!(shown("{{<figure>}}"), "{{&lt;figure&gt;}}");
    assert_eq!(shown("{{% note %}}"), "{{% note %}}");
    assert_eq!(shown(r"\{{ x }}"), "{{ x }}");
    assert_eq!(shown("`{% include x %}`"), "<code>{% include x %}</code>");
}

#[test]
fn b73_floods_of_marks_stay_in_the_text_and_out_of_the_address() {
    let flood = "\u{301}".repeat(500);
    let page = format!("---\ntitle: Za{flood}lgo\ntopics: [\"حقوق e{flood}\"]\n---\n## A{flood} heading\n");
    let urls: Vec<Url> = site(page.as_bytes(), SETTINGS.as_bytes()).into_keys().collect();
    assert!(urls.iter().any(|url| url.as_str() == "/topics/حقوق-e/"), "{urls:?}");
    assert!(urls.iter().all(|url| url.as_str().len() < 100));
}
