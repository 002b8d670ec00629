//! The bytes of one route.

use minijinja::{Environment, Error, Value, context};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        time::PartDate,
        url::Url,
    },
    content::name::Role,
    data::publish,
    design::{
        asset::{Asset, Content},
        theme::Theme,
    },
    model::{
        body::Filled,
        site::{GroupKind, Page, PageId, SectionId, Site},
    },
    plot::text::Shaper,
    render::{
        addresses::Addresses,
        catalogue,
        contexts::{Contexts, iso, link},
        environment, feed,
        fields::Fields,
        figures::{self, Figures, safe},
        finish, hosts, lists,
        prose::Writer,
        related,
        routes::{Artifact, Outline, Produced, Route, Routes},
        sitemap, survey,
    },
};

/// Everything that pages are made with.
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    sources: &'a Sources,
    routes: &'a Routes,
    addresses: Addresses,
    environments: Vec<Environment<'a>>,
    contexts: Contexts<'a>,
    figures: Figures,
    assets: Vec<&'a Asset>,
}

/// How many items the home page shows beside the lead, and of each other section.
const LATEST: usize = 5;
const OF_SECTION: usize = 3;

impl<'a> Renderer<'a> {
    /// Parses the templates and makes what pages share.
    pub fn new(
        site: &'a Site,
        theme: &'a Theme,
        sources: &'a Sources,
        routes: &'a Routes,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let tags = site.languages.iter().map(|language| language.locale.tag());
        Self {
            site,
            theme,
            sources,
            routes,
            addresses: Addresses::new(routes),
            environments: tags.map(|tag| environment::environment(theme, tag, diagnostics)).collect(),
            contexts: Contexts::new(site),
            figures: Figures::new(site, Shaper::new(&theme.faces)),
            assets: theme.assets.values().collect(),
        }
    }

    /// The bytes of a route; a fault of a template is a diagnostic.
    #[must_use]
    pub fn produce(&self, route: &Route) -> Produced {
        match self.attempt(route) {
            Ok(produced) => produced,
            Err(problem) => {
                let mut produced = Produced::default();
                produced.diagnostics.push(problem);
                produced
            }
        }
    }

    fn attempt(&self, route: &Route) -> Result<Produced, Diagnostic> {
        let site = self.site;
        match route.artifact {
            Artifact::Page(id) => self.page(route, id),
            Artifact::SectionPart(id, part) => self.section_part(route, id, part),
            Artifact::Group(place, part) => self.group(route, place, part),
            Artifact::Groups(kind, language) => self.groups(route, kind, language),
            Artifact::Figure(language, place) => self.figure(route, language, place),
            Artifact::FigureEmbed(language, place) => self.figure_embed(route, language, place),
            Artifact::FigurePng(language, place) => Ok(plain(self.figures.png(site, language, place))),
            Artifact::FigureCard(language, place) => Ok(plain(self.figures.card(site, language, place))),
            Artifact::Figures(language) => self.figure_index(route, language),
            Artifact::Dataset(language, place) => self.dataset(route, language, place),
            Artifact::Datasets(language) => self.dataset_index(route, language),
            Artifact::Fact(language, place) => self.fact(route, language, place),
            Artifact::Facts(language) => self.fact_index(route, language),
            Artifact::NotFound => self.not_found(route),
            Artifact::FigureCsv(place) => Ok(plain(
                site.figures
                    .first()
                    .and_then(|figures| figures.get(place))
                    .map(|figure| figures::csv(&figure.table)),
            )),
            Artifact::DatasetCsv(place) => {
                Ok(plain(site.datasets.list.get(place).map(|dataset| publish::csv(&dataset.table))))
            }
            Artifact::DatasetJson(place) => Ok(plain(site.datasets.list.get(place).map(publish::json))),
            Artifact::Catalogue => Ok(plain(Some(catalogue::catalogue(site)))),
            Artifact::Gaps(language) => self.gaps(route, language),
            Artifact::DatasetVintage(place, number) => Ok(plain(self.vintage(place, number))),
            Artifact::DatasetFeed(place, form) => Ok(plain(feed::of_dataset(site, place, &route.url, form))),
            Artifact::Datapackage => Ok(plain(Some(hosts::datapackage(site)))),
            Artifact::SiteFeed(language, form) => {
                Ok(plain(Some(feed::of_site(site, language, &route.url, form))))
            }
            Artifact::SectionFeed(id, form) => Ok(plain(feed::of_section(site, id, &route.url, form))),
            Artifact::GroupFeed(place, form) => Ok(plain(feed::of_group(site, place, &route.url, form))),
            Artifact::Asset(place) => self.asset(place).map(|bytes| plain(Some(bytes))),
            Artifact::File(place) => match site.files.get(place) {
                Some(file) => self.sources.bytes(file.file).map(|bytes| plain(Some(bytes))),
                None => Ok(Produced::default()),
            },
            Artifact::Alias(id) => Ok(plain(site.page(id).map(|page| hosts::alias(site, page, &route.url)))),
            Artifact::Sitemap => Ok(plain(Some(sitemap::sitemap(site, self.routes)))),
            Artifact::Robots => Ok(plain(Some(hosts::robots(site)))),
            Artifact::Redirects => Ok(plain(Some(hosts::redirects(site)))),
            Artifact::Headers => Ok(plain(Some(hosts::headers(site)))),
        }
    }

