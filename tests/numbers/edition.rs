//! A site as it stands in memory: the files of a folder go in, every stage runs, any route comes out.

use std::path::Path;

use casebook::{
    app::{
        command::{Common, Form},
        project::{self, Project},
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics, Severity},
        source::Sources,
        url::Url,
    },
    render::{self, produce::Renderer, routes::Routes},
};

/// The moment of every edition: what is published does not depend on the day of the test.
const NOW: &str = "2026-11-24T12:00:00Z";

/// A project, all the way to its routes.
pub struct Edition<'s> {
    pub project: Project<'s>,
    pub routes: Routes,
    pub diagnostics: Diagnostics,
}

impl<'s> Edition<'s> {
    pub fn new(sources: &'s Sources) -> Self {
        let mut diagnostics = Diagnostics::new();
        let now = NOW.parse().unwrap();
        let project = Project::read(sources, &plain(), now, &mut diagnostics);
        let Project { site, theme, options, .. } = &project;
        let routes = render::routes(site, theme, sources, options, &mut diagnostics);
        Self { project, routes, diagnostics }
    }

    pub fn renderer(&self) -> Renderer<'_> {
        let Project { site, theme, sources, .. } = &self.project;
        Renderer::new(site, theme, sources, &self.routes, &mut Diagnostics::new())
    }

    /// The text at an address; empty if nothing stands there.
    pub fn text(&self, renderer: &Renderer<'_>, url: &Url) -> String {
        let produced = self.routes.find(url).map(|route| renderer.produce(route));
        String::from_utf8(produced.unwrap_or_default().bytes).unwrap_or_default()
    }

    /// What stands in the way of publication.
    pub fn errors(&self) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|problem| problem.severity >= Severity::Error).collect()
    }
}

/// Reads the files of a project.
pub fn sources(root: &Path) -> Sources {
    project::sources(root).unwrap()
}

fn plain() -> Common {
    Common {
        base_url: None,
        now: None,
        drafts: false,
        press: false,
        strict: false,
        report: None,
        format: Form::Human,
    }
}
