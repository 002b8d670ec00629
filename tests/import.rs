//! `casebook import`: exports of real shape become pages that build once what needs a person is done
//! (`bad-export`).

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::fs;

#[path = "new/program.rs"]
mod program;

use program::{NOW, read, run, succeed};

fn fixture(name: &str) -> String {
    format!("{}/tests/import/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A new site without its about page, and a folder of media with one picture of each name.
fn project(pictures: &[&str]) -> (tempfile::TempDir, tempfile::TempDir) {
    let (site, media) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    succeed(site.path(), &["new", "site", "--now", "2026-11-24"]);
    fs::rename(site.path().join("content/about.md"), site.path().join("content/us.md")).unwrap();
    let config = read(site.path(), "casebook.yaml").replace("page: about.md", "page: us.md");
    fs::write(site.path().join("casebook.yaml"), config).unwrap();
    for name in pictures {
        let path = media.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), 4, 3);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.write_header().unwrap().write_image_data(&[7; 12]).unwrap();
    }
    (site, media)
}

const MEETING: &str = "content/news/2019-07-26-meeting.md";
const BLOCKS: &str = "content/news/2020-02-03-blocks.md";

#[test]
fn posts_of_wordpress_become_pages() {
    let (site, media) = project(&["2019/07/Meeting-Room.png"]);
    let file = fixture("wordpress.xml");
    let said =
        succeed(site.path(), &["import", "wordpress", &file, "--media", media.path().to_str().unwrap()]);
    assert!(said.contains("Imported 6 pages and 1 other file\n"), "{said}");
    let page = read(site.path(), MEETING);
    for line in [
        "title: \"Meeting on reform & Red Notices\"\n",
        "date: 2019-07-26\n",
        "authors: [\"Press desk\"]\n",
        "topics: [\"Red Notices\", \"INTERPOL\"]\n",
        "summary: \"What was said at the meeting.\"\n",
        "image: {file: \"/media/2019/07/meeting-room.png\", alt: \"A room with empty chairs\"}\n",
        "aliases: [\"/2019/07/26/meeting/\"]\n",
        "with a [page of ours](/about.md)\\\nand a second line.\n",
        "## What was said\n",
        "\\{{ in curly brackets }}",
        "![A room with empty chairs](/media/2019/07/meeting-room.png \"The room before the meeting\")\n",
        "- one\n- two\n",
        "[another site](https://other.example/)",
    ] {
        assert!(page.contains(line), "no {line:?} in\n{page}");
    }
    let page = read(site.path(), BLOCKS);
    assert!(page.contains("[the meeting](/news/2019-07-26-meeting.md)"), "{page}");
    assert!(
        page.contains("| Year | Texts |") && page.contains("[video.example/2](https://video.example/2)"),
        "{page}"
    );
    assert!(read(site.path(), "content/news/2026-11-19-a-draft-that-nobody-saw.md").contains("draft: true"));
    assert!(read(site.path(), "content/news/2027-01-01-later.md").contains("publish: \"2027-01-01 09:30\""));
    let about = read(site.path(), "content/about.md");
    assert!(
        about.contains("[front page](/_index.md)") && about.contains("About the old site & us"),
        "{about}"
    );
    assert_eq!(
        fs::read(site.path().join("content/media/2019/07/meeting-room.png")).unwrap(),
        fs::read(media.path().join("2019/07/Meeting-Room.png")).unwrap()
    );
}

