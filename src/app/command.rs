//! The command line, read.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::app::{import::command::Import, new::command::New, serve::port::Port};

/// Makes a website of Markdown news and CSV statistics in which every number can be traced to its data.
#[derive(Debug, Parser)]
#[command(name = "casebook", version, about, propagate_version = true, disable_help_subcommand = true)]
#[command(after_help = "`casebook help` lists the topics that it can explain, without a network.")]
pub struct Cli {
    /// The project's folder
    #[arg(short = 'C', long = "directory", value_name = "DIR", default_value = ".", global = true)]
    pub directory: PathBuf,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site into public/
    Build(Build),
    /// Do all of build, check the result in full, and write nothing
    Check(Check),
    /// Show the site while it is written, on this machine only
    Serve(Serve),
    /// Show what a build would change: numbers, pages, figures, data
    Diff(Diff),
    /// Draw a figure to a file, or tell in words what it shows
    Figure(Figure),
    /// Start a page, a figure, a dataset or a whole site
    New(New),
    /// Show a dataset, its problems, and what of it is withheld and why
    Data(Data),
    /// Record that translations follow their originals as these stand now
    Translated(Translated),
    /// Bring in the pages of another system
    #[command(subcommand)]
    Import(Import),
    /// Explain a topic: facts, data, figures, publishing, a message, a command
    Help(Help),
    /// Print what makes a shell complete the commands
    Completions(Completions),
    /// Print a manual page
    Man(Man),
}

/// What `data` can be told.
#[derive(Debug, Args)]
pub struct Data {
    /// The dataset's id
    #[arg(value_name = "ID")]
    pub id: String,
    /// Write the private audit of a protected dataset to a file that you alone can read, and check it
    #[arg(long, value_name = "FILE")]
    pub audit: Option<PathBuf>,
}

/// What `translated` can be told.
#[derive(Debug, Args)]
pub struct Translated {
    /// Translations that have been brought up to date [default: those of which nothing is recorded]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// What `help` can be told.
#[derive(Debug, Args)]
pub struct Help {
    /// A page or heading of the guide, the code of a message, or a command
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
}

/// What `completions` can be told.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// What `man` can be told.
#[derive(Debug, Args)]
pub struct Man {
    /// A command, such as build [default: the program]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// What `build` can be told.
#[derive(Debug, Args)]
pub struct Build {
    /// Where the site is written [default: public, in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// What all commands that read a project can be told.
    #[command(flatten)]
    pub common: Common,
}

/// What `diff` can be told.
#[derive(Debug, Args)]
pub struct Diff {
    /// Where the site stands [default: public, in the project's folder]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// What all commands that read a project can be told.
    #[command(flatten)]
    pub common: Common,
}

/// What `figure` can be told.
#[derive(Debug, Args)]
pub struct Figure {
    /// The name of the figure
    #[arg(value_name = "ID")]
    pub id: String,
    /// Where the drawing is written; its ending, .svg or .png, decides the form
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The language, where it is not the first of the site
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// What all commands that read a project can be told.
    #[command(flatten)]
    pub common: Common,
}

/// What `check` can be told.
#[derive(Debug, Args)]
pub struct Check {
    /// What all commands that read a project can be told.
    #[command(flatten)]
    pub common: Common,
}

/// What `serve` can be told.
#[derive(Debug, Args)]
pub struct Serve {
    /// The port on 127.0.0.1, or `auto` for the next one that is free
    #[arg(long, value_name = "PORT", default_value = "4040")]
    pub port: Port,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Show the site as it stands at this moment: nothing else than what is published then
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Show only what is published now: no drafts, nothing that waits
    #[arg(long)]
    pub published: bool,
    /// Show pages marked `press: true` before their time
    #[arg(long)]
    pub press: bool,
    /// Look at the files every second, where the system does not tell what is saved: on some network drives
    #[arg(long)]
    pub poll: bool,
}

/// What all commands that read a project can be told.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// The address that the site is published at, in place of `url` in casebook.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The moment that `publish` and `expire` are compared with, such as 2026-11-24 or 2026-11-24T09:00Z
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// Show drafts and pages that wait, marked as such
    #[arg(long)]
    pub drafts: bool,
    /// Show pages marked `press: true` before their time
    #[arg(long)]
    pub press: bool,
    /// Let warnings stop the publication too
    #[arg(long)]
    pub strict: bool,
    /// Write what was done to a file, as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The form of messages
    #[arg(long, value_enum, default_value = "human")]
    pub format: Form,
}

/// The forms of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people
    #[default]
    Human,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub
    Github,
}
