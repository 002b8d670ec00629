//! Numbers read off a drawing: where the marks of each row stand, and whether they stand where the numbers
//! of the CSV file say.

use std::collections::{BTreeMap, BTreeSet};

use casebook::model::chart::{Chart, Mark, Panel, Point, Scale, Stack};

/// One mark, or one vertex of a path, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub row: usize,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// The drawings of a figure in a page.
pub fn drawings<'h>(html: &'h str, figure: &str) -> Vec<&'h str> {
    let named = format!("aria-labelledby=\"{figure}-title\"");
    let drawings = html.split("<svg ").skip(1).filter_map(|rest| rest.split("</svg>").next());
    drawings.filter(|svg| svg.split('>').next().is_some_and(|head| head.contains(&named))).collect()
}

/// The inks of the marks of each row: the class of the element, or that of the group it stands in.
fn inks(svg: &str) -> BTreeMap<usize, BTreeSet<&str>> {
    let mut groups: Vec<Option<&str>> = Vec::new();
    let mut found: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for element in svg.split('<').filter_map(|part| part.split('>').next()) {
        if element == "/g" {
            groups.pop();
        } else if element == "g" || element.starts_with("g ") {
            groups.push(attribute(element, "class"));
        } else if let Some(rows) = attribute(element, "data-row") {
            let around = || groups.iter().rev().find_map(|class| *class);
            let ink = attribute(element, "class").or_else(around).unwrap_or("none");
            for row in rows.split(' ') {
                found.entry(row.parse().unwrap()).or_default().insert(ink);
            }
        }
    }
    found
}

/// What is wrong with a drawing in which colours stand for classes of values.
pub fn misclassed(svg: &str, chart: &Chart, number: impl Fn(usize) -> Option<f64>) -> Option<String> {
    let inks = inks(svg);
    let points = chart.panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points);
    let mut of_class: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for point in points {
        let Some(number) = number(point.row) else { continue };
        let class = chart.bins.iter().filter(|bound| number >= **bound).count();
        // Some countries are on no map of a part of the world.
        let Some(found) = inks.get(&point.row) else { continue };
        of_class.entry(class).or_default().extend(found.iter().copied());
    }
    assert!(!chart.bins.is_empty() && of_class.len() > 1, "a field of colours shows several classes");
    let all: Vec<&str> = of_class.values().flatten().copied().collect();
    let apart: BTreeSet<&str> = all.iter().copied().collect();
    // The names of inks follow the order of classes.
    let right = all.len() == of_class.len() && apart.len() == all.len() && all.is_sorted();
    (!right).then(|| format!("classes of values have these colours: {of_class:?}"))
}

/// The marks of a drawing. One that is read from right to left is seen in a mirror, so that its axes run as
/// those of the others.
pub fn spots(svg: &str) -> Vec<Spot> {
    let elements = svg.split('<').filter_map(|part| part.split('>').next());
    let found = elements.flat_map(|element| of_element(element).unwrap_or_default());
    if svg.split('>').next().is_some_and(|head| head.contains("direction=\"rtl\"")) {
        found.map(|spot| Spot { left: -spot.right, right: -spot.left, ..spot }).collect()
    } else {
        found.collect()
    }
}

fn of_element(element: &str) -> Option<Vec<Spot>> {
    let rows: Vec<usize> =
        attribute(element, "data-row")?.split(' ').map(|row| row.parse().unwrap()).collect();
    let number = |name| attribute(element, name).and_then(|text| text.parse::<f64>().ok());
    if let (Some(x), Some(y)) = (number("cx"), number("cy")) {
        return Some(vec![Spot { row: rows[0], left: x, top: y, right: x, bottom: y }]);
    }
    if let (Some(left), Some(top)) = (number("x"), number("y")) {
        let (right, bottom) = (left + number("width")?, top + number("height")?);
        return Some(vec![Spot { row: rows[0], left, top, right, bottom }]);
    }
    let path = attribute(element, "d")?;
    let places = vertices(path);
    let spot = |(row, (x, y)): (usize, (f64, f64))| Spot { row, left: x, top: y, right: x, bottom: y };
    if let ([row], true) = (rows.as_slice(), path.ends_with('z')) {
        return Some(vec![spot((*row, middle_of_marker(&places)))]);
    }
    Some(rows.into_iter().zip(places).map(spot).collect())
}

