//! The promise of the preview: after any saves it serves the very bytes that a build writes.

use std::{fs, path::Path};

use crate::{
    preview::{PROJECT, Preview, Project},
    requests::tree,
};

/// More items, so that lists, neighbours and topics have something to lose.
const ITEMS: usize = 24;

const FIRST: &str = "content/news/2026-01-10-first.md";

/// Numbers that look random and are the same in every run: a linear congruential generator with the constants of
/// Numerical Recipes.
struct Dice(u32);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) as usize % most
    }
}

fn item(number: usize) -> String {
    format!("content/news/2026-03-{:02}-item-{number}.md", number % 28 + 1)
}

fn written() -> Project {
    let project = Project::written(&format!("{PROJECT}\n{}", include_str!("../sites/preview-more.txt")));
    for number in 0..ITEMS {
        let topic = ["Extradition", "Asylum", "Trials"][number % 3];
        let front = format!(
            "title: Item {number}\ndate: 2026-03-{:02}\ntopics: [{topic}]\nauthors: [Newsroom]",
            number % 28 + 1
        );
        project
            .write(&item(number), &format!("---\n{front}\n---\n\n## Start\n\nThe text of item {number}.\n"));
    }
    project
}

/// A save that leaves the project whole. The first five change a text alone, the others what other pages show; the
/// last ones make files come and go.
fn save(project: &Project, kind: usize, round: usize, dice: &mut Dice) {
    let path = item(dice.below(ITEMS));
    let text = project.read(&path);
    let sentence = || format!("{text}\nOne more sentence, of round {round}.\n");
    let front = |from: &str, to: &str| text.replacen(from, to, 1);
    let add = |field: &str, value: &str| {
        if text.contains(field) {
            sentence()
        } else {
            front("authors:", &format!("{field} {value}\nauthors:"))
        }
    };
    let fresh =
        |title: &str| format!("---\ntitle: {title}\ndate: 2026-02-11\ntopics: [Trials]\n---\n\nNew.\n");
    let new = match kind {
        0 => sentence(),
        1 => front("\n\n## Start", &format!("\n\nA first paragraph of round {round}.\n\n## Start")),
        2 => front("title: ", "title: Once more, "),
        3 => {
            format!("{text}\nOf all, [62%](fact:kept) were, and [here](2026-01-12-second.md#later).\n")
        }
        4 => add("summary:", &format!("What round {round} says.\nupdated: 2026-04-01")),
        5 => front("authors: [", &format!("authors: [Desk {round}, ")),
        6 => front("date: 2026-0", "date: 2025-0"),
        7 if text.contains("## Another heading") => front("## Another heading", "## No other heading"),
        7 => format!("{text}\n## Another heading {round}\n\nMore, see [above](#start).\n"),
        8 => add("aliases:", &format!("[/old/{round}/]")),
        9 => add("draft:", "true"),
        10 => format!(
            "{text}\n```figure\nid: chart-{round}\nmark: bar\ntitle: Most were justified\nsource: The register\n\
             alt: Two bars.\ndata: outcomes\nx: complaints\ny: outcome\n```\n"
        ),
        11 => front("topics: [", &format!("topics: [Topic {}, ", round % 3)),
        12 => add("slug:", &format!("another-{round}")),
        _ => return save_elsewhere(project, kind, (&path, &text), fresh(&format!("New in {round}"))),
    };
    project.write(&path, &if new == text { sentence() } else { new });
}

