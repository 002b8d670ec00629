//! Pages of files: items, sections and their parts, the home page.

use minijinja::{Error, Value, context};

use crate::{
    base::{diagnostic::Diagnostic, time::PartDate},
    content::name::Role,
    model::body::Filled,
    model::site::{GroupKind, Page, PageId, SectionId},
    render::{
        contexts::{iso, link},
        fields::Fields,
        figures::safe,
        finish, hosts, lists,
        produce::Renderer,
        related,
        routes::{Artifact, Feed, Produced, Route},
        survey,
    },
};

/// How many items the home page shows beside the lead, and of each other section.
const LATEST: usize = 5;
const OF_SECTION: usize = 3;

impl Renderer<'_> {
    pub(super) fn page(&self, route: &Route, id: PageId) -> Result<Produced, Diagnostic> {
        let Some(page) = self.site.page(id) else { return Ok(Produced::default()) };
        let home = !page.is_item()
            && self.site.section(page.section).is_some_and(|section| section.folders.is_empty());
        let names = self.names(page, home);
        let mut fields = self.fields(route, page)?;
        if home {
            self.add_home(&mut fields, page).map_err(|error| self.fault(&error))?;
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
        let own = folders.first().map(|folder| format!("{folder}/{kind}"));
        own.into_iter().chain([kind, "page.html".to_owned()]).collect()
    }

    /// What every page of a file has.
    fn fields(&self, route: &Route, page: &Page) -> Result<Fields, Diagnostic> {
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
            ("has_figures", page.body.marks.iter().any(|mark| matches!(mark, Filled::Figure(_))).into()),
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
        let context = context! { site => self.contexts.site(language, None), item => self.contexts.item(id) };
        let html = self.environments.get(language)?.render_str(TEMPLATE, context).ok()?;
        Some(finish::finish(&html, self.site.config.url.path(), &self.addresses).0)
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
        let entry = |page: &Page, own: bool| -> Vec<(jiff::civil::Date, Value)> {
            let value = |correction: &crate::content::front::Correction| {
                let date = PartDate::Day(correction.date);
                let home =
                    if own { Value::from(()) } else { link(&page.title.plain, &finish::href(&page.url)) };
                let value = context! {
                    date => self.contexts.date(Some(date), page.language), date_iso => date.to_string(),
                    was => &correction.was, now => &correction.now, note => &correction.note, page => home,
                };
                (correction.date, value)
            };
            page.corrections.iter().map(value).collect()
        };
        let lists_all = matches!(&page.role, Role::Page { slug } if slug == "corrections")
            && self.site.section(page.section).is_some_and(|section| section.folders.is_empty());
        let mut entries = if lists_all {
            self.site.pages.iter().flat_map(|page| entry(page, false)).collect()
        } else {
            entry(page, true)
        };
        entries.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
        entries.into_iter().map(|(_, value)| value).collect()
    }

    fn add_item(&self, fields: &mut Fields, page: &Page, id: PageId) {
        let neighbour = |id: Option<PageId>| match id.and_then(|id| self.site.page(id)) {
            Some(page) => link(&page.title.plain, &finish::href(&page.url)),
            None => Value::from(()),
        };
        fields.insert("previous", neighbour(page.previous));
        fields.insert("next", neighbour(page.next));
        let related = related::related(self.site, page, id).into_iter().map(|id| self.contexts.item(id));
        fields.insert("related", related.collect::<Vec<_>>().into());
    }

    fn add_list(&self, fields: &mut Fields, id: SectionId, part: usize) {
        let Some(section) = self.site.section(id) else { return };
        let Some(page) = self.site.page(section.page) else { return };
        fields.insert("items", self.contexts.part(&section.pages, part).into());
        fields.insert("pagination", lists::pagination(&page.url, section.pages.len(), part));
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

    /// The lead, the latest and the other sections.
    fn add_home(&self, fields: &mut Fields, page: &Page) -> Result<(), Error> {
        let is_stream = |id: &SectionId| {
            self.site
                .section(*id)
                .is_some_and(|section| section.folders.first().is_some_and(|folder| folder == "news"))
        };
        let sections = || {
            (0..self.site.sections.len())
                .map(SectionId)
                .filter(|id| self.site.section_page(*id).is_some_and(|other| other.language == page.language))
        };
        let news = sections().find(is_stream).and_then(|id| self.site.section(id));
        let mut latest = news.map(|section| section.pages.clone()).unwrap_or_default().into_iter();
        let lead = latest.next();
        fields.insert("lead", lead.map_or_else(|| Value::from(()), |id| self.contexts.item(id)));
        fields.insert(
            "latest",
            latest.take(LATEST).map(|id| self.contexts.item(id)).collect::<Vec<_>>().into(),
        );
        let others = sections()
            .filter(|id| !is_stream(id))
            .filter_map(|id| self.site.section(id))
            .filter(|section| !section.folders.is_empty() && !section.pages.is_empty());
        let other = |section: &crate::model::site::Section| {
            let page = self.site.page(section.page)?;
            let items =
                section.pages.iter().take(OF_SECTION).map(|id| self.contexts.item(*id)).collect::<Vec<_>>();
            Some(
                context! { title => safe(page.title.html.clone()), href => safe(finish::href(&page.url)), summary => safe(page.summary.html.clone()), items => items },
            )
        };
        fields.insert("sections", others.filter_map(other).collect::<Vec<_>>().into());
        fields.insert("figure", "".into());
        fields.insert("breadcrumbs", Vec::<Value>::new().into());
        Ok(())
    }
}
