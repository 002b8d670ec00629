//! Pages of figures: their own, those that others frame, and the list of all.

use minijinja::{Value, context};

use crate::{
    base::{diagnostic::Diagnostic, time::PartDate, url::Url},
    render::{
        figures::safe,
        produce::Renderer,
        routes::{Produced, Route},
        survey, tongue,
    },
};

impl Renderer<'_> {
    pub(super) fn figure(
        &self,
        route: &Route,
        language: usize,
        place: usize,
    ) -> Result<Produced, Diagnostic> {
        let figure = self.site.figures.get(language).and_then(|figures| figures.get(place));
        let (Some(figure), Some(words)) = (figure, self.site.language(language)) else {
            return Ok(Produced::default());
        };
        let mut fields = self.frame(route, &figure.title.plain, &figure.alt.plain, language);
        fields.insert("title", safe(figure.title.html.clone()));
        fields.insert("has_figures", true.into());
        if figure.card {
            fields.insert("card", self.site.config.url.join(&survey::card_url(&figure.url)).into());
        }
        let dataset = figure.dataset.and_then(|dataset| self.site.datasets.list.get(dataset));
        let updated = dataset.and_then(|dataset| dataset.about.updated);
        fields.insert("updated", self.contexts.date(updated.map(PartDate::Day), language).into());
        self.add_crumb(
            &mut fields,
            &words.say("figures-title", &[]),
            &Url::file(&format!("{}/figures/", self.site.prefix(language))),
        );
        let drawn = self.figures.context(self.site, language, place).unwrap_or_default();
        let pages = self.contexts.figure_pages(place, language);
        let context = context! { figure => drawn, figure_pages => pages, ..self.bare(language, fields) };
        let mut produced = self.html(route, language, &["figure.html".to_owned()], context)?;
        produced.diagnostics.extend(self.figures.check_room(self.site, language, place));
        Ok(produced)
    }

    /// A figure without the site around it.
    pub(super) fn figure_embed(
        &self,
        route: &Route,
        language: usize,
        place: usize,
    ) -> Result<Produced, Diagnostic> {
        let figure = self.site.figures.get(language).and_then(|figures| figures.get(place));
        let Some(figure) = figure else { return Ok(Produced::default()) };
        let mut fields = self.frame(route, &figure.title.plain, &figure.alt.plain, language);
        fields.insert("canonical", self.site.config.url.join(&figure.url).into());
        let drawn = self.figures.context(self.site, language, place).unwrap_or_default();
        let context = context! { figure => drawn, ..self.bare(language, fields) };
        self.html(route, language, &["embed.html".to_owned()], context)
    }

    pub(super) fn figure_index(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("figures-title", &[]), words.say("figures-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let figures = 0..self.site.figures.get(language).map_or(0, Vec::len);
        let items = figures.filter_map(|place| self.figure_item(language, place));
        fields.insert("items", items.collect::<Vec<_>>().into());
        self.html(route, language, &["figures.html".to_owned()], self.bare(language, fields))
    }

    /// A figure as lists show it, in its narrow drawing.
    pub(super) fn figure_item(&self, language: usize, place: usize) -> Option<Value> {
        let figure = self.site.figures.get(language)?.get(place)?;
        let drawn = self.figures.context(self.site, language, place)?;
        let drawing = drawn.get_attr("drawings").ok()?.get_item_by_index(2).ok()?.get_attr("svg").ok()?;
        Some(context! {
            id => &figure.id, summary => safe(figure.subtitle.html.clone()), drawing => drawing,
            ..tongue::figure(self.site, figure, language)
        })
    }
}
