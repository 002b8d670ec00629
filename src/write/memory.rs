//! What the last build without a word of complaint was made from, so that the next one can tell that nothing
//! changed before it reads a word.
//!
//! It stands in `.casebook/`, may be deleted at any time, and is never published: it knows when a page is due.
//! Nothing rests on it alone: what it names is checked file by file before it is believed.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use crate::write::report;

/// The folder of what may be deleted, and the file in it.
const FOLDER: &str = ".casebook";
const NAME: &str = "last-build.json";

/// A build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// The output folder, as the user named it.
    pub output: String,
    /// A hash of the sources, the options and the program, before anything was made of them.
    pub key: String,
    /// The hash in the manifest of what was published.
    pub inputs: String,
    /// The latest moment at which a page had appeared or disappeared.
    pub since: Option<String>,
    /// The next such moment.
    pub until: Option<String>,
    /// How many pages there were.
    pub pages: usize,
    /// What was said about pages that wait.
    pub waiting: Option<String>,
}

impl Memory {
    /// What is remembered in the project at `root`; nothing if it cannot be read.
    #[must_use]
    pub fn read(root: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(root.join(FOLDER).join(NAME)).ok()?).ok()
    }

    /// Remembers a build. A disk that refuses costs the next build its shortcut and nothing else.
    pub fn write(&self, root: &Path) {
        let folder = root.join(FOLDER);
        let _ = fs::create_dir(&folder);
        let Ok(text) = serde_json::to_vec_pretty(self) else { return };
        let _ = report::write(&folder.join(NAME), &text);
    }

    /// Forgets what was remembered.
    pub fn forget(root: &Path) {
        let _ = fs::remove_file(root.join(FOLDER).join(NAME));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_broken_is_nothing() {
        let place = tempfile::tempdir().unwrap();
        let memory = Memory { key: "k".to_owned(), pages: 3, ..Memory::default() };
        assert_eq!(Memory::read(place.path()), None);
        memory.write(place.path());
        assert_eq!(Memory::read(place.path()), Some(memory));
        fs::write(place.path().join(FOLDER).join(NAME), "{").unwrap();
        assert_eq!(Memory::read(place.path()), None);
        Memory::forget(place.path());
        assert!(!place.path().join(FOLDER).join(NAME).exists());
    }
}
