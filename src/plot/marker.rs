//! The shapes of dots: beside its colour, each palette slot has a shape of its own, so that series can
//! be told apart in print and by readers who see few colours.

use crate::model::chart::{Panel, Series};
use crate::plot::ink::Pen;
use crate::plot::sheet::{Fault, Sheet};

/// The shape of a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// Slot 0, grey, and wherever there is one series only.
    Circle,
    /// Slot 1.
    Square,
    /// Slot 2, a tip upwards.
    Triangle,
    /// Slot 3.
    Diamond,
    /// Slot 4, a tip downwards.
    Wedge,
    /// Slot 5.
    Cross,
    /// Slot 6, twice as high as it is wide.
    Bar,
}

impl Marker {
    /// The shape of a series' dots among those of its panel.
    #[must_use]
    pub fn of(series: &Series, panel: &Panel) -> Self {
        let coloured = panel.series.iter().filter(|series| series.slot.is_some()).count();
        match series.slot {
            Some(slot) if coloured > 1 => Self::of_slot(slot),
            _ => Self::Circle,
        }
    }

    /// The shape of a palette slot.
    #[must_use]
    pub fn of_slot(slot: u8) -> Self {
        match slot {
            0 => Self::Circle,
            1 => Self::Square,
            2 => Self::Triangle,
            3 => Self::Diamond,
            4 => Self::Wedge,
            5 => Self::Cross,
            _ => Self::Bar,
        }
    }

    /// The corners around a spot, about as much ink as a circle of `radius`; a circle has none.
    fn corners(self, (x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
        let at = |corners: &[(f64, f64)]| {
            corners.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect()
        };
        match self {
            Self::Circle => Vec::new(),
            Self::Square => at(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
            Self::Triangle => at(&[(0.0, -1.3), (1.25, 0.9), (-1.25, 0.9)]),
            Self::Diamond => at(&[(0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0)]),
            Self::Wedge => at(&[(0.0, 1.3), (-1.25, -0.9), (1.25, -0.9)]),
            Self::Cross => {
                let (a, b) = (0.42, 1.25);
                at(&[
                    (-a, -b),
                    (a, -b),
                    (a, -a),
                    (b, -a),
                    (b, a),
                    (a, a),
                    (a, b),
                    (-a, b),
                    (-a, a),
                    (-b, a),
                    (-b, -a),
                    (-a, -a),
                ])
            }
            Self::Bar => at(&[(-0.6, -1.3), (0.6, -1.3), (0.6, 1.3), (-0.6, 1.3)]),
        }
    }

    /// Draws it around a spot, filled or as an outline as the pen says; it shows `rows`.
    pub fn draw(
        self,
        spot: (f64, f64),
        radius: f64,
        pen: Pen,
        rows: Vec<usize>,
        sheet: &Sheet<'_, '_>,
    ) -> Result<(), Fault> {
        let mut corners = self.corners(spot, radius);
        let Some(first) = corners.first().copied() else { return sheet.circle(spot, radius, pen, rows) };
        if pen.filled {
            return sheet.polygon(&corners, pen, rows);
        }
        corners.push(first);
        sheet.outline(&corners, pen, rows)
    }
}
