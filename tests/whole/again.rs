//! A build that has nothing to do does nothing, one that fails changes nothing, and what is stale goes.

use std::{collections::BTreeMap, fs, os::unix::fs::MetadataExt, path::Path};

use crate::sandbox::{NOW, Run, Sandbox, names, tree};

const PROJECT: &str = include_str!("../sites/places.txt");

/// What the disk knows of a file: which one it is, and when it was last written, renamed or linked.
type Traces = BTreeMap<String, (u64, i64, i64, i64, i64)>;

/// The traces of all files and folders in `folder`, itself included.
fn traces(folder: &Path) -> Traces {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let trace = |entry: walkdir::DirEntry| {
        let about = fs::symlink_metadata(entry.path()).unwrap();
        let times = (about.ino(), about.mtime(), about.mtime_nsec(), about.ctime(), about.ctime_nsec());
        (entry.path().to_str().unwrap().to_owned(), times)
    };
    entries.map(trace).collect()
}

fn ended(run: &Run, code: i32) {
    assert_eq!(run.code, Some(code), "{}", run.words);
}

#[test]
fn an_unchanged_project_is_not_written_again() {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.built();
    let before = traces(&sandbox.output());
    for _ in 0..2 {
        let run = sandbox.build(&["--now", "2027-06-01"]);
        ended(&run, 0);
        assert!(run.words.contains("Nothing changed"), "{}", run.words);
        assert_eq!(traces(&sandbox.output()), before);
    }
    let file = "content/news/2026-01-01-earlier.md";
    sandbox.write(file, sandbox.read(file));
    ended(&sandbox.build(&["--now", NOW]), 0);
    assert_eq!(traces(&sandbox.output()), before, "a file that was saved without a change");
}

#[test]
fn a_build_that_fails_changes_nothing() {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.built();
    let (before, beside) = (traces(&sandbox.output()), names(&sandbox.root()));
    let faults = [
        ("content/news/2026-01-01-earlier.md", "2026-01-02-all.md#heading", "2026-01-02-gone.md"),
        ("content/news/2026-01-01-earlier.md", "2026-01-02-all.md#heading", "2026-01-02-all.md#gone"),
        ("data/outcomes.csv", "1234", "12a4"),
        ("data/facts.yaml", "outcome=\"deleted\"", "outcome=\"delete\""),
        ("content/figures/outcomes.yaml", "data: outcomes", "data: outcome"),
        ("casebook.yaml", "timezone: UTC", "timezone: Moon/Tranquility"),
    ];
    for (file, from, to) in faults {
        let right = sandbox.read(file);
        sandbox.replace(file, from, to);
        let run = sandbox.build(&["--now", NOW]);
        ended(&run, 1);
        assert!(run.words.contains(file) && run.words.contains("Nothing was published"), "{}", run.words);
        assert_eq!(traces(&sandbox.output()), before, "{file}: {to}");
        assert_eq!(names(&sandbox.root()), beside, "{file}: {to}");
        sandbox.write(file, right);
    }
    ended(&sandbox.build(&["--now", "no moment"]), 2);
    ended(&sandbox.build(&["--base-url", "example"]), 2);
    ended(&sandbox.build(&["--no-such-option"]), 2);
    assert_eq!(traces(&sandbox.output()), before);
}

#[test]
fn a_template_that_breaks_one_page_changes_nothing() {
    let sandbox = Sandbox::written(PROJECT);
    sandbox.built();
    let before = traces(&sandbox.output());
    let file = "themes/plain/templates/fact.html";
    sandbox
        .write(file, "{% extends \"base.html\" %}{% block content %}{{ fact.nothing.there }}{% endblock %}");
    let run = sandbox.build(&["--now", NOW]);
    ended(&run, 1);
    assert!(run.words.contains(file), "{}", run.words);
    assert_eq!(traces(&sandbox.output()), before);
}

#[test]
fn what_is_gone_from_the_project_goes_from_the_site() {
    let sandbox = Sandbox::written(PROJECT);
    let before = sandbox.built();
    let topic =
        "---\ntitle: Alone\ndate: 2026-01-04\ntopics: [Only here]\naliases: [/old/place/]\n---\n\nText.\n";
    sandbox.write("content/news/2026-01-04-alone.md", topic);
    let with = sandbox.built();
    for path in ["news/alone/index.html", "topics/only-here/index.html", "old/place/index.html"] {
        assert!(with.contains_key(path), "{path}");
    }
    fs::remove_file(sandbox.root().join("content/news/2026-01-04-alone.md")).unwrap();
    assert!(sandbox.built() == before, "the site is what it was");
    for folder in ["news/alone", "topics/only-here", "old"] {
        assert!(!sandbox.output().join(folder).exists(), "{folder}");
    }
}

#[test]
fn one_change_leaves_everything_else_as_it_was() {
    let sandbox = Sandbox::written(PROJECT);
    let before = sandbox.built();
    sandbox.replace("content/news/2026-01-02-all.md", "Quotation: ", "Another quotation: ");
    let after = sandbox.built();
    let changed: Vec<_> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    assert_eq!(changed, ["casebook-manifest.json", "news/all/index.html"]);
    assert_eq!(tree(&sandbox.output()), after);
}
