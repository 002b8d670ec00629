//! The layout of charts with one row a name: bars, and dots or columns whose names are too long to
//! stand below them. Names stand beside the rows, on narrow paper above them.

use crate::model::chart::{Annotation, Chart, Mark, Panel, Point, Scale};
use crate::plot::domain::{self, stacked};
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, part, wrap};
use crate::plot::ladder::{Ladder, Wish};
use crate::plot::mark::{bar, range};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style, Width};
use crate::plot::ticks;

/// Thickness of a bar.
pub const BAR: f64 = 17.0;
/// Height of a row with one bar.
const ROW: f64 = 26.0;
/// From a bar to its value.
pub const GAP: f64 = 6.0;
/// From the names to the bars.
const MARGIN: f64 = 12.0;

/// The rows of a chart, measured.
pub struct Rows<'c> {
    chart: &'c Chart,
    names: Vec<(f64, Label)>,
    /// Names stand above their bars.
    above: bool,
    /// The left end of the plot.
    left: f64,
    /// Bars of a row beside each other.
    bars: usize,
    /// Thickness of one bar.
    pub thickness: f64,
    /// From one bar of a row to the next.
    pitch: f64,
    /// The tops of the rows below the plot's top, and the end of the last.
    tops: Vec<f64>,
    ladder: Ladder,
}

impl<'c> Rows<'c> {
    /// Measures the names and decides the sizes.
    #[must_use]
    pub fn new(chart: &'c Chart, style: &Style<'_>, width: Width, paper: f64) -> Self {
        let texts = names(chart, style);
        let widest = texts.iter().map(|(_, name)| style.width(name, SMALL, REGULAR)).fold(0.0, f64::max);
        let share = if width == Width::Medium { 0.36 } else { 0.4 };
        let above = width == Width::Narrow && widest > 90.0;
        let room = if above { paper } else { widest.min(paper * share) + 0.5 };
        let label = |(at, name): (f64, String)| {
            let lines = wrap(style, &name, SMALL, REGULAR, room, 3);
            (at, named(style, &lines, above))
        };
        let names: Vec<(f64, Label)> = texts.into_iter().map(label).collect();
        let most = chart.panels.iter().map(|panel| panel.series.len()).max().unwrap_or(1).max(1);
        let bars = if stacked(chart) || matches!(chart.mark, Mark::Dot | Mark::Range) { 1 } else { most };
        let thickness = if bars == 1 { BAR } else { 13.0 };
        // The box of a value is higher than a thin bar.
        let (pitch, air) = if bars > 1 && chart.labels.value { (19.4, 4.0) } else { (thickness + 1.0, 0.0) };
        let block = span(bars, pitch, thickness) + 9.0;
        let mut tops = vec![0.0];
        for (_, name) in &names {
            let height = if above {
                name.height() + block - 1.0 + air
            } else {
                block.max(ROW).max(name.height() + 2.0)
            };
            tops.push(tops.last().copied().unwrap_or(0.0) + height);
        }
        let widest = names.iter().map(|(_, name)| name.width()).fold(0.0, f64::max);
        let left = if above || widest == 0.0 { 0.0 } else { widest + MARGIN };
        Self { chart, names, above, left, bars, thickness, pitch, tops, ladder: ladder(chart, paper - left) }
    }

    /// The middle of the bar of the series at `order` in a row, in pixels below the plot's top.
    #[must_use]
    pub fn middle(&self, row: usize, order: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "series of a chart")]
        let order = order.min(self.bars - 1) as f64;
        let block = span(self.bars, self.pitch, self.thickness);
        let (top, bottom) = (self.top(row), self.top(row + 1));
        let first = if self.above { bottom - block - 7.0 } else { top.midpoint(bottom) - block / 2.0 };
        first + order * self.pitch + self.thickness / 2.0
    }

    /// The top and bottom of a row's bars with a little air: where the line at zero is drawn.
    #[must_use]
    pub fn reach(&self, row: usize) -> (f64, f64) {
        if !self.above {
            return (self.top(row), self.top(row + 1));
        }
        let half = self.thickness / 2.0 + 2.0;
        (self.middle(row, 0) - half, self.middle(row, self.bars - 1) + half)
    }

    /// The number of rows.
    #[must_use]
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// The row of a position: its order among the rows.
    #[must_use]
    pub fn order(&self, at: f64) -> Option<usize> {
        self.names.iter().position(|(place, _)| *place == at)
    }

    /// The top of a row, in pixels below the plot's top.
    fn top(&self, row: usize) -> f64 {
        self.tops.get(row).or(self.tops.last()).copied().unwrap_or(0.0)
    }
}

