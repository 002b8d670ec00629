//! The pages of collections: facets, narrowed lists, countries, pages as files.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use crate::{
    base::{diagnostic::Diagnostic, locale::messages::Argument, time::PartDate},
    data::{country::Country, publish},
    model::{
        collection::{
            Backlink, Collection, countries::Place, declaration::Listing, facet::Source, facet_url, value_url,
        },
        site::{Page, PageId, SectionId},
    },
    render::{
        atlas::{self, Spot},
        collections::View,
        contexts::{iso, link},
        fields::Fields,
        figures::safe,
        finish, lists,
        produce::{Renderer, plain},
        records,
        routes::{Narrowed, Produced, Route},
        survey::{self, collections as places},
    },
};

impl Renderer<'_> {
    /// The collection that a section lists.
    pub(super) fn view(&self, id: SectionId) -> Option<View<'_>> {
        let found = self.site.collections.iter().enumerate().find_map(|(place, collection)| {
            let language = collection.sections.iter().position(|section| *section == Some(id))?;
            Some((place, language))
        });
        let (place, language) = found?;
        View::new(self.site, place, language)
    }

    /// What a section's page shows of its collection: a part of its records.
    pub(super) fn add_collection(&self, fields: &mut Fields, view: View<'_>, part: usize) {
        let total = view.collection.records.len();
        let numbers: Vec<usize> = (0..total).skip(part * survey::PART).take(survey::PART).collect();
        fields.insert("records", self.records(&view, &numbers));
        fields.insert("pagination", lists::pagination(view.home, total, part));
        fields.insert("collection", view.context(None));
        if view.collection.declaration.listing == Listing::Map && part == 0 {
            let (map, groups) = self.map(&view);
            fields.insert("map", map);
            fields.insert("groups", groups);
        }
    }

    fn records(&self, view: &View<'_>, numbers: &[usize]) -> Value {
        let record = |number: &usize| {
            self.records.get(self.site, &self.contexts, (view.place, view.language, *number))
        };
        numbers.iter().map(record).collect::<Vec<_>>().into()
    }

    /// The templates of a collection's pages, the most particular first.
    pub(super) fn collection_names(&self, collection: &Collection, kind: &str) -> Vec<String> {
        let declared = &collection.declaration;
        let own = if declared.template.is_empty() {
            declared.section.first().cloned().unwrap_or_default()
        } else {
            declared.template.clone()
        };
        vec![format!("{own}/{kind}"), kind.to_owned()]
    }

    /// The values of a facet.
    pub(super) fn facet(
        &self,
        route: &Route,
        place: usize,
        language: usize,
        facet: usize,
    ) -> Result<Produced, Diagnostic> {
        let Some(view) = View::new(self.site, place, language) else { return Ok(Produced::default()) };
        let Some(found) = view.collection.facets.get(facet) else { return Ok(Produced::default()) };
        let title = self.facet_title(&view, &records::title(view.collection, found, view.words));
        let mut fields = self.frame(route, &title, "", language);
        self.add_trail(&mut fields, &view);
        fields.insert("collection", view.context(None));
        fields.insert("facet", view.facet(facet, found, None, usize::MAX));
        self.html(
            route,
            language,
            &self.collection_names(view.collection, "facet.html"),
            self.in_section(&view, fields),
        )
    }

    /// The records with one value of a facet.
    pub(super) fn narrowed(&self, route: &Route, narrowed: Narrowed) -> Result<Produced, Diagnostic> {
        let Some(view) = View::new(self.site, narrowed.collection, narrowed.language) else {
            return Ok(Produced::default());
        };
        let facet = view.collection.facets.get(narrowed.facet);
        let (Some(facet), Some(value)) = (facet, facet.and_then(|facet| facet.values.get(narrowed.value)))
        else {
            return Ok(Produced::default());
        };
        let words = records::words(view.collection, facet, value, view.words);
        let title = self.facet_title(&view, &words);
        let mut fields = self.frame(route, &title, "", narrowed.language);
        self.add_trail(&mut fields, &view);
        self.add_crumb(
            &mut fields,
            &records::title(view.collection, facet, view.words),
            &facet_url(view.home, &facet.name),
        );
        let part: Vec<usize> =
            value.records.iter().copied().skip(narrowed.part * survey::PART).take(survey::PART).collect();
        let url = value_url(view.home, &facet.name, &value.key);
        fields.insert("records", self.records(&view, &part));
        fields.insert("pagination", lists::pagination(&url, value.records.len(), narrowed.part));
        fields.insert("collection", view.context(Some(narrowed)));
        fields.insert("country", self.country_of(&view, facet.of, &value.value));
        let names = self.collection_names(view.collection, "narrowed.html");
        self.html(route, narrowed.language, &names, self.in_section(&view, fields))
    }

    /// "Case law: France".
    fn facet_title(&self, view: &View<'_>, words: &str) -> String {
        let section = self.section_title(view);
        let arguments = [("section", Argument::Text(section)), ("value", Argument::Text(words.to_owned()))];
        view.words.say("facet-title", &arguments)
    }

    fn section_title(&self, view: &View<'_>) -> String {
        let id = view.collection.sections.get(view.language).copied().flatten();
        id.and_then(|id| self.site.section_page(id)).map(|page| page.title.plain.clone()).unwrap_or_default()
    }

    fn add_trail(&self, fields: &mut Fields, view: &View<'_>) {
        if let Some(id) = view.collection.sections.get(view.language).copied().flatten() {
            fields.insert("breadcrumbs", self.contexts.trail(id));
        }
    }

    fn in_section(&self, view: &View<'_>, mut fields: Fields) -> Value {
        let id = view.collection.sections.get(view.language).copied().flatten();
        fields.insert("funding", id.map(|id| self.funding(id, view.language)).unwrap_or_default().into());
        let current =
            id.and_then(|id| self.site.section_page(id)).and_then(|page| self.contexts.current(page));
        context! { site => self.contexts.site(view.language, current), page => Value::from(fields) }
    }

    /// The way from a facet's country to all that is known about it.
    fn country_of(&self, view: &View<'_>, of: Source, value: &crate::data::value::Value) -> Value {
        let Source::Field(place) = of else { return Value::from(()) };
        let declared = view.collection.declaration.fields.get(place);
        let code = value.text().filter(|_| declared.is_some_and(|declared| declared.of_countries()));
        let country = code.and_then(Country::find);
        let gathered = self.site.countries.as_ref();
        let found = country.and_then(|country| Some((country, gathered?.find(country)?)));
        found
            .and_then(|(country, place)| {
                let url = places::country_url(self.site, place, view.language)?;
                Some(link(country.name(view.words.locale.language()), &url))
            })
            .unwrap_or_else(|| Value::from(()))
    }

    /// What a record's page has beside its text.
    pub(super) fn add_record(&self, fields: &mut Fields, page: &Page) {
        let Some(membership) = page.record else { return };
        let Some(collection) = self.site.collections.get(membership.collection) else { return };
        fields.insert(
            "fields",
            records::fields(self.site, collection, membership.record, page.language).into(),
        );
        fields.insert("backlinks", self.backlinks(membership.collection, membership.record, page.language));
        if let Some((deadline, over)) = page.deadline {
            let day = |date| self.contexts.date(Some(PartDate::Day(date)), page.language);
            let title =
                collection.declaration.stale.and_then(|stale| collection.declaration.fields.get(stale.field));
            fields.insert(
                "deadline",
                context! {
                    title => title.map(|declared| crate::data::rows::title(&declared.field)).unwrap_or_default(),
                    since => day(deadline.since), since_iso => iso(Some(PartDate::Day(deadline.since))),
                    until => day(deadline.until), until_iso => iso(Some(PartDate::Day(deadline.until))),
                    over => over,
                },
            );
        }
        if let Some(url) = places::offline_url(page).filter(|_| collection.declaration.offline) {
            fields.insert("offline", safe(finish::href(&url)));
        }
        if let Some(place) = self.described(page) {
            let gathered = self.gathered(place, page.language);
            fields.insert("gathered", gathered);
        }
    }

    /// The records that name this one, by collection.
    fn backlinks(&self, collection: usize, record: usize, language: usize) -> Value {
        let none = Vec::new();
        let links = self.site.backlinks.get(&(collection, record)).unwrap_or(&none);
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for Backlink { collection, record, .. } in links {
            let group = groups.entry(*collection).or_default();
            if !group.contains(record) {
                group.push(*record);
            }
        }
        groups
            .into_iter()
            .filter_map(|(place, records)| self.group_of(place, &records, language))
            .collect::<Vec<_>>()
            .into()
    }

    /// Some records of a collection under its name.
    fn group_of(&self, place: usize, records: &[usize], language: usize) -> Option<Value> {
        let collection = self.site.collections.get(place)?;
        let section = collection.sections.get(language).copied().flatten();
        let section = section.or_else(|| collection.sections.iter().flatten().next().copied())?;
        let home = self.site.section_page(section)?;
        let item = |record: &usize| Some(self.contexts.item(collection.page(*record, language)?, language));
        Some(context! {
            name => collection.name(),
            title => safe(home.title.html.clone()),
            href => safe(finish::href(&home.url)),
            items => records.iter().filter_map(item).collect::<Vec<_>>(),
        })
    }

    /// The country that an author's page is about, by place.
    fn described(&self, page: &Page) -> Option<usize> {
        let (gathered, membership) = (self.site.countries.as_ref()?, page.record?);
        let own = |place: &Place| {
            membership.collection == gathered.collection && place.described == Some(membership.record)
        };
        gathered.list.iter().position(own)
    }

    /// All that is gathered about a country.
    fn gathered(&self, place: usize, language: usize) -> Value {
        let found = self.site.countries.as_ref().and_then(|gathered| gathered.list.get(place));
        let (Some(found), Some(words)) = (found, self.site.language(language)) else {
            return Value::from(());
        };
        let groups =
            found.records.iter().filter_map(|(place, records)| self.group_of(*place, records, language));
        let rows = found
            .rows
            .iter()
            .filter_map(|(dataset, row)| records::row(self.site, *dataset, *row, found.country, language));
        context! {
            name => found.country.name(words.locale.language()),
            groups => groups.collect::<Vec<_>>(),
            rows => rows.collect::<Vec<_>>(),
        }
    }

    /// The page of a country that no author wrote about.
    pub(super) fn country(
        &self,
        route: &Route,
        language: usize,
        place: usize,
    ) -> Result<Produced, Diagnostic> {
        let gathered = self.site.countries.as_ref();
        let found = gathered.and_then(|gathered| Some((gathered, gathered.list.get(place)?)));
        let Some((gathered, found)) = found else { return Ok(Produced::default()) };
        let Some(view) = View::new(self.site, gathered.collection, language) else {
            return Ok(Produced::default());
        };
        let name = found.country.name(view.words.locale.language());
        let description = view.words.say("country-summary", &[("country", Argument::Text(name.to_owned()))]);
        let mut fields = self.frame(route, name, &description, language);
        self.add_trail(&mut fields, &view);
        fields.insert("gathered", self.gathered(place, language));
        let names = self.collection_names(view.collection, "country.html");
        self.html(route, language, &names, self.in_section(&view, fields))
    }

    /// The map of a collection, and what it lists by country.
    fn map(&self, view: &View<'_>) -> (Value, Value) {
        let spots = match &self.site.countries {
            Some(gathered) if gathered.collection == view.place => gathered
                .list
                .iter()
                .enumerate()
                .filter_map(|(place, found)| {
                    let url = places::country_url(self.site, place, view.language)?;
                    Some(self.spot(view, found.country, found.count(), finish::href(&url)))
                })
                .collect(),
            _ => self.facet_spots(view),
        };
        let mut listed: Vec<&Spot> = spots.iter().collect();
        let name = |spot: &Spot| spot.country.name(view.words.locale.language());
        listed.sort_by_cached_key(|spot| crate::model::collection::sort::folded(name(spot)));
        let entry = |spot: &Spot| context! { title => name(spot), href => safe(spot.href.clone()), count => spot.count };
        let drawings = atlas::draw(&spots, self.figures.shaper(), view.words);
        let drawing = |(width, svg): (u16, String)| context! { width => width, svg => safe(svg) };
        (
            drawings.into_iter().map(drawing).collect::<Vec<_>>().into(),
            listed.into_iter().map(entry).collect::<Vec<_>>().into(),
        )
    }

    fn spot(&self, view: &View<'_>, country: &'static Country, count: usize, href: String) -> Spot {
        let number = u64::try_from(count).unwrap_or_default();
        let shown = view.words.locale.number(number.into(), None);
        let items =
            view.words.say("items", &[("count", Argument::Count(number)), ("shown", Argument::Text(shown))]);
        let title = format!("{}: {items}", country.name(view.words.locale.language()));
        Spot { country, count, href, title }
    }

    /// The countries of the first facet of countries.
    fn facet_spots(&self, view: &View<'_>) -> Vec<Spot> {
        let declared = |place: usize| view.collection.declaration.fields.get(place);
        let of_countries = |of: Source| match of {
            Source::Field(place) => declared(place).is_some_and(|declared| declared.of_countries()),
            _ => false,
        };
        let Some(facet) = view.collection.facets.iter().find(|facet| of_countries(facet.of)) else {
            return self.plain_spots(view);
        };
        let spot = |value: &crate::model::collection::facet::FacetValue| {
            let country = Country::find(value.value.text()?)?;
            let href = finish::href(&value_url(view.home, &facet.name, &value.key));
            Some(self.spot(view, country, value.records.len(), href))
        };
        facet.values.iter().filter_map(spot).collect()
    }

    /// The countries of records that no facet lists; each leads to its first record.
    fn plain_spots(&self, view: &View<'_>) -> Vec<Spot> {
        let mut found: BTreeMap<&'static Country, (usize, PageId)> = BTreeMap::new();
        for record in 0..view.collection.records.len() {
            let Some(page) = view.collection.page(record, view.language) else { continue };
            for country in view.collection.countries(record, &self.site.datasets) {
                found.entry(country).or_insert((0, page)).0 += 1;
            }
        }
        let spot = |(country, (count, page)): (&'static Country, (usize, PageId))| {
            Some(self.spot(view, country, count, finish::href(&self.site.page(page)?.url)))
        };
        found.into_iter().filter_map(spot).collect()
    }

    /// `filter.json`.
    pub(super) fn filter(&self, place: usize, language: usize) -> Produced {
        plain(View::new(self.site, place, language).map(|view| view.filter()))
    }

    /// A collection's dataset, to download.
    pub(super) fn collection_file(&self, place: usize, as_json: bool) -> Produced {
        let dataset = self
            .site
            .collections
            .get(place)
            .and_then(|collection| self.site.datasets.list.get(collection.dataset));
        plain(
            dataset
                .map(|dataset| if as_json { publish::json(dataset) } else { publish::csv(&dataset.table) }),
        )
    }
}
