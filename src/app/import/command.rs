//! What `casebook import` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// The systems whose exports are read.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Bring in an export of WordPress (Tools, Export, All content)
    Wordpress(Wordpress),
    /// Bring in a collection of Webflow, exported as CSV
    Webflow(Webflow),
}

/// What is told of every export.
#[derive(Debug, Args)]
pub struct Exported {
    /// The file of the export
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A folder with the pictures and papers of the old site; nothing is fetched from the network
    #[arg(long, value_name = "DIR")]
    pub media: Option<PathBuf>,
}

/// What is told of an export of WordPress.
#[derive(Debug, Args)]
pub struct Wordpress {
    /// The export and its pictures.
    #[command(flatten)]
    pub from: Exported,
    /// The section that posts go to
    #[arg(long, value_name = "SECTION", default_value = "news")]
    pub section: String,
}

/// What is told of an export of Webflow.
#[derive(Debug, Args)]
pub struct Webflow {
    /// The export and its pictures.
    #[command(flatten)]
    pub from: Exported,
    /// The section that the items go to, such as news
    #[arg(long, value_name = "SECTION")]
    pub section: String,
    /// Where the items stood on the old site, such as /blog/ [default: that of the section]
    #[arg(long, value_name = "PATH")]
    pub address: Option<String>,
}

impl Import {
    /// The export and its pictures.
    #[must_use]
    pub fn exported(&self) -> &Exported {
        match self {
            Self::Wordpress(wanted) => &wanted.from,
            Self::Webflow(wanted) => &wanted.from,
        }
    }
}
