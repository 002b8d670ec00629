//! The new tree takes the old one's place.
//!
//! One call exchanges the two folders, so the output is one site or the other at every instant.
//! Where the disk cannot do that, two renames under a journal leave a gap of one system call; after
//! a crash in the gap the next run finds the journal and finishes.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{CWD, RenameFlags, renameat_with},
    io::Errno,
};

use crate::{
    base::diagnostic::Diagnostic,
    write::{file, target::Target},
};

/// Puts the complete, synced tree in place; gives the path where the old tree now stands.
pub fn swap(target: &Target) -> Result<Option<PathBuf>, Diagnostic> {
    let refused = |error: io::Error| target.fault("replace", &target.folder, &error);
    if !stands(&target.folder) {
        return fs::rename(&target.next, &target.folder).map(|()| None).map_err(refused);
    }
    match exchange(target) {
        Ok(()) => Ok(Some(target.next.clone())),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => two_renames(target).map(Some).map_err(refused),
        Err(error) => Err(refused(error.into())),
    }
}

fn exchange(target: &Target) -> Result<(), Errno> {
    rustix::io::retry_on_intr(|| renameat_with(CWD, &target.next, CWD, &target.folder, RenameFlags::EXCHANGE))
}

fn two_renames(target: &Target) -> io::Result<PathBuf> {
    file::write(&target.journal, b"two renames: the output to .old, then .next to the output\n")?;
    File::open(&target.journal)?.sync_all()?;
    sync_folder(&target.parent)?;
    if let Err(error) = fs::rename(&target.folder, &target.old) {
        fs::remove_file(&target.journal)?;
        return Err(error);
    }
    if let Err(error) = fs::rename(&target.next, &target.folder) {
        // If even the way back fails, the journal stays and the next run decides.
        fs::rename(&target.old, &target.folder)?;
        fs::remove_file(&target.journal)?;
        return Err(error);
    }
    // The renames must be on the disk before the journal goes; if not, it stays, and does no harm.
    if sync_folder(&target.parent).is_ok() {
        let _ = fs::remove_file(&target.journal);
    }
    Ok(target.old.clone())
}

/// Finishes two renames that were cut short; true if there was anything to finish.
pub fn recover(target: &Target) -> Result<bool, Diagnostic> {
    if !stands(&target.journal) {
        return Ok(false);
    }
    // The journal is written after the new tree is whole, so `.next` may be trusted here.
    let found = [&target.next, &target.old].into_iter().find(|tree| stands(tree));
    if let (false, Some(tree)) = (stands(&target.folder), found) {
        fs::rename(tree, &target.folder).map_err(|error| target.fault("replace", &target.folder, &error))?;
    }
    sync_folder(&target.parent).map_err(|error| target.fault("sync", &target.parent, &error))?;
    fs::remove_file(&target.journal).map_err(|error| target.fault("remove", &target.journal, &error))?;
    Ok(true)
}

/// True if anything, even a link to nothing, stands at `path`.
#[must_use]
pub fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Brings the tree at `folder` to the disk: all of the file system in one call, then the folder itself.
pub fn sync_tree(folder: &Path) -> io::Result<()> {
    let open = File::open(folder)?;
    sync_all_of(&open)?;
    open.sync_all()
}

#[cfg(target_os = "linux")]
fn sync_all_of(folder: &File) -> io::Result<()> {
    rustix::io::retry_on_intr(|| rustix::fs::syncfs(folder)).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn sync_all_of(_: &File) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

/// Brings the names in `folder` to the disk.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
