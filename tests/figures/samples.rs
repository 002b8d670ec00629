//! Charts for tests: builders, one chart a mark, and a seeded generator of odd ones.

use casebook::base::locale::Locale;
use casebook::base::span::{FileId, Span};
use casebook::design::font::embedded;
use casebook::model::chart::{
    Annotation, Axis, Certainty, Chart, KeyWords, Labels, Map, Mark, Panel, Point, Region, Scale, Series,
    Stack,
};
use casebook::plot::style::Style;
use casebook::plot::text::Shaper;

/// What a style borrows.
pub struct Press {
    shaper: Shaper,
    locale: Locale,
}

impl Press {
    pub fn new(tag: &str) -> Self {
        Self { shaper: Shaper::new(&embedded()), locale: Locale::new(tag).unwrap() }
    }

    pub fn style(&self) -> Style<'_> {
        Style { shaper: &self.shaper, locale: &self.locale }
    }
}

pub fn point(at: f64, value: Option<f64>, row: usize) -> Point {
    let label = value
        .filter(|v| v.is_finite())
        .map_or_else(|| "no figure".to_owned(), |value| format!("{value}").replace('-', "\u{2212}"));
    Point::new(at, value, label, row)
}

pub fn series(name: &str, from: f64, values: &[f64]) -> Series {
    let value = |value: &f64| Some(*value).filter(|value| *value != MISSING);
    let points = values.iter().enumerate().map(|(row, v)| point(from + row as f64, value(v), row)).collect();
    Series { name: name.to_owned(), slot: Some(0), strong: false, points }
}

/// Stands for a value that is missing.
pub const MISSING: f64 = -987_654.0;

pub fn names(names: &[&str]) -> Scale {
    Scale::Category(names.iter().map(|name| (*name).to_owned()).collect())
}

pub fn chart(mark: Mark, scale: Scale, mut list: Vec<Series>) -> Chart {
    for (slot, series) in list.iter_mut().enumerate() {
        series.slot = u8::try_from(slot).ok().filter(|slot| *slot < 5);
    }
    Chart::new(Span::start_of(FileId(0)), mark, scale, list)
}

/// One chart a mark and a form, each with its name.
pub fn one_of_each() -> Vec<(&'static str, Chart)> {
    vec![
        ("line", line()),
        ("line-gap", gap()),
        ("area", Chart { mark: Mark::Area, ..gap() }),
        ("area-stacked", Chart { mark: Mark::Area, stack: Stack::Zero, annotations: Vec::new(), ..line() }),
        ("bar", bar()),
        ("bar-stacked", Chart { mark: Mark::Bar, ..stacked() }),
        ("column", column()),
        ("column-grouped", grouped()),
        ("column-stacked", stacked()),
        ("column-percent", percent(Mark::Column)),
        ("bar-percent", percent(Mark::Bar)),
        ("area-percent", percent(Mark::Area)),
        ("dot", dot()),
        ("dot-rows", Chart { mark: Mark::Dot, by_sign: false, ..bar() }),
        ("panels", panels()),
        ("range", range()),
        ("slope", slope()),
        ("cell", Chart { mark: Mark::Cell, ..field() }),
        ("coverage", Chart { mark: Mark::Coverage, ..field() }),
        ("scatter", scatter()),
        ("line-log", logarithmic(line())),
        ("scatter-log", logarithmic(scatter())),
        ("slope-panels", twice(slope())),
        ("bar-panels", twice(bar())),
        ("range-panels", twice(range())),
        ("map-panels", twice(map(Region::World))),
        ("timeline", timeline()),
        ("number", Chart { mark: Mark::Number, annotations: Vec::new(), ..line() }),
        ("number-names", Chart { mark: Mark::Number, by_sign: false, ..bar() }),
        ("table", Chart { mark: Mark::Table, stack: Stack::None, ..stacked() }),
    ]
}

fn line() -> Chart {
    let list = vec![
        series("North", 2010.0, &[50.0, 51.5, 52.0, 56.0, 57.5, 41.0, 36.0]),
        series("South", 2010.0, &[33.0, 34.5, 37.0, 38.0, 37.5, 36.0, 37.0]),
        series("Islands", 2010.0, &[27.0, 26.0, 28.5, 29.0, 30.0, 28.0, 27.0]),
    ];
    let mut chart = chart(Mark::Line, Scale::Year, list);
    chart.panels[0].series[0].strong = true;
    chart.labels.end = true;
    chart.unit = "days".into();
    let at = Annotation::At { at: 2014.0, label: "Reform".into(), note: "Funding tied to waits".into() };
    let band = Annotation::Band { from: 2010.5, to: 2011.5, label: "Strike".into() };
    let place = Annotation::Point { at: 2015.0, value: 28.0, label: "A ferry strike of five weeks".into() };
    chart.annotations = vec![at, band, Annotation::Value { value: 45.0, label: "Target".into() }, place];
    chart
}

