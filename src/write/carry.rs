//! Hidden entries at the root of the old output (`.gitkeep`, `.well-known/`) go along into the new tree.
//!
//! They are hard links made before the swap, so that the old tree holds nothing that only it holds.
//! A hidden file that was ours, or that the new site writes itself, is left alone.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    base::diagnostic::Diagnostic,
    write::{
        file,
        manifest::Old,
        plan::Plan,
        swap,
        target::Target,
        tree::{self, Entry, Kind},
    },
};

/// Links the hidden entries of the output into the new tree.
pub fn over(target: &Target, old: &Old, plan: &Plan) -> Result<(), Diagnostic> {
    if !swap::stands(&target.folder) {
        return Ok(());
    }
    let entries = hidden(&target.folder).map_err(|error| target.fault("read", &target.folder, &error))?;
    if entries.is_empty() {
        return Ok(());
    }
    let planned: BTreeSet<&str> = plan.files.iter().map(|file| file.path.as_str()).collect();
    for entry in entries.iter().filter(|entry| !is_ours(entry, old, &planned)) {
        let to = target.next.join(&entry.path);
        carry(&target.folder.join(&entry.path), &to, entry.kind)
            .map_err(|error| target.fault("write", &to, &error))?;
    }
    Ok(())
}

/// The hidden entries at the root of `folder` and all below them, parents before children.
fn hidden(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in tree::children(folder, Path::new(""))?.into_iter().filter(|entry| is_hidden(&entry.path)) {
        let below =
            if entry.kind == Kind::Folder { tree::list(&folder.join(&entry.path))? } else { Vec::new() };
        let path = |below: Entry| Entry { path: entry.path.join(below.path), kind: below.kind };
        entries.extend(below.into_iter().map(path));
        entries.push(entry);
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

/// True if the first part of `path` is a dot entry at the output's root.
#[must_use]
pub fn is_hidden(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().starts_with(b".")
}

fn is_ours(entry: &Entry, old: &Old, planned: &BTreeSet<&str>) -> bool {
    entry.path.to_str().is_some_and(|path| match entry.kind {
        Kind::Folder => old.had_folder(path),
        Kind::File | Kind::Other => old.record(path).is_some() || planned.contains(path),
    })
}

fn carry(from: &Path, to: &Path, kind: Kind) -> io::Result<()> {
    make_parents(to)?;
    match kind {
        Kind::Folder if swap::stands(to) => Ok(()),
        Kind::Folder => file::make_folder(to),
        Kind::File | Kind::Other => link_or_copy(from, to),
    }
}

/// Makes the folders above `path` that are not there.
pub fn make_parents(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| !swap::stands(folder)).collect();
    missing.into_iter().rev().try_for_each(file::make_folder)
}

/// A hard link, or a copy where the disk has none.
fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    let Err(error) = fs::hard_link(from, to) else { return Ok(()) };
    let found = fs::symlink_metadata(from)?;
    if found.is_symlink() {
        let leads_to: PathBuf = fs::read_link(from)?;
        return std::os::unix::fs::symlink(leads_to, to);
    }
    // Anything but a file, a pipe for one, could block a copy for ever.
    if found.is_file() && !swap::stands(to) { fs::copy(from, to).map(|_| ()) } else { Err(error) }
}
