//! Drafts, items that wait and items that are over leave no trace in any byte of the output: not their
//! words, not their names, not their pictures, and nothing that exists because of them.

use std::{collections::BTreeMap, fs};

use crate::sandbox::{Run, Sandbox, differences, run, tree};

const PROJECT: &str = include_str!("../sites/places.txt");

/// What makes an item unready at [`NOW`], by the word in its canaries.
const UNREADY: [(&str, &str); 3] =
    [("draft", "draft: true"), ("waits", "publish: 2026-06-01T09:00:00Z"), ("over", "expire: 2026-03-01")];

const NOW: &str = "2026-05-01T00:00:00Z";

/// The canary of a place in an item: a word that stands nowhere else.
fn canary(item: &str, place: &str) -> String {
    format!("canary{item}{place}")
}

/// An item that puts a canary wherever an author can put a word, and shares a topic with published items.
fn item(word: &str, field: &str) -> String {
    let say = |place: &str| canary(word, place);
    format!(
        "---\ntitle: {title}\ndate: 2026-02-03\nupdated: 2026-02-04\n{field}\npress: true\ntopics: [Files, {topic}]\n\
         regions: [{region}]\nauthors: [{author}]\nsummary: {summary}\nslug: {slug}\naliases: [/{alias}/]\n\
         image: {{file: {picture}.png, alt: {alt}, credit: {credit}}}\n\
         corrections:\n  - {{date: 2026-02-05, was: {was}, now: {now}, note: {note}}}\n---\n\n\
         {body} {{{{ fact(\"deleted\") }}}}\n\n## {heading}\n\n![{second}]({inner}.png \"{caption}\")\n\n\
         [{link}](https://{host}.example/)\n\n[^1]: {footnote}\n\nText.[^1]\n\n\
         ```figure\nid: {figure}\nmark: bar\ntitle: {figuretitle}\nsource: A source.\nalt: Two bars.\n\
         data: outcomes\nx: complaints\ny: outcome\n```\n",
        title = say("title"),
        topic = say("topic"),
        region = say("region"),
        author = say("author"),
        summary = say("summary"),
        slug = say("slug"),
        alias = say("alias"),
        picture = say("picture"),
        alt = say("alt"),
        credit = say("credit"),
        was = say("was"),
        now = say("now"),
        note = say("note"),
        body = say("body"),
        heading = say("heading"),
        second = say("second"),
        inner = say("inner"),
        caption = say("caption"),
        link = say("link"),
        host = say("host"),
        footnote = say("footnote"),
        figure = say("figure"),
        figuretitle = say("figuretitle"),
    )
}

/// A picture of one colour that no other has.
fn picture(shade: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 7, 5);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[shade, 99, 201].repeat(35)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// The project with its unready items: in a folder of their own, as files, and in a section of their own.
fn project() -> (Sandbox, Vec<Vec<u8>>) {
    let sandbox = Sandbox::written(PROJECT);
    let mut pictures = Vec::new();
    for (number, (word, field)) in UNREADY.into_iter().enumerate() {
        let folder = format!("content/news/2026-02-03-{}", canary(word, "folder"));
        sandbox.write(&format!("{folder}/index.md"), item(word, field));
        for (offset, place) in ["picture", "inner"].into_iter().enumerate() {
            let bytes = picture(u8::try_from(10 * number + offset).unwrap());
            sandbox.write(&format!("{folder}/{}.png", canary(word, place)), &bytes);
            pictures.push(bytes);
        }
        let alone =
            format!("---\ntitle: {}\ndate: 2026-02-03\n{field}\n---\n\nText.\n", canary(word, "alone"));
        sandbox.write(&format!("content/{}/page.md", canary(word, "section")), alone);
    }
    (sandbox, pictures)
}

fn build(sandbox: &Sandbox, arguments: &[&str]) -> (Run, BTreeMap<String, Vec<u8>>) {
    let run = sandbox.build(arguments);
    assert_eq!(run.code, Some(0), "{}", run.words);
    (run, tree(&sandbox.output()))
}

/// The paths at which a word stands, in a name or in the bytes.
fn traces(site: &BTreeMap<String, Vec<u8>>, word: &str) -> Vec<String> {
    let held =
        |bytes: &[u8]| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()));
    let found = site.iter().filter(|(path, bytes)| held(path.as_bytes()) || held(bytes));
    found.map(|(path, _)| path.clone()).collect()
}

#[test]
fn what_is_not_ready_leaves_no_trace() {
    let (sandbox, pictures) = project();
    let (run, site) = build(&sandbox, &["--now", NOW]);
    assert_eq!(traces(&site, "canary"), [""; 0]);
    assert!(!site.values().any(|bytes| pictures.contains(bytes)), "a picture is published");
    assert!(!run.words.contains("canary"), "{}", run.words);

    for (word, _) in UNREADY {
        let folder = format!("content/news/2026-02-03-{}", canary(word, "folder"));
        fs::remove_dir_all(sandbox.root().join(folder)).unwrap();
        fs::remove_dir_all(sandbox.root().join("content").join(canary(word, "section"))).unwrap();
    }
    let (_, without) = build(&sandbox, &["--now", NOW]);
    assert_eq!(differences(&site, &without), [""; 0], "the site tells that there is something");
}

