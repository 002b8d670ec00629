//! What makes a chart lie or hard to read, as far as its declaration and its data show it.

use std::collections::BTreeSet;

use crate::{
    base::{
        diagnostic::{Diagnostic, Diagnostics},
        span::Span,
        yaml::fields::quoted_list,
    },
    content::figure::{Declaration, parts::Series},
    data::{about::Coverage, kind::FieldType, rows},
    model::{
        chart::{Mark, NO_ROW, Point, Scale},
        figure::{
            columns::is_time,
            inks::Inks,
            points::{Drawn, Part, Plan},
        },
    },
};

/// More colours than this cannot be told apart.
const MOST_COLORS: usize = 7;

/// Looks at a chart whose rows and columns are known.
pub fn lint(plan: &Plan<'_>, mark: Mark, panels: &[Part], diagnostics: &mut Diagnostics) {
    let declared = plan.declared;
    if !matches!(mark, Mark::Cell | Mark::Coverage | Mark::Map | Mark::Table) {
        diagnostics.extend(rainbow(declared, panels, plan.inks));
    }
    diagnostics.extend(broken_axis(plan, mark));
    diagnostics.extend(logarithm(plan, mark, panels));
    diagnostics.extend(convenience(plan, mark));
    diagnostics.extend(no_unit(plan, mark));
    diagnostics.extend(counts_on_map(plan, mark));
    diagnostics.extend(mixed_terms(plan, mark, panels));
    diagnostics.extend(outside(plan, mark, panels));
}

fn rainbow(declared: &Declaration, panels: &[Part], inks: &Inks) -> Option<Diagnostic> {
    let most = panels.iter().map(|panel| panel.drawn.len()).max().unwrap_or_default().max(inks.key.len());
    if most <= MOST_COLORS || !declared.highlight.color.is_empty() {
        return None;
    }
    let series = match &declared.series {
        Some(Series::Column(series)) => Some(series.span),
        _ => declared.field("series"),
    };
    let what = if inks.key.is_empty() { "series" } else { "values" };
    let span = series.or(declared.color.as_ref().map(|color| color.span)).unwrap_or(declared.mark.span);
    let message = format!("{most} {what} cannot be told apart by colour");
    Some(
        Diagnostic::error("too-many-colours", span, message)
            .help("name the few that matter under `highlight`, select some with `filter`, or use `facet`"),
    )
}

/// Bars, columns and areas show a value by their length, which only an axis from zero can measure.
fn broken_axis(plan: &Plan<'_>, mark: Mark) -> Option<Diagnostic> {
    let channel = &plan.drawing.columns.value_channel;
    if !matches!(mark, Mark::Bar | Mark::Column | Mark::Area) {
        return None;
    }
    if channel.log {
        let message = "a logarithmic axis has no zero for the marks to stand on";
        return Some(
            Diagnostic::error("broken-axis", channel.field.span, message)
                .help("use `mark: dot` or `mark: line`, or leave `scale` out"),
        );
    }
    let (low, high) = channel.domain.filter(|(low, high)| *low > 0.0 || *high < 0.0)?;
    let message = format!("an axis from {low} to {high} cuts the marks' feet off");
    Some(
        Diagnostic::error("broken-axis", channel.field.span, message)
            .help("let the domain hold zero, or use `mark: dot`"),
    )
}

/// Zero and what is below it have no logarithm.
fn logarithm(plan: &Plan<'_>, mark: Mark, panels: &[Part]) -> Option<Diagnostic> {
    let channel = &plan.drawing.columns.value_channel;
    if !channel.log || matches!(mark, Mark::Bar | Mark::Column | Mark::Area) {
        return None;
    }
    let low = points(panels).find(|point| point.value.is_some_and(|value| value <= 0.0))?;
    let message = format!("`{}` has no place on a logarithmic axis", low.label);
    Some(
        Diagnostic::error("no-logarithm", channel.field.span, message)
            .label(plan.drawing.dataset.table.span(low.row, plan.drawing.columns.value), "it stands here")
            .help("leave `scale: log` out, or the row with `filter`"),
    )
}

/// What was collected as it came says nothing about a course over time, unless a reader is told so.
fn convenience(plan: &Plan<'_>, mark: Mark) -> Option<Diagnostic> {
    let drawing = plan.drawing;
    let trend = matches!(mark, Mark::Line | Mark::Area | Mark::Column | Mark::Slope);
    let field = drawing.dataset.table.fields().get(drawing.columns.dimension)?;
    let bare = plan.declared.words.note.is_none();
    let convenient = drawing.dataset.about.coverage == Some(Coverage::Convenience);
    if !(trend && bare && convenient && is_time(field.kind)) {
        return None;
    }
    let message = format!(
        "`{}` is no regular count (`coverage: convenience`), and the chart shows it as a trend without a caveat",
        drawing.dataset.id
    );
    Some(
        Diagnostic::error("convenience-trend", plan.declared.mark.span, message).help(
            "tell readers in `note` what the figures leave out, or use `mark: dot` or `mark: coverage`",
        ),
    )
}

