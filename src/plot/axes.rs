//! The axes of charts whose values run upwards: lines and words of the value axis, the baseline,
//! the words of the dimension axis.

use rust_decimal::Decimal;

use crate::model::chart::{Chart, Mark, Scale};
use crate::plot::domain;
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::ladder::Ladder;
use crate::plot::notes::Header;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::style::{REGULAR, SMALL, Style};
use crate::plot::ticks::{self, Spread, Tick};
use crate::plot::upright::Upright;

/// The words of the value axis, the unit at the top one only.
pub struct Words {
    /// Where the plot begins.
    pub gutter: f64,
    /// Words and their x; numbers end at the same x and the unit stands out.
    labels: Vec<(Label, f64)>,
    /// The top words stand above their line, as they are wider than the gutter.
    raised: bool,
    /// Above the plot: for the name of the axis, or for words on top of full columns.
    more: f64,
}

/// A unit as short as `%` stays in the gutter.
const SHORT: f64 = 14.0;
/// From the words to the plot.
const GAP: f64 = 8.0;
/// The height of a line of words, with the space of the font above and below.
const LINE: f64 = 19.3;

impl Words {
    /// Measures the words of `ladder`.
    #[must_use]
    pub fn new(chart: &Chart, ladder: &Ladder, style: &Style<'_>) -> Self {
        let count = ladder.ticks.len();
        let unit = domain::unit(chart);
        let form = &chart.values.form;
        let number = |tick: &Decimal| style.tick(form, *tick, ladder.decimals_of(tick), "");
        let plain: Vec<String> = ladder.ticks.iter().map(number).collect();
        let widest = plain.iter().map(|text| style.width(text, SMALL, REGULAR)).fold(0.0, f64::max);
        let mut labels = Vec::new();
        let (mut extra, mut raised) = (0.0_f64, false);
        for (order, (tick, text)) in ladder.ticks.iter().zip(&plain).enumerate() {
            let own = style.width(text, SMALL, REGULAR);
            if order + 1 < count || unit.is_empty() {
                labels.push((Label::new(style, text, Ink::Muted), widest - own));
                continue;
            }
            let long = style.tick(form, *tick, ladder.decimals_of(tick), unit);
            let lines = wrap(style, &long, SMALL, REGULAR, 320.0, 1);
            let label = Label::of(style, vec![vec![part(&lines.concat(), REGULAR)]], SMALL, Ink::Muted);
            let out = label.width() - own;
            raised = out > SHORT;
            extra = if raised { 0.0 } else { out };
            let leads = !long.starts_with(text.as_str()) && !raised;
            labels.push((label, if leads { (widest - own - out).max(0.0) } else { widest - own }));
        }
        let full = domain::shares(chart) && chart.labels.total;
        let more = if full || named(chart) { LINE } else { 0.0 };
        Self { gutter: (widest + extra + GAP).round(), labels, raised, more }
    }

    /// The space above a plot, and how much of it is under the header.
    #[must_use]
    pub fn above(&self, header: &Header) -> (f64, f64) {
        let own = self.more + if self.raised { LINE + 2.0 } else { LINE / 2.0 };
        if header.height() == 0.0 {
            return (own, own);
        }
        let reach = self.labels.last().map_or(0.0, |(label, x)| label.width() + x + 8.0);
        let under = if self.raised && header.reaches(reach) {
            own
        } else if self.raised {
            self.more + 4.0
        } else {
            self.more + LINE / 2.0
        };
        ((header.height() + under).max(own), under)
    }
}

/// True if the value axis has a name above it: where both axes are quantities, each needs one.
fn named(chart: &Chart) -> bool {
    chart.dimension.scale == Scale::Quantity && chart.mark == Mark::Dot && !chart.values.title.is_empty()
}

/// Writes the name of the value axis above its words.
pub fn title(
    upright: &Upright<'_>,
    chart: &Chart,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    if !named(chart) {
        return Ok(());
    }
    let line = wrap(sheet.style, &chart.values.title, SMALL, REGULAR, sheet.width, 1).concat();
    let label = Label::new(sheet.style, &line, Ink::Muted);
    let top = plot.place.top - if upright.scale.raised { LINE + 2.0 } else { LINE / 2.0 };
    sheet.try_put(&[label.above(0.0, top, Anchor::Left)])?;
    Ok(())
}

