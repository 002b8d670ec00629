//! The small site of `examples/`: an organisation that does not exist, by YAML and Markdown alone. What it
//! gets shows that nothing of the model site is built into the program.

use std::collections::BTreeMap;

use crate::sandbox::{NOW, Sandbox};

fn harbour_clinic() -> Sandbox {
    Sandbox::of_example("harbour-clinic")
}

fn text(site: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).unwrap()
}

#[test]
fn nothing_of_the_model_site_is_in_another() {
    for (path, bytes) in harbour_clinic().built() {
        let text = String::from_utf8_lossy(&bytes);
        for word in ["Fair Trials", "INTERPOL", "fairtrials"] {
            assert!(!text.contains(word), "{path} has `{word}`");
        }
    }
}

#[test]
fn a_declared_section_gets_lists_facets_and_downloads() {
    let site = harbour_clinic().built();
    let table = text(&site, "cases/index.html");
    let places: Vec<_> = ["the-two-sisters", "the-salt-road", "the-north-wind", "the-grey-heron"]
        .map(|slug| table.find(&format!("href=\"../cases/{slug}/\"")).unwrap())
        .to_vec();
    assert!(places.is_sorted(), "the latest comes first");
    let panama = text(&site, "cases/flag/pan/index.html");
    assert!(panama.contains("The Grey Heron") && !panama.contains("The Salt Road"));
    assert!(
        text(&site, "cases/flag/index.html")
            .contains("<a href=\"../../cases/flag/pan/\">Panama</a> <span>2</span>")
    );
    assert!(text(&site, "cases/opened/2025/index.html").contains("The North Wind"));
    assert!(
        site.contains_key("cases/letter/t/index.html") && site.contains_key("cases/result/won/index.html")
    );
    let csv = text(&site, "cases/cases.csv");
    assert!(
        csv.starts_with(
            "page,title,flag,crew,opened,result,address\nthe-two-sisters,The Two Sisters,PAN,17,"
        )
    );
    let json: serde_json::Value = serde_json::from_str(&text(&site, "cases/cases.json")).unwrap();
    assert_eq!(json[3]["crew"], 14);
    assert!(text(&site, "index.html").contains(">four</"), "facts count a collection");
}

#[test]
fn a_script_finds_what_it_filters_by_and_may_ask_for_it() {
    let site = harbour_clinic().built();
    let filter: serde_json::Value = serde_json::from_str(&text(&site, "cases/filter.json")).unwrap();
    let names: Vec<_> = filter["facets"].as_array().unwrap().iter().map(|facet| &facet["name"]).collect();
    assert_eq!(names, ["flag", "opened", "result", "letter"]);
    let records = filter["records"].as_array().unwrap();
    assert_eq!((&records[0][0], &records[0][1]), (&"The Two Sisters".into(), &"the-two-sisters/".into()));
    let flag = usize::try_from(records[0][7][0][0].as_u64().unwrap()).unwrap();
    assert_eq!(filter["facets"][0]["values"][flag], serde_json::json!(["pan", "Panama"]));
    let policy = text(&site, "_headers");
    assert!(policy.contains("script-src 'self'") && policy.contains("connect-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe"));
}

#[test]
fn pages_that_name_each_other_are_linked_both_ways() {
    let site = harbour_clinic().built();
    assert!(
        text(&site, "news/wages-paid/index.html")
            .contains("<a href=\"../../cases/the-grey-heron/\">The Grey Heron</a>")
    );
    assert!(
        text(&site, "cases/the-grey-heron/index.html")
            .contains("<a href=\"../../news/wages-paid/\">Wages paid")
    );
    let note = text(&site, "news/wages-paid/index.html");
    assert!(note.contains("popovertarget=\"term-lien\"") && note.contains("id=\"term-lien\""), "{note}");
    let country = text(&site, "clinics/pan/index.html");
    assert!(country.contains("The Grey Heron") && country.contains("The Two Sisters"));
    let map = text(&site, "clinics/index.html");
    assert!(map.contains("<a href=\"../clinics/pan/\" tabindex=\"-1\"><title>Panama: 2 items</title>"));
}

#[test]
fn a_page_that_nobody_looked_after_leaves_no_trace() {
    let sandbox = harbour_clinic();
    let site = sandbox.built();
    assert!(site.contains_key("clinics/lisbon/index.html"));
    for (path, bytes) in &site {
        assert!(
            !String::from_utf8_lossy(bytes).contains("Rotterdam") && !path.contains("rotterdam"),
            "{path}"
        );
    }
    let run = sandbox.build(&["--now", "2024-06-01T00:00:00Z"]);
    assert_eq!(run.code, Some(0), "{}", run.words);
    assert!(sandbox.read("public/clinics/rotterdam/index.html").contains("Rotterdam"));
    let run = sandbox.build(&["--now", NOW]);
    assert!(run.words.contains("out-of-date"), "{}", run.words);
}

#[test]
fn a_page_as_one_file_asks_for_no_other() {
    let sandbox = harbour_clinic();
    sandbox.replace("content/words/_index.md", "terms: true,", "terms: true, offline: true,");
    let site = sandbox.built();
    let page = text(&site, "words/lien/lien.html").replace("&#x2f;", "/");
    assert!(page.contains("<style>") && page.contains("A claim on a ship"));
    for asks in ["<link rel=\"stylesheet\"", "<script", " src=\"", "url("] {
        assert!(!page.contains(asks), "{asks}");
    }
    assert!(page.contains("href=\"https://harbour-clinic.example/words/lien/\""));
}
