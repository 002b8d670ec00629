//! What loaders gave, kept in `.casebook/loaded/` until the command, its inputs or its day is another.
//!
//! It may be deleted at any time. What is kept stands beside its hash, and only what still has that hash is
//! believed: a file that a disk, an editor or another run has changed is as good as none.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{base::diagnostic::Diagnostic, data::loader::LOADED, write::fault};

/// What is known of a file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// What it depends on.
    pub key: String,
    /// blake3 of its content, in hexadecimal digits.
    pub hash: String,
}

impl Kept {
    /// What is known of the output for the dataset `id`; nothing if that cannot be read.
    #[must_use]
    pub fn read(root: &Path, id: &str) -> Option<Self> {
        serde_json::from_slice(&fs::read(root.join(LOADED).join(format!("{id}.json"))).ok()?).ok()
    }
}

/// Where the output for the dataset `id` is kept.
#[must_use]
pub fn path(root: &Path, id: &str) -> PathBuf {
    root.join(LOADED).join(format!("{id}.csv"))
}

/// An output that is being written; if it is not kept, it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    file: fs::File,
    beside: PathBuf,
    target: PathBuf,
    hasher: blake3::Hasher,
    kept: bool,
}

impl Incoming {
    /// Starts the output for the dataset `id`. Two runs at once write to files of their own.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(root: &Path, id: &str) -> Result<Self, Diagnostic> {
        let target = path(root, id);
        let beside = target.with_extension(format!("{}.next", std::process::id()));
        let made = fs::create_dir_all(root.join(LOADED)).and_then(|()| fs::File::create(&beside));
        let file = made.map_err(|error| refused(&target, &error))?;
        Ok(Self { file, beside, target, hasher: blake3::Hasher::new(), kept: false })
    }

    /// Adds a part.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&mut self, part: &[u8]) -> Result<(), Diagnostic> {
        self.hasher.update(part);
        self.file.write_all(part).map_err(|error| refused(&self.target, &error))
    }

    /// Keeps the whole, which depends on `key`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(mut self, key: String) -> Result<(), Diagnostic> {
        let kept = Kept { key, hash: self.hasher.finalize().to_hex().to_string() };
        let text = serde_json::to_vec_pretty(&kept).unwrap_or_default();
        let note = self.target.with_extension("json");
        fs::rename(&self.beside, &self.target)
            .and_then(|()| {
                self.kept = true;
                fs::write(note, text)
            })
            .map_err(|error| refused(&self.target, &error))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed is removed with the cache.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

fn refused(target: &Path, error: &io::Error) -> Diagnostic {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    fault::refused("write", &format!("{LOADED}{name}"), ".casebook", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_known_and_what_is_given_up_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let mut incoming = Incoming::begin(root.path(), "cases").unwrap();
        incoming.add(b"a,b\n").unwrap();
        drop(incoming);
        assert_eq!(fs::read_dir(root.path().join(LOADED)).unwrap().count(), 0);
        assert_eq!(Kept::read(root.path(), "cases"), None);

        let mut incoming = Incoming::begin(root.path(), "cases").unwrap();
        incoming.add(b"a,b\n").unwrap();
        incoming.add(b"1,2\n").unwrap();
        incoming.keep("key".to_owned()).unwrap();
        let hash = blake3::hash(b"a,b\n1,2\n").to_hex().to_string();
        assert_eq!(Kept::read(root.path(), "cases"), Some(Kept { key: "key".to_owned(), hash }));
        assert_eq!(fs::read(path(root.path(), "cases")).unwrap(), b"a,b\n1,2\n");
        assert_eq!(fs::read_dir(root.path().join(LOADED)).unwrap().count(), 2);
    }
}
