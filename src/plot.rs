//! A chart becomes a scene, and a scene becomes SVG.
//!
//! [`draw`] lays a [`Chart`] out for one of three widths; [`svg::write`] turns the scene into an
//! element for the page, [`svg::document`] into a file of its own. Title, subtitle, source and note
//! are words of the page and no part of the drawing.
//!
//! The page holds all three drawings in an element that is a size container, and shows one:
//!
//! ```css
//! .chart-box { container-type: inline-size }
//! .chart { width: 100%; height: auto; display: none; overflow: visible }
//! .w360 { display: block }
//! @container (min-width: 480px) { .w360 { display: none } .w520 { display: block } }
//! @container (min-width: 620px) { .w520 { display: none } .w680 { display: block } }
//! ```
//!
//! Every colour is a class with a presentation attribute. The classes are those of
//! [`ink::PALETTE`]: `k1` to `k7` the palette slots, `k0` grey, `text`, `muted`, `axis`, `grid`,
//! `band`, `page` (the inside of open marks), `b1` to `b6` the classes of values, `blank` (no data)
//! and `halo` (the outline behind words). [`css`] prints the rules that tie them to
//! custom properties:
//!
//! ```css
//! .chart .k2[stroke] { stroke: var(--k2) }
//! .chart .k2[fill] { fill: var(--k2) }
//! ```

pub mod axes;
pub mod bins;
pub mod card;
pub mod clip;
pub mod css;
pub mod dodge;
pub mod domain;
pub mod ends;
pub mod facet;
pub mod field;
pub mod geo;
pub mod glyphs;
pub mod ink;
pub mod key;
pub mod label;
pub mod ladder;
pub mod log;
pub mod mark;
pub mod marker;
pub mod notes;
pub mod outline;
pub mod projection;
pub mod raster;
pub mod recorder;
pub mod rect;
pub mod rows;
pub mod run;
pub mod scene;
pub mod sheet;
pub mod simplify;
pub mod stack;
pub mod style;
pub mod svg;
pub mod text;
pub mod thin;
pub mod ticks;
pub mod upright;
pub mod values;

use crate::model::chart::{Chart, Mark, Scale};
use crate::plot::label::tenths;
use crate::plot::scene::Scene;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{Style, Width};

/// The drawing of `chart` at `width`.
#[must_use]
pub fn draw(chart: &Chart, style: &Style<'_>, width: Width) -> Scene {
    let chart = &*log::flattened(chart);
    match facet::columns(chart, width) {
        Some(columns) => facet::draw(chart, style, width, columns),
        None => one(chart, style, width, width.pixels(), true),
    }
}

/// A drawing on paper `pixels` wide, with or without its key.
fn one(chart: &Chart, style: &Style<'_>, width: Width, pixels: u16, keyed: bool) -> Scene {
    let mut scene = Scene::new(pixels, style.shaper.families().to_vec(), chart.right_to_left);
    let mut sheet = Sheet::new(&mut scene, style);
    sheet.keyed = keyed;
    let bottom = lay_out(chart, &mut sheet, width);
    let mut dropped = std::mem::take(&mut sheet.dropped);
    drop(sheet);
    match bottom {
        Ok(bottom) => {
            let words = scene.words().map(|words| words.bounds().3).max().unwrap_or(0);
            scene.height = (tenths(bottom).max(words) + 9) / 10 * 10;
        }
        // Marks use our pens alone, so plotters has no reason to refuse.
        Err(fault) => dropped.push(fault.to_string()),
    }
    scene.dropped = dropped;
    scene
}

fn lay_out(chart: &Chart, sheet: &mut Sheet<'_, '_>, width: Width) -> Result<f64, Fault> {
    match chart.mark {
        Mark::Cell | Mark::Coverage => return field::draw(chart, sheet, width, 0.0),
        Mark::Slope => return mark::slope::draw(chart, sheet, width, 0.0),
        Mark::Map => return mark::map::draw(chart, sheet, 0.0),
        Mark::Number => return mark::number::draw(chart, sheet, 0.0),
        Mark::Table => return mark::table::draw(chart, sheet, 0.0),
        _ => {}
    }
    let top = if sheet.keyed && key::needed(chart) { key::draw(chart, sheet, 0.0)? } else { 0.0 };
    if chart.mark == Mark::Timeline {
        return mark::timeline::draw(chart, sheet, width, top);
    }
    if lies(chart, sheet) {
        rows::draw(chart, sheet, width, top)
    } else {
        upright::draw(chart, sheet, width, top)
    }
}

/// True if every name has a row: for bars, and where names cannot stand below columns or dots.
fn lies(chart: &Chart, sheet: &Sheet<'_, '_>) -> bool {
    match (&chart.dimension.scale, chart.mark) {
        (_, Mark::Bar | Mark::Range) => true,
        (Scale::Category(names), Mark::Column | Mark::Dot) => {
            let panels = if chart.panels.len() > 1 { chart.columns.clamp(1, 3) } else { 1 };
            #[expect(clippy::cast_precision_loss, reason = "panels in a row")]
            let room = (sheet.width - 60.0) / panels as f64;
            !axes::names_fit(names, sheet.style, room)
        }
        _ => false,
    }
}
