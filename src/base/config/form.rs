//! Forms, declared: what they ask, where they are sent, and what a reader is told.
//!
//! casebook has no server: a form is sent to the origin that it names, and to no other. A box that is
//! checked before the reader has checked it is no consent and is refused.

use crate::base::{
    diagnostic::{Diagnostic, Diagnostics},
    span::Span,
    words::Words,
    yaml::{Node, fields::Fields, scalar, scalar::Written},
};

/// A form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its name in a `form` block.
    pub id: String,
    /// Where the name was written.
    pub span: Span,
    /// Where it is sent: `https://lists.example.org`.
    pub origin: String,
    /// The path below the origin.
    pub path: String,
    /// The page that it stands on.
    pub page: Written,
    /// The page that tells what becomes of the answers.
    pub privacy: Written,
    /// The page that thanks a reader without script.
    pub thanks: Option<Written>,
    /// What a reader agrees to; a box that must be checked.
    pub consent: Words,
    /// The words that lead to it from every page; empty for a form that stands on its page alone.
    pub call: Words,
    /// The words on its last button.
    pub submit: Words,
    /// What is said when it was received.
    pub success: Words,
    /// Its steps; those of a short form are one.
    pub steps: Vec<Step>,
}

/// A part of a form that is answered before the next is shown.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Its heading; may be empty.
    pub title: Words,
    /// What a reader should know; may be empty.
    pub text: Words,
    /// What it asks.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name for whoever receives the answers.
    pub name: String,
    /// How it is answered.
    pub control: Control,
    /// The question.
    pub label: Words,
    /// A remark below it; may be empty.
    pub hint: Words,
    /// True if it must be answered.
    pub required: bool,
    /// What can be chosen.
    pub options: Vec<Choice>,
    /// The token by which browsers fill it in (WHATWG HTML, 4.10.18.7); may be empty.
    pub autocomplete: String,
}

/// One answer that can be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What a reader sees.
    pub label: Words,
}

/// How a question is answered. Names are those of HTML, but for the last two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// A line of text.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// An address of a page.
    Url,
    /// A number.
    Number,
    /// Several lines of text.
    Textarea,
    /// One of a list that opens.
    Select,
    /// One of several that all show.
    Radio,
}

impl Control {
    const WORDS: [(&'static str, Self); 8] = [
        ("text", Self::Text),
        ("email", Self::Email),
        ("tel", Self::Tel),
        ("url", Self::Url),
        ("number", Self::Number),
        ("textarea", Self::Textarea),
        ("select", Self::Select),
        ("radio", Self::Radio),
    ];

    /// Its word in `casebook.yaml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, control)| *control == self).map_or("text", |(word, _)| word)
    }

    /// True if an answer is one of its options.
    #[must_use]
    pub fn chooses(self) -> bool {
        matches!(self, Self::Select | Self::Radio)
    }
}

/// The name of the field that no person sees: whoever fills it in is a program.
pub const TRAP: &str = "website";

/// Reads the list of forms.
pub fn list(nodes: Vec<Node<'_>>, languages: &[String], diagnostics: &mut Diagnostics) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for node in nodes {
        let Some(form) = form(node, languages, diagnostics) else { continue };
        if let Some(first) = forms.iter().find(|other| other.id == form.id) {
            let message = format!("there are two forms `{}`", form.id);
            diagnostics.push(
                Diagnostic::error("repeated-id", form.span, message)
                    .help("give one of them another `id`")
                    .label(first.span, "first here"),
            );
        }
        forms.push(form);
    }
    forms
}

