//! New files of the project itself: written whole, and never over one that is there.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{base::diagnostic::Diagnostic, write::fault};

/// What a new file holds.
#[derive(Debug)]
pub enum Fresh {
    /// These bytes.
    Bytes(Vec<u8>),
    /// What another file holds.
    Copy(PathBuf),
}

/// Writes new files below `root`, each by its path with `/`. If one cannot be written, those before it are
/// taken back.
///
/// # Errors
/// When one of them is there already, or the disk refuses.
pub fn create(root: &Path, files: &[(String, Fresh)]) -> Result<(), Diagnostic> {
    for (written, (path, fresh)) in files.iter().enumerate() {
        if let Err(error) = create_one(&root.join(path), fresh) {
            for (path, _) in files.iter().take(written) {
                // The first problem is the one to tell; what cannot be taken back stays.
                let _ = fs::remove_file(root.join(path));
            }
            return Err(problem(path, &error));
        }
    }
    Ok(())
}

fn create_one(path: &Path, fresh: &Fresh) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = fill(&mut file, fresh).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

fn fill(file: &mut fs::File, fresh: &Fresh) -> io::Result<()> {
    match fresh {
        Fresh::Bytes(bytes) => file.write_all(bytes),
        Fresh::Copy(from) => io::copy(&mut fs::File::open(from)?, file).map(drop),
    }
}

fn problem(path: &str, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return Diagnostic::error("file-exists", None, format!("`{path}` is there already"))
            .help("choose another name, or delete the file first");
    }
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    fault::refused("write", path, folder, error)
}
