//! Whether the site that stands is already the one wanted, byte by byte.
//!
//! The hash of the inputs answers for most builds; only when it agrees are the files themselves read.
//! Once every listed file is found whole, counting what stands is enough to know that there is no more.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, Read},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use rayon::prelude::*;

use crate::write::{
    carry,
    manifest::{Old, Record},
    tree::{self, Count},
};

/// Room for most files in one piece.
const BUFFER: usize = 64 * 1024;

/// True if `folder` holds exactly the site made from `inputs`: every file whole, nothing more.
#[must_use]
pub fn is_current(folder: &Path, old: &Old, inputs: &str) -> bool {
    let Old::Listed { manifest, files, sealed: true } = old else { return false };
    if inputs.is_empty() || manifest.inputs != inputs {
        return false;
    }
    let counted = || tree::count(folder, carry::is_hidden).is_ok_and(|count| count == expected(files));
    let (alone, whole) = rayon::join(counted, || all_whole(folder, files));
    alone && whole
}

/// What stands once `files` and their manifest do, hidden entries at the root left out.
fn expected(files: &BTreeMap<String, Record>) -> Count {
    let shown: Vec<&String> = files.keys().filter(|path| !carry::is_hidden(Path::new(path))).collect();
    Count { files: shown.len() + 1, folders: tree::folders_of(&shown).len(), others: 0 }
}

fn all_whole(folder: &Path, files: &BTreeMap<String, Record>) -> bool {
    let files: Vec<(&String, &Record)> = files.iter().collect();
    let whole = |buffer: &mut Vec<u8>, (path, record): &(&String, &Record)| {
        is_whole(&folder.join(path), **record, buffer).unwrap_or(false)
    };
    files.par_iter().map_init(|| vec![0; BUFFER], whole).all(|whole| whole)
}

fn is_whole(path: &Path, record: Record, buffer: &mut [u8]) -> io::Result<bool> {
    let no_link = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let mut file: File = OpenOptions::new().read(true).custom_flags(no_link).open(path)?;
    let mut hasher = blake3::Hasher::new();
    loop {
        let read = match file.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        hasher.update(buffer.get(..read).unwrap_or_default());
        // A read that does not fill its buffer has met the end of a regular file.
        if read < buffer.len() {
            break;
        }
    }
    Ok(hasher.count() == record.size && hasher.finalize() == record.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folder_is_counted_once() {
        let record = Record { size: 0, hash: blake3::hash(b"") };
        let paths = [".hidden/a", "a-b/c", "a.txt", "a/b/c", "a/b/d", "a/c", "ab/c/d/e", "index.html"];
        let files = paths.map(|path| (path.to_owned(), record)).into();
        assert_eq!(expected(&files), Count { files: 8, folders: 6, others: 0 });
    }
}
