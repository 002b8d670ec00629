//! Attacks on disclosure control: known answers of the literature, a linear program that works out what it
//! can, brute force on small tables, broken engines, and size.
//!
//! Without further words a few tables are attacked. All of them, as before a release:
//! `CASEBOOK_TABLES=2000 cargo test --release --test disclosure`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test may stop at what it did not expect, reads how many tables are wanted, and tells its figures"
)]

mod attacker;
mod aware;
mod brute;
mod known;
mod linked;
mod mutants;
mod seeds;
mod size;
mod sums;
mod whole;
