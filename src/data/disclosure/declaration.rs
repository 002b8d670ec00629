//! `disclosure:` of a descriptor: the tables that are published, and the rules that protect them.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, fields::quoted_list, scalar},
    },
    data::{
        disclosure::{
            dimension::{self, Dimension},
            rules::{Insider, OnFail, Rules, Unit, Zeros},
            selector::{Change, Selector},
            sum::Sum,
            tabulation::Key,
        },
        field::is_field_name,
        kind::FieldType,
        schema::{Schema, field_named},
    },
};

/// Counts below it are withheld, unless a descriptor says otherwise.
const THRESHOLD: i64 = 10;

/// A lower threshold needs a reason.
const LOWEST_PLAIN: i64 = 5;

/// No threshold is higher.
pub const HIGHEST: i64 = 1_000_000_000;

/// The sign of the British statistical service for what is confidential.
const MARKER: &str = "[c]";

/// The name of the column of counts, where records are counted.
const COUNT: &str = "count";

/// Rules for sums of money and the like, which say nothing about counts, and what to do with them.
const FOR_SUMS: [(&str, &str); 4] = [
    ("p", "write it in an item of `sums`; counts are protected by `threshold`"),
    ("k", "delete the line; sums are protected by the p% rule, `p` in an item of `sums`"),
    ("n", "delete the line; sums are protected by the p% rule, `p` in an item of `sums`"),
    ("dominance", "delete the line; sums are protected by the p% rule, `p` in an item of `sums`"),
];

/// What a descriptor says of a dataset that is protected.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// Where it was written.
    pub span: Span,
    /// The columns that the tables are by, in the order of the schema.
    pub dimensions: Vec<Dimension>,
    /// The tables.
    pub tables: Vec<Declared>,
    /// The column of counts.
    pub count: Count,
    /// The sums that are published beside the counts of each table.
    pub sums: Vec<Sum>,
    /// Whom a count of one would be about.
    pub unit: Unit,
    /// What is withheld.
    pub rules: Rules,
    /// What becomes of a table that cannot be made safe.
    pub on_fail: OnFail,
    /// What outsiders know some counts not to exceed.
    pub caps: Vec<(Key, i64, Span)>,
    /// What stands for a withheld count.
    pub marker: String,
    /// Changes of published counts that may be seen.
    pub changes: Vec<Change>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Where it was written.
    pub span: Span,
    /// One or two dimensions, by place.
    pub by: Vec<usize>,
    /// What is withheld in it by hand; `None` leaves that to the program.
    pub hide: Option<Vec<Key>>,
}

/// The column of counts.
#[derive(Clone, Debug)]
pub struct Count {
    /// Its name.
    pub name: String,
    /// Its name for readers.
    pub title: String,
    /// The unit's word.
    pub unit: String,
    /// Its place among the fields, if the counts are supplied; records are counted otherwise.
    pub field: Option<usize>,
}

impl Declaration {
    /// Reads the map `disclosure`; `None`, with problems, where it cannot be relied on.
    pub fn from_node(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut problems = Diagnostics::new();
        let read = read(node, schema, &mut problems);
        let sound = !problems.block();
        diagnostics.merge(problems);
        read.filter(|_| sound)
    }

    /// The selection of a cell as an author writes it: `{country: FRA, outcome: granted}`.
    #[must_use]
    pub fn written(&self, key: &[Option<u16>]) -> String {
        dimension::written(&self.dimensions, key)
    }
}

