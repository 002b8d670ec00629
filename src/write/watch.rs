//! What the caller learns while a site is written, and how it says stop.
//!
//! The callbacks come from several threads at once.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use crate::base::diagnostic::Diagnostic;

/// The caller's eyes and hand during publication.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Called once, when another build holds the output and this one begins to wait.
    pub waiting: &'a (dyn Fn() + Sync),
    /// Called after each file with the number of files written so far; the order is that of the threads.
    pub written: &'a (dyn Fn(usize) + Sync),
    /// Set it to stop before the next file; nothing is published then.
    pub stopped: &'a AtomicBool,
    /// How long to wait for another build of the same output.
    pub patience: Duration,
}

/// The patience of a build that was not told otherwise.
pub const PATIENCE: Duration = Duration::from_secs(10);

static NEVER: AtomicBool = AtomicBool::new(false);

impl Watch<'static> {
    /// Nobody looks, nobody stops.
    #[must_use]
    pub fn silent() -> Self {
        Self { waiting: &|| (), written: &|_| (), stopped: &NEVER, patience: PATIENCE }
    }
}

impl Watch<'_> {
    /// An `interrupted` failure if the caller has said stop.
    pub fn go_on(&self) -> Result<(), Diagnostic> {
        if self.stopped.load(Ordering::Relaxed) {
            return Err(Diagnostic::failure(
                "interrupted",
                "the build was interrupted; nothing was published",
            )
            .help("build again when you are ready"));
        }
        Ok(())
    }
}
