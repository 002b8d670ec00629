//! One file or folder of the new tree, with the same modes whatever the umask.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

/// Only files longer than this are worth comparing with the old tree's; below it a write is as fast.
pub const WORTH_LINKING: u64 = 64 * 1024;

/// Whether what is made has our modes at once, or must be given them because the umask, an access list or
/// the folder above says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modes {
    /// At once.
    AsAsked,
    /// They must be set; this is always right.
    ToBeSet,
}

impl Modes {
    /// Makes the root of a tree, and sees from it what modes everything in it will get: a folder's hold
    /// those of a file.
    pub fn of_root(path: &Path) -> io::Result<Self> {
        fs::DirBuilder::new().mode(FOLDER_MODE).create(path)?;
        if fs::symlink_metadata(path)?.mode() & 0o7777 == FOLDER_MODE {
            return Ok(Self::AsAsked);
        }
        tolerate(fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE)))?;
        Ok(Self::ToBeSet)
    }

    /// Makes the folder `path` in an existing one.
    pub fn make_folder(self, path: &Path) -> io::Result<()> {
        fs::DirBuilder::new().mode(FOLDER_MODE).create(path)?;
        match self {
            Self::AsAsked => Ok(()),
            Self::ToBeSet => tolerate(fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE))),
        }
    }

    /// Writes a file that must not be there yet.
    pub fn write(self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        within_limit(bytes.len() as u64)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)?;
        file.write_all(bytes)?;
        match self {
            Self::AsAsked => Ok(()),
            Self::ToBeSet => tolerate(file.set_permissions(Permissions::from_mode(FILE_MODE))),
        }
    }
}

/// Makes the folder `path` in an existing one.
pub fn make_folder(path: &Path) -> io::Result<()> {
    Modes::ToBeSet.make_folder(path)
}

/// Writes a file that must not be there yet.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Modes::ToBeSet.write(path, bytes)
}

/// Gives `new` the file `old` if that holds exactly `bytes`, has our mode and belongs to no other tree.
///
/// Comparing the bytes costs less than writing them to a disk, and trusts no recorded time.
pub fn link_if_equal(old: &Path, new: &Path, bytes: &[u8]) -> bool {
    is_ours(old, bytes.len() as u64) && holds(old, bytes).unwrap_or(false) && fs::hard_link(old, new).is_ok()
}

fn is_ours(path: &Path, size: u64) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| {
        found.is_file() && found.len() == size && found.mode() & 0o7777 == FILE_MODE && found.nlink() == 1
    })
}

fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut rest = bytes;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = match file.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        let Some(tail) = buffer.get(..read).and_then(|found| rest.strip_prefix(found)) else {
            return Ok(false);
        };
        if read == 0 {
            return Ok(tail.is_empty());
        }
        rest = tail;
    }
}

/// A write beyond `ulimit -f` would end the process by a signal; it is refused before.
fn within_limit(size: u64) -> io::Result<()> {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Fsize).current;
    if limit.is_some_and(|limit| size > limit) {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(())
}

/// A disk without modes (FAT, some network disks) refuses to set them; there is nothing to protect then.
fn tolerate(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error)
            if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported) =>
        {
            Ok(())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_equal_file_of_our_own_is_linked() {
        let place = tempfile::tempdir().unwrap();
        let (old, new) = (place.path().join("old"), place.path().join("new"));
        let bytes = vec![7; 200_000];
        write(&old, &bytes).unwrap();

        let mut other = bytes.clone();
        other[150_000] = 8;
        assert!(!link_if_equal(&old, &new, &other), "same size, other bytes");
        assert!(!link_if_equal(&old, &new, &bytes[..199_999]), "shorter");
        assert!(!link_if_equal(&place.path().join("none"), &new, &bytes), "not there");
        assert!(link_if_equal(&old, &new, &bytes));
        assert!(!link_if_equal(&old, &place.path().join("third"), &bytes), "shared with another tree");
    }

    #[test]
    fn modes_seen_at_the_root_are_those_of_all() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("root");
        let modes = Modes::of_root(&root).unwrap();
        modes.make_folder(&root.join("a")).unwrap();
        modes.write(&root.join("a/b"), b"b").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
        assert_eq!((mode(&root), mode(&root.join("a")), mode(&root.join("a/b"))), (0o755, 0o755, 0o644));
    }

    #[test]
    fn a_file_is_never_overwritten() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a");
        write(&path, b"one").unwrap();
        assert_eq!(write(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }
}
