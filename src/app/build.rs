//! `casebook build`: the site is written whole, or the old one stays.

#![expect(clippy::disallowed_methods, reason = "the clock is read once, here")]

use std::{
    mem::ManuallyDrop,
    path::Path,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Instant,
};

use jiff::Timestamp;

use crate::{
    app::{
        command::{Build, Form},
        exit,
        progress::Stages,
        project::{self, Project},
        report,
        shortcut::Shortcut,
    },
    base::diagnostic::{Diagnostic, Diagnostics},
    render::{self, produce::Renderer, routes::Routes},
    verify,
    write::{
        memory::Memory,
        place::Place,
        site::{Staging, Written},
        watch::{PATIENCE, Watch},
    },
};

/// What of a project an output may not touch.
const SOURCES: [&str; 6] = ["approvals", "content", "data", "themes", "casebook.yaml", ".casebook"];

/// The folder of the result, below the project.
pub const OUTPUT: &str = "public";

/// Builds the project in `root`. The run ends with it, so nothing large is given back piece by piece.
pub fn run(root: &Path, build: &Build) -> ExitCode {
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let form = build.common.format;
    let stages = Stages::new(form == Form::Human);
    stages.enter("reading files");
    let Some(sources) = diagnostics.take(project::sources(root)) else {
        stages.end();
        report::print(&diagnostics, None, form);
        return exit::code(&diagnostics, false);
    };
    let sources = ManuallyDrop::new(sources);
    let (config, options) = project::settings(&sources, &build.common, Timestamp::now(), &mut diagnostics);
    let output = build.output.clone().unwrap_or_else(|| root.join(OUTPUT));
    let place = Place { output: &output, root, sources: &SOURCES };
    let stop = Stop::listen();
    let shortcut = Shortcut::new(root, &output, &sources, &options);
    let plain = build.common.report.is_none() && diagnostics.worst().is_none();
    if let Some(last) = shortcut.last().filter(|_| plain)
        && let Some(code) = unchanged(&stages, &last, &place, build, &stop, &mut diagnostics, start)
    {
        return code;
    }
    stages.enter("checking texts and numbers");
    let project = ManuallyDrop::new(Project::assemble(&sources, config, options, &mut diagnostics));
    project.compare_release(&output, &mut diagnostics);
    let written = publish(&project, &place, &stages, &stop, &mut diagnostics);
    stages.end();
    let diagnostics = project.without_allowed(&diagnostics.sorted());
    report::print(&report::for_reader(&diagnostics, &project.site, form), Some(&sources), form);
    let (written, inputs) = written.unzip();
    shortcut.remember(inputs.as_deref(), &project.site, &diagnostics);
    summarise(&project, build, written.as_ref(), &output, &diagnostics, start);
    let refused = build.common.report.as_ref().and_then(|path| {
        let value = report::for_programs(&project.site, &sources, written.as_ref(), &diagnostics);
        report::keep(path, &value, form)
    });
    match stop.signal() {
        Some(signal) if written.is_none() => exit::signalled(signal),
        _ => refused.unwrap_or_else(|| exit::code(&diagnostics, build.common.strict)),
    }
}

/// Ends the run if what the last build published is what this one would, or if the disk refuses to say.
fn unchanged(
    stages: &Stages,
    last: &Memory,
    place: &Place<'_>,
    build: &Build,
    stop: &Stop,
    diagnostics: &mut Diagnostics,
    start: Instant,
) -> Option<ExitCode> {
    let watch = Watch { waiting: &waiting, written: &|_| (), stopped: &stop.flag, patience: PATIENCE };
    let taken = Shortcut::take(last, place, watch, diagnostics);
    let stands = match taken {
        Ok(stands) => stands?,
        Err(problem) => {
            stages.end();
            diagnostics.push(problem);
            report::print(diagnostics, None, build.common.format);
            return Some(
                stop.signal().map_or_else(|| exit::code(diagnostics, build.common.strict), exit::signalled),
            );
        }
    };
    stages.end();
    report::print(diagnostics, None, build.common.format);
    if build.common.format == Form::Human && stands.unchanged {
        report::say(&report::unchanged(last, place.output, start.elapsed()));
    }
    Some(exit::code(diagnostics, build.common.strict))
}

fn waiting() {
    report::say("Another build of the same output is running; waiting for it");
}

/// Prints the summary.
fn summarise(
    project: &Project<'_>,
    build: &Build,
    written: Option<&Written>,
    output: &Path,
    diagnostics: &Diagnostics,
    start: Instant,
) {
    if build.common.format != Form::Human {
        return;
    }
    report::say(&match written {
        Some(written) => {
            report::summary(&project.site, project.sources, written, output, diagnostics, start.elapsed())
        }
        None => format!(
            "Nothing was published: {} is as it was\n{}",
            output.display(),
            report::attention(diagnostics).unwrap_or_default()
        ),
    });
}

/// Writes the site; gives what was done and the hash of its inputs, or nothing where a problem stands in
/// the way.
fn publish(
    project: &Project<'_>,
    place: &Place<'_>,
    stages: &Stages,
    stop: &Stop,
    diagnostics: &mut Diagnostics,
) -> Option<(Written, String)> {
    let Project { site, theme, sources, options } = project;
    let routes = ManuallyDrop::new(render::routes(site, theme, sources, options, diagnostics));
    let renderer = ManuallyDrop::new(Renderer::new(site, theme, sources, &routes, diagnostics));
    renderer.check_glyphs(diagnostics);
    let stands = diagnostics.block()
        || (project.options.strict
            && diagnostics.worst().is_some_and(|worst| worst >= crate::base::diagnostic::Severity::Warning));
    if stands {
        return None;
    }
    stages.measure("writing", routes.list.len());
    let count = AtomicUsize::new(0);
    let step = |_: usize| stages.step(count.fetch_add(1, Ordering::Relaxed));
    let watch = Watch { waiting: &waiting, written: &step, stopped: &stop.flag, patience: PATIENCE };
    let written = staged(place, watch, &routes, &renderer, diagnostics);
    let written = diagnostics.take(written).flatten()?;
    Some((written, routes.inputs.clone()))
}

fn staged(
    place: &Place<'_>,
    watch: Watch<'_>,
    routes: &Routes,
    renderer: &Renderer<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Written>, Diagnostic> {
    let staging = Staging::begin(place, watch, diagnostics)?;
    if let Some(written) = staging.unchanged(&routes.inputs) {
        return Ok(Some(written));
    }
    let filled = staging.fill(routes, |route| renderer.produce(route))?;
    verify::links::check(routes, &filled.outlines, diagnostics);
    let Some(ready) = filled.ready(diagnostics) else { return Ok(None) };
    let written = staging.publish(ready, routes, diagnostics)?;
    staging.finish(diagnostics);
    Ok(Some(written))
}

/// A wish to stop, from the keyboard or from whoever runs us.
struct Stop {
    flag: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

impl Stop {
    /// Listens for the two signals that ask politely. Where that is refused, they end the program at once,
    /// which harms nothing.
    fn listen() -> Self {
        let stop = Self { flag: Arc::default(), signal: Arc::default() };
        for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            let _ = signal_hook::flag::register(signal, Arc::clone(&stop.flag));
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&stop.signal), number);
        }
        stop
    }

    fn signal(&self) -> Option<u8> {
        u8::try_from(self.signal.load(Ordering::Relaxed)).ok().filter(|signal| *signal > 0)
    }
}
