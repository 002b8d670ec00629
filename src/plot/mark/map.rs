//! Maps: a class of values for each country, hatching where there is none, a circle for a country
//! too small to be seen.

use std::collections::BTreeMap;

use crate::model::chart::{Chart, Map, Point, Region};
use crate::plot::bins::Bins;
use crate::plot::domain::drawable;
use crate::plot::geo::{Country, NEAR, WORLD, World};
use crate::plot::ink::{Ink, Pen};
use crate::plot::projection::Projection;
use crate::plot::rect::Rect;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::simplify::simplify;

/// Points of a border move at most so many pixels.
const BLUR: f64 = 0.5;
/// A country with less area, in square pixels, is a circle.
const SMALL: f64 = 4.0;
/// Radius of a circle on the widest paper.
const RADIUS: f64 = 3.0;

/// A map is at most so high, in parts of the paper's width.
const HIGHEST: f64 = 0.85;

type Ring = Vec<(f64, f64)>;

/// Draws key and map from `top` down and says where it ends.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let Some(map) = &chart.map else { return Ok(top) };
    let bins = Bins::new(chart);
    let top = if sheet.keyed { bins.key(chart, sheet, top)? + 4.0 } else { top };
    let world = atlas_of(map.region);
    let atlas = Atlas::new(world, map.region, sheet.width, top);
    let points = by_code(chart, map);
    let mut small: Vec<(&str, &Point)> = Vec::new();
    let mut shapes: Vec<(Option<usize>, &Country, Vec<Ring>)> = Vec::new();
    for country in world.shapes.iter().filter(|country| country.code != "ATA") {
        let point = points.get(country.code.as_str()).copied();
        let rings = atlas.shape(country);
        if rings.iter().map(|ring| area(ring)).sum::<f64>() < SMALL
            && let Some(point) = point
        {
            small.push((&country.code, point));
        }
        let class = point.and_then(drawable).map(|(_, value)| bins.class(value));
        shapes.push((class, country, rings));
    }
    // Shapes of one class together: they share their style.
    shapes.sort_by_key(|(class, ..)| *class);
    for (_, country, rings) in shapes.iter().filter(|(.., rings)| !rings.is_empty()) {
        let point = points.get(country.code.as_str()).copied();
        sheet.rings(rings, pen(point, &bins), point.map(|point| point.row).into_iter().collect())?;
    }
    let shaped = |code: &str| world.shapes.iter().any(|country| country.code == code);
    small.extend(points.iter().filter(|(code, _)| !shaped(code)).map(|(code, point)| (*code, *point)));
    for (code, point) in small {
        match atlas.middle(code) {
            Some(spot) if atlas.frame.holds(spot) => circle(spot, point, &bins, sheet)?,
            Some(_) => {}
            // A name that is no country was reported where its code was looked up.
            None if code.is_empty() => {}
            None => sheet.dropped.push(format!("`{code}`, which is on no map")),
        }
    }
    Ok(atlas.frame.bottom + 1.0)
}

/// The world is seen from afar, its parts from near.
fn atlas_of(region: Region) -> &'static World {
    if region == Region::World { &WORLD } else { &NEAR }
}

fn pen(point: Option<&Point>, bins: &Bins) -> Pen {
    match point.and_then(drawable) {
        Some((_, value)) => bins.pen(bins.class(value)),
        None => Pen::fill(Ink::Blank).hatched().outlined(),
    }
}

fn circle(spot: (f64, f64), point: &Point, bins: &Bins, sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    if drawable(point).is_none() {
        return Ok(());
    }
    sheet.circle(spot, RADIUS * (0.5 + sheet.width / 1360.0), pen(Some(point), bins), vec![point.row])
}

/// The points of the first series by the codes of their names.
fn by_code<'c>(chart: &'c Chart, map: &'c Map) -> BTreeMap<&'c str, &'c Point> {
    let points = chart
        .panels
        .iter()
        .take(1)
        .flat_map(|panel| panel.series.iter().take(1))
        .flat_map(|series| &series.points);
    let code = |point: &Point| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index of names")]
        let index = point.at.max(0.0) as usize;
        map.codes.get(index).map(String::as_str)
    };
    points.filter_map(|point| Some((code(point)?, point))).collect()
}

/// The world's arcs on paper.
struct Atlas<'w> {
    world: &'w World,
    projection: Projection,
    frame: Frame,
    /// Degrees east of the middle and latitude, of the points that stay.
    arcs: Vec<Vec<(f64, f64)>>,
}

