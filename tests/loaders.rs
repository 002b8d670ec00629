//! Datasets whose rows a program gives: it runs when what it depends on is another, and only then; what it
//! gave is believed only as long as it is whole; and whatever goes wrong is told with the program's words.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use tempfile::TempDir;

const SETTINGS: &str =
    "title: Test\nurl: https://example.org/\nloaders: [{program: tools/give, timeout: 60}]\n";

/// Notes that it ran, and gives a table that holds its first argument and the input.
const GIVE: &str = r#"#!/bin/sh
echo ran >> runs
printf 'said,count\n"%s",%s\n' "$1" "$(cat data/input.txt)"
"#;

struct Project {
    root: TempDir,
}

impl Project {
    fn new(program: &str) -> Self {
        let project = Self { root: tempfile::tempdir().unwrap() };
        project.write("casebook.yaml", SETTINGS);
        project.write("data/input.txt", "5");
        project.write("tools/give", program);
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(project.root.path().join("tools/give"), executable).unwrap();
        project.descriptor("[tools/give, word]", "inputs: [data/input.txt]");
        project
    }

    fn descriptor(&self, loader: &str, depends: &str) {
        let fields = "[{name: said, type: string}, {name: count, type: integer}]";
        let text = format!(
            "name: given\ntitle: Given\nloader: {loader}\n{depends}\nschema:\n  primaryKey: said\n  fields: {fields}\n"
        );
        self.write("data/given.yaml", &text);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.path().join(path)).unwrap_or_default()
    }

    /// The exit code and what was said.
    fn run(&self, command: &str) -> (Option<i32>, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_casebook"));
        let output = program.arg("-C").arg(self.root.path()).arg(command).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn build(&self) {
        let (code, text) = self.run("build");
        assert_eq!(code, Some(0), "{text}");
    }

    fn runs(&self) -> usize {
        self.read("runs").lines().count()
    }

    fn published(&self) -> String {
        self.read("public/data/given/given.csv")
    }
}

#[test]
fn a_program_runs_when_what_it_depends_on_is_another() {
    let project = Project::new(GIVE);
    project.build();
    assert_eq!((project.runs(), project.published().as_str()), (1, "said,count\nword,5\n"));
    project.build();
    assert_eq!(project.run("check").0, Some(0));
    assert_eq!(project.runs(), 1);
    project.write("data/input.txt", "6");
    project.build();
    assert_eq!((project.runs(), project.published().as_str()), (2, "said,count\nword,6\n"));
    project.descriptor("[tools/give, other]", "inputs: [data/input.txt]");
    project.build();
    assert_eq!((project.runs(), project.published().as_str()), (3, "said,count\nother,6\n"));
    project.descriptor("[tools/give, other]", "inputs: [data/input.txt]\nrefresh: 2026-11-24");
    project.build();
    assert_eq!(project.runs(), 4);
    fs::remove_dir_all(project.root.path().join(".casebook")).unwrap();
    project.build();
    assert_eq!(project.runs(), 5);
}

#[test]
fn a_folder_is_an_input_with_all_its_files() {
    let project = Project::new(GIVE);
    project.descriptor("[tools/give, word]", "inputs: [data/parts/]");
    project.write("data/parts/1.bin", "a");
    project.build();
    project.write("data/parts/2.bin", "b");
    project.build();
    project.write("data/other.bin", "c");
    project.build();
    assert_eq!(project.runs(), 2);
}

#[test]
fn an_argument_meets_no_shell() {
    let project = Project::new(GIVE);
    project.descriptor("[tools/give, \"$(touch made) `ls` * ; touch made\"]", "refresh: 2026-11-24");
    project.build();
    assert_eq!(project.published(), "said,count\n$(touch made) `ls` * ; touch made,5\n");
    assert!(!project.root.path().join("made").exists());
}

#[test]
fn a_program_that_is_not_allowed_does_not_run() {
    let project = Project::new(GIVE);
    project.build();
    project.write("casebook.yaml", "title: Test\nurl: https://example.org/\nloaders: [sh]\n");
    for place in [".casebook", "runs"] {
        let (code, text) = project.run("build");
        assert_eq!(code, Some(1));
        assert!(text.contains("error[loader-not-allowed]"), "{text}");
        assert!(!text.contains("no-csv"), "{text}");
        let _ = fs::remove_dir_all(project.root.path().join(place));
    }
    assert_eq!(project.runs(), 1);
}