/// The place that a marker stands for: of a triangle, whose tip comes first, the middle of its circle, of
/// other shapes the middle of their box.
fn middle_of_marker(corners: &[(f64, f64)]) -> (f64, f64) {
    if let [tip, base, _] = corners {
        return (tip.0, tip.1 + (base.1 - tip.1) * 1.3 / 2.2);
    }
    let middle = |of: fn(&(f64, f64)) -> f64| {
        let all = || corners.iter().map(of);
        f64::midpoint(all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    (middle(|corner| corner.0), middle(|corner| corner.1))
}

pub fn attribute<'e>(element: &'e str, name: &str) -> Option<&'e str> {
    let at = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[at..].split('"').next()
}

/// `M1 2 3 4H5V6`, or `M1 2l3-4 5 6z` with its steps, as places.
fn vertices(path: &str) -> Vec<(f64, f64)> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |end| end + 1);
        let numbers = rest[1..end].replace('-', " -");
        let numbers: Vec<f64> = numbers.split_whitespace().map(|text| text.parse().unwrap()).collect();
        let last = places.last().copied().unwrap_or_default();
        match command {
            'H' => places.push((numbers[0], last.1)),
            'V' => places.push((last.0, numbers[0])),
            'l' => {
                let mut at = last;
                for step in numbers.chunks_exact(2) {
                    at = (at.0 + step[0], at.1 + step[1]);
                    places.push(at);
                }
            }
            _ => places.extend(numbers.chunks_exact(2).map(|pair| (pair[0], pair[1]))),
        }
        rest = &rest[end..];
    }
    places
}

/// What a drawing must show: for each row the end of its length and its position, in the data's units.
pub struct Truth {
    panels: Vec<Vec<Expected>>,
    /// The dimension is an axis of numbers.
    measured: bool,
    stacked: bool,
    bars: bool,
    /// Marks are cells of a field, whose lengths show nothing.
    cells: bool,
    /// Bars of several series share a position.
    abreast: bool,
}

struct Expected {
    row: usize,
    end: f64,
    /// The length itself, which in a stack is not its end.
    length: f64,
    position: Option<f64>,
}

/// How far a mark may stand from its place: coordinates have one decimal, and the outline of a bound stands
/// 0.7 pixels within its bar.
const NEAR: f64 = 0.16;
const NEAR_BAR: f64 = 0.86;

impl Truth {
    /// `length` and `position` give the numbers of a row as they are written.
    pub fn new(
        chart: &Chart,
        length: impl Fn(usize) -> Option<f64>,
        position: impl Fn(usize) -> Option<f64>,
    ) -> Self {
        let stacks = matches!(chart.mark, Mark::Area | Mark::Bar | Mark::Column);
        let stack = if stacks { chart.stack } else { Stack::None };
        let measured = matches!(chart.dimension.scale, Scale::Year | Scale::Quantity);
        let place = |point: &Point| if measured { position(point.row).unwrap_or_default() } else { point.at };
        let panel = |panel: &Panel| -> Vec<Expected> {
            let points = || panel.series.iter().flat_map(|series| &series.points);
            let whole = |at: f64| -> f64 {
                points()
                    .filter(|point| place(point) == at)
                    .filter_map(|point| length(point.row))
                    .map(f64::abs)
                    .sum()
            };
            let mut below: Vec<(f64, f64)> = Vec::new();
            let mut found = Vec::new();
            for point in points() {
                let Some(number) = length(point.row) else { continue };
                let share =
                    if stack == Stack::Percent { 100.0 * number / whole(place(point)) } else { number };
                let start: f64 = below
                    .iter()
                    .filter(|(at, part)| {
                        stack != Stack::None && *at == place(point) && (*part < 0.0) == (share < 0.0)
                    })
                    .map(|(_, part)| part)
                    .sum();
                below.push((place(point), share));
                let (end, position) = (start + share, position(point.row));
                found.push(Expected { row: point.row, end, length: share, position });
            }
            found
        };
        Self {
            panels: chart.panels.iter().map(panel).collect(),
            measured,
            cells: matches!(chart.mark, Mark::Cell | Mark::Coverage),
            abreast: stack == Stack::None && chart.panels.iter().any(|panel| panel.series.len() > 1),
            stacked: stack != Stack::None,
            bars: matches!(chart.mark, Mark::Bar | Mark::Column),
        }
    }

