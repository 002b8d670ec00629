//! Coverage: what is known and how surely. A full square is a plain value, a pale one a value that
//! is not sure, a half one a value that another source contradicts, an open one a bound, a dash no
//! value at all.

use crate::model::chart::{Certainty, Chart, Panel, Point};
use crate::plot::domain::drawable;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark::cell;
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::style::{REGULAR, SMALL};

/// The side of a square at most.
const SIDE: f64 = 15.0;
/// Squares say how sure a value is; another colour a row would say something else.
const INK: Ink = Ink::Series(0);
/// From one line of the key to the next.
const ROW: f64 = 22.0;

#[derive(Clone, Copy, PartialEq)]
enum State {
    Sure,
    Unsure,
    Conflict,
    Bound,
    Blank,
}

fn state(point: &Point) -> State {
    match (drawable(point), point.certainty) {
        (None, _) => State::Blank,
        (_, Certainty::Sure) => State::Sure,
        (_, Certainty::Unsure) => State::Unsure,
        (_, Certainty::Conflicting) => State::Conflict,
        (_, Certainty::AtLeast | Certainty::AtMost) => State::Bound,
    }
}

/// Draws the squares of a panel; `rows` has the top and bottom of each series.
pub fn draw(panel: &Panel, rows: &[(f64, f64)], plot: &Plot<'_>, sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    for (series, row) in panel.series.iter().zip(rows) {
        for point in series.points.iter().filter(|point| point.at >= plot.x.0 && point.at <= plot.x.1) {
            let cell = cell::place(point.at, *row, plot);
            square(state(point), &cell, INK, vec![point.row], sheet)?;
        }
    }
    Ok(())
}

fn square(state: State, cell: &Rect, ink: Ink, rows: Vec<usize>, sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    let (x, y) = (cell.left.midpoint(cell.right), cell.top.midpoint(cell.bottom));
    let half = |most: f64, side: f64| (most / 2.0).min(side / 2.0);
    let (wide, high) = (half(SIDE, cell.width()), half(SIDE, cell.height()));
    let place = Rect { left: x - wide, right: x + wide, top: y - high, bottom: y + high };
    let inner =
        Rect { left: x - wide + 0.7, right: x + wide - 0.7, top: y - high + 0.7, bottom: y + high - 0.7 };
    match state {
        State::Sure => sheet.rect(&place, Pen::fill(ink), rows),
        State::Unsure => {
            sheet.rect(&place, Pen::fill(ink).faint(45), rows)?;
            sheet.rect(&inner, Pen::line(ink, 10), Vec::new())
        }
        State::Conflict => {
            sheet.rect(&inner, Pen::line(ink, 14).open(), rows)?;
            let half = [(place.left, place.top), (place.left, place.bottom), (place.right, place.bottom)];
            sheet.polygon(&half, Pen::fill(ink), Vec::new())
        }
        State::Bound => sheet.rect(&inner, Pen::line(ink, 14).open(), rows),
        State::Blank => {
            let dash = Rect {
                left: x - 3.5_f64.min(wide),
                right: x + 3.5_f64.min(wide),
                top: y - 0.8,
                bottom: y + 0.8,
            };
            sheet.rect(&dash, Pen::fill(Ink::Axis), rows)
        }
    }
}

/// Draws the key from `top` down and says where it ends.
pub fn key(chart: &Chart, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let words = &chart.words;
    let all = [
        (State::Sure, &words.sure),
        (State::Unsure, &words.unsure),
        (State::Conflict, &words.conflict),
        (State::Bound, &words.bound),
        (State::Blank, &words.blank),
    ];
    let (mut x, mut middle) = (0.0, top + ROW / 2.0);
    let mut end = top;
    for (state, text) in all.into_iter().filter(|(_, text)| !text.is_empty()) {
        let text = wrap(sheet.style, text, SMALL, REGULAR, sheet.width - 26.0, 1).concat();
        let label = Label::of(sheet.style, vec![vec![part(&text, REGULAR)]], SMALL, Ink::Text);
        let width = 20.0 + label.width();
        if x > 0.0 && x + width > sheet.width {
            (x, middle) = (0.0, middle + ROW);
        }
        let cell = Rect { left: x, right: x + 14.0, top: middle - 7.0, bottom: middle + 7.0 };
        square(state, &cell, INK, Vec::new(), sheet)?;
        sheet.put(&label.level(x + 19.0, middle, Anchor::Left))?;
        x += width + 16.0;
        end = middle + ROW / 2.0 + 4.0;
    }
    Ok(end)
}
