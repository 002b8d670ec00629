//! Languages in templates: the mark of a link behind which another language stands, and where the same page
//! stands in other languages.

use minijinja::{Value, context};

use crate::{
    base::url::Url,
    model::{
        figure::Figure,
        site::{GroupKind, Page, PageId, Site},
    },
    render::{figures::safe, finish, routes::Artifact, survey::collections::dataset_home},
};

/// What a link says of the language behind it, spread into the link: empty for the reader's own.
#[must_use]
pub fn mark(site: &Site, own: usize, reader: usize) -> Value {
    match site.languages.get(own).filter(|_| own != reader) {
        None => context! { language => "", direction => "", language_name => "" },
        Some(language) => context! {
            language => language.locale.tag(),
            direction => language.locale.direction(),
            language_name => language.locale.autonym(),
        },
    }
}

/// A link to something in the language `own`, for a reader of `reader`.
#[must_use]
pub fn link(site: &Site, title: &str, url: &Url, own: usize, reader: usize) -> Value {
    context! { title => title, href => safe(finish::href(url)), ..mark(site, own, reader) }
}

/// A link to a figure's page.
#[must_use]
pub fn figure(site: &Site, figure: &Figure, reader: usize) -> Value {
    let own = if figure.translated { reader } else { 0 };
    link(site, &figure.title.plain, &figure.url, own, reader)
}

/// A link to where readers find a dataset; none for one that is shown nowhere.
#[must_use]
pub fn dataset(site: &Site, place: usize, reader: usize) -> Option<Value> {
    let title = &site.datasets.list.get(place)?.about_in(site.tag(reader)).title;
    let (url, own) = dataset_home(site, place, reader)?;
    Some(link(site, title, &url, own, reader))
}

/// The attributes of a link in running text to something in another language.
#[must_use]
pub fn attributes(site: &Site, own: Option<usize>) -> String {
    let language = own.and_then(|own| site.languages.get(own));
    language.map(|language| format!(" hreflang=\"{}\"", language.locale.tag())).unwrap_or_default()
}

/// Where what stands at a route stands in each language of the site, by place; nothing on a site in one
/// language, and for what stands in none but its own.
#[must_use]
pub fn counterparts(site: &Site, artifact: Artifact) -> Vec<Option<Url>> {
    let all = |url: &dyn Fn(usize) -> Option<Url>| (0..site.languages.len()).map(url).collect();
    let folder = |name: &str, shown: bool| -> Vec<Option<Url>> {
        all(&|language| shown.then(|| Url::file(&format!("{}/{name}/", site.prefix(language)))))
    };
    if site.languages.len() < 2 {
        return Vec::new();
    }
    let published = site.datasets.list.iter().any(|dataset| dataset.publish);
    match artifact {
        Artifact::Page(id) => twins(site, id),
        Artifact::SectionPart(id, _) => {
            site.section(id).map(|section| twins(site, section.page)).unwrap_or_default()
        }
        Artifact::Figure(_, place) => all(&|language| {
            let figure = site.figures.get(language)?.get(place).filter(|figure| figure.translated)?;
            Some(figure.url.clone())
        }),
        Artifact::Figures(_) => {
            let any = |language: usize| site.figures.get(language).is_some_and(|figures| !figures.is_empty());
            folder("figures", any(0))
        }
        Artifact::Dataset(_, place) => all(&|language| {
            let dataset = site.datasets.list.get(place)?;
            (site.dataset_language(dataset, language) == language)
                .then(|| site.dataset_url(dataset, language))
        }),
        Artifact::Datasets(_) => folder("data", published),
        Artifact::Gaps(_) => folder("data/gaps", published),
        Artifact::Fact(_, place) => all(&|language| {
            let declaration = site.datasets.facts.get(place)?;
            let own = site.fact_language(declaration, language) == language;
            site.facts.get(place)?.urls.get(language).filter(|_| own).cloned()
        }),
        Artifact::Facts(_) => folder("facts", true),
        Artifact::Search(_) => folder("search", true),
        Artifact::Groups(kind, _) => all(&|language| groups(site, kind, language)),
        _ => Vec::new(),
    }
}

fn twins(site: &Site, id: PageId) -> Vec<Option<Url>> {
    let url = |language| {
        site.in_language(id, language).and_then(|id| site.page(id)).map(|page: &Page| page.url.clone())
    };
    (0..site.languages.len()).map(url).collect()
}

fn groups(site: &Site, kind: GroupKind, language: usize) -> Option<Url> {
    let any = site.groups.iter().any(|group| group.kind == kind && group.language == language);
    any.then(|| Url::file(&format!("{}/{}/", site.prefix(language), crate::model::groups::folder(kind))))
}

/// The switch: each language with the address of the same page, or of its home page where the page is not
/// translated. Nothing on a site in one language.
#[must_use]
pub fn switch(site: &Site, artifact: Artifact, reader: usize) -> Vec<Value> {
    if site.languages.len() < 2 {
        return Vec::new();
    }
    let same = counterparts(site, artifact);
    let entry = |(place, language): (usize, &crate::model::language::Language)| {
        let here = same.get(place).cloned().flatten();
        let translated = here.is_some();
        let url = here.unwrap_or_else(|| Url::file(&format!("{}/", language.prefix)));
        context! {
            language => language.locale.tag(),
            direction => language.locale.direction(),
            title => language.locale.autonym(),
            href => safe(finish::href(&url)),
            current => place == reader,
            translated => translated,
        }
    };
    site.languages.iter().enumerate().map(entry).collect()
}

/// The whole addresses of a page in all languages that it stands in, itself among them, with that of the
/// first language for readers of any other; nothing for a page in one language.
#[must_use]
pub fn alternates(site: &Site, artifact: Artifact) -> Vec<(String, String)> {
    if matches!(artifact, Artifact::SectionPart(..)) {
        return Vec::new();
    }
    let found: Vec<(usize, Url)> = counterparts(site, artifact)
        .into_iter()
        .enumerate()
        .filter_map(|(language, url)| Some((language, url?)))
        .collect();
    if found.len() < 2 {
        return Vec::new();
    }
    let own = found.iter().map(|(language, url)| (site.tag(*language).to_owned(), site.config.url.join(url)));
    let other = found.first().map(|(_, url)| ("x-default".to_owned(), site.config.url.join(url)));
    own.chain(other).collect()
}
