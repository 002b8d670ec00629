//! Files for hosts, robots and tools: policies, old addresses, structured data.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    base::url::Url,
    data::{dataset::Dataset, publish},
    model::{
        line::escape,
        site::{GroupKind, Page, Site},
    },
    render::{finish, survey},
};

/// JSON for people and tools: indented, with a line feed at the end.
#[must_use]
pub fn lines(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// `robots.txt`: nothing is forbidden; a demonstration asks not to be indexed.
#[must_use]
pub fn robots(site: &Site) -> Vec<u8> {
    let sitemap = site.config.url.join(&Url::file("sitemap.xml"));
    let rule = if site.demonstrates() { "Disallow: /" } else { "Allow: /" };
    format!("User-agent: *\n{rule}\n\nSitemap: {sitemap}\n").into_bytes()
}

/// What pages may load and do, as rules of a `Content-Security-Policy`: nothing runs but the theme's own files,
/// nothing is loaded from elsewhere, and answers go to the origins of forms alone.
#[must_use]
pub fn policy(site: &Site) -> Vec<String> {
    let mut policy: Vec<String> =
        ["default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'"]
            .map(str::to_owned)
            .to_vec();
    policy.push("base-uri 'none'".to_owned());
    let origins: BTreeSet<&str> = site.config.forms.iter().map(|form| form.origin.as_str()).collect();
    let origins: Vec<&str> = origins.into_iter().collect();
    if !origins.is_empty() {
        // A form in an overlay is fetched from its page, and sent to its origin.
        policy.push(format!("connect-src 'self' {}", origins.join(" ")));
    } else if site.config.search || site.collections.iter().any(|collection| !collection.facets.is_empty()) {
        policy.push("connect-src 'self'".to_owned());
    }
    // A browser follows the receiving server back to a page that thanks only where the policy lets it.
    let back = site.config.forms.iter().any(|form| form.thanks.is_some()).then_some("'self'");
    let targets: Vec<&str> = back.into_iter().chain(origins).collect();
    let targets = if targets.is_empty() { "'none'".to_owned() } else { targets.join(" ") };
    policy.push(format!("form-action {targets}"));
    if site.config.url.as_str().starts_with("https://") {
        policy.push("upgrade-insecure-requests".to_owned());
    }
    policy
}

/// `_headers`, as Netlify and Cloudflare Pages read it; files whose names hold a hash are kept for a year.
#[must_use]
pub fn headers(site: &Site) -> Vec<u8> {
    let noindex = if site.demonstrates() { "  X-Robots-Tag: noindex\n" } else { "" };
    let policy = policy(site).join("; ");
    format!(
        "/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n  \
         Permissions-Policy: interest-cohort=()\n  Cross-Origin-Opener-Policy: same-origin\n{noindex}\n\
         /assets/*\n  Cache-Control: public, max-age=31536000, immutable\n\n\
         /files/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    )
    .into_bytes()
}

/// `_redirects`: old addresses, each with the new one.
#[must_use]
pub fn redirects(site: &Site) -> Vec<u8> {
    let base = site.config.url.path().trim_end_matches('/');
    let mut lines: Vec<String> = Vec::new();
    for page in &site.pages {
        lines.extend(
            page.aliases
                .iter()
                .map(|(alias, _)| format!("{base}{} {base}{} 301\n", alias.as_str(), page.url.as_str())),
        );
    }
    lines.sort();
    lines.concat().into_bytes()
}

/// A page at an old address, for hosts that read no `_redirects`.
#[must_use]
pub fn alias(site: &Site, page: &Page, own: &Url) -> Vec<u8> {
    let target = format!("{}{}", finish::way_up(own), page.url.as_str().trim_start_matches('/'));
    let (target, title) = (escape(&target), escape(&page.title.plain));
    let tag = site.tag(page.language);
    let notice = site.notice(page.language);
    let notice = if notice.is_empty() { notice } else { format!("<p>{}</p>\n", escape(&notice)) };
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n<link rel=\"canonical\" href=\"{}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n</head>\n<body>\n{notice}<p><a href=\"{target}\">{title}</a></p>\n</body>\n</html>\n",
        escape(&site.config.url.join(&page.url))
    )
    .into_bytes()
}

/// An article as schema.org describes it.
#[derive(Serialize)]
struct Article<'s> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'s str,
    description: &'s str,
    #[serde(rename = "datePublished")]
    published: String,
    #[serde(rename = "dateModified")]
    modified: String,
    #[serde(rename = "mainEntityOfPage")]
    address: String,
    author: Vec<Organization<'s>>,
    keywords: Vec<&'s str>,
    publisher: Organization<'s>,
}

