//! Which files and folders the new tree will have, checked before the first is made.
//!
//! `render` promises distinct addresses; this is the last look before the disk, and it also catches
//! two addresses that differ but want the same file.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::diagnostic::Diagnostic,
    render::routes::{Route, Routes},
    write::manifest,
};

/// The files and folders of a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Each route's file, in route order.
    pub files: Vec<Planned>,
    /// The folders that hold more than one thing, parents before children; the root is not among them.
    pub shared: Vec<String>,
}

/// One route's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its path from the root of the output.
    pub path: String,
    /// True if it is alone in its folder, which is then made with it; most pages are.
    pub alone: bool,
}

impl Plan {
    /// The plan for `routes`, or an `output-clash` for the first route that cannot have its file.
    pub fn of(routes: &Routes) -> Result<Self, Diagnostic> {
        let paths: Vec<String> = routes.list.iter().map(|route| route.url.output_path()).collect();
        let held = held(&paths);
        let mut taken: BTreeSet<&str> = [manifest::NAME, manifest::DRAFT].into();
        for (route, path) in routes.list.iter().zip(&paths) {
            let free = is_inside(path) && !held.contains_key(path.as_str()) && taken.insert(path);
            if !free || taken_by_manifest(path) {
                return Err(clash(route, path));
            }
        }
        let alone = |path: &str| folder(path).and_then(|folder| held.get(folder)) == Some(&Held::One);
        let files = paths.iter().map(|path| Planned { path: path.clone(), alone: alone(path) }).collect();
        let shared = held.iter().filter(|(_, held)| **held == Held::More);
        let shared = shared.map(|(path, _)| (*path).to_owned()).collect();
        Ok(Self { files, shared })
    }
}

/// What a folder holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// One file.
    One,
    /// Several files, or a folder.
    More,
}

/// Every folder that `paths` need.
fn held(paths: &[String]) -> BTreeMap<&str, Held> {
    let mut held = BTreeMap::new();
    for path in paths {
        let Some(parent) = folder(path) else { continue };
        held.entry(parent).and_modify(|held| *held = Held::More).or_insert(Held::One);
        let mut rest = parent;
        while let Some(above) = folder(rest) {
            if held.insert(above, Held::More) == Some(Held::More) {
                break;
            }
            rest = above;
        }
    }
    held
}

/// The folder that holds `path`, unless that is the root.
fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn taken_by_manifest(path: &str) -> bool {
    path.split('/').next().is_some_and(|first| first == manifest::NAME || first == manifest::DRAFT)
}

/// True if `path` names something below a folder, whatever the folder: no empty part, no `.` or `..`.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    !path.contains('\0') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn clash(route: &Route, path: &str) -> Diagnostic {
    let url = route.url.as_str();
    let message =
        format!("the address `{url}` cannot have the file `{path}`: it is taken or lies outside the site");
    let mut diagnostic = Diagnostic::error("output-clash", route.span, message);
    diagnostic.help = Some("give the page another `slug`".to_owned());
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::url::Url, render::routes::Artifact};

    fn plan(urls: &[&str]) -> Result<Plan, Diagnostic> {
        let route = |url: &&str| Route { url: Url::file(url), artifact: Artifact::NotFound, span: None };
        Plan::of(&Routes::of(urls.iter().map(route).collect()))
    }

    #[test]
    fn a_page_alone_in_its_folder_brings_it_along() {
        let plan = plan(&["/", "/news/a/", "/news/b/c.txt", "/x.css"]).unwrap();
        let files: Vec<_> = plan.files.iter().map(|file| (file.path.as_str(), file.alone)).collect();
        let own = [("news/a/index.html", true), ("news/b/c.txt", true)];
        assert_eq!(files, [("index.html", false), own[0], own[1], ("x.css", false)]);
        assert_eq!(plan.shared, ["news"]);
    }

    #[test]
    fn a_folder_is_shared_by_two_files_or_a_file_and_a_folder() {
        assert_eq!(plan(&["/a/b", "/a/c"]).unwrap().shared, ["a"]);
        assert_eq!(plan(&["/a/", "/a/b/c/"]).unwrap().shared, ["a", "a/b"]);
        assert_eq!(plan(&["/a/b/c/", "/a/"]).unwrap().shared, ["a", "a/b"]);
        assert_eq!(plan(&["/a/b"]).unwrap().shared, [""; 0]);
    }

    #[test]
    fn two_addresses_never_share_a_file() {
        let manifest = ["/casebook-manifest.json", "/casebook-manifest.json/"].map(|url| [url]);
        for urls in [&["/a/", "/a/index.html"][..], &["/a", "/a/"], &manifest[0], &manifest[1]] {
            assert_eq!(plan(urls).unwrap_err().code, "output-clash", "{urls:?}");
        }
    }

    #[test]
    fn no_address_leaves_the_output() {
        for url in ["/../a", "/a/../b", "/a//b", "/./a", "/a\0b"] {
            assert_eq!(plan(&[url]).unwrap_err().code, "output-clash", "{url:?}");
        }
    }
}
