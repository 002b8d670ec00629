//! Classes of values, for maps and fields of colours: their bounds, their inks, their key.

use crate::model::chart::Chart;
use crate::plot::domain;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::ladder::{Ladder, Wish};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{REGULAR, SMALL, Style};

use rust_decimal::Decimal;

/// Bounds between classes, upwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    bounds: Vec<f64>,
}

/// More classes cannot be told apart.
const MOST: usize = 6;
const BOX: Rect = Rect { left: 0.0, top: 0.0, right: 40.0, bottom: 10.0 };

impl Bins {
    /// The author's bounds, or round ones.
    #[must_use]
    pub fn new(chart: &Chart) -> Self {
        let mut bounds: Vec<f64> = chart.bins.iter().copied().filter(|bound| bound.is_finite()).collect();
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        if bounds.is_empty() {
            bounds = round(domain::values(chart));
        }
        bounds.truncate(MOST - 1);
        Self { bounds }
    }

    /// The bounds, upwards.
    #[must_use]
    pub fn bounds(&self) -> &[f64] {
        &self.bounds
    }

    /// What a class is drawn with: pale ones have an outline that shows on the page.
    #[must_use]
    pub fn pen(&self, class: usize) -> Pen {
        let ink = self.ink(class);
        if ink.pale() { Pen::fill(ink).outlined() } else { Pen::fill(ink).edged() }
    }

    /// The class of a value, from 0.
    #[must_use]
    pub fn class(&self, value: f64) -> usize {
        self.bounds.iter().filter(|bound| value >= **bound).count()
    }

    /// The ink of a class: few classes lie as far apart as many.
    #[must_use]
    pub fn ink(&self, class: usize) -> Ink {
        let last = self.bounds.len().max(1);
        Ink::Bin(u8::try_from((class * 5 + last / 2) / last).unwrap_or(5).min(5))
    }

    /// The ink of words on a class, readable on a light page and a dark one.
    #[must_use]
    pub fn words_on(&self, class: usize) -> Ink {
        match self.ink(class) {
            Ink::Bin(0..=2) => Ink::Text,
            _ => Ink::Page,
        }
    }

    /// Draws the key from `top` down and says where it ends.
    pub fn key(&self, chart: &Chart, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
        let classes = self.bounds.len() + 1;
        #[expect(clippy::cast_precision_loss, reason = "six classes")]
        let width =
            BOX.right.min((sheet.width * 0.62 / classes as f64).floor()).max(widest(self, sheet.style) + 8.0);
        let mut x = 0.0;
        for class in 0..classes {
            let place =
                Rect { left: x, top: top + 5.0, right: x + width - 1.0, bottom: top + 5.0 + BOX.bottom };
            sheet.rect(&place, self.pen(class), Vec::new())?;
            x += width;
        }
        let mut edge = width - 0.5;
        let last = self.bounds.len().saturating_sub(1);
        let mut end = x;
        for (order, bound) in self.bounds.iter().enumerate() {
            let text = if order == last {
                with_unit(*bound, chart, sheet.style)
            } else {
                plain(*bound, sheet.style)
            };
            let label = Label::new(sheet.style, &text, Ink::Muted);
            let middle = Label::new(sheet.style, &plain(*bound, sheet.style), Ink::Muted).width() / 2.0;
            // The number stands under its bound and the unit behind it.
            sheet.try_put(&[label.below(edge - middle, top + 16.0, Anchor::Left)])?;
            end = end.max(edge - middle + label.width());
            edge += width;
        }
        self.blank(chart, sheet, end + 16.0, top)?;
        Ok(top + 16.0 + 19.3 + 6.0)
    }

    fn blank(&self, chart: &Chart, sheet: &mut Sheet<'_, '_>, x: f64, top: f64) -> Result<(), Fault> {
        if chart.words.blank.is_empty() {
            return Ok(());
        }
        let room = sheet.width - x - 22.0;
        let text = wrap(sheet.style, &chart.words.blank, SMALL, REGULAR, room, 1).concat();
        let label = Label::of(sheet.style, vec![vec![part(&text, REGULAR)]], SMALL, Ink::Muted);
        let placed = label.level(x + 21.0, top + 10.0, Anchor::Left);
        let place = Rect { left: x, top: top + 5.0, right: x + 16.0, bottom: top + 5.0 + BOX.bottom };
        if sheet.try_put(&[placed])? {
            sheet.rect(&place, Pen::fill(Ink::Blank).hatched().outlined(), Vec::new())?;
        }
        Ok(())
    }
}

/// The inner ticks of a ladder with few steps.
fn round(range: (f64, f64)) -> Vec<f64> {
    let inner = |count: usize| -> Vec<f64> {
        let ladder = Ladder::new(range, count, Wish::default());
        let inner = ladder.ticks.iter().skip(1).take(ladder.ticks.len().saturating_sub(2));
        inner.map(|tick| ladder.at(tick)).collect()
    };
    (3..=7)
        .rev()
        .map(inner)
        .find(|bounds| bounds.len() < MOST && !bounds.is_empty())
        .unwrap_or_else(|| vec![range.1])
}

fn widest(bins: &Bins, style: &Style<'_>) -> f64 {
    let width = |bound: &f64| style.width(&plain(*bound, style), SMALL, REGULAR);
    bins.bounds.iter().map(width).fold(0.0, f64::max)
}

fn plain(bound: f64, style: &Style<'_>) -> String {
    Decimal::try_from(bound).map_or_else(|_| bound.to_string(), |bound| style.locale.number(bound, None))
}

fn with_unit(bound: f64, chart: &Chart, style: &Style<'_>) -> String {
    let Ok(value) = Decimal::try_from(bound) else { return plain(bound, style) };
    let value = value.normalize();
    style.with_unit(value, value.scale(), &chart.unit)
}
