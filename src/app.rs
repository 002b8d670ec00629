//! The commands: what a person types, and what they read back.

pub mod build;
pub mod check;
pub mod command;
pub mod diff;
pub mod exit;
pub mod help;
pub mod import;
pub mod load;
pub mod memory;
pub mod new;
pub mod progress;
pub mod project;
pub mod report;
pub mod serve;
pub mod shell;
pub mod shortcut;
