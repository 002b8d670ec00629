//! The preview as a visitor, an attacker and a writer meet it: the program runs, requests come over raw sockets,
//! files are saved under it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads and writes the disk, and may stop at what it did not expect"
)]

#[path = "serve/changes.rs"]
mod changes;
#[path = "serve/desk.rs"]
mod desk;
#[path = "serve/edits.rs"]
mod edits;
#[path = "serve/guests.rs"]
mod guests;
#[path = "serve/preview.rs"]
mod preview;
#[path = "serve/requests.rs"]
mod requests;
