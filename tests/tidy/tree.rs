//! The files of the repository, read once a test: nothing in, sources out in
//! the order of their paths.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::source::Source;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below a folder of the repository.
pub fn sources(folder: &str) -> Vec<Source> {
    let rust = |path: &PathBuf| path.extension().is_some_and(|end| end == "rs");
    let files = files(&root().join(folder)).into_iter().filter(rust);
    let mut sources: Vec<_> = files.map(|path| Source::new(&relative(&path), &read(&path))).collect();
    let tests: Vec<_> = sources.iter().flat_map(Source::test_files).collect();
    for source in sources.iter_mut().filter(|source| tests.contains(&source.path)) {
        source.mark_test();
    }
    sources
}

/// The files below a folder, sorted; none where the folder is missing.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What git keeps, or everything but what tools make where there is no git.
pub fn tracked() -> Vec<PathBuf> {
    let git = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    match git {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => {
            let names = String::from_utf8_lossy(&output.stdout).into_owned();
            let paths = names.split('\0').filter(|name| !name.is_empty());
            paths.map(|name| root().join(name)).filter(|path| path.is_file()).collect()
        }
        _ => untracked(),
    }
}

fn untracked() -> Vec<PathBuf> {
    const MADE: [&str; 5] = ["target", "node_modules", "public", ".casebook", ".git"];
    let made = |path: &PathBuf| MADE.iter().any(|name| path.ends_with(name));
    let top = fs::read_dir(root()).into_iter().flatten().flatten().map(|entry| entry.path());
    let kept = top.filter(|path| !made(path));
    kept.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// A path from the root, with `/` on every system.
pub fn relative(path: &Path) -> String {
    let inner = path.strip_prefix(root()).unwrap_or(path);
    inner.to_string_lossy().replace('\\', "/")
}

/// A file's text; what is not UTF-8 shows as replacement characters.
pub fn read(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap_or_default()).into_owned()
}

/// Fails with every complaint on a line of its own.
pub fn assert_tidy(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
