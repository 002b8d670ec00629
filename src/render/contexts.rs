//! What templates see: small values made from the site, never the site itself.

use std::{collections::BTreeMap, sync::Arc};

use minijinja::{Value, context};
use rayon::prelude::*;

use crate::{
    base::time::PartDate,
    data::{
        dataset::Dataset,
        rows,
        vintage::{Standing, Vintage},
    },
    model::{
        figure_table::{Column, FigureTable, TableCell},
        index,
        known::{self, Gap, Known},
        show,
        site::{Group, GroupKind, LeadImage, Page, PageId, SectionId, Site},
    },
    render::{
        fields::Named,
        figures::{safe, table},
        finish,
        item::Item,
        routes::Feed,
        survey,
    },
};

pub mod pages;

/// Values that many pages share, made once.
pub struct Contexts<'s> {
    site: &'s Site,
    items: Vec<Arc<Item>>,
    /// Links to groups, by place.
    groups: Vec<Value>,
    /// Links to sections, by place.
    sections: Vec<Value>,
    /// The ways from the home page to each section, by place.
    trails: Vec<Value>,
    /// The pages of the menu's entries.
    menu: Vec<Option<&'s Page>>,
    sites: BTreeMap<(usize, Option<usize>), Value>,
    /// What every page of a language has, and the years of its archive.
    languages: Vec<(Arc<Named>, Value)>,
}

/// How many rows of a dataset its page shows.
const PREVIEW: usize = 100;

/// How many gaps are named one by one.
const NAMED: usize = 40;

impl<'s> Contexts<'s> {
    /// Makes the values of a site.
    #[must_use]
    pub fn new(site: &'s Site) -> Self {
        let mut contexts = Self {
            site,
            items: Vec::new(),
            groups: site.groups.iter().map(|group| link(&group.name, &finish::href(&group.url))).collect(),
            sections: Vec::new(),
            trails: Vec::new(),
            menu: pages::menu(site),
            sites: BTreeMap::new(),
            languages: Vec::new(),
        };
        contexts.sections = (0..site.sections.len()).map(|id| contexts.make_section(SectionId(id))).collect();
        contexts.trails = (0..site.sections.len()).map(|id| contexts.make_trail(SectionId(id))).collect();
        contexts.items = site.pages.par_iter().map(|page| Arc::new(contexts.make_item(page))).collect();
        for language in 0..site.languages.len() {
            let current = (0..site.config.menu.len()).map(Some).chain([None]);
            let sites = current.map(|current| ((language, current), contexts.make_site(language, current)));
            let sites: Vec<_> = sites.collect();
            contexts.sites.extend(sites);
            let common = Arc::new(contexts.make_common(language));
            contexts.languages.push((common, contexts.make_years(language)));
        }
        contexts
    }

    /// A page as lists show it.
    #[must_use]
    pub fn item(&self, id: PageId) -> Value {
        self.items.get(id.0).cloned().map(Value::from_dyn_object).unwrap_or_default()
    }

    /// The items of a part of a list.
    #[must_use]
    pub fn part(&self, pages: &[PageId], part: usize) -> Vec<Value> {
        pages.iter().skip(part * survey::PART).take(survey::PART).map(|id| self.item(*id)).collect()
    }

    /// The site, as a page of `language` sees it that belongs to the menu's entry `current`.
    #[must_use]
    pub fn site(&self, language: usize, current: Option<usize>) -> Value {
        self.sites.get(&(language, current)).cloned().unwrap_or_default()
    }

    /// The fields that all pages of a language share.
    #[must_use]
    pub fn common(&self, language: usize) -> Arc<Named> {
        self.languages.get(language).map(|(common, _)| Arc::clone(common)).unwrap_or_default()
    }

    /// The years of a language's archive, the newest first.
    #[must_use]
    pub fn years(&self, language: usize) -> Value {
        self.languages.get(language).map(|(_, years)| years.clone()).unwrap_or_default()
    }

