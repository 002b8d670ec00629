//! The files of a project, read once: the only place that opens them.
//!
//! Texts (Markdown, YAML, templates, messages, CSV up to 4 MiB) are held; anything else is a handle
//! whose content is hashed while it streams by and read again only when it is published; that of a larger table
//! is hashed when somebody asks. A file that cannot be a text is reported here and absent afterwards, so no later
//! stage meets broken bytes.

#![expect(clippy::disallowed_methods, reason = "the one place that reads the project")]

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    encoding,
    source::digest::Digest,
    span::FileId,
};

pub mod again;
mod digest;
mod entry;

/// What is read: the configuration and these folders; everything else in the project is not ours.
const FOLDERS: [&str; 4] = ["approvals", "content", "data", "themes"];

/// The configuration's file name.
pub const CONFIG: &str = "casebook.yaml";

/// Larger CSV files are streamed when they are queried.
const LARGEST_TEXT: u64 = 4 * 1024 * 1024;

/// The files of a project. A later reading shares those that are as they were.
#[derive(Clone, Debug)]
pub struct Sources {
    root: PathBuf,
    /// By their numbers; nothing where one is gone.
    files: Vec<Option<Arc<Source>>>,
    /// The numbers of those that are there, in order of path.
    order: Vec<FileId>,
    numbering: Numbering,
    /// What is wrong with entries of folders, and what was noted.
    entries: Diagnostics,
    /// What is wrong with texts.
    faults: BTreeMap<FileId, Fault>,
    /// Files that cannot be read as what they claim to be.
    pub problems: Diagnostics,
}

/// The numbering of a reading, which a later one may share: then each file has the same number in both.
#[derive(Clone, Debug, Default)]
struct Numbering(Arc<()>);

impl PartialEq for Numbering {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// One file.
#[derive(Debug)]
pub struct Source {
    /// Path below the project's folder, with `/` between its parts.
    pub path: String,
    /// Its content, or how to get it.
    pub body: Body,
    /// blake3 of the content.
    digest: Digest,
}

impl Source {
    /// A file of that content.
    #[must_use]
    pub fn new(path: String, body: Body, content: &[u8]) -> Self {
        Self { path, body, digest: Digest::of(content) }
    }

