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
    let all = chart.panels.iter().flat_map(|panel| panel.series.iter().map(|series| (panel.title.as_str(), series)));
    let sentence = |(panel, series): (&str, &Series)| if ordered { course(panel, series, language) } else { extremes(panel, series, chart, language) };
    all.take(MOST_SENTENCES).filter_map(sentence).collect::<Vec<_>>().join(" ")
}

/// "Admissible requests: 975 in 2017, 2,586 in 2024."
fn course(panel: &str, series: &Series, language: &Language) -> Option<String> {
    let mut known = series.points.iter().filter(|point| point.value.is_some());
    let first = known.next()?;
    let last = known.next_back().unwrap_or(first);
    say("figure-summary-course", panel, series, &[("from", &at(first)), ("first", &first.label), ("to", &at(last)), ("last", &last.label)], language)
}

fn at(point: &Point) -> String {
    format!("{}", point.at)
}

/// "Highest: Not compliant, data deleted, 296. Lowest: Deleted before a decision, 49."
fn extremes(panel: &str, series: &Series, chart: &Chart, language: &Language) -> Option<String> {
    let known = || series.points.iter().filter_map(|point| Some((point.value?, point)));
    let (_, highest) = known().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (_, lowest) = known().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (high, low) = (category(highest, chart), category(lowest, chart));
    say("figure-summary-extremes", panel, series, &[("high", &high), ("highest", &highest.label), ("low", &low), ("lowest", &lowest.label)], language)
}

/// The name of a point's category.
fn category(point: &Point, chart: &Chart) -> String {
    let Scale::Category(names) = &chart.dimension.scale else { return at(point) };
    // Positions of categories are small whole numbers, by construction.
    let place = names.iter().enumerate().find(|(place, _)| u32::try_from(*place).is_ok_and(|place| f64::from(place).total_cmp(&point.at).is_eq()));
    place.map(|(_, name)| name.clone()).unwrap_or_default()
}

fn say(id: &str, panel: &str, series: &Series, values: &[(&str, &str)], language: &Language) -> Option<String> {
    let subject = [panel, series.name.as_str()].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    let arguments: Vec<_> = values.iter().map(|(name, value)| (*name, Argument::Text((*value).to_owned()))).collect();
    let sentence = language.find(id, &arguments)?;
    Some(if subject.is_empty() { sentence } else { format!("{subject}: {sentence}") })
}
