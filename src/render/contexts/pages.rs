//! The values that pages share: an item for each, the menu, the ways up, and the fields that are empty on most.

use minijinja::{Value, context};

use crate::{
    base::url::Url,
    model::site::{GroupKind, Page, PageId, SectionId, Site},
    render::{
        contexts::{Contexts, iso, link},
        fields::Named,
        figures::safe,
        finish, forms,
        item::Item,
        routes::Feed,
        search, survey, tongue,
    },
};

/// The pages that the menu's entries name, in a reader's language where they are translated.
#[must_use]
pub fn menu(site: &Site, reader: usize) -> Vec<Option<&Page>> {
    let page = |id: &Option<PageId>| id.and_then(|id| site.page(site.in_language(id, reader).unwrap_or(id)));
    site.menu.iter().map(page).collect()
}

impl Contexts<'_> {
    pub(super) fn make_item(&self, page: &Page) -> Item {
        let none = || Value::from(());
        Item {
            title: safe(page.title.html.clone()),
            href: safe(finish::href(&page.url)),
            summary: safe(page.summary.html.clone()),
            date: self.date(page.date, page.language).into(),
            date_iso: iso(page.date).into(),
            topics: self.links_of(page, GroupKind::Topic).into(),
            section: if page.is_item() { self.section(page.section) } else { none() },
            image: page.image.as_ref().and_then(|image| self.image(image)).unwrap_or_else(none),
            language: "".into(),
            direction: "".into(),
            language_name: "".into(),
        }
    }

    pub(super) fn make_site(&self, language: usize, current: Option<usize>) -> Value {
        let config = &self.site.config;
        let (prefix, tag) = (self.site.prefix(language), self.site.tag(language));
        let pages = self.menu.get(language).into_iter().flatten();
        let menu: Vec<_> = config
            .menu
            .iter()
            .zip(pages)
            .enumerate()
            .filter_map(|(place, (entry, page))| {
                let page = (*page)?;
                let title = entry.title.in_language(tag);
                let link = tongue::link(self.site, title, &page.url, page.language, language);
                Some(context! { current => current == Some(place), ..link })
            })
            .collect();
        let press = config.press.as_ref().map(|press| {
            context! {
                name => press.name.in_language(tag), email => &press.email,
                telephone => &press.telephone, note => press.note.in_language(tag),
            }
        });
        let home = Url::file(&format!("{prefix}/"));
        context! {
            title => self.site.title(language),
            description => config.description.in_language(tag),
            language => tag,
            direction => self.site.language(language).map_or("ltr", |language| language.locale.direction()),
            demonstration => self.site.notice(language),
            menu => menu,
            calls => forms::calls(self.site, language),
            indexes => self.indexes(language, prefix),
            search => self.site.config.search.then(|| safe(finish::href(&search::url(self.site, language)))),
            home => safe(finish::href(&home)),
            press => press,
            feed => safe(finish::href(&survey::feed_url(&home, Feed::Atom))),
        }
    }

    /// Links to what the program lists by itself: topics, figures, data, numbers.
    fn indexes(&self, language: usize, prefix: &str) -> Vec<Value> {
        let site = self.site;
        let Some(words) = site.language(language) else { return Vec::new() };
        let has_topics =
            site.groups.iter().any(|group| group.kind == GroupKind::Topic && group.language == language);
        let entries = [
            (has_topics, "topics-title", "topics"),
            (
                site.figures.get(language).is_some_and(|figures| !figures.is_empty()),
                "figures-title",
                "figures",
            ),
            (site.datasets.list.iter().any(|dataset| dataset.publish), "datasets-title", "data"),
            (!site.facts.is_empty(), "facts-title", "facts"),
            (site.datasets.list.iter().any(|dataset| dataset.publish), "gaps-title", "data/gaps"),
            (site.calendar.iter().any(|entry| entry.is_in(language)), "calendar-title", "calendar"),
        ];
        let entry = |(_, id, folder): (bool, &str, &str)| {
            let url = Url::file(&format!("{prefix}/{folder}/"));
            link(&words.say(id, &[]), &url)
        };
        entries.into_iter().filter(|(shown, ..)| *shown).map(entry).collect()
    }

    /// A link to a section; none to one without a title.
    pub(super) fn make_section(&self, id: SectionId) -> Value {
        let section = self.site.section_page(id).filter(|section| !section.title.is_empty());
        section.map_or_else(|| Value::from(()), |section| link(&section.title.plain, &section.url))
    }

    /// The sections from the home page down to one.
    pub(super) fn make_trail(&self, id: SectionId) -> Value {
        let mut above = Vec::new();
        let mut next = Some(id);
        while let Some(section) = next.and_then(|id| self.site.section(id)) {
            if let Some(page) = self.site.page(section.page) {
                let home = section.folders.is_empty();
                let words =
                    self.site.language(page.language).map(|words| words.say("home", &[])).unwrap_or_default();
                above.push(link(if home { &words } else { &page.title.plain }, &page.url));
            }
            next = section.parent;
        }
        above.reverse();
        Value::from(above)
    }

    /// What every page of a language has, of a file or not.
    pub(super) fn make_common(&self, language: usize) -> Named {
        let home = Url::file(&format!("{}/", self.site.prefix(language)));
        let home_title = self.site.language(language).map(|words| words.say("home", &[])).unwrap_or_default();
        let mut common = Named::from([
            ("noindex", Value::from(self.site.demonstrates())),
            ("breadcrumbs", Value::from(vec![link(&home_title, &home)])),
            ("draft", Value::from(false)),
            ("has_figures", Value::from(false)),
            ("outdated", Value::from(false)),
        ]);
        let texts = [
            "summary",
            "card",
            "date",
            "date_iso",
            "updated",
            "updated_iso",
            "body",
            "data_as_of",
            "json_ld",
        ];
        common.extend(texts.map(|name| (name, Value::from(""))));
        let lists = [
            "authors",
            "topics",
            "regions",
            "headings",
            "related",
            "corrections",
            "newer_data",
            "alternates",
            "funding",
            "languages",
            "items",
            "records",
            "fields",
            "backlinks",
            "map",
            "groups",
        ];
        common.extend(lists.map(|name| (name, Value::from(Vec::<Value>::new()))));
        let values = [
            "section",
            "previous",
            "next",
            "image",
            "pagination",
            "collection",
            "deadline",
            "offline",
            "gathered",
            "country",
            "original",
        ];
        common.extend(values.map(|name| (name, Value::from(()))));
        common
    }

    pub(super) fn make_years(&self, language: usize) -> Value {
        let years = self.site.groups.iter().filter(|group| group.kind == GroupKind::Year);
        let years = years.filter(|group| group.language == language);
        Value::from(years.rev().map(|group| self.group(group)).collect::<Vec<_>>())
    }
}
