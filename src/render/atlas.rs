//! A map of the world that shades each country by how much is listed for it. The list beside it says the same
//! in words, so the drawing is for the eye and the pointer alone.

use std::collections::BTreeMap;

use crate::{
    data::country::Country,
    model::{
        chart::{Axis, Chart, KeyWords, Labels, Map, Mark, Panel, Point, Region, Scale, Series, Stack},
        language::Language,
    },
    plot::{
        self,
        geo::WORLD,
        style::{Style, Width},
        svg,
        text::Shaper,
    },
};

/// Bounds between classes of counts: none, one, two, and so on.
const BOUNDS: [f64; 4] = [1.0, 2.0, 5.0, 10.0];

/// One country of the map.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The country.
    pub country: &'static Country,
    /// How much is listed for it.
    pub count: usize,
    /// Where it is listed, as templates write addresses.
    pub href: String,
    /// What a pointer is told.
    pub title: String,
}

/// The drawings of the map, from the narrowest.
#[must_use]
pub fn draw(spots: &[Spot], shaper: &Shaper, language: &Language) -> Vec<(u16, String)> {
    let shaped: BTreeMap<&str, ()> = WORLD.shapes.iter().map(|shape| (shape.code.as_str(), ())).collect();
    // A circle stands for a country without a shape; one that stands for nothing would only be in the way.
    let shown: Vec<&Spot> =
        spots.iter().filter(|spot| spot.count > 0 || shaped.contains_key(spot.country.alpha3)).collect();
    let chart = chart(&shown, language);
    let links: Vec<svg::Link<'_>> =
        shown.iter().map(|spot| svg::Link { href: &spot.href, title: &spot.title }).collect();
    let style = Style { shaper, locale: &language.locale };
    let drawing = |width: Width| (width.pixels(), svg::linked(&plot::draw(&chart, &style, width), &links));
    Width::ALL.into_iter().map(drawing).collect()
}

fn chart(spots: &[&Spot], language: &Language) -> Chart {
    #[expect(clippy::cast_precision_loss, reason = "counts of records and of countries")]
    let point = |(row, spot): (usize, &&Spot)| {
        Point::new(row as f64, Some(spot.count as f64), spot.title.clone(), row)
    };
    let names = spots.iter().map(|spot| spot.country.name(language.locale.language()).to_owned()).collect();
    let series = Series {
        name: String::new(),
        slot: Some(0),
        strong: false,
        points: spots.iter().enumerate().map(point).collect(),
    };
    Chart {
        span: crate::base::span::Span::start_of(crate::base::span::FileId(0)),
        mark: Mark::Map,
        dimension: Axis::new(Scale::Category(names)),
        values: Axis::new(Scale::Quantity),
        panels: vec![Panel { title: String::new(), series: vec![series], totals: Vec::new() }],
        columns: 1,
        stack: Stack::None,
        by_sign: false,
        labels: Labels::default(),
        annotations: Vec::new(),
        unit: String::new(),
        decimals: Some(0),
        height: None,
        right_to_left: language.locale.right_to_left(),
        bins: BOUNDS.to_vec(),
        tints: Vec::new(),
        words: KeyWords { blank: language.say("map-blank", &[]), ..KeyWords::default() },
        map: Some(Map {
            codes: spots.iter().map(|spot| spot.country.alpha3.to_owned()).collect(),
            region: Region::World,
        }),
    }
}
