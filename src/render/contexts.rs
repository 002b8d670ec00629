//! What templates see: small values made from the site, never the site itself.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use minijinja::{Value, context};

use crate::{
    base::{time::PartDate, url::Url},
    model::site::{Group, GroupKind, LeadImage, Page, PageId, SectionId, Site},
    render::{fields::Named, figures::safe, finish, item::Item, survey, tongue},
};

pub mod calendar;
pub mod data;
pub mod pages;

/// Values that many pages share, made once.
pub struct Contexts<'s> {
    site: &'s Site,
    /// Pages as lists show them, each made when the first list asks for it: a preview shows few.
    items: Vec<OnceLock<Arc<Item>>>,
    /// Links to groups, by place.
    groups: Vec<Value>,
    /// Links to sections, by place.
    sections: Vec<Value>,
    /// The ways from the home page to each section, by place.
    trails: Vec<Value>,
    /// The pages of the menu's entries.
    menu: Vec<Vec<Option<&'s Page>>>,
    sites: BTreeMap<(usize, Option<usize>), Value>,
    /// What every page of a language has, and the years of its archive.
    languages: Vec<(Arc<Named>, Value)>,
}

impl<'s> Contexts<'s> {
    /// Makes the values of a site.
    #[must_use]
    pub fn new(site: &'s Site) -> Self {
        let mut contexts = Self {
            site,
            items: vec![OnceLock::new(); site.pages.len()],
            groups: site.groups.iter().map(|group| link(&group.name, &group.url)).collect(),
            sections: Vec::new(),
            trails: Vec::new(),
            menu: (0..site.languages.len()).map(|language| pages::menu(site, language)).collect(),
            sites: BTreeMap::new(),
            languages: Vec::new(),
        };
        contexts.sections = (0..site.sections.len()).map(|id| contexts.make_section(SectionId(id))).collect();
        contexts.trails = (0..site.sections.len()).map(|id| contexts.make_trail(SectionId(id))).collect();
        for language in 0..site.languages.len() {
            let current = (0..site.config.menu.len()).map(Some).chain([None]);
            let sites = current.map(|current| ((language, current), contexts.make_site(language, current)));
            let sites: Vec<_> = sites.collect();
            contexts.sites.extend(sites);
            let common = Arc::new(contexts.make_common(language));
            contexts.languages.push((common, contexts.make_years(language)));
        }
        contexts
    }

    /// A page as lists for readers of a language show it.
    #[must_use]
    pub fn item(&self, id: PageId, reader: usize) -> Value {
        let (Some(item), Some(page)) = (self.items.get(id.0), self.site.page(id)) else {
            return Value::default();
        };
        let item = item.get_or_init(|| Arc::new(self.make_item(page)));
        match self.site.languages.get(page.language).filter(|_| page.language != reader) {
            None => Value::from_dyn_object(Arc::clone(item)),
            Some(language) => Value::from_object(item.abroad(&language.locale, self.date(page.date, reader))),
        }
    }

    /// The items of a part of a list.
    #[must_use]
    pub fn part(&self, pages: &[PageId], part: usize, reader: usize) -> Vec<Value> {
        pages.iter().skip(part * survey::PART).take(survey::PART).map(|id| self.item(*id, reader)).collect()
    }

    /// The site, as a page of `language` sees it that belongs to the menu's entry `current`.
    #[must_use]
    pub fn site(&self, language: usize, current: Option<usize>) -> Value {
        self.sites.get(&(language, current)).cloned().unwrap_or_default()
    }

    /// The fields that all pages of a language share.
    #[must_use]
    pub fn common(&self, language: usize) -> Arc<Named> {
        self.languages.get(language).map(|(common, _)| Arc::clone(common)).unwrap_or_default()
    }

    /// The years of a language's archive, the newest first.
    #[must_use]
    pub fn years(&self, language: usize) -> Value {
        self.languages.get(language).map(|(_, years)| years.clone()).unwrap_or_default()
    }

    /// A link to a section.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Value {
        self.sections.get(id.0).cloned().unwrap_or_default()
    }

    /// The way from the home page to a section.
    #[must_use]
    pub fn trail(&self, id: SectionId) -> Value {
        self.trails.get(id.0).cloned().unwrap_or_default()
    }

    /// The entry of the menu whose page a page lies below.
    #[must_use]
    pub fn current(&self, page: &Page) -> Option<usize> {
        let below = |top: &Page| !self.is_home(top) && page.url.as_str().starts_with(top.url.as_str());
        self.menu.get(page.language)?.iter().position(|top| top.is_some_and(below))
    }

    fn is_home(&self, page: &Page) -> bool {
        page.url.as_str().trim_end_matches('/') == self.site.prefix(page.language)
    }

    /// The links to a page's groups of a kind.
    #[must_use]
    pub fn links_of(&self, page: &Page, kind: GroupKind) -> Vec<Value> {
        let of_kind = |place: &&usize| self.site.groups.get(**place).is_some_and(|group| group.kind == kind);
        page.groups.iter().filter(of_kind).filter_map(|place| self.groups.get(*place).cloned()).collect()
    }

    /// A date in words; empty without one.
    #[must_use]
    pub fn date(&self, date: Option<PartDate>, language: usize) -> String {
        date.and_then(|date| Some(self.site.language(language)?.date(date))).unwrap_or_default()
    }

    /// A picture above a text.
    #[must_use]
    pub fn image(&self, image: &LeadImage) -> Option<Value> {
        let file = self.site.files.get(image.file)?;
        let (width, height) = file.size.unwrap_or_default();
        Some(
            context! { src => safe(finish::href(&file.url)), alt => &image.alt, credit => &image.credit, width => width, height => height },
        )
    }

    /// A group as lists of groups show it.
    #[must_use]
    pub fn group(&self, group: &Group) -> Value {
        let count = u64::try_from(group.pages.len()).unwrap_or_default();
        let count = self
            .site
            .language(group.language)
            .map(|language| language.locale.number(count.into(), None))
            .unwrap_or_default();
        context! { title => &group.name, href => safe(finish::href(&group.url)), count => count }
    }

    /// The pages that show a figure.
    #[must_use]
    pub fn figure_pages(&self, figure: usize, reader: usize) -> Vec<Value> {
        self.page_links(self.site.figure_pages.get(figure).into_iter().flatten().copied(), reader)
    }

    /// Links to pages, as far as readers of a language are offered them.
    fn page_links(&self, ids: impl Iterator<Item = PageId>, reader: usize) -> Vec<Value> {
        let offered = ids.filter(|id| self.site.offers(*id, reader)).filter_map(|id| self.site.page(id));
        offered.map(|page| self.page_link(page, reader)).collect()
    }

    /// A link to a page for readers of a language.
    #[must_use]
    pub fn page_link(&self, page: &Page, reader: usize) -> Value {
        tongue::link(self.site, &page.title.plain, &page.url, page.language, reader)
    }
}

/// A link to something in the reader's own language.
#[must_use]
pub fn link(title: &str, url: &Url) -> Value {
    let own = context! { language => "", direction => "", language_name => "" };
    context! { title => title, href => safe(finish::href(url)), ..own }
}

/// A date as HTML's `datetime` wants it; empty without one.
#[must_use]
pub fn iso(date: Option<PartDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
