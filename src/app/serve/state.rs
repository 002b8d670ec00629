//! What the preview shows now: the last site that could be published, and what stands against the latest.

use std::sync::Arc;

use crate::{
    app::serve::snapshot::Snapshot,
    base::{
        diagnostic::{Diagnostics, Severity},
        source::Sources,
    },
    write::manifest::Manifest,
};

/// One state of the preview. A new one takes the place of the last; none is ever changed.
pub struct State {
    /// The start of the program, in milliseconds: a browser may have outlived another one.
    pub run: u128,
    /// Counted from one.
    pub revision: u64,
    /// The last site without errors, if there has been one.
    pub shown: Option<Arc<Snapshot>>,
    /// The problems of the latest reading, in the order of files.
    pub diagnostics: Diagnostics,
    /// The files that the problems stand in.
    pub sources: Arc<Sources>,
    /// What the last build published, if there was one when the preview began.
    pub last: Option<Arc<Manifest>>,
    /// True if nothing but style sheets differs from the state before.
    pub styles: bool,
}

impl State {
    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.diagnostics.count(Severity::Error) + self.diagnostics.count(Severity::Failure)
    }

    /// How many warnings there are.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.diagnostics.count(Severity::Warning)
    }

    /// What browsers are told of it.
    #[must_use]
    pub fn event(&self) -> String {
        format!(
            "data: {{\"run\":{},\"revision\":{},\"styles\":{},\"errors\":{},\"warnings\":{}}}\n\n",
            self.run,
            self.revision,
            self.styles,
            self.errors(),
            self.warnings()
        )
    }
}
