//! A small site, the folder it is published in, and a look at what stands there.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use casebook::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        url::Url,
    },
    render::routes::{Artifact, Produced, Route, Routes},
    write::{
        place::Place,
        site::{Staging, Written},
        watch::Watch,
    },
};

/// What is read of the project, in these tests.
pub const SOURCES: [&str; 2] = ["content", "data"];

/// The bytes at each address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(pub BTreeMap<String, Vec<u8>>);

impl Site {
    /// A site of few pages.
    pub fn small(mark: &str) -> Self {
        let pages = ["/", "/news/", "/news/first/", "/assets/site.css"];
        Self(pages.iter().map(|url| ((*url).to_owned(), format!("{url} {mark}").into_bytes())).collect())
    }

    /// The same with one more file.
    pub fn with(mut self, url: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(url.to_owned(), bytes.into());
        self
    }

    pub fn routes(&self) -> Routes {
        let route = |url: &String| Route { url: Url::file(url), artifact: Artifact::NotFound, span: None };
        let mut inputs = blake3::Hasher::new();
        for (url, bytes) in &self.0 {
            inputs.update(url.as_bytes()).update(bytes);
        }
        let mut routes = Routes::of(self.0.keys().map(route).collect());
        routes.published = [("fact:share".to_owned(), "62%".to_owned())].into();
        routes.inputs = inputs.finalize().to_hex().to_string();
        routes
    }

    pub fn produce(&self, route: &Route) -> Produced {
        Produced { bytes: self.0.get(route.url.as_str()).cloned().unwrap_or_default(), ..Produced::default() }
    }

    /// The files that must stand once it is published, but for the manifest.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.iter().map(|(url, bytes)| (Url::file(url).output_path(), bytes.clone())).collect()
    }
}

/// A project folder, removed at the end of the test.
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for source in SOURCES {
            fs::create_dir(folder.path().join(source)).unwrap();
        }
        Self { folder }
    }

    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap()
    }

    pub fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    /// What stands beside the sources, hidden names included.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| !SOURCES.contains(&name.as_str()));
        names.sort();
        names
    }

    pub fn publish(&self, site: &Site) -> Result<(Written, Diagnostics), Diagnostic> {
        publish(&self.root(), &self.output(), site, Watch::silent())
    }
}

/// A whole publication, as `casebook build` does it.
pub fn publish(
    root: &Path,
    output: &Path,
    site: &Site,
    watch: Watch,
) -> Result<(Written, Diagnostics), Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    let routes = site.routes();
    let staging = Staging::begin(&Place { output, root, sources: &SOURCES }, watch, &mut diagnostics)?;
    let written = match staging.unchanged(&routes.inputs) {
        Some(written) => written,
        None => {
            let filled = staging.fill(&routes, |route| site.produce(route))?;
            let ready = filled.ready(&mut diagnostics).expect("nothing speaks against it");
            staging.publish(ready, &routes, &mut diagnostics)?
        }
    };
    staging.finish(&mut diagnostics);
    Ok((written, diagnostics))
}

/// Every file below `folder` with its bytes, the manifest left out.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = snapshot(folder);
    found.remove("casebook-manifest.json");
    found
}

/// Every file below `folder` with its bytes; an empty folder shows as a path with `/`.
pub fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    add(folder, "", &mut found);
    found
}

fn add(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    let entries: Vec<_> = fs::read_dir(folder).unwrap().map(Result::unwrap).collect();
    if entries.is_empty() {
        found.insert(prefix.to_owned(), Vec::new());
    }
    for entry in entries {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            add(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_symlink() {
            found.insert(path, fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes());
        } else {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// The permission bits of every file and folder in `folder`, itself included.
pub fn modes(folder: &Path) -> BTreeMap<PathBuf, u32> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .map(|path| (path.clone(), fs::metadata(&path).unwrap().permissions().mode() & 0o7777))
        .collect()
}

/// The codes of what was noticed, in order.
pub fn codes(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}
