//! The guide keeps its word: its examples make one project that builds, its tables of numbers are right,
//! and every key and word that the program knows is explained.
//!
//! In `docs/guide/`, a block whose first line names `file=PATH` is that file of the project, and a block of
//! `markdown` without a file is the text of a page; one that names `apart=PATH` belongs to a project that
//! needs another program, which tests/judges builds. In a table, a row headed `reads as` says what a reader
//! sees, one headed `refused as` which problem is reported, and `true of` and `not of` list values.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

#[path = "guide/page.rs"]
mod page;
#[path = "guide/project.rs"]
mod project;

use std::{collections::BTreeSet, fmt::Write};

use casebook::model::vocabulary::Vocabulary;

use page::{Row, pages};
use project::{EXAMPLES, Project, examples};

/// Languages whose blocks are files, and those of blocks that are only shown.
const FILES: [&str; 6] = ["css", "csv", "ftl", "html", "markdown", "yaml"];
const SHOWN: [&str; 4] = ["", "console", "sh", "text"];

/// A page that holds the texts of a table.
const TRIED: &str = "content/examples/tried.md";

fn rows(heads: &[&str]) -> Vec<Row> {
    pages().iter().flat_map(|page| page.rows(heads)).collect()
}

/// A page with one paragraph a row, each on a line of its own: row `n` stands on line `5 + 2n`.
fn paragraphs(texts: impl Iterator<Item = String>) -> String {
    texts.fold("---\ntitle: Tried\n---\n".to_owned(), |page, text| format!("{page}\n{text}\n"))
}

fn line_of(row: usize) -> u64 {
    5 + 2 * u64::try_from(row).unwrap()
}

/// The words between the tags of some HTML.
fn words(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    parts.collect::<String>().replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn every_block_is_a_file_a_page_or_marked_as_neither() {
    for block in pages().iter().flat_map(page::Page::blocks) {
        let known = match &block.file {
            Some(_) => FILES.contains(&block.language.as_str()),
            None => block.language == "markdown" || SHOWN.contains(&block.language.as_str()),
        };
        assert!(known, "{}: name a `file=`, or mark the block as text", block.place);
    }
    let mut paths = BTreeSet::new();
    for (path, _) in examples() {
        assert!(paths.insert(path.clone()), "two blocks are `{path}`");
    }
}

#[test]
fn the_examples_make_a_site_without_a_problem() {
    let project = Project::new(&[]);
    assert_eq!(project.problems(), []);
    let (code, text) = project.run(&["build", "--strict", "--report", &project.path("report.json")]);
    assert_eq!(code, Some(0), "{text}");
    for path in [
        "news/interpol-meeting/",
        "data/outcomes/",
        "figures/outcomes/",
        "facts/deleted-share/",
        "case-law/topics/access-to-a-lawyer/",
        "map/tur/",
        "terms/diffusion/",
    ] {
        assert!(!project.read(&format!("public/{path}index.html")).is_empty());
    }
}

/// The block of a page that starts with a line.
fn shown(page: &str, first: &str) -> String {
    let blocks = pages().iter().find(|found| found.name == page).unwrap().blocks();
    let block = blocks.into_iter().find(|block| block.body.lines().next() == Some(first));
    block.unwrap_or_else(|| panic!("{page} shows no block `{first}`")).body
}

#[test]
fn forms_and_funders_work_as_they_are_shown() {
    let settings = Project::new(&[]).read("casebook.yaml")
        + &shown("forms.md", "forms:")
        + &shown("funders.md", "funders:")
        + "search: true\n";
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n\n{text}\n");
    let letter = page("Newsletter", &shown("forms.md", "```form"));
    let privacy = page("Privacy", &shown("forms.md", "```privacy"));
    let project = Project::new(&[
        ("casebook.yaml", &settings),
        ("content/newsletter.md", &letter),
        ("content/privacy.md", &privacy),
        ("content/thank-you.md", &page("Thank you", "Received.")),
    ]);
    assert_eq!(project.problems(), []);
    let (code, text) = project.run(&["build"]);
    assert_eq!(code, Some(0), "{text}");
    for (path, words) in [
        ("newsletter/index.html", "action=\"https://lists.example.org/subscribe\" method=\"post\""),
        ("privacy/index.html", "lists.example.org"),
        ("news/interpol-meeting/index.html", "pays for the news of this site."),
        ("_headers", "form-action 'self' https://lists.example.org"),
        ("search/index.html", "data-shares="),
    ] {
        assert!(project.read(&format!("public/{path}")).contains(words), "{path}: no `{words}`");
    }
    assert!(!project.read("public/about/index.html").contains("pays for the news of this site."));
}

#[test]
fn texts_read_as_the_guide_says() {
    let rows = rows(&["reads as"]);
    let page = paragraphs(rows.iter().map(|row| row.cells[0].clone()));
    let project = Project::new(&[(TRIED, &page)]);
    let (code, text) = project.run(&["build"]);
    assert_eq!(code, Some(0), "{text}");
    let html = project.read("public/examples/tried/index.html");
    let body = html.split("<div class=\"prose\">").nth(1).unwrap();
    let found: Vec<String> = body.split("</p>").take(rows.len()).map(words).collect();
    assert!(rows.len() > 40);
    for (row, found) in rows.iter().zip(found) {
        assert_eq!(found.trim(), row.cells[1], "{}: {}", row.place, row.cells[0]);
    }
}

#[test]
fn texts_are_refused_as_the_guide_says() {
    let rows: Vec<Row> = rows(&["refused as"]);
    let page = paragraphs(rows.iter().map(|row| row.cells[0].clone()));
    let project = Project::new(&[(TRIED, &page)]);
    let found: Vec<_> =
        project.problems().into_iter().map(|found| (found.path, found.line, found.code)).collect();
    let wanted: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(number, row)| (TRIED.to_owned(), line_of(number), row.cells[1].clone()))
        .collect();
    assert!(rows.len() > 15);
    assert_eq!(found, wanted);
}

