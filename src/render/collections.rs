//! A collection as templates get it: its columns, facets and downloads, and what a script filters it by.

use minijinja::{Value, context};
use serde_json::{Value as Json, json};

use crate::{
    base::url::Url,
    model::{
        collection::{
            Collection,
            declaration::Declared,
            facet::{Facet, FacetValue},
            facet_url, value_url,
        },
        language::Language,
        site::{PageId, Site},
    },
    render::{
        contexts::iso, figures::safe, finish, records, routes::Narrowed, survey::collections as places,
    },
};

/// A facet shows no more values than this where it stands among others; the most frequent ones.
const SHOWN: usize = 40;

/// A collection in a language, at its section's address.
#[derive(Clone, Copy)]
pub struct View<'s> {
    /// The site.
    pub site: &'s Site,
    /// The collection.
    pub collection: &'s Collection,
    /// Its place.
    pub place: usize,
    /// The language, by place.
    pub language: usize,
    /// The language.
    pub words: &'s Language,
    /// The section's address.
    pub home: &'s Url,
}

impl<'s> View<'s> {
    /// The view of a collection; none in a language without its section.
    #[must_use]
    pub fn new(site: &'s Site, place: usize, language: usize) -> Option<Self> {
        let collection = site.collections.get(place)?;
        let section = collection.sections.get(language).copied().flatten()?;
        let home = &site.section_page(section)?.url;
        Some(Self { site, collection, place, language, words: site.language(language)?, home })
    }

    /// What all pages of the collection know of it. `narrowed` is the value that is chosen, if one is.
    #[must_use]
    pub fn context(&self, narrowed: Option<Narrowed>) -> Value {
        let declaration = &self.collection.declaration;
        let column = |declared: &Declared| {
            context! { name => &declared.field.name, title => records::field_title(declared, self.words), numeric => declared.field.kind.counts() }
        };
        let export = |ending: &str| {
            let home = places::collection_home(self.site, self.place)?;
            Some(safe(finish::href(&places::export_url(&home, self.collection, ending))))
        };
        let facets = self.collection.facets.iter().enumerate();
        context! {
            name => self.collection.name(),
            listing => declaration.listing.word(),
            count => self.collection.records.len(),
            shown => self.number(self.collection.records.len()),
            home => safe(finish::href(self.home)),
            filter => if self.collection.facets.is_empty() { Value::from("") } else { safe(finish::href(&places::filter_url(self.home))) },
            columns => records::columns(self.collection).map(column).collect::<Vec<_>>(),
            facets => facets.map(|(place, facet)| self.facet(place, facet, narrowed, SHOWN)).collect::<Vec<_>>(),
            csv => export("csv").unwrap_or_default(),
            json => export("json").unwrap_or_default(),
            letters => declaration.letters,
            terms => declaration.terms,
        }
    }

    /// A facet with its most frequent values, in their order.
    #[must_use]
    pub fn facet(&self, place: usize, facet: &Facet, narrowed: Option<Narrowed>, most: usize) -> Value {
        let mut counts: Vec<usize> = facet.values.iter().map(|value| value.records.len()).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(most).map_or(0, |count| count + 1);
        let chosen = narrowed.filter(|narrowed| narrowed.facet == place).map(|narrowed| narrowed.value);
        let shown =
            facet.values.iter().enumerate().filter(|(_, value)| value.records.len() >= least).take(most);
        context! {
            name => &facet.name,
            title => records::title(self.collection, facet, self.words),
            href => safe(finish::href(&facet_url(self.home, &facet.name))),
            values => shown.map(|(number, value)| self.value(facet, value, chosen == Some(number))).collect::<Vec<_>>(),
            more => facet.values.len() > most,
            total => self.number(facet.values.len()),
            chosen => chosen.is_some(),
        }
    }

    fn value(&self, facet: &Facet, value: &FacetValue, chosen: bool) -> Value {
        context! {
            key => &value.key,
            text => records::words(self.collection, facet, value, self.words),
            count => self.number(value.records.len()),
            href => safe(finish::href(&value_url(self.home, &facet.name, &value.key))),
            current => chosen,
        }
    }

    fn number(&self, count: usize) -> String {
        self.words.locale.number(u64::try_from(count).unwrap_or_default().into(), None)
    }

    /// `filter.json`: the facets with their values, and each record with its words and the places of its
    /// values; addresses are relative to the section.
    #[must_use]
    pub fn filter(&self) -> Vec<u8> {
        let facets = self.collection.facets.iter().map(|facet| {
            let values = facet
                .values
                .iter()
                .map(|value| json!([value.key, records::words(self.collection, facet, value, self.words)]));
            json!({
                "name": facet.name,
                "title": records::title(self.collection, facet, self.words),
                "values": values.collect::<Vec<_>>(),
            })
        });
        let mut of: Vec<Vec<Vec<usize>>> =
            vec![vec![Vec::new(); self.collection.facets.len()]; self.collection.records.len()];
        for (number, facet) in self.collection.facets.iter().enumerate() {
            for (place, value) in facet.values.iter().enumerate() {
                for record in &value.records {
                    if let Some(own) = of.get_mut(*record).and_then(|own| own.get_mut(number)) {
                        own.push(place);
                    }
                }
            }
        }
        let records = of.into_iter().enumerate().filter_map(|(record, facets)| {
            let page = self.collection.page(record, self.language)?;
            Some(self.record(record, page, facets))
        });
        let value = json!({ "facets": facets.collect::<Vec<_>>(), "records": records.collect::<Vec<_>>() });
        serde_json::to_vec(&value).unwrap_or_default()
    }

    /// `[title, address, date, date for machines, summary, language, cells, values of facets]`.
    fn record(&self, record: usize, id: PageId, facets: Vec<Vec<usize>>) -> Json {
        let Some(page) = self.site.page(id) else { return Json::Null };
        let date = page.date.map(|date| self.words.date(date)).unwrap_or_default();
        let cells = records::texts(self.site, self.collection, record, self.language);
        let tag = self.site.languages.get(page.language).filter(|_| page.language != self.language);
        let address = page.url.as_str().strip_prefix(self.home.as_str()).map_or_else(
            || format!("{}{}", finish::way_up(self.home), page.url.as_str().trim_start_matches('/')),
            str::to_owned,
        );
        let summary = if cells.is_empty() || self.collection.declaration.terms {
            page.summary.plain.as_str()
        } else {
            ""
        };
        json!([
            page.title.plain,
            address,
            date,
            iso(page.date),
            summary,
            tag.map_or("", |words| words.locale.tag()),
            cells,
            facets
        ])
    }
}
