//! The desk: what it says of items, numbers and warnings, and that it is never published.

use std::process::Command;

use crate::preview::{PROJECT, Preview, Project};

#[test]
fn every_item_stands_under_its_standing() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let desk = preview.get("/-/desk/").text();
    for part in [
        "<b>4</b> published",
        "<b>1</b> drafts",
        "<b>1</b> scheduled",
        "<b>1</b> expired",
        "A draft of mine",
        "appears 2999-01-01 09:00",
        "gone since 2026-01-05 00:00",
    ] {
        assert!(desk.contains(part), "no `{part}` in {desk}");
    }
    let found = preview.get("/-/desk/items/?q=second&show=published").text();
    assert!(found.contains("1 of 7") && found.contains("The second item"), "{found}");
    assert!(!found.contains("The first item"));
    assert!(preview.get("/-/desk/items/?part=9&q=%3Cb%3E").text().contains("value=\"&lt;b&gt;\""));
}

#[test]
fn a_draft_that_comes_later_is_marked_and_nothing_else() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    browser.until("\"revision\":1,");
    let front = "title: Another draft\ndate: 2026-01-11\nsummary: Nothing yet.\ndraft: true";
    project.write("content/news/2026-01-11-another.md", &format!("---\n{front}\n---\n\nNot yet.\n"));
    browser.until("\"revision\":2,");
    let marked = |target: &str| preview.get(target).text().contains("data-standing=\"Draft\"");
    let pages = ["/news/another-draft/", "/news/another/", "/news/a-draft/", "/news/first/", "/news/second/"];
    assert_eq!(pages.map(marked), [false, true, true, false, false]);
    assert!(preview.get("/-/desk/").text().contains("<b>2</b> drafts"));
}

#[test]
fn changed_numbers_are_told_with_the_pages_that_show_them() {
    let project = Project::written(PROJECT);
    let unbuilt = Preview::start(&project, &[]);
    assert!(unbuilt.get("/-/desk/").text().contains("has not been built yet"));
    project.build();
    let preview = Preview::start(&project, &[]);
    assert!(preview.get("/-/desk/").text().contains("Every published number is as it was."));
    let mut browser = preview.listen();
    browser.next();
    project.write("data/outcomes.csv", "outcome,complaints\njustified,62\nnot justified,39\n");
    browser.until("\"errors\":1,");
    project.replace("content/news/2026-01-10-first.md", "[62%](fact:kept)", "[61%](fact:kept)");
    browser.until("\"errors\":0,");
    let desk = preview.get("/-/desk/").text();
    for part in [
        "<del>0.62</del> <ins>0.61",
        "<span class=\"tag\">Figure</span> <a href=\"/figures/outcomes/\">",
        "<span class=\"tag\">Dataset</span> <a href=\"/data/outcomes/\">",
        "on <a href=\"/-/desk/item/?page=/news/first/\">The first item</a>",
    ] {
        assert!(desk.contains(part), "no `{part}` in {desk}");
    }
}

#[test]
fn translations_behind_their_original_are_listed() {
    let project = Project::written(PROJECT);
    project.replace("casebook.yaml", "languages: [en]", "languages: [en, fr]");
    project.write(
        "content/news/2026-01-10-first.fr.md",
        "---\ntitle: Le premier article\ndate: 2026-01-10\nsummary: Ce qui est arriv\u{e9}.\n---\n\nLe texte.\n",
    );
    let record = "approvals/translations/news/2026-01-10-first.fr.yaml";
    let mut translated = Command::new(env!("CARGO_BIN_EXE_casebook"));
    assert!(translated.arg("-C").arg(project.root()).arg("translated").output().unwrap().status.success());
    assert!(project.read(record).contains("original:"));
    let preview = Preview::start(&project, &[]);
    assert!(!preview.get("/-/desk/").text().contains("Translations behind"));
    let mut browser = preview.listen();
    browser.next();
    project.replace("content/news/2026-01-10-first.md", "The text of the first item", "Another text");
    browser.until("\"revision\":2,");
    let desk = preview.get("/-/desk/").text();
    let behind = desk.split("<h2>Translations behind</h2>").nth(1).expect("no such part");
    let row = behind.split("</section>").next().unwrap();
    assert!(row.contains("page=/fr/news/first/") && row.contains("Le premier article"), "{row}");
}

#[test]
fn warnings_stand_by_their_page() {
    let project = Project::written(PROJECT);
    project.replace("content/news/2026-01-12-second.md", "The text of", "[The](ftp://example.org/) text of");
    let preview = Preview::start(&project, &[]);
    let desk = preview.get("/-/desk/").text();
    assert!(
        desk.contains("unsafe-link")
            && desk.contains("<summary><a href=\"/-/desk/item/?page=/news/second/\">"),
        "{desk}"
    );
    assert!(preview.get("/-/desk/item/?page=/news/second/").text().contains("unsafe-link"));
}

#[test]
fn an_item_is_shown_in_all_its_forms() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let item = preview.get("/-/desk/item/?page=/news/first/").text();
    for part in [
        "<iframe src=\"/news/first/\"",
        "/-/print/news/first/",
        "/-/desk/listed/?page=/news/first/",
        "2026-01-10",
    ] {
        assert!(item.contains(part), "no `{part}` in {item}");
    }
    let listed = preview.get("/-/desk/listed/?page=/news/first/").text();
    assert!(listed.contains("The first item") && listed.contains("What happened first."), "{listed}");
    let paper = preview.get("/-/print/news/first/").text();
    let sheet = paper.split("rel=\"stylesheet\" href=\"../../").nth(1).unwrap().split('"').next().unwrap();
    let css = preview.get(&format!("/-/print/{sheet}")).text();
    assert!(css.contains("@media screen{\n  @page") && !css.contains("@media print{\n  @page"));
    assert_eq!(preview.get("/-/desk/item/?page=/nothing/").status, 404);
}
