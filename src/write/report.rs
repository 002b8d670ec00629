//! A file that the user asked for, beside everything else: whole or not at all.

use std::{fs, path::Path};

use crate::base::diagnostic::Diagnostic;

/// Writes `bytes` to `path` by way of a file beside it.
///
/// # Errors
/// When the disk refuses.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".next");
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        // A part of the file is no use to anybody; the first problem is the one to tell.
        let _ = fs::remove_file(&beside);
        Diagnostic::failure("write-refused", format!("cannot write `{}`: {error}", path.display()))
            .help("name a file in a folder that exists and that you may write to")
    })
}
