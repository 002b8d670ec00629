//! Records that the program keeps in the project itself, in `approvals/`: written whole, in place of older
//! ones.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use crate::{base::diagnostic::Diagnostic, write::fault};

/// Writes a record below `root`, by its path with `/`. A reader sees the old one or the new one.
///
/// # Errors
/// When the disk refuses.
pub fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    replace(&root.join(path), bytes).map_err(|error| fault::refused("write", path, folder, &error))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Hidden, so that a reader of the project that runs now passes over it.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let next = path.with_file_name(format!(".{name}.next"));
    let written = fs::File::create(&next).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&next, path));
    if placed.is_err() {
        let _ = fs::remove_file(&next);
    }
    placed
}
