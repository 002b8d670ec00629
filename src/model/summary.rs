//! What a chart's numbers say, in sentences computed from them: for readers who cannot see it, and for
//! editors who have not described it yet.

use crate::{
    base::locale::messages::Argument,
    model::{
        chart::{Chart, Mark, Point, Scale, Series},
        language::Language,
    },
};

/// How many series get a sentence of their own.
const MOST_SENTENCES: usize = 6;

/// The summary of a chart.
#[must_use]
pub fn of(chart: &Chart, language: &Language) -> String {
    let ordered = !matches!(chart.dimension.scale, Scale::Category(_)) && chart.mark != Mark::Bar;
    let all = chart
        .panels
        .iter()
        .flat_map(|panel| panel.series.iter().map(|series| (panel.title.as_str(), series)));
    let sentence = |(panel, series): (&str, &Series)| {
        if ordered { course(panel, series, language) } else { extremes(panel, series, chart, language) }
    };
    all.take(MOST_SENTENCES).filter_map(sentence).collect::<Vec<_>>().join(" ")
}

/// "Admissible requests: from 975 (2017) to 2,586 (2024)."
fn course(panel: &str, series: &Series, language: &Language) -> Option<String> {
    let mut known = series.points.iter().filter(|point| point.value.is_some());
    let first = known.next()?;
    let last = known.next_back().unwrap_or(first);
    let (from, to) = (at(first), at(last));
    let values =
        [("first", first.label.as_str()), ("first-name", &from), ("last", &last.label), ("last-name", &to)];
    say("figure-summary-change", panel, series, &values, language)
}

fn at(point: &Point) -> String {
    format!("{}", point.at)
}

/// "The highest is 296 (Not compliant, data deleted), the lowest 49 (Deleted before a decision)." Where values
/// are missing or withheld, it says that it speaks of those shown.
fn extremes(panel: &str, series: &Series, chart: &Chart, language: &Language) -> Option<String> {
    let known = || series.points.iter().filter_map(|point| Some((point.value?, point)));
    let gaps = series.points.iter().any(|point| point.value.is_none() && point.row != usize::MAX);
    let id = if gaps { "figure-summary-extremes-known" } else { "figure-summary-extremes" };
    let (_, highest) = known().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (_, lowest) = known().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (high, low) = (category(highest, chart), category(lowest, chart));
    let values = [
        ("highest", highest.label.as_str()),
        ("highest-name", &high),
        ("lowest", &lowest.label),
        ("lowest-name", &low),
    ];
    say(id, panel, series, &values, language)
}

/// The name of a point's category.
fn category(point: &Point, chart: &Chart) -> String {
    let Scale::Category(names) = &chart.dimension.scale else { return at(point) };
    // Positions of categories are small whole numbers, by construction.
    let place = names.iter().enumerate().find(|(place, _)| {
        u32::try_from(*place).is_ok_and(|place| f64::from(place).total_cmp(&point.at).is_eq())
    });
    place.map(|(_, name)| name.clone()).unwrap_or_default()
}

fn say(
    id: &str,
    panel: &str,
    series: &Series,
    values: &[(&str, &str)],
    language: &Language,
) -> Option<String> {
    let subject = [panel, series.name.as_str()]
        .into_iter()
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let scope = if subject.is_empty() { "all" } else { "series" };
    let named = [("scope", scope), ("series", subject.as_str())];
    let arguments: Vec<_> = named
        .iter()
        .chain(values)
        .map(|(name, value)| (*name, Argument::Text((*value).to_owned())))
        .collect();
    language.find(id, &arguments)
}
