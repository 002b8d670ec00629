//! What happens when files are saved: rows F33, F35 and F36 of the list of faults, and the rest of a writer's day.

use std::{fs, net::TcpListener, os::unix::fs::MetadataExt, process::Command};

use crate::preview::{PROJECT, Preview, Project};

const FIRST: &str = "content/news/2026-01-10-first.md";

#[test]
fn a_saved_page_is_shown_and_browsers_are_told() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    assert!(browser.next().contains("\"revision\":1,"));
    let before = preview.request("HEAD", "/news/second/", "").header("etag").map(str::to_owned);
    project.replace(FIRST, "The text of the first item", "Quite another text");
    browser.until("\"revision\":2,");
    assert!(preview.get("/news/first/").text().contains("Quite another text"));
    // Another page has the same bytes as before, so its browser stays as it is.
    let after = preview.request("HEAD", "/news/second/", "");
    assert_eq!(after.header("etag"), before.as_deref());
}

#[test]
fn what_is_remembered_is_what_a_fresh_start_would_show() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    let edits: [(&str, &str, &str); 6] = [
        (FIRST, "title: The first item", "title: Renamed"),
        (FIRST, "topics: [Extradition]", "topics: [Asylum]"),
        (
            "content/news/2026-01-12-second.md",
            "title: The second item",
            "title: The second item\nslug: other",
        ),
        ("data/outcomes.csv", "justified,62\nnot justified,38", "justified,124\nnot justified,76"),
        ("content/figures/outcomes.yaml", "title: Most complaints", "title: More complaints"),
        ("casebook.yaml", "title: Watch", "title: Watching"),
    ];
    for (number, (path, from, to)) in edits.iter().enumerate() {
        project.replace(path, from, to);
        browser.until(&format!("\"revision\":{},", number + 2));
    }
    project.write(
        "content/news/2026-03-01-new.md",
        "---\ntitle: New\ndate: 2026-03-01\nsummary: New.\n---\n\nNew.\n",
    );
    browser.until("\"revision\":8,");
    let fresh = Preview::start(&project, &[]);
    for target in [
        "/",
        "/news/",
        "/news/first/",
        "/news/other/",
        "/news/new/",
        "/topics/",
        "/figures/outcomes/",
        "/facts/kept/",
        "/feed.xml",
        "/sitemap.xml",
    ] {
        let (old, new) = (preview.get(target), fresh.get(target));
        let plain = |reply: &crate::preview::Reply| {
            let text = reply.text();
            text.lines().filter(|line| !line.contains("/-/preview.js")).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!((old.status, plain(&old)), (new.status, plain(&new)), "{target}");
    }
}

#[test]
fn f36_an_error_stands_over_the_last_good_page_until_it_is_mended() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    project.replace(FIRST, "2026-01-12-second.md#later", "2026-01-12-secnd.md");
    browser.until("\"errors\":1,");
    assert!(preview.get("/news/first/").text().contains("The text of the first item"));
    let problems = preview.get("/-/problems").text();
    for part in [
        FIRST,
        "line 10",
        "<mark>",
        "2026-01-12-secnd.md",
        "To mend it:",
        "2026-01-12-second.md",
        "dead-link",
    ] {
        assert!(problems.contains(part), "no {part} in {problems}");
    }
    project.replace(FIRST, "2026-01-12-secnd.md", "2026-01-12-second.md");
    browser.until("\"errors\":0,");
    assert!(preview.get("/news/first/").text().contains("href=\"../../news/second/\""));
    assert!(!preview.get("/-/problems").text().contains("dead-link"));
}

#[test]
fn f36_a_project_that_begins_broken_recovers_without_a_restart() {
    let project = Project::written(PROJECT);
    let whole = project.read("casebook.yaml");
    project.write("casebook.yaml", "title: [Watch\n");
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    let page = preview.get("/news/first/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("casebook.yaml"), "{}", page.text());
    assert_eq!(preview.get("/-/desk/").status, 200);
    project.write("casebook.yaml", &whole);
    browser.until("\"errors\":0,");
    assert_eq!(preview.get("/news/first/").status, 200);
}

#[test]
fn a_fault_of_a_template_is_shown_where_its_page_would_be() {
    let project = Project::written(PROJECT);
    let template = "themes/plain/templates/news/page.html";
    project.write(template, "{% extends \"base.html\" %}{% block content %}{{ page.title }}{% endblock %}");
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    browser.next();
    assert_eq!(preview.get("/news/first/").status, 200);
    project.write(template, "{% extends \"base.html\" %}{% block content %}{{ page.nothing }}{% endblock %}");
    browser.next();
    let page = preview.get("/news/first/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains(template), "{}", page.text());
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_style_sheet_alone_is_told_as_such() {
    let project = Project::written(PROJECT);
    let sheet = "themes/plain/assets/css/site.css";
    project.write(sheet, "body{color:black}\n");
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    browser.next();
    project.write(sheet, "body{color:navy}\n");
    assert!(browser.next().contains("\"styles\":true,"));
    project.replace(FIRST, "What happened first.", "What happened.");
    assert!(browser.next().contains("\"styles\":false,"));
}

#[test]
fn drafts_are_marked_and_a_moment_shows_what_is_published_then() {
    let project = Project::written(PROJECT);
    let all = Preview::start(&project, &[]);
    for (target, mark) in [("/news/a-draft/", "Draft"), ("/news/to-come/", "Appears 2999-01-01 09:00")] {
        let page = all.get(target);
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&format!("data-standing=\"{mark}\"")), "{}", page.text());
        assert_eq!(page.text().contains("<aside class=\"draft\""), mark == "Draft");
    }
    assert!(all.get("/news/first/").text().contains("data-standing=\"\""));
    assert_eq!(all.get("/news/gone/").status, 404);
    let later = Preview::start(&project, &["--now", "2999-01-02"]);
    assert_eq!(later.get("/news/to-come/").status, 200);
    assert_eq!(later.get("/news/a-draft/").status, 404);
    let earlier = Preview::start(&project, &["--now", "2026-01-04"]);
    assert_eq!(earlier.get("/news/gone/").status, 200);
    assert_eq!(earlier.get("/news/to-come/").status, 404);
}

#[test]
fn a_site_below_a_path_is_shown_below_it() {
    let project = Project::written(&PROJECT.replace("https://example.org/", "https://example.org/a/b/"));
    let preview = Preview::start(&project, &[]);
    assert_eq!(preview.get("/").header("location"), Some("/a/b/"));
    assert_eq!(preview.get("/a/b/news/first/").status, 200);
    assert_eq!(preview.get("/news/first/").status, 404);
    assert!(preview.get("/a/b/nothing").text().contains("href=\"/a/b/"));
    assert_eq!(preview.get("/a/b/news").header("location"), Some("/a/b/news/"));
}

#[test]
fn f33_a_taken_port_is_told_and_auto_takes_another() {
    let project = Project::written(PROJECT);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let serve = |port: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.arg("-C").arg(project.root()).args(["serve", "--port", port]).output().unwrap()
    };
    let refused = serve(&port);
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3), "{words}");
    assert!(words.contains("port-taken") && words.contains("--port auto"), "{words}");
    assert_eq!(serve("70000").status.code(), Some(2));
    let preview = Preview::start(&project, &["--port", "auto"]);
    assert_eq!(preview.get("/").status, 200);
}

