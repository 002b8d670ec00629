//! The files of a project, read once: the only place that opens them.
//!
//! Texts (Markdown, YAML, templates, messages, CSV up to 4 MiB) are held; anything else is a handle
//! whose content is hashed while it streams by and read again only when it is published. A file that
//! cannot be a text is reported here and absent afterwards, so no later stage meets broken bytes.

#![expect(clippy::disallowed_methods, reason = "the one place that reads the project")]

use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    encoding, file_name,
    span::FileId,
};

/// What is read: the configuration and these folders; everything else in the project is not ours.
const FOLDERS: [&str; 4] = ["approvals", "content", "data", "themes"];

/// The configuration's file name.
pub const CONFIG: &str = "casebook.yaml";

/// Larger CSV files are streamed when they are queried.
const LARGEST_TEXT: u64 = 4 * 1024 * 1024;

/// The deepest folder level, and the longest path in bytes, that every host and archive accepts.
const DEEPEST: usize = 40;
const LONGEST_PATH: usize = 260;

/// The files of a project, sorted by path.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    files: Vec<Source>,
    /// Files that cannot be read as what they claim to be.
    pub problems: Diagnostics,
}

/// One file.
#[derive(Debug)]
pub struct Source {
    /// Path below the project's folder, with `/` between its parts.
    pub path: String,
    /// Its content, or how to get it.
    pub body: Body,
    /// blake3 of the content.
    pub hash: blake3::Hash,
}

/// A file's content.
#[derive(Debug)]
pub enum Body {
    /// UTF-8 without control characters; a byte-order mark is still there.
    Text(String),
    /// A CSV file in another encoding, which its descriptor may declare, or a file that the program brings.
    Bytes(Cow<'static, [u8]>),
    /// Not held: an image, a font, a large CSV file.
    Handle(Handle),
    /// Named in [`Sources::problems`].
    Broken,
}

/// What a file was like when it was hashed; checked again before the result is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// Where it is.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Time of the last change.
    pub modified: SystemTime,
}

impl Sources {
    /// Reads the project in `root`. `defaults` are files that the program brings, by path; a file of
    /// the project takes the place of a default with the same path.
    ///
    /// # Errors
    /// When `root` is no project folder or cannot be listed.
    pub fn read(root: &Path, defaults: Vec<(String, &'static [u8])>) -> Result<Self, Diagnostic> {
        if !root.join(CONFIG).is_file() {
            return Err(no_project(root));
        }
        let mut sources = Self { root: root.to_owned(), files: Vec::new(), problems: Diagnostics::new() };
        let paths = sources.list()?;
        sources.files = paths.into_par_iter().map(|path| read_file(root, path)).collect::<Result<_, _>>()?;
        sources.add_defaults(defaults);
        sources.files.par_sort_by(|a, b| a.path.cmp(&b.path));
        sources.check_texts();
        Ok(sources)
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// One file.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The path of a file, for messages.
    #[must_use]
    pub fn path(&self, id: FileId) -> &str {
        self.file(id).map_or("", |source| &source.path)
    }

    /// The text of a file; empty if it is none.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        match self.file(id).map(|source| &source.body) {
            Some(Body::Text(text)) => text,
            _ => "",
        }
    }

    /// The file at `path`.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let place = self.files.binary_search_by(|source| source.path.as_str().cmp(path)).ok()?;
        u32::try_from(place).ok().map(FileId)
    }

    /// All files whose path starts with `folder` (which ends with `/`), in order of path.
    pub fn under<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (FileId, &'s Source)> {
        let start = self.files.partition_point(|source| source.path.as_str() < folder);
        self.files
            .iter()
            .enumerate()
            .skip(start)
            .take_while(move |(_, source)| source.path.starts_with(folder))
            .filter_map(|(place, source)| Some((FileId(u32::try_from(place).ok()?), source)))
    }

    /// A hash over every path and content.
    #[must_use]
    pub fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for source in &self.files {
            hasher.update(&(source.path.len() as u64).to_le_bytes());
            hasher.update(source.path.as_bytes());
            hasher.update(source.hash.as_bytes());
        }
        hasher.finalize()
    }

    /// The content of a file that is not held.
    ///
    /// # Errors
    /// When it cannot be read, or is no longer what it was when the run began.
    pub fn bytes(&self, id: FileId) -> Result<Vec<u8>, Diagnostic> {
        let Some(source) = self.file(id) else { return Ok(Vec::new()) };
        match &source.body {
            Body::Text(text) => Ok(text.clone().into_bytes()),
            Body::Bytes(bytes) => Ok(bytes.to_vec()),
            Body::Handle(handle) => {
                let bytes = fs::read(&handle.path).map_err(|error| unreadable(&source.path, &error))?;
                if blake3::hash(&bytes) == source.hash { Ok(bytes) } else { Err(changed(&source.path)) }
            }
            Body::Broken => Ok(Vec::new()),
        }
    }

    /// The paths of all files, without what editors and systems leave behind.
    fn list(&mut self) -> Result<Vec<String>, Diagnostic> {
        let mut paths = vec![CONFIG.to_owned()];
        for folder in FOLDERS.map(|name| self.root.join(name)) {
            if folder.is_dir() {
                for entry in WalkDir::new(&folder).min_depth(1).into_iter().filter_entry(is_ours) {
                    let entry = entry.map_err(|error| unlistable(&folder, &error))?;
                    paths.extend(self.accept(&entry));
                }
            }
        }
        Ok(paths)
    }

    /// The entry's path if it is a plain file with a name that every host can serve.
    fn accept(&mut self, entry: &DirEntry) -> Option<String> {
        let shown = entry
            .path()
            .strip_prefix(&self.root)
            .unwrap_or(entry.path())
            .to_string_lossy()
            .replace('\\', "/");
        let problem = if entry.file_type().is_dir() {
            file_name::problem(entry.file_name())
        } else if entry.file_type().is_file() {
            file_name::problem(entry.file_name()).or_else(|| path_problem(&shown, entry.depth()))
        } else {
            Some((
                "is a link or a device, not a plain file".to_owned(),
                "copy the file itself into the project".to_owned(),
            ))
        };
        if let Some((fault, cure)) = problem {
            self.problems.push(
                Diagnostic::error("bad-file-name", None, format!("`{}` {fault}", printable(&shown)))
                    .help(cure),
            );
            return None;
        }
        entry.file_type().is_file().then_some(shown)
    }

    fn add_defaults(&mut self, defaults: Vec<(String, &'static [u8])>) {
        let own: BTreeSet<String> = self.files.iter().map(|source| source.path.clone()).collect();
        for (path, bytes) in defaults.into_iter().filter(|(path, _)| !own.contains(path)) {
            let body = match std::str::from_utf8(bytes) {
                Ok(text) if is_text(&path) => Body::Text(text.to_owned()),
                _ => Body::Bytes(Cow::Borrowed(bytes)),
            };
            self.files.push(Source { path, body, hash: blake3::hash(bytes) });
        }
    }

    /// Reports files that should be texts and are not.
    fn check_texts(&mut self) {
        let found: Vec<Diagnostic> = self
            .files
            .par_iter_mut()
            .enumerate()
            .filter_map(|(place, source)| check_text(place, source))
            .collect();
        found.into_iter().for_each(|problem| self.problems.push(problem));
    }
}

