//! Figures as declared: `content/figures/<id>.yaml`, with their words in other languages beside them.
//! Names of columns and datasets are still names here.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        predicate::{self, Predicate},
        source::Sources,
        span::{FileId, Span},
        transform::{Step, read},
        yaml::{Node, Yaml, fields::Fields, scalar, scalar::Written},
    },
    content::{
        figure::{
            annotation::Annotation,
            channel::{Channel, Numbers},
            order::{Order, Top},
            parts::{Context, Data, Highlight, Series, Table},
            words::{Translation, Words},
        },
        slug::slug,
    },
};

pub mod annotation;
pub mod channel;
pub mod order;
pub mod parts;
pub mod words;

/// The folder of declarations.
pub const FOLDER: &str = "content/figures/";

/// A figure before its names are looked up. The words are those of `docs/guide/figures.md`.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Its id: the file's name.
    pub id: String,
    /// The file.
    pub file: FileId,
    /// What kind of marks.
    pub mark: Written,
    /// What it says.
    pub words: Words,
    /// The same in other languages.
    pub translations: Vec<Translation>,
    /// Whose rows are drawn.
    pub data: Data,
    /// What becomes of them first.
    pub transform: Vec<Step>,
    /// Which rows are left.
    pub filter: Vec<Predicate>,
    /// Along the page.
    pub x: Option<Channel>,
    /// Up the page; the value of a map.
    pub y: Option<Channel>,
    /// The column of the end of an event.
    pub x2: Option<Written>,
    /// The column of words at each dot or event.
    pub text: Option<Written>,
    /// What becomes series.
    pub series: Option<Series>,
    /// The column whose values become panels.
    pub facet: Option<Written>,
    /// Panels in a row.
    pub columns: usize,
    /// `none`, `zero` or `percent`.
    pub stack: Option<Written>,
    /// The order of categories, series and panels.
    pub order: Order,
    /// How many of them are shown.
    pub top: Option<Top>,
    /// Which labels.
    pub labels: Vec<Written>,
    /// What stands out.
    pub highlight: Highlight,
    /// The places of names in the palette, from 1 to 7.
    pub colors: Vec<(Written, u8)>,
    /// `series`, `sign`, or a column.
    pub color: Option<Written>,
    /// A grey series in every panel.
    pub context: Option<Context>,
    /// The column of countries of a map.
    pub join: Option<Written>,
    /// The part of the world that a map shows.
    pub boundaries: Option<Written>,
    /// Bounds between classes of values.
    pub bins: Vec<f64>,
    /// How values are written.
    pub numbers: Numbers,
    /// Rules, bands and places with words.
    pub annotations: Vec<Annotation>,
    /// Height of the plotted part, in CSS pixels.
    pub height: Option<u16>,
    /// How the table stands below the drawing.
    pub table: Table,
    /// Values are shown under the pointer.
    pub hover: bool,
    /// There is a picture for links that are shared.
    pub card: bool,
    /// The fields that are written, with the places of their names.
    pub written: Vec<(String, Span)>,
}

impl Declaration {
    /// Where a field's name is written.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Span> {
        self.written.iter().find(|(written, _)| written == name).map(|(_, span)| *span)
    }
}

/// Reads every declaration, in order of path.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Declaration> {
    let mut figures: Vec<Declaration> = Vec::new();
    let mut translations = Vec::new();
    let files = sources
        .under(FOLDER)
        .filter(|(file, source)| source.path.ends_with(".yaml") && !sources.is_broken(*file));
    for (file, source) in files {
        let name = source.path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".yaml"));
        let Some(name) = name else { continue };
        let text = sources.text(file);
        match name.split_once('.') {
            None => figures.extend(read_file(text, file, name, diagnostics)),
            Some((id, tag)) => {
                let words = Translation::read(text, file, tag, diagnostics);
                translations.extend(words.map(|words| (id.to_owned(), words)));
            }
        }
    }
    for (id, words) in translations {
        match figures.iter_mut().find(|figure| figure.id == id) {
            Some(figure) => figure.translations.push(words),
            None => diagnostics.push(words.of_nothing(&id, figures.iter().map(|figure| figure.id.as_str()))),
        }
    }
    figures
}

