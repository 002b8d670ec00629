//! What a chart's numbers say, in sentences computed from them: for readers who cannot see it, and for
//! editors who have not described it yet.

use jiff::{Span, civil::Date};
use rust_decimal::Decimal;

use crate::{
    base::locale::messages::Argument,
    model::{
        chart::{Certainty, Chart, Mark, NO_ROW, Point, Scale, Series},
        language::Language,
    },
};

/// How many series get a sentence of their own; of more, only the extremes of all are told.
const MOST_SENTENCES: usize = 6;

/// A value with the names of its panel and its series.
#[derive(Clone, Copy)]
struct Told<'c> {
    panel: &'c str,
    series: &'c Series,
    point: &'c Point,
    value: f64,
}

/// The summary of a chart.
#[must_use]
pub fn of(chart: &Chart, language: &Language) -> String {
    let says = Says { chart, language };
    let sentences = match chart.mark {
        Mark::Coverage => vec![says.count()],
        Mark::Timeline => vec![says.count(), says.span()],
        Mark::Map | Mark::Cell => vec![says.count(), says.extremes_of_all()],
        _ if says.told().len() == 1 => vec![says.only()],
        _ if says.is_scatter() || says.lines().count() > MOST_SENTENCES => {
            vec![says.count(), says.extremes_of_all()]
        }
        _ => says.lines().map(|(panel, series)| says.line(panel, series)).collect(),
    };
    let rest = [says.missing(), says.bounds()].into_iter().filter(|_| !says.told().is_empty());
    sentences.into_iter().chain(rest).flatten().collect::<Vec<_>>().join(" ")
}

struct Says<'c> {
    chart: &'c Chart,
    language: &'c Language,
}

impl<'c> Says<'c> {
    /// The series with rows of the dataset, with the names of their panels: a line that all panels repeat has none.
    fn lines(&self) -> impl Iterator<Item = (&'c str, &'c Series)> {
        let all = self
            .chart
            .panels
            .iter()
            .flat_map(|panel| panel.series.iter().map(|series| (panel.title.as_str(), series)));
        all.filter(|(_, series)| series.points.iter().any(|point| point.row != NO_ROW))
    }