/// A name; above its bar it may stand on a line of the value axis.
fn named(style: &Style<'_>, lines: &[String], above: bool) -> Label {
    let label =
        Label::of(style, lines.iter().map(|line| vec![part(line, REGULAR)]).collect(), SMALL, Ink::Text);
    if above { label.halo() } else { label }
}

/// The height of `bars` bars beside each other.
fn span(bars: usize, pitch: f64, thickness: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "series of a chart")]
    let gaps = bars.saturating_sub(1) as f64;
    gaps * pitch + thickness
}

/// Draws all panels below each other from `top` down and says where they end.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, width: Width, top: f64) -> Result<f64, Fault> {
    let rows = Rows::new(chart, sheet.style, width, sheet.width);
    let mut y = top;
    let count = chart.panels.len();
    for (order, panel) in chart.panels.iter().enumerate() {
        if count > 1 {
            y = sheet.heading(&panel.title, y)?;
        }
        y = self::panel(&rows, panel, sheet, y)? + if order + 1 < count { 14.0 } else { 0.0 };
    }
    Ok(y)
}

fn panel(rows: &Rows<'_>, panel: &Panel, sheet: &mut Sheet<'_, '_>, top: f64) -> Result<f64, Fault> {
    let chart = rows.chart;
    let heads = heads(rows, sheet);
    let range = chart.mark == Mark::Range;
    let noted = top + heads.iter().map(|(_, label)| label.height()).fold(0.0, f64::max) + 2.0;
    let first = noted + if range { 20.0 } else { 0.0 };
    let bottom = first + rows.top(rows.names.len());
    let (plot, valued) =
        scale(rows, panel, sheet, Rect { left: rows.left, top: first, right: sheet.width, bottom });
    let end = if valued { bottom + 2.0 } else { value_axis(rows, &plot, sheet)? };
    for (value, label) in &heads {
        let (x, _) = plot.spot(*value, 0.0);
        sheet.line(&[(x, first - 2.0), (x, bottom)], Pen::line(Ink::Muted, 10).dashed().crisp())?;
        let placed = sheet.centred(label, x, top);
        if !sheet.try_put(&[placed])? {
            sheet.dropped.push("the words at a rule".to_owned());
        }
    }
    for (order, (_, name)) in rows.names.iter().enumerate() {
        let (y, end) = (first + rows.top(order), first + rows.top(order + 1));
        let placed = if rows.above {
            name.below(0.0, y, Anchor::Left)
        } else {
            name.level(0.0, y.midpoint(end), Anchor::Left)
        };
        sheet.put(&placed)?;
    }
    if range {
        range::heads(panel, noted, &plot, sheet)?;
        range::draw(chart, panel, rows, &plot, sheet)?;
    } else {
        bar::draw(chart, panel, rows, &plot, sheet)?;
    }
    Ok(end)
}

/// The words of rules at a value; they stand above the rows.
fn heads(rows: &Rows<'_>, sheet: &Sheet<'_, '_>) -> Vec<(f64, Label)> {
    let head = |annotation: &Annotation| match annotation {
        Annotation::Value { value, label } if value.is_finite() => {
            let lines = wrap(sheet.style, label, SMALL, BOLD, sheet.width * 0.5, 3);
            let lines = lines.iter().map(|line| vec![part(line, BOLD)]).collect();
            Some((*value, Label::of(sheet.style, lines, SMALL, Ink::Text)))
        }
        _ => None,
    };
    rows.chart.annotations.iter().filter_map(head).collect()
}

