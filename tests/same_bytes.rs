//! Same input, same bytes: threads, time zone, language, folder, directory order and file mode leave no trace.

#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test runs the program and reads what it wrote, and may stop at what it did not expect"
)]

#[path = "program/mod.rs"]
mod program;

use std::{collections::BTreeMap, path::Path, process::Command};

use program::{REPOSITORY, build, copy_project, succeed, tree};

/// The repository's site as a plain build makes it.
fn plain(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    built(folder, |_| ())
}

/// The repository's site, built with a change to the command.
fn built(folder: &Path, change: impl FnOnce(&mut Command)) -> BTreeMap<String, Vec<u8>> {
    let output = folder.join("public");
    let mut command = build(Path::new(REPOSITORY), &output);
    change(&mut command);
    succeed(&mut command);
    tree(&output)
}

fn same(change: impl FnOnce(&mut Command)) {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_same(&plain(first.path()), &built(second.path(), change));
}

fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    assert!(a.len() > 100, "the site has {} files", a.len());
    let differing: Vec<_> =
        a.iter().filter(|(path, bytes)| b.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert_eq!(differing, Vec::<&String>::new());
    assert_eq!(a.len(), b.len());
}

#[test]
fn the_number_of_threads_leaves_no_trace() {
    same(|command| {
        command.env("RAYON_NUM_THREADS", "1");
    });
    same(|command| {
        command.env("RAYON_NUM_THREADS", "8");
    });
}

#[test]
fn zone_language_and_home_leave_no_trace() {
    same(|command| {
        command.env("TZ", "Pacific/Kiritimati").env("LC_ALL", "tr_TR.UTF-8").env("LANG", "ar_EG.UTF-8");
    });
    same(|command| {
        command.env_clear();
    });
}

#[test]
fn folder_and_directory_order_leave_no_trace() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let elsewhere = second.path().join("a folder with spaces ☂ and a longer name than any needs");
    copy_project(Path::new(REPOSITORY), &elsewhere, |names| names.reverse());
    let output = second.path().join("out");
    succeed(build(&elsewhere, &output).current_dir(second.path()));
    assert_same(&plain(first.path()), &tree(&output));
}

#[cfg(unix)]
#[test]
fn the_mask_of_file_modes_leaves_no_trace() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("public");
    let inner = build(Path::new(REPOSITORY), &output);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg("umask 077; exec \"$0\" \"$@\"").arg(inner.get_program()).args(inner.get_args());
    succeed(&mut shell);
    let mode = |path: &str| output.join(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("index.html"), mode("news")), (0o644, 0o755));
}
