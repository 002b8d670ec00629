//! Reads a project through all stages up to the site: the one order in which the stages stand.

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    app::{command::Common, load},
    base::{
        config::{Allowed, Config},
        diagnostic::{Diagnostic, Diagnostics, Severity},
        options::Options,
        source::Sources,
        time::Moment,
    },
    content,
    data::{self, disclosure::release},
    design::{self, builtin, theme::Theme},
    model::{
        assemble::{self, Assembled, Inputs},
        site::Site,
    },
    write::manifest::Old,
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

/// Reads the files of a project, and those that its loaders give.
///
/// # Errors
/// When there is no project.
pub fn sources(root: &Path) -> Result<Sources, Diagnostic> {
    load::sources(root, builtin::files())
}

impl<'s> Project<'s> {
    /// Goes through all stages but the last.
    pub fn read(
        sources: &'s Sources,
        common: &Common,
        now: Timestamp,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (config, options) = settings(sources, common, now, diagnostics);
        Self::assemble(sources, config, options, diagnostics)
    }

    /// The same once the settings are known.
    pub fn assemble(
        sources: &'s Sources,
        config: Config,
        options: Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (theme, assembled) = stages(sources, config, &options, diagnostics);
        diagnostics.merge(assembled.problems);
        let site = assembled.site;
        Self { options, theme, site, sources }
    }

    /// Compares the counts of protected datasets with those that stand published in `output`: a small change
    /// tells of the few who made it.
    pub fn compare_release(&self, output: &Path, diagnostics: &mut Diagnostics) {
        let list = &self.site.datasets.list;
        if list.iter().all(|dataset| dataset.protection.is_none()) {
            return;
        }
        if let Old::Listed { manifest, .. } = Old::read(output) {
            release::compare(list, &manifest.published, diagnostics);
        }
    }

    /// Leaves out the warnings that `casebook.yaml` accepts.
    #[must_use]
    pub fn without_allowed(&self, diagnostics: &Diagnostics) -> Diagnostics {
        without_allowed(&self.site.config, diagnostics)
    }
}

/// Leaves out the warnings that `casebook.yaml` accepts; errors stay. Unless one has cut the run short, an
/// entry that accepts nothing is a warning itself.
#[must_use]
pub fn without_allowed(config: &Config, diagnostics: &Diagnostics) -> Diagnostics {
    let allow = &config.allow;
    let covers = |allowed: &Allowed, diagnostic: &Diagnostic| {
        diagnostic.severity < Severity::Error && allowed.code.text == diagnostic.code
    };
    let stays = |diagnostic: &&Diagnostic| !allow.iter().any(|allowed| covers(allowed, diagnostic));
    let idle = |allowed: &&Allowed| !diagnostics.iter().any(|diagnostic| covers(allowed, diagnostic));
    let mut kept = Diagnostics::new();
    kept.extend(diagnostics.iter().filter(stays).cloned());
    if !diagnostics.block() {
        kept.extend(allow.iter().filter(idle).map(unused_allowance));
    }
    kept.sorted()
}

/// The stages from the settings to the site. What is wrong within single texts comes out with it, everything else
/// is reported.
pub fn stages(
    sources: &Sources,
    config: Config,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> (Theme, Assembled) {
    let theme = design::load(sources, &config, diagnostics);
    let mut problems = Diagnostics::new();
    let documents = content::read(sources, &mut problems);
    let figures = content::figure::read(sources, diagnostics);
    let datasets = data::read(sources, diagnostics);
    let inputs = Inputs { sources, config, documents, figures, datasets };
    let mut assembled = assemble::assemble(inputs, &theme, options, diagnostics);
    assembled.problems.merge(problems);
    (theme, assembled)
}

fn unused_allowance(allowed: &Allowed) -> Diagnostic {
    let message = format!("there is no warning `{}` to allow", allowed.code.text);
    Diagnostic::warning("unused-allowance", allowed.code.span, message)
        .help("correct the code, which stands in brackets before a warning, or delete the entry; errors cannot be allowed")
}

/// What can be known before any page is read: the configuration, and the options that depend on it. The
/// problems of the files themselves are reported too.
pub fn settings(
    sources: &Sources,
    common: &Common,
    now: Timestamp,
    diagnostics: &mut Diagnostics,
) -> (Config, Options) {
    diagnostics.merge(sources.problems.clone());
    let config = Config::read(sources, diagnostics);
    let options = options(common, &config.timezone, now, diagnostics);
    (config, options)
}

fn options(common: &Common, zone: &TimeZone, now: Timestamp, diagnostics: &mut Diagnostics) -> Options {
    Options {
        now: moment(common.now.as_deref(), zone, diagnostics).unwrap_or(now),
        drafts: common.drafts,
        press: common.press,
        strict: common.strict,
        base_url: common.base_url.clone(),
    }
}

/// The moment that `--now` names; one that is none is reported.
pub fn moment(asked: Option<&str>, zone: &TimeZone, diagnostics: &mut Diagnostics) -> Option<Timestamp> {
    let text = asked?;
    let moment = Moment::parse(text).and_then(|moment| moment.place(zone).ok());
    if moment.is_none() {
        diagnostics.push(
            Diagnostic::error("bad-option", None, format!("`--now {text}` is no moment"))
                .help("write `--now 2026-11-24` or `--now 2026-11-24T09:00Z`"),
        );
    }
    moment
}
