//! A file for its owner alone: written whole, with mode 0600 from its first byte, and never where it could be
//! published.

use std::{
    fs, io,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use crate::{
    base::diagnostic::Diagnostic,
    write::{fault, manifest},
};

const MODE: u32 = 0o600;

/// Writes `bytes` to `path`; `output` is the folder of the site.
///
/// # Errors
/// When `path` lies in a published site, or the disk refuses.
pub fn write(path: &Path, bytes: &[u8], output: &Path) -> Result<(), Diagnostic> {
    let refused = |error| fault::refused("write", &path.display().to_string(), ".", &error);
    let folder = folder(path).map_err(refused)?;
    let published = |above: &Path| manifest::stands_in(above) || is_same(above, output);
    if folder.ancestors().any(published) {
        let message = format!("`{}` lies in a published site", path.display());
        return Err(Diagnostic::error("would-be-published", None, message)
            .help("name a file outside of it: a private audit holds every count that is withheld"));
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".next");
    let beside = PathBuf::from(beside);
    let written = create(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        refused(error)
    })
}

fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(MODE).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all())
}

/// The folder of a file, with every link followed.
fn folder(path: &Path) -> io::Result<PathBuf> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    parent.canonicalize()
}

fn is_same(folder: &Path, output: &Path) -> bool {
    output.canonicalize().is_ok_and(|output| output == folder)
}
