//! What the home page of a language shows: the lead, the latest items and the other sections.

use minijinja::{Value, context};

use crate::{
    model::site::{Page, PageId, Section, SectionId, Site},
    render::{contexts::Contexts, fields::Fields, figures::safe, finish, tongue},
};

/// How many items stand beside the lead, and of each other section.
const LATEST: usize = 5;
const OF_SECTION: usize = 1;

/// Adds the lead, the latest and the other sections. The lead is in the language of the page; after it come
/// texts of other languages too, where they are not translated.
pub fn add(fields: &mut Fields, site: &Site, contexts: &Contexts<'_>, page: &Page) {
    let reader = page.language;
    let news = sections(site, reader).find(|section| is_stream(section));
    let lead = news.and_then(|section| section.pages.first().or(section.listed.first()).copied());
    let latest = news.map(|section| section.listed.as_slice()).unwrap_or_default();
    let latest = latest.iter().copied().filter(|id| Some(*id) != lead);
    fields.insert("lead", lead.map_or_else(|| Value::from(()), |id| contexts.item(id, reader)));
    fields
        .insert("latest", latest.take(LATEST).map(|id| contexts.item(id, reader)).collect::<Vec<_>>().into());
    let mut others: Vec<(usize, &Section)> = sections(site, reader)
        .filter(|section| !is_stream(section) && !section.folders.is_empty())
        .map(|section| (in_menu(section, site), section))
        .filter(|(place, section)| *place != usize::MAX || !section.listed.is_empty())
        .collect();
    others.sort_by_key(|(place, _)| *place);
    let other = |section: &Section| part(section, site, contexts, reader);
    fields.insert(
        "sections",
        others.into_iter().filter_map(|(_, section)| other(section)).collect::<Vec<_>>().into(),
    );
    fields.insert("figure", "".into());
    fields.insert("breadcrumbs", Vec::<Value>::new().into());
}

/// The sections that readers of a language are offered.
fn sections(site: &Site, reader: usize) -> impl Iterator<Item = &Section> {
    let ids = (0..site.sections.len()).map(SectionId);
    ids.filter_map(|id| site.section(id)).filter(move |section| site.offers(section.page, reader))
}

fn is_stream(section: &Section) -> bool {
    section.folders.first().is_some_and(|folder| folder == "news")
}

/// The place of a section in the menu, in whatever language that names it; those that are not in it come last.
fn in_menu(section: &Section, site: &Site) -> usize {
    let twins = site.page(section.page).map(|page| page.twins.as_slice()).unwrap_or_default();
    let here = |entry: &Option<PageId>| entry.is_some_and(|id| id == section.page || twins.contains(&id));
    site.menu.iter().position(here).unwrap_or(usize::MAX)
}

fn part(section: &Section, site: &Site, contexts: &Contexts<'_>, reader: usize) -> Option<Value> {
    let page = site.page(section.page)?;
    let items = section.listed.iter().take(OF_SECTION).map(|id| contexts.item(*id, reader));
    Some(context! {
        title => safe(page.title.html.clone()), href => safe(finish::href(&page.url)),
        summary => safe(page.summary.html.clone()), items => items.collect::<Vec<_>>(),
        ..tongue::mark(site, page.language, reader)
    })
}