    /// What is wrong with a drawing; marks lie along the page or upright, whichever fits.
    pub fn complaint(&self, spots: &[Spot]) -> Option<String> {
        let lengths = if self.cells {
            None
        } else {
            let upright = self.misfit(spots, false);
            let level = if self.bars || !self.measured { self.misfit(spots, true) } else { upright.clone() };
            upright.and(level)
        };
        lengths.or_else(|| if self.measured { self.out_of_place(spots) } else { None })
    }

    /// The lengths of all panels stand on one scale, each panel with a start of its own.
    fn misfit(&self, spots: &[Spot], level: bool) -> Option<String> {
        let end = |spot: &Spot, expected: &Expected| match (level, expected.length < 0.0) {
            (true, false) => spot.right,
            (true, true) => spot.left,
            (false, false) => spot.top,
            (false, true) => spot.bottom,
        };
        let start = |spot: &Spot, expected: &Expected| match (level, expected.length < 0.0) {
            (true, false) => spot.left,
            (true, true) => spot.right,
            (false, false) => spot.bottom,
            (false, true) => spot.top,
        };
        let mut groups = Vec::new();
        for panel in &self.panels {
            let mut pairs = Vec::new();
            for expected in panel {
                let own: Vec<&Spot> = spots.iter().filter(|spot| spot.row == expected.row).collect();
                if own.is_empty() {
                    return Some(format!("row {} has no mark", expected.row));
                }
                pairs.extend(own.iter().map(|spot| (expected.end, end(spot, expected), expected.row)));
                if self.bars && !self.stacked {
                    pairs.extend(own.iter().map(|spot| (0.0, start(spot, expected), expected.row)));
                }
            }
            groups.push(pairs);
        }
        let known: usize = self.panels.iter().map(Vec::len).sum();
        if spots.iter().any(|spot| !self.panels.iter().flatten().any(|expected| expected.row == spot.row)) {
            return Some("a row without a number has a mark".to_owned());
        }
        assert!(known > 0, "a chart shows something");
        off_one_scale(&groups, if level { 1.0 } else { -1.0 }, if self.bars { NEAR_BAR } else { NEAR })
    }

    /// The positions along the axis of the dimension.
    fn out_of_place(&self, spots: &[Spot]) -> Option<String> {
        let middle = |spot: &Spot| f64::midpoint(spot.left, spot.right);
        let pairs = |panel: &Vec<Expected>| {
            let own = |expected: &Expected| -> Vec<(f64, f64, usize)> {
                let Some(position) = expected.position else { return Vec::new() };
                let own = spots.iter().filter(|spot| spot.row == expected.row);
                own.map(|spot| (position, middle(spot), spot.row)).collect()
            };
            panel.iter().flat_map(own).collect()
        };
        let groups: Vec<_> = self.panels.iter().map(pairs).collect();
        // Columns that stand side by side share a year.
        let near = match (self.bars, self.abreast) {
            (true, true) => 60.0,
            (true, false) => NEAR_BAR,
            _ if self.cells => NEAR_BAR,
            _ => NEAR,
        };
        off_one_scale(&groups, 1.0, near)
    }
}

/// Fits `pixel = start of its group + scale × number` to all pairs of number and pixel by least squares, and
/// names the row that stands furthest off, if that is too far.
fn off_one_scale(groups: &[Vec<(f64, f64, usize)>], way: f64, near: f64) -> Option<String> {
    let mean = |values: &mut dyn Iterator<Item = f64>| -> f64 {
        let all: Vec<f64> = values.collect();
        all.iter().sum::<f64>() / all.len() as f64
    };
    let (mut above, mut below) = (0.0, 0.0);
    let mut middles = Vec::new();
    for group in groups {
        let number = mean(&mut group.iter().map(|pair| pair.0));
        let pixel = mean(&mut group.iter().map(|pair| pair.1));
        above += group.iter().map(|pair| (pair.0 - number) * (pair.1 - pixel)).sum::<f64>();
        below += group.iter().map(|pair| (pair.0 - number).powi(2)).sum::<f64>();
        middles.push((number, pixel));
    }
    let scale = above / below;
    let grows = scale * way > 0.0;
    if !grows {
        return Some("the marks do not grow with the numbers".to_owned());
    }
    let mut worst = (0.0, 0);
    for (group, (number, pixel)) in groups.iter().zip(middles) {
        for (at, found, row) in group {
            let off = (found - (pixel + scale * (at - number))).abs();
            if off > worst.0 {
                worst = (off, *row);
            }
        }
    }
    (worst.0 > near).then(|| format!("the mark of row {} stands {:.1} pixels off", worst.1, worst.0))
}
