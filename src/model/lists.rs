//! The lists of a site: which pages a section and a group have, the newest first, and each item between its
//! neighbours.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use crate::{
    base::{diagnostic::Diagnostics, span::FileId},
    content::filed::Filed,
    model::{
        collection::{Collection, Deadline, Membership, reference},
        groups::{Groups, Named},
        index::Names,
        language::Language,
        layout::{Layout, Slot},
        site::{PageId, Section, Site},
        text::Text,
    },
};

/// The lists of a site.
#[derive(Debug)]
pub struct Lists {
    /// All pages: the newest first, those of one day by address, which is the same on every machine.
    order: Vec<PageId>,
    /// The sections, with their items in order.
    pub sections: Arc<Vec<Section>>,
    /// The groups.
    pub groups: Groups,
    /// What each page is to others.
    places: Vec<Place>,
    deadlines: BTreeMap<FileId, (Deadline, bool)>,
    /// Nothing was wrong with names of groups.
    sound: bool,
}

/// What a page is to others.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The item before it in its section.
    pub previous: Option<PageId>,
    /// The item after it.
    pub next: Option<PageId>,
    /// What it is in its section's collection.
    pub record: Option<Membership>,
}

impl Lists {
    /// Makes the lists. What is wrong with names of groups is reported.
    pub fn new(
        names: &Names,
        collections: &[Collection],
        languages: &[Language],
        deadlines: &BTreeMap<FileId, (Deadline, bool)>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let before = diagnostics.len();
        let slots = &names.layout.pages;
        let filed: Vec<Option<&Filed>> =
            slots.iter().map(|slot| names.documents.get(slot.document?)).collect();
        let records = reference::memberships(collections, slots.len());
        let record = |place: usize| records.get(place).copied().flatten();
        let named = slots.iter().zip(&filed).enumerate().map(|(place, (slot, filed))| {
            let collection = record(place).and_then(|one| collections.get(one.collection));
            let database = collection.is_some_and(|collection| collection.declaration.listing.is_database());
            Named { language: slot.language, filed: *filed, dated: !database && slot.is_item() }
        });
        let (mut groups, order) =
            rayon::join(|| Groups::new(named, languages, diagnostics), || order(slots, &filed));
        let mut places: Vec<Place> =
            (0..slots.len()).map(|place| Place { record: record(place), ..Place::default() }).collect();
        groups.fill(&order);
        let sections = sections(&names.layout, &order);
        let dated =
            |page: &PageId| filed.get(page.0).copied().flatten().is_some_and(|filed| filed.date.is_some());
        sections.iter().for_each(|section| link_neighbours(&section.pages, dated, &mut places));
        let sound = diagnostics.len() == before;
        Self { order, sections: Arc::new(sections), groups, places, deadlines: deadlines.clone(), sound }
    }

    /// True if they are those of another run in which every page stood where it stands now, and records were the
    /// same.
    #[must_use]
    pub fn hold(
        &self,
        (before, now): (&[Filed], &[Filed]),
        deadlines: &BTreeMap<FileId, (Deadline, bool)>,
    ) -> bool {
        let alike = |(one, other): (&Filed, &Filed)| {
            one.is(other) || (one.date == other.date && one.names() == other.names())
        };
        self.sound && self.deadlines == *deadlines && before.iter().zip(now).all(alike)
    }

    /// When a page is out of date, and whether it is.
    #[must_use]
    pub fn deadline(&self, text: &Text) -> Option<(Deadline, bool)> {
        self.deadlines.get(&text.document.as_ref()?.file).copied()
    }

    /// What a page is to others.
    #[must_use]
    pub fn place(&self, page: PageId) -> Place {
        self.places.get(page.0).copied().unwrap_or_default()
    }

    /// True if a page is to others what it was to the same ones.
    #[must_use]
    pub fn place_alike(&self, earlier: &Self, page: PageId, text: &Text) -> bool {
        let timed = !self.deadlines.is_empty() || !earlier.deadlines.is_empty();
        self.places.get(page.0) == earlier.places.get(page.0)
            && self.groups.of(page) == earlier.groups.of(page)
            && (!timed || self.deadline(text) == earlier.deadline(text))
    }
}

fn order(slots: &[Slot], filed: &[Option<&Filed>]) -> Vec<PageId> {
    let day =
        |filed: &Option<&Filed>| Reverse(filed.and_then(|filed| filed.date).map(|date| date.first_day()));
    let url = |place: usize| slots.get(place).map(|slot| &slot.url);
    let mut keys: Vec<_> = filed.iter().enumerate().map(|(place, filed)| (day(filed), place)).collect();
    keys.par_sort_unstable_by(|(day, place), (other_day, other)| {
        day.cmp(other_day).then_with(|| url(*place).cmp(&url(*other)))
    });
    keys.into_iter().map(|(_, place)| PageId(place)).collect()
}

fn sections(layout: &Layout, order: &[PageId]) -> Vec<Section> {
    let empty = |section: &Section| {
        let pages = Vec::with_capacity(section.pages.len());
        Section { pages, listed: Vec::new(), folders: section.folders.clone(), ..*section }
    };
    let mut sections: Vec<Section> = layout.sections.iter().map(empty).collect();
    for page in order {
        let Some(slot) = layout.pages.get(page.0).filter(|slot| slot.is_item()) else { continue };
        if let Some(section) = sections.get_mut(slot.section.0) {
            section.pages.push(*page);
        }
    }
    sections
}

/// Links the items of a section; those without a date, which come last, have no neighbours.
fn link_neighbours(pages: &[PageId], dated: impl Fn(&PageId) -> bool, places: &mut [Place]) {
    let dated = pages.get(..pages.partition_point(dated)).unwrap_or_default();
    for (newer, older) in dated.iter().zip(dated.iter().skip(1)) {
        if let Some(place) = places.get_mut(newer.0) {
            place.previous = Some(*older);
        }
        if let Some(place) = places.get_mut(older.0) {
            place.next = Some(*newer);
        }
    }
}

impl Lists {
    /// Lists in each section the pages of its counterparts in other languages that are not translated, so that no
    /// reader misses what exists.
    pub fn add_originals(&self, site: &mut Site) {
        let mut listed: Vec<Vec<PageId>> = Vec::with_capacity(site.sections.len());
        let ranks = self.ranks();
        for section in site.sections.iter() {
            let mut pages = section.pages.clone();
            let language = site.page(section.page).map_or(0, |page| page.language);
            let twins = site.page(section.page).map_or(&[][..], |page| page.twins.as_slice());
            let others = twins.iter().filter(|twin| **twin != section.page);
            for other in others.filter_map(|twin| site.section(site.page(*twin)?.section)) {
                pages.extend(other.pages.iter().filter(|id| site.offers(**id, language)));
            }
            if pages.len() > section.pages.len() {
                pages.sort_unstable_by_key(|page| ranks.get(page.0));
            }
            listed.push(pages);
        }
        for (section, listed) in Arc::make_mut(&mut site.sections).iter_mut().zip(listed) {
            section.listed = listed;
        }
    }

    /// The place of each page in the order of all.
    fn ranks(&self) -> Vec<usize> {
        let mut ranks = vec![0; self.order.len()];
        for (rank, page) in self.order.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(page.0) {
                *slot = rank;
            }
        }
        ranks
    }
}
