//! Reads a project through all stages up to the site: the one order in which the stages stand.

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    app::command::Common,
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics, Severity},
        options::Options,
        source::Sources,
        time::Moment,
    },
    content, data,
    design::{self, builtin, theme::Theme},
    model::{
        assemble::{self, Inputs},
        site::Site,
    },
};

/// A project, read and assembled.
pub struct Project<'s> {
    /// What the run was asked to do.
    pub options: Options,
    /// Its look.
    pub theme: Theme,
    /// Its site.
    pub site: Site,
    /// Its files.
    pub sources: &'s Sources,
}

/// Reads the files of a project.
///
/// # Errors
/// When there is no project.
pub fn sources(root: &Path) -> Result<Sources, Diagnostic> {
    Sources::read(root, builtin::files())
}

impl<'s> Project<'s> {
    /// Goes through all stages but the last.
    pub fn read(
        sources: &'s Sources,
        common: &Common,
        now: Timestamp,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        diagnostics.merge(sources.problems.clone());
        let config = Config::read(sources, diagnostics);
        let options = options(common, &config.timezone, now, diagnostics);
        let theme = design::load(sources, &config, diagnostics);
        let documents = content::read(sources, diagnostics);
        let figures = content::figure::read(sources, diagnostics);
        let datasets = data::read(sources, diagnostics);
        let inputs = Inputs { sources, config, documents, figures, datasets };
        let site = assemble::assemble(inputs, &theme, &options, diagnostics);
        Self { options, theme, site, sources }
    }

    /// Leaves out the warnings that `casebook.yaml` accepts; errors stay.
    #[must_use]
    pub fn without_allowed(&self, diagnostics: &Diagnostics) -> Diagnostics {
        let mut kept = Diagnostics::new();
        let allowed = |diagnostic: &&Diagnostic| {
            diagnostic.severity >= Severity::Error
                || !self.site.config.allow.iter().any(|allowed| allowed.code == diagnostic.code)
        };
        diagnostics.iter().filter(allowed).for_each(|diagnostic| kept.push(diagnostic.clone()));
        kept
    }
}

fn options(common: &Common, zone: &TimeZone, now: Timestamp, diagnostics: &mut Diagnostics) -> Options {
    let asked = common.now.as_ref().and_then(|text| {
        let moment = Moment::parse(text).and_then(|moment| moment.place(zone).ok());
        if moment.is_none() {
            diagnostics.push(
                Diagnostic::error("bad-date", None, format!("`--now {text}` is no moment"))
                    .help("write `--now 2026-11-24` or `--now 2026-11-24T09:00Z`"),
            );
        }
        moment
    });
    Options {
        now: asked.unwrap_or(now),
        drafts: common.drafts,
        press: common.press,
        strict: common.strict,
        base_url: common.base_url.clone(),
    }
}
