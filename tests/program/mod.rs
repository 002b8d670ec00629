//! The real binary on a project folder: what tests of the whole program share.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Output},
};

/// The repository's own site.
pub const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// The moment at which tests build, so that nothing hangs on the day they run.
pub const NOW: &str = "2026-11-24T12:00Z";

/// `casebook build` of a project, ready for more arguments and another environment.
pub fn build(project: &Path, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg("-C").arg(project).arg("build").arg("--output").arg(output).args(["--now", NOW]);
    command
}

/// Runs a command that must succeed.
pub fn succeed(command: &mut Command) -> Output {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

/// Copies what a build reads of a project, the files of each folder in an order of the caller's.
pub fn copy_project(from: &Path, to: &Path, order: fn(&mut Vec<String>)) {
    fs::create_dir_all(to).expect("a folder");
    fs::copy(from.join("casebook.yaml"), to.join("casebook.yaml")).expect("a project");
    for folder in ["content", "data", "themes", "approvals"] {
        let source = from.join(folder);
        if source.is_dir() {
            let files = tree(&source);
            let mut names: Vec<String> = files.keys().cloned().collect();
            order(&mut names);
            for name in names {
                let target = to.join(folder).join(&name);
                fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
                fs::write(target, &files[&name]).expect("a file");
            }
        }
    }
}

/// Writes a project of a few files, each a path and its text.
pub fn write_project(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::write(target, text).expect("a file");
    }
}
