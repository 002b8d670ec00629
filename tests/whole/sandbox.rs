//! A project in a folder of its own, the program that builds it, and a look at what it left there.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// The moment of builds whose day does not matter.
pub const NOW: &str = "2026-11-24T12:00:00Z";

/// What a project consists of.
pub const PARTS: [&str; 5] = ["approvals", "casebook.yaml", "content", "data", "themes"];

/// What of the surroundings the program could be swayed by.
const SURROUNDINGS: [&str; 6] = ["RAYON_NUM_THREADS", "TZ", "LC_ALL", "LANG", "LANGUAGE", "HOME"];

/// A project folder, removed at the end of the test.
pub struct Sandbox {
    folder: TempDir,
}

/// What a run of the program said.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub words: String,
}

impl Sandbox {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The files of a text with `-- path --` before each.
    pub fn written(text: &str) -> Self {
        let sandbox = Self::new();
        for part in text.split("\n-- ").map(|part| part.trim_start_matches("-- ")) {
            let (path, body) = part.split_once(" --\n").expect("a path and a text");
            sandbox.write(path, body);
        }
        sandbox
    }

    /// A copy of this repository's own site.
    pub fn of_the_repository() -> Self {
        Self::copied(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// A copy of a small site of `examples/`.
    pub fn of_example(name: &str) -> Self {
        Self::copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name))
    }

    fn copied(root: &Path) -> Self {
        let sandbox = Self::new();
        sources(root).for_each(|(path, from)| {
            let to = sandbox.root().join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        });
        sandbox
    }

    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap()
    }

    pub fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces a text that stands exactly once in a file.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {path}");
        self.write(path, text.replace(from, to));
    }

    /// `casebook build` with these arguments, in plain surroundings.
    pub fn build(&self, arguments: &[&str]) -> Run {
        run(builder(&self.root()).args(arguments))
    }

    /// Builds and expects no problem; gives the site.
    pub fn built(&self) -> BTreeMap<String, Vec<u8>> {
        let run = self.build(&["--now", NOW]);
        assert_eq!(run.code, Some(0), "{}", run.words);
        tree(&self.output())
    }
}

/// `casebook -C ROOT build`, still to be run.
pub fn builder(root: &Path) -> Command {
    let mut command = program(root);
    command.arg("build");
    command
}

/// The program on a project, before it is told what to do.
pub fn program(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    for name in SURROUNDINGS {
        command.env_remove(name);
    }
    command.arg("-C").arg(root);
    command
}

pub fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let words = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Run { code: output.status.code(), words: words.concat() }
}

/// The files of a project: paths below its folder, and in full.
pub fn sources(root: &Path) -> impl Iterator<Item = (PathBuf, PathBuf)> {
    let parts = PARTS.map(|part| root.join(part)).into_iter().filter(|part| part.exists());
    let entries = parts.flat_map(walkdir::WalkDir::new).map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(move |entry| (entry.path().strip_prefix(root).unwrap().to_owned(), entry.into_path()))
}

/// Every file below `folder` by its path; a link shows as where it leads, an empty folder as a path with `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() {
            found.insert(path, fs::read(entry.path()).unwrap());
        } else if entry.file_type().is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            found.insert(path, target.into_os_string().into_encoded_bytes());
        } else if fs::read_dir(entry.path()).unwrap().next().is_none() {
            found.insert(format!("{path}/"), Vec::new());
        }
    }
    found
}

/// The names in a folder, hidden ones included.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The hidden names in a project's folder, but for the cache.
pub fn left_over(root: &Path) -> Vec<String> {
    names(root).into_iter().filter(|name| name.starts_with('.') && name != ".casebook").collect()
}

/// The differing paths of two sites, for messages.
pub fn differences(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all = a.keys().chain(b.keys()).collect::<std::collections::BTreeSet<_>>();
    all.into_iter().filter(|path| a.get(*path) != b.get(*path)).cloned().collect()
}
