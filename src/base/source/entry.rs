//! Which entries of a project's folders are files of the project, and what is wrong with the others.
//!
//! A link could lead out of the project, and reading a pipe could wait for ever: only plain files are read.

#![expect(clippy::disallowed_methods, reason = "a part of the one place that reads the project")]

use std::path::Path;

use walkdir::DirEntry;

use crate::base::{diagnostic::Diagnostic, encoding, file_name};

/// The deepest folder level, and the longest path in bytes, that every host and archive accepts.
const DEEPEST: usize = 40;
const LONGEST_PATH: usize = 260;

/// A fault that reads after the path, and its cure.
type Fault = (String, String);

/// False for what editors and systems leave behind, and for anything hidden.
pub fn is_ours(entry: &DirEntry) -> bool {
    is_our_name(&entry.file_name().to_string_lossy())
}

/// The same by the name alone.
pub fn is_our_name(name: &str) -> bool {
    let left_behind = name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
    let swap = name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("swp"));
    !left_behind && !swap && !matches!(name, "Thumbs.db" | "desktop.ini")
}

/// The path of an entry below `root`, with `/` between its parts.
pub fn path(entry: &DirEntry, root: &Path) -> String {
    entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/")
}

/// What is wrong with an entry at `path`: its kind, its name, or where it lies.
pub fn problem(entry: &DirEntry, path: &str) -> Option<Diagnostic> {
    let fault = if entry.file_type().is_dir() {
        file_name::problem(entry.file_name())
    } else if entry.file_type().is_file() {
        file_name::problem(entry.file_name()).or_else(|| too_far(path))
    } else {
        Some(no_file(entry.path_is_symlink()))
    };
    fault.map(|fault| bad_name(path, fault))
}

/// What is wrong with a file or folder whose name is given, such as the settings.
pub fn named_problem(full: &Path, name: &str) -> Option<Diagnostic> {
    let about = full.symlink_metadata().ok()?;
    let plain = about.is_file() || about.is_dir();
    (!plain).then(|| bad_name(name, no_file(about.is_symlink())))
}

fn no_file(link: bool) -> Fault {
    let (fault, cure) = if link {
        ("is a link to another place", "delete the link and copy what it leads to into the project")
    } else {
        ("is a pipe or a device, not a file", "delete it, or put a file in its place")
    };
    (fault.to_owned(), cure.to_owned())
}

fn too_far(path: &str) -> Option<Fault> {
    let depth = path.matches('/').count();
    if depth > DEEPEST {
        let fault = format!("lies {depth} folders deep; the limit is {DEEPEST}");
        return Some((fault, "move it up".to_owned()));
    }
    (path.len() > LONGEST_PATH).then(|| {
        let fault = format!("has a path of {} bytes; the limit is {LONGEST_PATH}", path.len());
        (fault, "shorten the names of the file or its folders".to_owned())
    })
}

fn bad_name(path: &str, (fault, cure): Fault) -> Diagnostic {
    Diagnostic::error("bad-file-name", None, format!("`{}` {fault}", encoding::printable(path))).help(cure)
}