/// The problem of a file that should be a text; one that is none is not held any longer.
fn check_text(place: usize, source: &mut Source) -> Option<Diagnostic> {
    let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
    match &source.body {
        Body::Text(text) => encoding::control_character(text).map(|problem| problem(file)),
        Body::Bytes(bytes) if is_text(&source.path) && !has_ending(&source.path, "csv") => {
            let problem = encoding::problem(bytes, file);
            source.body = Body::Broken;
            Some(problem)
        }
        _ => None,
    }
}

/// True for files that a person edits as text.
fn is_text(path: &str) -> bool {
    ["md", "yaml", "yml", "csv", "html", "css", "js", "ftl", "json", "txt", "xml", "svg"]
        .iter()
        .any(|ending| has_ending(path, ending))
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

/// False for what editors and systems leave behind, and for anything hidden.
fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let left_behind = name.starts_with('.') || name.starts_with('#') || name.ends_with('~');
    !left_behind && !matches!(name.as_ref(), "Thumbs.db" | "desktop.ini") && !has_ending(&name, "swp")
}

fn read_file(root: &Path, path: String) -> Result<Source, Diagnostic> {
    let full = root.join(&path);
    let refused = |error: io::Error| unreadable(&path, &error);
    let mut file = fs::File::open(&full).map_err(refused)?;
    let about = file.metadata().map_err(refused)?;
    if !is_text(&path) || about.len() > LARGEST_TEXT {
        let hash = hash_file(&mut file).map_err(refused)?;
        let modified = about.modified().map_err(refused)?;
        let body = Body::Handle(Handle { path: full, size: about.len(), modified });
        return Ok(Source { path, body, hash });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    // A limit spares a second question for the size; it is beyond what a file can hold.
    file.take(u64::MAX).read_to_end(&mut bytes).map_err(refused)?;
    let hash = blake3::hash(&bytes);
    // UTF-16 without accents is UTF-8 with zero bytes; a descriptor may declare it, so it is no text yet.
    let wide = has_ending(&path, "csv") && bytes.contains(&0);
    let body = match String::from_utf8(bytes) {
        Ok(text) if wide => Body::Bytes(Cow::Owned(text.into_bytes())),
        Ok(text) => Body::Text(text),
        Err(error) => Body::Bytes(Cow::Owned(error.into_bytes())),
    };
    Ok(Source { path, body, hash })
}

fn hash_file(file: &mut fs::File) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize()),
            length => hasher.update(buffer.get(..length).unwrap_or_default()),
        };
    }
}

fn path_problem(path: &str, depth: usize) -> Option<(String, String)> {
    if depth > DEEPEST {
        let fault = format!("lies {depth} folders deep; the limit is {DEEPEST}");
        return Some((fault, "move it up".to_owned()));
    }
    (path.len() > LONGEST_PATH).then(|| {
        let fault = format!("has a path of {} bytes; the limit is {LONGEST_PATH}", path.len());
        (fault, "shorten the names of the file or its folders".to_owned())
    })
}

/// `path` with control and direction characters shown as their code points.
fn printable(path: &str) -> String {
    path.chars()
        .map(|c| {
            if c.is_control() || encoding::is_bidi_control(c) {
                c.escape_unicode().to_string()
            } else {
                c.to_string()
            }
        })
        .collect()
}

fn no_project(root: &Path) -> Diagnostic {
    Diagnostic::error("no-project", None, format!("there is no `{CONFIG}` in `{}`", root.display()))
        .help("go to the project's folder, name it with `-C FOLDER`, or make one with `casebook new site`")
}

fn unlistable(folder: &Path, error: &walkdir::Error) -> Diagnostic {
    Diagnostic::failure("unreadable", format!("cannot list `{}`: {error}", folder.display()))
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        return changed(path);
    }
    Diagnostic::failure("unreadable", format!("cannot read `{path}`: {error}"))
        .help("check the file's permissions")
}

fn changed(path: &str) -> Diagnostic {
    Diagnostic::error("changed-during-build", None, format!("`{path}` was changed while the site was built"))
        .help("run the command again")
}
