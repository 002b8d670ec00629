//! The commands: what a person types, and what they read back.

pub mod build;
pub mod check;
pub mod command;
pub mod data;
pub mod diff;
pub mod exit;
pub mod figure;
pub mod help;
pub mod import;
pub mod load;
pub mod new;
pub mod progress;
pub mod project;
pub mod report;
pub mod serve;
pub mod shell;
pub mod shortcut;
pub mod translated;
