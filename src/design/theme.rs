//! A theme, loaded: what `render` needs to turn a site into pages.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    base::{
        config::Config,
        diagnostic::{Diagnostic, Diagnostics},
        locale::messages::Messages,
        source::Sources,
        span::FileId,
        yaml::{
            Yaml,
            fields::{Fields, quoted_list},
            nearest, scalar,
        },
    },
    design::{
        asset::{self, Asset},
        font::{self, Face},
        includes,
    },
};

/// The templates, words, files and faces of a site's look.
#[derive(Debug)]
pub struct Theme {
    /// Its folder's name.
    pub name: String,
    /// Template files by their path below `templates/`, with the file for messages.
    pub templates: BTreeMap<String, Template>,
    /// Words by language tag.
    pub messages: BTreeMap<String, Arc<Messages>>,
    /// Published files by their path below the theme's folder.
    pub assets: BTreeMap<String, Asset>,
    /// The faces that charts are measured with.
    pub faces: Vec<Face>,
}

/// A template's text.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its file.
    pub file: FileId,
    /// Its text.
    pub text: String,
}

impl Theme {
    /// Loads the theme that `config` names; an unknown name is reported and gives a theme without templates.
    pub fn load(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let name = config.theme.text.clone();
        let folder = format!("themes/{name}/");
        if sources.under(&folder).next().is_none() {
            diagnostics.push(unknown(sources, config));
        }
        read_description(sources, &folder, diagnostics);
        let templates = templates(sources, &folder);
        includes::refuse_circles(&templates, diagnostics);
        Self {
            templates,
            messages: config
                .languages
                .iter()
                .map(|tag| (tag.clone(), Arc::new(messages(sources, &folder, tag, diagnostics))))
                .collect(),
            assets: assets(sources, &folder, diagnostics),
            faces: font::embedded(),
            name,
        }
    }
}

fn unknown(sources: &Sources, config: &Config) -> Diagnostic {
    let mut names: Vec<&str> =
        sources.under("themes/").filter_map(|(_, source)| source.path.split('/').nth(1)).collect();
    names.dedup();
    let wanted = &config.theme;
    let problem =
        Diagnostic::error("unknown-theme", wanted.span, format!("there is no theme `{}`", wanted.text));
    match nearest(&wanted.text, names.iter().copied()) {
        Some(name) => problem.help(format!("did you mean `{name}`?")),
        None => problem.help(format!("the themes here are {}", quoted_list(names.into_iter()))),
    }
}

/// Checks `theme.yaml`, which only describes.
fn read_description(sources: &Sources, folder: &str, diagnostics: &mut Diagnostics) {
    let Some(file) = sources.find(&format!("{folder}theme.yaml")) else { return };
    let Some(yaml) = diagnostics.take(Yaml::parse(file, sources.text(file), 0)) else { return };
    let mut fields = Fields::new(yaml.root(), diagnostics);
    fields.required("name", scalar::text);
    fields.optional("description", scalar::text);
    fields.finish();
}

fn templates(sources: &Sources, folder: &str) -> BTreeMap<String, Template> {
    let folder = format!("{folder}templates/");
    let found = sources.under(&folder).filter(|(_, source)| source.path.ends_with(".html"));
    found
        .filter_map(|(file, source)| {
            let name = source.path.strip_prefix(&folder)?.to_owned();
            Some((name, Template { file, text: sources.text(file).to_owned() }))
        })
        .collect()
}

/// The words of a language over those of English, so that a missing translation shows as English.
fn messages(sources: &Sources, folder: &str, tag: &str, diagnostics: &mut Diagnostics) -> Messages {
    let mut messages = Messages::new(tag);
    let language = tag.split('-').next().unwrap_or(tag);
    let mut names = vec!["en", language, tag];
    names.dedup();
    for name in names {
        if let Some(file) = sources.find(&format!("{folder}messages/{name}.ftl")) {
            diagnostics.take(messages.add(file, sources.text(file)));
        }
    }
    messages
}

/// Everything in `assets/`, and the fonts for the page; style sheets last, since they name the others.
fn assets(sources: &Sources, folder: &str, diagnostics: &mut Diagnostics) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    let mut sheets = Vec::new();
    for (file, source) in sources.under(folder) {
        let Some(path) = source.path.strip_prefix(folder) else { continue };
        let published =
            path.starts_with("assets/") || (path.starts_with("fonts/") && path.ends_with(".woff2"));
        if path.ends_with(".css") && published {
            sheets.push((path, file));
        } else if published {
            assets.insert(path.to_owned(), asset::plain(path, file, source));
        }
    }
    for (path, file) in sheets {
        let sheet = asset::style_sheet(path, file, sources.text(file), &assets, diagnostics);
        assets.insert(path.to_owned(), sheet);
    }
    assets
}