    /// A link to a section.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Value {
        self.sections.get(id.0).cloned().unwrap_or_default()
    }

    /// The way from the home page to a section.
    #[must_use]
    pub fn trail(&self, id: SectionId) -> Value {
        self.trails.get(id.0).cloned().unwrap_or_default()
    }

    /// The entry of the menu whose page a page lies below.
    #[must_use]
    pub fn current(&self, page: &Page) -> Option<usize> {
        let below = |top: &Page| top.url.as_str() != "/" && page.url.as_str().starts_with(top.url.as_str());
        self.menu.iter().position(|top| top.is_some_and(below))
    }

    /// The links to a page's groups of a kind.
    #[must_use]
    pub fn links_of(&self, page: &Page, kind: GroupKind) -> Vec<Value> {
        let of_kind = |place: &&usize| self.site.groups.get(**place).is_some_and(|group| group.kind == kind);
        page.groups.iter().filter(of_kind).filter_map(|place| self.groups.get(*place).cloned()).collect()
    }

    /// A date in words; empty without one.
    #[must_use]
    pub fn date(&self, date: Option<PartDate>, language: usize) -> String {
        date.and_then(|date| Some(self.site.language(language)?.date(date))).unwrap_or_default()
    }

    /// A picture above a text.
    #[must_use]
    pub fn image(&self, image: &LeadImage) -> Option<Value> {
        let file = self.site.files.get(image.file)?;
        let (width, height) = file.size.unwrap_or_default();
        Some(
            context! { src => safe(finish::href(&file.url)), alt => &image.alt, credit => &image.credit, width => width, height => height },
        )
    }

    /// A group as lists of groups show it.
    #[must_use]
    pub fn group(&self, group: &Group) -> Value {
        let count = u64::try_from(group.pages.len()).unwrap_or_default();
        let count = self
            .site
            .language(group.language)
            .map(|language| language.locale.number(count.into(), None))
            .unwrap_or_default();
        context! { title => &group.name, href => safe(finish::href(&group.url)), count => count }
    }

    /// A dataset's page.
    #[must_use]
    pub fn dataset(&self, place: usize, dataset: &Dataset, language: usize) -> Value {
        let Some(words) = self.site.language(language) else { return Value::UNDEFINED };
        let about = &dataset.about;
        let count = u64::try_from(dataset.table.rows()).unwrap_or_default();
        let coverage = about
            .coverage
            .map(|coverage| words.say(&format!("coverage-{}", coverage.word()), &[]))
            .unwrap_or_default();
        let origin = |origin: &crate::data::about::Origin| context! { title => &origin.title, href => &origin.path, publisher => &origin.publisher };
        let revision = |revision: &crate::data::about::Revision| context! { date => words.locale.date(revision.date), note => &revision.note };
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
            fields => dataset.table.fields().iter().map(|field| context! { name => &field.name, title => rows::title(field), description => &field.description, type => words.say(&format!("type-{}", field.kind.word()), &[]), unit => &field.unit }).collect::<Vec<_>>(),
            count => words.locale.number(count.into(), None),
            table => table(&self.preview(dataset, language), &about.title),
            truncated => dataset.table.rows() > PREVIEW,
            csv => safe(finish::href(&survey::dataset_file_url(&dataset.id, "csv"))),
            json => safe(finish::href(&survey::dataset_file_url(&dataset.id, "json"))),
            known => known::of(dataset).iter().map(|known| self.known(dataset, known, language)).collect::<Vec<_>>(),
            holder => &about.holder,
            vintages => self.vintages(dataset, language),
            feed => safe(finish::href(&survey::feed_url(&index::dataset_url("", &dataset.id), Feed::Atom))),
            figures => self.figures_of(place, language),
            pages => self.pages_of(place),
            facts => self.facts_of(place, language),
        }
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
        let prefix = survey::prefix(self.site, page.language);
        let uses = |place: usize| self.site.dataset_pages.get(place).is_some_and(|pages| pages.contains(&id));
        let all = self.site.datasets.list.iter().enumerate();
        all.filter(|(place, dataset)| {
            dataset.publish && uses(*place) && dataset.standing(day) != Standing::Current
        })
        .map(|(_, dataset)| {
            link(&dataset.about.title, &finish::href(&index::dataset_url(&prefix, &dataset.id)))
        })
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
        let prefix = survey::prefix(self.site, language);
        let published = self.site.datasets.list.iter().filter(|dataset| dataset.publish);
        let with_gaps = published.filter_map(|dataset| {
            let columns: Vec<_> = known::of(dataset).into_iter().filter(|known| !known.gaps.is_empty()).collect();
            let url = index::dataset_url(&prefix, &dataset.id);
            (!columns.is_empty()).then(|| {
                context! {
                    title => &dataset.about.title,
                    href => safe(finish::href(&url)),
                    holder => &dataset.about.holder,
                    columns => columns.iter().map(|known| self.known(dataset, known, language)).collect::<Vec<_>>(),
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
            title: fields.get(*place).map(rows::title).unwrap_or_default().to_owned(),
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
            .filter(|figure| figure.dataset == dataset)
            .map(|figure| link(&figure.title.plain, &finish::href(&figure.url)))
            .collect()
    }

    fn pages_of(&self, dataset: usize) -> Vec<Value> {
        self.page_links(self.site.dataset_pages.get(dataset).into_iter().flatten().copied())
    }

    /// The pages that show a figure.
    #[must_use]
    pub fn figure_pages(&self, figure: usize) -> Vec<Value> {
        self.page_links(self.site.figure_pages.get(figure).into_iter().flatten().copied())
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
        let url = index::fact_url(&survey::prefix(self.site, language), &declaration.id);
        let value = fact.shown.get(language).map(|shown| shown.text.clone()).unwrap_or_default();
        context! { id => &declaration.id, title => &declaration.title, value => value, href => safe(finish::href(&url)) }
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
        let value = format!(
            "{}{}</data>",
            crate::model::line::open_data(&shown.value),
            crate::model::line::escape(&shown.text)
        );
        let prefix = survey::prefix(self.site, language);
        let datasets = fact
            .quantity
            .datasets
            .iter()
            .filter_map(|place| self.site.datasets.list.get(*place))
            .filter(|dataset| dataset.publish);
        context! {
            id => &declaration.id,
            title => &declaration.title,
            value => safe(value),
            note => &declaration.note,
            expression => expression,
            datasets => datasets.map(|dataset| link(&dataset.about.title, &finish::href(&index::dataset_url(&prefix, &dataset.id)))).collect::<Vec<_>>(),
            pages => self.page_links(fact.pages.iter().copied()),
        }
    }

    fn page_links(&self, ids: impl Iterator<Item = PageId>) -> Vec<Value> {
        ids.filter_map(|id| self.site.page(id))
            .map(|page| link(&page.title.plain, &finish::href(&page.url)))
            .collect()
    }
}

/// A title with an address that is already escaped.
#[must_use]
pub fn link(title: &str, href: &str) -> Value {
    context! { title => title, href => safe(href.to_owned()) }
}

/// A date as HTML's `datetime` wants it; empty without one.
#[must_use]
pub fn iso(date: Option<PartDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
