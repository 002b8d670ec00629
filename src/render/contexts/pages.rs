//! The values that pages share: an item for each, the menu, the ways up, and the fields that are empty on most.

use minijinja::{Value, context};

use crate::{
    base::url::Url,
    model::site::{GroupKind, Page, SectionId, Site},
    render::{
        contexts::{Contexts, iso, link},
        fields::Named,
        figures::safe,
        finish,
        item::Item,
        routes::Feed,
        survey,
    },
};

/// The pages that the menu's entries name.
#[must_use]
pub fn menu(site: &Site) -> Vec<Option<&Page>> {
    site.config.menu.iter().map(|entry| menu_page(site, &entry.page.text)).collect()
}

fn menu_page<'s>(site: &'s Site, path: &str) -> Option<&'s Page> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = stem.strip_suffix("_index").unwrap_or(stem).trim_matches('/');
    let url = if stem.is_empty() { "/".to_owned() } else { format!("/{stem}/") };
    site.pages.iter().find(|page| page.url.as_str() == url)
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
        }
    }

    pub(super) fn make_site(&self, language: usize, current: Option<usize>) -> Value {
        let config = &self.site.config;
        let prefix = survey::prefix(self.site, language);
        let menu: Vec<_> = config.menu.iter().enumerate().filter_map(|(place, entry)| {
            let page = (*self.menu.get(place)?)?;
            Some(context! { title => &entry.title, href => safe(finish::href(&page.url)), current => current == Some(place) })
        }).collect();
        let press = config.press.as_ref().map(|press| {
            context! { name => &press.name, email => &press.email, telephone => &press.telephone, note => &press.note }
        });
        let home = Url::file(&format!("{prefix}/"));
        let tag = self.site.languages.get(language).map_or("en", |language| language.locale.tag());
        let right_to_left =
            self.site.languages.get(language).is_some_and(|language| language.locale.right_to_left());
        context! {
            title => &config.title,
            description => &config.description,
            language => tag,
            direction => if right_to_left { "rtl" } else { "ltr" },
            demonstration => &config.demonstration,
            menu => menu,
            indexes => self.indexes(language, &prefix),
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
            link(&words.say(id, &[]), &finish::href(&url))
        };
        entries.into_iter().filter(|(shown, ..)| *shown).map(entry).collect()
    }

    /// A link to a section; none to one without a title.
    pub(super) fn make_section(&self, id: SectionId) -> Value {
        let section = self.site.section_page(id).filter(|section| !section.title.is_empty());
        section.map_or_else(
            || Value::from(()),
            |section| link(&section.title.plain, &finish::href(&section.url)),
        )
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
                above.push(link(if home { &words } else { &page.title.plain }, &finish::href(&page.url)));
            }
            next = section.parent;
        }
        above.reverse();
        Value::from(above)
    }

    /// What every page of a language has, of a file or not.
    pub(super) fn make_common(&self, language: usize) -> Named {
        let home = Url::file(&format!("{}/", survey::prefix(self.site, language)));
        let home_title = self.site.language(language).map(|words| words.say("home", &[])).unwrap_or_default();
        let mut common = Named::from([
            ("noindex", Value::from(!self.site.config.demonstration.is_empty())),
            ("breadcrumbs", Value::from(vec![link(&home_title, &finish::href(&home))])),
            ("draft", Value::from(false)),
            ("has_figures", Value::from(false)),
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
