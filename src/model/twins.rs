//! Which pages are one text in several languages: those whose files differ only by the language in their name.

use std::collections::BTreeMap;

use crate::{
    content::{filed::Filed, name::Role},
    model::{
        layout::{Layout, Slot},
        site::PageId,
    },
};

/// The pages of each page's text, itself among them, in the order of the site's languages; none for a text
/// in one language.
#[derive(Clone, Debug, Default)]
pub struct Twins {
    of: Vec<Vec<PageId>>,
}

impl Twins {
    /// The twins of all pages.
    #[must_use]
    pub fn new(layout: &Layout, documents: &[Filed]) -> Self {
        let mut of = vec![Vec::new(); layout.pages.len()];
        if layout.pages.iter().all(|slot| slot.language == 0) {
            return Self { of };
        }
        let mut texts: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
        for (place, slot) in layout.pages.iter().enumerate() {
            texts.entry(text(slot, layout, documents)).or_default().push(PageId(place));
        }
        for mut same in texts.into_values().filter(|same| same.len() > 1) {
            same.sort_by_key(|id| layout.pages.get(id.0).map(|slot| slot.language));
            for id in &same {
                if let Some(twins) = of.get_mut(id.0) {
                    twins.clone_from(&same);
                }
            }
        }
        Self { of }
    }

    /// The pages of a page's text.
    #[must_use]
    pub fn of(&self, id: PageId) -> &[PageId] {
        self.of.get(id.0).map_or(&[], Vec::as_slice)
    }
}

/// What the pages of one text have in common.
fn text(slot: &Slot, layout: &Layout, documents: &[Filed]) -> String {
    let document = slot.document.and_then(|place| documents.get(place));
    match (&slot.role, document) {
        (Role::Page { .. }, Some(document)) => document.name.text(),
        _ => {
            let folders = layout.sections.get(slot.section.0).map(|section| section.folders.join("/"));
            format!("{}/_index.md", folders.unwrap_or_default())
        }
    }
}