fn read(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Declaration> {
    let mut fields = Fields::new(node, diagnostics);
    refuse_rules_for_sums(&mut fields);
    let unit = fields.required("unit", |node| scalar::choice(node, &Unit::WORDS));
    let threshold = fields.optional("threshold", |node| scalar::whole(node, 1, HIGHEST)).unwrap_or(THRESHOLD);
    want_reasons(&mut fields, unit, threshold);
    let rules = Rules {
        threshold,
        zeros: fields.optional("zeros", |node| scalar::choice(node, &Zeros::WORDS)).unwrap_or(Zeros::Protect),
        insider: fields
            .optional("insider", |node| scalar::choice(node, &Insider::WORDS))
            .unwrap_or(Insider::Singleton),
    };
    let on_fail =
        fields.optional("on_fail", |node| scalar::choice(node, &OnFail::WORDS)).unwrap_or(OnFail::Withhold);
    let marker = fields.optional("marker", marker).unwrap_or_else(|| MARKER.to_owned());
    let count = fields.child("count");
    let count = count.map_or_else(
        || Some(Count::plain(COUNT, schema)),
        |node| Count::read(node, schema, fields.diagnostics),
    );
    let _ = fields.required("tables", |_| Ok(()));
    let nodes = fields.nodes("tables");
    let dimensions = dimension::of_tables(&nodes, schema, fields.diagnostics);
    let tables = nodes.iter().filter_map(|node| table(*node, &dimensions, schema, fields.diagnostics));
    let tables: Vec<Declared> = tables.collect();
    refuse_rings(&tables, &dimensions, fields.diagnostics);
    let select = Selector { dimensions: &dimensions, schema };
    let caps = fields.nodes("caps");
    let caps = caps.into_iter().filter_map(|node| select.cap(node, fields.diagnostics)).collect();
    let sums = fields.nodes("sums");
    let sums: Vec<Sum> =
        sums.into_iter().filter_map(|node| Sum::read(node, &select, fields.diagnostics)).collect();
    let changes = fields.nodes("changes");
    let changes = changes.into_iter().filter_map(|node| select.change(node, fields.diagnostics)).collect();
    fields.finish();
    let (span, count, unit) = (node.span(), count?, unit?);
    Sum::check(&sums, &count, &dimensions, diagnostics);
    if nodes.is_empty() {
        diagnostics.push(
            Diagnostic::error("bad-table", span, "no table is declared")
                .help("add `tables: [{by: [column]}]` with the columns to count by"),
        );
    }
    refuse_count_as_dimension(&count, &dimensions, span, diagnostics);
    Some(Declaration { span, dimensions, tables, count, sums, unit, rules, on_fail, caps, marker, changes })
}

/// What weakens the protection needs a reason.
fn want_reasons(fields: &mut Fields<'_, '_>, unit: Option<Unit>, threshold: i64) {
    let given = reasons(fields);
    for (needed, name, words) in [
        (unit == Some(Unit::None), "unit", "counts that are about nobody need a reason"),
        (threshold < LOWEST_PLAIN, "threshold", "a threshold below 5 needs a reason"),
    ] {
        if needed && !given.contains(&name) {
            let span = fields.child(name).map_or(fields.node().span(), |node| node.span());
            fields.diagnostics.push(
                Diagnostic::error("missing-reason", span, words)
                    .help(format!("add a line `reasons: {{{name}: \"…\"}}`")),
            );
        }
    }
}

/// The settings that a reason is given for.
fn reasons(fields: &mut Fields<'_, '_>) -> Vec<&'static str> {
    let Some(node) = fields.child("reasons") else { return Vec::new() };
    let mut inner = Fields::new(node, fields.diagnostics);
    let given = ["unit", "threshold"]
        .into_iter()
        .filter(|name| inner.optional(name, scalar::text).is_some_and(|reason| !reason.trim().is_empty()));
    let given = given.collect();
    inner.finish();
    given
}

fn refuse_rules_for_sums(fields: &mut Fields<'_, '_>) {
    // Asked for only where it is written, so that no suggestion names it.
    let written: Vec<&str> =
        fields.node().entries().unwrap_or_default().iter().map(|entry| entry.name).collect();
    for (name, cure) in FOR_SUMS.into_iter().filter(|(name, _)| written.contains(name)) {
        if let Some(node) = fields.child(name) {
            let message = format!("`{name}` is a rule for sums, and stands where those for counts do");
            fields.diagnostics.push(Diagnostic::error("unusable-rule", node.span(), message).help(cure));
        }
    }
}

fn marker(node: &Node<'_>) -> Result<String, Diagnostic> {
    let text = scalar::text(node)?;
    let short = (1..=12).contains(&text.chars().count());
    if short && !text.chars().any(|c| c.is_control() || c.is_ascii_digit()) {
        return Ok(text);
    }
    Err(node.wrong_type("a short sign without digits", "write one such as `[c]`"))
}

impl Count {
    /// The column of that name: supplied if the schema has it.
    fn plain(name: &str, schema: &Schema) -> Self {
        let field = schema.fields.iter().position(|field| field.name == name);
        let found = field.and_then(|at| schema.fields.get(at));
        Self {
            name: name.to_owned(),
            title: found.map_or_else(|| title(name), |field| field.title.clone()),
            unit: found.map(|field| field.unit.clone()).unwrap_or_default(),
            field,
        }
    }