/// Draws the lines of the value axis and, in the first column, its words.
pub fn values(
    upright: &Upright<'_>,
    words: bool,
    plot: &Plot<'_>,
    sheet: &mut Sheet<'_, '_>,
) -> Result<(), Fault> {
    let count = upright.ladder.ticks.len();
    let base = base(upright);
    let levels: Vec<(f64, f64)> = upright
        .ladder
        .ticks
        .iter()
        .map(|tick| upright.ladder.at(tick))
        .map(|at| (at, plot.spot(plot.x.0, at).1))
        .collect();
    for (_, y) in levels.iter().filter(|(at, _)| (at - base).abs() > 1e-9 * base.abs().max(1e-3)) {
        sheet.line(&[(plot.place.left, *y), (plot.place.right, *y)], Pen::line(Ink::Grid, 10).crisp())?;
    }
    if !words {
        return Ok(());
    }
    for (order, ((_, y), (label, x))) in levels.iter().zip(&upright.scale.labels).enumerate() {
        // The lowest words make room for those of the other axis.
        let y = if *y > plot.place.bottom - 1.0 { y - 2.4 } else { *y };
        let raised = upright.scale.raised && order + 1 == count;
        let placed =
            if raised { label.above(*x, y - 1.0, Anchor::Left) } else { label.level(*x, y, Anchor::Left) };
        if sheet.slots.free(&placed.rect()) {
            sheet.put(&placed)?;
        }
    }
    Ok(())
}

/// The value at which the baseline is drawn: zero, or the end of the axis that is nearest to it.
fn base(upright: &Upright<'_>) -> f64 {
    // The logarithm of one is no zero.
    if upright.chart.values.log {
        upright.ladder.low
    } else {
        0.0_f64.clamp(upright.ladder.low, upright.ladder.high)
    }
}

/// Draws the baseline, with the tick marks of the dimension axis where it is the lowest line.
pub fn baseline(
    upright: &Upright<'_>,
    names: &Names,
    below: bool,
    plot: &Plot<'_>,
    sheet: &Sheet<'_, '_>,
) -> Result<(), Fault> {
    let pen = Pen::line(Ink::Axis, 10).crisp();
    let base = base(upright).max(upright.ladder.low);
    let (_, y) = plot.spot(
        plot.x.0,
        if base > upright.ladder.low && upright.ladder.high <= 0.0 { upright.ladder.high } else { base },
    );
    sheet.line(&[(plot.place.left, y), (plot.place.right, y)], pen)?;
    if below && names.marks && y >= plot.place.bottom - 0.5 {
        for tick in &names.ticks {
            let (x, _) = plot.spot(tick.at, plot.y.0);
            sheet.line(&[(x, y), (x, y + 5.0)], pen)?;
        }
    }
    Ok(())
}

/// The words of the dimension axis.
pub struct Names {
    ticks: Vec<Tick>,
    lines: Vec<Label>,
    /// Tick marks are drawn; bands need none.
    marks: bool,
    /// Words at the ends stay within the plot, as in small multiples.
    within: bool,
    title: Option<Label>,
}

impl Names {
    /// Chooses the ticks and wraps the names for plots `room` pixels wide.
    #[must_use]
    pub fn new(chart: &Chart, style: &Style<'_>, room: f64, x: (f64, f64), within: bool) -> Self {
        let marks = !domain::banded(chart);
        let title =
            (chart.dimension.scale == Scale::Quantity && !chart.dimension.title.is_empty()).then(|| {
                let line = wrap(style, &chart.dimension.title, SMALL, REGULAR, room, 1).concat();
                Label::new(style, &line, Ink::Muted)
            });
        let (ticks, lines) = match &chart.dimension.scale {
            Scale::Category(names) => of_names(names, style, room),
            scale => {
                let round = chart.mark == Mark::Dot && *scale == Scale::Quantity;
                let shown = if round { x } else { inner(chart, x) };
                let room = room * (shown.1 - shown.0) / (x.1 - x.0).max(1e-9);
                let spread = if marks { Spread::Wide } else { Spread::Close };
                let ticks = if chart.dimension.log {
                    ticks::powers(&chart.dimension.form, shown, room, style)
                } else {
                    ticks::along(&chart.dimension, shown, room, style, spread)
                };
                let lines = ticks.iter().map(|tick| Label::new(style, &tick.label, Ink::Muted)).collect();
                (ticks, lines)
            }
        };
        Self { ticks, lines, marks, within, title }
    }

    /// The height of the words.
    #[must_use]
    pub fn height(&self) -> f64 {
        let tallest = self.lines.iter().map(Label::height).fold(0.0, f64::max);
        self.below() + tallest + self.title.as_ref().map_or(0.0, Label::height)
    }

