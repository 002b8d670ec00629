//! Small multiples of marks that lay out a whole drawing: each panel is drawn on paper of its own, all
//! on one scale and under one key, and the papers are laid side by side.

use crate::model::chart::{Chart, Mark, Panel, Scale};
use crate::plot::bins::Bins;
use crate::plot::domain;
use crate::plot::ink::Ink;
use crate::plot::key;
use crate::plot::label::{Label, part, tenths, wrap};
use crate::plot::ladder::{Ladder, Wish};
use crate::plot::scene::{Anchor, Item, Scene, Shape};
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, NAME, Style, Width};

/// Between panels beside each other, and below each other.
const GAP: (f64, f64) = (28.0, 16.0);

/// How many panels stand in a row, if each is a drawing of its own.
#[must_use]
pub fn columns(chart: &Chart, width: Width) -> Option<usize> {
    if chart.panels.len() < 2 {
        return None;
    }
    let most = match (chart.mark, width) {
        (Mark::Map | Mark::Slope, Width::Wide | Width::Medium) => 2,
        (Mark::Bar | Mark::Range, Width::Wide) => 2,
        (Mark::Map | Mark::Slope | Mark::Number, _) => 1,
        _ => return None,
    };
    let wanted = if chart.columns > 1 { most } else { 1 };
    // Bars below each other have a layout that keeps their names apart.
    (wanted > 1 || !matches!(chart.mark, Mark::Bar | Mark::Range)).then_some(wanted)
}

/// Draws all panels, `columns` in a row.
#[must_use]
pub fn draw(chart: &Chart, style: &Style<'_>, width: Width, columns: usize) -> Scene {
    let mut scene = Scene::new(width.pixels(), style.shaper.families().to_vec(), chart.right_to_left);
    #[expect(clippy::cast_precision_loss, reason = "panels in a row")]
    let each = (f64::from(width.pixels()) - GAP.0 * (columns as f64 - 1.0)) / columns as f64;
    let shared = shared(chart);
    let narrow = if columns > 1 { Width::Narrow } else { width };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width of a panel")]
    let pixels = each.floor() as u16;
    let single = |panel: &Panel| {
        let panel = Panel { title: String::new(), ..panel.clone() };
        let chart = Chart { panels: vec![panel], ..shared.clone() };
        crate::plot::one(&chart, style, narrow, pixels, false)
    };
    let parts: Vec<Scene> = chart.panels.iter().map(single).collect();
    match frame(chart, &mut scene, style, &parts, columns, each) {
        Ok(places) => {
            for (part, (x, y)) in parts.into_iter().zip(places) {
                let x = if scene.right_to_left { scene.width - tenths(x) - part.width } else { tenths(x) };
                scene.height = scene.height.max(tenths(y) + part.height);
                scene.items.extend(part.items.into_iter().map(|item| moved(item, x, tenths(y))));
                scene.dropped.extend(part.dropped);
            }
            scene.height = (scene.height + 9) / 10 * 10;
        }
        Err(fault) => scene.dropped.push(fault.to_string()),
    }
    scene
}

/// The chart with the scales of all panels fixed.
fn shared(chart: &Chart) -> Chart {
    let mut shared = chart.clone();
    if matches!(chart.mark, Mark::Map) {
        shared.bins = Bins::new(chart).bounds().to_vec();
    } else if chart.mark != Mark::Number {
        let ladder = Ladder::new(domain::opened(domain::values(chart)), 4, Wish::default());
        shared.values.domain.get_or_insert((ladder.low, ladder.high));
    }
    if !matches!(chart.dimension.scale, Scale::Category(_)) {
        shared.dimension.domain.get_or_insert(domain::positions(chart));
    }
    shared
}

/// Draws the key and the titles, and says where the top left corners of the panels stand.
fn frame(
    chart: &Chart,
    scene: &mut Scene,
    style: &Style<'_>,
    parts: &[Scene],
    columns: usize,
    each: f64,
) -> Result<Vec<(f64, f64)>, Fault> {
    let mut sheet = Sheet::new(scene, style);
    let mut y = match chart.mark {
        Mark::Map => Bins::new(chart).key(chart, &mut sheet, 0.0)? + 4.0,
        _ if key::needed(chart) => key::draw(chart, &mut sheet, 0.0)?,
        _ => 0.0,
    };
    let mut places = Vec::new();
    let panels: Vec<(&Panel, &Scene)> = chart.panels.iter().zip(parts).collect();
    for row in panels.chunks(columns.max(1)) {
        let title = |(panel, _): &(&Panel, &Scene)| {
            let lines = wrap(style, &panel.title, NAME, BOLD, each, 3);
            let lines = lines.iter().map(|line| vec![part(line, BOLD)]).collect();
            Label::of(style, lines, NAME, Ink::Text)
        };
        let titles: Vec<Label> = row.iter().map(title).collect();
        let bottom = y + titles.iter().map(Label::height).fold(0.0, f64::max);
        for (order, title) in titles.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "panels in a row")]
            let left = order as f64 * (each + GAP.0);
            sheet.put(&title.above(left, bottom, Anchor::Left))?;
            places.push((left, bottom + 4.0));
        }
        let tallest = row.iter().map(|(_, part)| f64::from(part.height) / 10.0).fold(0.0, f64::max);
        y = bottom + 4.0 + tallest + GAP.1;
    }
    Ok(places)
}

/// The same elsewhere on the paper.
fn moved(item: Item, x: i32, y: i32) -> Item {
    let ring = |points: Vec<(i32, i32)>| points.into_iter().map(|(a, b)| (a + x, b + y)).collect();
    match item {
        Item::Words(mut words) => {
            (words.x, words.y) = (words.x + x, words.y + y);
            Item::Words(words)
        }
        Item::Mark { pen, shape, rows } => {
            let shape = match shape {
                Shape::Path(points) => Shape::Path(ring(points)),
                Shape::Polygon(rings) => Shape::Polygon(rings.into_iter().map(ring).collect()),
                Shape::Rect(left, top, right, bottom) => {
                    Shape::Rect(left + x, top + y, right + x, bottom + y)
                }
                Shape::Circle(a, b, radius) => Shape::Circle(a + x, b + y, radius),
            };
            Item::Mark { pen, shape, rows }
        }
    }
}
