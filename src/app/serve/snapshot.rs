//! A site that can be shown: everything that pages are made of, and what makes them, held together so that a
//! request is answered from one state of the project, whatever is saved meanwhile.

use std::sync::Arc;

use self_cell::self_cell;

use crate::{
    base::{diagnostic::Diagnostics, source::Sources},
    design::theme::Theme,
    model::site::{PageId, Site},
    render::{
        produce::Renderer,
        routes::{Produced, Route, Routes},
    },
};

/// What pages are made of.
pub struct Ground {
    /// The files.
    pub sources: Arc<Sources>,
    /// The look.
    pub theme: Arc<Theme>,
    /// The site.
    pub site: Site,
    /// Its addresses.
    pub routes: Arc<Routes>,
}

self_cell!(
    struct Cell {
        owner: Ground,
        #[not_covariant]
        dependent: Renderer,
    }
);

/// A state of the site.
pub struct Snapshot {
    cell: Cell,
}

impl Snapshot {
    /// Parses the templates and makes what pages share; problems of the templates are reported.
    pub fn new(ground: Ground, diagnostics: &mut Diagnostics) -> Self {
        let cell = Cell::new(ground, |ground| {
            Renderer::new(&ground.site, &ground.theme, &ground.sources, &ground.routes, diagnostics)
        });
        Self { cell }
    }

    /// Warns of words in drawings for which the theme's faces have no glyphs.
    pub fn check_glyphs(&self, diagnostics: &mut Diagnostics) {
        self.cell.with_dependent(|_, renderer| renderer.check_glyphs(diagnostics));
    }

    /// What pages are made of.
    #[must_use]
    pub fn ground(&self) -> &Ground {
        self.cell.borrow_owner()
    }

    /// The bytes of one route.
    #[must_use]
    pub fn produce(&self, route: &Route) -> Produced {
        self.cell.with_dependent(|_, renderer| renderer.produce(route))
    }

    /// A page as the theme lists it, on a page of its own; nothing if the theme has no such part.
    #[must_use]
    pub fn listed(&self, id: PageId) -> Option<Vec<u8>> {
        self.cell.with_dependent(|_, renderer| renderer.listed(id))
    }
}
