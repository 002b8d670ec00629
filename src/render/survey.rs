//! Goes through a site and lists what stands where.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::{
    base::{
        options::Options,
        source::{Source, Sources},
        span::{FileId, Span},
        url::Url,
    },
    data::{dataset::Dataset, disclosure::release, publish},
    design::theme::Theme,
    model::{
        body::Filled,
        groups, index, show,
        site::{GroupKind, Page, PageId, SectionId, Site},
    },
    render::{
        routes::{Artifact, Feed, Route, Routes},
        search,
    },
};

pub mod collections;

/// How many items a list shows on one page.
pub const PART: usize = 20;

/// Whatever changes the output without a change of the sources.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Every route of a site.
#[must_use]
pub fn survey(site: &Site, theme: &Theme) -> Vec<Route> {
    let mut survey = Survey { site, list: Vec::new() };
    survey.pages();
    survey.groups();
    survey.collections();
    for language in 0..site.languages.len() {
        survey.data(language);
    }
    if site.config.search {
        survey.search();
    }
    survey.downloads();
    survey.files(theme);
    survey.list
}

struct Survey<'s> {
    site: &'s Site,
    list: Vec<Route>,
}

impl Survey<'_> {
    fn add(&mut self, url: Url, artifact: Artifact, span: Option<Span>) {
        self.list.push(Route { url, artifact, span });
    }

    fn pages(&mut self) {
        for (place, page) in self.site.pages.iter().enumerate() {
            let span = page.file.map(Span::start_of);
            self.add(page.url.clone(), Artifact::Page(PageId(place)), span);
            for (alias, span) in &page.aliases {
                self.add(alias.clone(), Artifact::Alias(PageId(place)), Some(*span));
            }
        }
        for (place, section) in self.site.sections.iter().enumerate() {
            let id = SectionId(place);
            let Some(page) = self.site.page(section.page) else { continue };
            for part in 1..parts(collections::listed(self.site, id).len()) {
                self.add(
                    part_url(&page.url, part),
                    Artifact::SectionPart(id, part),
                    page.file.map(Span::start_of),
                );
            }
            self.add(card_url(&page.url), Artifact::SectionCard(id), None);
            let home = section.folders.is_empty();
            for form in Feed::ALL.into_iter().filter(|_| home || !section.pages.is_empty()) {
                let artifact = if home {
                    Artifact::SiteFeed(page.language, form)
                } else {
                    Artifact::SectionFeed(id, form)
                };
                self.add(feed_url(&page.url, form), artifact, None);
            }
        }
    }

    fn groups(&mut self) {
        let mut kinds = BTreeSet::new();
        for (place, group) in self.site.groups.iter().enumerate() {
            kinds.insert((group.language, group.kind));
            for part in 0..parts(group.pages.len()).max(1) {
                self.add(part_url(&group.url, part), Artifact::Group(place, part), None);
            }
            for form in Feed::ALL.into_iter().filter(|_| group.kind == GroupKind::Topic) {
                self.add(feed_url(&group.url, form), Artifact::GroupFeed(place, form), None);
            }
        }
        for (language, kind) in kinds {
            let url = Url::file(&format!("{}/{}/", self.site.prefix(language), groups::folder(kind)));
            self.add(url, Artifact::Groups(kind, language), None);
        }
    }

    fn data(&mut self, language: usize) {
        let prefix = self.site.prefix(language);
        let figures = self.site.figures.get(language).into_iter().flatten().enumerate();
        for (place, figure) in figures.filter(|(_, figure)| figure.translated) {
            let span = Some(Span::start_of(figure.file));
            self.add(figure.url.clone(), Artifact::Figure(language, place), span);
            self.add(embed_url(&figure.url), Artifact::FigureEmbed(language, place), span);
            self.add(png_url(&figure.url, &figure.id), Artifact::FigurePng(language, place), span);
            if figure.card {
                self.add(card_url(&figure.url), Artifact::FigureCard(language, place), span);
            }
        }
        if self.site.figures.get(language).is_some_and(|figures| !figures.is_empty()) {
            self.add(Url::file(&format!("{prefix}/figures/")), Artifact::Figures(language), None);
        }
        let published = || self.site.datasets.list.iter().enumerate().filter(|(_, dataset)| dataset.publish);
        let datasets: Vec<_> = published()
            .filter(|(_, dataset)| self.site.dataset_language(dataset, language) == language)
            .map(|(place, dataset)| (place, self.site.dataset_url(dataset, language), dataset.span))
            .collect();
        if published().next().is_some() {
            self.add(Url::file(&format!("{prefix}/data/")), Artifact::Datasets(language), None);
            self.add(Url::file(&format!("{prefix}/data/gaps/")), Artifact::Gaps(language), None);
        }
        if self.site.calendar.iter().any(|entry| entry.is_in(language)) {
            self.add(Url::file(&format!("{prefix}/calendar/")), Artifact::Calendar(language), None);
        }
        for (place, url, span) in datasets {
            self.add(url, Artifact::Dataset(language, place), Some(span));
        }
        let facts = self.site.datasets.facts.iter().enumerate();
        for (place, declaration) in
            facts.filter(|(_, fact)| self.site.fact_language(fact, language) == language)
        {
            self.add(
                index::fact_url(prefix, &declaration.id),
                Artifact::Fact(language, place),
                Some(declaration.span),
            );
        }
        if !self.site.datasets.facts.is_empty() {
            self.add(Url::file(&format!("{prefix}/facts/")), Artifact::Facts(language), None);
        }
    }

    fn search(&mut self) {
        for language in 0..self.site.languages.len() {
            let home = search::url(self.site, language);
            let (shares, parts) = search::sizes(self.site, language);
            let file =
                |name: &str, number: usize| Url::file(&format!("{}{name}/{number}.json", home.as_str()));
            for share in 0..shares {
                self.add(file("words", share), Artifact::SearchWords(language, share), None);
            }
            for part in 0..parts {
                self.add(file("titles", part), Artifact::SearchTitles(language, part), None);
            }
            self.add(home, Artifact::Search(language), None);
        }
    }

    fn downloads(&mut self) {
        for (place, figure) in self.site.figures.first().into_iter().flatten().enumerate() {
            self.add(
                figure_csv_url(&figure.id),
                Artifact::FigureCsv(place),
                Some(Span::start_of(figure.file)),
            );
        }
        let mut any = false;
        for (place, dataset) in
            self.site.datasets.list.iter().enumerate().filter(|(_, dataset)| dataset.publish)
        {
            any = true;
            self.add(dataset_file_url(&dataset.id, "csv"), Artifact::DatasetCsv(place), Some(dataset.span));
            self.add(dataset_file_url(&dataset.id, "json"), Artifact::DatasetJson(place), Some(dataset.span));
            for (number, vintage) in dataset.vintages.iter().enumerate() {
                let span = Some(Span::start_of(vintage.file));
                self.add(
                    vintage_url(&dataset.id, vintage.date),
                    Artifact::DatasetVintage(place, number),
                    span,
                );
            }
            for form in Feed::ALL {
                let home = index::dataset_url("", &dataset.id);
                self.add(feed_url(&home, form), Artifact::DatasetFeed(place, form), Some(dataset.span));
            }
        }
        if any {
            self.add(Url::file("/data/datapackage.json"), Artifact::Datapackage, None);
            self.add(Url::file("/data/catalog.jsonld"), Artifact::Catalogue, None);
        }
    }

    fn files(&mut self, theme: &Theme) {
        for (place, asset) in theme.assets.values().enumerate() {
            self.add(asset.url.clone(), Artifact::Asset(place), None);
        }
        for (place, file) in self.site.files.iter().enumerate() {
            self.add(file.url.clone(), Artifact::File(place), None);
        }
        let names = [
            ("404.html", Artifact::NotFound),
            ("sitemap.xml", Artifact::Sitemap),
            ("robots.txt", Artifact::Robots),
            ("_redirects", Artifact::Redirects),
            ("_headers", Artifact::Headers),
        ];
        for (name, artifact) in names {
            self.add(Url::file(name), artifact, None);
        }
    }
}

