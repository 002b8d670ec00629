//! A folder on disk as a list of what it holds, and its removal. Neither follows a symbolic link.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, socket or device.
    Other,
}

/// One thing in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path from the tree's root.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
}

/// Everything below `root`, in no order; the root itself is not in the list.
pub fn list(root: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut level = vec![PathBuf::new()];
    while !level.is_empty() {
        let found: Vec<Vec<Entry>> =
            level.par_iter().map(|folder| children(root, folder)).collect::<io::Result<_>>()?;
        let found: Vec<Entry> = found.into_iter().flatten().collect();
        level =
            found.iter().filter(|entry| entry.kind == Kind::Folder).map(|entry| entry.path.clone()).collect();
        entries.extend(found);
    }
    Ok(entries)
}

/// What stands directly in `folder`, itself a path from `root`, in no order.
pub fn children(root: &Path, folder: &Path) -> io::Result<Vec<Entry>> {
    fs::read_dir(root.join(folder))?
        .map(|entry| {
            let entry = entry?;
            Ok(Entry { path: folder.join(entry.file_name()), kind: kind(entry.file_type()?) })
        })
        .collect()
}

fn kind(found: fs::FileType) -> Kind {
    if found.is_dir() {
        Kind::Folder
    } else if found.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

/// The folders of sorted file paths, each once, parents before children; the root is not among them.
#[must_use]
pub fn folders_of<'a>(files: &[&'a String]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    let mut before = "";
    for path in files {
        // Paths that share a folder follow each other, so a folder is new if the last path had not got it.
        let ends = path.match_indices('/').map(|(end, _)| end);
        let new = ends.filter(|end| before.as_bytes().get(..=*end) != path.as_bytes().get(..=*end));
        found.extend(new.filter_map(|end| path.get(..end)));
        before = path;
    }
    found
}

/// How much stands in a tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Regular files.
    pub files: usize,
    /// Folders, the root left out.
    pub folders: usize,
    /// Symbolic links, sockets and devices.
    pub others: usize,
}

impl Count {
    fn add(self, other: Self) -> Self {
        let [files, folders, others] =
            [(self.files, other.files), (self.folders, other.folders), (self.others, other.others)]
                .map(|(a, b)| a + b);
        Self { files, folders, others }
    }
}

/// Counts what stands below `root`, without what `left_out` names directly in it.
pub fn count(root: &Path, left_out: fn(&Path) -> bool) -> io::Result<Count> {
    let (mut count, mut folders) = (Count::default(), Vec::new());
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), kind(entry.file_type()?));
        match kind {
            _ if left_out(Path::new(&name)) => {}
            Kind::File => count.files += 1,
            Kind::Other => count.others += 1,
            Kind::Folder => folders.push(root.join(name)),
        }
    }
    count.folders += folders.len();
    let below = folders.par_iter().map(|folder| self::count(folder, |_| false));
    below.try_reduce(Count::default, |a, b| Ok(a.add(b))).map(|below| count.add(below))
}

/// Removes the file or folder at `root` and all that it holds; nothing there is no error.
pub fn remove(root: &Path) -> io::Result<()> {
    match fs::symlink_metadata(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => remove_folder(root),
        Ok(_) => fs::remove_file(root),
    }
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    let entries = match children(folder, Path::new("")).and_then(|entries| remove_files(folder, entries)) {
        // A folder that was carried over may be closed even to its owner.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
            remove_files(folder, children(folder, Path::new(""))?)?
        }
        other => other?,
    };
    entries.par_iter().try_for_each(|entry| remove_folder(&folder.join(&entry.path)))?;
    fs::remove_dir(folder)
}

/// Removes all entries but the folders, and gives those back.
fn remove_files(folder: &Path, entries: Vec<Entry>) -> io::Result<Vec<Entry>> {
    let (folders, files): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.kind == Kind::Folder);
    for file in files {
        fs::remove_file(folder.join(file.path))?;
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_listed_and_removed_but_never_followed() {
        let place = tempfile::tempdir().unwrap();
        let (tree, precious) = (place.path().join("tree"), place.path().join("precious"));
        fs::create_dir_all(tree.join("a/b")).unwrap();
        fs::create_dir(&precious).unwrap();
        fs::write(precious.join("work.txt"), "years").unwrap();
        std::os::unix::fs::symlink(&precious, tree.join("a/link")).unwrap();

        let mut paths: Vec<_> = list(&tree).unwrap().into_iter().map(|entry| entry.path).collect();
        paths.sort();
        assert_eq!(paths, ["a", "a/b", "a/link"].map(PathBuf::from));
        remove(&tree).unwrap();
        assert!(!tree.exists());
        assert!(precious.join("work.txt").exists());
    }

    #[test]
    fn nothing_there_is_removed_already() {
        let place = tempfile::tempdir().unwrap();
        remove(&place.path().join("no")).unwrap();
    }
}