    /// From the plot to the words' boxes; tick marks need more.
    fn below(&self) -> f64 {
        if self.marks { 7.6 } else { 3.5 }
    }

    /// Draws the words below a plot; the outer ones first, the others where there is room.
    pub fn draw(&self, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
        let top = plot.place.bottom + self.below();
        let mut order: Vec<(&Tick, &Label)> = self.ticks.iter().zip(&self.lines).collect();
        let last = order.pop();
        for (tick, label) in last.into_iter().chain(order) {
            let (x, _) = plot.spot(tick.at, plot.y.0);
            let half = label.width() / 2.0;
            let x = if self.within {
                x.min(plot.place.right + 2.0 - half).max(plot.place.left - 2.0 + half)
            } else {
                x
            };
            // Words under the first column stay clear of the lowest words of the value axis.
            let x = if self.marks { x } else { x.max(plot.place.left - GAP + 1.0 + half) };
            sheet.try_put(&[sheet.centred(label, x, top)])?;
        }
        if let Some(title) = &self.title {
            let tallest = self.lines.iter().map(Label::height).fold(0.0, f64::max);
            sheet.try_put(&[title.below(plot.place.right, top + tallest + 0.1, Anchor::Right)])?;
        }
        Ok(())
    }
}

/// The positions at which words may stand: not in the half bands at the ends.
fn inner(chart: &Chart, x: (f64, f64)) -> (f64, f64) {
    let (low, high) = domain::positions(chart);
    (low.max(x.0), high.min(x.1))
}

/// Half of the last words, which stand out beyond the plot.
#[must_use]
pub fn overhang(chart: &Chart, x: (f64, f64), style: &Style<'_>, room: f64) -> f64 {
    if domain::banded(chart) {
        return 1.0;
    }
    let names = Names::new(chart, style, room, x, false);
    let reach = |(tick, label): (&Tick, &Label)| {
        let left = (x.1 - tick.at) / (x.1 - x.0).max(1e-9) * room;
        label.width() / 2.0 - left
    };
    names.ticks.iter().zip(&names.lines).map(reach).fold(4.0, f64::max)
}

/// True if every name of a category axis can stand below its band, whole, on at most three lines;
/// names that begin with a digit are in order, and some may be left out.
#[must_use]
pub fn names_fit(names: &[String], style: &Style<'_>, room: f64) -> bool {
    if ordered(names) {
        return true;
    }
    let band = band(names, room);
    names.iter().all(|name| {
        let words_fit = name.split_whitespace().all(|word| style.width(word, SMALL, REGULAR) <= band);
        words_fit && wrap(style, name, SMALL, REGULAR, band, 4).len() <= 3
    })
}

fn ordered(names: &[String]) -> bool {
    names.iter().all(|name| name.starts_with(char::is_numeric))
}

#[expect(clippy::cast_precision_loss, reason = "names on an axis")]
fn band(names: &[String], room: f64) -> f64 {
    room / names.len().max(1) as f64 - 6.0
}

fn of_names(names: &[String], style: &Style<'_>, room: f64) -> (Vec<Tick>, Vec<Label>) {
    let band = band(names, room);
    let whole = names_fit(names, style, room) && !ordered(names);
    let widest = names.iter().map(|name| style.width(name, SMALL, REGULAR)).fold(0.0, f64::max);
    // Every second, third … name, as many as stand apart.
    let thinned = (1..=names.len().max(1)).find(|step| {
        #[expect(clippy::cast_precision_loss, reason = "names on an axis")]
        let room = (band + 6.0) * *step as f64;
        widest + 8.0 <= room
    });
    let step = if whole { 1 } else { thinned.unwrap_or(names.len().max(1)) };
    let mut ticks = Vec::new();
    let mut lines = Vec::new();
    for (index, name) in names.iter().enumerate().filter(|(index, _)| index % step == 0) {
        #[expect(clippy::cast_precision_loss, reason = "names on an axis")]
        let at = index as f64;
        let room = if whole { band } else { room * 0.9 };
        let rows = wrap(style, name, SMALL, REGULAR, room, if whole { 3 } else { 1 });
        let rows = rows.iter().map(|line| vec![part(line, REGULAR)]).collect();
        ticks.push(Tick { at, label: name.clone() });
        lines.push(Label::of(style, rows, SMALL, Ink::Muted));
    }
    (ticks, lines)
}
