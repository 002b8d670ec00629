//! The same project, read again after some of its files were touched: what is as it was is shared.
//!
//! While the list of files stays, so do their numbers, and whatever was made from an unchanged file still
//! holds. A file more or less numbers them anew.

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

    /// The project as it is now; nothing if it is as it was. `whole` reads all of it, where one file alone does
    /// not do.
    ///
    /// # Errors
    /// When there is no project any more, or a file cannot be read.
    pub fn again(
        &self,
        touched: &Touched,
        whole: impl FnOnce() -> Result<Self, Diagnostic>,
    ) -> Result<Option<Self>, Diagnostic> {
        if touched.all || touched.paths.iter().any(|path| self.is_relisted(path)) {
            return Ok(self.shared_with(whole()?));
        }
        let places = touched.paths.par_iter().filter_map(|path| Some((path, self.place(path)?)));
        let read =
            |(path, file): (&String, FileId)| Ok((file, read_file(self.root.join(path), path.clone())?));
        let found: Vec<(FileId, Source)> = places.map(read).collect::<Result<_, Diagnostic>>()?;
        let mut next = self.clone();
        let mut same = true;
        for (file, mut source) in found {
            let Some(old) = next.files.get_mut(file.0 as usize).filter(|old| !is_same(old, &source)) else {
                continue;
            };
            same = false;
            next.faults.remove(&file);
            next.faults.extend(check_text(file.0 as usize, &mut source));
            *old = Arc::new(source);
        }
        next.collect_problems();
        Ok((!same).then_some(next))
    }

    /// The files that are not as they were in an earlier reading; nothing if the list of files is another.
    #[must_use]
    pub fn differences(&self, earlier: &Self) -> Option<Vec<FileId>> {
        if self.listing != earlier.listing {
            return None;
        }
        let same = |old: &Arc<Source>, new: &Arc<Source>| Arc::ptr_eq(old, new) || has_same_content(old, new);
        let pairs = earlier.files.iter().zip(&self.files).enumerate();
        let other = pairs.filter(|(_, (old, new))| !same(old, new));
        other.map(|(place, _)| u32::try_from(place).ok().map(FileId)).collect()
    }

    /// True if the list of files is another one now because of `path`.
    fn is_relisted(&self, path: &str) -> bool {
        let about = self.root.join(path).symlink_metadata().ok();
        match self.place(path) {
            Some(_) => !about.is_some_and(|about| about.is_file()),
            None => about.is_some() || self.under(&format!("{path}/")).next().is_some(),
        }
    }

    /// A reading of everything, sharing with this one what is as it was; nothing if all is.
    fn shared_with(&self, mut next: Self) -> Option<Self> {
        let mut listed = self.files.len() == next.files.len();
        let mut same = self.problems == next.problems;
        for (place, source) in next.files.iter_mut().enumerate() {
            let old = self.place(&source.path).map(|id| id.0 as usize);
            listed &= old == Some(place);
            match old.and_then(|old| self.files.get(old)).filter(|old| is_same(old, source)) {
                Some(old) => *source = Arc::clone(old),
                None => same = false,
            }
        }
        if listed {
            next.listing = self.listing.clone();
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
            if let Some(source) = self.files.get_mut(id.0 as usize) {
                let (path, digest) = (source.path.clone(), source.hash().into());
                *source = Arc::new(Source { path, body: Body::Bytes(Cow::Owned(bytes)), digest });
            }
        }
    }
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
