//! Where the site may stand: the refusals that keep sources and strangers' files safe.
//!
//! A refusal touches nothing. The folder that is refused may be precious; the cure is another `--output`.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    base::diagnostic::Diagnostic,
    write::{manifest, target::Target},
};

/// Where the site is to stand, and what it must stay away from.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The output folder, as the user gave it, from where the user stands.
    pub output: &'a Path,
    /// The project folder; the output may lie in it, but not be it or hold it.
    pub root: &'a Path,
    /// What is read of the project, relative to its folder; the output may not be, hold or lie in any of it.
    pub sources: &'a [&'a str],
}

impl Place<'_> {
    /// The target, if a site may be published there.
    pub fn check(&self) -> Result<Target, Diagnostic> {
        let target = Target::locate(self.output)?;
        let shown = target.shown(&target.folder);
        let exists = is_real_folder(&target, &shown)?;
        self.stays_apart(&target, &shown)?;
        if exists {
            no_mount(&target, &shown)?;
            holds_only_ours(&target, &shown)?;
        }
        Ok(target)
    }

    fn stays_apart(&self, target: &Target, shown: &str) -> Result<(), Diagnostic> {
        let root = fs::canonicalize(self.root).map_err(|error| target.fault("open", self.root, &error))?;
        if root.starts_with(&target.folder) {
            return Err(too_close(shown, "holds the project"));
        }
        for source in self.sources {
            let source = resolved(root.join(source));
            if source.starts_with(&target.folder) || target.folder.starts_with(&source) {
                return Err(too_close(shown, "is, holds or lies in the sources"));
            }
        }
        Ok(())
    }
}

/// Where `source` leads, or itself if it is not there.
fn resolved(source: PathBuf) -> PathBuf {
    fs::canonicalize(&source).unwrap_or(source)
}

fn too_close(shown: &str, how: &str) -> Diagnostic {
    Diagnostic::failure("output-holds-sources", format!("the output folder `{shown}` {how}"))
        .help("choose a folder of its own, such as `--output public`")
}

/// Whether the target exists; a failure if it is anything but a folder.
fn is_real_folder(target: &Target, shown: &str) -> Result<bool, Diagnostic> {
    let found = match fs::symlink_metadata(&target.folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(target.fault("open", &target.folder, &error)),
        Ok(found) => found,
    };
    if found.is_dir() {
        return Ok(true);
    }
    let kind = if found.is_symlink() { "a symbolic link" } else { "a file" };
    Err(Diagnostic::failure("output-not-a-folder", format!("the output `{shown}` is {kind}, not a folder"))
        .help("remove it, or name a folder with `--output`"))
}

/// A mount point cannot be swapped for another folder.
fn no_mount(target: &Target, shown: &str) -> Result<(), Diagnostic> {
    if !is_mount(target) {
        return Ok(());
    }
    Err(Diagnostic::failure("output-is-mounted", format!("the output folder `{shown}` is a mount point"))
        .help(format!("choose a folder inside it, such as `--output {shown}/site`")))
}

#[cfg(target_os = "linux")]
fn is_mount(target: &Target) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};

    // A bind mount has its parent's device number, so only this attribute shows it (Linux 5.8).
    statx(CWD, &target.folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::BASIC_STATS)
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
        || other_device(target)
}

#[cfg(not(target_os = "linux"))]
fn is_mount(target: &Target) -> bool {
    other_device(target)
}

fn other_device(target: &Target) -> bool {
    use std::os::unix::fs::MetadataExt;

    let device = |path: &Path| fs::symlink_metadata(path).map(|found| found.dev()).ok();
    device(&target.folder) != device(&target.parent)
}

/// Nothing of value may be lost: no repository, and no files without our manifest.
fn holds_only_ours(target: &Target, shown: &str) -> Result<(), Diagnostic> {
    let in_git = target.folder.components().any(|part| part.as_os_str() == ".git");
    if in_git || fs::symlink_metadata(target.folder.join(".git")).is_ok() {
        let how = if in_git { "lies in" } else { "holds" };
        let message = format!("the output folder `{shown}` {how} a `.git` folder");
        return Err(Diagnostic::failure("output-holds-git", message)
            .help("choose a folder that is no repository with `--output`, and copy the site from there"));
    }
    if manifest::stands_in(&target.folder) {
        return Ok(());
    }
    match first_stranger(&target.folder).map_err(|error| target.fault("read", &target.folder, &error))? {
        None => Ok(()),
        Some(name) => Err(not_ours(shown, &name)),
    }
}

fn not_ours(shown: &str, name: &OsStr) -> Diagnostic {
    let name = name.display();
    let message = format!("the output folder `{shown}` holds `{name}`, which casebook did not write");
    Diagnostic::failure("output-not-ours", message)
        .help("choose an empty folder with `--output`, or empty this one if nothing in it is needed")
}

/// The first name in `folder`, by code point, that is neither hidden nor left by a file manager.
fn first_stranger(folder: &Path) -> io::Result<Option<std::ffi::OsString>> {
    let mut first = None;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let known = name.as_encoded_bytes().starts_with(b".") || is_litter(&name);
        if !known && first.as_ref().is_none_or(|other| name < *other) {
            first = Some(name);
        }
    }
    Ok(first)
}

/// True for what file managers strew about; it is dropped without a word.
#[must_use]
pub fn is_litter(name: &OsStr) -> bool {
    name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini"
}
