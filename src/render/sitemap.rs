//! `sitemap.xml` (sitemaps.org, 0.9): every page that search engines may show.

use crate::{
    model::{line::escape, site::Site},
    render::{
        routes::{Artifact, Routes},
        tongue,
    },
};

/// The sitemap.
#[must_use]
pub fn sitemap(site: &Site, routes: &Routes) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
    );
    out.push_str(if site.languages.len() > 1 {
        " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    } else {
        ">\n"
    });
    for route in routes.list.iter().filter(|route| is_page(route.artifact)) {
        let changed = match route.artifact {
            Artifact::Page(id) => {
                site.page(id).and_then(|page| page.updated.or(page.date.map(|date| date.first_day())))
            }
            Artifact::Dataset(_, place) => {
                site.datasets.list.get(place).and_then(|dataset| dataset.about.updated)
            }
            _ => None,
        };
        out.push_str("<url><loc>");
        out.push_str(&escape(&site.config.url.join(&route.url)));
        out.push_str("</loc>");
        if let Some(date) = changed {
            out.push_str(&format!("<lastmod>{date}</lastmod>"));
        }
        for (tag, href) in tongue::alternates(site, route.artifact) {
            let href = escape(&href);
            out.push_str(&format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\"/>"));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

fn is_page(artifact: Artifact) -> bool {
    matches!(
        artifact,
        Artifact::Page(_)
            | Artifact::Group(_, 0)
            | Artifact::Groups(..)
            | Artifact::Figure(..)
            | Artifact::Figures(_)
            | Artifact::Dataset(..)
            | Artifact::Datasets(_)
            | Artifact::Fact(..)
            | Artifact::Facts(_)
    )
}
