//! Every internal link leads to a route, and every fragment to an id. The outlines of pages are enough.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        url::Url,
    },
    render::routes::{Outline, Routes},
};

/// Reports every target that is no route, and every fragment that its page does not have: once each, with
/// one page that it was found on.
pub fn check(routes: &Routes, outlines: &[Outline], diagnostics: &mut Diagnostics) {
    let pages: BTreeMap<&Url, &Outline> = routes.list.iter().map(|route| &route.url).zip(outlines).collect();
    let mut reported: BTreeSet<(&Url, &str)> = BTreeSet::new();
    for (route, outline) in routes.list.iter().zip(outlines) {
        for (target, fragment) in &outline.targets {
            let problem = match pages.get(target) {
                None => format!(
                    "the page `{}` links to `{}`, where nothing stands",
                    route.url.as_str(),
                    target.as_str()
                ),
                Some(page) if !fragment.is_empty() && !page.ids.contains(fragment) => {
                    format!(
                        "the page `{}` links to `{}#{fragment}`, which has no such anchor",
                        route.url.as_str(),
                        target.as_str()
                    )
                }
                Some(_) => continue,
            };
            if reported.insert((target, fragment)) {
                diagnostics.push(
                    Diagnostic::error("dead-route", None, problem)
                        .help("a template makes this link; mend it in the theme"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::routes::{Artifact, Route};

    fn found(target: (Url, String)) -> usize {
        let route = |path: &str| Route { url: Url::file(path), artifact: Artifact::NotFound, span: None };
        let routes = Routes { list: vec![route("/a/"), route("/b/")], ..Routes::default() };
        let outlines = [
            Outline { ids: Vec::new(), targets: vec![target] },
            Outline { ids: vec!["here".to_owned()], targets: Vec::new() },
        ];
        let mut diagnostics = Diagnostics::new();
        check(&routes, &outlines, &mut diagnostics);
        diagnostics.iter().count()
    }

    #[test]
    fn a_target_must_be_a_route_with_that_anchor() {
        assert_eq!(found((Url::file("/b/"), "here".to_owned())), 0);
        assert_eq!(found((Url::file("/b/"), "there".to_owned())), 1);
        assert_eq!(found((Url::file("/c/"), String::new())), 1);
    }
}
