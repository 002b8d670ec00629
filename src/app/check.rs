//! `casebook check`: everything that build does but writing, and a full reading of every page.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{path::Path, process::ExitCode, time::Instant};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    app::{
        command::{Check, Form},
        exit,
        project::{self, Project},
        report,
    },
    base::diagnostic::Diagnostics,
    render::{
        self,
        produce::Renderer,
        routes::{Outline, Route},
    },
    verify::{self, leaks::Secret},
};

/// Checks the project in `root`.
pub fn run(root: &Path, check: &Check) -> ExitCode {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let form = check.common.format;
    let Some(sources) = diagnostics.take(project::sources(root)) else {
        report::print(&diagnostics, None, form);
        return exit::code(&diagnostics, false);
    };
    let project = Project::read(&sources, &check.common, Timestamp::now(), &mut diagnostics);
    let routes = visit(&project, &mut diagnostics);
    let diagnostics = project.without_allowed(&diagnostics.sorted());
    report::print(&diagnostics, Some(&sources), form);
    if form == Form::Human {
        let seconds = start.elapsed().as_secs_f64();
        let found = report::attention(&diagnostics).unwrap_or_else(|| "  no problems".to_owned());
        report::say(&format!(
            "Checked {routes} routes in full, links, anchors and leaks included, in {seconds:.2} s\n{found}"
        ));
    }
    if let Some(path) = &check.common.report {
        let value = report::for_programs(&project.site, &sources, None, &diagnostics);
        if let Err(problem) = report::write_file(path, &value) {
            let mut refused = Diagnostics::new();
            refused.push(problem);
            report::print(&refused, Some(&sources), form);
        }
    }
    exit::code(&diagnostics, check.common.strict)
}

/// Makes every route and reads it; returns how many there are.
fn visit(project: &Project<'_>, diagnostics: &mut Diagnostics) -> usize {
    let routes =
        render::routes(&project.site, &project.theme, project.sources, &project.options, diagnostics);
    let renderer = Renderer::new(&project.site, &project.theme, project.sources, &routes, diagnostics);
    if diagnostics.block() {
        return routes.list.len();
    }
    let secrets = verify::leaks::secrets(project.sources, &project.site.unready);
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
        verify::page::check(&route.url, &produced.bytes, &mut produced.diagnostics);
    }
    verify::leaks::check(&route.url, &produced.bytes, secrets, &mut produced.diagnostics);
    (produced.outline, produced.diagnostics)
}
