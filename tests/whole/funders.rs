//! A funder is named on exactly what it supports, and answers go to exactly the origins of forms.

use crate::sandbox::Sandbox;

const PROJECT: &str = include_str!("../sites/languages.txt");

const SETTINGS: &str = "funders:
  - name: {en: The Foundation, fr: La Fondation}
    statement: {en: pays for the news., fr: paie les actualités.}
    sections: [news/_index.md]
forms:
  - id: letter
    origin: https://lists.example.org
    page: letter.md
    privacy: about.md
    call: Keep up to date
    consent: Send it to me.
    submit: Subscribe
    success: Received.
    fields: [{name: email, type: email, label: E-mail address, required: true}]
";

fn site() -> std::collections::BTreeMap<String, Vec<u8>> {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.write(
        "casebook.yaml",
        format!("{}{SETTINGS}", sandbox.read("casebook.yaml").trim_end().to_owned() + "\n"),
    );
    let page = "---\ntitle: Letter\n---\n\n```form\nid: letter\n```\n\n```privacy\n```\n";
    sandbox.write("content/letter.md", page);
    sandbox
        .write("content/news/inner/2019-01-01-deep.md", "---\ntitle: Deep\ndate: 2019-01-01\n---\n\nText.\n");
    sandbox.built()
}

#[test]
fn a_funder_is_named_on_its_sections_and_nowhere_else() {
    let mut named = Vec::new();
    for (path, bytes) in site().iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        let statement =
            ["pays for the news.", "paie les actualités."].iter().any(|words| text.contains(words));
        assert_eq!(statement, text.contains("class=\"funding\""), "{path}");
        if statement {
            named.push(path.clone());
        }
    }
    let news = ["inner/deep/", "inner/", "meeting/", "only-english/", ""];
    let mut wanted: Vec<String> = news.iter().map(|page| format!("news/{page}index.html")).collect();
    wanted.extend(
        ["ar/news/", "ar/news/meeting/", "fr/news/", "fr/news/meeting/", "fr/news/seulement/"]
            .map(|page| format!("{page}index.html")),
    );
    wanted.sort();
    assert_eq!(named, wanted);
}

/// The sections that the page of July 2019 named as supported, and no others.
const SUPPORTED: [&str; 5] = ["case-law/", "defence-rights-map/", "experts/", "guides/", "news/"];

#[test]
fn the_repositorys_own_funder_is_named_on_five_sections_in_each_language() {
    let names = ["European Union", "Union européenne", "Unión Europea", "الاتحاد الأوروبي"];
    let mut seen: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    for (path, bytes) in
        Sandbox::of_the_repository().built().iter().filter(|(path, _)| path.ends_with(".html"))
    {
        let own = ["ar/", "es/", "fr/"].iter().find_map(|folder| path.strip_prefix(folder)).unwrap_or(path);
        let section = SUPPORTED.iter().find(|section| own.starts_with(**section));
        let text = String::from_utf8_lossy(bytes);
        let named = text
            .split("class=\"funding\"")
            .nth(1)
            .is_some_and(|rest| names.iter().any(|name| rest.contains(name)));
        assert_eq!(named, section.is_some(), "{path}");
        seen.extend(section.copied());
    }
    assert_eq!(seen.len(), SUPPORTED.len());
}

#[test]
fn the_policy_names_exactly_the_origins_of_forms() {
    let site = site();
    let headers = String::from_utf8_lossy(&site["_headers"]).into_owned();
    assert!(headers.contains("; form-action https://lists.example.org;"), "{headers}");
    assert!(headers.contains("; connect-src 'self' https://lists.example.org;"), "{headers}");
    let plain = Sandbox::written(PROJECT).built();
    assert!(String::from_utf8_lossy(&plain["_headers"]).contains("; form-action 'none';"));
}

#[test]
fn a_form_is_called_from_every_page_and_named_by_the_privacy_list() {
    let site = site();
    let text = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    assert!(text("letter/index.html").contains("action=\"https://lists.example.org/\" method=\"post\""));
    assert!(text("letter/index.html").contains("sent to lists.example.org. It asks: E-mail address"));
    for page in ["index.html", "news/meeting/index.html", "data/outcomes/index.html", "fr/index.html"] {
        assert!(text(page).contains("data-form=\"letter\""), "{page}");
    }
}