/// A measured number without a unit could be anything; a count is one of what its column names.
fn no_unit(plan: &Plan<'_>, mark: Mark) -> Option<Diagnostic> {
    let declared = plan.declared;
    let channel = &plan.drawing.columns.value_channel;
    let named = matches!(mark, Mark::Coverage | Mark::Timeline)
        || declared.words.subtitle.is_some()
        || declared.words.unit.is_some()
        || channel.label.is_some()
        || !plan.writer.field.unit.is_empty()
        || plan.writer.numbers.around.is_some();
    if named || plan.writer.field.kind != FieldType::Number {
        return None;
    }
    let message = format!("nothing says what `{}` is measured in", rows::title(plan.writer.field));
    Some(
        Diagnostic::warning("no-unit", channel.field.span, message)
            .help("write `unit`, or say it in `subtitle`, or give the column a `unit` in the descriptor"),
    )
}

/// On a map of counts, large countries win.
fn counts_on_map(plan: &Plan<'_>, mark: Mark) -> Option<Diagnostic> {
    let field = plan.writer.field;
    let unit = plan.declared.words.unit.as_deref().unwrap_or(&field.unit);
    let rate = unit.contains(['%', '‰', '/']) || unit.split_whitespace().any(|word| word == "per");
    if mark != Mark::Map || field.kind != FieldType::Integer || rate {
        return None;
    }
    let message = format!("`{}` is a count, and a map of counts shows which countries are large", field.name);
    Some(Diagnostic::warning("counts-on-map", plan.drawing.columns.value_channel.field.span, message).help(
        "show a rate, such as a share or a number per inhabitant, or use `mark: bar` with `sort` and `top`",
    ))
}

/// A line that runs from one thing that was counted to another.
fn mixed_terms(plan: &Plan<'_>, mark: Mark, panels: &[Part]) -> Option<Diagnostic> {
    if !matches!(mark, Mark::Line | Mark::Area | Mark::Slope) {
        return None;
    }
    let (dataset, columns) = (&plan.drawing.dataset, &plan.drawing.columns);
    let fields = dataset.table.fields();
    let shown = [Some(columns.dimension), columns.series, columns.facet, columns.color];
    let statuses: BTreeSet<usize> = fields.iter().filter_map(|field| field.status).collect();
    let term = |column: &usize| {
        let classifies = fields.get(*column).is_some_and(|field| !field.categories.is_empty());
        let told = dataset.primary_key.contains(column) || classifies;
        told && !shown.contains(&Some(*column)) && !statuses.contains(column) && *column != columns.value
    };
    let lines = || panels.iter().flat_map(|panel| &panel.drawn);
    let mixed = (0..fields.len()).filter(term).find_map(|column| {
        let terms = |drawn: &Drawn| -> BTreeSet<String> {
            let rows =
                drawn.series.points.iter().filter(|point| point.value.is_some()).map(|point| point.row);
            let cells = rows.filter(|row| *row != NO_ROW).map(|row| dataset.table.cell(row, column));
            cells.filter_map(|cell| cell.value()).map(|value| plan.names.of(column, value)).collect()
        };
        lines().map(terms).find(|terms| terms.len() > 1).map(|terms| (column, terms))
    });
    let (column, terms) = mixed?;
    let name = fields.get(column).map(|field| field.name.as_str()).unwrap_or_default();
    let listed = quoted_list(terms.iter().take(4).map(String::as_str));
    let message = format!("one line runs over different values of `{name}`: {listed}");
    Some(
        Diagnostic::warning("mixed-terms", columns.value_channel.field.span, message)
            .help(format!("select one with `filter`, or tell them apart with `series: {name}`")),
    )
}

/// What lies outside an axis that the author fixed is not drawn.
fn outside(plan: &Plan<'_>, mark: Mark, panels: &[Part]) -> Option<Diagnostic> {
    let columns = &plan.drawing.columns;
    let out = |place: f64, domain: (f64, f64)| place < domain.0 || place > domain.1;
    let count = |domain: Option<(f64, f64)>, place: &dyn Fn(&Point) -> Option<f64>| {
        let domain = domain?;
        let list: Vec<&str> = points(panels)
            .filter(|point| place(point).is_some_and(|place| out(place, domain)))
            .map(|point| point.label.as_str())
            .collect();
        (!list.is_empty()).then_some(list)
    };
    let problem = |span: Span, list: &[&str]| {
        let shown = quoted_list(list.iter().take(4).copied());
        let more = if list.len() > 4 { format!(" and {} more", list.len() - 4) } else { String::new() };
        let message = format!("outside `domain`, and so not in the drawing: {shown}{more}");
        Diagnostic::warning("outside-domain", span, message)
            .help("let the domain hold them, or leave their rows out with `filter`")
    };
    if !matches!(mark, Mark::Map | Mark::Cell | Mark::Coverage)
        && let Some(list) = count(columns.value_channel.domain, &|point| point.value)
    {
        return Some(problem(columns.value_channel.field.span, &list));
    }
    if matches!(plan.axes.dimension.scale, Scale::Category(_)) {
        return None;
    }
    let list = count(columns.dimension_channel.domain, &|point| point.value.map(|_| point.at))?;
    Some(problem(columns.dimension_channel.field.span, &list))
}

fn points(panels: &[Part]) -> impl Iterator<Item = &Point> {
    panels.iter().flat_map(|panel| &panel.drawn).flat_map(|drawn| &drawn.series.points)
}
