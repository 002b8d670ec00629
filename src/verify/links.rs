//! Every internal link leads to a route, and every fragment to an id. The outlines of pages are enough.

use std::collections::BTreeSet;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    render::{
        addresses,
        routes::{Outline, Route, Routes},
    },
};

/// What is wrong with an address that is no route.
const NOTHING: &str = "where nothing stands";

/// Reports every address that is no route, and every fragment that its page does not have: once each, with
/// one page that it was found on.
pub fn check(routes: &Routes, outlines: &[Outline], diagnostics: &mut Diagnostics) {
    let mut reported: BTreeSet<String> = BTreeSet::new();
    for (route, outline) in routes.list.iter().zip(outlines) {
        let dead = outline.dead.iter().map(|url| (url.as_str().to_owned(), NOTHING));
        let anchors = outline.anchors.iter().filter(|(place, fragment)| !has(outlines, *place, fragment));
        let anchors = anchors.filter_map(|(place, fragment)| {
            let target = &routes.list.get(*place)?.url;
            Some((format!("{}#{fragment}", target.as_str()), "which has no such anchor"))
        });
        for (target, fault) in dead.chain(anchors) {
            if reported.insert(target.clone()) {
                diagnostics.push(dead_route(route, &target, fault));
            }
        }
    }
}

/// Reports every address of one page that is no route.
pub fn check_dead(route: &Route, outline: &Outline, diagnostics: &mut Diagnostics) {
    diagnostics.extend(outline.dead.iter().map(|url| dead_route(route, url.as_str(), NOTHING)));
}

fn has(outlines: &[Outline], place: usize, fragment: &str) -> bool {
    let wanted = addresses::hash(fragment);
    outlines.get(place).is_some_and(|page| page.ids.contains(&wanted))
}

fn dead_route(route: &Route, target: &str, fault: &str) -> Diagnostic {
    let message = format!("the page `{}` links to `{target}`, {fault}", route.url.as_str());
    Diagnostic::error("dead-route", None, message).help("a template makes this link; mend it in the theme")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::url::Url, render::routes::Artifact};

    fn found(outline: Outline) -> Vec<String> {
        let route = |path: &str| Route { url: Url::file(path), artifact: Artifact::NotFound, span: None };
        let routes = Routes::of(vec![route("/a/"), route("/b/")]);
        let outlines = [outline, Outline { ids: vec![addresses::hash("here")], ..Outline::default() }];
        let mut diagnostics = Diagnostics::new();
        check(&routes, &outlines, &mut diagnostics);
        diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect()
    }

    fn wants(place: usize, fragment: &str) -> Outline {
        Outline { anchors: vec![(place, fragment.to_owned())], ..Outline::default() }
    }

    #[test]
    fn a_target_must_be_a_route_with_that_anchor() {
        assert!(found(wants(1, "here")).is_empty());
        assert_eq!(
            found(wants(1, "there")),
            ["the page `/a/` links to `/b/#there`, which has no such anchor"]
        );
        let dead = Outline { dead: vec![Url::file("/c/"), Url::file("/c/")], ..Outline::default() };
        assert_eq!(found(dead), ["the page `/a/` links to `/c/`, where nothing stands"]);
    }
}
