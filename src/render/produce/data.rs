//! Pages of datasets and facts, the lists of both, and what is not known.

use minijinja::context;

use crate::{
    base::{diagnostic::Diagnostic, url::Url},
    data::publish,
    render::{
        figures::safe,
        hosts,
        produce::Renderer,
        routes::{Produced, Route},
    },
};

impl Renderer<'_> {
    pub(super) fn dataset(
        &self,
        route: &Route,
        language: usize,
        place: usize,
    ) -> Result<Produced, Diagnostic> {
        let (Some(dataset), Some(words)) = (self.site.datasets.list.get(place), self.site.language(language))
        else {
            return Ok(Produced::default());
        };
        let about = dataset.about_in(words.locale.tag());
        let mut fields = self.frame(route, &about.title, &about.description, language);
        fields.insert("json_ld", safe(hosts::dataset(self.site, dataset, language, &route.url)));
        self.add_crumb(
            &mut fields,
            &words.say("datasets-title", &[]),
            &Url::file(&format!("{}/data/", self.site.prefix(language))),
        );
        let context = context! { dataset => self.contexts.dataset(place, dataset, language), ..self.bare(language, fields) };
        self.html(route, language, &["dataset.html".to_owned()], context)
    }

    /// A dataset as it stood on an earlier day.
    pub(super) fn vintage(&self, place: usize, number: usize) -> Option<Vec<u8>> {
        let dataset = self.site.datasets.list.get(place)?;
        dataset.vintages.get(number).map(|vintage| publish::csv(&vintage.table))
    }

    pub(super) fn dataset_index(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("datasets-title", &[]), words.say("datasets-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let published = self.site.datasets.list.iter().filter(|dataset| dataset.publish);
        let items = published.map(|dataset| self.contexts.dataset_item(dataset, language));
        fields.insert("items", items.collect::<Vec<_>>().into());
        self.html(route, language, &["datasets.html".to_owned()], self.bare(language, fields))
    }

    pub(super) fn gaps(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("gaps-title", &[]), words.say("gaps-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let data = Url::file(&format!("{}/data/", self.site.prefix(language)));
        self.add_crumb(&mut fields, &words.say("datasets-title", &[]), &data);
        let context = context! { gaps => self.contexts.gaps(language), ..self.bare(language, fields) };
        self.html(route, language, &["gaps.html".to_owned()], context)
    }

    pub(super) fn calendar(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("calendar-title", &[]), words.say("calendar-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        let context =
            context! { calendar => self.contexts.calendar(language), ..self.bare(language, fields) };
        self.html(route, language, &["calendar.html".to_owned()], context)
    }

    pub(super) fn fact(&self, route: &Route, language: usize, place: usize) -> Result<Produced, Diagnostic> {
        let (Some(declaration), Some(words)) =
            (self.site.datasets.facts.get(place), self.site.language(language))
        else {
            return Ok(Produced::default());
        };
        let tag = words.locale.tag();
        let mut fields = self.frame(route, declaration.title_in(tag), declaration.note_in(tag), language);
        self.add_crumb(
            &mut fields,
            &words.say("facts-title", &[]),
            &Url::file(&format!("{}/facts/", self.site.prefix(language))),
        );
        let span = declaration.expr.span;
        let written =
            self.sources.text(span.file).get(span.start as usize..span.end as usize).unwrap_or_default();
        let context =
            context! { fact => self.contexts.fact(place, written, language), ..self.bare(language, fields) };
        self.html(route, language, &["fact.html".to_owned()], context)
    }

    pub(super) fn fact_index(&self, route: &Route, language: usize) -> Result<Produced, Diagnostic> {
        let Some(words) = self.site.language(language) else { return Ok(Produced::default()) };
        let (title, summary) = (words.say("facts-title", &[]), words.say("facts-summary", &[]));
        let mut fields = self.frame(route, &title, &summary, language);
        fields.insert("summary", summary.into());
        fields.insert("groups", self.contexts.facts_by_dataset(language).into());
        self.html(route, language, &["facts.html".to_owned()], self.bare(language, fields))
    }
}
