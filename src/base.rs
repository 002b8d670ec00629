//! What every stage stands on: sources, spans, diagnostics, YAML, expressions, languages, addresses.

pub mod base_url;
pub mod config;
pub mod diagnostic;
pub mod encoding;
pub mod expr;
pub mod file_name;
pub mod locale;
pub mod options;
pub mod predicate;
pub mod report;
pub mod source;
pub mod span;
pub mod time;
pub mod transform;
pub mod url;
pub mod words;
pub mod yaml;