    /// All values.
    fn told(&self) -> Vec<Told<'c>> {
        let of_series = |(panel, series): (&'c str, &'c Series)| {
            let told = move |point: &'c Point| Some(Told { panel, series, point, value: point.value? });
            series.points.iter().filter_map(told)
        };
        self.lines().flat_map(of_series).collect()
    }

    fn is_scatter(&self) -> bool {
        self.chart.mark == Mark::Dot && self.chart.dimension.scale == Scale::Quantity
    }

    /// True if the dimension has a course, from a first to a last place.
    fn is_ordered(&self) -> bool {
        !matches!(self.chart.dimension.scale, Scale::Category(_)) && self.chart.mark != Mark::Bar
            || self.chart.mark == Mark::Slope
    }

    /// One sentence about one series, and a second one where it is alone and does not end at its extremes.
    fn line(&self, panel: &str, series: &Series) -> Option<String> {
        let known: Vec<&Point> = series.points.iter().filter(|point| point.value.is_some()).collect();
        let (first, last) = (known.first()?, known.last()?);
        let subject = subject(&[panel, &series.name]);
        let alone = self.lines().count() == 1;
        if alone && known.len() > 2 && known.iter().all(|point| point.label == first.label) {
            return self.say("figure-summary-equal", &[("value", &first.label)]);
        }
        if !self.is_ordered() {
            return self.extremes(&subject, series);
        }
        let (from, to) = (self.place(first), self.place(last));
        let values = [
            ("scope", scope(&subject)),
            ("series", subject.as_str()),
            ("first", &first.label),
            ("first-name", &from),
            ("last", &last.label),
            ("last-name", &to),
        ];
        let course = self.say("figure-summary-change", &values)?;
        let at_ends = |point: &&Point| point.at == first.at || point.at == last.at;
        let inner = alone && !self.highest_and_lowest(series).iter().all(|(point, _)| at_ends(point));
        let more = inner.then(|| self.extremes(&subject, series)).flatten();
        Some([Some(course), more].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }

    /// "The highest is 296 (Not compliant, data deleted), the lowest 49 (Deleted before a decision)."
    fn extremes(&self, subject: &str, series: &Series) -> Option<String> {
        let gaps = series.points.iter().any(|point| point.value.is_none() && point.row != NO_ROW);
        let ends = self.highest_and_lowest(series);
        let [(highest, _), (lowest, _)] = ends.as_slice() else { return None };
        let (high, low) = (self.place(highest), self.place(lowest));
        self.say_extremes(subject, gaps, (highest, &high), (lowest, &low))
    }

    fn highest_and_lowest<'s>(&self, series: &'s Series) -> Vec<(&'s Point, f64)> {
        let known = || series.points.iter().filter_map(|point| Some((point, point.value?)));
        let highest = known().max_by(|a, b| a.1.total_cmp(&b.1));
        let lowest = known().min_by(|a, b| a.1.total_cmp(&b.1));
        highest.into_iter().chain(lowest).collect()
    }

    /// The same over all series, each value with the name of its own.
    fn extremes_of_all(&self) -> Option<String> {
        let told = self.told();
        let highest = told.iter().max_by(|a, b| a.value.total_cmp(&b.value))?;
        let lowest = told.iter().min_by(|a, b| a.value.total_cmp(&b.value))?;
        if told.len() > 2 && told.iter().all(|told| told.point.label == highest.point.label) {
            return self.say("figure-summary-equal", &[("value", &highest.point.label)]);
        }
        let (high, low) = (self.whole_name(highest), self.whole_name(lowest));
        self.say_extremes("", false, (highest.point, &high), (lowest.point, &low))
    }

    fn say_extremes(
        &self,
        subject: &str,
        gaps: bool,
        (highest, high): (&Point, &str),
        (lowest, low): (&Point, &str),
    ) -> Option<String> {
        let id = if gaps { "figure-summary-extremes-known" } else { "figure-summary-extremes" };
        let values = [
            ("scope", scope(subject)),
            ("series", subject),
            ("highest", highest.label.as_str()),
            ("highest-name", high),
            ("lowest", &lowest.label),
            ("lowest-name", low),
        ];
        self.say(id, &values)
    }

    /// "The only value is 62% (Europe, 2020)."
    fn only(&self) -> Option<String> {
        let told = self.told().into_iter().next()?;
        let name = self.whole_name(&told);
        self.say("figure-summary-one", &[("value", &told.point.label), ("name", &name)])
    }

    fn count(&self) -> Option<String> {
        self.counted("figure-summary-count", self.told().len())
    }

    /// "It runs from 26 July 2019 to March 2021."
    fn span(&self) -> Option<String> {
        let told = self.told();
        let first = told.iter().min_by(|a, b| a.point.at.total_cmp(&b.point.at))?;
        let last = told.iter().max_by(|a, b| a.point.at.total_cmp(&b.point.at))?;
        let values = [("first", first.point.label.as_str()), ("last", &last.point.label)];
        self.say("figure-summary-span", &values)
    }

    /// How many rows have no value.
    fn missing(&self) -> Option<String> {
        let points = self.lines().flat_map(|(_, series)| &series.points);
        let missing = points.filter(|point| point.value.is_none() && point.row != NO_ROW).count();
        if missing == 0 { None } else { self.counted("figure-summary-missing", missing) }
    }

    fn bounds(&self) -> Option<String> {
        let bound = |told: &&Told<'_>| matches!(told.point.certainty, Certainty::AtLeast | Certainty::AtMost);
        let bounds = self.told().iter().filter(bound).count();
        if bounds == 0 { None } else { self.counted("figure-summary-bounds", bounds) }
    }

    fn counted(&self, id: &str, count: usize) -> Option<String> {
        let count = u64::try_from(count).unwrap_or_default();
        let shown = self.language.locale.number(Decimal::from(count), None);
        self.language.find(id, &[("count", Argument::Count(count)), ("shown", Argument::Text(shown))])
    }

    /// The names of a value: of its panel, its series and its place, as far as there are any.
    fn whole_name(&self, told: &Told<'_>) -> String {
        let place = if self.is_scatter() { told.point.name.clone() } else { self.place(told.point) };
        let names = [told.panel, &told.series.name, &place];
        names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The name of a point's place.
    fn place(&self, point: &Point) -> String {
        match &self.chart.dimension.scale {
            Scale::Category(names) => {
                // Positions of categories are small whole numbers, by construction.
                let place = names.iter().enumerate().find(|(place, _)| {
                    u32::try_from(*place).is_ok_and(|place| f64::from(place).total_cmp(&point.at).is_eq())
                });
                place.map(|(_, name)| name.clone()).unwrap_or_default()
            }
            Scale::Day => self.day(point.at).unwrap_or_default(),
            Scale::Year => format!("{}", point.at),
            Scale::Quantity => {
                let number = Decimal::try_from(point.at).ok();
                number.map(|number| self.language.locale.number(number, None)).unwrap_or_default()
            }
        }
    }

    /// A number of days since 1970 as a date.
    fn day(&self, at: f64) -> Option<String> {
        #[expect(clippy::cast_possible_truncation, reason = "days of dates that were read")]
        let days = at.round() as i64;
        let date = Date::constant(1970, 1, 1).checked_add(Span::new().try_days(days).ok()?).ok()?;
        Some(self.language.locale.date(date))
    }

    fn say(&self, id: &str, values: &[(&str, &str)]) -> Option<String> {
        let arguments: Vec<_> =
            values.iter().map(|(name, value)| (*name, Argument::Text((*value).to_owned()))).collect();
        self.language.find(id, &arguments)
    }
}

/// The names of a series and its panel; none if it is alone.
fn subject(names: &[&str]) -> String {
    names.iter().copied().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whether a sentence is about all values or about a series.
fn scope(subject: &str) -> &'static str {
    if subject.is_empty() { "all" } else { "series" }
}
