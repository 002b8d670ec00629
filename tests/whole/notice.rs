//! A demonstration says that it is one: on every page, feed and alias, and to robots.

use std::collections::BTreeMap;

use crate::sandbox::{NOW, Sandbox, tree};

const PROJECT: &str = include_str!("../sites/places.txt");

const NOTICE: &str = "A demonstration & nothing <more>";

/// What every file that a reader or a program opens as a document must say.
fn unmarked(site: &BTreeMap<String, Vec<u8>>, notice: &str) -> Vec<String> {
    let escaped = notice.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let json = serde_json::to_string(notice).unwrap();
    let says = |path: &str, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        match path.rsplit('.').next() {
            Some("html") => {
                text.contains(&escaped) && text.contains("<meta name=\"robots\" content=\"noindex\">")
            }
            Some("xml") if path.ends_with("feed.xml") => {
                text.contains(&format!("<subtitle>{escaped}</subtitle>"))
            }
            Some("json") if path.ends_with("feed.json") => text.contains(&format!("\"description\": {json}")),
            _ => true,
        }
    };
    site.iter().filter(|(path, bytes)| !says(path, bytes)).map(|(path, _)| path.clone()).collect()
}

fn text(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(site[path].clone()).unwrap()
}

#[test]
fn every_document_of_a_demonstration_says_so() {
    let sandbox = Sandbox::written(PROJECT);
    let alias = "---\ntitle: Moved\ndate: 2026-01-05\naliases: [/old/place/, /old.html]\n---\n\nText.\n";
    sandbox.write("content/news/2026-01-05-moved.md", alias);
    let plain = sandbox.built();
    assert!(unmarked(&plain, NOTICE).len() > 20, "a site that is none says nothing");

    let config = sandbox.read("casebook.yaml");
    sandbox.write("casebook.yaml", format!("{config}\ndemonstration: '{NOTICE}'\n"));
    let site = sandbox.built();
    assert_eq!(unmarked(&site, NOTICE), [""; 0]);
    assert!(site.keys().eq(plain.keys()));
    for path in
        ["old/place/index.html", "old.html", "404.html", "feed.xml", "feed.json", "topics/files/feed.xml"]
    {
        assert!(site.contains_key(path), "{path}");
    }
    assert!(text(&site, "robots.txt").contains("Disallow: /\n"));
    assert!(text(&site, "_headers").contains("X-Robots-Tag: noindex"));
}

#[test]
fn every_document_of_this_repositorys_site_says_that_it_is_a_demonstration() {
    let sandbox = Sandbox::of_the_repository();
    let run = sandbox.build(&["--now", NOW]);
    assert_eq!(run.code, Some(0), "{}", run.words);
    let site = tree(&sandbox.output());
    let config: serde_yaml::Value = serde_yaml::from_str(&sandbox.read("casebook.yaml")).unwrap();
    let translations = ["fr", "es", "ar"];
    let language_of =
        |path: &str| translations.into_iter().find(|tag| path.split('/').next() == Some(tag)).unwrap_or("en");
    for language in translations.into_iter().chain(["en"]) {
        let notice = config["demonstration"][language].as_str().unwrap().trim();
        assert!(notice.chars().count() > 100);
        let own = site.iter().filter(|(path, _)| language_of(path) == language);
        let own = own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
        assert_eq!(unmarked(&own, notice), [""; 0]);
    }
}
