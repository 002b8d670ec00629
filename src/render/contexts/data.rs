//! What templates see of datasets and facts.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::{
    base::time::PartDate,
    data::{
        about::{Origin, Revision},
        dataset::Dataset,
        vintage::{Standing, Vintage},
    },
    model::{
        figure_table::{Column, FigureTable, TableCell},
        index,
        known::{self, Gap, Known},
        line, protected, show,
        site::PageId,
    },
    render::{
        contexts::{Contexts, iso},
        figures::{safe, table},
        finish,
        routes::Feed,
        survey, tongue,
    },
};

/// How many rows of a dataset its page shows.
const PREVIEW: usize = 100;

/// How many gaps are named one by one.
const NAMED: usize = 40;

impl Contexts<'_> {
    /// A dataset's page.
    #[must_use]
    pub fn dataset(&self, place: usize, dataset: &Dataset, language: usize) -> Value {
        let Some(words) = self.site.language(language) else { return Value::UNDEFINED };
        let tag = self.site.tag(language);
        let about = dataset.about_in(tag);
        let count = u64::try_from(dataset.table.rows()).unwrap_or_default();
        let coverage = about
            .coverage
            .map(|coverage| words.say(&format!("coverage-{}", coverage.word()), &[]))
            .unwrap_or_default();
        let origin = |origin: &Origin| context! { title => &origin.title, href => &origin.path, publisher => &origin.publisher };
        let revision = |revision: &Revision| context! { date => words.locale.date(revision.date), note => &revision.note };
        context! {
            id => &dataset.id,
            title => &about.title,
            description => &about.description,
            sources => about.sources.iter().map(origin).collect::<Vec<_>>(),
            licenses => about.licenses.iter().map(|license| context! { title => if license.title.is_empty() { &license.name } else { &license.title }, href => &license.path }).collect::<Vec<_>>(),
            coverage => coverage,
            unit => &about.unit,
            updated => about.updated.map(|date| words.locale.date(date)).unwrap_or_default(),
            next_update => about.next_update.map(|date| words.date(date)).unwrap_or_default(),
            revisions => about.revisions.iter().map(revision).collect::<Vec<_>>(),
            fields => dataset.table.fields().iter().map(|field| context! { name => &field.name, title => field.title_in(tag), description => field.description_in(tag), type => words.say(&format!("type-{}", field.kind.word()), &[]), unit => field.unit_in(tag) }).collect::<Vec<_>>(),
            count => words.locale.number(count.into(), None),
            table => table(&self.preview(dataset, language), &about.title),
            truncated => dataset.table.rows() > PREVIEW,
            protection => protected::notes(dataset, words),
            tables => protected::tables(dataset, words).iter().map(|(name, rows)| context! { name => name, table => table(rows, name) }).collect::<Vec<_>>(),
            csv => safe(finish::href(&survey::dataset_file_url(&dataset.id, "csv"))),
            json => safe(finish::href(&survey::dataset_file_url(&dataset.id, "json"))),
            known => known::of(dataset, self.site.tag(language)).iter().map(|known| self.known(dataset, known, language)).collect::<Vec<_>>(),
            holder => &about.holder,
            vintages => self.vintages(dataset, language),
            feed => safe(finish::href(&survey::feed_url(&index::dataset_url("", &dataset.id), Feed::Atom))),
            figures => self.figures_of(place, language),
            pages => self.pages_of(place, language),
            facts => self.facts_of(place, language),
        }
    }

    /// A dataset as lists show it.
    #[must_use]
    pub fn dataset_item(&self, dataset: &Dataset, language: usize) -> Value {
        let Some(words) = self.site.language(language) else { return Value::UNDEFINED };
        let about = dataset.about_in(words.locale.tag());
        let count = u64::try_from(dataset.table.rows()).unwrap_or_default();
        let date = about.updated.map(PartDate::Day);
        let publishers: BTreeSet<&str> = about.sources.iter().map(Origin::name).collect();
        context! {
            summary => &about.description,
            date => self.date(date, language),
            date_iso => iso(date),
            count => words.locale.number(count.into(), None),
            publishers => Value::from_iter(publishers),
            known => known::whole(dataset, words.locale.tag()).map(|known| self.known(dataset, &known, language)),
            csv => safe(finish::href(&survey::dataset_file_url(&dataset.id, "csv"))),
            json => safe(finish::href(&survey::dataset_file_url(&dataset.id, "json"))),
            ..self.dataset_link(dataset, language)
        }
    }

    /// The facts by the dataset that each rests on, in the order of the datasets; those of several stand
    /// with the first of them.
    #[must_use]
    pub fn facts_by_dataset(&self, language: usize) -> Vec<Value> {
        let mut groups: BTreeMap<Option<usize>, Vec<Value>> = BTreeMap::new();
        for (place, fact) in self.site.facts.iter().enumerate() {
            let first = fact.quantity.datasets.first().copied();
            groups.entry(first).or_default().push(self.fact_link(place, language));
        }
        let group = |(place, facts): (Option<usize>, Vec<Value>)| {
            let dataset = place.and_then(|place| self.site.datasets.list.get(place));
            let home = place.and_then(|place| tongue::dataset(self.site, place, language));
            let unlinked = || {
                let title = dataset.map(|dataset| &dataset.about_in(self.site.tag(language)).title);
                context! { title => title.map_or("", String::as_str), href => "" }
            };
            context! { facts => facts, ..home.unwrap_or_else(unlinked) }
        };
        groups.into_iter().map(group).collect()
    }

    /// The earlier states of a dataset, the newest first.
    fn vintages(&self, dataset: &Dataset, language: usize) -> Vec<Value> {
        let vintage = |vintage: &Vintage| {
            let date = Some(PartDate::Day(vintage.date));
            context! {
                date => self.date(date, language), date_iso => iso(date),
                href => safe(finish::href(&survey::vintage_url(&dataset.id, vintage.date))),
            }
        };
        dataset.vintages.iter().rev().map(vintage).collect()
    }

    /// The datasets behind a page whose figures are those of an earlier day, and have changed since.
    #[must_use]
    pub fn newer(&self, id: PageId) -> Vec<Value> {
        let Some(page) = self.site.page(id) else { return Vec::new() };
        let Some(day) = page.data_as_of else { return Vec::new() };
        let uses = |place: usize| self.site.dataset_pages.get(place).is_some_and(|pages| pages.contains(&id));
        let all = self.site.datasets.list.iter().enumerate();
        all.filter(|(place, dataset)| {
            dataset.publish && uses(*place) && dataset.standing(day) != Standing::Current
        })
        .map(|(_, dataset)| self.dataset_link(dataset, page.language))
        .collect()
    }

    /// How much of a column is known.
    fn known(&self, dataset: &Dataset, known: &Known, language: usize) -> Value {
        let Some(words) = self.site.language(language) else { return Value::UNDEFINED };
        let number =
            |count: usize| words.locale.number(u64::try_from(count).unwrap_or_default().into(), None);
        let gaps = known::gaps(dataset, &known.gaps, words);
        let more = gaps.len().saturating_sub(NAMED);
        let gap = |gap: Gap| context! { name => gap.name, years => gap.years.join(", ") };
        context! {
            title => &known.title,
            total => number(known.total()),
            plain => number(known.plain),
            qualified => number(known.qualified),
            absent => number(known.gaps.len()),
            any_absent => !known.gaps.is_empty(),
            parts => known.shares(),
            gaps => gaps.into_iter().take(NAMED).map(gap).collect::<Vec<_>>(),
            more => if more > 0 { number(more) } else { String::new() },
        }
    }

    /// What the published datasets do not know.
    #[must_use]
    pub fn gaps(&self, language: usize) -> Vec<Value> {
        let published = self.site.datasets.list.iter().filter(|dataset| dataset.publish);
        let with_gaps = published.filter_map(|dataset| {
            let columns: Vec<_> = known::of(dataset, self.site.tag(language)).into_iter().filter(|known| !known.gaps.is_empty()).collect();
            (!columns.is_empty()).then(|| {
                context! {
                    holder => &dataset.about_in(self.site.tag(language)).holder,
                    columns => columns.iter().map(|known| self.known(dataset, known, language)).collect::<Vec<_>>(),
                    ..self.dataset_link(dataset, language)
                }
            })
        });
        with_gaps.collect()
    }

    /// The first rows of a dataset. A column that only says how sure another one is shows in that other one.
    fn preview(&self, dataset: &Dataset, language: usize) -> FigureTable {
        let Some(words) = self.site.language(language) else { return FigureTable::default() };
        let fields = dataset.table.fields();
        let status: Vec<usize> = fields.iter().filter_map(|field| field.status).collect();
        let shown: Vec<usize> = (0..fields.len()).filter(|place| !status.contains(place)).collect();
        let numeric = |place: usize| fields.get(place).is_some_and(|field| field.kind.counts());
        let columns = shown.iter().map(|place| Column {
            title: fields
                .get(*place)
                .map(|field| field.title_in(words.locale.tag()))
                .unwrap_or_default()
                .to_owned(),
            numeric: numeric(*place),
        });
        let cell = |row: usize, place: usize| {
            let cell = dataset.table.cell(row, place);
            let text =
                fields.get(place).map(|field| show::cell(cell, field, None, words)).unwrap_or_default();
            if shown.first() == Some(&place) && cell.value().is_some() {
                TableCell::header(&text)
            } else {
                TableCell::of(
                    cell,
                    if numeric(place) || cell.value().is_some() { text } else { String::new() },
                )
            }
        };
        let rows = (0..dataset.table.rows().min(PREVIEW))
            .map(|row| shown.iter().map(|place| cell(row, *place)).collect());
        FigureTable { columns: columns.collect(), rows: rows.collect() }
    }

    fn figures_of(&self, dataset: usize, language: usize) -> Vec<Value> {
        let figures = self.site.figures.get(language).into_iter().flatten();
        figures
            .filter(|figure| figure.dataset == Some(dataset))
            .map(|figure| tongue::figure(self.site, figure, language))
            .collect()
    }

    fn pages_of(&self, dataset: usize, reader: usize) -> Vec<Value> {
        self.page_links(self.site.dataset_pages.get(dataset).into_iter().flatten().copied(), reader)
    }

    /// A link to a dataset's page.
    #[must_use]
    pub fn dataset_link(&self, dataset: &Dataset, reader: usize) -> Value {
        let title = &dataset.about_in(self.site.tag(reader)).title;
        let own = self.site.dataset_language(dataset, reader);
        tongue::link(self.site, title, &self.site.dataset_url(dataset, reader), own, reader)
    }

    fn facts_of(&self, dataset: usize, language: usize) -> Vec<Value> {
        let all = 0..self.site.facts.len();
        all.filter(|place| {
            self.site.facts.get(*place).is_some_and(|fact| fact.quantity.datasets.contains(&dataset))
        })
        .map(|place| self.fact_link(place, language))
        .collect()
    }

    /// A fact as lists show it.
    #[must_use]
    pub fn fact_link(&self, place: usize, language: usize) -> Value {
        let (Some(declaration), Some(fact)) =
            (self.site.datasets.facts.get(place), self.site.facts.get(place))
        else {
            return Value::UNDEFINED;
        };
        let own = self.site.fact_language(declaration, language);
        let url = index::fact_url(self.site.prefix(own), &declaration.id);
        let value = fact.shown.get(language).map(|shown| shown.text.clone()).unwrap_or_default();
        let used = u64::try_from(fact.pages.len()).unwrap_or_default();
        let used = self.site.language(language).map(|words| words.locale.number(used.into(), None));
        let title = declaration.title_in(self.site.tag(language));
        context! {
            id => &declaration.id, value => value, pages => fact.pages.len(), used => used,
            ..tongue::link(self.site, title, &url, own, language)
        }
    }

    /// A fact's page.
    #[must_use]
    pub fn fact(&self, place: usize, expression: &str, language: usize) -> Value {
        let (Some(declaration), Some(fact)) =
            (self.site.datasets.facts.get(place), self.site.facts.get(place))
        else {
            return Value::UNDEFINED;
        };
        let shown = fact.shown.get(language).cloned().unwrap_or_default();
        let value = format!("{}{}</data>", line::open_data(&shown.value), line::escape(&shown.text));
        let tag = self.site.tag(language);
        let places = || fact.quantity.datasets.iter().copied();
        let datasets = || places().filter_map(|place| self.site.datasets.list.get(place));
        let updated = datasets().filter_map(|dataset| dataset.about.updated).max().map(PartDate::Day);
        let sources: BTreeSet<&str> =
            datasets().flat_map(|dataset| &dataset.about.sources).map(Origin::name).collect();
        let homes = places().filter_map(|place| tongue::dataset(self.site, place, language));
        context! {
            id => &declaration.id,
            title => declaration.title_in(tag),
            value => safe(value),
            note => declaration.note_in(tag),
            expression => expression,
            updated => self.date(updated, language),
            sources => Value::from_iter(sources),
            datasets => homes.collect::<Vec<_>>(),
            pages => self.page_links(fact.pages.iter().copied(), language),
        }
    }
}
