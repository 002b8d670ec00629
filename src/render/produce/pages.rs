//! Pages of files: items, sections and their parts, the home page.

use minijinja::{Value, context};

use crate::{
    base::{diagnostic::Diagnostic, time::PartDate},
    content::name::Role,
    model::{
        body::Filled,
        form,
        site::{GroupKind, Page, PageId, SectionId},
    },
    render::{
        contexts::{iso, link},
        fields::Fields,
        figures::safe,
        finish, home, hosts, lists,
        produce::Renderer,
        related,
        routes::{Artifact, Feed, Produced, Route},
        survey,
    },
};

impl Renderer<'_> {
    pub(super) fn page(&self, route: &Route, id: PageId) -> Result<Produced, Diagnostic> {
        let Some(page) = self.site.page(id) else { return Ok(Produced::default()) };
        let home = !page.is_item()
            && self.site.section(page.section).is_some_and(|section| section.folders.is_empty());
        let names = self.names(page, home);
        let mut fields = self.fields(route, page)?;
        if home {
            home::add(&mut fields, self.site, &self.contexts, page);
        } else if page.is_item() {
            self.add_item(&mut fields, page, id);
        } else {
            self.add_list(&mut fields, page.section, 0);
        }
        self.html(route, page.language, &names, self.context(page, fields))
    }

    fn context(&self, page: &Page, fields: Fields) -> Value {
        context! { site => self.contexts.site(page.language, self.contexts.current(page)), page => Value::from(fields) }
    }

    /// The templates that a page may have, the most particular first.
    fn names(&self, page: &Page, home: bool) -> Vec<String> {
        let folders =
            self.site.section(page.section).map(|section| section.folders.as_slice()).unwrap_or_default();
        let kind = match &page.role {
            Role::Section if home => "home.html".to_owned(),
            Role::Section => "section.html".to_owned(),
            Role::Page { slug } if folders.is_empty() => format!("{slug}.html"),
            Role::Page { .. } => "page.html".to_owned(),
        };
        let collection = self.view(page.section).map(|view| view.collection);
        let own = match collection {
            Some(collection) => self.collection_names(collection, &kind).into_iter().next(),
            None => folders.first().map(|folder| format!("{folder}/{kind}")),
        };
        let listing = collection.map(|_| if page.is_item() { "record.html" } else { "collection.html" });
        let names = listing.map(str::to_owned).into_iter().chain([kind, "page.html".to_owned()]);
        own.into_iter().chain(names).collect()
    }

    /// What every page of a file has.
    pub(super) fn fields(&self, route: &Route, page: &Page) -> Result<Fields, Diagnostic> {
        let writer = self.writer(page.language);
        let body = writer
            .map_or(Ok(String::new()), |writer| writer.html(&page.body))
            .map_err(|error| self.fault(&error))?;
        let heading = |(heading, line): &(crate::content::prose::Heading, crate::model::line::Line)| {
            context! { level => heading.level, id => &heading.id, title => safe(line.html.clone()) }
        };
        let updated = page.updated.map(PartDate::Day);
        let mut fields = self.frame(route, &page.title.plain, &page.summary.plain, page.language);
        fields.extend([
            ("title", safe(page.title.html.clone())),
            ("summary", safe(page.summary.html.clone())),
            ("date", self.contexts.date(page.date, page.language).into()),
            ("date_iso", iso(page.date).into()),
            ("updated", self.contexts.date(updated, page.language).into()),
            ("updated_iso", iso(updated).into()),
            ("authors", self.contexts.links_of(page, GroupKind::Author).into()),
            ("topics", self.contexts.links_of(page, GroupKind::Topic).into()),
            ("regions", self.contexts.links_of(page, GroupKind::Region).into()),
            ("section", self.section_link(page)),
            ("breadcrumbs", self.breadcrumbs(page)),
            ("body", safe(body)),
            ("headings", page.body.headings.iter().map(heading).collect::<Vec<_>>().into()),
            ("corrections", self.corrections(page).into()),
            ("data_as_of", self.contexts.date(page.data_as_of.map(PartDate::Day), page.language).into()),
            ("newer_data", self.newer_data(route)),
            ("draft", page.draft.into()),
            ("has_figures", page.body.marks.iter().any(|mark| matches!(mark, Filled::Figure(..))).into()),
            ("original", self.original(page)),
            ("funding", self.funding(page.section, page.language).into()),
            ("outdated", self.outdated(route).into()),
            (
                "image",
                page.image
                    .as_ref()
                    .and_then(|image| self.contexts.image(image))
                    .unwrap_or_else(|| Value::from(())),
            ),
            ("json_ld", safe(hosts::article(self.site, page))),
            ("card", self.card(page).into()),
        ]);
        Ok(fields)
    }

    /// The statements of the funders that support a section, and no others.
    pub(super) fn funding(&self, section: SectionId, language: usize) -> Vec<Value> {
        let tag = self.site.tag(language);
        let funder = |place: usize| {
            let funder = self.site.config.funders.get(place)?;
            Some(context! {
                name => funder.name.in_language(tag),
                statement => funder.statement.in_language(tag),
                href => &funder.link,
            })
        };
        form::funders(self.site, section).into_iter().filter_map(funder).collect()
    }

    /// The text that a page is a translation of.
    fn original(&self, page: &Page) -> Value {
        let first = page.twins.first().and_then(|id| self.site.page(*id));
        let original = first.filter(|first| first.language != page.language && first.file.is_some());
        original.map_or_else(|| Value::from(()), |original| self.contexts.page_link(original, page.language))
    }

    /// True for a translation whose original has changed since.
    fn outdated(&self, route: &Route) -> bool {
        matches!(route.artifact, Artifact::Page(id) if self.site.stale.contains(&id))
    }

    /// The datasets that have changed since the day that a page is pinned to.
    fn newer_data(&self, route: &Route) -> Value {
        match route.artifact {
            Artifact::Page(id) => self.contexts.newer(id).into(),
            _ => Vec::<Value>::new().into(),
        }
    }

    /// The whole address of a page's picture for shared links; empty without one.
    fn card(&self, page: &Page) -> String {
        survey::card_of(self.site, page).map(|url| self.site.config.url.join(&url)).unwrap_or_default()
    }

    /// A page as the theme's `rows` list it, on a page of its own, with addresses from the root of the host;
    /// nothing if the theme has no such part.
    #[must_use]
    pub fn listed(&self, id: PageId) -> Option<Vec<u8>> {
        const TEMPLATE: &str = "{% import \"parts/macros.html\" as m %}<!doctype html>\n\
            <html lang=\"{{ site.language }}\" dir=\"{{ site.direction }}\"><head><meta charset=\"utf-8\">\
            <title>{{ site.title }}</title><link rel=\"stylesheet\" href=\"{{ asset('css/site.css') }}\"></head>\
            <body><main class=\"wrap\">{{ m.rows([item], true) }}</main></body></html>\n";
        let language = self.site.page(id)?.language;
        let context = context! {
            site => self.contexts.site(language, None),
            item => self.contexts.item(id, language),
        };
        let html = self.environments.get(language)?.render_str(TEMPLATE, context).ok()?;
        Some(finish::finish(&html, self.site.config.url.path(), self.routes.addresses()).0)
    }

    fn section_link(&self, page: &Page) -> Value {
        let shown = page.is_item()
            && self.site.section_page(page.section).is_some_and(|section| section.url.as_str() != "/");
        if shown { self.contexts.section(page.section) } else { Value::from(()) }
    }

    /// The sections above a page, the home page first.
    fn breadcrumbs(&self, page: &Page) -> Value {
        let own = self.site.section(page.section);
        let above = if page.is_item() { Some(page.section) } else { own.and_then(|section| section.parent) };
        above.map_or_else(|| Value::from(Vec::<Value>::new()), |id| self.contexts.trail(id))
    }

    /// The corrections of a page; on the page that lists them, those of all pages.
    fn corrections(&self, page: &Page) -> Vec<Value> {
        let reader = page.language;
        let entry = |page: &Page, own: bool| -> Vec<(jiff::civil::Date, Value)> {
            let value = |correction: &crate::content::front::Correction| {
                let date = PartDate::Day(correction.date);
                let home = if own { Value::from(()) } else { self.contexts.page_link(page, reader) };
                let value = context! {
                    date => self.contexts.date(Some(date), reader), date_iso => date.to_string(),
                    was => &correction.was, now => &correction.now, note => &correction.note, page => home,
                };
                (correction.date, value)
            };
            page.corrections.iter().map(value).collect()
        };
        let lists_all = matches!(&page.role, Role::Page { slug } if **slug == *"corrections")
            && self.site.section(page.section).is_some_and(|section| section.folders.is_empty());
        let mut entries = if lists_all {
            let all = self.site.pages.iter().enumerate();
            let offered = all.filter(|(place, _)| self.site.offers(PageId(*place), reader));
            offered.flat_map(|(_, page)| entry(page, false)).collect()
        } else {
            entry(page, true)
        };
        entries.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
        entries.into_iter().map(|(_, value)| value).collect()
    }

    fn add_item(&self, fields: &mut Fields, page: &Page, id: PageId) {
        let neighbour = |id: Option<PageId>| match id.and_then(|id| self.site.page(id)) {
            Some(page) => link(&page.title.plain, &page.url),
            None => Value::from(()),
        };
        fields.insert("previous", neighbour(page.previous));
        fields.insert("next", neighbour(page.next));
        let related = related::related(self.site, page, id).into_iter();
        let related = related.map(|id| self.contexts.item(id, page.language));
        fields.insert("related", related.collect::<Vec<_>>().into());
        self.add_record(fields, page);
    }

    fn add_list(&self, fields: &mut Fields, id: SectionId, part: usize) {
        let Some(section) = self.site.section(id) else { return };
        let Some(page) = self.site.page(section.page) else { return };
        fields.insert("items", self.contexts.part(&section.listed, part, page.language).into());
        fields.insert("pagination", lists::pagination(&page.url, section.listed.len(), part));
        fields.insert(
            "feed",
            if section.pages.is_empty() {
                "".into()
            } else {
                safe(finish::href(&survey::feed_url(&page.url, Feed::Atom)))
            },
        );
        let dated =
            section.pages.iter().any(|id| self.site.page(*id).is_some_and(|page| page.date.is_some()));
        let none = || Value::from(Vec::<Value>::new());
        fields.insert("years", if dated { self.contexts.years(page.language) } else { none() });
        if let Some(view) = self.view(id) {
            let listed = view.collection.pages(view.language);
            fields.insert("items", self.contexts.part(&listed, part, page.language).into());
            self.add_collection(fields, view, part);
        }
    }

    pub(super) fn section_part(
        &self,
        route: &Route,
        id: SectionId,
        part: usize,
    ) -> Result<Produced, Diagnostic> {
        let Some(page) = self.site.section_page(id) else { return Ok(Produced::default()) };
        let mut fields = self.fields(route, page)?;
        self.add_list(&mut fields, id, part);
        fields.insert("body", "".into());
        let number = u64::try_from(part + 1).unwrap_or_default();
        let title = self
            .site
            .language(page.language)
            .map(|words| format!("{} – {} {number}", page.title.plain, words.say("page-number", &[])));
        fields.insert("plain_title", title.unwrap_or_default().into());
        self.html(route, page.language, &self.names(page, false), self.context(page, fields))
    }
}
