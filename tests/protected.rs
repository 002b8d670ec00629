//! The example of protected case records, as an editor meets it: it builds, no withheld count is anywhere in
//! it, its keeper can audit it, and a log does not tell what a terminal may.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test runs the program and reads the disk, and may stop at what it did not expect"
)]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use casebook::data::disclosure::audit_file;
use serde_json::Value;

/// A copy of the example that may be written to.
struct Example(tempfile::TempDir);

impl Example {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/intake"), root.path());
        Self(root)
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(old), "{old}");
        fs::write(self.path(path), text.replacen(old, new, 1)).unwrap();
    }

    fn run(&self, words: &[&str]) -> Output {
        let program = env!("CARGO_BIN_EXE_casebook");
        Command::new(program).arg("-C").arg(self.0.path()).args(words).output().unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_example_passes_a_full_check() {
    let example = Example::new();
    let output = example.run(&["check", "--now", "2026-06-01"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("no problems"), "{}", said(&output));
}

#[test]
fn a_build_tells_nothing_of_records_and_marks_what_is_withheld() {
    let example = Example::new();
    let output = example.run(&["build", "--now", "2026-06-01"]);
    assert!(output.status.success(), "{}", said(&output));
    let read = |path: &str| fs::read_to_string(example.path(path)).unwrap();
    for path in ["public/data/intake/index.html", "public/news/five-years/index.html"] {
        assert!(read(path).contains("[c] stands for a withheld count or sum"), "{path}");
    }
    let csv = read("public/data/intake/intake.csv");
    assert!(csv.contains(",islands,,refused,,c,,c\n"), "{csv}");
    assert!(csv.contains(",,,,1400,exact,838818.00,exact\n"), "{csv}");
    assert!(csv.contains("2023,west,,,19,exact,,c\n"), "a count may be shown beside a withheld sum: {csv}");
    let json: Value = serde_json::from_str(&read("public/data/intake/intake.json")).unwrap();
    let withheld = json.as_array().unwrap().iter().filter(|row| row["requests_status"] == "c");
    assert!(withheld.clone().count() >= 10 && withheld.clone().all(|row| row["requests"].is_null()));
    let figure = read("public/figures/outcomes/outcomes.csv");
    assert!(figure.contains("Refused,Refused status") && figure.contains(",,c"), "{figure}");
    let package: Value = serde_json::from_str(&read("public/data/datapackage.json")).unwrap();
    assert_eq!(package["resources"][0]["disclosure"]["threshold"], 10);
    for path in files(&example.path("public")) {
        let bytes = fs::read(&path).unwrap();
        let holds = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
        let record = holds(b"SYN-0") || holds(b"synthetic-0") || holds(b"payer-0");
        assert!(!record, "{} holds a record", path.display());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_keeper_writes_an_audit_that_checks_itself() {
    let example = Example::new();
    let file = example.path("audit.json");
    let output = example.run(&["data", "intake", "--audit", file.to_str().unwrap()]);
    let words = said(&output);
    assert!(output.status.success(), "{words}");
    let parts = ["are withheld", "primary", "secondary", "counted as one category", "each checked"];
    for part in parts.into_iter().chain(["sums of costs, p 10", "{year: 2023, region: west} p% rule"]) {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(!words.contains("others can only tell"), "counts go to a terminal only: {words}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let bytes = fs::read(&file).unwrap();
    assert!(audit_file::check(&bytes).unwrap() >= 10);
}

/// `audit-failed` is what the program says of any of these.
#[test]
fn an_audit_that_was_tampered_with_does_not_hold() {
    let example = Example::new();
    let file = example.path("audit.json");
    example.run(&["data", "intake", "--audit", file.to_str().unwrap()]);
    let audit: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let tampered = |change: &dyn Fn(&mut Value)| {
        let mut copy = audit.clone();
        change(&mut copy);
        audit_file::check(copy.to_string().as_bytes())
    };
    assert!(tampered(&|_| {}).is_ok());
    assert!(tampered(&|audit| audit["witnesses"] = Value::Array(Vec::new())).is_err());
    assert!(tampered(&|audit| audit["witnesses"][0]["is"] = 3.into()).is_err());
    assert!(tampered(&|audit| audit["witnesses"][0]["changes"][0][1] = 1000.into()).is_err());
    assert!(tampered(&|audit| audit["table"][0][1] = 1.into()).is_err());
    assert!(tampered(&|audit| audit["lowest"] = 1.into()).is_err());
    let hidden = audit["cells"].as_array().unwrap().iter().position(|cell| !cell["withheld"].is_null());
    assert!(tampered(&|audit| audit["cells"][hidden.unwrap()]["withheld"] = Value::Null).is_err());
    assert!(audit_file::check(b"{}").is_err());
    let sums = |change: &dyn Fn(&mut Value)| tampered(&|audit: &mut Value| change(&mut audit["sums"][0]));
    assert!(sums(&|sums| sums["witnesses"] = Value::Array(Vec::new())).is_err());
    assert!(sums(&|sums| sums["witnesses"][0]["is"] = 3.into()).is_err());
    assert!(sums(&|sums| sums["witnesses"][0]["changes"][0][1] = 1000.into()).is_err());
    assert!(sums(&|sums| sums["table"][0][1] = 1.into()).is_err());
    assert!(sums(&|sums| sums["p"] = 90.into()).is_err());
    let cells = audit["sums"][0]["cells"].as_array().unwrap();
    let count = |at: usize| &audit["cells"][at]["withheld"];
    let primary = |at: &usize| !cells[*at]["aim"].is_null() && count(*at).is_null();
    let primary = (0..cells.len()).find(primary).unwrap();
    assert!(sums(&|sums| sums["cells"][primary]["withheld"] = Value::Null).is_err());
    assert!(sums(&|sums| sums["cells"][primary]["aim"] = Value::Null).is_err());
    assert!(sums(&|sums| sums["cells"][primary]["aim"][1] = cells[primary]["sum"].clone()).is_err());
    let hidden = (0..cells.len()).find(|at| !count(*at).is_null()).unwrap();
    assert!(sums(&|sums| sums["cells"][hidden]["withheld"] = Value::Null).is_err());
    // Sums beside a witness of the counts in which nobody is counted where they add up to something.
    let beside = audit["sums"][0]["witnesses"].as_array().unwrap();
    let beside = beside.iter().position(|witness| witness["is"] == 0 && !witness["beside"].is_null());
    let alone = |sums: &mut Value| {
        sums["witnesses"][beside.unwrap()]["changes"] = Value::Array(Vec::new());
        sums["witnesses"][beside.unwrap()]["is"] = cells[hidden]["sum"].clone();
    };
    assert!(sums(&alone).is_err());
}

#[test]
fn an_audit_never_lands_in_a_published_site() {
    let example = Example::new();
    assert!(example.run(&["build", "--now", "2026-06-01"]).status.success());
    fs::create_dir(example.path("public/below")).unwrap();
    std::os::unix::fs::symlink(example.path("public"), example.path("elsewhere")).unwrap();
    for path in ["public/audit.json", "public/below/audit.json", "elsewhere/audit.json"] {
        let output = example.run(&["data", "intake", "--audit", example.path(path).to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("would-be-published"), "{}", said(&output));
        assert!(!example.path(path).exists());
    }
    let output = example.run(&["data", "intake-outcomes", "--audit", "audit.json"]);
    assert!(said(&output).contains("no-audit"), "{}", said(&output));
}

/// A log is shown the place of a problem in protected rows, and nothing that stands there.
#[test]
fn a_log_is_told_the_place_and_not_the_content() {
    let example = Example::new();
    example.edit("data/intake.csv", "SYN-0003,2021", "SYN-0003,1066");
    let output = example.run(&["check", "--now", "2026-06-01"]);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("data/intake.csv:4") && words.contains("a dataset that is protected"), "{words}");
    assert!(!words.contains("1066") && !words.contains("SYN-0003"), "{words}");
    let output = example.run(&["data", "intake"]);
    assert!(!said(&output).contains("1066"), "{}", said(&output));
}

/// F40: a pattern that leaks, forced on the program, ends the build with exit code 1 and the old site in place.
#[test]
fn a_forced_pattern_that_leaks_is_stopped_by_the_audit() {
    let example = Example::new();
    assert!(example.run(&["build", "--now", "2026-06-01"]).status.success());
    let before = fs::read(example.path("public/casebook-manifest.json")).unwrap();
    example.edit(
        "data/intake.yaml",
        "    - by: [region, outcome]\n",
        "    - by: [region, outcome]\n      hide: [{region: islands, outcome: refused}]\n",
    );
    let output = example.run(&["build", "--now", "2026-06-01"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("recoverable-count"), "{}", said(&output));
    assert_eq!(fs::read(example.path("public/casebook-manifest.json")).unwrap(), before);
}

/// A release that differs by one record does not replace the one before.
#[test]
fn one_record_more_is_a_revealing_change_until_someone_says_why() {
    let example = Example::new();
    assert!(example.run(&["build", "--now", "2026-06-01"]).status.success());
    let csv = fs::read_to_string(example.path("data/intake.csv")).unwrap();
    fs::write(
        example.path("data/intake.csv"),
        csv + "SYN-9999,2025,north,policing,advice,x,payer-001,80.00\n",
    )
    .unwrap();
    let output = example.run(&["build", "--now", "2026-06-01"]);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("revealing-change") && words.contains("was: 1400, now: 1401"), "{words}");
}
