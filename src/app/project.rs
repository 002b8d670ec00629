//! Reads a project through all stages up to the site: the one order in which the stages stand.

use std::{path::Path, sync::Arc};

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
    content::{self, Library, figure::Declaration},
    data::{self, Datasets, disclosure::release},
    design::{self, builtin, theme::Theme},
    model::{
        assemble::{self, Assembled, Inputs},
        memory::{Changed, Earlier},
        site::Site,
    },
    write::manifest::Old,
};

/// A project, read and assembled.
pub struct Project<'s> {
    /// What the run was asked to do.
    pub options: Options,
    /// Its look.
    pub theme: Arc<Theme>,
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
        let Stages { theme, assembled, .. } = Stages::new(sources, config, &options, diagnostics);
        Self { options, theme: theme.made, site: assembled.site, sources }
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

/// What the stages from the settings to the site made.
pub struct Stages {
    /// The look.
    pub theme: Stage<Theme>,
    /// The documents.
    library: Library,
    figures: Stage<Vec<Declaration>>,
    datasets: Stage<Datasets>,
    /// The site.
    pub assembled: Assembled,
}

/// What one stage made, and what is wrong with it.
pub struct Stage<T> {
    /// What it made.
    pub made: Arc<T>,
    problems: Diagnostics,
}

impl<T> Stage<T> {
    /// The result of an earlier run that still holds, or a new one.
    pub fn again(earlier: Option<&Self>, make: impl FnOnce(&mut Diagnostics) -> T) -> Self {
        if let Some(Self { made, problems }) = earlier {
            return Self { made: Arc::clone(made), problems: problems.clone() };
        }
        let mut problems = Diagnostics::new();
        Self { made: Arc::new(make(&mut problems)), problems }
    }

    /// Reports what is wrong with it.
    pub fn tell(&self, diagnostics: &mut Diagnostics) {
        diagnostics.merge(self.problems.clone());
    }
}

impl Stages {
    /// Goes through the stages.
    pub fn new(sources: &Sources, config: Config, options: &Options, diagnostics: &mut Diagnostics) -> Self {
        Self::again(None, sources, config, options, diagnostics)
    }

    /// Goes through the stages and takes over from an earlier run what rests on nothing that has changed since.
    pub fn again(
        earlier: Option<(&Self, &Changed)>,
        sources: &Sources,
        config: Config,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let unless =
            |is: fn(&Changed) -> bool| earlier.filter(|(_, changed)| !is(changed)).map(|(made, _)| made);
        let theme = unless(|changed| changed.settings || changed.themes).map(|made| &made.theme);
        let theme = Stage::again(theme, |problems| design::load(sources, &config, problems));
        let library = match earlier {
            Some((made, changed)) => made.library.again(sources, &changed.files),
            None => content::read(sources),
        };
        let figures = unless(|changed| changed.figures).map(|made| &made.figures);
        let figures = Stage::again(figures, |problems| content::figure::read(sources, problems));
        let datasets = unless(|changed| changed.data).map(|made| &made.datasets);
        let datasets = Stage::again(datasets, |problems| data::read(sources, problems));
        theme.tell(diagnostics);
        figures.tell(diagnostics);
        datasets.tell(diagnostics);
        diagnostics.merge(library.problems());
        let inputs = Inputs {
            sources,
            config,
            documents: Arc::clone(&library.documents),
            figures: Arc::clone(&figures.made),
            datasets: Arc::clone(&datasets.made),
            earlier: earlier
                .filter(|(_, changed)| !changed.settings)
                .map(|(made, changed)| Earlier { assembled: &made.assembled, changed }),
        };
        let assembled = assemble::assemble(inputs, &theme.made, options, diagnostics);
        Self { theme, library, figures, datasets, assembled }
    }

    /// True if all that stands on the site stands at the addresses of an earlier run.
    #[must_use]
    pub fn stand_like(&self, earlier: &Self) -> bool {
        Arc::ptr_eq(&self.theme.made, &earlier.theme.made) && self.assembled.stands_like(&earlier.assembled)
    }

    /// True if the figures of an earlier run are drawn in its faces.
    #[must_use]
    pub fn draw_like(&self, earlier: &Self) -> bool {
        let (own, other) = (&self.assembled.site.figures, &earlier.assembled.site.figures);
        Arc::ptr_eq(&self.theme.made, &earlier.theme.made) && Arc::ptr_eq(own, other)
    }
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

/// The options of a run.
pub fn options(common: &Common, zone: &TimeZone, now: Timestamp, diagnostics: &mut Diagnostics) -> Options {
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
