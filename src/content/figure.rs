//! Figures as declared: `content/figures/<id>.yaml`. Names of columns and datasets are still names here.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        predicate::{self, Predicate},
        source::Sources,
        span::{FileId, Span},
        yaml::{Node, Yaml, fields::Fields, scalar, scalar::Written},
    },
    content::{slug::slug, wording::Wording},
};

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
    /// The finding.
    pub title: Wording,
    /// What is measured.
    pub subtitle: Option<Wording>,
    /// Whose numbers they are.
    pub source: Wording,
    /// What a reader must know.
    pub note: Option<Wording>,
    /// What the chart shows, in a sentence or two; `model` offers a cure where it is missing.
    pub alt: Option<Wording>,
    /// A dataset's id.
    pub data: Written,
    /// Which rows.
    pub filter: Vec<Predicate>,
    /// Along the page.
    pub x: Option<Channel>,
    /// Up the page; the value of a map.
    pub y: Option<Channel>,
    /// The column whose values become series.
    pub series: Option<Written>,
    /// The column whose values become panels.
    pub facet: Option<Written>,
    /// Panels in a row.
    pub columns: usize,
    /// `none`, `zero` or `percent`.
    pub stack: Option<Written>,
    /// The order of categories.
    pub sort: Option<Sort>,
    /// Which labels.
    pub labels: Vec<Written>,
    /// Series or categories in colour, the rest grey.
    pub highlight: Vec<Written>,
    /// `series`, `sign`, or the column of a field of colours.
    pub color: Option<Written>,
    /// The column of countries of a map.
    pub join: Option<Written>,
    /// The part of the world that a map shows.
    pub boundaries: Option<Written>,
    /// Bounds between classes of values.
    pub bins: Vec<f64>,
    /// The unit's word.
    pub unit: Option<String>,
    /// Decimals of ticks and labels.
    pub decimals: Option<u8>,
    /// Rules and bands.
    pub annotations: Vec<Annotation>,
    /// Height of the plotted part, in CSS pixels.
    pub height: Option<u16>,
}

/// A column on an axis.
#[derive(Clone, Debug)]
pub struct Channel {
    /// The column.
    pub field: Written,
    /// About how many ticks.
    pub ticks: Option<usize>,
    /// Lowest and highest value.
    pub domain: Option<(f64, f64)>,
    /// The reader's name for it, in place of the field's title.
    pub label: Option<String>,
}

impl Channel {
    /// A column of which only the name is written.
    #[must_use]
    pub fn of(field: Written) -> Self {
        Self { field, ticks: None, domain: None, label: None }
    }
}

/// The order of categories.
#[derive(Clone, Debug)]
pub enum Sort {
    /// By a column, `data` for the order of rows; `-` before it turns it round.
    By(Written),
    /// As listed.
    List(Vec<Written>),
}

/// A rule or band, with positions as spelled.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// A position on x.
    pub x: Option<Written>,
    /// A position on y.
    pub y: Option<Written>,
    /// The first position of a band.
    pub from: Option<Written>,
    /// The last position of a band.
    pub to: Option<Written>,
    /// The words.
    pub label: String,
    /// More words, in grey.
    pub note: String,
    /// Where it was written.
    pub span: Span,
}

/// Reads every declaration, in order of path.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Declaration> {
    let files = sources
        .under(FOLDER)
        .filter(|(file, source)| source.path.ends_with(".yaml") && !sources.is_broken(*file));
    files
        .filter_map(|(file, source)| read_file(sources.text(file), file, &source.path, diagnostics))
        .collect()
}

fn read_file(text: &str, file: FileId, path: &str, diagnostics: &mut Diagnostics) -> Option<Declaration> {
    let id = path.strip_prefix(FOLDER)?.strip_suffix(".yaml")?.to_owned();
    if slug(&id) != id {
        let message = format!("`{id}` cannot be a part of an address");
        let cure = "name the file with small letters, digits and hyphens";
        diagnostics.push(Diagnostic::error("bad-slug", Span::start_of(file), message).help(cure));
        return None;
    }
    let yaml = diagnostics.take(Yaml::parse(file, text, 0))?;
    declaration(id, file, yaml.root(), diagnostics)
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
    let title = fields.required("title", Wording::read);
    let source = fields.required("source", Wording::read);
    let alt = fields.optional("alt", Wording::read);
    let data = fields.required("data", scalar::written);
    let x = channel(&mut fields, "x");
    let y = channel(&mut fields, "y");
    let rest = Optional::read(&mut fields);
    fields.finish();
    Some(Declaration {
        id,
        file,
        mark: mark?,
        title: title?,
        subtitle: rest.subtitle,
        source: source?,
        note: rest.note,
        alt,
        data: data?,
        filter: rest.filter,
        x,
        y,
        series: rest.series,
        facet: rest.facet,
        columns: rest.columns,
        stack: rest.stack,
        sort: rest.sort,
        labels: rest.labels,
        highlight: rest.highlight,
        color: rest.color,
        join: rest.join,
        boundaries: rest.boundaries,
        bins: rest.bins,
        unit: rest.unit,
        decimals: rest.decimals,
        annotations: rest.annotations,
        height: rest.height,
    })
}