/// Whoever writes or publishes.
#[derive(Serialize)]
struct Organization<'s> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'s str,
}

impl<'s> Organization<'s> {
    fn new(name: &'s str) -> Self {
        Self { kind: "Organization", name }
    }
}

/// JSON-LD of an article (schema.org), safe inside a script element; empty for a section.
#[must_use]
pub fn article(site: &Site, page: &Page) -> String {
    let Some(date) = page.date.filter(|_| page.is_item()) else { return String::new() };
    let names = |kind| {
        let groups = page.groups.iter().filter_map(|place| site.groups.get(*place));
        groups.filter(move |group| group.kind == kind).map(|group| group.name.as_str())
    };
    let article = Article {
        context: "https://schema.org",
        kind: "NewsArticle",
        headline: &page.title.plain,
        description: &page.summary.plain,
        published: date.to_string(),
        modified: page.updated.map_or_else(|| date.to_string(), |date| date.to_string()),
        address: site.config.url.join(&page.url),
        author: names(GroupKind::Author).map(Organization::new).collect(),
        keywords: names(GroupKind::Topic).collect(),
        publisher: Organization::new(site.title(page.language)),
    };
    script_safe(serde_json::to_string(&article).unwrap_or_default())
}

/// JSON-LD of a dataset (schema.org).
#[must_use]
pub fn dataset(site: &Site, dataset: &Dataset, language: usize, own: &Url) -> String {
    let base = &site.config.url;
    let about = dataset.about_in(site.tag(language));
    let download = |ending: &str, media: &str| json!({"@type": "DataDownload", "encodingFormat": media, "contentUrl": base.join(&survey::dataset_file_url(&dataset.id, ending))});
    let value = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "url": base.join(own),
        "identifier": dataset.id,
        "dateModified": about.updated.map(|date| date.to_string()),
        "license": about.licenses.iter().map(|license| if license.path.is_empty() { &license.name } else { &license.path }).collect::<Vec<_>>(),
        "isBasedOn": about.sources.iter().map(|source| if source.path.is_empty() { &source.title } else { &source.path }).collect::<Vec<_>>(),
        "variableMeasured": dataset.table.fields().iter().map(|field| json!({"@type": "PropertyValue", "name": field.name, "description": field.description_in(site.tag(language))})).collect::<Vec<_>>(),
        "creator": {"@type": "Organization", "name": site.title(0)},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site.title(language), "url": base.join(&Url::file("/data/"))},
        "distribution": [download("csv", "text/csv"), download("json", "application/json")],
    });
    script_safe(value.to_string())
}

/// JSON that cannot end the script element that it stands in.
fn script_safe(json: String) -> String {
    if !json.contains(['<', '>', '&']) {
        return json;
    }
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// `datapackage.json` (Frictionless Data Package) of all published datasets.
#[must_use]
pub fn datapackage(site: &Site) -> Vec<u8> {
    let published: Vec<&Dataset> = site.datasets.list.iter().filter(|dataset| dataset.publish).collect();
    let known = |id: &str| published.iter().any(|dataset| dataset.id == id);
    let resource = |dataset: &&Dataset| {
        let path = format!("{id}/{id}.csv", id = dataset.id);
        publish::resource::resource(dataset, &path, publish::csv(&dataset.table).len(), known)
    };
    let mut package = Map::new();
    package.insert("profile".to_owned(), json!("data-package"));
    package.insert("name".to_owned(), json!("data"));
    package.insert("title".to_owned(), json!(site.title(0)));
    package.insert("homepage".to_owned(), json!(site.config.url.join(&Url::file("/data/"))));
    package.insert("resources".to_owned(), published.iter().map(resource).collect());
    lines(&Value::Object(package))
}
