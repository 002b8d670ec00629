//! Runs the loaders of descriptors, or finds what they gave before, while the project is read.
//!
//! A program runs only where `casebook.yaml` lists it, and only when its command, its inputs or its day is
//! another than that of the output that is kept. What comes out is one more file of the project.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use crate::{
    app::{
        load::program::{Fault, Run},
        report,
    },
    base::{
        config::{Config, program::Program},
        diagnostic::{Diagnostic, Diagnostics},
        source::{self, Source, Sources},
        yaml::fields::quoted_list,
    },
    data::loader::{self, Declared, LOADED},
    write::loaded::{self, Incoming, Kept},
};

mod program;

/// The project's own files with those that loaders give. What is wrong with a loader stands in
/// [`Sources::problems`].
///
/// # Errors
/// When there is no project.
pub fn sources(root: &Path, defaults: Vec<(String, &'static [u8])>) -> Result<Sources, Diagnostic> {
    let mut problems = Vec::new();
    let mut sources = Sources::read_and_bring(root, defaults, |sources| {
        let declared = loader::declared(sources);
        if declared.is_empty() {
            return Vec::new();
        }
        let allowed = Config::read(sources, &mut Diagnostics::new()).loaders;
        let bring = |declared: &Declared| bring(root, sources, &allowed, declared);
        let outcomes: Vec<_> = declared.par_iter().map(bring).collect();
        let mut brought = Vec::new();
        for (declared, outcome) in declared.iter().zip(outcomes) {
            let descriptor = sources.path(declared.descriptor).to_owned();
            match outcome {
                Ok(source) => brought.extend(source),
                Err(problem) => problems.push((descriptor, problem)),
            }
        }
        brought
    })?;
    for (descriptor, mut problem) in problems {
        if let Some((span, file)) = problem.span.as_mut().zip(sources.find(&descriptor)) {
            span.file = file;
        }
        sources.note(problem);
    }
    Ok(sources)
}

/// The output of one loader; `None` where the dataset has a file of its own, which is reported with it.
fn bring(
    root: &Path,
    sources: &Sources,
    allowed: &[Program],
    declared: &Declared,
) -> Result<Option<Source>, Diagnostic> {
    let Declared { id, loader, .. } = declared;
    if sources.holds(&format!("data/{id}.csv")) {
        return Ok(None);
    }
    let name = &loader.program.text;
    let program =
        allowed.iter().find(|program| program.name == *name).ok_or_else(|| not_allowed(declared, allowed))?;
    let key = loader.key(sources);
    if let Some(source) = kept(root, id, &key) {
        return Ok(Some(source));
    }
    if std::io::stderr().is_terminal() {
        report::say(&format!("Running `{name}` for the dataset `{id}`"));
    }
    let mut incoming = Incoming::begin(root, id)?;
    let run = Run { root, program, arguments: &loader.arguments };
    run.pour(&mut incoming).map_err(|fault| failed(declared, fault))?;
    incoming.keep(key)?;
    read(root, id).map(Some)
}

fn read(root: &Path, id: &str) -> Result<Source, Diagnostic> {
    source::read_file(loaded::path(root, id), format!("{LOADED}{id}.csv"))
}

/// What is kept under that key, if it is whole.
fn kept(root: &Path, id: &str, key: &str) -> Option<Source> {
    let kept = Kept::read(root, id).filter(|kept| kept.key == key)?;
    read(root, id).ok().filter(|source| source.hash().to_hex().as_str() == kept.hash)
}

fn not_allowed(declared: &Declared, allowed: &[Program]) -> Diagnostic {
    let program = &declared.loader.program;
    let names = quoted_list(allowed.iter().map(|program| program.name.as_str()));
    Diagnostic::error(
        "loader-not-allowed",
        program.span,
        format!("`casebook.yaml` does not allow the program `{}`", program.text),
    )
    .help(format!(
        "allowed: {names}; whoever answers for this site may add `loaders: [{}]`: from then on everyone who edits a descriptor can make it do all that it can do",
        program.text
    ))
}

fn failed(declared: &Declared, fault: Fault) -> Diagnostic {
    let program = &declared.loader.program;
    let name = &program.text;
    let (message, cure) = match fault {
        Fault::Disk(problem) => return problem,
        Fault::Start(reason) => (
            format!("the program `{name}` cannot be started: {reason}"),
            "install it where this site is built, or correct its name".to_owned(),
        ),
        Fault::Slow(limit, words) => (
            format!("`{name}` was stopped after {} s", limit.as_secs()),
            format!(
                "make the query smaller, or allow it more seconds: `loaders: [{{program: {name}, timeout: …}}]`{words}"
            ),
        ),
        Fault::Large(limit) => (
            format!("`{name}` gave more than {} MiB", limit / (1024 * 1024)),
            "let it sum up the records: a site needs the sums, not the single records".to_owned(),
        ),
        Fault::Code(code, words) => {
            let cure =
                format!("run the command in a terminal, in the project's folder, and correct it{words}");
            (format!("`{name}` failed{code}"), cure)
        }
    };
    Diagnostic::error("loader-failed", program.span, message).help(cure)
}

/// Where a program is: a path with `/` lies below the project, any other name is known to the machine.
fn place(root: &Path, name: &str) -> PathBuf {
    if name.contains('/') { root.join(name) } else { PathBuf::from(name) }
}