/// Run as nobody, since root may take any port; where everybody may (a setting of the system), nothing can be seen.
#[test]
fn f33_a_port_that_is_not_for_everyone_is_told() {
    let first = fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start").unwrap_or_default();
    if first.trim().parse::<u16>().is_ok_and(|first| first <= 80) {
        return;
    }
    let project = Project::written(PROJECT);
    let program = project.root().join("casebook");
    fs::copy(env!("CARGO_BIN_EXE_casebook"), &program).unwrap();
    assert!(Command::new("chmod").args(["-R", "a+rX"]).arg(project.root()).status().unwrap().success());
    let mut command = match fs::metadata("/proc/self").unwrap().uid() {
        0 => {
            let mut nobody = Command::new("setpriv");
            nobody.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
            nobody
        }
        _ => Command::new(&program),
    };
    let refused = command.arg("-C").arg(project.root()).args(["serve", "--port", "80"]).output().unwrap();
    let words = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(3), "{words}");
    assert!(words.contains("port-refused") && words.contains("--port auto"), "{words}");
}

#[test]
fn f35_a_storm_of_saves_is_read_once() {
    let project = Project::written(PROJECT);
    let root = project.root();
    for number in 0..500 {
        let text = format!("---\ntitle: Item {number}\ndate: 2026-01-02\nsummary: Short.\n---\n\nOld.\n");
        project.write(&format!("content/news/2026-01-02-item-{number}.md"), &text);
    }
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    browser.next();
    for save in 0..5_000 {
        let number = save % 500;
        let text =
            format!("---\ntitle: Item {number}\ndate: 2026-01-02\nsummary: Short.\n---\n\nSave {save}.\n");
        fs::write(root.join(format!("content/news/2026-01-02-item-{number}.md")), text).unwrap();
    }
    let mut events = 0;
    while !preview.get("/news/item-499/").text().contains("Save 4999") {
        browser.next();
        events += 1;
    }
    assert!(events <= 4, "{events} readings of one storm");
    for number in [0, 250, 499] {
        assert!(
            preview.get(&format!("/news/item-{number}/")).text().contains(&format!("Save {}", 4500 + number))
        );
    }
}

#[test]
fn f35_a_renamed_folder_is_followed() {
    let project = Project::written(PROJECT);
    let preview = Preview::start(&project, &[]);
    let (content, away) = (project.root().join("content"), project.root().join("away"));
    let mut browser = preview.listen();
    browser.next();
    fs::rename(&content, &away).unwrap();
    browser.next();
    fs::rename(&away, &content).unwrap();
    browser.next();
    project.replace(FIRST, "The text of the first item", "After the move");
    browser.next();
    assert!(preview.get("/news/first/").text().contains("After the move"));
    fs::rename(project.root().join("content/news"), project.root().join("content/stories")).unwrap();
    browser.next();
    assert_eq!(preview.get("/stories/first/").status, 200);
    project.replace("content/stories/2026-01-10-first.md", "After the move", "In its new place");
    browser.next();
    assert!(preview.get("/stories/first/").text().contains("In its new place"));
}

/// The system refuses to watch, as it does when its limit is reached.
#[cfg(target_os = "linux")]
#[test]
fn f35_without_watches_the_files_are_looked_at() {
    let project = Project::written(PROJECT);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=inotify_add_watch"]);
    strace.args(["-e", "inject=inotify_add_watch:error=ENOSPC", env!("CARGO_BIN_EXE_casebook")]);
    let preview = Preview::spawn(strace, &project, &[]);
    preview.line("looked at every second");
    let mut browser = preview.listen();
    browser.next();
    project.replace(FIRST, "The text of the first item", "Seen all the same");
    browser.next();
    assert!(preview.get("/news/first/").text().contains("Seen all the same"));
}
