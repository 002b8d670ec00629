//! Exit codes: 0 done, 1 problems in the project, 2 wrong usage, 3 the machine refused, 130 and 143 interrupted.

use std::process::ExitCode;

use crate::base::{
    diagnostic::{Diagnostics, Severity},
    options::BAD_OPTION,
};

/// The code for what was found.
#[must_use]
pub fn code(diagnostics: &Diagnostics, strict: bool) -> ExitCode {
    let mistyped = diagnostics.iter().any(|diagnostic| diagnostic.code == BAD_OPTION);
    match diagnostics.worst() {
        _ if mistyped => ExitCode::from(2),
        Some(Severity::Failure) => ExitCode::from(3),
        Some(Severity::Error) => ExitCode::from(1),
        Some(Severity::Warning) if strict => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}

/// The code after a signal: 128 and its number.
#[must_use]
pub fn signalled(signal: u8) -> ExitCode {
    ExitCode::from(128_u8.saturating_add(signal))
}
