//! A tree that was replaced, or never finished, is removed; what in it was not ours goes to `.public.kept`.
//!
//! A replaced tree with more than hidden entries holds a manifest: readable, and then it tells our files
//! from a stranger's, or not, and then every file is a stranger's. A tree without one was never
//! published, for it gets its manifest last; it is all ours.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    write::{
        carry,
        manifest::{self, Old},
        place, swap,
        target::Target,
        tree::{self, Entry, Kind},
    },
};

/// Removes the tree at `root`, if there is one, but for strangers' files.
pub fn clear(target: &Target, root: &Path, diagnostics: &mut Diagnostics) -> Result<(), Diagnostic> {
    let old = Old::read(root);
    remove_listed(root, &old);
    if !matches!(old, Old::Nothing) {
        move_strays(target, root, &old, diagnostics)?;
    }
    // The manifest goes only now: a build that is killed before leaves the next one able to tell.
    tree::remove(root).map_err(|error| target.fault("remove", root, &error))
}

/// Removes what the manifest lists without reading a folder; what resists is left to the steps after.
fn remove_listed(root: &Path, old: &Old) {
    let Old::Listed { files, .. } = old else { return };
    let files: Vec<&String> = files.keys().collect();
    let folders = tree::folders_of(&files);
    if folders.par_iter().any(|folder| is_link(&root.join(folder))) {
        return;
    }
    files.par_iter().for_each(|path| drop(fs::remove_file(root.join(path))));
    let mut levels: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for folder in folders {
        levels.entry(folder.matches('/').count()).or_default().push(folder);
    }
    for level in levels.into_values().rev() {
        level.par_iter().for_each(|folder| drop(fs::remove_dir(root.join(folder))));
    }
}

/// What a path below a link names is elsewhere, and not ours to remove.
fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
}

fn move_strays(
    target: &Target,
    root: &Path,
    old: &Old,
    diagnostics: &mut Diagnostics,
) -> Result<(), Diagnostic> {
    let mut strays = tree::list(root).map_err(|error| target.fault("read", root, &error))?;
    strays.retain(|entry| is_stray(entry, old));
    strays.sort_by(|a, b| a.path.cmp(&b.path));
    for entry in &strays {
        keep(target, root, entry).map_err(|error| target.fault("move", &root.join(&entry.path), &error))?;
    }
    if let Some(first) = strays.first() {
        diagnostics.push(kept(target, old, first, strays.len()));
    }
    Ok(())
}

/// Hidden entries are no strays; they were carried over into the new tree.
fn is_stray(entry: &Entry, old: &Old) -> bool {
    let litter = || entry.path.file_name().is_some_and(place::is_litter);
    let ours = |path: &str| path == manifest::NAME || old.record(path).is_some();
    entry.kind != Kind::Folder
        && !carry::is_hidden(&entry.path)
        && !litter()
        && !entry.path.to_str().is_some_and(ours)
}

/// Under its own path, or a numbered one if that is taken.
fn keep(target: &Target, replaced: &Path, entry: &Entry) -> io::Result<()> {
    let free = (1_u32..)
        .map(|number| target.kept.join(numbered(&entry.path, number)))
        .find(|path| !swap::stands(path));
    let to = free.ok_or(io::ErrorKind::AlreadyExists)?;
    carry::make_parents(&to)?;
    fs::rename(replaced.join(&entry.path), to)
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    if number > 1 {
        name.push(format!("-{number}"));
    }
    PathBuf::from(name)
}

fn kept(target: &Target, old: &Old, first: &Entry, count: usize) -> Diagnostic {
    let (name, folder) = (target.shown(&target.folder.join(&first.path)), target.shown(&target.kept));
    let message = match (old, count) {
        (Old::Unreadable, _) => {
            format!("without a manifest no file counts as ours, so all were moved to `{folder}`")
        }
        (_, 1) => format!("`{name}` is not part of the site and was moved to `{folder}`"),
        _ => format!("`{name}` and {} more are not part of the site and were moved to `{folder}`", count - 1),
    };
    Diagnostic::warning("files-kept", None, message).help(format!(
        "take what you need from `{folder}`, then delete it; files of the site belong in the project"
    ))
}
