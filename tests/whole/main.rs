//! The program as a whole: a project in, `casebook build` run as a visitor of the command line would, and
//! what then stands on the disk.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

mod again;
mod examples;
mod funders;
mod kill;
mod languages;
mod notice;
mod places;
mod same_bytes;

mod sandbox;
mod search;
mod shortcut;
mod unready;
