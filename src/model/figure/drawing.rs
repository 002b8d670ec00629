//! What is drawn, after rows are chosen: a table, its rows, and which column plays which part.

use std::borrow::Cow;

use crate::{
    base::diagnostic::{Diagnostic, Diagnostics},
    content::figure::{Declaration, order::Sort, words::Translation},
    data::dataset::Dataset,
    model::{
        chart::Mark,
        figure::{
            columns::Columns,
            groups::Groups,
            names::Names,
            order::{self, What},
            source::Source,
            top,
        },
        language::Language,
    },
};

/// More values than this are neither seen in a drawing of 680 pixels nor read in a table.
const MOST_ROWS: usize = 10_000;

/// Rows and columns of a chart.
#[derive(Debug)]
pub struct Drawing<'d> {
    /// The table.
    pub dataset: Cow<'d, Dataset>,
    /// Its rows that are drawn.
    pub rows: Vec<usize>,
    /// All rows that the filter left, for what is computed over them.
    pub all: Vec<usize>,
    /// The columns.
    pub columns: Columns,
    /// What stands in the right order already.
    sorted: Option<What>,
}

impl<'d> Drawing<'d> {
    /// Chooses the columns of a source and its first few values.
    pub fn new(
        declared: &Declaration,
        mark: Mark,
        source: Source<'d>,
        (language, first, translation): (&Language, &Language, Option<&Translation>),
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let columns = Columns::find(declared, mark, &source, diagnostics)?;
        let Source { dataset, rows, .. } = source;
        if rows.len() > MOST_ROWS {
            diagnostics.push(too_many(declared, rows.len()));
            return None;
        }
        let drawing = Self { dataset, all: rows.clone(), rows, columns, sorted: None };
        let Some(top) = &declared.top else { return Some(drawing) };
        let (what, column) = drawing.target(declared);
        let names = Names { dataset: &drawing.dataset, language, first, translation };
        let mut groups = Groups::new(&drawing.dataset, column, &drawing.rows);
        let sort = drawing.sort(declared, what);
        diagnostics.take(order::arrange(&mut groups, column, sort, what, (&drawing.columns, names)))?;
        if groups.values.len() <= top.count {
            return Some(drawing);
        }
        let value = drawing.dataset.table.fields().get(drawing.columns.value);
        if what != What::Panel && top::adds_up(top, mark, declared, value) {
            let gathered = top::gathered(&groups, column, top.count, &drawing.columns, names);
            let (made, columns) = diagnostics.take(gathered)?;
            let rows: Vec<usize> = (0..made.table.rows()).collect();
            let dataset = Cow::Owned(made);
            return Some(Self { dataset, all: rows.clone(), rows, columns, sorted: Some(what) });
        }
        let kept = groups.values.iter().take(top.count).flat_map(|value| groups.rows(value));
        let mut rows: Vec<usize> = kept.copied().collect();
        rows.sort_unstable();
        Some(Self { rows, ..drawing })
    }

    /// What `top` counts: panels if there are any, else categories if there are any, else series.
    fn target(&self, declared: &Declaration) -> (What, usize) {
        let time = self.columns.series.filter(|_| !self.has_categories(declared));
        match (self.columns.facet, time) {
            (Some(facet), _) => (What::Panel, facet),
            (None, Some(series)) => (What::Series, series),
            (None, None) => (What::Category, self.columns.dimension),
        }
    }

    /// True if the dimension's values have a place each, in an order that can be chosen.
    fn has_categories(&self, declared: &Declaration) -> bool {
        use crate::{content::figure::channel::ChannelKind, model::figure::axis::continuous};
        let kind = self.dataset.table.fields().get(self.columns.dimension).map(|field| field.kind);
        let named = self.columns.dimension_channel.kind == Some(ChannelKind::Nominal);
        self.columns.lies || named || declared.mark.text == "map" || !continuous(kind.unwrap_or_default())
    }

    /// The order of categories, series or panels that is still to be made.
    #[must_use]
    pub fn sort<'s>(&self, declared: &'s Declaration, what: What) -> Option<&'s Sort> {
        let order = &declared.order;
        let sort = match what {
            What::Category => &order.categories,
            What::Series => &order.series,
            What::Panel => &order.facet,
        };
        sort.as_ref().filter(|_| self.sorted != Some(what))
    }
}

fn too_many(declared: &Declaration, rows: usize) -> Diagnostic {
    let message = format!("{rows} rows are more than a chart can show and a table can list");
    Diagnostic::error("too-many-rows", declared.data.span(), message).help(format!(
        "leave some out with `filter`, or add them up first: `transform: [{{aggregate: [{{op: sum, field: …, as: …}}], groupby: […]}}]`; up to {MOST_ROWS} can be drawn"
    ))
}
