//! `casebook new`: what it starts builds as it stands, is named and filled as the project asks, and nothing is
//! written over (`unknown-section`).

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{fs, path::Path};

#[path = "new/program.rs"]
mod program;

use program::{NOW, read, run, succeed};

/// A folder that holds a new site.
fn site(options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    succeed(folder.path(), &[&["new", "site", "--now", NOW], options].concat());
    folder
}

#[test]
fn a_new_site_has_no_problem_in_any_language() {
    for language in ["fr", "ar"] {
        let folder = site(&["--language", language]);
        let text = succeed(folder.path(), &["check", "--strict", "--now", NOW]);
        assert!(text.contains("no problems"), "{language}: {text}");
    }
}

#[test]
fn a_new_site_builds() {
    let folder = site(&["--title", "Trials: fair & \"open\""]);
    let text = succeed(folder.path(), &["build", "--strict", "--now", NOW]);
    assert!(!text.contains("warning"), "{text}");
    let item = read(folder.path(), "public/news/example/index.html");
    assert!(item.contains("Trials: fair &amp; "), "{item}");
    for shown in ["<svg", "facts/ccf-complaints/", "more than six in ten", "Press office"] {
        assert!(item.contains(shown), "no {shown}");
    }
}

#[test]
fn a_new_site_holds_what_a_repository_needs() {
    let folder = site(&["--url", "https://news.example/", "--timezone", "Europe/Paris"]);
    for path in ["README.md", "public/.gitkeep", "content/news/2026-11-24-example.md"] {
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    assert!(read(folder.path(), ".gitignore").contains("!/public/.gitkeep"));
    let config = read(folder.path(), "casebook.yaml");
    assert!(config.contains("url: \"https://news.example/\"") && config.contains("timezone: Europe/Paris"));
    assert!(!config.contains('@') || config.contains("press@example.org"));
}

#[test]
fn a_site_is_not_started_over_another() {
    let folder = site(&[]);
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    let (code, text) = run(folder.path(), &["new", "site", "--yes"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("file-exists"), "{text}");
    assert_eq!(read(folder.path(), "README.md"), "mine");
    let empty = tempfile::tempdir().unwrap();
    fs::create_dir(empty.path().join("content")).unwrap();
    fs::write(empty.path().join("content/press.md"), "mine").unwrap();
    assert_eq!(run(empty.path(), &["new", "site"]).0, Some(1));
    assert!(!empty.path().join("casebook.yaml").exists(), "half a site was left behind");
}

#[test]
fn answers_that_cannot_be_used_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for option in
        [["--url", "news"], ["--language", "english!"], ["--timezone", "Mars/Base"], ["--title", " "]]
    {
        let (code, text) = run(folder.path(), &["new", "site", option[0], option[1]]);
        assert_eq!(code, Some(2), "{option:?}");
        assert!(text.contains("bad-option"), "{text}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_new_page_is_a_draft_that_builds() {
    let folder = site(&[]);
    let path = "content/news/2026-11-24-court-rules-searches-need-a-warrant.md";
    let text =
        succeed(folder.path(), &["new", "news", "Court rules: \"searches\" need a warrant", "--now", NOW]);
    assert!(text.contains(path), "{text}");
    let page = read(folder.path(), path);
    for line in [
        "title: \"Court rules: \\\"searches\\\" need a warrant\"",
        "date: 2026-11-24",
        "draft: true",
        "authors: [Newsroom]",
        "# topics: [INTERPOL]",
    ] {
        assert!(page.contains(line), "no {line} in {page}");
    }
    succeed(folder.path(), &["check", "--strict", "--now", NOW]);
    succeed(folder.path(), &["check", "--strict", "--now", NOW, "--drafts"]);
    let ready =
        page.replace("draft: true", "").replace("# summary", "summary").replace("# publish", "publish");
    fs::write(folder.path().join(path), ready.replace("  # nobody", "Z  # nobody")).unwrap();
    succeed(folder.path(), &["build", "--strict", "--now", NOW]);
    let html = read(folder.path(), "public/news/court-rules-searches-need-a-warrant/index.html");
    assert!(html.contains("Court rules: “searches” need a warrant") || html.contains("need a warrant"));
}

#[test]
fn a_page_goes_where_its_section_is() {
    let folder = site(&[]);
    succeed(folder.path(), &["new", "section", "Case law"]);
    succeed(folder.path(), &["new", "section", "Countries"]);
    succeed(folder.path(), &["new", "case", "Salduz v Turkey"]);
    succeed(folder.path(), &["new", "country", "Turkey"]);
    succeed(folder.path(), &["new", "page", "Contact"]);
    for path in ["content/case-law/salduz-v-turkey.md", "content/countries/turkey.md", "content/contact.md"] {
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    succeed(folder.path(), &["check", "--strict", "--drafts"]);
}

#[test]
fn the_fields_of_a_section_wait_to_be_filled_in() {
    let folder = site(&[]);
    succeed(folder.path(), &["new", "section", "Case law"]);
    let index = "---\ntitle: Case law\ncollection:\n  fields:\n    country: {title: Country, type: country, required: true}\n    date: {type: date}\n    outcome:\n      type: string\n      categories: [{value: violation, label: Violation}, {value: none, label: None}]\n---\n";
    fs::write(folder.path().join("content/case-law/_index.md"), index).unwrap();
    succeed(folder.path(), &["new", "case", "Salduz v Turkey"]);
    let page = read(folder.path(), "content/case-law/salduz-v-turkey.md");
    assert!(page.contains("\ncountry:  # Country; a country: FRA, or France\n"), "{page}");
    assert!(page.contains("\n# outcome: …  # one of violation, none\n"), "{page}");
    assert_eq!(page.matches("date:").count(), 1, "{page}");
}

#[test]
fn an_unknown_section_lists_the_known() {
    let folder = site(&[]);
    succeed(folder.path(), &["new", "section", "Guides"]);
    let (code, text) = run(folder.path(), &["new", "nwes", "Title"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("unknown-section") && text.contains("did you mean `news`?"), "{text}");
    assert!(text.contains("the sections are `guides` and `news`"), "{text}");
    let (_, text) = run(folder.path(), &["new", "expert", "Title"]);
    assert!(text.contains("casebook new section \"Experts\""), "{text}");
}

#[test]
fn no_page_takes_the_address_of_another() {
    let folder = site(&[]);
    succeed(folder.path(), &["new", "news", "A report", "--now", "2026-11-24"]);
    let (code, text) = run(folder.path(), &["new", "news", "A Report!", "--now", "2026-11-25"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("file-exists"), "{text}");
    assert_eq!(run(folder.path(), &["new", "news", "?!"]).0, Some(1));
}

#[test]
fn a_language_of_the_site_is_part_of_the_name() {
    let folder = site(&[]);
    let config = read(folder.path(), "casebook.yaml").replace("languages: [en]", "languages: [en, fr]");
    fs::write(folder.path().join("casebook.yaml"), config).unwrap();
    let french = ["new", "news", "Un rapport", "--now", "2026-11-24", "--language"];
    succeed(folder.path(), &[&french[..], &["fr"]].concat());
    assert!(folder.path().join("content/news/2026-11-24-un-rapport.fr.md").is_file());
    let (code, text) = run(folder.path(), &[&french[..], &["de"]].concat());
    assert_eq!(code, Some(1));
    assert!(text.contains("its languages are `en` and `fr`"), "{text}");
}

#[test]
fn a_title_starts_a_table_that_is_not_published_yet() {
    let folder = site(&[]);
    succeed(folder.path(), &["new", "dataset", "Deaths in custody vs. arrests"]);
    let id = "deaths-in-custody-vs-arrests";
    assert!(read(folder.path(), &format!("data/{id}.csv")).starts_with("year,cases\n20"));
    succeed(folder.path(), &["build", "--strict"]);
    assert!(!folder.path().join(format!("public/data/{id}")).exists());
    assert_eq!(run(folder.path(), &["new", "dataset", "deaths.csv"]).0, Some(3));
}

#[test]
fn every_section_of_this_site_takes_a_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root.join("content")).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.join("_index.md").is_file() {
            continue;
        }
        let name = folder.file_name().unwrap().to_str().unwrap();
        let copy = tempfile::tempdir().unwrap();
        for path in ["casebook.yaml".to_owned(), format!("content/{name}/_index.md")] {
            let to = copy.path().join(&path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(root.join(&path), to).unwrap();
        }
        let text = succeed(copy.path(), &["new", name, "A page", "--now", NOW]);
        assert!(text.contains(&format!("content/{name}/")), "{text}");
    }
}