#[test]
fn words_are_true_of_the_values_that_the_guide_lists() {
    let (mut facts, mut holds, mut fails) = (String::new(), Vec::new(), Vec::new());
    for (number, row) in rows(&["true of", "not of"]).iter().enumerate() {
        for (column, texts) in [(1, &mut holds), (2, &mut fails)] {
            for (place, value) in row.cells[column].split(' ').enumerate() {
                let id = format!("f{number}-{column}-{place}");
                writeln!(facts, "{id}: {{title: A value, value: \"{value}\", decimals: 6}}").unwrap();
                texts.push(format!("[{}](fact:{id})", row.cells[0]));
            }
        }
    }
    let with = |texts: Vec<String>| {
        let page = paragraphs(texts.into_iter());
        let descriptor = Project::new(&[]).read("data/facts.yaml") + &facts;
        Project::new(&[(TRIED, &page), ("data/facts.yaml", &descriptor)]).problems()
    };
    assert_eq!(with(holds), []);
    let wanted = fails.len();
    let found = with(fails);
    assert_eq!(found.iter().filter(|found| found.code == "false-statement").count(), wanted, "{found:#?}");
    assert_eq!(found.len(), wanted);
}

#[test]
fn cells_are_refused_as_the_guide_says() {
    let rows = rows(&["cell", "refused as"]);
    let files: Vec<(String, String)> = rows
        .iter()
        .enumerate()
        .flat_map(|(number, row)| {
            let fields = format!("[{{name: cell, type: {}}}]", row.cells[0]);
            let descriptor = format!("name: try-{number}\ntitle: A cell\nschema:\n  fields: {fields}\n");
            let table = format!("cell\n\"{}\"\n", row.cells[1]);
            [(format!("data/try-{number}.yaml"), descriptor), (format!("data/try-{number}.csv"), table)]
        })
        .collect();
    let extra: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut found: Vec<_> = Project::new(&extra)
        .problems()
        .into_iter()
        .map(|found| (found.path, found.line, found.code))
        .collect();
    let mut wanted: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(number, row)| (format!("data/try-{number}.csv"), 2, row.cells[2].clone()))
        .collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
}