    /// blake3 of the content. That of a large table is made when it is first asked for.
    #[must_use]
    pub fn hash(&self) -> blake3::Hash {
        match &self.body {
            Body::Handle(handle) => self.digest.of_handle(handle),
            _ => self.digest.known().unwrap_or_else(|| blake3::hash(&[])),
        }
    }
}

/// A file's content.
#[derive(Debug)]
pub enum Body {
    /// UTF-8 in which a character that no text may hold is a blank of its length; in Markdown and YAML a
    /// lone carriage return is a line feed. A byte-order mark is still there.
    Text(String),
    /// A CSV file in another encoding, which its descriptor may declare, or a file that the program brings.
    Bytes(Cow<'static, [u8]>),
    /// Not held: an image, a font, a large CSV file.
    Handle(Handle),
    /// Named in [`Sources::problems`].
    Broken,
}

/// What a file was like when it was found; checked again before the result is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// Where it is.
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Time of the last change.
    pub modified: SystemTime,
}

impl Handle {
    /// True if the file still has its size and its time of change.
    fn is_current(&self) -> bool {
        let about = fs::metadata(&self.path).ok();
        about.is_some_and(|about| about.len() == self.size && about.modified().ok() == Some(self.modified))
    }
}

impl Sources {
    /// Reads the project in `root`. `defaults` are files that the program brings, by path; a file of
    /// the project takes the place of a default with the same path.
    ///
    /// # Errors
    /// When `root` is no project folder or cannot be listed.
    pub fn read(root: &Path, defaults: Vec<(String, &'static [u8])>) -> Result<Self, Diagnostic> {
        Self::read_and_bring(root, defaults, |_| Vec::new())
    }

    /// The same with more files, which `bring` gives once it has seen those of the project. The ids that it
    /// sees count only as long as it runs.
    ///
    /// # Errors
    /// As for [`Sources::read`].
    pub fn read_and_bring(
        root: &Path,
        defaults: Vec<(String, &'static [u8])>,
        bring: impl FnOnce(&Self) -> Vec<Source>,
    ) -> Result<Self, Diagnostic> {
        let config = root.join(CONFIG);
        if let Some(problem) = entry::named_problem(&config, CONFIG) {
            return Err(problem);
        }
        if !config.is_file() {
            return Err(no_project(root));
        }
        let mut sources = Self {
            root: root.to_owned(),
            files: Vec::new(),
            order: Vec::new(),
            numbering: Numbering::default(),
            entries: Diagnostics::new(),
            faults: BTreeMap::new(),
            problems: Diagnostics::new(),
        };
        let paths = sources.list()?;
        let read = |path: String| read_file(root.join(&path), path);
        let mut files: Vec<Source> = paths.into_par_iter().map(read).collect::<Result<_, _>>()?;
        add_defaults(&mut files, defaults);
        sources.number(files);
        let brought = bring(&sources);
        if !brought.is_empty() {
            let own = std::mem::take(&mut sources.files).into_iter().flatten().filter_map(Arc::into_inner);
            sources.number(own.chain(brought).collect());
        }
        sources.check_texts();
        Ok(sources)
    }

    /// Numbers files in order of path.
    fn number(&mut self, mut files: Vec<Source>) {
        files.par_sort_by(|a, b| a.path.cmp(&b.path));
        self.order = (0..u32::try_from(files.len()).unwrap_or(u32::MAX)).map(FileId).collect();
        self.files = files.into_iter().map(|source| Some(Arc::new(source))).collect();
    }

    /// Reports texts that are none, and mends what can be read on. Nobody shares the files yet.
    fn check_texts(&mut self) {
        let texts = self.files.par_iter_mut().enumerate();
        let check = |(place, source): (usize, &mut Option<Arc<Source>>)| {
            check_text(place, Arc::get_mut(source.as_mut()?)?)
        };
        let faults: Vec<_> = texts.filter_map(check).collect();
        self.faults.extend(faults);
        self.collect_problems();
    }

    /// Adds what is wrong with the reading as a whole.
    pub fn note(&mut self, problem: Diagnostic) {
        self.entries.push(problem);
        self.collect_problems();
    }

    fn collect_problems(&mut self) {
        self.problems = self.entries.clone();
        self.faults.values().for_each(|fault| self.problems.merge(fault.problems.clone()));
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// One file.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)?.as_deref()
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

    /// The text of a file for messages, also of one that is broken.
    #[must_use]
    pub fn shown(&self, id: FileId) -> &str {
        let shown = self.faults.get(&id).and_then(|fault| fault.shown.as_deref());
        shown.unwrap_or_else(|| self.text(id))
    }

    /// True for a file that is named in [`Sources::problems`]; whoever meets it says no more about it.
    #[must_use]
    pub fn is_broken(&self, id: FileId) -> bool {
        self.file(id).is_some_and(|source| matches!(source.body, Body::Broken))
    }

    /// The file at `path`, unless it is broken.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.place(path).filter(|id| !self.is_broken(*id))
    }

    /// True if there is a file at `path`, broken or not.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.place(path).is_some()
    }

    fn place(&self, path: &str) -> Option<FileId> {
        let found = self.order.binary_search_by(|id| self.path(*id).cmp(path)).ok()?;
        self.order.get(found).copied()
    }

    /// All files whose path starts with `folder` (which ends with `/`), in order of path.
    pub fn under<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (FileId, &'s Source)> {
        let start = self.order.partition_point(|id| self.path(*id) < folder);
        let files = self.order.iter().skip(start).filter_map(|id| Some((*id, self.file(*id)?)));
        files.take_while(move |(_, source)| source.path.starts_with(folder))
    }

    /// Where a file stands in the order of paths.
    #[must_use]
    pub fn rank(&self, id: FileId) -> Option<usize> {
        self.order.binary_search_by(|other| self.path(*other).cmp(self.path(id))).ok()
    }

    /// A hash over the paths and contents of the files that count.
    #[must_use]
    pub fn hash(&self, counts: impl Fn(FileId, &Source) -> bool) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for (_, source) in self.under("").filter(|(file, source)| counts(*file, source)) {
            hasher.update(&(source.path.len() as u64).to_le_bytes());
            hasher.update(source.path.as_bytes());
            hasher.update(source.hash().as_bytes());
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
                if blake3::hash(&bytes) == source.hash() { Ok(bytes) } else { Err(changed(&source.path)) }
            }
            Body::Broken => Ok(Vec::new()),
        }
    }