fn gap() -> Chart {
    let values = [975.0, 1265.0, MISSING, 1200.0, MISSING, 1300.0, 2586.0];
    let mut chart = chart(Mark::Line, Scale::Year, vec![series("", 2017.0, &values)]);
    chart.labels.value = true;
    chart.unit = "requests".into();
    chart
}

fn bar() -> Chart {
    let rows = names(&[
        "Education and health care",
        "Retail trade",
        "Utilities",
        "Finance",
        "Manufacturing of all kinds",
    ]);
    let mut chart = chart(Mark::Bar, rows, vec![series("", 0.0, &[4372.0, 326.0, MISSING, -119.0, -1850.0])]);
    chart.by_sign = true;
    chart.labels.value = true;
    chart.panels[0].series[0].points[1].certainty = Certainty::AtLeast;
    chart.panels[0].series[0].points[3].certainty = Certainty::Unsure;
    chart
}

fn column() -> Chart {
    let mut chart =
        chart(Mark::Column, Scale::Year, vec![series("", 2016.0, &[36.0, 59.0, 51.0, MISSING, 83.0, 2.0])]);
    chart.labels.value = true;
    chart.unit = "alerts".into();
    chart.panels[0].series[0].points[1].certainty = Certainty::AtMost;
    chart.panels[0].series[0].points[2].certainty = Certainty::Unsure;
    chart
}

fn grouped() -> Chart {
    let list = vec![
        series("2020", 0.0, &[12.0, 30.0, 22.0]),
        series("2021", 0.0, &[17.0, -4.0, 25.0]),
        series("2022", 0.0, &[21.0, MISSING, 27.0]),
    ];
    let mut chart = chart(Mark::Column, names(&["Deleted", "Kept", "Pending"]), list);
    chart.labels.value = true;
    chart
}

fn stacked() -> Chart {
    let list = vec![
        series("Drought", 0.0, &[1.25, 0.75, 4.5, 0.0]),
        series("Flood", 0.0, &[3.0, 2.5, 0.25, 2.0]),
        series("Other", 0.0, &[0.25, 0.05, 0.5, 0.25]),
    ];
    let mut chart = chart(Mark::Column, names(&["1990s", "2000s", "2010s", "2020s"]), list);
    chart.stack = Stack::Zero;
    chart.labels.total = true;
    chart.unit = "million".into();
    chart.panels[0].series[2].slot = None;
    chart.panels[0].totals =
        [4.5, 3.3, 5.25, 2.25].iter().enumerate().map(|(row, v)| point(row as f64, Some(*v), row)).collect();
    chart
}

fn dot() -> Chart {
    let values = [1400.0, MISSING, MISSING, 2343.0, MISSING, 6344.0, 11492.0, 13000.0, 10776.0];
    let mut chart = chart(Mark::Dot, Scale::Year, vec![series("", 2001.0, &values)]);
    let marks = [(0, Certainty::Unsure), (7, Certainty::AtLeast), (8, Certainty::AtMost)];
    for (index, certainty) in marks {
        chart.panels[0].series[0].points[index].certainty = certainty;
    }
    chart.unit = "Red Notices".into();
    chart
}

fn panels() -> Chart {
    let mut chart = chart(Mark::Line, Scale::Year, Vec::new());
    let median = [4.0, 5.0, 4.5, 6.0];
    let title = [
        "Construction",
        "Agriculture",
        "Wholesale and retail trade, repairs and storage",
        "Finance",
        "Other",
    ];
    let panel = |(order, title): (usize, &&str)| {
        let own = median.map(|value| value + 2.5 - order as f64);
        let mut grey = series("Median", 2007.0, &median);
        grey.slot = None;
        Panel {
            title: (*title).to_owned(),
            series: vec![grey, series(title, 2007.0, &own)],
            totals: Vec::new(),
        }
    };
    chart.panels = title.iter().enumerate().map(panel).collect();
    chart.columns = 3;
    chart.labels.end = true;
    chart.unit = "%".into();
    chart
}

