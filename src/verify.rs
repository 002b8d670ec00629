//! Reads the result as a visitor and as an adversary would: does every link lead somewhere, does anything
//! come from elsewhere, has anything unready left a trace?

pub mod leaks;
pub mod links;
pub mod page;