    /// Opens a file that is not held, to read it part by part.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn stream(&self, id: FileId) -> Result<Stream, Diagnostic> {
        let path = self.path(id).to_owned();
        let handle = match self.file(id).map(|source| &source.body) {
            Some(Body::Handle(handle)) => handle.clone(),
            _ => return Err(changed(&path)),
        };
        let file = fs::File::open(&handle.path).map_err(|error| unreadable(&path, &error))?;
        Ok(Stream { file, handle, path })
    }

    /// The paths of all files, without what editors and systems leave behind.
    fn list(&mut self) -> Result<Vec<String>, Diagnostic> {
        let mut paths = vec![CONFIG.to_owned()];
        for name in FOLDERS {
            let folder = self.root.join(name);
            if let Some(problem) = entry::named_problem(&folder, name) {
                self.entries.push(problem);
            } else if folder.is_dir() {
                self.walk(&folder, &mut paths)?;
            }
        }
        Ok(paths)
    }

    fn walk(&mut self, folder: &Path, paths: &mut Vec<String>) -> Result<(), Diagnostic> {
        let entries = WalkDir::new(folder).min_depth(1).into_iter();
        for entry in entries.filter_entry(entry::is_ours) {
            let entry = entry.map_err(|error| unlistable(folder, &error))?;
            let path = entry::path(&entry, &self.root);
            match entry::problem(&entry, &path) {
                Some(problem) => self.entries.push(problem),
                None if entry.file_type().is_file() => paths.push(path),
                None => {}
            }
        }
        Ok(())
    }
}

fn add_defaults(files: &mut Vec<Source>, defaults: Vec<(String, &'static [u8])>) {
    let own: BTreeSet<String> = files.iter().map(|source| source.path.clone()).collect();
    for (path, bytes) in defaults.into_iter().filter(|(path, _)| !own.contains(path)) {
        let body = match std::str::from_utf8(bytes) {
            Ok(text) if is_text(&path) => Body::Text(text.to_owned()),
            _ => Body::Bytes(Cow::Borrowed(bytes)),
        };
        files.push(Source::new(path, body, bytes));
    }
}

/// What is wrong with a text, and what of it can be shown if it is none.
#[derive(Clone, Debug)]
struct Fault {
    problems: Diagnostics,
    /// Offsets up to the first fault are those of the file.
    shown: Option<String>,
}

/// Reports a file that should be a text and is none, and mends what can be read on.
fn check_text(place: usize, source: &mut Source) -> Option<(FileId, Fault)> {
    let file = FileId(u32::try_from(place).unwrap_or(u32::MAX));
    let mut problems = Diagnostics::new();
    let bytes = match &mut source.body {
        Body::Text(text) if encoding::utf16(text.as_bytes()).is_none() => {
            encoding::mend(text, file, &mut problems);
            if is_parsed(&source.path) {
                encoding::end_lines(text);
            }
            return problems.worst().map(|_| (file, Fault { problems, shown: None }));
        }
        Body::Text(text) => text.as_bytes(),
        Body::Bytes(bytes) if is_text(&source.path) && !has_ending(&source.path, "csv") => bytes,
        _ => return None,
    };
    problems.push(encoding::problem(bytes, file));
    let shown = Some(encoding::shown(bytes));
    source.body = Body::Broken;
    Some((file, Fault { problems, shown }))
}

/// A file that is read part by part.
#[derive(Debug)]
pub struct Stream {
    file: fs::File,
    handle: Handle,
    path: String,
}

impl Stream {
    /// Adds up to `length` bytes to `buffer`; fewer only at the end of the file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&mut self, buffer: &mut Vec<u8>, length: usize) -> Result<usize, Diagnostic> {
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        let part = self.file.by_ref().take(limit).read_to_end(buffer);
        part.map_err(|error| unreadable(&self.path, &error))
    }

    /// Fails if the file is no longer what it was when it was found; to be asked after the last part.
    ///
    /// # Errors
    /// When its size or its time of change is another.
    pub fn unchanged(&self) -> Result<(), Diagnostic> {
        if self.handle.is_current() { Ok(()) } else { Err(changed(&self.path)) }
    }
}

