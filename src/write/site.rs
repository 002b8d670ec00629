//! A site is published: `begin`, `fill`, `publish`, `finish`, all or nothing.
//!
//! ```text
//! begin    the output is fit, the lock is ours, leftovers of dead builds are gone
//! fill     every route's file stands in `.public.next`
//! publish  hidden entries carried over, manifest, sync, swap
//! finish   the old tree is removed, the lock given back
//! ```
//!
//! A [`Staging`] that is dropped at any point leaves the output as it is and nothing beside it.

use std::{collections::BTreeMap, fs};

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    render::routes::{Produced, Route, Routes},
    write::{
        carry,
        file::{self, Modes},
        fill::{Filled, Filling, Ready},
        leftover,
        lock::Lock,
        manifest::{self, Manifest, Old, Record},
        place::Place,
        standing, swap,
        target::Target,
        watch::Watch,
    },
};

/// A publication under way.
pub struct Staging<'a> {
    target: Target,
    watch: Watch<'a>,
    old: Old,
    // Given back when the staging goes, after the leftovers are gone.
    _lock: Lock,
}

/// What a publication did; the manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files the site has.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many are new or other than before.
    pub changed: usize,
    /// How many of the old site are gone.
    pub removed: usize,
    /// True if the site stood already and nothing was written.
    pub unchanged: bool,
}

impl<'a> Staging<'a> {
    /// Checks the output, waits for its lock and clears away what a dead build left.
    pub fn begin(
        place: &Place<'_>,
        watch: Watch<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Diagnostic> {
        let lock = Lock::take(&place.check()?, &watch)?;
        let target = Target::locate(place.output)?;
        let finished = swap::recover(&target)?;
        // Checked again: it may have changed while this build waited, and a recovery brings it back.
        let target = place.check()?;
        let old = Old::read(&target.folder);
        note_leftovers(&target, &lock, finished, diagnostics);
        note_unreadable(&target, &old, diagnostics);
        let staging = Self { target, watch, old, _lock: lock };
        staging.sweep(diagnostics)?;
        Ok(staging)
    }

    /// What stands, if it is the site made from `inputs` already; nothing needs to be written then.
    ///
    /// `inputs` is what [`Routes::inputs`] will be, and may be known long before the routes are.
    #[must_use]
    pub fn unchanged(&self, inputs: &str) -> Option<Written> {
        let Old::Listed { files, .. } = &self.old else { return None };
        let bytes = files.values().map(|record| record.size).sum();
        let written = Written { files: files.len(), bytes, unchanged: true, ..Written::default() };
        standing::is_current(&self.target.folder, &self.old, inputs).then_some(written)
    }

    /// Writes the file of every route beside the output.
    pub fn fill<F>(&self, routes: &Routes, produce: F) -> Result<Filled, Diagnostic>
    where
        F: Fn(&Route) -> Produced + Sync,
    {
        let next = &self.target.next;
        let modes = Modes::of_root(next).map_err(|error| self.target.fault("make", next, &error))?;
        Filling { target: &self.target, modes, old: &self.old, watch: &self.watch }.fill(routes, produce)
    }

    /// Completes the tree and puts it in the old one's place.
    ///
    /// The old tree stands beside the output until [`Staging::finish`].
    pub fn publish(
        &self,
        ready: Ready,
        routes: &Routes,
        diagnostics: &mut Diagnostics,
    ) -> Result<Written, Diagnostic> {
        let Self { target, old, watch, .. } = self;
        carry::over(target, old, &ready.plan)?;
        let written = self.tally(&ready);
        self.write_manifest(ready, routes)?;
        swap::sync_tree(&target.next).map_err(|error| target.fault("sync", &target.next, &error))?;
        watch.go_on()?;
        swap::swap(target)?;
        if swap::sync_folder(&target.parent).is_err() {
            diagnostics.push(not_synced(target));
        }
        Ok(written)
    }

    /// Removes the old tree and gives the lock back. The site is published whatever comes of it.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        if let Err(refused) = self.sweep(diagnostics) {
            diagnostics.push(old_site_left(&self.target, &refused));
        }
    }

    fn tally(&self, ready: &Ready) -> Written {
        let files = || ready.plan.files.iter().zip(&ready.records);
        let known = files().filter(|(file, _)| self.old.record(&file.path).is_some()).count();
        let same = files().filter(|(file, record)| self.old.record(&file.path) == Some(**record)).count();
        Written {
            files: ready.records.len(),
            bytes: ready.records.iter().map(|record| record.size).sum(),
            changed: ready.records.len() - same,
            removed: self.old.count().saturating_sub(known),
            unchanged: false,
        }
    }

    fn write_manifest(&self, ready: Ready, routes: &Routes) -> Result<(), Diagnostic> {
        let records: BTreeMap<String, Record> =
            routes.list.iter().map(|route| route.url.as_str().to_owned()).zip(ready.records).collect();
        let text =
            Manifest { inputs: routes.inputs.clone(), published: routes.published.clone(), routes: records }
                .text();
        let (draft, path) = (self.target.next.join(manifest::DRAFT), self.target.next.join(manifest::NAME));
        file::write(&draft, text.as_bytes())
            .and_then(|()| fs::rename(&draft, &path))
            .map_err(|error| self.target.fault_needing("write", &path, &error, text.len() as u64))
    }

    /// Removes the trees beside the output, unless a journal says that one of them is still needed.
    fn sweep(&self, diagnostics: &mut Diagnostics) -> Result<(), Diagnostic> {
        let target = &self.target;
        if swap::stands(&target.journal) && !swap::stands(&target.folder) {
            return Ok(());
        }
        for leftover in [&target.next, &target.old, &target.journal] {
            leftover::clear(target, leftover, diagnostics)?;
        }
        Ok(())
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // What cannot be removed now is swept by the next build, which then says so.
        let _ = self.sweep(&mut Diagnostics::new());
    }
}

fn note_leftovers(target: &Target, lock: &Lock, finished: bool, diagnostics: &mut Diagnostics) {
    if let Some(number) = &lock.left_by {
        let file = target.shown(&target.lock);
        let message =
            format!("`{file}` was left by a build that ended early (process {number}), and was taken over");
        diagnostics.push(Diagnostic::note("stale-lock", None, message));
    }
    if finished {
        let shown = target.shown(&target.folder);
        let message = format!("an earlier build ended while it replaced `{shown}`; that is now complete");
        diagnostics.push(Diagnostic::note("swap-finished", None, message));
    }
}

fn note_unreadable(target: &Target, old: &Old, diagnostics: &mut Diagnostics) {
    if matches!(old, Old::Unreadable) {
        let shown = target.shown(&target.folder.join(manifest::NAME));
        let message = format!("the manifest `{shown}` cannot be read, so everything is written again");
        diagnostics.push(Diagnostic::warning("manifest-unreadable", None, message).help(format!(
            "nothing to do; whatever stood in `{}` is kept in `{}`",
            target.shown(&target.folder),
            target.shown(&target.kept)
        )));
    }
}

fn not_synced(target: &Target) -> Diagnostic {
    let shown = target.shown(&target.folder);
    let message = format!("`{shown}` is published, but the disk did not confirm it");
    Diagnostic::warning("not-synced", None, message)
        .help("check the disk and build again; after a power failure the old site may be back")
}

fn old_site_left(target: &Target, refused: &Diagnostic) -> Diagnostic {
    let shown = target.shown(&target.folder);
    let message =
        format!("`{shown}` is published, but the old site could not be removed: {}", refused.message);
    let warning = Diagnostic::warning("old-site-left", None, message);
    warning.help("the next build tries again; until then the old site takes room on the disk")
}
