//! What the next build would change of the published numbers: facts, figures and datasets, beside the manifest of
//! the last one.

use std::collections::BTreeMap;

use crate::{
    app::serve::{desk::items, snapshot::Snapshot},
    base::url::Url,
    model::{
        line::escape,
        site::{PageId, Site},
    },
    render::survey,
    write::manifest::{Manifest, Record},
};

/// How many pages are named that show a number.
const NAMED: usize = 5;

/// The numbers that have changed since `last`; nothing for none.
#[must_use]
pub fn list(shown: &Snapshot, last: &Manifest) -> String {
    let rows = [facts(shown, last), figures(shown, last), datasets(shown, last)].concat();
    if rows.is_empty() { rows } else { format!("<ul class=\"changes\">\n{rows}</ul>\n") }
}

fn facts(shown: &Snapshot, last: &Manifest) -> String {
    let site = &shown.ground().site;
    let now = survey::published(site);
    let mut rows = String::new();
    for (declaration, fact) in site.datasets.facts.iter().zip(&site.facts) {
        let name = format!("fact:{}", declaration.id);
        let (was, is) = (last.published.get(&name), now.get(&name));
        if was == is {
            continue;
        }
        let title = if declaration.title.is_empty() { &declaration.id } else { &declaration.title };
        let values = match (was, is) {
            (Some(was), Some(is)) => format!("<del>{}</del> <ins>{}</ins>", escape(was), escape(is)),
            (_, Some(is)) => format!("new: <ins>{}</ins>", escape(is)),
            _ => "gone".to_owned(),
        };
        let url = fact.urls.first().map(|url| below(site, url)).unwrap_or_default();
        rows.push_str(&row("Fact", &url, title, &values, &pages(site, fact.pages.iter().copied())));
    }
    rows
}

fn figures(shown: &Snapshot, last: &Manifest) -> String {
    let site = &shown.ground().site;
    let mut rows = String::new();
    for (place, figure) in site.figures.first().into_iter().flatten().enumerate() {
        if let Some(what) = compared(shown, last, &survey::figure_csv_url(&figure.id)) {
            let users = site.figure_pages.get(place).into_iter().flatten().copied();
            rows.push_str(&row(
                "Figure",
                &below(site, &figure.url),
                &figure.title.plain,
                what,
                &pages(site, users),
            ));
        }
    }
    rows
}

fn datasets(shown: &Snapshot, last: &Manifest) -> String {
    let site = &shown.ground().site;
    let mut rows = String::new();
    for (place, dataset) in site.datasets.list.iter().enumerate().filter(|(_, dataset)| dataset.publish) {
        if let Some(what) = compared(shown, last, &survey::dataset_file_url(&dataset.id, "csv")) {
            let url = below(site, &Url::file(&format!("/data/{}/", dataset.id)));
            let users = site.dataset_pages.get(place).into_iter().flatten().copied();
            rows.push_str(&row("Dataset", &url, &dataset.about.title, what, &pages(site, users)));
        }
    }
    rows
}

/// How the rows at an address differ from the published ones, if they do.
fn compared(shown: &Snapshot, last: &Manifest, url: &Url) -> Option<&'static str> {
    let route = shown.ground().routes.find(url)?;
    let bytes = shown.produce(route).bytes;
    let record = Record { size: bytes.len() as u64, hash: blake3::hash(&bytes) };
    match last.routes.get(url.as_str()) {
        None => Some("new"),
        Some(was) if *was != record => Some("other values"),
        Some(_) => None,
    }
}

/// An address of the site as the preview has it.
fn below(site: &Site, url: &Url) -> String {
    format!("{}{}", site.config.url.path(), url.as_str().trim_start_matches('/'))
}

/// The first pages that show a number.
fn pages(site: &Site, ids: impl Iterator<Item = PageId>) -> String {
    let pages: BTreeMap<&str, String> = ids
        .filter_map(|id| site.page(id))
        .map(|page| {
            let link = format!("<a href=\"{}\">{}</a>", items::address(page), escape(&page.title.plain));
            (page.url.as_str(), link)
        })
        .collect();
    let more = pages.len().saturating_sub(NAMED);
    let mut named: Vec<String> = pages.into_values().take(NAMED).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    if named.is_empty() { "on no page".to_owned() } else { format!("on {}", named.join(", ")) }
}

fn row(kind: &str, url: &str, title: &str, values: &str, pages: &str) -> String {
    format!(
        "<li><span class=\"tag\">{kind}</span> <a href=\"{}\">{}</a> <span class=\"values\">{values}</span> \
         <span class=\"pages\">{pages}</span></li>\n",
        escape(url),
        escape(title)
    )
}
