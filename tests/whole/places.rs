//! A fact works wherever an author writes words, and all of these places follow the data.

use std::collections::BTreeMap;

use crate::sandbox::{NOW, Sandbox, left_over, tree};

const PROJECT: &str = include_str!("../sites/places.txt");

/// The items of the lists and feeds, as their titles and summaries read.
const ITEMS: [&str; 3] = ["Item title: {n}", "Item summary: {n}", "Earlier title: {n}"];

/// What a reader sees on the page that holds all places, without tags.
const READ: [&str; 35] = [
    "Item title: {n} – Places",
    "Section title: {n}",
    "Item summary: {n}",
    "Paragraph: {n}, and in emphasis {n} and strong {n}.",
    "In a table heading {n}{t}",
    "In a cell{n}",
    "In the words of a cell: {n}{n}",
    "In an item: {n}",
    "In a numbered item: {n}",
    "Heading: {n}",
    "Link text: {n} and an address and “quoted: {n}”.",
    "Quotation: {n}",
    "Term {n}",
    "Definition: {n}",
    "Footnote: {n}",
    "Struck: {n}.",
    "it stays: {{ fact(\"deleted\") }}, and so does {{ this.",
    "Figure title: {n} of {t}",
    "Figure subtitle: {n}",
    "Figure source: {n}",
    "Figure note: {n}",
    "Figure alternative: {n}",
    "deleted{n}",
    "Callout title: {n}",
    "Callout text: {n}",
    "Quote text: {n}",
    "Quote source: {n}",
    "Event title: {n}",
    "Event text: {n}",
    "{n} Label: {t}",
    "Document note: {n}",
    "Earlier title: {n}",
    "\"headline\":\"Item title: {n}\"",
    "\"description\":\"Item summary: {n}\"",
    "Checked title: more than 1,000",
];

/// What programs see of it.
const HEAD: [&str; 6] = [
    "<meta name=\"description\" content=\"Item summary: {n}\">",
    "<meta property=\"og:title\" content=\"Item title: {n}\">",
    "<meta property=\"og:description\" content=\"Item summary: {n}\">",
    "<meta property=\"article:section\" content=\"Section title: {n}\">",
    "<h1>Item title: <data value=\"{v}\">{n}</data></h1>",
    "<td class=\"right\"><data class=\"fact\" value=\"{v}\"><a href=\"../../facts/deleted/\">{n}</a></data></td>",
];

/// Checked words on their own page.
const CHECKED: [&str; 9] = [
    "Checked title: more than 1,000 – Places",
    "Checked title: more than 1,000",
    "Checked summary: more than half",
    "Checked text: more than half, {n}.",
    "Checked cell{n}",
    "Checked wordsmore than half",
    "Checked item: {n}",
    "Checked heading: more than half",
    "\"headline\":\"Checked title: more than 1,000\"",
];

/// The numbers of one state of the data.
struct Numbers {
    deleted: &'static str,
    total: &'static str,
    plain: &'static str,
}

const BEFORE: Numbers = Numbers { deleted: "1,234", total: "2,234", plain: "1234" };
const AFTER: Numbers = Numbers { deleted: "1,302", total: "2,302", plain: "1302" };

#[test]
fn every_place_says_the_fact_and_follows_it() {
    let sandbox = Sandbox::written(PROJECT);
    expect_all(&sandbox.built(), &BEFORE);

    sandbox.replace("data/outcomes.csv", "1234", "1302");
    let checked = sandbox.read("content/news/2026-01-03-checked.md");
    sandbox.write("content/news/2026-01-03-checked.md", checked.replace("1,234", "1,302"));
    let site = sandbox.built();
    expect_all(&site, &AFTER);
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        let stale = [BEFORE.deleted, BEFORE.total].into_iter().find(|stale| text.contains(stale));
        assert_eq!(stale, None, "{path} still says it");
    }
}

