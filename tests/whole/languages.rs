//! A site in several languages: the same page in each, originals where a translation is missing, and what
//! becomes of a translation whose original moves on.

use std::collections::BTreeMap;

use crate::sandbox::{NOW, Run, Sandbox, program, run};

const PROJECT: &str = include_str!("../sites/languages.txt");

fn text(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path} in {:#?}", site.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

fn expect(html: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(html.contains(words), "no `{words}` in:\n{html}");
    }
}

fn translated(sandbox: &Sandbox, files: &[&str]) -> Run {
    let mut command = program(&sandbox.root());
    command.arg("translated").args(files);
    run(&mut command)
}

#[test]
fn a_page_leads_to_itself_in_each_language() {
    let site = Sandbox::written(PROJECT).built();
    expect(
        &text(&site, "fr/news/meeting/index.html"),
        &[
            "<html lang=\"fr\" dir=\"ltr\">",
            "<link rel=\"alternate\" hreflang=\"en\" href=\"https://languages.example/news/meeting/\">",
            "<link rel=\"alternate\" hreflang=\"ar\" href=\"https://languages.example/ar/news/meeting/\">",
            "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://languages.example/news/meeting/\">",
            "<a href=\"../../../ar/news/meeting/\" lang=\"ar\" hreflang=\"ar\" dir=\"rtl\">العربية</a>",
            "<a href=\"../../../fr/news/meeting/\" lang=\"fr\" hreflang=\"fr\" dir=\"ltr\" aria-current=\"true\">Français</a>",
            "Un site",
            "Ceci n’est qu’une démonstration",
        ],
    );
    let arabic = text(&site, "ar/news/meeting/index.html");
    expect(
        &arabic,
        &["<html lang=\"ar\" dir=\"rtl\">", "<time datetime=\"2019-07-26\">26 يوليو 2019</time>"],
    );
}

#[test]
fn numbers_and_words_of_the_data_follow_the_language() {
    let site = Sandbox::written(PROJECT).built();
    let french = text(&site, "fr/news/meeting/index.html");
    expect(
        &french,
        &[
            "<a href=\"../../../fr/facts/total/\">1\u{202f}234</a>",
            "<a href=\"../../../fr/facts/share/\">plus de six sur dix</a>",
            "<a href=\"../../../fr/data/outcomes/\">",
            "Plaintes décidées",
        ],
    );
    expect(&text(&site, "ar/news/meeting/index.html"), &[">1,234</a>"]);
    expect(
        &text(&site, "fr/data/outcomes/index.html"),
        &["<h1>Issue des plaintes</h1>", "Données effacées", "<th scope=\"col\">Issue</th>", "France"],
    );
    // Nothing is copied: what is not translated stands in its own language alone.
    assert!(!site.contains_key("ar/data/outcomes/index.html"));
    assert!(!site.contains_key("ar/facts/total/index.html"));
    expect(
        &text(&site, "ar/data/index.html"),
        &["lang=\"en\" hreflang=\"en\" dir=\"ltr\">Outcomes of complaints</a>"],
    );
}

#[test]
fn what_is_not_translated_is_a_link_to_the_original() {
    let site = Sandbox::written(PROJECT).built();
    let listing = text(&site, "fr/news/index.html");
    let mark = "<a href=\"../../news/only-english/\" lang=\"en\" hreflang=\"en\" dir=\"ltr\">Only in English</a> <span class=\"tongue\" lang=\"en\" dir=\"ltr\">English</span>";
    expect(&listing, &["La rencontre", mark]);
    assert!(!listing.contains(">The meeting<"));
    expect(
        &text(&site, "news/index.html"),
        &["../fr/news/seulement/\" lang=\"fr\"", "Only in English", "The meeting"],
    );
    // A link to a file of the first language means its translation, or else leads to it as what it is.
    let page = text(&site, "fr/news/meeting/index.html");
    expect(
        &page,
        &["<a href=\"../../../news/only-english/\" hreflang=\"en\">", "<a href=\"../../../fr/about/\">"],
    );
    // The switch leads home where the page has no translation.
    expect(&text(&site, "news/only-english/index.html"), &["<a href=\"../../fr/\" lang=\"fr\""]);
    assert!(!text(&site, "news/only-english/index.html").contains("rel=\"alternate\" hreflang"));
}

#[test]
fn each_language_has_its_home_feeds_and_place_in_the_sitemap() {
    let site = Sandbox::written(PROJECT).built();
    let feed = text(&site, "fr/feed.xml");
    expect(
        &feed,
        &[
            "xml:lang=\"fr\"",
            "<title>Un site</title>",
            "La rencontre",
            "https://languages.example/fr/news/meeting/",
        ],
    );
    assert!(!feed.contains("Only in English"));
    assert!(site.contains_key("fr/news/feed.json"));
    expect(&text(&site, "ar/index.html"), &["<html lang=\"ar\" dir=\"rtl\">", "اللقاء"]);
    expect(
        &text(&site, "sitemap.xml"),
        &[
            "<loc>https://languages.example/fr/news/meeting/</loc>",
            "<xhtml:link rel=\"alternate\" hreflang=\"ar\" href=\"https://languages.example/ar/news/meeting/\"/>",
        ],
    );
}

#[test]
fn a_translation_is_told_to_be_old_once_its_original_changes() {
    let sandbox = Sandbox::written(PROJECT);
    let codes = |run: &Run| -> Vec<String> {
        let lines = run.words.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        lines
            .map(|problem| {
                format!("{} {}", problem["code"].as_str().unwrap(), problem["path"].as_str().unwrap())
            })
            .collect()
    };
    let build = || sandbox.build(&["--now", NOW, "--format", "json"]);
    let page = || text(&crate::sandbox::tree(&sandbox.output()), "fr/news/meeting/index.html");
    assert!(
        codes(&build()).contains(&"unrecorded-translation content/news/2019-07-26-meeting.fr.md".to_owned())
    );

    assert_eq!(translated(&sandbox, &[]).code, Some(0));
    assert_eq!(codes(&build()), [""; 0]);
    assert!(!page().contains("L’original a changé"));

    // Lines that are broken elsewhere say the same.
    sandbox.replace("content/news/2019-07-26-meeting.md", "They met and", "They met\nand");
    assert_eq!(codes(&build()), [""; 0]);
    sandbox.replace("content/news/2019-07-26-meeting.md", "They met\nand", "They met twice and");
    let old = ["ar", "fr"].map(|tag| format!("stale-translation content/news/2019-07-26-meeting.{tag}.md"));
    assert_eq!(codes(&build()), old);
    expect(
        &page(),
        &["L’original a changé", "<a href=\"../../../news/meeting/\" hreflang=\"en\">Lire l’original</a>"],
    );

    // Without names nothing that is old is taken for current.
    let run = translated(&sandbox, &[]);
    expect(&run.words, &["Nothing to record", "casebook translated content/news/2019-07-26-meeting.fr.md"]);
    assert_eq!(codes(&build()), old);
    assert_eq!(translated(&sandbox, &["content/news/2019-07-26-meeting.fr.md"]).code, Some(0));
    assert_eq!(codes(&build()), old[..1]);
    assert!(!page().contains("L’original a changé"));
}

#[test]
fn only_translations_are_recorded() {
    let sandbox = Sandbox::written(PROJECT);
    let run = translated(&sandbox, &["content/news/2019-07-26-meeting.md"]);
    assert_eq!(run.code, Some(1));
    expect(&run.words, &["not-a-translation", "content/news/2019-07-26-meeting.ar.md"]);
    assert!(!sandbox.root().join("approvals").exists());
}
