//! What every stage stands on: sources, spans, diagnostics, YAML, expressions, languages, addresses.

pub mod diagnostic;
pub mod locale;
pub mod span;
pub mod url;
