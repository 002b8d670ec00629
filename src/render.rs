//! A site and a theme become routes, and each route becomes bytes.
//!
//! [`routes()`] decides every URL; [`Renderer::produce`](produce::Renderer::produce) makes the bytes of one,
//! with no effect on any other, so that it can run on all threads at once.

use std::sync::Arc;

use crate::{
    base::{diagnostic::Diagnostics, options::Options, source::Sources},
    design::theme::Theme,
    model::site::Site,
    render::routes::Routes,
};

pub mod addresses;
pub mod atlas;
pub mod catalogue;
pub mod changes;
pub mod collections;
pub mod contexts;
pub mod environment;
pub mod feed;
pub mod fields;
pub mod figures;
pub mod finish;
pub mod forms;
pub mod home;
pub mod hosts;
pub mod item;
pub mod lists;
pub mod produce;
pub mod prose;
pub mod records;
pub mod related;
pub mod routes;
pub mod search;
pub mod sitemap;
pub mod survey;
pub mod tongue;

/// Every URL of the site and what stands there.
pub fn routes(
    site: &Site,
    theme: &Theme,
    sources: &Sources,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Routes {
    let mut routes = Routes::new(survey::survey(site, theme), diagnostics);
    routes.published = survey::published(site);
    routes.inputs = survey::inputs(site, &routes, sources, options);
    routes
}

/// The same without what only the manifest of a publication needs; those of an earlier run if they are still the
/// same.
pub fn addresses(
    earlier: Option<&Arc<Routes>>,
    site: &Site,
    theme: &Theme,
    diagnostics: &mut Diagnostics,
) -> Arc<Routes> {
    let surveyed = survey::survey(site, theme);
    match earlier.filter(|routes| routes.are(&surveyed)) {
        Some(routes) => Arc::clone(routes),
        None => Arc::new(Routes::new(surveyed, diagnostics)),
    }
}