    /// A name, or `{name, title, unit}`.
    fn read(node: Node<'_>, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<Self> {
        let count = if node.entries().is_none() {
            Self::plain(&diagnostics.take(name(&node))?, schema)
        } else {
            let mut fields = Fields::new(node, diagnostics);
            let name = fields.required("name", name);
            let title = fields.optional("title", scalar::text);
            let unit = fields.optional("unit", scalar::text);
            fields.finish();
            let plain = Self::plain(&name?, schema);
            Self { title: title.unwrap_or(plain.title), unit: unit.unwrap_or(plain.unit), ..plain }
        };
        let kind = count.field.and_then(|at| schema.fields.get(at)).map(|field| field.kind);
        if kind.is_some_and(|kind| kind != FieldType::Integer) {
            diagnostics.push(node.wrong_type(
                "a column of `type: integer`",
                "declare the column so, or give the counts of records a name that no column has",
            ));
        }
        Some(count)
    }
}

fn name(node: &Node<'_>) -> Result<String, Diagnostic> {
    let name = scalar::label(node)?;
    if is_field_name(&name) {
        Ok(name)
    } else {
        Err(node.wrong_type("the name of a column", "start it with a letter"))
    }
}

/// `count` as words: `Count`.
fn title(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// One item of `tables`.
fn table(
    node: Node<'_>,
    dimensions: &[Dimension],
    schema: &Schema,
    diagnostics: &mut Diagnostics,
) -> Option<Declared> {
    let mut fields = Fields::new(node, diagnostics);
    let named = fields.list("by", |node| field_named(node, &schema.fields));
    let hide = fields.child("hide").map(|_| fields.nodes("hide"));
    fields.finish();
    let place = |field: &usize| dimensions.iter().position(|dimension| dimension.field == *field);
    let by: Vec<usize> = named.iter().filter_map(place).collect();
    let repeated = matches!(by.as_slice(), [a, b] if a == b);
    if by.len() != named.len() || !(1..=2).contains(&by.len()) || repeated {
        if !diagnostics.block() {
            diagnostics.push(
                Diagnostic::error(
                    "bad-table",
                    node.span(),
                    "a table is by one column, or by two different ones",
                )
                .help("write `by: [country]` or `by: [country, year]`; declare more tables for more columns"),
            );
        }
        return None;
    }
    let select = Selector { dimensions, schema };
    let hide = hide.map(|nodes| nodes.into_iter().filter_map(|node| select.key(node, diagnostics)).collect());
    Some(Declared { span: node.span(), by, hide })
}

/// Tables that lead from column to column and back to the first cannot be proven safe together.
fn refuse_rings(tables: &[Declared], dimensions: &[Dimension], diagnostics: &mut Diagnostics) {
    let mut group: Vec<usize> = (0..dimensions.len()).collect();
    let mut seen: Vec<Vec<usize>> = Vec::new();
    for table in tables {
        let mut by = table.by.clone();
        by.sort_unstable();
        if seen.contains(&by) {
            diagnostics.push(
                Diagnostic::error("bad-table", table.span, "this table is declared already")
                    .help("delete one of the two"),
            );
            continue;
        }
        let [a, b] = *by.as_slice() else {
            seen.push(by);
            continue;
        };
        let of = |at: usize| group.get(at).copied().unwrap_or(at);
        let (from, to) = (of(a), of(b));
        if from == to {
            diagnostics.push(ring(table.span, &by, dimensions));
        }
        group.iter_mut().filter(|other| **other == from).for_each(|other| *other = to);
        seen.push(by);
    }
}

fn ring(span: Span, by: &[usize], dimensions: &[Dimension]) -> Diagnostic {
    let names = by.iter().filter_map(|at| dimensions.get(*at)).map(|dimension| dimension.name.as_str());
    let message = format!("the table by {} closes a ring of tables", quoted_list(names));
    Diagnostic::error("bad-table", span, message)
        .help("delete one table of the ring: that several tables protect each other is proven only where none leads back")
}

fn refuse_count_as_dimension(
    count: &Count,
    dimensions: &[Dimension],
    span: Span,
    diagnostics: &mut Diagnostics,
) {
    if dimensions.iter().any(|dimension| dimension.name == count.name) {
        let message = format!("`{}` is the column of counts, and a table is by it too", count.name);
        diagnostics.push(
            Diagnostic::error("bad-table", span, message)
                .help("give the counts another name: `count: cases`"),
        );
    }
}
