//! Figures over withheld counts: which table they ask for, and what cannot be drawn of it.

use std::borrow::Cow;

use crate::{
    base::{diagnostic::Diagnostic, span::Span, yaml::scalar::Written},
    content::figure::{Declaration, order::Sort, parts::Series},
    data::{cell::Cell, dataset::Dataset},
    model::figure::drawing::Drawing,
};

/// The rows that a figure is about: all of a dataset, or the declared table of a protected one that is by the
/// columns that the figure names.
///
/// # Errors
/// When there is no such table.
pub fn asked<'d>(
    declared: &Declaration,
    dataset: Cow<'d, Dataset>,
    span: Span,
) -> Result<Cow<'d, Dataset>, Diagnostic> {
    if dataset.protection.is_none() {
        return Ok(dataset);
    }
    let channels = [&declared.x, &declared.y].into_iter().flatten().map(|channel| &channel.field);
    let series: Vec<&Written> = match &declared.series {
        Some(Series::Column(column)) => vec![column],
        Some(Series::Columns(columns)) => columns.iter().collect(),
        None => Vec::new(),
    };
    let others = [&declared.facet, &declared.color, &declared.join, &declared.x2, &declared.text];
    let named = channels.chain(series).chain(others.into_iter().flatten());
    let filters = declared.filter.iter().map(|predicate| predicate.field.as_str());
    let names = named.map(|written| written.text.as_str()).chain(filters);
    let places: Vec<usize> = names.filter_map(|name| dataset.table.field(name)).collect();
    dataset.by(&places, span).map(|table| Cow::Owned(table.into_owned()))
}

/// What would tell of withheld counts, or be wrong: an order by them, shares of a whole that they are part of,
/// and what is usual among them.
pub fn refused(declared: &Declaration, drawing: &Drawing<'_>) -> Vec<Diagnostic> {
    let column = drawing.columns.value;
    let withheld = |row: &&usize| *drawing.dataset.table.cell(**row, column) == Cell::Withheld;
    let count = drawing.all.iter().filter(withheld).count();
    if count == 0 {
        return Vec::new();
    }
    let order = &declared.order;
    let orders = [&order.categories, &order.series, &order.facet].into_iter().flatten();
    let by_value = orders.filter_map(|sort| match sort {
        Sort::By { key, .. } if is_by_value(key, drawing) => Some(("the order", key.span)),
        _ => None,
    });
    let shares = declared.stack.iter().filter(|stack| stack.text == "percent");
    let shares = shares.map(|stack| ("the shares", stack.span));
    let usual = declared.context.iter().map(|context| ("what is usual", context.line.span));
    let problem = |(what, span): (&str, Span)| {
        let values = match count {
            1 => "1 value is withheld".to_owned(),
            more => format!("{more} values are withheld"),
        };
        let message = format!("{what} cannot be known: {values} in `{}`", drawing.dataset.id);
        Diagnostic::error("missing-figure", span, message)
            .help("leave the line out, or draw a table of which nothing is withheld")
    };
    by_value.chain(shares).chain(usual).map(problem).collect()
}

/// True unless an order is that of the rows, of words, or of a column that is not drawn as values.
fn is_by_value(key: &Written, drawing: &Drawing<'_>) -> bool {
    let columns = &drawing.columns;
    match key.text.as_str() {
        "data" | "name" => false,
        axis @ ("x" | "y") => (axis == "x") == columns.lies,
        name => drawing.dataset.table.field(name).is_none_or(|column| column == columns.value),
    }
}
