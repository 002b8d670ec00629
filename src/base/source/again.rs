//! The same project, read again after some of its files were touched: what is as it was is shared.
//!
//! A file keeps its number, so whatever was made from an unchanged one still holds; a new one gets the next. Only
//! a reading of the whole project that finds another list of files numbers them anew.

#![expect(clippy::disallowed_methods, reason = "a part of the one place that reads the project")]

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::base::{
    diagnostic::Diagnostic,
    source::{Body, CONFIG, FOLDERS, Source, Sources, check_text, entry, read_file},
    span::FileId,
};

/// The folder whose files are all an author's own.
const TEXTS: &str = "content/";

/// The size of each file and the time of its last change, for systems that do not tell when one is saved.
pub type Stamps = BTreeMap<String, (u64, Option<SystemTime>)>;

/// What may have changed since a project was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Files and folders by their path below the project's folder, with `/` between its parts.
    pub paths: BTreeSet<String>,
    /// Anything at all.
    pub all: bool,
}

impl Touched {
    /// Nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.all
    }

    /// Adds the files that differ between two looks.
    pub fn compare(&mut self, old: &Stamps, new: &Stamps) {
        let changed = new.iter().filter(|(path, stamp)| old.get(*path) != Some(stamp));
        let gone = old.keys().filter(|path| !new.contains_key(*path));
        self.paths.extend(changed.map(|(path, _)| path).chain(gone).cloned());
    }

    /// Adds what stands at `path`, if it can be of the project in `root`.
    pub fn add(&mut self, path: &Path, root: &Path) {
        let Ok(below) = path.strip_prefix(root) else { return };
        let below = below.to_string_lossy().replace('\\', "/");
        let first = below.split('/').next().unwrap_or_default();
        let ours = below == CONFIG || (FOLDERS.contains(&first) && below.split('/').all(entry::is_our_name));
        if ours {
            self.paths.insert(below);
        }
    }
}

impl Sources {
    /// The folders that are read, as far as they exist: what to watch.
    #[must_use]
    pub fn folders(root: &Path) -> Vec<PathBuf> {
        let all = FOLDERS.iter().map(|name| root.join(name));
        all.filter(|path| path.symlink_metadata().is_ok_and(|about| about.is_dir())).collect()
    }

    /// What the files of the project in `root` look like now.
    #[must_use]
    pub fn stamps(root: &Path) -> Stamps {
        let config = root.join(CONFIG);
        let entries = FOLDERS.iter().map(|name| root.join(name)).chain([config]);
        let entries = entries.flat_map(|place| WalkDir::new(place).into_iter().filter_entry(entry::is_ours));
        let stamp = |entry: walkdir::DirEntry| {
            let about = entry.metadata().ok().filter(|about| about.is_file())?;
            Some((entry::path(&entry, root), (about.len(), about.modified().ok())))
        };
        entries.filter_map(Result::ok).filter_map(stamp).collect()
    }

    /// The full path of a project's folder, by which the system tells what was touched.
    #[must_use]
    pub fn place_of(root: &Path) -> PathBuf {
        root.canonicalize().unwrap_or_else(|_| root.to_owned())
    }

    /// The project as it is now; nothing if it is as it was. `whole` reads all of it, where single files do not do.
    ///
    /// # Errors
    /// When there is no project any more, or a file cannot be read.
    pub fn again(
        &self,
        touched: &Touched,
        whole: impl FnOnce() -> Result<Self, Diagnostic>,
    ) -> Result<Option<Self>, Diagnostic> {
        let Some(Found { read, gone }) = self.find_again(touched) else {
            return Ok(self.shared_with(whole()?));
        };
        let read = read.into_par_iter().map(|path| read_file(self.root.join(&path), path));
        let found: Vec<Source> = read.collect::<Result<_, Diagnostic>>()?;
        let mut next = self.clone();
        let mut same = gone.is_empty();
        gone.into_iter().for_each(|file| next.remove(file));
        for source in found {
            same &= !next.put(source);
        }
        next.collect_problems();
        Ok((!same).then_some(next))
    }

    /// Which files have to be read, and which are gone; nothing if that can only be said after a look at the
    /// whole project.
    fn find_again(&self, touched: &Touched) -> Option<Found> {
        let mut found = Found::default();
        if touched.all {
            return None;
        }
        for path in &touched.paths {
            let full = self.root.join(path);
            if self.holds(path) && is_file(&full) {
                found.read.insert(path.clone());
                continue;
            }
            let below = format!("{path}/");
            let there = full.symlink_metadata().is_ok();
            let known: Vec<FileId> =
                self.place(path).into_iter().chain(self.under(&below).map(|(file, _)| file)).collect();
            let relisted = there || !known.is_empty();
            // Themes and data have files that the program or a loader brings in place of others.
            if !self.entries.is_empty() || (relisted && !path.starts_with(TEXTS)) {
                return None;
            }
            found.gone.extend(known.into_iter().filter(|file| !is_file(&self.root.join(self.path(*file)))));
            if there {
                found.add(&full, &self.root)?;
            }
        }
        Some(found)
    }

    /// Takes a file out. No other gets its number.
    fn remove(&mut self, file: FileId) {
        self.order.retain(|other| *other != file);
        self.faults.remove(&file);
        if let Some(source) = self.files.get_mut(file.0 as usize) {
            *source = None;
        }
    }

