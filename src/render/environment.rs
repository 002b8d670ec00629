//! The templates of a theme, parsed once for each language: the functions that they call and the problems
//! that they have.

use std::{collections::BTreeMap, sync::Arc};

use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, value::Kwargs};

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        locale::messages::{Argument, Messages},
        span::Span,
    },
    design::theme::{Template, Theme},
    render::finish,
};

/// A page's work is far below this; a template that loops without end reaches it.
const FUEL: u64 = 50_000_000;

/// The environment of one language. Problems of syntax are reported.
pub fn environment<'t>(theme: &'t Theme, language: &str, diagnostics: &mut Diagnostics) -> Environment<'t> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    for (name, template) in &theme.templates {
        if let Err(error) = environment.add_template(name, &template.text) {
            diagnostics.push(problem(&error, theme, name));
        }
    }
    let assets: BTreeMap<String, String> =
        theme.assets.values().map(|asset| (asset.path.clone(), finish::href(&asset.url))).collect();
    environment.add_function("asset", move |path: String| asset(&assets, &path));
    let messages = theme.messages.get(language).cloned().unwrap_or_else(|| Arc::new(Messages::new(language)));
    environment.add_function("t", move |id: String, arguments: Kwargs| message(&messages, &id, &arguments));
    environment
}

/// `asset("css/site.css")`: the published address of a file of the theme.
fn asset(assets: &BTreeMap<String, String>, path: &str) -> Result<Value, Error> {
    let found = assets.get(&format!("assets/{path}")).or_else(|| assets.get(path));
    let href = found.ok_or_else(|| {
        Error::new(ErrorKind::InvalidOperation, format!("the theme has no file `assets/{path}`"))
    })?;
    Ok(Value::from_safe_string(href.clone()))
}

/// `t("items", count=3, shown="3")`: words of the theme.
fn message(messages: &Messages, id: &str, arguments: &Kwargs) -> Result<String, Error> {
    let mut given = Vec::new();
    for name in arguments.args() {
        let value: Value = arguments.get(name)?;
        let argument = match u64::try_from(value.clone()) {
            Ok(count) if name == "count" => Argument::Count(count),
            _ => Argument::Text(value.to_string()),
        };
        given.push((name, argument));
    }
    let missing = || {
        Error::new(ErrorKind::InvalidOperation, format!("the messages have no `{id}` for these arguments"))
    };
    messages.format(id, &given).ok_or_else(missing)
}

/// A template's fault as a diagnostic at its place.
#[must_use]
pub fn problem(error: &Error, theme: &Theme, name: &str) -> Diagnostic {
    let name = error.name().unwrap_or(name);
    let template = theme.templates.get(name);
    let span = template.map(|template| place(error, template));
    let mut words = error
        .detail()
        .map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        words = format!("{words}; {cause}").lines().next().unwrap_or_default().to_owned();
        source = cause.source();
    }
    let cure = match error.kind() {
        ErrorKind::SyntaxError => {
            "close what is open: each `{% if … %}` or `{% for … %}` has its `{% endif %}` or `{% endfor %}`"
        }
        ErrorKind::TemplateNotFound => "add the template to the theme's `templates/`, or correct its name",
        ErrorKind::OutOfFuel => "the template does not come to an end; look at its loops and includes",
        _ => "see what templates can use in `docs/guide/themes.md`",
    };
    Diagnostic::error("bad-template", span, format!("the template `{name}` cannot be used: {words}"))
        .help(cure)
}

fn place(error: &Error, template: &Template) -> Span {
    match (error.range(), error.line()) {
        (Some(range), _) => Span::new(template.file, range.start, range.end),
        (None, Some(line)) => {
            let start: usize =
                template.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let length = template.text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
            Span::new(template.file, start, start + length)
        }
        _ => Span::start_of(template.file),
    }
}