/// True for files that a person edits as text.
fn is_text(path: &str) -> bool {
    ["md", "yaml", "yml", "csv", "html", "css", "js", "ftl", "json", "txt", "xml", "svg"]
        .iter()
        .any(|ending| has_ending(path, ending))
}

/// True for texts that are read line by line and never published as they are.
fn is_parsed(path: &str) -> bool {
    ["md", "yaml"].iter().any(|ending| has_ending(path, ending))
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

/// A file that stands at `full` and is known as `path`.
///
/// # Errors
/// When it cannot be read.
pub fn read_file(full: PathBuf, path: String) -> Result<Source, Diagnostic> {
    let refused = |error: io::Error| unreadable(&path, &error);
    let mut file = fs::File::open(&full).map_err(refused)?;
    let about = file.metadata().map_err(refused)?;
    if !is_text(&path) || about.len() > LARGEST_TEXT {
        // A large table is read as it goes by, and most runs need no hash of it.
        let digest = if is_text(&path) {
            Digest::default()
        } else {
            digest::hash_file(&mut file, about.len()).map_err(refused)?.into()
        };
        let modified = about.modified().map_err(refused)?;
        let body = Body::Handle(Handle { path: full, size: about.len(), modified });
        return Ok(Source { path, body, digest });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    // A limit spares a second question for the size; it is beyond what a file can hold.
    file.take(u64::MAX).read_to_end(&mut bytes).map_err(refused)?;
    let digest = Digest::of(&bytes);
    // UTF-16 without accents is UTF-8 with zero bytes; a descriptor may declare it, so it is no text yet.
    let wide = has_ending(&path, "csv") && bytes.contains(&0);
    let body = match String::from_utf8(bytes) {
        Ok(text) if wide => Body::Bytes(Cow::Owned(text.into_bytes())),
        Ok(text) => Body::Text(text),
        Err(error) => Body::Bytes(Cow::Owned(error.into_bytes())),
    };
    Ok(Source { path, body, digest })
}

/// The files below a folder that a person names on the command line: each one's path in it with `/`, and where
/// it is. Links are not followed.
///
/// # Errors
/// When the folder cannot be listed.
pub fn files_of(folder: &Path) -> Result<Vec<(String, PathBuf)>, Diagnostic> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| unlistable(folder, &error))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.push((below.to_string_lossy().replace('\\', "/"), entry.path().to_owned()));
        }
    }
    Ok(files)
}

/// The largest table that a page can show.
pub const LARGEST_TABLE: u64 = LARGEST_TEXT;

/// The content of a file that a person names on the command line, wherever it lies.
///
/// # Errors
/// When it cannot be read, or is larger than `most` bytes.
pub fn outside(path: &Path, most: u64) -> Result<Vec<u8>, Diagnostic> {
    let shown = path.display().to_string();
    let refused = |error: io::Error| {
        Diagnostic::failure("unreadable", format!("cannot read `{shown}`: {error}"))
            .help("check the path and its permissions")
    };
    if fs::metadata(path).map_err(refused)?.len() > most {
        return Err(Diagnostic::error(
            "too-large",
            None,
            format!("`{shown}` is larger than {} MiB", most >> 20),
        )
        .help("aggregate it before you publish it: a page needs the sums, not the single records"));
    }
    fs::read(path).map_err(refused)
}

fn no_project(root: &Path) -> Diagnostic {
    Diagnostic::error("no-project", None, format!("there is no `{CONFIG}` in `{}`", root.display())).help(
        "go to the project's folder or name it with `-C FOLDER`; `casebook new site FOLDER` starts a project",
    )
}

fn unlistable(folder: &Path, error: &walkdir::Error) -> Diagnostic {
    let reason = error.io_error().map_or_else(|| error.to_string(), |error| error.kind().to_string());
    let path = error.path().unwrap_or(folder);
    Diagnostic::failure("unreadable", format!("`{}` cannot be listed: {reason}", path.display()))
        .help("check the folder's permissions")
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        return changed(path);
    }
    Diagnostic::failure("unreadable", format!("`{path}` cannot be read: {}", error.kind()))
        .help("check the file's permissions")
}

fn changed(path: &str) -> Diagnostic {
    Diagnostic::error("changed-during-build", None, format!("`{path}` was changed while the site was built"))
        .help("run the command again")
}
