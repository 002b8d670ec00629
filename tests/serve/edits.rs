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
    let project = Project::written(PROJECT);
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

/// A save that leaves the project whole. The first five change a text alone, the others what other pages show.
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
        _ => format!(
            "{text}\n```figure\nid: chart-{round}\nmark: bar\ntitle: Most were justified\nsource: The register\n\
             alt: Two bars.\ndata: outcomes\nx: complaints\ny: outcome\n```\n"
        ),
    };
    project.write(&path, &if new == text { sentence() } else { new });
}

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
    for round in 0..33 {
        let before = fs::read_dir(project.root().join("content/news")).unwrap().count();
        save(&project, round * 7 % 11, round, &mut dice);
        revision += 1;
        let event = browser.until(&format!("\"revision\":{revision},"));
        assert!(event.contains("\"errors\":0,"), "round {round}: {}", preview.get("/-/problems").text());
        assert_eq!(before, fs::read_dir(project.root().join("content/news")).unwrap().count());
        if round % 4 == 3 || round == 32 {
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
