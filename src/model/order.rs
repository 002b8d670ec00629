//! The order of lists: the newest first, and each item between its neighbours.

use std::{cmp::Reverse, sync::Arc};

use jiff::civil::Date;

use crate::{
    base::url::Url,
    model::site::{PageId, Site},
};

/// Sorts the pages of sections and groups, and links neighbours.
pub fn order(site: &mut Site) {
    let keys: Vec<Key> = site
        .pages
        .iter()
        .map(|page| (Reverse(page.date.map(|date| date.first_day())), page.url.clone()))
        .collect();
    for section in Arc::make_mut(&mut site.sections) {
        sort(&mut section.pages, &keys);
    }
    list_originals(site, &keys);
    for group in Arc::make_mut(&mut site.groups) {
        sort(&mut group.pages, &keys);
        group.pages.dedup();
    }
    let dated = |id: &PageId| site.page(*id).is_some_and(|page| page.date.is_some());
    let neighbours: Vec<(PageId, PageId)> = site
        .sections
        .iter()
        .flat_map(|section| section.pages.windows(2))
        .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        .filter(|(newer, older)| dated(newer) && dated(older))
        .collect();
    for (newer, older) in neighbours {
        if let Some(page) = site.pages.get_mut(newer.0).and_then(Arc::get_mut) {
            page.previous = Some(older);
        }
        if let Some(page) = site.pages.get_mut(older.0).and_then(Arc::get_mut) {
            page.next = Some(newer);
        }
    }
}

/// Lists in each section the pages of its counterparts in other languages that are not translated, so that
/// no reader misses what exists.
fn list_originals(site: &mut Site, keys: &[Key]) {
    let mut listed: Vec<Vec<PageId>> = Vec::with_capacity(site.sections.len());
    for section in site.sections.iter() {
        let mut pages = section.pages.clone();
        let language = site.page(section.page).map_or(0, |page| page.language);
        let twins = site.page(section.page).map_or(&[][..], |page| page.twins.as_slice());
        let others = twins.iter().filter(|twin| **twin != section.page);
        for other in others.filter_map(|twin| site.section(site.page(*twin)?.section)) {
            pages.extend(other.pages.iter().filter(|id| site.offers(**id, language)));
        }
        if pages.len() > section.pages.len() {
            sort(&mut pages, keys);
        }
        listed.push(pages);
    }
    for (section, listed) in Arc::make_mut(&mut site.sections).iter_mut().zip(listed) {
        section.listed = listed;
    }
}

/// The newest first; pages of one day by address, which is the same on every machine.
type Key = (Reverse<Option<Date>>, Url);

fn sort(pages: &mut [PageId], keys: &[Key]) {
    pages.sort_by(|a, b| keys.get(a.0).cmp(&keys.get(b.0)));
}
