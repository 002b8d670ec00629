//! What happens to files of a project while and before they are read: no text can show these faults.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use casebook::base::{
    diagnostic::Severity,
    source::{Sources, again::Touched},
};
use tempfile::TempDir;

/// A project with one image, which is not held in memory.
fn project() -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let image = root.path().join("content/photo.gif");
    fs::write(root.path().join("casebook.yaml"), "title: Test\nurl: https://example.org/\n").unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(&image, "GIF89a01").unwrap();
    (root, image)
}

#[test]
fn a_file_that_changes_during_a_build_stops_it() {
    let (root, image) = project();
    let sources = Sources::read(root.path(), Vec::new()).unwrap();
    let file = sources.find("content/photo.gif").unwrap();
    assert_eq!(sources.bytes(file).unwrap(), b"GIF89a01");
    fs::write(&image, "GIF89a02").unwrap();
    let changed = sources.bytes(file).unwrap_err();
    assert_eq!((changed.code, changed.severity), ("changed-during-build", Severity::Error));
    assert_eq!(changed.message, "`content/photo.gif` was changed while the site was built");
    fs::remove_file(&image).unwrap();
    assert_eq!(sources.bytes(file).unwrap_err().code, "changed-during-build");
}

/// Root may read everything, so the test gives up its rights in a child where it has them.
#[test]
fn a_file_that_may_not_be_read_is_named() {
    const PLACE: &str = "CASEBOOK_UNREADABLE_TEST";
    if let Some(root) = std::env::var_os(PLACE) {
        let fault = Sources::read(Path::new(&root), Vec::new()).unwrap_err();
        assert_eq!((fault.code, fault.severity), ("unreadable", Severity::Failure));
        assert_eq!(fault.message, "`content/photo.gif` cannot be read: permission denied");
        return;
    }
    let (root, image) = project();
    let again = "chmod 0755 \"$1\" && chmod 0000 \"$2\" && exec $0 \"$3\" --exact a_file_that_may_not_be_read_is_named";
    let plain = if rustix::process::geteuid().is_root() {
        "setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all"
    } else {
        "env"
    };
    let mut child = Command::new("sh");
    child.args(["-c", again, plain]).arg(root.path()).arg(image).arg(std::env::current_exe().unwrap());
    let result = child.env(PLACE, root.path()).output().unwrap();
    let output = String::from_utf8_lossy(&result.stdout);
    assert!(result.status.success() && output.contains("1 passed"), "{output}");
}

/// Nothing but the place of each file in the list decides what is read, and hard links are files like others.
#[test]
fn a_pipe_in_the_project_is_not_waited_for() {
    let (root, image) = project();
    assert!(Command::new("mkfifo").arg(root.path().join("content/pipe.md")).status().unwrap().success());
    fs::hard_link(&image, root.path().join("content/same.gif")).unwrap();
    let sources = Sources::read(root.path(), Vec::new()).unwrap();
    assert_eq!(sources.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["bad-file-name"]);
    assert!(sources.find("content/same.gif").is_some());
}

fn touched(path: &str) -> Touched {
    Touched { paths: [path.to_owned()].into(), all: false }
}

#[test]
fn a_file_keeps_its_number_while_others_come_and_go() {
    let (root, image) = project();
    let whole = || panic!("nobody has to look at the whole project");
    let first = Sources::read(root.path(), Vec::new()).unwrap();
    let photo = first.find("content/photo.gif").unwrap();

    fs::create_dir(root.path().join("content/a-page")).unwrap();
    fs::write(root.path().join("content/a-page/index.md"), "---\ntitle: A page\n---\n").unwrap();
    fs::write(root.path().join("content/a-page/.index.md.swp"), "left behind").unwrap();
    let second = first.again(&touched("content/a-page"), whole).unwrap().unwrap();
    let page = second.find("content/a-page/index.md").unwrap();
    assert_eq!(second.find("content/photo.gif"), Some(photo));
    assert_eq!(second.differences(&first).unwrap(), [page].into());
    let paths: Vec<&str> = second.under("content/").map(|(_, source)| source.path.as_str()).collect();
    assert_eq!(paths, ["content/a-page/index.md", "content/photo.gif"]);
    assert_eq!((second.rank(page), second.rank(photo)), (Some(1), Some(2)));

    fs::remove_file(&image).unwrap();
    let third = second.again(&touched("content/photo.gif"), whole).unwrap().unwrap();
    assert_eq!((third.find("content/photo.gif"), third.path(photo)), (None, ""));
    assert_eq!(third.differences(&second).unwrap(), [photo].into());
    assert_eq!(third.differences(&first).unwrap(), [page, photo].into());
    fs::remove_dir_all(root.path().join("content/a-page")).unwrap();
    let fourth = third.again(&touched("content/a-page"), whole).unwrap().unwrap();
    assert_eq!(fourth.under("content/").count(), 0);
    // What an editor made and took away again concerns nobody.
    assert!(fourth.again(&touched("content/4913"), whole).unwrap().is_none());
}

#[test]
fn what_is_no_plain_file_is_found_by_a_look_at_the_whole_project() {
    let (root, image) = project();
    let first = Sources::read(root.path(), Vec::new()).unwrap();
    std::os::unix::fs::symlink(&image, root.path().join("content/link.gif")).unwrap();
    let again = || Sources::read(root.path(), Vec::new());
    let second = first.again(&touched("content/link.gif"), again).unwrap().unwrap();
    assert_eq!(second.problems.iter().next().unwrap().code, "bad-file-name");
    fs::remove_file(root.path().join("content/link.gif")).unwrap();
    assert!(second.again(&touched("content/link.gif"), again).unwrap().unwrap().problems.is_empty());
}
