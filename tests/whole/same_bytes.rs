//! The same project gives the same bytes, whatever the machine, its language, its clock and its mood.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use rayon::prelude::*;

use crate::sandbox::{NOW, Sandbox, builder, differences, left_over, run, sources, tree};

/// Environment in which the project is built: variables, each set or, without a value, taken away.
const WORLDS: [&[(&str, &str)]; 6] = [
    &[("RAYON_NUM_THREADS", "1"), ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8")],
    &[("RAYON_NUM_THREADS", "8"), ("TZ", "America/St_Johns"), ("LC_ALL", "ar_EG.UTF-8"), ("LANGUAGE", "ar")],
    &[("TZ", "Asia/Kathmandu"), ("LC_ALL", "C"), ("HOME", "/nonexistent")],
    &[("TZ", ""), ("LC_ALL", "no_such.LOCALE"), ("LANG", "\u{130}"), ("TERM", "dumb"), ("COLUMNS", "20")],
    &[("HOME", ""), ("TMPDIR", "/nonexistent"), ("SOURCE_DATE_EPOCH", "0"), ("NO_COLOR", "1")],
    &[("RAYON_NUM_THREADS", "3"), ("TZ", ":bogus"), ("CASEBOOK_NOW", "1970-01-01"), ("RUST_LOG", "trace")],
];

/// Moments between which nothing of the project becomes due.
const MOMENTS: [&str; 3] = ["1970-01-01", "2026-11-24T12:00:00Z", "2099-12-31T23:59:59Z"];

type Tree = BTreeMap<String, Vec<u8>>;

fn expect_same(wanted: &Tree, command: &mut Command, output: &Path, what: &str) {
    let run = run(command.arg("--output").arg(output));
    assert_eq!(run.code, Some(0), "{what}: {}", run.words);
    let found = tree(output);
    assert!(found == *wanted, "{what}: {:?}", differences(wanted, &found));
}

#[test]
fn threads_languages_zones_and_homes_leave_no_trace() {
    let sandbox = Sandbox::of_the_repository();
    let wanted = sandbox.built();
    WORLDS.par_iter().enumerate().for_each(|(number, world)| {
        let mut command = builder(&sandbox.root());
        command.args(["--now", NOW]).envs(world.iter().copied());
        expect_same(
            &wanted,
            &mut command,
            &sandbox.root().join(format!("other-{number}")),
            &format!("{world:?}"),
        );
    });
}

/// This repository's site has experts who must confirm that they are still there, so its pages change with
/// time; in the example nothing ever becomes due.
#[test]
fn the_clock_decides_only_what_is_due() {
    let sandbox = Sandbox::of_example("intake");
    let wanted = sandbox.built();
    expect_same(&wanted, builder(&sandbox.root()).env_clear(), &sandbox.root().join("today"), "today");
    for (number, moment) in MOMENTS.iter().enumerate() {
        let output = sandbox.root().join(format!("then-{number}"));
        expect_same(&wanted, builder(&sandbox.root()).args(["--now", moment]), &output, moment);
    }
}

#[test]
fn another_folder_leaves_no_trace() {
    let sandbox = Sandbox::of_the_repository();
    let wanted = sandbox.built();
    let long = "x".repeat(200);
    for name in ["a folder with spaces", "été 🗂 %41 'quoted' \"too\" & more", "-", long.as_str()] {
        let root = sandbox.root().join("elsewhere").join(name);
        copy(&sandbox.root(), &root, |paths| paths);
        expect_same(&wanted, builder(&root).args(["--now", NOW]), &root.join("public"), name);
        let found = tree(&root.join("public"));
        let place = sandbox.root().to_str().unwrap().to_owned();
        let told = found.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&place));
        assert_eq!(told.map(|(path, _)| path), None, "no path of the machine");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.current_dir(sandbox.root().join("content")).args(["-C", "..", "build", "--now", NOW]);
    expect_same(&wanted, &mut command, &sandbox.root().join("from-within"), "from a folder within");
}

/// A disk in memory lists files by when they were made, so that the order can be chosen.
#[test]
fn the_order_of_a_folder_leaves_no_trace() {
    let sandbox = Sandbox::of_the_repository();
    let wanted = sandbox.built();
    let memory = ["/dev/shm"].into_iter().map(Path::new).find(|folder| folder.is_dir());
    let disk = memory.map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
    let shuffled = |paths: Vec<PathBuf>| {
        let mut paths: Vec<_> = paths
            .into_iter()
            .map(|path| (blake3::hash(path.to_str().unwrap().as_bytes()).to_hex(), path))
            .collect();
        paths.sort();
        paths.into_iter().map(|(_, path)| path).collect()
    };
    let orders: [&dyn Fn(Vec<PathBuf>) -> Vec<PathBuf>; 3] =
        [&|paths| paths, &|paths| paths.into_iter().rev().collect(), &shuffled];
    let mut listings = Vec::new();
    for (number, order) in orders.into_iter().enumerate() {
        let root = disk.path().join(number.to_string());
        copy(&sandbox.root(), &root, order);
        let listed: Vec<_> = fs::read_dir(root.join("content/news"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        listings.push(listed);
        expect_same(&wanted, builder(&root).args(["--now", NOW]), &root.join("public"), "another order");
    }
    if memory.is_some() {
        assert!(listings[0] != listings[1] && listings[1] != listings[2], "the disk did not keep the order");
    }
}

#[test]
fn the_umask_leaves_no_trace() {
    let sandbox = Sandbox::of_the_repository();
    let wanted = sandbox.built();
    for umask in ["000", "077"] {
        let output = sandbox.root().join(format!("public-{umask}"));
        let plain = builder(&sandbox.root());
        let mut command = Command::new("sh");
        command
            .args(["-c", "umask \"$0\" && exec \"$@\"", umask])
            .arg(plain.get_program())
            .args(plain.get_args());
        expect_same(&wanted, command.args(["--now", NOW]), &output, umask);
        for entry in walkdir::WalkDir::new(&output) {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o7777;
            let wanted = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
            assert_eq!(mode, wanted, "{} under {umask}", entry.path().display());
        }
    }
    assert_eq!(left_over(&sandbox.root()), [""; 0]);
}

/// Copies a project, its files made in an order of choice.
fn copy(from: &Path, to: &Path, order: impl Fn(Vec<PathBuf>) -> Vec<PathBuf>) {
    for path in order(sources(from).map(|(path, _)| path).collect()) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(path), target).unwrap();
    }
}
