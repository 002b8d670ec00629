//! What a shell and `man` can be told about the program, made from the command line's own description.

use std::{io::Write, process::ExitCode};

use clap::CommandFactory;

use crate::{
    app::{
        command::{Cli, Completions, Form, Man},
        exit, report,
    },
    base::diagnostic::{Diagnostic, Diagnostics},
};

/// Prints what makes a shell complete our commands.
pub fn completions(wanted: &Completions) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(wanted.shell, &mut Cli::command(), "casebook", &mut script);
    show(&script)
}

/// Prints the manual page of the program, or of one of its commands.
pub fn manual(wanted: &Man) -> ExitCode {
    let mut command = Cli::command();
    command.build();
    for word in &wanted.command {
        let Some(found) = command.find_subcommand(word) else { return unknown(word) };
        command = found.clone();
    }
    let mut page = Vec::new();
    // Writing into memory cannot fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    show(&page)
}

/// A closed pipe is no fault of ours.
fn show(bytes: &[u8]) -> ExitCode {
    let _ = std::io::stdout().write_all(bytes);
    ExitCode::SUCCESS
}

fn unknown(word: &str) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    let problem = Diagnostic::error("unknown-topic", None, format!("there is no command `{word}`"));
    diagnostics.push(problem.help("`casebook --help` lists the commands"));
    report::print(&diagnostics, None, Form::Human);
    exit::code(&diagnostics, false)
}
