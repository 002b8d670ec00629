//! Files for hosts, robots and tools: policies, old addresses, structured data.

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
    let rule = if site.config.demonstration.is_empty() { "Allow: /" } else { "Disallow: /" };
    format!("User-agent: *\n{rule}\n\nSitemap: {sitemap}\n").into_bytes()
}

/// What pages may load and do, as rules of a `Content-Security-Policy`: nothing runs but the theme's own files,
/// nothing is loaded from elsewhere.
#[must_use]
pub fn policy(site: &Site) -> Vec<String> {
    let mut policy = vec![
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ];
    if site.config.url.as_str().starts_with("https://") {
        policy.push("upgrade-insecure-requests");
    }
    policy.into_iter().map(str::to_owned).collect()
}

/// `_headers`, as Netlify and Cloudflare Pages read it; files whose names hold a hash are kept for a year.
#[must_use]
pub fn headers(site: &Site) -> Vec<u8> {
    let noindex = if site.config.demonstration.is_empty() { "" } else { "  X-Robots-Tag: noindex\n" };
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
    let tag = site.languages.get(page.language).map_or("en", |language| language.locale.tag());
    let notice = if site.config.demonstration.is_empty() {
        String::new()
    } else {
        format!("<p>{}</p>\n", escape(&site.config.demonstration))
    };
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
        publisher: Organization::new(&site.config.title),
    };
    script_safe(serde_json::to_string(&article).unwrap_or_default())
}

/// JSON-LD of a dataset (schema.org).
#[must_use]
pub fn dataset(site: &Site, dataset: &Dataset, own: &Url) -> String {
    let base = &site.config.url;
    let about = &dataset.about;
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
        "variableMeasured": dataset.table.fields().iter().map(|field| json!({"@type": "PropertyValue", "name": field.name, "description": field.description})).collect::<Vec<_>>(),
        "creator": {"@type": "Organization", "name": site.config.title},
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site.config.title, "url": base.join(&Url::file("/data/"))},
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
    package.insert("title".to_owned(), json!(site.config.title));
    package.insert("homepage".to_owned(), json!(site.config.url.join(&Url::file("/data/"))));
    package.insert("resources".to_owned(), published.iter().map(resource).collect());
    lines(&Value::Object(package))
}
