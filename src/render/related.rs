//! Which items are worth reading after one.

use std::cmp::Reverse;

use crate::{
    base::time::PartDate,
    model::site::{GroupKind, Page, PageId, Site},
};

/// How many are named.
const MOST: usize = 3;

/// How many of a topic's newest items are looked at, so that the work does not grow with the site.
const LOOKED_AT: usize = 24;

/// The items that share the most topics with a page, the newest of equals first; its neighbours are named
/// elsewhere.
#[must_use]
pub fn related(site: &Site, page: &Page, id: PageId) -> Vec<PageId> {
    let topics = page.groups.iter().filter_map(|place| site.groups.get(*place));
    let topics = topics.filter(|group| group.kind == GroupKind::Topic);
    let mut all: Vec<PageId> = topics.flat_map(|group| group.pages.iter().take(LOOKED_AT).copied()).collect();
    let near = [Some(id), page.previous, page.next];
    all.retain(|other| !near.contains(&Some(*other)));
    all.sort_unstable();
    let date = |id: PageId| site.page(id).and_then(|page| page.date).map(PartDate::first_day);
    let shared = all.chunk_by(|a, b| a == b).filter_map(|same| Some((same.len(), *same.first()?)));
    let mut found: Vec<_> = shared.map(|(count, id)| Reverse((count, date(id), Reverse(id)))).collect();
    found.sort_unstable();
    found.into_iter().take(MOST).map(|Reverse((.., Reverse(id)))| id).collect()
}
