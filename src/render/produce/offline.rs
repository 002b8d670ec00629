//! A page as one file: its style and pictures within it, its links whole, so that it can be kept on a phone,
//! sent on, or handed over on a stick.

use std::borrow::Cow;

use base64::{Engine, prelude::BASE64_STANDARD};
use minijinja::Value;

use crate::{
    base::{diagnostic::Diagnostic, url::Url},
    design::asset::Content,
    model::site::PageId,
    render::{
        environment,
        figures::safe,
        finish,
        produce::Renderer,
        routes::{Artifact, Produced, Route},
    },
};

/// The style sheet that stands in the file.
const STYLE: &str = "assets/css/offline.css";

/// What `src` of a picture starts with.
const SOURCE: &str = "src=\"";

/// Where a picture stands in for a drawing that a browser does not show: another file.
const INSTEAD: (&str, &str) = ("<svg class=\"instead\"", "</svg>");

impl Renderer<'_> {
    /// A page as one file.
    pub(super) fn offline(&self, route: &Route, id: PageId) -> Result<Produced, Diagnostic> {
        let Some(page) = self.site.page(id) else { return Ok(Produced::default()) };
        let mut fields = self.fields(route, page)?;
        self.add_record(&mut fields, page);
        fields.insert("canonical", self.site.config.url.join(&page.url).into());
        fields.insert("style", safe(self.style()));
        let environment = self.environments.get(page.language);
        let Some(environment) = environment else { return Ok(Produced::default()) };
        let names =
            self.view(page.section).map(|view| self.collection_names(view.collection, "offline.html"));
        let names = names.unwrap_or_default();
        let name = names.iter().find(|name| self.theme.templates.contains_key(*name)).or(names.last());
        let Some(name) = name else { return Ok(Produced::default()) };
        let context = minijinja::context! { site => self.contexts.site(page.language, None), page => Value::from(fields) };
        let html = environment.get_template(name).and_then(|template| template.render(context));
        let html = html.map_err(|error| environment::problem(&error, self.theme, name))?;
        let html = without_stand_ins(&html);
        let html = self.with_pictures(&html);
        let (bytes, outline) = finish::finish(&html, self.site.config.url.as_str(), self.routes.addresses());
        Ok(Produced { bytes, outline, ..Produced::default() })
    }

    /// The rules of the style sheet; they cannot end the element that they stand in.
    fn style(&self) -> String {
        let text = match self.theme.assets.get(STYLE).map(|asset| &asset.content) {
            Some(Content::Text(text)) => text.clone(),
            Some(Content::File(file)) => self.sources.text(*file).to_owned(),
            None => String::new(),
        };
        text.replace("</", "<\\/")
    }

    /// The page with its pictures in it.
    fn with_pictures<'h>(&self, html: &'h str) -> Cow<'h, str> {
        let start = format!("{SOURCE}{}", finish::href(&Url::file("/files/")));
        if !html.contains(&start) {
            return Cow::Borrowed(html);
        }
        let mut out = String::with_capacity(html.len() * 2);
        let mut parts = html.split(&start);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (name, rest) = part.split_once('"').unwrap_or((part, ""));
            let url = Url::file(&format!("/files/{name}"));
            out.push_str(SOURCE);
            out.push_str(&self.picture(&url).unwrap_or_else(|| finish::href(&url)));
            out.push('"');
            out.push_str(rest);
        }
        Cow::Owned(out)
    }

    /// A picture as an address that holds it.
    fn picture(&self, url: &Url) -> Option<String> {
        let route = self.routes.find(url)?;
        let Artifact::File(place) = route.artifact else { return None };
        let bytes = self.sources.bytes(self.site.files.get(place)?.file).ok()?;
        let kind = match url.as_str().rsplit_once('.')?.1 {
            "png" => "image/png",
            "jpg" | "jpeg" => "image/jpeg",
            "gif" => "image/gif",
            "webp" => "image/webp",
            "svg" => "image/svg+xml",
            _ => return None,
        };
        Some(format!("data:{kind};base64,{}", BASE64_STANDARD.encode(bytes)))
    }
}

fn without_stand_ins(html: &str) -> String {
    let mut parts = html.split(INSTEAD.0);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |html, part| html + part.split_once(INSTEAD.1).map_or("", |(_, rest)| rest))
}