fn range() -> Chart {
    let list = vec![
        series("1955", 0.0, &[65.5, 48.0, 48.1, MISSING]),
        series("2005", 0.0, &[82.6, 72.0, 47.3, 60.0]),
    ];
    let mut chart = chart(
        Mark::Range,
        names(&["Japan", "Turkey", "South Africa", "A name that is too long for one line"]),
        list,
    );
    chart.panels[0].series[0].slot = None;
    chart.panels[0].series[1].points[1].certainty = Certainty::AtLeast;
    chart.labels.value = true;
    chart.unit = "years".into();
    chart
}

fn slope() -> Chart {
    let list = vec![
        series("Japan", 0.0, &[65.5, 82.6]),
        series("Turkey", 0.0, &[48.0, 72.0]),
        series("Mexico", 0.0, &[55.0, 72.4]),
        series("South Africa", 0.0, &[48.1, 47.3]),
        series("Nowhere", 0.0, &[MISSING, 60.0]),
    ];
    chart(Mark::Slope, names(&["1955", "2005"]), list)
}

fn field() -> Chart {
    let list = vec![
        series("Red Notices issued", 2018.0, &[13.0, MISSING, 11.0, 10.0, 12.0]),
        series("Alerts refused, of all kinds and for all reasons", 2018.0, &[1.0, 2.0, 3.0, MISSING, 30.0]),
    ];
    let mut chart = chart(Mark::Cell, Scale::Year, list);
    chart.panels[0].series[0].points[2].certainty = Certainty::Unsure;
    chart.panels[0].series[0].points[3].certainty = Certainty::AtLeast;
    chart.panels[0].series[1].points[2].certainty = Certainty::Conflicting;
    chart.labels.value = true;
    chart.unit = "thousand".into();
    chart.words = words();
    chart
}

fn words() -> KeyWords {
    let [sure, unsure, conflict, bound, blank] =
        ["Exact figure", "Rounded", "Sources differ", "A bound", "No data"].map(str::to_owned);
    KeyWords { sure, unsure, conflict, bound, blank }
}

/// The stack as shares, with the values inside and the sums above.
fn percent(mark: Mark) -> Chart {
    let mut chart = Chart { mark, stack: Stack::Percent, ..stacked() };
    chart.labels.inside = true;
    chart.labels.end = mark == Mark::Area;
    chart
}

fn scatter() -> Chart {
    let mut europe = series("Europe", 0.0, &[12.0, 30.0, 18.5, 44.0, 3.0, 27.0]);
    let mut asia = series("Asia", 0.0, &[22.0, 31.0, 9.0]);
    let places = [3.5, 10.0, 41.0, 62.5, 80.0, 99.0, 30.0, 12.5, 70.0];
    let names =
        ["France", "Greece", "Malta", "Republic of Moldova", "Spain", "Türkiye", "India", "Japan", ""];
    let points = europe.points.iter_mut().chain(&mut asia.points);
    for ((point, at), name) in points.zip(places).zip(names) {
        (point.at, point.name) = (at, name.into());
    }
    let mut chart = chart(Mark::Dot, Scale::Quantity, vec![europe, asia]);
    chart.dimension.title = "Requests decided in time, %".into();
    chart.values.title = "Requests granted".into();
    chart.unit = "%".into();
    chart
}

/// The same on logarithmic axes.
fn logarithmic(mut chart: Chart) -> Chart {
    chart.values.log = true;
    chart.dimension.log = true;
    chart
}

/// Two panels, the second with half the values.
fn twice(mut chart: Chart) -> Chart {
    let mut second = chart.panels[0].clone();
    second.title = "The same with half the values and a heading of two lines or three".into();
    for point in second.series.iter_mut().flat_map(|series| &mut series.points) {
        point.value = point.value.map(|value| value / 2.0);
        point.label = point.value.map_or_else(|| point.label.clone(), |value| format!("{value:.0}"));
    }
    chart.panels[0].title = "All".into();
    chart.panels.push(second);
    chart.columns = 2;
    chart
}

