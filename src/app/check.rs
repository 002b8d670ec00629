//! `casebook check`: everything that build does but writing, and a full reading of every page.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{path::Path, process::ExitCode, time::Instant};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    app::{
        build::OUTPUT,
        command::{Check, Common, Form},
        exit,
        progress::Stages,
        project::{self, Project},
        report,
    },
    base::{diagnostic::Diagnostics, source::Sources},
    render::{
        self,
        produce::Renderer,
        routes::{Artifact, Outline, Route},
    },
    verify::{self, leaks::Secret},
};

/// Checks the project in `root`.
pub fn run(root: &Path, check: &Check) -> ExitCode {
    let start = Instant::now();
    let mut refused = Diagnostics::new();
    let form = check.common.format;
    let stages = Stages::new(form == Form::Human);
    stages.enter("checking every page");
    let Some(sources) = refused.take(project::sources(root)) else {
        stages.end();
        report::print(&refused, None, form);
        return exit::code(&refused, false);
    };
    let Checked { project, diagnostics, routes } = read_in_full(&sources, &check.common, Timestamp::now());
    stages.end();
    report::print(&report::for_reader(&diagnostics, &project.site, form), Some(&sources), form);
    if form == Form::Human {
        let seconds = start.elapsed().as_secs_f64();
        let found = report::attention(&diagnostics).unwrap_or_else(|| "  no problems".to_owned());
        report::say(&format!(
            "Checked {routes} routes in full, links, anchors and leaks included, in {seconds:.2} s\n{found}"
        ));
    }
    let refused = check.common.report.as_ref().and_then(|path| {
        let value = report::for_programs(&project.site, &sources, None, &diagnostics);
        report::keep(path, &value, form)
    });
    refused.unwrap_or_else(|| exit::code(&diagnostics, check.common.strict))
}

/// A project after a check.
pub struct Checked<'s> {
    /// What was read.
    pub project: Project<'s>,
    /// What was found, in file order, without the warnings that the project accepts.
    pub diagnostics: Diagnostics,
    /// How many routes there are.
    pub routes: usize,
}

/// Goes through all stages and reads the result; writes nothing. `now` counts where `common` names no moment.
#[must_use]
pub fn read_in_full<'s>(sources: &'s Sources, common: &Common, now: Timestamp) -> Checked<'s> {
    let mut diagnostics = Diagnostics::new();
    let project = Project::read(sources, common, now, &mut diagnostics);
    project.compare_release(&sources.root().join(OUTPUT), &mut diagnostics);
    let routes = visit(&project, &mut diagnostics);
    let diagnostics = project.without_allowed(&diagnostics.sorted());
    Checked { project, diagnostics, routes }
}

/// Makes every route and reads it; returns how many there are.
fn visit(project: &Project<'_>, diagnostics: &mut Diagnostics) -> usize {
    let routes =
        render::routes(&project.site, &project.theme, project.sources, &project.options, diagnostics);
    let renderer = Renderer::new(&project.site, &project.theme, project.sources, &routes, diagnostics);
    renderer.check_glyphs(diagnostics);
    if diagnostics.block() {
        return routes.list.len();
    }
    let secrets = verify::leaks::secrets(project.sources, &project.site);
    let parts: Vec<(Outline, Diagnostics)> =
        routes.list.par_iter().map(|route| read(route, &renderer, &secrets)).collect();
    let mut outlines = Vec::with_capacity(parts.len());
    for (outline, problems) in parts {
        outlines.push(outline);
        diagnostics.merge(problems);
    }
    verify::links::check(&routes, &outlines, diagnostics);
    routes.list.len()
}

fn read(route: &Route, renderer: &Renderer<'_>, secrets: &[Secret]) -> (Outline, Diagnostics) {
    let mut produced = renderer.produce(route);
    let path = route.url.output_path();
    if path.ends_with(".html") {
        let alone = matches!(route.artifact, Artifact::Offline(_));
        verify::page::check(&route.url, &produced.bytes, alone, &mut produced.diagnostics);
    }
    verify::leaks::check(&route.url, &produced.bytes, secrets, &mut produced.diagnostics);
    (produced.outline, produced.diagnostics)
}
