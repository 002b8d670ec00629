//! Fenced blocks with a YAML body: timelines, key figures, callouts, quotations, lists of documents.
//!
//! Each stays readable in any Markdown editor. Its texts are Markdown themselves, with slots of their own.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::{FileId, Span},
        time::PartDate,
        yaml::{Node, Yaml, fields::Fields, fields::quoted_list, nearest, scalar, scalar::Written},
    },
    content::{markdown, prose::Prose, wording::Wording},
};

/// The word after the fence that declares a figure where it stands.
pub const FIGURE: &str = "figure";

/// The words after the fence that make a block; other words mark code.
pub const KINDS: [&str; 8] =
    ["callout", "documents", FIGURE, "form", "key-figures", "privacy", "quote", "timeline"];

/// A fenced block, read.
#[derive(Clone, Debug)]
pub enum Block {
    /// Something set apart.
    Callout {
        /// How urgent it is.
        tone: Tone,
        /// Its heading.
        title: Option<Wording>,
        /// Its text.
        text: Prose,
    },
    /// Papers to read.
    Documents(Vec<DocumentItem>),
    /// A form of `casebook.yaml`.
    Form(Written),
    /// A row of large numbers.
    KeyFigures(Vec<KeyFigure>),
    /// What the site loads and sends, as it is built.
    Privacy,
    /// Somebody's words.
    Quote {
        /// The words.
        text: Prose,
        /// Whose.
        who: String,
        /// From where.
        source: Prose,
    },
    /// Events in order.
    Timeline(Vec<Event>),
}

/// How urgent a callout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Note,
    /// Harm may follow.
    Warning,
}

/// One paper.
#[derive(Clone, Debug)]
pub struct DocumentItem {
    /// Its linked title.
    pub title: Prose,
    /// A remark.
    pub note: Prose,
}

/// One large number.
#[derive(Clone, Debug)]
pub struct KeyFigure {
    /// The fact that is shown.
    pub fact: String,
    /// Where it was named.
    pub span: Span,
    /// What it counts.
    pub label: Prose,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// When; a day, a month or a year.
    pub date: PartDate,
    /// What happened, in a few words.
    pub title: Prose,
    /// More about it.
    pub text: Prose,
}

/// Reads the body of a block of a known kind.
pub fn read(
    kind: &str,
    body: &str,
    file: FileId,
    base: usize,
    diagnostics: &mut Diagnostics,
) -> Option<Block> {
    let yaml = diagnostics.take(Yaml::parse(file, body, base))?;
    let root = yaml.root();
    match kind {
        "callout" => callout(root, diagnostics),
        "form" => form(root, diagnostics),
        "privacy" => privacy(root, diagnostics),
        "documents" => Some(Block::Documents(items(root, diagnostics, document))),
        "key-figures" => Some(Block::KeyFigures(items(root, diagnostics, key_figure))),
        "quote" => quote(root, diagnostics),
        _ => Some(Block::Timeline(items(root, diagnostics, event))),
    }
}

/// The problem of a fence whose word is nearly that of a block.
#[must_use]
pub fn misspelled(word: &str, span: Span) -> Option<Diagnostic> {
    let near = nearest(word, KINDS)?;
    Some(Diagnostic::error("unknown-block", span, format!("there is no block `{word}`")).help(format!(
        "did you mean `{near}`? The blocks are {}; for code, leave the word out",
        quoted_list(KINDS.into_iter())
    )))
}

fn items<T>(
    root: Node<'_>,
    diagnostics: &mut Diagnostics,
    read: fn(Node<'_>, &mut Diagnostics) -> Option<T>,
) -> Vec<T> {
    let Some(nodes) = root.items() else {
        diagnostics.push(root.wrong_type("a list", "start each item with `- `"));
        return Vec::new();
    };
    nodes.into_iter().filter_map(|node| read(node, diagnostics)).collect()
}

fn callout(root: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Block> {
    let mut fields = Fields::new(root, diagnostics);
    let tone = fields
        .optional("kind", |node| scalar::choice(node, &[("note", Tone::Note), ("warning", Tone::Warning)]));
    let title = fields.optional("title", Wording::read);
    let text = required_prose(&mut fields, "text");
    fields.finish();
    Some(Block::Callout { tone: tone.unwrap_or(Tone::Note), title, text: text? })
}

fn form(root: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Block> {
    let mut fields = Fields::new(root, diagnostics);
    let id = fields.required("id", scalar::written);
    fields.finish();
    id.map(Block::Form)
}

/// Says nothing itself: what it shows is read from the site.
fn privacy(root: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Block> {
    Fields::new(root, diagnostics).finish();
    Some(Block::Privacy)
}

fn quote(root: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Block> {
    let mut fields = Fields::new(root, diagnostics);
    let text = required_prose(&mut fields, "text");
    let who = fields.required("who", scalar::text);
    let source = required_prose(&mut fields, "source");
    fields.finish();
    Some(Block::Quote { text: text?, who: who?, source: source? })
}

fn document(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<DocumentItem> {
    let mut fields = Fields::new(node, diagnostics);
    let title = fields.required("title", scalar::text);
    let link = fields.required("link", scalar::written);
    let note = optional_prose(&mut fields, "note");
    fields.finish();
    let (title, link) = (title?, link?);
    let markdown = format!("[{}](<{}>)", title.replace('[', "\\[").replace(']', "\\]"), link.text);
    let title = markdown::inline(&Written { text: markdown, span: link.span, exact: false }, diagnostics);
    Some(DocumentItem { title, note })
}

fn key_figure(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<KeyFigure> {
    let mut fields = Fields::new(node, diagnostics);
    let fact = fields.required("fact", scalar::written);
    let label = required_prose(&mut fields, "label");
    fields.finish();
    let fact = fact?;
    Some(KeyFigure { fact: fact.text, span: fact.span, label: label? })
}

fn event(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Event> {
    let mut fields = Fields::new(node, diagnostics);
    let date = fields.required("date", scalar::part_date);
    let title = required_prose(&mut fields, "title");
    let text = optional_prose(&mut fields, "text");
    fields.finish();
    Some(Event { date: date?, title: title?, text })
}

fn required_prose(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Prose> {
    let written = fields.required(name, scalar::written)?;
    Some(markdown::inline(&written, fields.diagnostics))
}

fn optional_prose(fields: &mut Fields<'_, '_>, name: &'static str) -> Prose {
    let written = fields.optional(name, scalar::written);
    written.map(|written| markdown::inline(&written, fields.diagnostics)).unwrap_or_default()
}
