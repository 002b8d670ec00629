//! The catalogue of all datasets for data portals: DCAT-AP 3, as JSON-LD.

use serde_json::{Value, json};

use crate::{
    base::url::Url,
    data::dataset::Dataset,
    model::site::Site,
    render::{hosts, survey},
};

/// `catalog.jsonld`.
#[must_use]
pub fn catalogue(site: &Site) -> Vec<u8> {
    let base = &site.config.url;
    let home = base.join(&Url::file("/data/"));
    let agent = json!({"@type": "foaf:Agent", "foaf:name": site.title(0)});
    let published = site.datasets.list.iter().filter(|dataset| dataset.publish);
    let value = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": home,
        "@type": "dcat:Catalog",
        "dct:title": words(site.title(0), site),
        "dct:description": words(site.config.description.original(), site),
        "dct:publisher": agent,
        "dcat:dataset": published.map(|dataset| entry(site, dataset, &agent)).collect::<Vec<_>>(),
    });
    hosts::lines(&value)
}

fn entry(site: &Site, dataset: &Dataset, agent: &Value) -> Value {
    let base = &site.config.url;
    let about = &dataset.about;
    let page = base.join(&crate::model::index::dataset_url("", &dataset.id));
    let distribution = |ending: &str, media: &str| {
        let file = base.join(&survey::dataset_file_url(&dataset.id, ending));
        json!({
            "@type": "dcat:Distribution",
            "@id": file,
            "dcat:accessURL": {"@id": page},
            "dcat:downloadURL": {"@id": file},
            "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{media}")},
            "dct:license": about.licenses.iter().filter(|license| !license.path.is_empty()).map(|license| json!({"@id": license.path})).collect::<Vec<_>>(),
        })
    };
    json!({
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.id,
        "dct:title": words(&about.title, site),
        "dct:description": words(&about.description, site),
        "dct:publisher": agent,
        "dct:modified": about.updated.map(|date| json!({"@type": "xsd:date", "@value": date.to_string()})),
        "dct:source": about.sources.iter().filter(|source| !source.path.is_empty()).map(|source| json!({"@id": source.path})).collect::<Vec<_>>(),
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [distribution("csv", "text/csv"), distribution("json", "application/json")],
    })
}

fn words(text: &str, site: &Site) -> Value {
    json!({"@language": site.config.language(), "@value": text})
}