fn read_file(text: &str, file: FileId, id: &str, diagnostics: &mut Diagnostics) -> Option<Declaration> {
    if slug(id) != id {
        let message = format!("`{id}` cannot be a part of an address");
        let cure = "name the file with small letters, digits and hyphens";
        diagnostics.push(Diagnostic::error("bad-slug", Span::start_of(file), message).help(cure));
        return None;
    }
    let yaml = diagnostics.take(Yaml::parse(file, text, 0))?;
    declaration(id.to_owned(), file, yaml.root(), diagnostics)
}

/// Reads the declaration in a fenced block, which names its own `id`.
pub fn of_block(body: &str, file: FileId, base: usize, diagnostics: &mut Diagnostics) -> Option<Declaration> {
    let yaml = diagnostics.take(Yaml::parse(file, body, base))?;
    let mut fields = Fields::new(yaml.root(), diagnostics);
    let id = fields.required("id", scalar::written)?;
    if slug(&id.text) != id.text || id.text.is_empty() {
        diagnostics.push(
            Diagnostic::error("bad-slug", id.span, format!("`{}` cannot be a part of an address", id.text))
                .help("write small letters, digits and hyphens"),
        );
        return None;
    }
    declaration(id.text, file, yaml.root(), diagnostics)
}

fn declaration(
    id: String,
    file: FileId,
    node: Node<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Declaration> {
    let mut fields = Fields::new(node, diagnostics);
    fields.child("id");
    let mark = fields.required("mark", scalar::written);
    let words = Words::read(&mut fields);
    let data =
        fields.required("data", |node| Ok(*node)).and_then(|node| Data::read(node, fields.diagnostics));
    let rest = Rest::read(&mut fields);
    fields.finish();
    let written = node.entries().unwrap_or_default();
    Some(Declaration {
        id,
        file,
        mark: mark?,
        words: words?,
        data: data?,
        written: written.iter().map(|entry| (entry.name.to_owned(), entry.key.span())).collect(),
        ..rest
    })
}

/// What a figure can do without; the rest of a declaration is still empty.
struct Rest;

impl Rest {
    fn read(fields: &mut Fields<'_, '_>) -> Declaration {
        let nothing = Written { text: String::new(), span: fields.node().span(), exact: false };
        Declaration {
            id: String::new(),
            file: nothing.span.file,
            words: Words::default(),
            translations: Vec::new(),
            data: Data::Named(nothing.clone()),
            mark: nothing,
            written: Vec::new(),
            transform: read::steps(fields.nodes("transform"), fields.diagnostics),
            filter: predicate::read(fields.entries("filter"), fields.diagnostics),
            x: Channel::read(fields, "x"),
            y: Channel::read(fields, "y"),
            x2: fields.optional("x2", scalar::written),
            text: fields.optional("text", scalar::written),
            series: fields.optional("series", Series::read),
            facet: fields.optional("facet", scalar::written),
            columns: small(fields, "columns", 1, 6).map_or(3, usize::from),
            stack: fields.optional("stack", scalar::written),
            order: Order::read(fields),
            top: Top::read(fields),
            labels: fields.list("labels", scalar::written),
            highlight: Highlight::read(fields),
            colors: parts::colors(fields),
            color: fields.optional("color", scalar::written),
            context: Context::read(fields),
            join: fields.optional("join", scalar::written),
            boundaries: fields.optional("boundaries", scalar::written),
            bins: fields.list("bins", channel::number),
            numbers: Numbers::read(fields),
            annotations: Annotation::read(fields),
            height: small(fields, "height", 120, 1_200),
            table: fields.optional("table", Table::read).unwrap_or_default(),
            hover: fields.optional("hover", scalar::switch).unwrap_or(true),
            card: fields.optional("card", scalar::switch).unwrap_or(true),
        }
    }
}

/// A small whole number.
fn small(fields: &mut Fields<'_, '_>, name: &'static str, low: i64, high: i64) -> Option<u16> {
    fields.optional(name, |node| scalar::whole(node, low, high)).and_then(|number| u16::try_from(number).ok())
}

/// A text, or a number as it was spelled.
fn spelled(node: &Node<'_>) -> Result<Written, Diagnostic> {
    let text = scalar::label(node)?;
    let (span, exact) = node.inner();
    Ok(Written { text, span, exact })
}
