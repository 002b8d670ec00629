//! What `casebook new` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What is started: one of the things with a word of their own, or a page of a section.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct New {
    /// A thing with a word of its own.
    #[command(subcommand)]
    pub thing: Option<Thing>,
    /// A page.
    #[command(flatten)]
    pub page: Option<NewPage>,
}

/// The things with a word of their own.
#[derive(Debug, Subcommand)]
pub enum Thing {
    /// Write a small complete site, to go on from
    Site(NewSite),
    /// Copy a CSV file into data/ and write a first descriptor beside it
    Dataset(NewDataset),
    /// Write a first declaration of a figure for a dataset
    Figure(NewFigure),
    /// Start a folder of pages with a listing
    Section(NewSection),
}

/// What a new page can be told.
#[derive(Debug, Args)]
pub struct NewPage {
    /// The section: a folder of content/, such as news; or `page` for a page that stands alone
    #[arg(value_name = "SECTION")]
    pub section: String,
    /// The headline
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The language, where it is not the first of the site
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// The day that it is dated, such as 2026-11-24 [default: today]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// What a new section can be told.
#[derive(Debug, Args)]
pub struct NewSection {
    /// Its title; the folder is named after it
    #[arg(value_name = "TITLE")]
    pub title: String,
}

/// What a new site can be told. On a terminal, what is not told is asked.
#[derive(Debug, Args)]
pub struct NewSite {
    /// The folder [default: that of -C]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// The name of the organisation or site
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Where it will be published, such as `https://example.org/`
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// The tag of its language, such as en or fr
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// The zone of its times, such as Europe/London
    #[arg(long, value_name = "ZONE")]
    pub timezone: Option<String>,
    /// Ask nothing
    #[arg(long)]
    pub yes: bool,
    /// The day that its first item is dated, such as 2026-11-24 [default: today]
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
}

/// What a new figure can be told.
#[derive(Debug, Args)]
pub struct NewFigure {
    /// The dataset [default: asked for on a terminal]
    #[arg(value_name = "DATASET")]
    pub dataset: Option<String>,
    /// The kind of drawing [default: the likeliest that the columns can make]
    #[arg(long, value_name = "MARK")]
    pub mark: Option<String>,
    /// The name of the figure [default: that of the dataset]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// What a new dataset can be told.
#[derive(Debug, Args)]
pub struct NewDataset {
    /// A CSV file; or a title, for a table to be filled in
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The name of the dataset [default: made from the file or the title]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}
