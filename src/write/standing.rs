//! Whether the site that stands is already the one wanted, byte by byte.
//!
//! The hash of the inputs answers for most builds; only when it agrees are the files themselves read.

use std::{
    collections::BTreeSet,
    fs::File,
    io,
    path::Path,
};

use rayon::prelude::*;

use crate::{
    render::routes::Routes,
    write::{
        carry,
        manifest::{self, Manifest, Old, Record},
        plan::Plan,
        tree::{self, Entry, Kind},
    },
};

/// True if `folder` holds exactly what `routes` would produce: same inputs, every file whole, nothing more.
#[must_use]
pub fn is_current(folder: &Path, old: &Old, routes: &Routes) -> bool {
    let Old::Listed { manifest, files, exact: true } = old else { return false };
    agrees(manifest, routes)
        && holds_nothing_else(folder, old, routes)
        && files.par_iter().all(|(path, record)| is_whole(&folder.join(path), *record).unwrap_or(false))
}

fn agrees(manifest: &Manifest, routes: &Routes) -> bool {
    !routes.inputs.is_empty()
        && manifest.inputs == routes.inputs
        && manifest.published == routes.published
        && manifest.routes.len() == routes.list.len()
        && routes.list.iter().all(|route| manifest.routes.contains_key(route.url.as_str()))
}

fn holds_nothing_else(folder: &Path, old: &Old, routes: &Routes) -> bool {
    let (Ok(plan), Ok(entries)) = (Plan::of(routes), tree::list(folder)) else { return false };
    entries.iter().all(|entry| is_expected(entry, old, &plan.folders))
}

fn is_expected(entry: &Entry, old: &Old, folders: &BTreeSet<String>) -> bool {
    let Some(path) = entry.path.to_str() else { return carry::is_hidden(&entry.path) };
    match entry.kind {
        _ if carry::is_hidden(&entry.path) => true,
        Kind::Folder => folders.contains(path),
        Kind::File => path == manifest::NAME || old.record(path).is_some(),
        Kind::Other => false,
    }
}

fn is_whole(path: &Path, record: Record) -> io::Result<bool> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.count() == record.size && hasher.finalize() == record.hash)
}