/// A save of another file than an item, or one that makes files come and go.
fn save_elsewhere(project: &Project, kind: usize, (path, text): (&str, &str), fresh: String) {
    const NEW: &str = "content/news/2026-02-11-new.md";
    const MOVED: &str = "content/news/2026-01-02-moved.md";
    let place = |path: &str| project.root().join(path);
    match kind {
        13 if place(NEW).exists() => fs::remove_file(place(NEW)).unwrap(),
        13 => project.write(NEW, &fresh),
        14 if place(MOVED).exists() => fs::remove_file(place(MOVED)).unwrap(),
        14 if place(NEW).exists() => fs::rename(place(NEW), place(MOVED)).unwrap(),
        14 => project.write(MOVED, &fresh),
        15 => project
            .write(&path.replace(".md", ".fr.md"), &text.replacen("title: ", "title: En français, ", 1)),
        16 => {
            let case = "content/cases/the-tern.md";
            let text = project.read(case);
            let other = if text.contains("result: lost") { ("lost", "won") } else { ("won", "lost") };
            project
                .write(case, &text.replace(&format!("result: {}", other.0), &format!("result: {}", other.1)));
        }
        17 => {
            let term = "content/terms/notice.md";
            project.write(term, &project.read(term).replace("title: ", "title: The "));
        }
        18 if place("content/cases/the-crane.md").exists() => {
            fs::remove_file(place("content/cases/the-crane.md")).unwrap();
        }
        18 => {
            let case = fresh.replace("topics: [Trials]", "summary: Four.\nresult: won\nopened: 2025-02-09");
            project.write("content/cases/the-crane.md", &case);
        }
        19 => project
            .write("content/news/_index.md", &format!("{}\nMore.\n", project.read("content/news/_index.md"))),
        _ if project.read(path).contains("](term:writ)") => {
            project.write(path, &format!("{text}\nAnd so on.\n"))
        }
        _ => project
            .write(path, &format!("{text}\nA [writ](term:writ), and [a case](../cases/the-gull.md).\n")),
    }
}

/// So many kinds of saves there are.
const KINDS: usize = 21;

/// Compares every file of a fresh build with what the preview serves.
fn compare(project: &Project, preview: &Preview, what: &str) {
    project.build();
    let built = tree(&project.root().join("public"));
    assert!(built.len() > 60, "{}", built.len());
    for (path, bytes) in built.iter().filter(|(path, _)| *path != "casebook-manifest.json") {
        let reply = preview.get(&format!("/{}", path.strip_suffix("index.html").unwrap_or(path)));
        assert!(reply.page() == String::from_utf8_lossy(bytes), "{what}: {path} is not as built");
    }
}

#[test]
fn after_any_saves_the_preview_serves_what_a_build_writes() {
    let project = written();
    let preview = Preview::start(&project, &["--published"]);
    let mut browser = preview.listen();
    let mut dice = Dice(7);
    let mut revision = 1;
    browser.until("\"revision\":1,");
    for round in 0..3 * KINDS {
        save(&project, round * 8 % KINDS, round, &mut dice);
        revision += 1;
        let event = browser.until(&format!("\"revision\":{revision},"));
        assert!(event.contains("\"errors\":0,"), "round {round}: {}", preview.get("/-/problems").text());
        if round % 7 == 6 || round + 1 == 3 * KINDS {
            compare(&project, &preview, &format!("round {round}"));
        }
    }
    fs::remove_file(project.root().join(FIRST)).unwrap();
    browser.until(&format!("\"revision\":{},", revision + 1));
    project.write("data/outcomes.csv", "outcome,complaints\njustified,124\nnot justified,76\n");
    browser.until(&format!("\"revision\":{},", revision + 2));
    compare(&project, &preview, "a file less and other numbers");
}

#[test]
fn a_problem_of_a_text_comes_and_goes_with_it() {
    let project = written();
    let preview = Preview::start(&project, &[]);
    let mut browser = preview.listen();
    browser.until("\"revision\":1,");
    let (one, other) = (item(4), item(5));
    let (first, second) = (project.read(&one), project.read(&other));
    project.write(&one, &format!("{first}\n[Nowhere](no-such-item.md)\n"));
    browser.until("\"errors\":1,");
    // Another text is saved while the problem stands, and adds one of its own.
    project.write(&other, &format!("{second}\nOf all, [63%](fact:kept) were.\n"));
    browser.until("\"errors\":2,");
    project.write(&one, &first);
    browser.until("\"errors\":1,");
    assert!(preview.get("/-/problems").text().contains("63%"));
    assert!(preview.get("/news/item-5/").text().contains("The text of item 5."));
    project.write(&other, &second);
    browser.until("\"errors\":0,");
    // A link to a heading dies with the heading, in a file that nobody saved.
    project.write(&one, &format!("{first}\n[Start](2026-03-06-item-5.md#start)\n"));
    browser.until("\"errors\":0,");
    project.write(&other, &second.replace("## Start", "## Begin"));
    browser.until("\"errors\":1,");
    assert!(
        preview.get("/-/problems").text().contains(Path::new(&one).file_name().unwrap().to_str().unwrap())
    );
}