/// How many parts a list of so many items has.
#[must_use]
pub fn parts(items: usize) -> usize {
    items.div_ceil(PART)
}

/// The address of a part of a list; the first part stands at the list's own.
#[must_use]
pub fn part_url(list: &Url, part: usize) -> Url {
    if part == 0 { list.clone() } else { Url::file(&format!("{}page/{}/", list.as_str(), part + 1)) }
}

/// The address of a list's feed.
#[must_use]
pub fn feed_url(list: &Url, form: Feed) -> Url {
    Url::file(&format!("{}{}", list.as_str(), form.file_name()))
}

/// The address of a dataset's download.
#[must_use]
pub fn dataset_file_url(id: &str, ending: &str) -> Url {
    Url::file(&format!("/data/{id}/{id}.{ending}"))
}

/// The address of a dataset as it stood from a day on. It never changes.
#[must_use]
pub fn vintage_url(id: &str, date: Date) -> Url {
    Url::file(&format!("/data/{id}/{date}.csv"))
}

/// The address of a figure's numbers.
#[must_use]
pub fn figure_csv_url(id: &str) -> Url {
    Url::file(&format!("/figures/{id}/{id}.csv"))
}

/// The address of a figure alone.
#[must_use]
pub fn embed_url(figure: &Url) -> Url {
    Url::file(&format!("{}embed/", figure.as_str()))
}