#[test]
fn words_that_are_no_longer_true_stop_the_build_at_each_of_their_places() {
    let sandbox = Sandbox::written(PROJECT);
    let before = sandbox.built();
    sandbox.replace("data/outcomes.csv", "1234", "234");
    let run = sandbox.build(&["--now", NOW, "--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.words);
    let mut places: Vec<(String, u64, u64)> = run
        .words
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|problem| problem["code"] == "false-statement")
        .map(|problem| {
            let number = |name: &str| problem[name].as_u64().unwrap();
            (problem["path"].as_str().unwrap().to_owned(), number("line"), number("column"))
        })
        .collect();
    places.dedup();
    let wanted = statements(&sandbox.read("content/news/2026-01-03-checked.md"));
    assert_eq!(wanted.len(), 8);
    let wanted: Vec<_> = wanted
        .into_iter()
        .map(|(line, column)| ("content/news/2026-01-03-checked.md".to_owned(), line, column))
        .collect();
    assert_eq!(places, wanted, "{}", run.words);
    assert_eq!(tree(&sandbox.output()), before);
    assert_eq!(left_over(&sandbox.root()), [""; 0]);
}

/// Lines and columns of the words that facts must bear out.
fn statements(text: &str) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for (at, _) in line.match_indices("](fact:") {
            let start = line[..at].rfind('[').unwrap() + 1;
            found.push((number as u64 + 1, line[..start].chars().count() as u64 + 1));
        }
    }
    found
}

fn expect_all(site: &BTreeMap<String, Vec<u8>>, numbers: &Numbers) {
    let text = |path: &str| String::from_utf8(site[path].clone()).unwrap();
    let all = text("news/all/index.html");
    expect(&without_tags(&all), &READ, numbers, "news/all");
    expect(&all, &HEAD, numbers, "the HTML of news/all");
    expect(&without_tags(&text("news/checked/index.html")), &CHECKED, numbers, "news/checked");
    let home =
        ["Home title: {n}", "Home summary: {n}", "Home text: {n}", "Item title: {n}", "Earlier title: {n}"];
    expect(&without_tags(&text("index.html")), &home, numbers, "the home page");
    for path in ["news/index.html", "topics/files/index.html", "years/2026/index.html"] {
        expect(&without_tags(&text(path)), &ITEMS, numbers, path);
    }
    for path in ["feed.xml", "feed.json", "news/feed.xml", "news/feed.json", "topics/files/feed.xml"] {
        expect(&text(path), &ITEMS, numbers, path);
        expect(&text(path), &["Earlier lead: {n}, which is its summary."], numbers, path);
    }
    let listing = ["Section title: {n}", "Section summary: {n}", "Section text: {n}", "Earlier lead: {n}"];
    expect(&without_tags(&text("news/index.html")), &listing, numbers, "news");
    let earlier = ["Earlier title: {n}", "Earlier lead: {n}", "leads to {n} cases.", "Item title: {n}"];
    expect(&without_tags(&text("news/earlier/index.html")), &earlier, numbers, "news/earlier");
    let figure = ["Figure title: {n} of {t}", "Figure alternative: {n}", "Figure note: {n}"];
    expect(&without_tags(&text("figures/outcomes/index.html")), &figure, numbers, "figures/outcomes");
    expect(&without_tags(&text("figures/index.html")), &figure[..1], numbers, "figures");
    expect(&without_tags(&text("facts/deleted/index.html")), &["{n}", "Item title: {n}"], numbers, "facts");
}

fn expect(text: &str, wanted: &[&str], numbers: &Numbers, place: &str) {
    for pattern in wanted {
        let words = pattern.replace("{n}", numbers.deleted).replace("{t}", numbers.total);
        let words = words.replace("{v}", numbers.plain);
        assert!(text.contains(&words), "`{words}` is not in {place}:\n{text}");
    }
}

/// The text of a page, with the characters that HTML escapes.
fn without_tags(html: &str) -> String {
    let text: String =
        html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}
