//! Fields that name records of a collection, and the ways back.

use std::collections::BTreeMap;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{fields::quoted_list, nearest, scalar::Written},
    },
    data::{Datasets, cell::Cell, value::Value},
    model::collection::{Backlink, Collection, Membership, declaration::Declared, values},
};

/// The names of other records that one page writes.
#[derive(Debug)]
pub struct Names {
    /// The page's collection, by place.
    pub from: usize,
    /// The names, each with the place of its field.
    pub list: Vec<(usize, Written)>,
}

/// Reports collections and records that are named and not there.
pub fn check(collections: &[Collection], written: &[Names], diagnostics: &mut Diagnostics) {
    for collection in collections {
        for declared in &collection.declaration.fields {
            let Some(reference) = &declared.reference else { continue };
            if target(collections, declared).is_none() {
                diagnostics.push(no_collection(reference, collections));
            }
        }
    }
    for Names { from, list } in written {
        let fields = collections.get(*from).map(|collection| collection.declaration.fields.as_slice());
        for (field, name) in list {
            let declared = fields.and_then(|fields| fields.get(*field));
            let Some(target) = declared.and_then(|declared| target(collections, declared)) else { continue };
            let Some(other) = collections.get(target) else { continue };
            if other.find(&name.text).is_none() {
                let known = other.records.iter().map(|record| record.slug.as_str());
                diagnostics.push(values::no_record(name, &other.name(), known));
            }
        }
    }
}

/// The collection that a field refers to, by place.
#[must_use]
pub fn target(collections: &[Collection], declared: &Declared) -> Option<usize> {
    let reference = declared.reference.as_ref()?;
    collections.iter().position(|other| other.name() == reference.text)
}

fn no_collection(reference: &Written, collections: &[Collection]) -> Diagnostic {
    let names: Vec<String> = collections.iter().map(Collection::name).collect();
    let known = || names.iter().map(String::as_str);
    let message = format!("there is no collection `{}`", reference.text);
    let problem = Diagnostic::error("unknown-collection", reference.span, message);
    match nearest(&reference.text, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!("the collections are {}", quoted_list(known()))),
    }
}

/// The records that a cell names.
#[must_use]
pub fn named(cell: &Cell, target: &Collection) -> Vec<usize> {
    let find = |slug: &str| target.find(slug);
    match cell.value() {
        Some(Value::Text(slug)) => find(slug).into_iter().collect(),
        Some(Value::List(items)) => items.iter().filter_map(|slug| find(slug)).collect(),
        _ => Vec::new(),
    }
}

/// For each record that is named, the records that name it.
#[must_use]
pub fn backlinks(collections: &[Collection], datasets: &Datasets) -> BTreeMap<(usize, usize), Vec<Backlink>> {
    let mut found: BTreeMap<(usize, usize), Vec<Backlink>> = BTreeMap::new();
    for (from, collection) in collections.iter().enumerate() {
        let Some(dataset) = datasets.list.get(collection.dataset) else { continue };
        for (field, declared) in collection.declaration.fields.iter().enumerate() {
            let Some(to) = target(collections, declared) else { continue };
            let (Some(other), Some(column)) =
                (collections.get(to), dataset.table.field(&declared.field.name))
            else {
                continue;
            };
            for record in 0..collection.records.len() {
                for named in named(dataset.table.cell(record, column), other) {
                    let link = Backlink { collection: from, field, record };
                    found.entry((to, named)).or_default().push(link);
                }
            }
        }
    }
    found
}

/// What each page is in a collection, by the place of the page; nothing where there are no collections.
#[must_use]
pub fn memberships(collections: &[Collection], pages: usize) -> Vec<Option<Membership>> {
    if collections.is_empty() {
        return Vec::new();
    }
    let mut list = vec![None; pages];
    for (place, collection) in collections.iter().enumerate() {
        for (record, found) in collection.records.iter().enumerate() {
            for page in found.pages.iter().flatten() {
                if let Some(slot) = list.get_mut(page.0) {
                    *slot = Some(Membership { collection: place, record });
                }
            }
        }
    }
    list
}
