//! Draws the same figures again and again and prints what one costs in processor time.

use casebook::base::locale::Locale;
use casebook::base::span::{FileId, Span};
use casebook::design::font::embedded;
use casebook::model::chart::{Annotation, Chart, Map, Mark, Point, Region, Scale, Series};
use casebook::plot::geo::WORLD;
use casebook::plot::style::{Style, Width};
use casebook::plot::text::Shaper;
use casebook::plot::{card, draw, svg};
use rustix::time::{ClockId, clock_gettime};

fn main() {
    let shaper = Shaper::new(&embedded());
    let locale = Locale::new("en").expect("English is built in");
    let style = Style { shaper: &shaper, locale: &locale };
    let (line, map) = (line(), map());
    let words =
        card::Words { title: "Waits fell in the North", subtitle: "Days", source: "Invented", site: "Bench" };
    measure("line, 4 x 25 points, 680 px", 20_000, || {
        svg::write(&draw(&line, &style, Width::Wide), "a").len()
    });
    measure("line, 4 x 25 points, all three widths", 6_000, || {
        Width::ALL.iter().map(|width| svg::write(&draw(&line, &style, *width), "a").len()).sum()
    });
    measure("world map, 680 px", 300, || svg::write(&draw(&map, &style, Width::Wide), "a").len());
    let europe =
        Chart { map: map.map.clone().map(|map| Map { region: Region::Europe, ..map }), ..map.clone() };
    measure("map of Europe, 680 px", 100, || svg::write(&draw(&europe, &style, Width::Wide), "a").len());
    measure("share card", 100, || card::png(&line, &words, &style).map_or(0, |bytes| bytes.len()));
}

/// Prints the cost of one drawing over `times` of them, or the part of them that COUNT says.
fn measure(name: &str, times: u32, draw: impl Fn() -> usize) {
    let part = std::env::var("COUNT").ok().and_then(|part| part.parse().ok()).unwrap_or(1.0);
    let times = (f64::from(times) * part).max(1.0) as u32;
    let bytes = draw();
    let start = seconds();
    for _ in 0..times {
        assert_eq!(draw(), bytes, "the same input gives the same bytes");
    }
    let one = (seconds() - start) / f64::from(times);
    println!(
        "{{\"name\":\"{name}\",\"cpu_ms\":{:.4},\"per_second\":{:.0},\"bytes\":{bytes}}}",
        one * 1000.0,
        1.0 / one
    );
}

fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// The data that the other programs draw as well.
fn line() -> Chart {
    let data: serde_json::Value =
        serde_json::from_str(include_str!("../data.json")).expect("the file beside this folder is JSON");
    let numbers = |list: &serde_json::Value| -> Vec<f64> {
        list.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect()
    };
    let years = numbers(&data["x"]);
    let list = data["series"].as_object().into_iter().flatten().enumerate().map(|(slot, (name, values))| {
        let points = years.iter().zip(numbers(values)).enumerate();
        Series {
            name: name.clone(),
            slot: u8::try_from(slot).ok(),
            strong: slot == 0,
            points: points.map(|(row, (year, value))| point(*year, value, row)).collect(),
        }
    });
    let mut chart = chart(Mark::Line, Scale::Year, list.collect());
    chart.labels.end = true;
    chart.unit = "days".to_owned();
    chart.annotations = vec![Annotation::At {
        at: 2017.0,
        label: "2017 reform".into(),
        note: "Funding tied to waits".into(),
    }];
    chart
}

fn map() -> Chart {
    let codes: Vec<String> =
        WORLD.shapes.iter().map(|shape| shape.code.clone()).filter(|code| !code.is_empty()).collect();
    let points = (0..codes.len()).map(|row| point(row as f64, (row * 37 % 90) as f64, row)).collect();
    let list = vec![Series { name: String::new(), slot: Some(0), strong: false, points }];
    let mut chart = chart(Mark::Map, Scale::Category(codes.clone()), list);
    chart.bins = vec![10.0, 20.0, 30.0, 50.0, 70.0];
    chart.map = Some(Map { codes, region: Region::World });
    chart
}

fn point(at: f64, value: f64, row: usize) -> Point {
    Point::new(at, Some(value), format!("{value:.1}"), row)
}

fn chart(mark: Mark, scale: Scale, series: Vec<Series>) -> Chart {
    Chart::new(Span::start_of(FileId(0)), mark, scale, series)
}
