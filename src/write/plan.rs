//! Which files and folders the new tree will have, checked before the first is made.
//!
//! `render` promises distinct addresses; this is the last look before the disk, and it also catches
//! two addresses that differ but want the same file.

use std::collections::BTreeSet;

use crate::{
    base::diagnostic::Diagnostic,
    render::routes::{Route, Routes},
    write::manifest,
};

/// The files of a tree, in route order, and its folders, parents before children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The path of each route's file.
    pub files: Vec<String>,
    /// Every folder, without the root.
    pub folders: BTreeSet<String>,
}

impl Plan {
    /// The plan for `routes`, or an `output-clash` for the first route that cannot have its file.
    pub fn of(routes: &Routes) -> Result<Self, Diagnostic> {
        let mut plan = Self::default();
        let mut taken: BTreeSet<String> = [manifest::NAME, manifest::DRAFT].map(str::to_owned).into();
        for route in &routes.list {
            let path = route.url.output_path();
            if !is_inside(&path) || !taken.insert(path.clone()) {
                return Err(clash(route, &path));
            }
            plan.add_folders(&path);
            plan.files.push(path);
        }
        match routes.list.iter().zip(&plan.files).find(|(_, path)| plan.folders.contains(*path)) {
            Some((route, path)) => Err(clash(route, path)),
            None if [manifest::NAME, manifest::DRAFT].iter().any(|name| plan.folders.contains(*name)) => {
                Err(taken_by_manifest())
            }
            None => Ok(plan),
        }
    }

    fn add_folders(&mut self, path: &str) {
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            if !self.folders.insert(folder.to_owned()) {
                return;
            }
            rest = folder;
        }
    }
}

/// True if `path` names something below a folder, whatever the folder: no empty part, no `.` or `..`.
#[must_use]
pub fn is_inside(path: &str) -> bool {
    !path.contains('\0') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn clash(route: &Route, path: &str) -> Diagnostic {
    let url = route.url.as_str();
    let message = format!("the address `{url}` cannot have the file `{path}`: it is taken or lies outside the site");
    let mut diagnostic = Diagnostic::error("output-clash", route.span, message);
    diagnostic.help = Some("give the page another `slug`".to_owned());
    diagnostic
}

fn taken_by_manifest() -> Diagnostic {
    let message = format!("`{}` is the name of the manifest, not of a folder", manifest::NAME);
    Diagnostic::error("output-clash", None, message).help("give the page another `slug`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::url::Url, render::routes::Artifact};

    fn plan(urls: &[&str]) -> Result<Plan, Diagnostic> {
        let route = |url: &&str| Route { url: Url::file(url), artifact: Artifact::NotFound, span: None };
        Plan::of(&Routes { list: urls.iter().map(route).collect(), ..Routes::default() })
    }

    #[test]
    fn folders_come_before_what_they_hold() {
        let plan = plan(&["/", "/news/a/", "/news/b/c.txt", "/x.css"]).unwrap();
        assert_eq!(plan.files, ["index.html", "news/a/index.html", "news/b/c.txt", "x.css"]);
        assert_eq!(plan.folders.iter().collect::<Vec<_>>(), ["news", "news/a", "news/b"]);
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
