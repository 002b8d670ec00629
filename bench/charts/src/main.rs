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
    measure("share card", 100, || card::png(&line, &words, &style).map_or(0, |bytes| bytes.len()));
}

fn measure(name: &str, times: u32, draw: impl Fn() -> usize) {
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

fn line() -> Chart {
    let series = [
        ("North", 48.0, 0.55, 2.1),
        ("Midlands", 41.0, 0.42, 1.7),
        ("South", 33.0, 0.35, 1.4),
        ("Islands", 27.5, 0.12, 1.1),
    ];
    let list = series.iter().enumerate().map(|(slot, (name, base, slope, wave))| {
        let value = |year: f64| base + slope * year + wave * (year * 0.55 + slot as f64).sin();
        let points =
            (0..25).map(|year| point(2000.0 + f64::from(year), value(f64::from(year)), year as usize));
        Series {
            name: (*name).to_owned(),
            slot: u8::try_from(slot).ok(),
            strong: slot == 0,
            points: points.collect(),
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