#[test]
fn the_list_of_programs_holds_names_and_limits() {
    let project = Project::new(GIVE);
    let list = "[tools/give, duckdb -csv, {program: duckdb, timeout: 0}, {timeout: 5}]";
    project.write("casebook.yaml", &format!("title: Test\nurl: https://example.org/\nloaders: {list}\n"));
    let (code, text) = project.run("check");
    assert_eq!(code, Some(1));
    for (place, words) in [
        ("3:23", "`duckdb -csv` is no name of one program"),
        ("3:63", "`timeout` is a number, but a whole number from 1 to 86400 is wanted"),
        ("3:68", "`program` is missing"),
    ] {
        assert!(text.contains(words) && text.contains(&format!("casebook.yaml:{place}")), "{place}\n{text}");
    }
    assert_eq!(text.matches("error[").count(), 3, "{text}");
}

/// One bit of many bytes of what is kept is flipped in turn.
#[test]
fn a_broken_cache_is_found_and_made_again() {
    let project = Project::new(GIVE);
    project.build();
    let wanted = project.published();
    let mut before = project.runs();
    for (name, step) in [("given.csv", 1), ("given.json", 5)] {
        let path = project.root.path().join(".casebook/loaded").join(name);
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(step) {
            let mut broken = whole.clone();
            broken[at] ^= 1 << (at % 7);
            fs::write(&path, broken).unwrap();
            let sources = casebook::app::project::sources(project.root.path()).unwrap();
            assert_eq!(sources.problems.worst(), None);
            let file = sources.find(".casebook/loaded/given.csv").unwrap();
            assert_eq!(sources.text(file), "said,count\n\"word\",5\n", "{name}: byte {at}");
            // Blanks and line breaks between the words of the note mean nothing.
            assert!(project.runs() > before || name == "given.json", "{name}: byte {at}");
            before = project.runs();
        }
        assert_eq!(fs::read(&path).unwrap(), whole);
    }
    fs::write(project.root.path().join(".casebook/loaded/given.csv"), "").unwrap();
    project.build();
    assert_eq!(project.published(), wanted);
}

fn fails_with(program: &str, words: &[&str]) {
    let project = Project::new(program);
    let (code, text) = project.run("check");
    assert_eq!(code, Some(1), "{text}");
    for word in [&["error[loader-failed]", "data/given.yaml:3:10"], words].concat() {
        assert!(text.contains(word), "no `{word}` in:\n{text}");
    }
    let left = fs::read_dir(project.root.path().join(".casebook/loaded")).unwrap().count();
    assert_eq!(left, 0, "something of a failed run is kept");
}

#[test]
fn the_words_of_a_program_that_fails_are_shown() {
    let program = "#!/bin/sh\nprintf 'said,count\\n'\necho 'no such table: cases' >&2\nexit 7\n";
    fails_with(program, &["`tools/give` failed with exit code 7", "no such table: cases"]);
}

#[test]
fn a_program_that_is_ended_by_others_gives_nothing() {
    fails_with("#!/bin/sh\nprintf 'said,count\\n'\nkill -9 $$\n", &["`tools/give` failed: signal: 9"]);
}

#[test]
fn a_program_that_gives_no_end_is_stopped() {
    let endless = "#!/bin/sh\nexec yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n";
    fails_with(endless, &["gave more than 256 MiB"]);
}

/// The program sends itself to sleep for longer than any test may take, so only its limit can end it.
#[test]
fn a_program_that_takes_too_long_is_stopped() {
    let project = Project::new("#!/bin/sh\necho waiting >&2\nexec sleep 86000\n");
    project.write("casebook.yaml", &SETTINGS.replace("timeout: 60", "timeout: 1"));
    let (code, text) = project.run("check");
    assert_eq!(code, Some(1));
    assert!(text.contains("was stopped after 1 s") && text.contains("waiting"), "{text}");
}

#[test]
fn a_cell_that_is_refused_is_shown_where_it_is_kept() {
    let project = Project::new("#!/bin/sh\nprintf 'said,count\\nword,many\\n'\n");
    let (code, text) = project.run("check");
    assert_eq!(code, Some(1));
    assert!(text.contains(" --> .casebook/loaded/given.csv:2:6"), "{text}");
    assert!(Path::new(&project.root.path().join(".casebook/loaded/given.csv")).exists());
}
