//! Guards of the architecture: what the compiler and clippy cannot see.
//!
//! Each rule reads the tree and returns its complaints; a test of the same
//! file shows that the tree has none, another that the rule can fail.
//! Nothing here knows more Rust than a reader with a good eye: comments and
//! strings are blanked, then words are compared.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test reads the tree, and may stop at what it did not expect"
)]

mod diagnostics;
mod functions;
mod imports;
mod lexer;
mod panics;
mod purity;
mod repository;
mod shape;
mod source;
mod tree;
mod uses;