/// The canaries sing where they may: otherwise the test above could not fail.
#[test]
fn each_item_is_published_in_its_time_and_to_those_who_ask() {
    let (sandbox, _) = project();
    let times = [("over", "2026-02-20T00:00:00Z"), ("waits", "2026-06-01T09:00:00Z")];
    for (word, now) in times {
        let (_, site) = build(&sandbox, &["--now", now]);
        for place in [
            "title", "topic", "author", "summary", "slug", "alias", "picture", "body", "inner", "figure",
            "alone",
        ] {
            assert_ne!(traces(&site, &canary(word, place)), [""; 0], "{word} {place} at {now}");
        }
        assert_eq!(traces(&site, "canarydraft"), [""; 0], "drafts never");
    }
    let (_, drafts) = build(&sandbox, &["--now", NOW, "--drafts"]);
    assert_ne!(traces(&drafts, "canarydrafttitle"), [""; 0]);
    let (_, press) = build(&sandbox, &["--now", NOW, "--press"]);
    assert_ne!(traces(&press, "canarywaitstitle"), [""; 0]);
    assert_eq!(traces(&press, "canarydraft"), [""; 0]);
    let (_, later) = build(&sandbox, &["--now", NOW]);
    assert_eq!(traces(&later, "canary"), [""; 0], "and then they are gone");
}

/// The moment itself belongs to the time after it.
#[test]
fn an_item_appears_and_disappears_at_its_second() {
    let (sandbox, _) = project();
    let shown = |now: &str, word: &str| {
        !traces(&build(&sandbox, &["--now", now]).1, &canary(word, "title")).is_empty()
    };
    assert!(!shown("2026-06-01T08:59:59Z", "waits"));
    assert!(shown("2026-06-01T09:00:00Z", "waits"));
    assert!(shown("2026-02-28T23:59:59Z", "over"));
    assert!(!shown("2026-03-01T00:00:00Z", "over"));
}

#[test]
fn a_page_takes_the_place_of_another_at_its_time() {
    let sandbox = Sandbox::written(PROJECT);
    sandbox
        .write("content/old.md", "---\ntitle: The old text\nslug: same\nexpire: 2026-05-02\n---\n\nOld.\n");
    sandbox
        .write("content/new.md", "---\ntitle: The new text\nslug: same\npublish: 2026-05-02\n---\n\nNew.\n");
    for (now, text) in [("2026-05-01", "The old text"), ("2026-05-02", "The new text")] {
        let (_, site) = build(&sandbox, &["--now", now]);
        assert!(String::from_utf8_lossy(&site["same/index.html"]).contains(text), "{now}");
    }
}

/// A link to what is not ready is refused, and the message names the place and nothing of the content.
#[test]
fn a_message_about_an_unready_item_keeps_its_words() {
    let (sandbox, _) = project();
    let link = format!("[read](2026-02-03-{}/index.md)", canary("waits", "folder"));
    let file = "content/news/2026-01-01-earlier.md";
    sandbox.write(file, format!("{}\n{link}\n", sandbox.read(file)));
    for format in ["human", "json", "github"] {
        let run = sandbox.build(&["--now", NOW, "--format", format]);
        assert_eq!(run.code, Some(1), "{}", run.words);
        assert!(run.words.contains(file), "{}", run.words);
        for place in ["title", "summary", "body", "topic", "author", "heading", "picture"] {
            assert!(!run.words.contains(&canary("waits", place)), "{place}: {}", run.words);
        }
    }
}

/// An item that announces itself shows its title and its moment, and nothing else of it.
#[test]
fn what_is_announced_shows_its_title_and_its_time_alone() {
    let sandbox = Sandbox::written(PROJECT);
    let waits = "publish: 2026-06-01T09:30:00+01:00\nannounce: true";
    sandbox.write("content/news/2026-02-03-canarystem.md", item("waits", waits));
    for place in ["picture", "inner"] {
        sandbox.write(&format!("content/news/{}.png", canary("waits", place)), picture(7));
    }
    let (_, site) = build(&sandbox, &["--now", NOW, "--strict"]);
    assert_eq!(traces(&site, &canary("waits", "title")), ["calendar/index.html"]);
    let calendar = String::from_utf8_lossy(&site["calendar/index.html"]);
    assert!(calendar.contains("1 June 2026") && calendar.contains(":30"), "{calendar}");
    for place in ["summary", "slug", "topic", "author", "body", "alias", "figuretitle", "picture"] {
        assert_eq!(traces(&site, &canary("waits", place)), [""; 0], "{place}");
    }
    assert_eq!(traces(&site, "canarystem"), [""; 0]);
    let mut check = std::process::Command::new(env!("CARGO_BIN_EXE_casebook"));
    check.arg("-C").arg(sandbox.root()).args(["check", "--now", NOW, "--strict"]);
    let checked = run(&mut check);
    assert_eq!(checked.code, Some(0), "{}", checked.words);
    let (_, later) = build(&sandbox, &["--now", "2026-06-01T08:30:00Z"]);
    assert!(!later.contains_key("calendar/index.html"), "nothing is announced any more");
    assert_ne!(traces(&later, &canary("waits", "body")), [""; 0]);
}
