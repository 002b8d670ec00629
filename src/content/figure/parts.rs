//! The smaller parts of a declaration: where rows come from, what becomes series, what stands out.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::{Node, fields::Fields, scalar, scalar::Written},
    },
    content::figure::spelled,
};

/// Whose rows are drawn.
#[derive(Clone, Debug)]
pub enum Data {
    /// Those of a dataset.
    Named(Written),
    /// Those that stand in the figure.
    Rows(Rows),
}

/// A small table in a figure: one text for each row and column.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Where it stands.
    pub span: Span,
    /// The names of the columns, in the order in which they first appear.
    pub columns: Vec<String>,
    /// The rows; an empty text where nothing is written.
    pub rows: Vec<Vec<String>>,
}

impl Data {
    /// Reads `data`: the name of a dataset, or a list of rows.
    pub fn read(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        match node.items() {
            None => diagnostics.take(scalar::written(&node)).map(Self::Named),
            Some(items) => {
                let mut rows = Rows { span: node.span(), columns: Vec::new(), rows: Vec::new() };
                items.iter().for_each(|item| rows.push(*item, diagnostics));
                Some(Self::Rows(rows))
            }
        }
    }

    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Named(written) => written.span,
            Self::Rows(rows) => rows.span,
        }
    }
}

impl Rows {
    fn push(&mut self, node: Node<'_>, diagnostics: &mut Diagnostics) {
        let Some(entries) = node.entries() else {
            diagnostics.push(node.wrong_type("a row", "write `- {column: value, …}`"));
            return;
        };
        let mut row = vec![String::new(); self.columns.len()];
        for entry in entries {
            let text = if entry.node.is_null() { Ok(String::new()) } else { scalar::label(&entry.node) };
            let text = diagnostics.take(text).unwrap_or_default();
            match self.columns.iter().position(|column| column == entry.name) {
                Some(place) => row.get_mut(place).into_iter().for_each(|cell| cell.clone_from(&text)),
                None => {
                    self.columns.push(entry.name.to_owned());
                    row.push(text);
                }
            }
        }
        self.rows.push(row);
    }
}

/// What becomes series.
#[derive(Clone, Debug)]
pub enum Series {
    /// The values of a column.
    Column(Written),
    /// Columns, each with its own values.
    Columns(Vec<Written>),
}

impl Series {
    /// Reads `series`.
    ///
    /// # Errors
    /// When it is neither a column nor a list of columns.
    pub fn read(node: &Node<'_>) -> Result<Self, Diagnostic> {
        match node.items() {
            None => scalar::written(node).map(Self::Column),
            Some(items) => {
                Ok(Self::Columns(items.iter().map(scalar::written).collect::<Result<Vec<_>, _>>()?))
            }
        }
    }
}

/// What stands out.
#[derive(Clone, Debug, Default)]
pub struct Highlight {
    /// In colour; the rest is grey.
    pub color: Vec<Written>,
    /// With a thicker line; all keep their colours.
    pub width: Vec<Written>,
}

impl Highlight {
    /// Reads `highlight`: a list of names, or `{width: [names]}`.
    pub fn read(fields: &mut Fields<'_, '_>) -> Self {
        match fields.child("highlight") {
            Some(node) if node.entries().is_some() => {
                let mut inner = Fields::new(node, fields.diagnostics);
                let (color, width) = (inner.list("color", spelled), inner.list("width", spelled));
                inner.finish();
                Self { color, width }
            }
            _ => Self { color: fields.list("highlight", spelled), width: Vec::new() },
        }
    }
}

/// Reads `colors`: `{North: 1}`.
pub fn colors(fields: &mut Fields<'_, '_>) -> Vec<(Written, u8)> {
    let entries = fields.entries("colors");
    let one = |entry: crate::base::yaml::Entry<'_>| {
        let slot = fields.diagnostics.take(scalar::whole(&entry.node, 1, 7))?;
        let (span, exact) = entry.key.inner();
        let name = Written { text: entry.name.to_owned(), span, exact };
        Some((name, u8::try_from(slot).ok()?))
    };
    entries.into_iter().filter_map(one).collect()
}

/// A grey series in every panel.
#[derive(Clone, Debug)]
pub struct Context {
    /// How it is computed at each position, or the panel whose series it is.
    pub line: Written,
    /// Its name.
    pub label: Option<String>,
}

impl Context {
    /// Reads `context: {line: median, label: …}`.
    pub fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let node = fields.child("context")?;
        let mut inner = Fields::new(node, fields.diagnostics);
        let line = inner.required("line", spelled);
        let label = inner.optional("label", scalar::text);
        inner.finish();
        Some(Self { line: line?, label })
    }
}

/// How the table stands below the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Table {
    /// Folded.
    #[default]
    Fold,
    /// Open.
    Show,
    /// Not there; the figure's own page has it.
    None,
}

impl Table {
    const WORDS: [(&str, Self); 3] = [("fold", Self::Fold), ("show", Self::Show), ("none", Self::None)];

    /// Reads `table`.
    ///
    /// # Errors
    /// When it is none of the words.
    pub fn read(node: &Node<'_>) -> Result<Self, Diagnostic> {
        scalar::choice(node, &Self::WORDS)
    }

    /// Its word in declarations.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, table)| *table == self).map_or("fold", |(word, _)| word)
    }
}
