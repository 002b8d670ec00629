//! The words of the theme are whole in every language that it brings: each has every message, with the same
//! arguments and the plural forms of its language, and no message is left that nothing shows.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads the disk, and may stop at what it did not expect"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use casebook::base::locale::Locale;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/plain/messages");

/// Messages that the program asks for by a name that it puts together, each with the file that does so.
const FAMILIES: [(&str, &str); 4] = [
    ("changes-", "src/render/changes.rs"),
    ("coverage-", "src/render/contexts/data.rs"),
    ("field-", "src/render/records.rs"),
    ("type-", "src/render/contexts/data.rs"),
];

/// Messages by name, each as it is written in the file.
fn messages(tag: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(format!("{FOLDER}/{tag}.ftl")).unwrap();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" = ") {
            Some((id, rest)) if !line.starts_with([' ', '}']) => {
                id.clone_into(&mut name);
                assert!(
                    found.insert(name.clone(), rest.to_owned()).is_none(),
                    "{tag}: `{name}` stands twice"
                );
            }
            _ => found.get_mut(&name).map(|words| words.push_str(line)).unwrap_or_default(),
        }
    }
    found
}

fn languages() -> Vec<String> {
    let names = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name());
    let mut tags: Vec<String> =
        names.filter_map(|name| name.to_string_lossy().strip_suffix(".ftl").map(str::to_owned)).collect();
    tags.sort();
    tags
}

/// The arguments that a message asks for.
fn arguments(words: &str) -> BTreeSet<&str> {
    let end = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    words.split('$').skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

/// The keys of a message's forms.
fn forms(words: &str) -> BTreeSet<&str> {
    words.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(key, _)| key).collect()
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages("en");
    assert_eq!(languages(), ["ar", "en", "es", "fr"]);
    for tag in languages() {
        let own = messages(&tag);
        let names = |of: &BTreeMap<String, String>| of.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&own), names(&english), "{tag}");
        for (name, words) in &own {
            // A plural may be a word that needs no number: "قيمتان" is two values.
            let needed = |argument: &&&str| **argument != "count" && **argument != "shown";
            let (given, wanted) = (arguments(words), arguments(&english[name]));
            assert!(given.is_subset(&wanted), "{tag}: `{name}` asks for {given:?}");
            assert!(
                wanted.iter().filter(needed).all(|name| given.contains(name)),
                "{tag}: `{name}` lacks one"
            );
        }
    }
}

#[test]
fn plurals_have_the_forms_of_their_language() {
    for tag in languages() {
        let locale = Locale::new(&tag).unwrap();
        let samples = (0..=200).chain([1_000_000]);
        let wanted: BTreeSet<&str> = samples.map(|count| locale.plural(count)).collect();
        for (name, words) in messages(&tag).iter().filter(|(_, words)| words.contains("$count ->")) {
            let mut given = forms(words);
            // French has a form for millions that these counts never reach.
            if tag == "fr" {
                given.insert("many");
            }
            let missing: Vec<_> = wanted.difference(&given).collect();
            assert!(missing.is_empty(), "{tag}: `{name}` has no form for {missing:?}");
        }
    }
}

#[test]
fn translations_are_not_left_in_english() {
    let english = messages("en");
    // The same words in both languages.
    let same = ["download-csv", "download-json", "list-comma", "sources", "page-number", "corrections"];
    let same = [
        &same[..],
        &[
            "changes-line-new",
            "type-date",
            "value-no",
            "ordinal",
            "flag-provisional",
            "licence",
            "field-date",
            "facet-title",
        ],
    ]
    .concat();
    for tag in languages().iter().filter(|tag| *tag != "en") {
        for (name, words) in messages(tag) {
            let own = same.contains(&name.as_str()) || words != english[&name];
            assert!(own, "{tag}: `{name}` is not translated");
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn every_message_is_shown_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("src"), &mut paths);
    files(&root.join("themes/plain/templates"), &mut paths);
    let all: String = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for (family, file) in FAMILIES {
        let text = fs::read_to_string(root.join(file)).unwrap();
        assert!(
            family == "chart-" || text.contains(&format!("\"{family}{{")),
            "{file} asks for no `{family}…`"
        );
    }
    for name in messages("en").keys() {
        let family = FAMILIES.iter().any(|(family, _)| name.starts_with(family));
        assert!(family || all.contains(&format!("\"{name}\"")), "nothing shows `{name}`");
    }
}