    fn asset(&self, place: usize) -> Result<Vec<u8>, Diagnostic> {
        match self.assets.get(place).map(|asset| &asset.content) {
            Some(Content::File(file)) => self.sources.bytes(*file),
            Some(Content::Text(text)) => Ok(text.clone().into_bytes()),
            None => Ok(Vec::new()),
        }
    }

    /// Renders a template and makes its addresses relative.
    fn html(
        &self,
        route: &Route,
        language: usize,
        names: &[String],
        context: Value,
    ) -> Result<Produced, Diagnostic> {
        let Some(environment) = self.environments.get(language) else { return Ok(Produced::default()) };
        let fallback = String::new();
        let name = names
            .iter()
            .find(|name| self.theme.templates.contains_key(*name))
            .or(names.last())
            .unwrap_or(&fallback);
        let html = environment.get_template(name).and_then(|template| template.render(context));
        let html = html.map_err(|error| environment::problem(&error, self.theme, name))?;
        let root = match route.artifact {
            Artifact::NotFound => self.site.config.url.path().to_owned(),
            _ => finish::way_up(&route.url),
        };
        let (bytes, outline) = finish::finish(&html, &root, &self.addresses);
        Ok(Produced { bytes, diagnostics: Diagnostics::new(), outline })
    }

    fn writer(&self, language: usize) -> Option<Writer<'_>> {
        let environment = self.environments.get(language)?;
        Some(Writer { environment, site: self.site, figures: &self.figures, language })
    }

    fn page(&self, route: &Route, id: PageId) -> Result<Produced, Diagnostic> {
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

    fn fault(&self, error: &Error) -> Diagnostic {
        environment::problem(error, self.theme, "blocks")
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

    /// The picture of the first figure in a text; empty without one.
    fn card(&self, page: &Page) -> String {
        let first = page.body.marks.iter().find_map(|mark| match mark {
            Filled::Figure(place) => self.site.figures.get(page.language)?.get(*place),
            _ => None,
        });
        first.map(|figure| self.site.config.url.join(&survey::card_url(&figure.url))).unwrap_or_default()
    }

    /// What every page has, of a file or not.
    fn frame(&self, route: &Route, title: &str, description: &str, language: usize) -> Fields {
        let mut fields = Fields::new(self.contexts.common(language));
        fields.extend([
            ("title", Value::from(title)),
            ("plain_title", Value::from(title)),
            ("description", Value::from(description)),
            ("canonical", Value::from(self.site.config.url.join(&route.url))),
        ]);
        fields
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
                safe(finish::href(&survey::feed_url(&page.url, crate::render::routes::Feed::Atom)))
            },
        );
        let dated =
            section.pages.iter().any(|id| self.site.page(*id).is_some_and(|page| page.date.is_some()));
        let none = || Value::from(Vec::<Value>::new());
        fields.insert("years", if dated { self.contexts.years(page.language) } else { none() });
    }

    fn section_part(&self, route: &Route, id: SectionId, part: usize) -> Result<Produced, Diagnostic> {
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

    fn group(&self, route: &Route, place: usize, part: usize) -> Result<Produced, Diagnostic> {
        let Some(group) = self.site.groups.get(place) else { return Ok(Produced::default()) };
        let Some(words) = self.site.language(group.language) else { return Ok(Produced::default()) };
        let (id, name, template) = match group.kind {
            GroupKind::Topic => ("topic-summary", "topic", "topic.html"),
            GroupKind::Region => ("region-summary", "region", "topic.html"),
            GroupKind::Author => ("author-summary", "author", "author.html"),
            GroupKind::Year => ("year-title", "year", "year.html"),
        };
        let argument = crate::base::locale::messages::Argument::Text(group.name.clone());
        let description = words.find(id, &[(name, argument)]).unwrap_or_default();
        let mut fields = self.frame(route, &group.name, &description, group.language);
        fields.insert("items", self.contexts.part(&group.pages, part).into());
        fields.insert("pagination", lists::pagination(&group.url, group.pages.len(), part));
        if group.kind == GroupKind::Topic {
            fields.insert(
                "feed",
                safe(finish::href(&survey::feed_url(&group.url, crate::render::routes::Feed::Atom))),
            );
        }
        let (list, title) =
            (group_list_url(self.site, group.kind, group.language), words.say(group_title(group.kind), &[]));
        self.add_crumb(&mut fields, &title, &list);
        self.html(route, group.language, &[template.to_owned()], self.bare(group.language, fields))
    }

    fn add_crumb(&self, fields: &mut Fields, title: &str, url: &Url) {
        let mut crumbs: Vec<Value> = fields
            .get("breadcrumbs")
            .and_then(|crumbs| crumbs.try_iter().ok())
            .map(Iterator::collect)
            .unwrap_or_default();
        crumbs.push(link(title, &finish::href(url)));
        fields.insert("breadcrumbs", crumbs.into());
    }

    fn bare(&self, language: usize, fields: Fields) -> Value {
        context! { site => self.contexts.site(language, None), page => Value::from(fields) }
    }

    fn groups(&self, route: &Route, kind: GroupKind, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let title = words.say(group_title(kind), &[]);
        let mut fields = self.frame(route, &title, "", language);
        let groups = self.site.groups.iter().filter(|group| group.kind == kind && group.language == language);
        let mut groups: Vec<Value> = groups.map(|group| self.contexts.group(group)).collect();
        if kind == GroupKind::Year {
            groups.reverse();
        }
        fields.insert("groups", groups.into());
        self.html(route, language, &["topics.html".to_owned()], self.bare(language, fields))
    }

    fn figure(&self, route: &Route, language: usize, place: usize) -> Result<Produced, Diagnostic> {
        let figure = self.site.figures.get(language).and_then(|figures| figures.get(place));
        let (Some(figure), Some(words)) = (figure, self.site.language(language)) else {
            return Ok(Produced::default());
        };
        let mut fields = self.frame(route, &figure.title.plain, &figure.alt.plain, language);
        fields.insert("title", safe(figure.title.html.clone()));
        fields.insert("card", self.site.config.url.join(&survey::card_url(&figure.url)).into());
        let updated = self.site.datasets.list.get(figure.dataset).and_then(|dataset| dataset.about.updated);
        fields.insert("updated", self.contexts.date(updated.map(PartDate::Day), language).into());
        self.add_crumb(
            &mut fields,
            &words.say("figures-title", &[]),
            &Url::file(&format!("{}/figures/", survey::prefix(self.site, language))),
        );
        let drawn = self.figures.context(self.site, language, place).unwrap_or_default();
        let pages = self.contexts.figure_pages(place);
        let context = context! { figure => drawn, figure_pages => pages, ..self.bare(language, fields) };
        self.html(route, language, &["figure.html".to_owned()], context)
    }

    /// A figure without the site around it.
    fn figure_embed(&self, route: &Route, language: usize, place: usize) -> Result<Produced, Diagnostic> {
        let figure = self.site.figures.get(language).and_then(|figures| figures.get(place));
        let Some(figure) = figure else { return Ok(Produced::default()) };
        let mut fields = self.frame(route, &figure.title.plain, &figure.alt.plain, language);
        fields.insert("canonical", self.site.config.url.join(&figure.url).into());
        let drawn = self.figures.context(self.site, language, place).unwrap_or_default();
        let context = context! { figure => drawn, ..self.bare(language, fields) };
        self.html(route, language, &["embed.html".to_owned()], context)
    }

    fn figure_index(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("figures-title", &[]), words.say("figures-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let figures = self.site.figures.get(language).into_iter().flatten().enumerate();
        let item = |(place, figure): (usize, &crate::model::figure::Figure)| {
            let drawn = self.figures.context(self.site, language, place)?;
            let drawing = drawn.get_attr("drawings").ok()?.get_item_by_index(2).ok()?.get_attr("svg").ok()?;
            Some(context! {
                id => &figure.id, title => safe(figure.title.html.clone()), href => safe(finish::href(&figure.url)),
                summary => safe(figure.subtitle.html.clone()), drawing => drawing,
            })
        };
        fields.insert("items", figures.filter_map(item).collect::<Vec<_>>().into());
        self.html(route, language, &["figures.html".to_owned()], self.bare(language, fields))
    }

    fn dataset(&self, route: &Route, language: usize, place: usize) -> Result<Produced, Diagnostic> {
        let (Some(dataset), Some(words)) = (self.site.datasets.list.get(place), self.site.language(language))
        else {
            return Ok(Produced::default());
        };
        let mut fields = self.frame(route, &dataset.about.title, &dataset.about.description, language);
        fields.insert("json_ld", safe(hosts::dataset(self.site, dataset, &route.url)));
        self.add_crumb(
            &mut fields,
            &words.say("datasets-title", &[]),
            &Url::file(&format!("{}/data/", survey::prefix(self.site, language))),
        );
        let context = context! { dataset => self.contexts.dataset(place, dataset, language), ..self.bare(language, fields) };
        self.html(route, language, &["dataset.html".to_owned()], context)
    }

    /// A dataset as it stood on an earlier day.
    fn vintage(&self, place: usize, number: usize) -> Option<Vec<u8>> {
        let dataset = self.site.datasets.list.get(place)?;
        dataset.vintages.get(number).map(|vintage| publish::csv(&vintage.table))
    }

    fn dataset_index(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("datasets-title", &[]), words.say("datasets-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let prefix = survey::prefix(self.site, language);
        let item = |dataset: &crate::data::dataset::Dataset| {
            let date = dataset.about.updated.map(PartDate::Day);
            context! {
                title => &dataset.about.title, href => safe(finish::href(&crate::model::index::dataset_url(&prefix, &dataset.id))),
                summary => &dataset.about.description, date => self.contexts.date(date, language), date_iso => iso(date),
            }
        };
        let published = self.site.datasets.list.iter().filter(|dataset| dataset.publish);
        fields.insert("items", published.map(item).collect::<Vec<_>>().into());
        self.html(route, language, &["datasets.html".to_owned()], self.bare(language, fields))
    }

    fn gaps(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("gaps-title", &[]), words.say("gaps-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let data = Url::file(&format!("{}/data/", survey::prefix(self.site, language)));
        self.add_crumb(&mut fields, &words.say("datasets-title", &[]), &data);
        let context = context! { gaps => self.contexts.gaps(language), ..self.bare(language, fields) };
        self.html(route, language, &["gaps.html".to_owned()], context)
    }

    fn fact(&self, route: &Route, language: usize, place: usize) -> Result<Produced, Diagnostic> {
        let (Some(declaration), Some(words)) =
            (self.site.datasets.facts.get(place), self.site.language(language))
        else {
            return Ok(Produced::default());
        };
        let mut fields = self.frame(route, &declaration.title, &declaration.note, language);
        self.add_crumb(
            &mut fields,
            &words.say("facts-title", &[]),
            &Url::file(&format!("{}/facts/", survey::prefix(self.site, language))),
        );
        let span = declaration.expr.span;
        let written =
            self.sources.text(span.file).get(span.start as usize..span.end as usize).unwrap_or_default();
        let context =
            context! { fact => self.contexts.fact(place, written, language), ..self.bare(language, fields) };
        self.html(route, language, &["fact.html".to_owned()], context)
    }

    fn fact_index(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("facts-title", &[]), words.say("facts-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let facts = (0..self.site.facts.len()).map(|place| self.contexts.fact_link(place, language));
        fields.insert("facts", facts.collect::<Vec<_>>().into());
        self.html(route, language, &["facts.html".to_owned()], self.bare(language, fields))
    }

    fn not_found(&self, route: &Route) -> Result<Produced, Diagnostic> {
        let title = self.site.language(0).map(|words| words.say("not-found-title", &[])).unwrap_or_default();
        let mut fields = self.frame(route, &title, "", 0);
        fields.insert("canonical", "".into());
        fields.insert("noindex", true.into());
        self.html(route, 0, &["not-found.html".to_owned()], self.bare(0, fields))
    }
}

/// The message that heads the list of a kind of group.
fn group_title(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Topic => "topics-title",
        GroupKind::Region => "regions-title",
        GroupKind::Author => "authors-title",
        GroupKind::Year => "archive",
    }
}

fn group_list_url(site: &Site, kind: GroupKind, language: usize) -> Url {
    Url::file(&format!("{}/{}/", survey::prefix(site, language), crate::model::groups::folder(kind)))
}

/// A file that is no page: nothing in it links.
fn plain(bytes: Option<Vec<u8>>) -> Produced {
    Produced {
        bytes: bytes.unwrap_or_default(),
        diagnostics: Diagnostics::new(),
        outline: Outline::default(),
    }
}
