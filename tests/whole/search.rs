//! A search finds what is published in a language, and nothing else; a site that does not ask for it has none.

use std::collections::BTreeMap;

use crate::sandbox::Sandbox;

const PROJECT: &str = include_str!("../sites/languages.txt");

fn searchable() -> BTreeMap<String, Vec<u8>> {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.write("casebook.yaml", format!("{}\nsearch: true\n", sandbox.read("casebook.yaml").trim_end()));
    let draft = "---\ntitle: Unreadyword\ndate: 2020-01-01\ndraft: true\n---\n\nSecretword.\n";
    sandbox.write("content/news/2020-01-01-draft.md", draft);
    let shown = "---\ntitle: Findable\ndate: 2020-01-02\n---\n\nAT&T paid **quite** a lot for `codeword`.\n";
    sandbox.write("content/news/2020-01-02-shown.md", shown);
    sandbox.built()
}

/// All files below a folder, as one text.
fn below(site: &BTreeMap<String, Vec<u8>>, folder: &str) -> String {
    let files = site.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with(".json"));
    files.map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
}

#[test]
fn the_index_holds_published_words_and_no_others() {
    let site = searchable();
    let (words, titles) = (below(&site, "search/words/"), below(&site, "search/titles/"));
    for word in ["findable", "quite", "codeword", "meeting"] {
        assert!(words.contains(&format!("\"{word}\":[")), "no `{word}` in {words}");
    }
    assert!(titles.contains("[\"Findable\",\"news/shown/\",") && !words.contains("\"amp\""));
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains("unreadyword") && !text.contains("secretword"), "{path}");
    }
}

#[test]
fn each_language_has_its_own_index_with_originals_that_are_not_translated() {
    let site = searchable();
    let titles = below(&site, "fr/search/titles/");
    assert!(
        titles.contains("\"fr/news/seulement/\"") && titles.contains("\"news/only-english/\""),
        "{titles}"
    );
    assert!(titles.contains("\"fr/news/meeting/\"") && !titles.contains("\"news/meeting/\""), "{titles}");
    let page = String::from_utf8_lossy(&site["fr/search/index.html"]).into_owned();
    assert!(page.contains("hreflang=\"ar\"") && page.contains("data-shares=\"1\""), "{page}");
    assert!(String::from_utf8_lossy(&site["_headers"]).contains("connect-src 'self'"));
}

#[test]
fn a_site_that_does_not_ask_for_a_search_has_none() {
    let site = Sandbox::written(PROJECT).built();
    assert!(!site.keys().any(|path| path.contains("search/")));
    assert!(!String::from_utf8_lossy(&site["index.html"]).contains("search/"));
}