/// The names that the program offers in place of one that it does not know.
fn names(path: &str, text: &str) -> Vec<String> {
    let found = Project::new(&[(path, text)]).problems();
    let help = found.iter().find(|found| found.path == path && found.code == "unknown-field");
    let help = help.unwrap_or_else(|| panic!("{text}: no unknown field in {found:#?}"));
    assert!(help.help.starts_with("the fields here are"), "{}", help.help);
    help.help.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A file with an unknown key, and the page that must explain the keys that may stand in its place.
const KEYS: [(&str, &str, &str); 54] = [
    ("configuration.md", "casebook.yaml", "qqqqqqqq: 1"),
    ("configuration.md", "casebook.yaml", "press: {qqqqqqqq: 1}"),
    ("configuration.md", "casebook.yaml", "menu: [{qqqqqqqq: 1}]"),
    ("configuration.md", "casebook.yaml", "allow: [{qqqqqqqq: 1}]"),
    ("loaders.md", "casebook.yaml", "loaders: [{qqqqqqqq: 1}]"),
    ("pages.md", TRIED, "---\nqqqqqqqq: 1\n---"),
    ("pages.md", TRIED, "---\nimage: {qqqqqqqq: 1}\n---"),
    ("pages.md", TRIED, "---\ncorrections: [{qqqqqqqq: 1}]\n---"),
    ("collections.md", "content/words/_index.md", "---\ntitle: A\ncollection: {qqqqqqqq: 1}\n---"),
    ("collections.md", "content/words/_index.md", "---\ntitle: A\ncollection: {stale: {qqqqqqqq: 1}}\n---"),
    (
        "collections.md",
        "content/words/_index.md",
        "---\ntitle: A\ncollection: {countries: {qqqqqqqq: 1}}\n---",
    ),
    (
        "collections.md",
        "content/words/_index.md",
        "---\ntitle: A\ncollection: {fields: {a: {qqqqqqqq: 1}}}\n---",
    ),
    ("data.md", "data/alerts.yaml", "qqqqqqqq: 1"),
    ("data.md", "data/alerts.yaml", "sources: [{qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "licenses: [{qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "contributors: [{qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "dialect: {qqqqqqqq: 1}"),
    ("data.md", "data/alerts.yaml", "schema: {qqqqqqqq: 1}"),
    ("data.md", "data/alerts.yaml", "schema: {fields: [{qqqqqqqq: 1}]}"),
    ("data.md", "data/alerts.yaml", "schema: {fields: [{name: a, constraints: {qqqqqqqq: 1}}]}"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{aggregate: [], qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{aggregate: [{qqqqqqqq: 1}]}]"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{window: [], qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{fold: [], qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{pivot: a, qqqqqqqq: 1}]"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{lookup: a, from: {qqqqqqqq: 1}}]"),
    ("data.md", "data/alerts.yaml", "from: a\ntransform: [{bin: {}, qqqqqqqq: 1}]"),
    ("protection.md", "data/requests.yaml", "disclosure: {qqqqqqqq: 1}"),
    ("protection.md", "data/requests.yaml", "disclosure: {tables: [{qqqqqqqq: 1}]}"),
    ("protection.md", "data/requests.yaml", "disclosure: {count: {qqqqqqqq: 1}}"),
    ("protection.md", "data/requests.yaml", "disclosure: {reasons: {qqqqqqqq: 1}}"),
    ("protection.md", "data/requests.yaml", "disclosure: {caps: [{qqqqqqqq: 1}]}"),
    ("protection.md", "data/requests.yaml", "disclosure: {changes: [{qqqqqqqq: 1}]}"),
    ("data.md", "data/alerts.yaml", "checks: [{totals: {qqqqqqqq: 1}}]"),
    ("data.md", "data/alerts.yaml", "checks: [{shares: {qqqqqqqq: 1}}]"),
    ("data.md", "data/alerts.yaml", "checks: [{series: {qqqqqqqq: 1}}]"),
    ("numbers.md", "data/facts.yaml", "q: {qqqqqqqq: 1}"),
    ("forms.md", "casebook.yaml", "forms: [{qqqqqqqq: 1}]"),
    ("forms.md", "casebook.yaml", "forms: [{steps: [{qqqqqqqq: 1}]}]"),
    ("forms.md", "casebook.yaml", "forms: [{fields: [{qqqqqqqq: 1}]}]"),
    ("forms.md", TRIED, "---\ntitle: a\n---\n```form\nqqqqqqqq: 1\n```"),
    ("funders.md", "casebook.yaml", "funders: [{qqqqqqqq: 1}]"),
    ("languages.md", "data/outcomes.fr.yaml", "qqqqqqqq: 1"),
    ("languages.md", "data/outcomes.fr.yaml", "title: a\nfields: {outcome: {qqqqqqqq: 1}}"),
    ("languages.md", "data/facts.fr.yaml", "deleted-share: {qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "qqqqqqqq: 1"),
    ("figures.md", "content/figures/outcomes.yaml", "x: {qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "sort: {facet: x, qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "top: {qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "highlight: {qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "context: {qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "format: {qqqqqqqq: 1}"),
    ("figures.md", "content/figures/outcomes.yaml", "annotations: [{qqqqqqqq: 1}]"),
    ("figures.md", "content/figures/outcomes.fr.yaml", "qqqqqqqq: 1"),
];

#[test]
fn every_key_is_explained() {
    let guide = pages();
    for (page, path, text) in KEYS {
        let page = guide.iter().find(|found| found.name == page).unwrap();
        for name in names(path, text) {
            let explained =
                [format!("`{name}`"), format!("{name}:"), format!("{name},"), format!("{name}}}")];
            let found = explained.iter().any(|form| page.text.contains(form));
            assert!(found, "{}: no `{name}`, which `{text}` may hold", page.name);
        }
    }
}

#[test]
fn every_word_that_is_checked_is_explained() {
    for (name, tag) in
        [("numbers.md", "en"), ("languages.md", "fr"), ("languages.md", "es"), ("languages.md", "ar")]
    {
        every_word_is_explained(name, tag);
    }
    let page = pages().into_iter().find(|page| page.name == "numbers.md").unwrap();
    let known = Vocabulary::of("en").unwrap();
    for word in [known.word(0), known.word(20)] {
        assert!(page.text.contains(&format!("`{}`", word.unwrap())));
    }
}

fn every_word_is_explained(name: &str, tag: &str) {
    let page = pages().into_iter().find(|page| page.name == name).unwrap();
    let known = Vocabulary::of(tag).unwrap();
    let relations = known.relations.iter().map(|(word, _)| *word);
    let amounts = known.shares.iter().chain(known.multiples).map(|(word, _)| *word);
    let signs = known.percent.iter().copied().chain(known.scales.iter().map(|(word, _)| *word));
    for word in relations.chain(amounts).chain(signs) {
        assert!(page.text.contains(&format!("`{word}`")), "{name}: no `{word}`");
    }
}

/// Templates, the map whose names each prints, and an address that it is used at.
const SEEN: [(&str, &str, &str); 12] = [
    ("home.html", "page", ""),
    ("page.html", "site", "about/"),
    ("news/page.html", "page", "news/interpol-meeting/"),
    ("section.html", "page", "examples/"),
    ("collection.html", "page", "case-law/"),
    ("case-law/page.html", "page", "case-law/salduz-v-turkey/"),
    ("facet.html", "page", "case-law/country/"),
    ("topic.html", "page", "topics/ccf/"),
    ("figure.html", "figure", "figures/outcomes/"),
    ("dataset.html", "dataset", "data/outcomes/"),
    ("fact.html", "fact", "facts/complaints/"),
    ("facts.html", "page", "facts/"),
];

#[test]
fn everything_that_templates_see_is_explained() {
    let page = pages().into_iter().find(|page| page.name == "themes.md").unwrap();
    let file = |(name, map, _): (&str, &str, &str)| {
        let text = format!("{{% for name in {map} %}}{{{{ name }}}} {{% endfor %}}");
        (format!("themes/plain/templates/{name}"), text)
    };
    let files = SEEN.map(file);
    let extra: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = Project::new(&extra);
    let (code, report) = project.run(&["build"]);
    assert_eq!(code, Some(0), "{report}");
    for (template, map, address) in SEEN {
        let names = project.read(&format!("public/{address}index.html"));
        assert!(!names.contains('<'), "{address}: not made with {template}");
        for name in names.split_whitespace() {
            let explained = [format!("`{name}`"), format!("`page.{name}`")];
            let found = explained.iter().any(|form| page.text.contains(form));
            assert!(found, "themes.md: no `{name}` of `{map}` in {template}");
        }
    }
}

#[test]
fn every_part_of_the_report_is_explained() {
    let page = pages().into_iter().find(|page| page.name == "publishing.md").unwrap();
    let project = Project::new(&[]);
    let (code, text) = project.run(&["build", "--report", &project.path("report.json")]);
    assert_eq!(code, Some(0), "{text}");
    let report: serde_json::Value = serde_json::from_str(&project.read("report.json")).unwrap();
    for (key, _) in report.as_object().unwrap() {
        assert!(page.text.contains(&format!("`{key}`")), "publishing.md: no `{key}`");
    }
}

#[test]
fn the_contents_name_every_page() {
    let all = pages();
    let contents = all.iter().find(|page| page.name == "README.md").unwrap();
    for page in all.iter().filter(|page| page.name != "README.md") {
        assert!(contents.text.contains(&format!("]({})", page.name)), "README.md: no {}", page.name);
    }
    assert!(EXAMPLES.starts_with("content/"));
}
