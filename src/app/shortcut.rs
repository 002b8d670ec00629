//! The short way of a build for which nothing changed: the sources and options are those of the last build,
//! that build had nothing to complain of, no page became due since, and what it published still stands.

use std::path::Path;

use jiff::Timestamp;

use crate::{
    app::report,
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        options::Options,
        source::Sources,
    },
    model::site::Site,
    render::survey,
    write::{
        memory::Memory,
        place::Place,
        site::{Staging, Written},
        watch::Watch,
    },
};

/// What a build can be recognised by.
pub struct Shortcut<'a> {
    root: &'a Path,
    output: String,
    key: String,
    now: Timestamp,
}

impl<'a> Shortcut<'a> {
    /// What this build is recognised by.
    #[must_use]
    pub fn new(root: &'a Path, output: &Path, sources: &Sources, options: &Options) -> Self {
        let key = survey::key(sources, options);
        Self { root, output: output.display().to_string(), key, now: options.now }
    }

    /// The last build, if it would be repeated to the byte.
    #[must_use]
    pub fn last(&self) -> Option<Memory> {
        let memory = Memory::read(self.root)?;
        let moment = |text: &String| text.parse::<Timestamp>().ok();
        let begun =
            memory.since.as_ref().is_none_or(|since| moment(since).is_some_and(|since| since <= self.now));
        let open =
            memory.until.as_ref().is_none_or(|until| moment(until).is_some_and(|until| self.now < until));
        (memory.key == self.key && memory.output == self.output && begun && open).then_some(memory)
    }

    /// What stands, if it is what `last` published.
    ///
    /// # Errors
    /// When the output is not fit or the disk refuses.
    pub fn take(
        last: &Memory,
        place: &Place<'_>,
        watch: Watch<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Written>, Diagnostic> {
        Ok(Staging::begin(place, watch, diagnostics)?.unchanged(&last.inputs))
    }

    /// Remembers a build that had nothing to complain of, and forgets the last one otherwise.
    pub fn remember(&self, inputs: Option<&str>, site: &Site, diagnostics: &Diagnostics) {
        let Some(inputs) = inputs.filter(|_| diagnostics.worst().is_none()) else {
            return Memory::forget(self.root);
        };
        let memory = Memory {
            output: self.output.clone(),
            key: self.key.clone(),
            inputs: inputs.to_owned(),
            since: site.last_due.map(|due| due.to_string()),
            until: site.next_due.map(|due| due.to_string()),
            pages: site.pages.len(),
            waiting: report::waiting(site),
        };
        memory.write(self.root);
    }
}