fn form(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Option<Form> {
    let mut fields = Fields::new(node, diagnostics);
    let words = |node: &Node<'_>| Words::read(node, languages);
    let id = fields.required("id", name);
    let origin = fields.required("origin", origin);
    let path = fields.optional("path", path).unwrap_or_else(|| "/".to_owned());
    let page = fields.required("page", scalar::written);
    let privacy = fields.required("privacy", scalar::written);
    let thanks = fields.optional("thanks", scalar::written);
    let consent = fields.required("consent", words);
    let call = fields.optional("call", words).unwrap_or_default();
    let submit = fields.required("submit", words);
    let success = fields.required("success", words);
    let single = fields.nodes("fields");
    let steps = fields.nodes("steps");
    if single.is_empty() && steps.is_empty() {
        fields.required("fields", |_| Ok(()));
    }
    let mut all: Vec<Step> =
        steps.into_iter().map(|node| step(node, languages, fields.diagnostics)).collect();
    let single = questions(single, languages, fields.diagnostics);
    if !single.is_empty() {
        all.push(Step { fields: single, ..Step::default() });
    }
    fields.finish();
    let (id, span) = id?;
    let (consent, submit, success) = (consent?, submit?, success?);
    let (page, privacy, origin) = (page?, privacy?, origin?);
    Some(Form { id, span, origin, path, page, privacy, thanks, consent, call, submit, success, steps: all })
}

fn step(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Step {
    let mut fields = Fields::new(node, diagnostics);
    let words = |node: &Node<'_>| Words::read(node, languages);
    let title = fields.required("title", words).unwrap_or_default();
    let text = fields.optional("text", words).unwrap_or_default();
    let asked = fields.nodes("fields");
    let asked = questions(asked, languages, fields.diagnostics);
    fields.finish();
    Step { title, text, fields: asked }
}

fn questions(nodes: Vec<Node<'_>>, languages: &[String], diagnostics: &mut Diagnostics) -> Vec<Field> {
    nodes.into_iter().filter_map(|node| question(node, languages, diagnostics)).collect()
}

fn question(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Option<Field> {
    let mut fields = Fields::new(node, diagnostics);
    let words = |node: &Node<'_>| Words::read(node, languages);
    let name = fields.required("name", name);
    let control = fields.optional("type", |node| scalar::choice(node, &Control::WORDS));
    let control = control.unwrap_or(Control::Text);
    let label = fields.required("label", words);
    let hint = fields.optional("hint", words).unwrap_or_default();
    let required = fields.optional("required", scalar::switch).unwrap_or(false);
    let autocomplete = fields.optional("autocomplete", scalar::text).unwrap_or_default();
    let options = fields.nodes("options");
    if control.chooses() && options.is_empty() {
        fields.required("options", |_| Ok(()));
    }
    let options =
        options.into_iter().filter_map(|node| choice(node, languages, fields.diagnostics)).collect();
    fields.finish();
    Some(Field { name: name?.0, control, label: label?, hint, required, options, autocomplete })
}

fn choice(node: Node<'_>, languages: &[String], diagnostics: &mut Diagnostics) -> Option<Choice> {
    if node.entries().is_none() {
        let value = diagnostics.take(scalar::label(&node))?;
        return Some(Choice { label: Words::plain(&value), value });
    }
    let mut fields = Fields::new(node, diagnostics);
    let value = fields.required("value", scalar::label);
    let label = fields.required("label", |node| Words::read(node, languages));
    if let Some(node) = fields.child("checked") {
        fields.diagnostics.push(
            Diagnostic::error(
                "checked-box",
                node.span(),
                "nothing can be chosen before the reader has chosen",
            )
            .help("delete `checked`: what is set beforehand is no consent"),
        );
    }
    fields.finish();
    Some(Choice { value: value?, label: label? })
}

/// A name that can stand in an address and in a request.
fn name(node: &Node<'_>) -> Result<(String, Span), Diagnostic> {
    let text = scalar::text(node)?;
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if !text.is_empty() && text.chars().all(sound) && text != TRAP {
        return Ok((text, node.span()));
    }
    Err(Diagnostic::error("bad-name", node.span(), format!("`{text}` cannot be a name here")).help(format!(
        "write small letters a to z, digits and hyphens, and not `{TRAP}`, which catches robots"
    )))
}

/// `https://` and a host, with a port if need be, and nothing behind.
fn origin(node: &Node<'_>) -> Result<String, Diagnostic> {
    let text = scalar::text(node)?;
    let host = text.strip_prefix("https://").map(|rest| rest.trim_end_matches('/'));
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.:".contains(c);
    match host.filter(|host| !host.is_empty() && host.chars().all(sound)) {
        Some(host) => Ok(format!("https://{host}")),
        None => Err(Diagnostic::error(
            "unsafe-form",
            node.span(),
            format!("`{text}` is no origin that answers can be sent to"),
        )
        .help("write `https://` and the host alone, such as `https://lists.example.org`; the rest goes to `path`")),
    }
}

fn path(node: &Node<'_>) -> Result<String, Diagnostic> {
    let text = scalar::text(node)?;
    if text.starts_with('/') && !text.starts_with("//") && !text.contains(char::is_whitespace) {
        return Ok(text);
    }
    Err(Diagnostic::error("bad-address", node.span(), format!("`{text}` is no path below the origin"))
        .help("write it as `/subscribe`"))
}
