//! The bytes of one route.

use std::sync::OnceLock;

use minijinja::{Environment, Error, Value, context};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        source::Sources,
        url::Url,
    },
    data::publish,
    design::{
        asset::{Asset, Content},
        theme::Theme,
    },
    model::{
        line::escape,
        site::{SectionId, Site},
    },
    plot::text::Shaper,
    render::{
        catalogue,
        contexts::{Contexts, link},
        environment, feed,
        fields::Fields,
        figures::{Figures, csv, safe},
        finish, hosts,
        prose::Writer,
        records::Records,
        routes::{Artifact, Outline, Produced, Route, Routes},
        search::Index,
        sitemap, tongue,
    },
};

mod collections;
mod data;
mod figures;
mod groups;
mod offline;
mod pages;
mod search;

/// Everything that pages are made with.
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    sources: &'a Sources,
    routes: &'a Routes,
    environments: Vec<Environment<'a>>,
    contexts: Contexts<'a>,
    records: Records,
    figures: Figures,
    assets: Vec<&'a Asset>,
    indexes: Vec<OnceLock<Index>>,
}

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
        let contexts = Contexts::new(site);
        Self {
            site,
            theme,
            sources,
            routes,
            environments: tags.map(|tag| environment::environment(theme, tag, diagnostics)).collect(),
            records: Records::new(site),
            contexts,
            figures: Figures::new(site, Shaper::new(&theme.faces)),
            assets: theme.assets.values().collect(),
            indexes: site.languages.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Warns of words in drawings for which the theme's faces have no glyphs.
    pub fn check_glyphs(&self, diagnostics: &mut Diagnostics) {
        self.figures.check_glyphs(self.site, diagnostics);
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
            Artifact::Facet(place, language, facet) => self.facet(route, place, language, facet),
            Artifact::Narrowed(narrowed) => self.narrowed(route, narrowed),
            Artifact::Filter(place, language) => Ok(self.filter(place, language)),
            Artifact::CollectionCsv(place) => Ok(self.collection_file(place, false)),
            Artifact::CollectionJson(place) => Ok(self.collection_file(place, true)),
            Artifact::Country(language, place) => self.country(route, language, place),
            Artifact::Offline(id) => self.offline(route, id),
            Artifact::Figure(language, place) => self.figure(route, language, place),
            Artifact::FigureEmbed(language, place) => self.figure_embed(route, language, place),
            Artifact::FigurePng(language, place) => Ok(plain(self.figures.png(site, language, place))),
            Artifact::SectionCard(id) => Ok(self.section_card(id)),
            Artifact::FigureCard(language, place) => Ok(plain(self.figures.card(site, language, place))),
            Artifact::Figures(language) => self.figure_index(route, language),
            Artifact::Dataset(language, place) => self.dataset(route, language, place),
            Artifact::Datasets(language) => self.dataset_index(route, language),
            Artifact::Fact(language, place) => self.fact(route, language, place),
            Artifact::Facts(language) => self.fact_index(route, language),
            Artifact::NotFound => self.not_found(route),
            Artifact::Search(language) => self.search(route, language),
            Artifact::SearchWords(language, share) => Ok(self.search_words(language, share)),
            Artifact::SearchTitles(language, part) => Ok(self.search_titles(language, part)),
            Artifact::FigureCsv(place) => Ok(plain(
                site.figures.first().and_then(|figures| figures.get(place)).map(|figure| csv(&figure.table)),
            )),
            Artifact::DatasetCsv(place) => {
                Ok(plain(site.datasets.list.get(place).map(|dataset| publish::csv(&dataset.table))))
            }
            Artifact::DatasetJson(place) => Ok(plain(site.datasets.list.get(place).map(publish::json))),
            Artifact::Catalogue => Ok(plain(Some(catalogue::catalogue(site)))),
            Artifact::Gaps(language) => self.gaps(route, language),
            Artifact::Calendar(language) => self.calendar(route, language),
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

    fn section_card(&self, id: SectionId) -> Produced {
        plain(self.site.section_page(id).and_then(|page| self.figures.poster(self.site, page)))
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
        let (bytes, outline) = finish::finish(&html, &root, self.routes.addresses());
        Ok(Produced { bytes, diagnostics: Diagnostics::new(), outline })
    }

    fn writer(&self, language: usize) -> Option<Writer<'_>> {
        let environment = self.environments.get(language)?;
        Some(Writer { environment, site: self.site, figures: &self.figures, language })
    }

    fn fault(&self, error: &Error) -> Diagnostic {
        environment::problem(error, self.theme, "blocks")
    }

    /// What every page has, of a file or not.
    fn frame(&self, route: &Route, title: &str, description: &str, language: usize) -> Fields {
        let mut fields = Fields::new(self.contexts.common(language));
        if self.site.languages.len() > 1 {
            let alternate =
                |(tag, href): (String, String)| context! { language => tag, href => safe(escape(&href)) };
            let alternates = tongue::alternates(self.site, route.artifact).into_iter().map(alternate);
            fields.insert("alternates", alternates.collect::<Vec<_>>().into());
            fields.insert("languages", tongue::switch(self.site, route.artifact, language).into());
        }
        fields.extend([
            ("title", Value::from(title)),
            ("plain_title", Value::from(title)),
            ("description", Value::from(description)),
            ("canonical", Value::from(self.site.config.url.join(&route.url))),
        ]);
        fields
    }

    fn add_crumb(&self, fields: &mut Fields, title: &str, url: &Url) {
        let mut crumbs: Vec<Value> = fields
            .get("breadcrumbs")
            .and_then(|crumbs| crumbs.try_iter().ok())
            .map(Iterator::collect)
            .unwrap_or_default();
        crumbs.push(link(title, url));
        fields.insert("breadcrumbs", crumbs.into());
    }

    fn bare(&self, language: usize, fields: Fields) -> Value {
        context! { site => self.contexts.site(language, None), page => Value::from(fields) }
    }

    fn not_found(&self, route: &Route) -> Result<Produced, Diagnostic> {
        let title = self.site.language(0).map(|words| words.say("not-found-title", &[])).unwrap_or_default();
        let mut fields = self.frame(route, &title, "", 0);
        fields.insert("canonical", "".into());
        fields.insert("noindex", true.into());
        self.html(route, 0, &["not-found.html".to_owned()], self.bare(0, fields))
    }
}

/// A file that is no page: nothing in it links.
fn plain(bytes: Option<Vec<u8>>) -> Produced {
    Produced {
        bytes: bytes.unwrap_or_default(),
        diagnostics: Diagnostics::new(),
        outline: Outline::default(),
    }
}