/// The part of the paper that the map may fill.
struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left + RADIUS
            && x <= self.right - RADIUS
            && y >= self.top + RADIUS
            && y <= self.bottom - RADIUS
    }
}

impl<'w> Atlas<'w> {
    fn new(world: &'w World, region: Region, width: f64, top: f64) -> Self {
        let whole = Projection::new(region, width);
        // A region that is higher than it is wide keeps to the middle.
        let drawn = width * (width * HIGHEST / whole.height).min(1.0);
        let projection = if drawn < width { Projection::new(region, drawn) } else { whole };
        let left = (width - drawn) / 2.0;
        let arc = |points: &Ring| {
            let turned = unwrapped(points.iter().map(|(x, y)| (projection.offset(*x), *y)));
            if projection.far(&turned) {
                // A line that lies on one side of the region needs its ends only.
                return [turned.first(), turned.last()].into_iter().flatten().copied().collect();
            }
            let placed: Ring = turned.iter().map(|(x, y)| projection.place(*x, *y)).collect();
            simplify(&placed, BLUR).into_iter().filter_map(|index| turned.get(index).copied()).collect()
        };
        let frame = Frame { left, top, right: left + drawn, bottom: top + projection.height };
        Self { arcs: world.arcs.iter().map(arc).collect(), world, projection, frame }
    }

    fn on_paper(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (x, y) = self.projection.place(x, y);
        (x + self.frame.left, y + self.frame.top)
    }

    fn middle(&self, code: &str) -> Option<(f64, f64)> {
        let (x, y) = self.world.places.get(code)?;
        Some(self.on_paper((self.projection.offset(*x), *y)))
    }

    /// The rings of a country on paper, cut at its edges; specks are left out.
    fn shape(&self, country: &Country) -> Vec<Ring> {
        let rings = country.rings.iter().map(|ring| self.ring(ring));
        let clipped = rings.map(|ring| clipped(ring, &self.frame));
        clipped.filter(|ring| ring.len() > 2 && area(ring) > 1.5).collect()
    }

    fn ring(&self, arcs: &[i64]) -> Ring {
        let mut points: Ring = Vec::new();
        for arc in arcs {
            let index = usize::try_from(if *arc < 0 { !arc } else { *arc }).unwrap_or(usize::MAX);
            let Some(arc_points) = self.arcs.get(index) else { continue };
            let skip = usize::from(!points.is_empty());
            if *arc < 0 {
                points.extend(arc_points.iter().rev().skip(skip));
            } else {
                points.extend(arc_points.iter().skip(skip));
            }
        }
        unwrapped(points.into_iter()).into_iter().map(|point| self.on_paper(point)).collect()
    }
}

/// Longitudes without a leap: a line that crosses the cut goes on beyond it.
fn unwrapped(points: impl Iterator<Item = (f64, f64)>) -> Ring {
    let mut last: Option<f64> = None;
    points
        .map(|(x, y)| {
            let turns = last.map_or(0.0, |last| ((last - x) / 360.0).round());
            let x = x + turns * 360.0;
            last = Some(x);
            (x, y)
        })
        .collect()
}

/// The area of a ring in square pixels.
fn area(ring: &[(f64, f64)]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
}

/// The part of a ring within the frame (Sutherland and Hodgman 1974).
fn clipped(ring: Ring, frame: &Frame) -> Ring {
    let bounds = Rect { left: frame.left, top: frame.top, right: frame.right, bottom: frame.bottom };
    let inside = |(x, y): &(f64, f64)| {
        *x >= bounds.left && *x <= bounds.right && *y >= bounds.top && *y <= bounds.bottom
    };
    if ring.iter().all(inside) {
        return ring;
    }
    // How far a point lies within each of the four edges.
    let depths: [&dyn Fn((f64, f64)) -> f64; 4] =
        [&|p| p.0 - bounds.left, &|p| bounds.right - p.0, &|p| p.1 - bounds.top, &|p| bounds.bottom - p.1];
    let mut ring = ring;
    for depth in depths {
        let mut cut: Ring = Vec::new();
        let before = ring.last().into_iter().chain(&ring);
        for (a, b) in before.zip(&ring) {
            let (from, to) = (depth(*a), depth(*b));
            if (from < 0.0) != (to < 0.0) {
                let share = from / (from - to);
                cut.push((a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share));
            }
            if to >= 0.0 {
                cut.push(*b);
            }
        }
        ring = cut;
    }
    ring
}