#[test]
fn a_list_says_what_needs_a_person_and_then_the_site_builds() {
    let (site, media) = project(&["2019/07/Meeting-Room.png"]);
    let file = fixture("wordpress.xml");
    succeed(site.path(), &["import", "wordpress", &file, "--media", media.path().to_str().unwrap()]);
    let list = read(site.path(), "import.md");
    for need in [
        "the shortcode `[contact-form-7 id=\"12\" title=\"Contact\"]`",
        "`https://video.example/watch?v=abc` was shown",
        "the link `https://www.old.example/2018/01/01/gone/` leads to the old site",
        "`https://video.example/2` was shown",
        "the block `latest-posts`",
        "has no words for those who cannot see it",
        "led to a place within its page",
        "what stands behind `?` reaches no static site",
        "comments of readers: 1",
        "`nav_menu_item`: 1",
    ] {
        assert!(list.contains(need), "no {need:?} in\n{list}");
    }
    let (code, problems) = run(site.path(), &["check", "--now", NOW, "--drafts"]);
    assert_eq!(code, Some(1), "a picture without words is not published");
    assert_eq!(problems.matches("error[").count(), 1, "{problems}");
    let page = read(site.path(), BLOCKS).replace("![](", "![The room again](");
    fs::write(site.path().join(BLOCKS), page).unwrap();
    succeed(site.path(), &["build", "--now", NOW, "--strict"]);
    let redirects = read(site.path(), "public/_redirects");
    assert!(
        redirects.contains("/2019/07/26/meeting/") && redirects.contains("/news/meeting/"),
        "{redirects}"
    );
    assert!(!site.path().join("public/news/later").exists());
}

#[test]
fn what_has_no_picture_says_which() {
    let (site, _) = project(&[]);
    succeed(site.path(), &["import", "wordpress", &fixture("wordpress.xml")]);
    let list = read(site.path(), "import.md");
    assert!(list.contains("its picture `https://old.example/wp-content/uploads/2019/07/Meeting-Room.png` is not in the media folder"));
    assert!(read(site.path(), MEETING).contains("# image: {file:"));
}

#[test]
fn nothing_is_written_over() {
    let (site, _) = project(&[]);
    let file = fixture("wordpress.xml");
    succeed(site.path(), &["import", "wordpress", &file]);
    let before = read(site.path(), MEETING);
    let (code, text) = run(site.path(), &["import", "wordpress", &file]);
    assert_eq!(code, Some(1));
    assert!(text.contains("file-exists"), "{text}");
    assert_eq!(read(site.path(), MEETING), before);
}

#[test]
fn a_collection_of_webflow_becomes_a_section() {
    let (site, media) = project(&["63a6d76d90b0ca1b34acd3c3_Photo one.png"]);
    let file = fixture("webflow.csv");
    let options = ["--section", "news", "--address", "/post/", "--media", media.path().to_str().unwrap()];
    succeed(site.path(), &[&["import", "webflow", &file][..], &options].concat());
    let page = read(site.path(), "content/news/2022-12-25-a-post.md");
    for line in [
        "title: \"A post of the old site\"\n",
        "authors: [\"Press desk\"]\n",
        "topics: [\"Red notices\", \"INTERPOL\"]\n",
        "summary: \"What it says\"\n",
        "alt: \"A photograph\"}\n",
        "aliases: [\"/post/a-post\"]\n",
        "# Colour: #ff0000\n",
        "**strong** words, a link and a quote",
        "### More\n",
        "![A photograph](/media/63a6d76d90b0ca1b34acd3c3-photo-one.png)",
    ] {
        assert!(page.contains(line), "no {line:?} in\n{page}");
    }
    assert!(read(site.path(), "content/news/2023-01-02-second.md").contains("draft: true"));
    assert!(read(site.path(), "import.md").contains("archived items: 1"));
    assert!(read(site.path(), "import.md").contains("leads to a page that is not published yet"));
    succeed(site.path(), &["build", "--now", NOW]);
}

#[test]
fn what_is_no_export_is_refused() {
    let (site, media) = project(&[]);
    for (name, text) in [
        ("a.xml", "<rss><channel><item>"),
        ("b.xml", "<rss><channel></channel></rss>"),
        ("c.xml", "<rss><channel></item></channel></rss>"),
        ("d.xml", "not at all"),
    ] {
        let path = media.path().join(name);
        fs::write(&path, text).unwrap();
        let (code, text) = run(site.path(), &["import", "wordpress", path.to_str().unwrap()]);
        assert_eq!(code, Some(1), "{name}");
        assert!(text.contains("bad-export"), "{name}: {text}");
    }
    let (code, text) =
        run(site.path(), &["import", "webflow", &fixture("wordpress.xml"), "--section", "news"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("bad-export"), "{text}");
}