/// Events, two of them close to each other and one of which only the month is known.
fn timeline() -> Chart {
    let mut events = series("", 0.0, &[MISSING; 6]);
    let said = [
        (16_801.0, "1 January 2016", "The office opens"),
        (17_226.0, "March 2017", "New rules come into force: a chamber of judges decides on complaints"),
        (17_230.0, "5 March 2017", "The first meeting"),
        (17_240.0, "15 March 2017", "The first decision is published, with the names left out"),
        (18_100.0, "23 July 2019", "A conference"),
        (18_200.0, "31 October 2019", "The last report"),
    ];
    for (point, (at, date, words)) in events.points.iter_mut().zip(said) {
        (point.at, point.label, point.name) = (at, date.into(), words.into());
    }
    events.points[1].until = Some(17_256.0);
    events.points[4].until = Some(18_180.0);
    chart(Mark::Timeline, Scale::Day, vec![events])
}

/// The world, with a value for some countries, a tiny one among them.
pub fn map(region: Region) -> Chart {
    let codes = ["BRA", "CAN", "DEU", "IND", "KEN", "RUS", "MLT", "XKK", "TUV", "FJI"];
    let values = [12.0, 30.0, 18.5, 44.0, MISSING, 27.0, 51.0, 9.0, 70.0, 33.0];
    let mut chart = chart(Mark::Map, names(&codes), vec![series("", 0.0, &values)]);
    chart.bins = vec![10.0, 20.0, 30.0, 50.0];
    chart.unit = "%".into();
    chart.words = words();
    chart.map = Some(Map { codes: codes.map(str::to_owned).to_vec(), region });
    chart
}

/// A generator with a seed (`SplitMix64`, Steele, Lea and Flood 2014).
pub struct Dice {
    state: u64,
    /// Words are Arabic.
    arabic: bool,
    /// Points have names.
    named: bool,
}