/// The address of a figure as a picture.
#[must_use]
pub fn png_url(figure: &Url, id: &str) -> Url {
    Url::file(&format!("{}{id}.png", figure.as_str()))
}

/// The address of the picture of a figure or a section for shared links.
#[must_use]
pub fn card_url(figure: &Url) -> Url {
    Url::file(&format!("{}card.png", figure.as_str()))
}

/// The picture of a page for shared links: that of the first figure in its text that has one, or that of its
/// section. A figure with the rows of an earlier day has none, as cards show those of today.
#[must_use]
pub fn card_of(site: &Site, page: &Page) -> Option<Url> {
    let first = page.body.marks.iter().find_map(|mark| match mark {
        Filled::Figure(place, None) => {
            site.figures.get(page.language)?.get(*place).filter(|figure| figure.card)
        }
        _ => None,
    });
    let section = site.section_page(page.section).map(|section| &section.url);
    first.map(|figure| &figure.url).or(section).map(card_url)
}

/// The values that the manifest keeps.
#[must_use]
pub fn published(site: &Site) -> BTreeMap<String, String> {
    let facts = site.datasets.facts.iter().zip(&site.facts);
    let facts =
        facts.map(|(declaration, fact)| (format!("fact:{}", declaration.id), show::machine(&fact.quantity)));
    facts.chain(release::published(&site.datasets.list)).collect()
}

/// A hash of what is known before anything is read: sources, options and version.
#[must_use]
pub fn key(sources: &Sources, options: &Options) -> String {
    hasher(sources, options, |_, _| true).finalize().to_hex().to_string()
}

/// A hash of all that can change a byte: sources, options, version, and which pages are published now.
///
/// It is published in the manifest, so a page that is not ready leaves no trace in it either: neither its
/// text, nor the pictures that only it shows, nor its place among the files. Nor does the file of a dataset that
/// holds more than is published: whoever guessed a count could see from the hash that it is right.
#[must_use]
pub fn inputs(site: &Site, routes: &Routes, sources: &Sources, options: &Options) -> String {
    let unready: BTreeSet<FileId> = site.unready.iter().copied().collect();
    let shown: BTreeSet<FileId> = site.files.iter().map(|attachment| attachment.file).collect();
    let sealed: BTreeSet<FileId> =
        site.datasets.list.iter().filter(|dataset| dataset.sealed).flat_map(files).collect();
    let counts = |file, source: &Source| {
        if sealed.contains(&file) {
            return false;
        }
        let text = !source.path.starts_with("content/")
            || [".md", ".yaml"].iter().any(|end| source.path.ends_with(end));
        if text { !unready.contains(&file) } else { shown.contains(&file) }
    };
    let mut hasher = hasher(sources, options, counts);
    for dataset in site.datasets.list.iter().filter(|dataset| dataset.sealed) {
        hasher.update(&publish::csv(&dataset.table));
    }
    for route in &routes.list {
        hasher.update(route.url.as_str().as_bytes());
        hasher.update(b"\n");
    }
    // One page may take the place of another at the same address when its time comes.
    for page in &site.pages {
        hasher.update(page.file.map_or("", |file| sources.path(file)).as_bytes());
        hasher.update(if page.deadline.is_some_and(|(_, over)| over) { b"!\n" } else { b"\n" });
    }
    for entry in &site.calendar {
        hasher.update(entry.fingerprint().as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}

/// The files of a dataset's rows, today's and those of earlier days.
fn files(dataset: &Dataset) -> impl Iterator<Item = FileId> {
    [dataset.file].into_iter().chain(dataset.vintages.iter().map(|vintage| vintage.file))
}

fn hasher(sources: &Sources, options: &Options, counts: impl Fn(FileId, &Source) -> bool) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new();
    hasher.update(VERSION.as_bytes());
    hasher.update(sources.hash(counts).as_bytes());
    hasher.update(options.fingerprint().as_bytes());
    hasher
}
