//! Routes become `public/`, wholly or not at all; the only stage that writes files.
//!
//! The surprise: nothing is ever written into the output folder itself. A complete tree is built
//! beside it and takes its place in one call.

#![expect(
    clippy::disallowed_methods,
    reason = "this stage writes, looks at what stands, and waits for its lock"
)]

pub mod carry;
pub mod fault;
pub mod file;
pub mod fill;
pub mod leftover;
pub mod loaded;
pub mod lock;
pub mod manifest;
pub mod memory;
pub mod place;
pub mod plan;
pub mod private;
pub mod record;
pub mod report;
pub mod site;
pub mod source;
pub mod standing;
pub mod swap;
pub mod target;
pub mod tree;
pub mod watch;
