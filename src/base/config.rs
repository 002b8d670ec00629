//! `casebook.yaml`: what the whole site has in common.

use jiff::tz::TimeZone;

use crate::base::{
    base_url::BaseUrl,
    config::{form::Form, funder::Funder, program::Program},
    diagnostic::{Diagnostic, Diagnostics},
    locale::Locale,
    source::{CONFIG, Sources},
    span::{FileId, Span},
    words::Words,
    yaml::{Node, Yaml, fields::Fields, scalar, scalar::Written},
};

pub mod form;
pub mod funder;
pub mod program;

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where they were written.
    pub span: Span,
    /// The organisation's name.
    pub title: Words,
    /// One sentence about it.
    pub description: Words,
    /// Where the site is published.
    pub url: BaseUrl,
    /// BCP 47 tags; the first is that of pages without a language in their name.
    pub languages: Vec<String>,
    /// The zone of times that are written without one.
    pub timezone: TimeZone,
    /// The folder of `themes/`.
    pub theme: Written,
    /// The main menu.
    pub menu: Vec<MenuItem>,
    /// Whom journalists ask.
    pub press: Option<Press>,
    /// Set for a site that only demonstrates: the notice on every page, or no words for that of the theme.
    pub demonstration: Option<Words>,
    /// Whether readers can search the site.
    pub search: bool,
    /// What readers can fill in.
    pub forms: Vec<Form>,
    /// Who pays for what.
    pub funders: Vec<Funder>,
    /// Warnings that the site accepts, each with its reason.
    pub allow: Vec<Allowed>,
    /// Programs that its descriptors may run.
    pub loaders: Vec<Program>,
}

/// One entry of the main menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The words; the title of the page where none are written.
    pub title: Words,
    /// A page's path below `content/`.
    pub page: Written,
}

/// The press contact.
#[derive(Clone, Debug, Default)]
pub struct Press {
    /// A person or an office.
    pub name: Words,
    /// An e-mail address.
    pub email: String,
    /// As it should be printed.
    pub telephone: String,
    /// A remark.
    pub note: Words,
}

/// A warning that is not shown.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// Its code, with its place.
    pub code: Written,
    /// Why it is right here.
    pub reason: String,
}

impl Config {
    /// Reads `casebook.yaml`. Whatever is missing or wrong is reported and replaced by a plain value, so
    /// that the other files can be checked in the same run.
    pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Self {
        let Some(file) = sources.find(CONFIG) else { return Self::plain(FileId(0)) };
        let text = sources.text(file);
        let Some(yaml) = diagnostics.take(Yaml::parse(file, text, 0)) else { return Self::plain(file) };
        Self::from_fields(Fields::new(yaml.root(), diagnostics), file)
    }

    fn from_fields(mut fields: Fields<'_, '_>, file: FileId) -> Self {
        let plain = Self::plain(file);
        let mut languages = fields.list("languages", language);
        if languages.is_empty() {
            languages = plain.languages;
        }
        let words = |node: &Node<'_>| Words::read(node, &languages);
        let config = Self {
            span: plain.span,
            title: fields.required("title", words).unwrap_or(plain.title),
            description: fields.optional("description", words).unwrap_or_default(),
            url: fields.required("url", base_url).unwrap_or(plain.url),
            timezone: fields.optional("timezone", timezone).unwrap_or(plain.timezone),
            theme: fields.optional("theme", scalar::written).unwrap_or(plain.theme),
            menu: fields
                .nodes("menu")
                .into_iter()
                .filter_map(|node| menu_item(node, &languages, fields.diagnostics))
                .collect(),
            press: fields.child("press").map(|node| press(node, &languages, fields.diagnostics)),
            demonstration: fields.optional("demonstration", |node| demonstration(node, &languages)).flatten(),
            search: fields.optional("search", scalar::switch).unwrap_or_default(),
            forms: form::list(fields.nodes("forms"), &languages, fields.diagnostics),
            funders: fields
                .nodes("funders")
                .into_iter()
                .filter_map(|node| funder::read(node, &languages, fields.diagnostics))
                .collect(),
            allow: fields
                .nodes("allow")
                .into_iter()
                .filter_map(|node| allowed(node, fields.diagnostics))
                .collect(),
            loaders: fields
                .nodes("loaders")
                .into_iter()
                .filter_map(|node| Program::read(node, fields.diagnostics))
                .collect(),
            languages,
        };
        fields.finish();
        config
    }

    /// What a site is before anything is known of it.
    fn plain(file: FileId) -> Self {
        let span = Span::start_of(file);
        Self {
            span,
            title: Words::default(),
            description: Words::default(),
            url: BaseUrl::default(),
            languages: vec!["en".to_owned()],
            timezone: TimeZone::UTC,
            theme: Written { text: "plain".to_owned(), span, exact: false },
            menu: Vec::new(),
            press: None,
            demonstration: None,
            search: false,
            forms: Vec::new(),
            funders: Vec::new(),
            allow: Vec::new(),
            loaders: Vec::new(),
        }
    }

    /// The language of pages that name none.
    #[must_use]
    pub fn language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }
}

fn language(node: &Node<'_>) -> Result<String, Diagnostic> {
    let tag = scalar::text(node)?;
    if Locale::new(&tag).is_some() {
        return Ok(tag);
    }
    Err(Diagnostic::error("unknown-language", node.span(), format!("`{tag}` is no language tag"))
        .help("write a BCP 47 tag such as `en`, `fr` or `ar`"))
}

fn base_url(node: &Node<'_>) -> Result<BaseUrl, Diagnostic> {
    let text = scalar::text(node)?;
    BaseUrl::parse(&text).map_err(|fault| {
        Diagnostic::error("bad-address", node.span(), format!("`{text}` {fault}"))
            .help("write it as `https://example.org/`")
    })
}

fn timezone(node: &Node<'_>) -> Result<TimeZone, Diagnostic> {
    let name = scalar::text(node)?;
    TimeZone::get(&name).map_err(|_| {
        Diagnostic::error("unknown-timezone", node.span(), format!("there is no time zone `{name}`"))
            .help("write a name such as `Europe/London`")
    })
}

fn menu_item(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Option<MenuItem> {
    let mut fields = Fields::new(node, diagnostics);
    let title = fields.required("title", |node| Words::read(node, languages));
    let page = fields.required("page", scalar::written);
    fields.finish();
    Some(MenuItem { title: title?, page: page? })
}

fn press(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Press {
    let mut fields = Fields::new(node, diagnostics);
    let words = |node: &Node<'_>| Words::read(node, languages);
    let press = Press {
        name: fields.required("name", words).unwrap_or_default(),
        email: fields.optional("email", scalar::text).unwrap_or_default(),
        telephone: fields.optional("telephone", scalar::text).unwrap_or_default(),
        note: fields.optional("note", words).unwrap_or_default(),
    };
    fields.finish();
    press
}

/// `true` for the theme's notice, or the notice's own words.
fn demonstration(node: &Node<'_>, languages: &[String]) -> Result<Option<Words>, Diagnostic> {
    match node.value.as_bool() {
        Some(true) => Ok(Some(Words::default())),
        Some(false) => Ok(None),
        None => Words::read(node, languages).map(Some),
    }
}

fn allowed(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Allowed> {
    let mut fields = Fields::new(node, diagnostics);
    let code = fields.required("code", scalar::written);
    let reason = fields.required("reason", scalar::text);
    fields.finish();
    Some(Allowed { code: code?, reason: reason? })
}
