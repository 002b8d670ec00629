//! In which order categories, series and panels stand, and how many of them are shown.

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        yaml::{Node, fields::Fields, scalar, scalar::Written},
    },
    content::figure::spelled,
};

/// The orders that a figure asks for.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// Of the categories.
    pub categories: Option<Sort>,
    /// Of the series.
    pub series: Option<Sort>,
    /// Of the panels.
    pub facet: Option<Sort>,
}

/// One order.
#[derive(Clone, Debug)]
pub enum Sort {
    /// By a key: an axis, a column, `data`, `name`, or `first`, `last`, `min`, `max` and `sum` of the values.
    By {
        /// The key, without the sign.
        key: Written,
        /// From the highest down; written with `-` before the key.
        descending: bool,
    },
    /// As listed; what is not listed comes after.
    List(Vec<Written>),
}

/// How many categories, series or panels are shown.
#[derive(Clone, Debug)]
pub struct Top {
    /// As many.
    pub count: usize,
    /// The others are added up; decided by the data if nothing is written.
    pub other: Option<bool>,
}

impl Order {
    /// Reads `sort`: an order of the categories, or a map that names what is put in order.
    pub fn read(fields: &mut Fields<'_, '_>) -> Self {
        let Some(node) = fields.child("sort") else { return Self::default() };
        let entries = node.entries().unwrap_or_default();
        if entries.iter().any(|entry| ["series", "facet", "categories"].contains(&entry.name)) {
            let mut inner = Fields::new(node, fields.diagnostics);
            let mut one = |name| {
                let node = inner.child(name)?;
                Sort::read(node, inner.diagnostics)
            };
            let (categories, series, facet) = (one("categories"), one("series"), one("facet"));
            inner.finish();
            return Self { categories, series, facet };
        }
        Self { categories: Sort::read(node, fields.diagnostics), ..Self::default() }
    }
}

impl Sort {
    fn read(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        if node.entries().is_some() {
            return Self::map(node, diagnostics);
        }
        let read = || match node.items() {
            Some(items) => Ok(Self::List(items.iter().map(spelled).collect::<Result<_, _>>()?)),
            None => Ok(Self::signed(scalar::written(&node)?)),
        };
        let sort: Result<Self, Diagnostic> = read();
        diagnostics.take(sort)
    }

    /// `-y`: by a key, the highest first.
    fn signed(written: Written) -> Self {
        let descending = written.text.starts_with('-');
        let start = usize::from(descending);
        let key = Written {
            text: written.text.get(start..).unwrap_or_default().to_owned(),
            span: written.part(start, written.text.len()),
            exact: written.exact,
        };
        Self::By { key, descending }
    }

    /// `{by: "2005", order: descending}`
    fn map(node: Node<'_>, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, diagnostics);
        let key = fields.required("by", spelled);
        let words = [("ascending", false), ("descending", true)];
        let descending = fields.optional("order", |node| scalar::choice(node, &words));
        fields.finish();
        Some(Self::By { key: key?, descending: descending.unwrap_or(false) })
    }
}

impl Top {
    /// Reads `top`: a number, or a map that says whether the others are added up.
    pub fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let count = |node: &Node<'_>| {
            scalar::whole(node, 1, 100).map(|count| usize::try_from(count).unwrap_or(usize::MAX))
        };
        let node = fields.child("top")?;
        if node.entries().is_none() {
            let count = fields.diagnostics.take(count(&node))?;
            return Some(Self { count, other: None });
        }
        let mut inner = Fields::new(node, fields.diagnostics);
        let count = inner.required("count", count);
        let other = inner.optional("other", scalar::switch);
        inner.finish();
        Some(Self { count: count?, other })
    }
}
