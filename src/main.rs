//! The `casebook` program: reads the command line and hands over.

use std::process::ExitCode;

use casebook::app::{
    build, check,
    command::{Cli, Command},
    data, diff, figure, help, import, new, serve, shell, translated,
};
use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match &cli.command {
        Command::Build(options) => build::run(&cli.directory, options),
        Command::Check(options) => check::run(&cli.directory, options),
        Command::Serve(options) => serve::run(&cli.directory, options),
        Command::Diff(options) => diff::run(&cli.directory, options),
        Command::Data(options) => data::run(&cli.directory, options),
        Command::Figure(options) => figure::run(&cli.directory, options),
        Command::New(options) => new::run(&cli.directory, options),
        Command::Import(options) => import::run(&cli.directory, options),
        Command::Help(options) => help::run(options),
        Command::Completions(options) => shell::completions(options),
        Command::Man(options) => shell::manual(options),
        Command::Translated(options) => translated::run(&cli.directory, options),
    }
}
