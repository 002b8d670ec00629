//! `casebook-manifest.json`: what a published tree holds, so that the next build can tell its own files.
//!
//! A tree gets it last, and whole: written under another name, then renamed. Its text is a pure
//! function of the site: no time, no path of the machine. A manifest that is broken or newer than
//! this program lists nothing, and then no file counts as ours.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use serde::Deserialize;
use serde_json::Value;

use crate::{base::url::Url, write::plan};

/// The manifest's file name, at the root of the output.
pub const NAME: &str = "casebook-manifest.json";

/// Its name while it is not yet whole.
pub const DRAFT: &str = "casebook-manifest.json.part";

/// The version of the format that is written, and the only one that is read.
const VERSION: u32 = 1;

/// What the last line begins with.
const SEAL: &str = "\"seal\":";

/// A published tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The hash of everything that could change a byte.
    pub inputs: String,
    /// The published values, by name.
    pub published: BTreeMap<String, String>,
    /// Each route's file, by address.
    pub routes: BTreeMap<String, Record>,
}

/// One file's content, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Record {
    /// Its length in bytes.
    pub size: u64,
    /// Its BLAKE3 hash.
    pub hash: blake3::Hash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    size: u64,
    hash: String,
}

impl TryFrom<Written> for Record {
    type Error = blake3::HexError;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        Ok(Self { size: written.size, hash: blake3::Hash::from_hex(written.hash)? })
    }
}

/// A manifest as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    version: u32,
    inputs: String,
    published: BTreeMap<String, String>,
    routes: BTreeMap<String, Record>,
    #[serde(rename = "seal")]
    _seal: String,
}

impl Manifest {
    /// The file's content: JSON, sorted, one route a line, and the hash of all lines but the last.
    #[must_use]
    pub fn text(&self) -> String {
        let body = self.body();
        let seal = blake3::hash(body.as_bytes()).to_hex();
        format!("{body}{SEAL} \"{seal}\"\n}}\n")
    }

    fn body(&self) -> String {
        let mut text = format!("{{\n\"version\": {VERSION},\n\"inputs\": {},\n", json(&self.inputs));
        let published = self.published.iter().map(|(name, value)| format!("{}: {}", json(name), json(value)));
        object(&mut text, "published", published);
        text.push_str(",\n");
        let routes = self.routes.iter().map(|(url, record)| {
            format!("{}: {{\"size\": {}, \"hash\": \"{}\"}}", json(url), record.size, record.hash.to_hex())
        });
        object(&mut text, "routes", routes);
        text.push_str(",\n");
        text
    }

    /// Each file's record by its path in the output, without the manifest itself.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, Record> {
        self.routes.iter().map(|(url, record)| (Url::file(url).output_path(), *record)).collect()
    }

    /// The manifest written in `text`, if it is one of this version and all its paths stay inside.
    fn parse(text: &str) -> Option<Self> {
        let Sealed { version, inputs, published, routes, .. } = serde_json::from_str(text).ok()?;
        let manifest = Self { inputs, published, routes };
        let inside = || manifest.files().keys().all(|path| plan::is_inside(path));
        (version == VERSION && inside()).then_some(manifest)
    }
}

/// True if the last line of a manifest's text holds the hash of those before, so that no value was edited.
fn is_sealed(text: &str) -> bool {
    let Some((body, seal)) = text.rfind(SEAL).and_then(|at| text.split_at_checked(at)) else { return false };
    seal == format!("{SEAL} \"{}\"\n}}\n", blake3::hash(body.as_bytes()).to_hex())
}

fn json(text: &str) -> String {
    Value::from(text).to_string()
}

fn object(text: &mut String, name: &str, lines: impl Iterator<Item = String>) {
    // Writing to a string cannot fail.
    let _ = write!(text, "\"{name}\": {{");
    for (index, line) in lines.enumerate() {
        let _ = write!(text, "{}{line}", if index == 0 { "\n" } else { ",\n" });
    }
    text.push_str("\n}");
}

/// True if a manifest, readable or not, stands in `folder`.
#[must_use]
pub fn stands_in(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(NAME)).is_ok_and(|found| found.is_file())
}

/// What the output held before this build.
#[derive(Clone, Debug)]
pub enum Old {
    /// No site.
    Nothing,
    /// A site of ours.
    Listed {
        /// Its manifest.
        manifest: Manifest,
        /// Its files by path.
        files: BTreeMap<String, Record>,
        /// True if the manifest is as it was written.
        sealed: bool,
    },
    /// A site whose manifest cannot be read.
    Unreadable,
}

impl Old {
    /// What stands in `folder`.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        if !stands_in(folder) {
            return Self::Nothing;
        }
        let text = fs::read_to_string(folder.join(NAME)).unwrap_or_default();
        let Some(manifest) = Manifest::parse(&text) else { return Self::Unreadable };
        Self::Listed { files: manifest.files(), sealed: is_sealed(&text), manifest }
    }

    /// The record of the file at `path`, if it was ours.
    #[must_use]
    pub fn record(&self, path: &str) -> Option<Record> {
        match self {
            Self::Listed { files, .. } => files.get(path).copied(),
            Self::Nothing | Self::Unreadable => None,
        }
    }

    /// True if one of our files lay in `folder`.
    #[must_use]
    pub fn had_folder(&self, folder: &str) -> bool {
        let Self::Listed { files, .. } = self else { return false };
        let start = format!("{folder}/");
        files.range(start.clone()..).next().is_some_and(|(path, _)| path.starts_with(&start))
    }

    /// How many files there were.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Listed { files, .. } => files.len(),
            Self::Nothing | Self::Unreadable => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let record = Record { size: 3, hash: blake3::hash(b"abc") };
        let routes = ["/", "/a/", "/a\"b.txt"].map(|url| (url.to_owned(), record)).into();
        let published = [("fact:x".to_owned(), "62%".to_owned())].into();
        Manifest { inputs: "hash".to_owned(), published, routes }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let empty = Manifest { inputs: String::new(), published: BTreeMap::new(), routes: BTreeMap::new() };
        for manifest in [sample(), empty] {
            assert!(is_sealed(&manifest.text()));
            assert_eq!(Manifest::parse(&manifest.text()), Some(manifest));
        }
    }

    #[test]
    fn an_edited_value_breaks_the_seal() {
        let text = sample().text();
        for edited in [text.replace("62%", "26%"), format!("{text}\n"), text.replace('\n', "\r\n")] {
            assert!(Manifest::parse(&edited).is_some());
            assert!(!is_sealed(&edited));
        }
    }

    #[test]
    fn a_path_that_climbs_out_makes_it_unreadable() {
        let text = sample().text();
        assert!(Manifest::parse(&text.replace("/a/", "/../a/")).is_none());
        assert!(Manifest::parse(&text.replace("/a/", "/a//b")).is_none());
    }

    #[test]
    fn a_broken_or_newer_manifest_is_unreadable() {
        let text = sample().text();
        assert!(text.get(..text.len() / 2).is_none_or(|half| Manifest::parse(half).is_none()));
        assert!(Manifest::parse(&text.replace("\"version\": 1", "\"version\": 2")).is_none());
    }

    #[test]
    fn a_folder_of_ours_is_known_by_its_files() {
        let manifest = sample();
        let old = Old::Listed { files: manifest.files(), sealed: true, manifest };
        assert!(old.had_folder("a"));
        assert!(!old.had_folder("b"));
    }
}
