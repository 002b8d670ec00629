//! `casebook data`: one dataset, its problems, and how it is protected.

#![expect(clippy::print_stdout, reason = "what was asked for goes to standard output")]

use std::{io::IsTerminal, path::Path, process::ExitCode};

use crate::{
    app::{
        build::OUTPUT,
        command::{Data, Form},
        exit, project, report,
    },
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        yaml::nearest,
    },
    data::{self, Datasets, dataset::Dataset, disclosure::audit_file, disclosure::keeper::Keeper},
    write,
};

/// Shows the dataset `id` of the project in `root`.
pub fn run(root: &Path, asked: &Data) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let Some(sources) = diagnostics.take(project::sources(root)) else {
        report::print(&diagnostics, None, Form::Human);
        return exit::code(&diagnostics, false);
    };
    let mut all = sources.problems.clone();
    let datasets = data::read(&sources, &mut all);
    let Some(dataset) = diagnostics.take(find(&datasets, &asked.id)) else {
        report::print(&diagnostics, Some(&sources), Form::Human);
        return exit::code(&diagnostics, false);
    };
    diagnostics.extend(all.sorted().iter().filter(|problem| is_about(problem, &asked.id, &sources)).cloned());
    println!("{}", describe(dataset));
    let keeper = data::keeper(&sources, &asked.id);
    match &keeper {
        Some(keeper) => print!("{}", keeper.report(std::io::stdout().is_terminal())),
        None if dataset.protection.is_none() => println!("  not protected"),
        None => {}
    }
    if let Some(path) = &asked.audit {
        let written = audit(root, path, keeper.as_ref());
        if let Some(line) = diagnostics.take(written) {
            println!("  {line}");
        }
    }
    report::print(&report::for_keeper(&diagnostics), Some(&sources), Form::Human);
    exit::code(&diagnostics, false)
}

fn find<'d>(datasets: &'d Datasets, id: &str) -> Result<&'d Dataset, Diagnostic> {
    datasets.list.iter().find(|dataset| dataset.id == id).ok_or_else(|| {
        let problem = Diagnostic::error("unknown-dataset", None, format!("there is no dataset `{id}`"));
        match nearest(id, datasets.list.iter().map(|dataset| dataset.id.as_str())) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("name a descriptor of `data/` without its ending"),
        }
    })
}

/// True for a problem in one of the dataset's files.
fn is_about(problem: &Diagnostic, id: &str, sources: &Sources) -> bool {
    let path = problem.span.map(|span| sources.path(span.file)).unwrap_or_default();
    let name = path.strip_prefix("data/").unwrap_or_default();
    name.strip_prefix(id).is_some_and(|rest| rest.starts_with(['.', '/']))
}

/// What it is, column by column.
fn describe(dataset: &Dataset) -> String {
    let table = &dataset.table;
    let mut lines = vec![format!("{} ({})", dataset.about.title, dataset.id)];
    lines.push(format!(
        "  {} rows, {}",
        table.rows(),
        if dataset.publish { "published" } else { "not published" }
    ));
    for (at, field) in table.fields().iter().enumerate() {
        let empty = table.column(at).filter(|cell| cell.value().is_none()).count();
        let gaps = if empty > 0 { format!(", {empty} without a value") } else { String::new() };
        lines.push(format!("  {}: {}{gaps}", field.name, field.kind.word()));
    }
    lines.join("\n")
}

/// Writes the private audit, reads it again and has it checked.
fn audit(root: &Path, path: &Path, keeper: Option<&Keeper>) -> Result<String, Diagnostic> {
    let Some(keeper) = keeper else {
        return Err(Diagnostic::error("no-audit", None, "there is nothing to audit")
            .help("name a dataset with `disclosure` in its descriptor, and without problems"));
    };
    write::private::write(path, &keeper.audit(), &root.join(OUTPUT))?;
    let bytes = crate::base::source::outside(path, u64::MAX)?;
    let count = audit_file::check(&bytes).map_err(|fault| {
        Diagnostic::error("audit-failed", None, format!("the audit does not hold: {fault}"))
            .help("publish nothing of this dataset, and report a bug of casebook")
    })?;
    Ok(format!("wrote {}, for you alone: {count} witnesses, each checked", path.display()))
}