/// The fields that a figure can do without.
struct Optional {
    subtitle: Option<Wording>,
    note: Option<Wording>,
    filter: Vec<Predicate>,
    series: Option<Written>,
    facet: Option<Written>,
    columns: usize,
    stack: Option<Written>,
    sort: Option<Sort>,
    labels: Vec<Written>,
    highlight: Vec<Written>,
    color: Option<Written>,
    join: Option<Written>,
    boundaries: Option<Written>,
    bins: Vec<f64>,
    unit: Option<String>,
    decimals: Option<u8>,
    annotations: Vec<Annotation>,
    height: Option<u16>,
}

impl Optional {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            subtitle: fields.optional("subtitle", Wording::read),
            note: fields.optional("note", Wording::read),
            filter: predicate::read(fields.entries("filter"), fields.diagnostics),
            series: fields.optional("series", scalar::written),
            facet: fields.optional("facet", scalar::written),
            columns: fields
                .optional("columns", |node| scalar::whole(node, 1, 6))
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(3),
            stack: fields.optional("stack", scalar::written),
            sort: fields.optional("sort", sort),
            labels: fields.list("labels", scalar::written),
            highlight: fields.list("highlight", spelled),
            color: fields.optional("color", scalar::written),
            join: fields.optional("join", scalar::written),
            boundaries: fields.optional("boundaries", scalar::written),
            bins: fields.list("bins", bound),
            unit: fields.optional("unit", scalar::text),
            decimals: fields
                .optional("decimals", |node| scalar::whole(node, 0, 6))
                .and_then(|n| u8::try_from(n).ok()),
            annotations: fields
                .nodes("annotations")
                .into_iter()
                .filter_map(|node| annotation(node, fields.diagnostics))
                .collect(),
            height: fields
                .optional("height", |node| scalar::whole(node, 120, 1_200))
                .and_then(|n| u16::try_from(n).ok()),
        }
    }
}

/// A text, or a number as it was spelled.
fn spelled(node: &Node<'_>) -> Result<Written, Diagnostic> {
    let text = scalar::label(node)?;
    let (span, exact) = node.inner();
    Ok(Written { text, span, exact })
}

/// A bound between two classes.
fn bound(node: &Node<'_>) -> Result<f64, Diagnostic> {
    let number = scalar::decimal(node)?;
    number.try_into().map_err(|_| node.wrong_type("a number", "write it with digits and a decimal point"))
}

fn channel(fields: &mut Fields<'_, '_>, name: &'static str) -> Option<Channel> {
    let node = fields.child(name)?;
    if node.entries().is_none() {
        let field = fields.diagnostics.take(scalar::written(&node))?;
        return Some(Channel::of(field));
    }
    let mut inner = Fields::new(node, fields.diagnostics);
    let field = inner.required("field", scalar::written);
    let ticks =
        inner.optional("ticks", |node| scalar::whole(node, 2, 20)).and_then(|n| usize::try_from(n).ok());
    let domain = inner.optional("domain", domain);
    let label = inner.optional("label", scalar::text);
    inner.finish();
    Some(Channel { field: field?, ticks, domain, label })
}

fn domain(node: &Node<'_>) -> Result<(f64, f64), Diagnostic> {
    let wrong = || {
        Diagnostic::error("wrong-type", node.span(), "`domain` is not two numbers with the lower first")
            .help("write `[0, 100]`")
    };
    let items = node.items().ok_or_else(wrong)?;
    match items.iter().filter_map(|item| item.value.as_f64()).collect::<Vec<_>>().as_slice() {
        [low, high] if low < high && low.is_finite() && high.is_finite() && items.len() == 2 => {
            Ok((*low, *high))
        }
        _ => Err(wrong()),
    }
}

fn sort(node: &Node<'_>) -> Result<Sort, Diagnostic> {
    match node.items() {
        Some(items) => Ok(Sort::List(items.iter().map(spelled).collect::<Result<_, _>>()?)),
        None => Ok(Sort::By(scalar::written(node)?)),
    }
}

fn annotation(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Annotation> {
    let mut fields = Fields::new(node, diagnostics);
    let annotation = Annotation {
        x: fields.optional("x", spelled),
        y: fields.optional("y", spelled),
        from: fields.optional("from", spelled),
        to: fields.optional("to", spelled),
        label: fields.required("label", scalar::text).unwrap_or_default(),
        note: fields.optional("note", scalar::text).unwrap_or_default(),
        span: node.span(),
    };
    fields.finish();
    let places = [
        annotation.x.is_some(),
        annotation.y.is_some(),
        annotation.from.is_some() && annotation.to.is_some(),
    ];
    if places.iter().filter(|place| **place).count() == 1 {
        return Some(annotation);
    }
    diagnostics.push(
        Diagnostic::error("bad-annotation", annotation.span, "this annotation has no single place")
            .help("give it one of `x`, `y`, or `from` and `to`"),
    );
    None
}
