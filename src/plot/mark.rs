//! The marks: one file each, and the list that names them.

pub mod area;
pub mod bar;
pub mod cell;
pub mod column;
pub mod coverage;
pub mod dot;
pub mod line;
pub mod map;
pub mod number;
pub mod range;
pub mod slope;
pub mod table;
pub mod timeline;

use crate::model::chart::{Chart, Mark, Panel, Point, Series, Tint};
use crate::plot::ink::Ink;
use crate::plot::sheet::{Fault, Plot, Sheet};

/// Draws the marks of a panel whose values run upwards.
pub fn draw(chart: &Chart, panel: &Panel, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    match chart.mark {
        Mark::Line => line::draw(chart, panel, plot, sheet),
        Mark::Area => area::draw(chart, panel, plot, sheet),
        Mark::Column => column::draw(chart, panel, plot, sheet),
        Mark::Dot => dot::draw(chart, panel, plot, sheet),
        // These have layouts of their own.
        Mark::Bar
        | Mark::Range
        | Mark::Slope
        | Mark::Cell
        | Mark::Coverage
        | Mark::Map
        | Mark::Timeline
        | Mark::Number
        | Mark::Table => Ok(()),
    }
}

/// The ink of a series' marks.
#[must_use]
pub fn ink_of(series: &Series) -> Ink {
    series.slot.map_or(Ink::Rest, Ink::Series)
}

/// The ink of one value: its series', or one of two by its sign.
#[must_use]
pub fn ink_of_value(chart: &Chart, series: &Series, value: f64) -> Ink {
    match (chart.by_sign, value < 0.0) {
        (false, _) => ink_of(series),
        (true, false) => Ink::Series(0),
        (true, true) => Ink::Series(1),
    }
}

/// The ink of a point's mark: its own, or that of its value.
#[must_use]
pub fn ink_of_point(chart: &Chart, series: &Series, point: &Point, value: f64) -> Ink {
    match point.tint {
        Tint::Series => ink_of_value(chart, series, value),
        Tint::Slot(slot) => Ink::Series(slot),
        Tint::Grey => Ink::Rest,
    }
}

/// The series in the order of drawing: grey ones at the back, strong ones in front.
#[must_use]
pub fn back_to_front(panel: &Panel) -> Vec<&Series> {
    let mut order: Vec<&Series> = panel.series.iter().collect();
    order.sort_by_key(|series| (series.slot.is_some(), series.strong));
    order
}