/// All marks but maps.
pub const MARKS: [Mark; 12] = [
    Mark::Line,
    Mark::Area,
    Mark::Bar,
    Mark::Column,
    Mark::Dot,
    Mark::Range,
    Mark::Slope,
    Mark::Cell,
    Mark::Coverage,
    Mark::Timeline,
    Mark::Number,
    Mark::Table,
];

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, arabic: false, named: false }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn value(&mut self, scale: f64) -> Option<f64> {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        match self.below(40) {
            0..=2 => None,
            3 => Some(0.0),
            4 => Some(f64::NAN),
            5 => Some(f64::INFINITY),
            _ => Some(unit * scale),
        }
    }

    fn words(&mut self) -> String {
        const LATIN: [&str; 9] =
            ["Red", "notices", "of", "Commission", "for", "complaints-handling", "x", "Überprüfung", "2019"];
        const ARABIC: [&str; 6] = ["إنذار", "أحمر", "الشكاوى", "في", "2019", "المحكمة"];
        let most = if self.one_in(12) { 40 } else { 4 };
        let count = 1 + self.below(most);
        let list: &[&str] = if self.arabic { &ARABIC } else { &LATIN };
        (0..count).map(|_| self.pick(list)).collect::<Vec<_>>().join(" ")
    }

    /// A chart of any mark, size and oddity.
    pub fn chart(&mut self) -> Chart {
        self.arabic = self.one_in(4);
        let mark = self.pick(&MARKS);
        self.named = matches!(mark, Mark::Dot | Mark::Timeline);
        let places = self.pick(&[0, 1, 2, 5, 12, 25, 40, 300]);
        let scale = match self.below(4) {
            0 => Scale::Year,
            1 => Scale::Day,
            2 => Scale::Quantity,
            _ => Scale::Category((0..places.min(40)).map(|_| self.words()).collect()),
        };
        let places = if matches!(mark, Mark::Bar | Mark::Range) { places.min(40) } else { places };
        let count = if self.one_in(6) { 0 } else { 1 + self.below(6) };
        let size = self.pick(&[0.0, 1e-4, 1.0, 100.0, 12_345.0, 1e9, 1e14]);
        let sign = self.pick(&[1.0, 1.0, 1.0, -1.0]);
        let mixed = self.one_in(4);
        let mut panels = Vec::new();
        // Three hundred values once are enough.
        let most = if places > 100 { 1 } else { 12 };
        for _ in 0..self.pick(&[1, 1, 1, 2, 5, 12]).min(most) {
            let series = (0..count).map(|_| self.series(places, &scale, size, sign, mixed)).collect();
            panels.push(Panel { title: self.words(), series, totals: Vec::new() });
        }
        let mut chart = chart(mark, scale, Vec::new());
        chart.panels = panels;
        chart.columns = 1 + self.below(4);
        chart.stack = self.pick(&[Stack::None, Stack::None, Stack::Zero, Stack::Percent]);
        chart.by_sign = self.one_in(6);
        chart.labels = Labels {
            end: self.one_in(2),
            value: self.one_in(2),
            inside: self.one_in(3),
            total: self.one_in(3),
            key: self.one_in(3),
        };
        self.totals(&mut chart);
        for _ in 0..self.pick(&[0, 0, 1, 2, 4]) {
            chart.annotations.push(self.annotation(places, size));
        }
        chart.unit = if self.one_in(2) {
            self.pick(&["%", "days", "$", "million people of all ages and countries"]).to_owned()
        } else {
            String::new()
        };
        chart.dimension.title = if self.one_in(3) { self.words() } else { String::new() };
        chart.right_to_left = self.arabic;
        let blank = if self.one_in(2) { self.words() } else { String::new() };
        let [sure, conflict, bound] = [(); 3].map(|()| self.words());
        chart.words = KeyWords { sure, conflict, bound, unsure: String::new(), blank };
        chart.values.log = self.one_in(6);
        chart.dimension.log = self.one_in(6);
        if self.one_in(8) {
            chart.values.domain = Some((size * 0.2, size * 0.6));
        }
        if self.one_in(12) { self.mapped(chart) } else { chart }
    }

    /// The same values on a map.
    fn mapped(&mut self, mut chart: Chart) -> Chart {
        const CODES: [&str; 12] =
            ["BRA", "CAN", "DEU", "IND", "KEN", "RUS", "MLT", "XKK", "TUV", "FJI", "USA", "QQQ"];
        let region =
            self.pick(&[Region::World, Region::Europe, Region::Africa, Region::Americas, Region::Asia]);
        for series in chart.panels.iter_mut().flat_map(|panel| &mut panel.series) {
            series.points.truncate(CODES.len());
            for (place, point) in series.points.iter_mut().enumerate() {
                point.at = place as f64;
            }
        }
        chart.panels.iter_mut().for_each(|panel| panel.series.truncate(1));
        chart.annotations = Vec::new();
        (chart.mark, chart.dimension) = (Mark::Map, Axis::new(names(&CODES)));
        chart.map = Some(Map { codes: CODES.map(str::to_owned).to_vec(), region });
        chart
    }

    fn series(&mut self, places: usize, scale: &Scale, size: f64, sign: f64, mixed: bool) -> Series {
        let mut points = Vec::new();
        for place in 0..places {
            let at = place as f64
                + match scale {
                    Scale::Year => 1990.0,
                    Scale::Day => 17000.0,
                    _ => 0.0,
                };
            let sign = if mixed && self.one_in(2) { -sign } else { sign };
            let mut point = point(at, self.value(size).map(|value| value * sign), place);
            point.label =
                point.value.filter(|v| v.is_finite()).map_or("—".to_owned(), |value| format!("{value:.1}"));
            if self.one_in(6) {
                point.certainty = self.pick(&[
                    Certainty::Unsure,
                    Certainty::Conflicting,
                    Certainty::AtLeast,
                    Certainty::AtMost,
                ]);
                point.label = format!("{} {}", self.pick(&["more than", "about"]), point.label);
            }
            if self.named {
                point.name = self.words();
                point.until = if self.one_in(3) { Some(at + self.below(40) as f64) } else { None };
            }
            points.push(point);
        }
        let slot = if self.one_in(3) { None } else { Some(self.below(7) as u8) };
        Series {
            name: if self.one_in(5) { String::new() } else { self.words() },
            slot,
            strong: self.one_in(4),
            points,
        }
    }

    fn totals(&mut self, chart: &mut Chart) {
        for panel in &mut chart.panels {
            panel.totals = panel.series.first().map(|series| series.points.clone()).unwrap_or_default();
        }
    }

    fn annotation(&mut self, places: usize, size: f64) -> Annotation {
        let base = self.pick(&[0.0, 1990.0, 17000.0]);
        let at = base + self.below(places + 2) as f64;
        match self.below(4) {
            3 => Annotation::Point { at, value: size * 0.3, label: self.words() },
            0 => Annotation::At {
                at,
                label: self.words(),
                note: if self.one_in(2) { self.words() } else { String::new() },
            },
            1 => Annotation::Value { value: size * 0.5, label: self.words() },
            _ => Annotation::Band { from: at, to: at + self.below(5) as f64, label: self.words() },
        }
    }
}
