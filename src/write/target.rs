//! The output folder and the names beside it, both as the disk knows them and as the user wrote them.
//!
//! For `public` those are `.public.next` (the tree being built), `.public.old` (the tree replaced by
//! two renames), `.public.journal`, `.public.lock` and `.public.kept` (files that were not ours).

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{base::diagnostic::Diagnostic, write::fault};

/// Where a site is published.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, under its parent's canonical path; it need not exist.
    pub folder: PathBuf,
    /// The folder that holds it, canonical.
    pub parent: PathBuf,
    /// The tree being built; after an exchange, the tree that was replaced.
    pub next: PathBuf,
    /// The tree replaced by two renames.
    pub old: PathBuf,
    /// Stands while two renames are under way.
    pub journal: PathBuf,
    /// Held by the one build that may write.
    pub lock: PathBuf,
    /// Where files go that stood in the output but were not ours.
    pub kept: PathBuf,
    shown: PathBuf,
    shown_parent: PathBuf,
}

impl Target {
    /// The target for `output`, a path as the user gave it.
    pub fn locate(output: &Path) -> Result<Self, Diagnostic> {
        let shown_parent = match (output.file_name(), output.parent()) {
            (Some(_), Some(parent)) if parent.as_os_str().is_empty() => PathBuf::from("."),
            (Some(_), Some(parent)) => parent.to_owned(),
            // `.`, `..` and `/` name themselves only once they are resolved.
            _ => output.join(".."),
        };
        let parent = canonical(&shown_parent)?;
        let name = match output.file_name() {
            Some(name) => name.to_owned(),
            None => canonical(output)?.file_name().map(OsString::from).ok_or_else(root_of_the_disk)?,
        };
        let beside = |suffix: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(&name);
            hidden.push(suffix);
            parent.join(hidden)
        };
        Ok(Self {
            folder: parent.join(&name),
            next: beside(".next"),
            old: beside(".old"),
            journal: beside(".journal"),
            lock: beside(".lock"),
            kept: beside(".kept"),
            parent,
            shown: output.to_owned(),
            shown_parent,
        })
    }

    /// `path`, which is the target or lies beside or in it, as the user would write it.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.folder).map(|rest| self.shown.join(rest));
        let beside = || path.strip_prefix(&self.parent).map(|rest| self.shown_parent.join(rest));
        let written = inside.or_else(|_| beside()).unwrap_or_else(|_| path.to_owned());
        let text = written.display().to_string();
        let text = text.trim_end_matches('/');
        text.strip_prefix("./").unwrap_or(text).to_owned()
    }

    /// The diagnostic for `error`, met when trying to `action` the file or folder at `path`.
    #[must_use]
    pub fn fault(&self, action: &str, path: &Path, error: &io::Error) -> Diagnostic {
        self.fault_needing(action, path, error, 0)
    }

    /// The same when `needed` bytes of the new site are known to want room.
    #[must_use]
    pub fn fault_needing(&self, action: &str, path: &Path, error: &io::Error, needed: u64) -> Diagnostic {
        if fault::is_full(error) {
            let parent = self.shown(&self.parent);
            return fault::full(&self.shown(path), &parent, fault::Room::left(&self.parent), needed);
        }
        fault::refused(action, &self.shown(path), &self.shown(&self.parent), error)
    }
}

fn canonical(shown: &Path) -> Result<PathBuf, Diagnostic> {
    fs::canonicalize(shown).map_err(|error| {
        let shown = shown.display();
        if error.kind() == io::ErrorKind::NotFound {
            return Diagnostic::failure("write-refused", format!("the folder `{shown}` does not exist"))
                .help(format!(
                    "make it first (`mkdir -p {shown}`), or choose another folder with `--output`"
                ));
        }
        fault::refused("open", &shown.to_string(), &shown.to_string(), &error)
    })
}

fn root_of_the_disk() -> Diagnostic {
    Diagnostic::failure("output-holds-sources", "the output folder is the root of the disk")
        .help("choose a folder of its own, such as `--output public`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_derive_from_the_output_and_are_shown_as_given() {
        let place = tempfile::tempdir().unwrap();
        let target = Target::locate(&place.path().join("site/")).unwrap();
        let parent = fs::canonicalize(place.path()).unwrap();
        assert_eq!(target.folder, parent.join("site"));
        assert_eq!(target.next, parent.join(".site.next"));
        assert_eq!(target.lock, parent.join(".site.lock"));
        let shown = target.shown(&target.next.join("a/index.html"));
        assert_eq!(shown, place.path().join(".site.next/a/index.html").display().to_string());
    }

    #[test]
    fn a_bare_name_is_shown_bare() {
        let target = Target::locate(Path::new("public")).unwrap();
        assert_eq!(target.shown(&target.folder), "public");
        assert_eq!(target.shown(&target.next), ".public.next");
        assert_eq!(target.shown(&target.parent), ".");
    }

    #[test]
    fn a_missing_parent_is_named() {
        let fault = Target::locate(Path::new("no-such-folder/public")).unwrap_err();
        assert_eq!(fault.message, "the folder `no-such-folder` does not exist");
    }
}