    /// Puts a file in its place; false if it stands there already.
    fn put(&mut self, mut source: Source) -> bool {
        let found = self.order.binary_search_by(|id| self.path(*id).cmp(&source.path));
        let file = match found {
            Ok(found) => self.order.get(found).copied().unwrap_or(FileId(0)),
            Err(_) => FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX)),
        };
        if self.file(file).is_some_and(|old| is_same(old, &source)) {
            return false;
        }
        self.faults.remove(&file);
        self.faults.extend(check_text(file.0 as usize, &mut source));
        let source = Some(Arc::new(source));
        match (self.files.get_mut(file.0 as usize), found) {
            (Some(old), _) => *old = source,
            (None, Ok(_)) => {}
            (None, Err(place)) => {
                self.files.push(source);
                self.order.insert(place, file);
            }
        }
        true
    }

    /// The files that are not as they were in an earlier reading, those that are new or gone among them; nothing
    /// if files have other numbers now.
    #[must_use]
    pub fn differences(&self, earlier: &Self) -> Option<BTreeSet<FileId>> {
        if self.numbering != earlier.numbering {
            return None;
        }
        let same = |file: usize| match (earlier.files.get(file), self.files.get(file)) {
            (Some(Some(old)), Some(Some(new))) => Arc::ptr_eq(old, new) || has_same_content(old, new),
            (old, new) => old.is_none_or(Option::is_none) && new.is_none_or(Option::is_none),
        };
        let most = self.files.len().max(earlier.files.len());
        let other = (0..most).filter(|file| !same(*file));
        other.map(|file| u32::try_from(file).ok().map(FileId)).collect()
    }

    /// A reading of everything, sharing with this one what is as it was; nothing if all is.
    fn shared_with(&self, mut next: Self) -> Option<Self> {
        let mut listed = self.files.len() == next.files.len();
        let mut same = self.problems == next.problems;
        for (place, source) in next.files.iter_mut().enumerate() {
            let Some(source) = source else { continue };
            let old = self.place(&source.path).map(|id| id.0 as usize);
            listed &= old == Some(place);
            match old.and_then(|old| self.files.get(old)?.as_ref()).filter(|old| is_same(old, source)) {
                Some(old) => *source = Arc::clone(old),
                None => same = false,
            }
        }
        if listed {
            next.numbering = self.numbering.clone();
        }
        (!(same && listed)).then_some(next)
    }

    /// Takes the content of some files into memory that are handles so far, the smallest first and no more than
    /// `budget` bytes in all, those counted that are held already.
    pub fn hold(&mut self, files: &BTreeSet<FileId>, budget: u64) {
        let size = |id: &FileId| match self.file(*id).map(|source| &source.body) {
            Some(Body::Handle(handle)) => Some((handle.size, *id)),
            Some(Body::Bytes(Cow::Owned(bytes))) => Some((bytes.len() as u64, *id)),
            _ => None,
        };
        let mut sizes: Vec<(u64, FileId)> = files.iter().filter_map(size).collect();
        sizes.sort_unstable();
        let mut left = budget;
        let fits = |(size, id): (u64, FileId)| {
            left = left.checked_sub(size)?;
            Some(id)
        };
        let fitting: Vec<FileId> = sizes.into_iter().map_while(fits).collect();
        let read = |id: FileId| {
            let is_handle = matches!(self.file(id)?.body, Body::Handle(_));
            Some((id, self.bytes(id).ok().filter(|_| is_handle)?))
        };
        let read: Vec<(FileId, Vec<u8>)> = fitting.into_par_iter().filter_map(read).collect();
        for (id, bytes) in read {
            if let Some(Some(source)) = self.files.get_mut(id.0 as usize) {
                let (path, digest) = (source.path.clone(), source.hash().into());
                *source = Arc::new(Source { path, body: Body::Bytes(Cow::Owned(bytes)), digest });
            }
        }
    }
}

/// Files to read, and files that are gone.
#[derive(Default)]
struct Found {
    read: BTreeSet<String>,
    gone: BTreeSet<FileId>,
}

impl Found {
    /// Adds what lies at or below a place; nothing if something of it is no plain file.
    fn add(&mut self, place: &Path, root: &Path) -> Option<()> {
        for entry in WalkDir::new(place).into_iter().filter_entry(entry::is_ours) {
            let entry = entry.ok()?;
            let path = entry::path(&entry, root);
            if entry::problem(&entry, &path).is_some() {
                return None;
            }
            if entry.file_type().is_file() {
                self.read.insert(path);
            }
        }
        Some(())
    }
}

fn is_file(place: &Path) -> bool {
    place.symlink_metadata().is_ok_and(|about| about.is_file())
}

/// True for the same content; of a handle also where it is and when it was changed.
fn is_same(old: &Source, new: &Source) -> bool {
    let handles = match (&old.body, &new.body) {
        (Body::Handle(old), Body::Handle(new)) => old == new,
        _ => true,
    };
    handles && has_same_content(old, new)
}

/// True for the same content. A large table of which no hash was made yet is the same where it is and was changed
/// as before: now there is no other way to know.
fn has_same_content(old: &Source, new: &Source) -> bool {
    match (&old.body, &new.body, old.digest.known(), new.digest.known()) {
        (Body::Handle(old), Body::Handle(new), None, _) => old == new,
        (Body::Handle(old), Body::Handle(new), _, None) if old == new => true,
        _ => old.hash() == new.hash(),
    }
}