/// The plot of a panel; true if the values are written and no axis is needed.
fn scale<'s>(rows: &Rows<'_>, panel: &Panel, sheet: &Sheet<'_, 's>, place: Rect) -> (Plot<'s>, bool) {
    let chart = rows.chart;
    // A dot means nothing without its axis, whatever stands beside it.
    let dots = matches!(chart.mark, Mark::Dot | Mark::Range);
    let valued = if stacked(chart) { chart.labels.total } else { chart.labels.value };
    let widest = |negative: bool| {
        let side =
            |point: &&Point| domain::drawable(point).is_some_and(|(_, value)| (value < 0.0) == negative);
        let labels = panel.series.iter().flat_map(|series| &series.points).chain(&panel.totals).filter(side);
        labels.map(|point| sheet.style.width(&point.label, SMALL, BOLD)).fold(0.0, f64::max)
    };
    if dots || !valued {
        let room = if valued { widest(false).min(place.width() * 0.4) + GAP + 4.0 } else { 16.0 };
        let left = if valued && chart.mark == Mark::Range { room } else { 1.0 };
        let place = Rect { left: place.left + 6.0 + left, right: place.right - room - 6.0, ..place };
        return (sheet.plot(place, (rows.ladder.low, rows.ladder.high), (1.0, 0.0)), false);
    }
    let (low, high) = domain::values(chart);
    let negative = if low < 0.0 { widest(true) + GAP + 8.0 } else { 0.0 };
    let positive = widest(false) + GAP + 8.0;
    // At least 40 px are left for the bars, however long the words.
    let room = (place.width() - 40.0).max(0.0);
    let share = (room / (negative + positive).max(1.0)).min(1.0);
    let place = Rect { left: place.left + negative * share, right: place.right - positive * share, ..place };
    let high = if high > low { high } else { low + 1.0 };
    (sheet.plot(place, (low, high), (1.0, 0.0)), true)
}

/// Draws the lines of the value axis and their words below the rows, the unit at the first.
fn value_axis(rows: &Rows<'_>, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<f64, Fault> {
    let chart = rows.chart;
    let ladder = &rows.ladder;
    let (top, bottom) = (plot.place.top, plot.place.bottom + 2.0);
    let mut end = bottom;
    let last = ladder.ticks.len().saturating_sub(1);
    // The last has the unit and comes first; where there is no room, others go without words.
    for (order, tick) in ladder.ticks.iter().enumerate().rev() {
        let (x, _) = plot.spot(ladder.at(tick), 0.0);
        sheet.line(&[(x, top), (x, bottom)], Pen::line(Ink::Grid, 10).crisp())?;
        let unit = domain::unit(chart);
        let with_unit = order == last && !unit.is_empty();
        let form = &chart.values.form;
        let number = sheet.style.tick(form, *tick, ladder.decimals_of(tick), "");
        let mut places = Vec::new();
        if with_unit {
            let long = sheet.style.tick(form, *tick, ladder.decimals_of(tick), unit);
            let line = wrap(sheet.style, &long, SMALL, REGULAR, sheet.width * 0.5, 1).concat();
            places.push(sheet.centred(&Label::new(sheet.style, &line, Ink::Muted), x, bottom + 2.0));
        }
        let label = Label::new(sheet.style, &number, Ink::Muted);
        places.push(sheet.centred(&label, x, bottom + 2.0));
        sheet.try_put(&places)?;
        end = bottom + 2.0 + label.height();
    }
    Ok(end)
}

fn ladder(chart: &Chart, room: f64) -> Ladder {
    let (low, high) = domain::values(chart);
    let fixed = chart.values.domain.is_some_and(|(from, to)| from < to);
    let wish =
        Wish { domain: fixed.then_some((low, high)), ticks: chart.values.ticks, decimals: chart.decimals };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width in pixels")]
    let count = (room.max(100.0) / 85.0) as usize + 1;
    if chart.values.log {
        return Ladder::logarithmic((low, high), count + 1);
    }
    Ladder::new((low, high), count, wish).up_to(domain::ceiling(chart, high))
}

/// The rows from top to bottom with their positions: every name of a category axis, else every
/// position that has a point.
#[must_use]
pub fn names(chart: &Chart, style: &Style<'_>) -> Vec<(f64, String)> {
    if let Scale::Category(names) = &chart.dimension.scale {
        #[expect(clippy::cast_precision_loss, reason = "names on an axis")]
        return names.iter().enumerate().map(|(index, name)| (index as f64, name.clone())).collect();
    }
    let mut places: Vec<f64> =
        domain::series(chart).flat_map(|series| &series.points).map(|point| point.at).collect();
    places.retain(|at| at.is_finite());
    places.sort_by(f64::total_cmp);
    places.dedup();
    places.into_iter().map(|at| (at, ticks::words(&chart.dimension.scale, at, style))).collect()
}
