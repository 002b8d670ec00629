//! What needs a person after an import, as a list to tick off.

use std::{collections::BTreeMap, fmt::Write, path::Path};

/// Where the list is written.
pub const FILE: &str = "import.md";

/// The list.
#[derive(Debug)]
pub struct List {
    /// What is to be done, by file.
    pub pages: BTreeMap<String, Vec<String>>,
    /// What was not imported, and how often it is there.
    pub skipped: BTreeMap<String, usize>,
}

impl List {
    /// How many things need a person.
    #[must_use]
    pub fn count(&self) -> usize {
        self.pages.values().map(Vec::len).sum()
    }

    /// The list as Markdown.
    #[must_use]
    pub fn text(&self, from: &Path) -> String {
        let name = from.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let mut out =
            format!("# What needs a person\n\nImported from {name}. Delete this file when all is done.\n");
        // Writing into a string cannot fail.
        for (path, needs) in &self.pages {
            let _ = write!(out, "\n## {path}\n\n");
            for need in needs {
                let _ = writeln!(out, "- [ ] {need}");
            }
        }
        if self.pages.is_empty() {
            out.push_str("\nNothing does.\n");
        }
        if !self.skipped.is_empty() {
            out.push_str("\n## Not imported\n\n");
            for (what, count) in &self.skipped {
                let _ = writeln!(out, "- {what}: {count}");
            }
        }
        out
    }
}
