//! Files that stood in the output but were not ours are moved to `.public.kept` before their tree goes.
//!
//! A replaced tree with more than hidden entries holds a manifest: readable, and then it tells our files
//! from a stranger's, or not, and then every file is a stranger's. A tree without one was never
//! published, for it gets its manifest last; it is all ours.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

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

/// Moves strangers' files out of the replaced tree at `replaced`.
pub fn aside(target: &Target, replaced: &Path, diagnostics: &mut Diagnostics) -> Result<(), Diagnostic> {
    let old = Old::read(replaced);
    if matches!(old, Old::Nothing) {
        return Ok(());
    }
    let mut strays = tree::list(replaced).map_err(|error| target.fault("read", replaced, &error))?;
    strays.retain(|entry| is_stray(entry, &old));
    strays.sort_by(|a, b| a.path.cmp(&b.path));
    for entry in &strays {
        keep(target, replaced, entry).map_err(|error| target.fault("move", &replaced.join(&entry.path), &error))?;
    }
    if let Some(first) = strays.first() {
        diagnostics.push(kept(target, first, strays.len()));
    }
    Ok(())
}

/// Hidden entries are no strays; they were carried over into the new tree.
fn is_stray(entry: &Entry, old: &Old) -> bool {
    let litter = || entry.path.file_name().is_some_and(place::is_litter);
    let ours = |path: &str| path == manifest::NAME || old.record(path).is_some();
    entry.kind != Kind::Folder && !carry::is_hidden(&entry.path) && !litter() && !entry.path.to_str().is_some_and(ours)
}

/// Under its own path, or a numbered one if that is taken.
fn keep(target: &Target, replaced: &Path, entry: &Entry) -> io::Result<()> {
    let free = (1_u32..).map(|number| target.kept.join(numbered(&entry.path, number))).find(|path| !swap::stands(path));
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

fn kept(target: &Target, first: &Entry, count: usize) -> Diagnostic {
    let (name, folder) = (target.shown(&target.folder.join(&first.path)), target.shown(&target.kept));
    let message = match count {
        1 => format!("`{name}` is not part of the site and was moved to `{folder}`"),
        2 => format!("`{name}` and 1 more file are not part of the site and were moved to `{folder}`"),
        _ => format!("`{name}` and {} more files are not part of the site and were moved to `{folder}`", count - 1),
    };
    Diagnostic::warning("files-kept", None, message)
        .help(format!("take what you need from `{folder}`, then delete it; files of the site belong in the project"))
}
