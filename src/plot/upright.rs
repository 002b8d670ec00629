//! The layout of charts whose values run upwards: lines, areas, columns, dots, alone or as small
//! multiples that share their scales.

use crate::model::chart::{Chart, Mark, Panel, Scale};
use crate::plot::axes::{self, Names};
use crate::plot::domain;
use crate::plot::ends::{self, Ends};
use crate::plot::ink::Ink;
use crate::plot::label::{Label, part, wrap};
use crate::plot::ladder::{Ladder, Wish};
use crate::plot::mark;
use crate::plot::notes::{self, Header};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, NAME, REGULAR, SMALL, Style, Width};
use crate::plot::values;

/// Everything that the panels share.
pub struct Upright<'c> {
    /// What is drawn.
    pub chart: &'c Chart,
    /// The value axis.
    pub ladder: Ladder,
    /// First and last position on the paper.
    pub x: (f64, f64),
    /// The width of a band in positions.
    pub band: f64,
    /// Panels in a row.
    pub columns: usize,
    /// Height of a plot in pixels.
    pub height: f64,
    /// The words of the value axis.
    pub scale: axes::Words,
    /// Space to the right of a plot.
    right: f64,
}

/// Between small multiples.
const GUTTER: f64 = 20.0;

impl<'c> Upright<'c> {
    /// Decides the scales and the sizes.
    #[must_use]
    pub fn new(chart: &'c Chart, style: &Style<'_>, width: Width) -> Self {
        let columns = columns(chart, width);
        let height = height(chart, width);
        let ladder = ladder(chart, height);
        let band = domain::band(chart);
        let scale = axes::Words::new(chart, &ladder, style);
        let mut upright = Self { chart, ladder, x: (0.0, 1.0), band, columns, height, scale, right: 0.0 };
        upright.x = upright.span();
        upright
    }

    fn single(&self) -> bool {
        self.chart.panels.len() <= 1
    }

    fn span(&self) -> (f64, f64) {
        let (low, high) = domain::positions(self.chart);
        let half = self.band / 2.0;
        match self.chart.mark {
            _ if self.banded() => (low - half, high + half),
            // Between two quantities, both axes end at round numbers.
            Mark::Dot
                if self.chart.dimension.scale == Scale::Quantity && self.chart.dimension.domain.is_none() =>
            {
                let ladder = if self.chart.dimension.log {
                    Ladder::logarithmic((low, high), 8)
                } else {
                    Ladder::new((low, high), 6, Wish::default())
                };
                (ladder.low, ladder.high)
            }
            // Dots keep clear of the edges.
            Mark::Dot => (low - (high - low) * 0.02 - half * 0.2, high + (high - low) * 0.02 + half * 0.2),
            _ if low >= high => (low - 0.5, high + 0.5),
            _ => (low, high),
        }
    }

    /// Moves the ends of lines inwards where their values are written.
    fn inset(&mut self, style: &Style<'_>, width: f64) {
        if !self.chart.labels.value || self.banded() {
            return;
        }
        let ends = domain::series(self.chart)
            .flat_map(|series| series.points.first().into_iter().chain(series.points.last()));
        let widest = ends.map(|point| style.width(&point.label, SMALL, REGULAR)).fold(0.0, f64::max);
        let pad = (widest / 2.0 + 1.0).min(width * 0.2);
        let more = (self.x.1 - self.x.0) * pad / (width - 2.0 * pad);
        self.x = (self.x.0 - more, self.x.1 + more);
    }

    fn banded(&self) -> bool {
        domain::banded(self.chart)
    }

    /// Width of one plot in pixels.
    fn plot_width(&self, width: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "panels in a row")]
        let columns = self.columns as f64;
        ((width - self.scale.gutter - self.right - GUTTER * (columns - 1.0)) / columns).max(40.0)
    }
}

/// Draws all panels from `top` down and says where they end.
pub fn draw(chart: &Chart, sheet: &mut Sheet<'_, '_>, width: Width, top: f64) -> Result<f64, Fault> {
    let frame = Frame::new(chart, sheet.style, width, sheet.width);
    let columns = frame.upright.columns.max(1);
    let mut y = top;
    let mut end = top;
    for (row, panels) in chart.panels.chunks(columns).enumerate() {
        end = frame.row(row, panels, sheet, y)?;
        y = end + 14.0;
    }
    Ok(end + frame.names.height())
}

/// What is measured before the first panel is drawn.
struct Frame<'c> {
    chart: &'c Chart,
    upright: Upright<'c>,
    names: Names,
    ends: Option<Ends<'c>>,
    header: Header,
    /// Width of one plot in pixels.
    width: f64,
}

/// Where a panel stands among the others.
struct Spot {
    left: f64,
    top: f64,
    /// The bottom of its title.
    title: f64,
    /// In the first column.
    leads: bool,
    /// The first of all.
    first: bool,
    /// No panel stands below it.
    lowest: bool,
}

impl<'c> Frame<'c> {
    fn new(chart: &'c Chart, style: &Style<'_>, width: Width, paper: f64) -> Self {
        let mut upright = Upright::new(chart, style, width);
        let single = upright.single();
        let named = chart.labels.end && single && matches!(chart.mark, Mark::Line | Mark::Area);
        let ends = chart.panels.first().filter(|_| named).map(|panel| Ends::new(panel, style, paper));
        let gutter = ends.as_ref().map_or(0.0, Ends::gutter);
        upright.right = match single {
            // Names at the ends are wider than half of a tick's words.
            true if gutter > 40.0 => gutter,
            true => axes::overhang(chart, upright.x, style, upright.plot_width(paper)).max(gutter),
            false => 4.0,
        };
        let width = upright.plot_width(paper);
        upright.inset(style, width);
        let names = Names::new(chart, style, width, upright.x, !single);
        let on = |at: f64| place_on(at, upright.x, upright.scale.gutter, width).filter(|_| single);
        let header = Header::new(&chart.annotations, style, paper, on);
        Self { chart, upright, names, ends, header, width }
    }

    /// Draws a row of panels and says where their plots end.
    fn row(&self, row: usize, panels: &[Panel], sheet: &mut Sheet<'_, '_>, y: f64) -> Result<f64, Fault> {
        let single = self.upright.single();
        let titles: Vec<Label> = panels.iter().map(|panel| title(panel, sheet.style, self.width)).collect();
        let tallest = titles.iter().map(Label::height).fold(0.0, f64::max);
        let title = if single { y } else { y + tallest + 2.0 };
        let (above, _) = self.upright.scale.above(&self.header);
        for (order, (panel, words)) in panels.iter().zip(&titles).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "panels in a row")]
            let left = self.upright.scale.gutter + order as f64 * (self.width + GUTTER);
            let place = row * self.upright.columns + order;
            let spot = Spot {
                left,
                top: title + above,
                title,
                leads: order == 0,
                first: place == 0,
                lowest: place + self.upright.columns >= self.chart.panels.len(),
            };
            if !single {
                sheet.put(&words.above(left, title, Anchor::Left))?;
            }
            self.panel(panel, &spot, sheet)?;
        }
        Ok(title + above + self.upright.height)
    }

    fn panel(&self, panel: &Panel, spot: &Spot, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
        let (chart, upright) = (self.chart, &self.upright);
        let (right, bottom) = (spot.left + self.width, spot.top + upright.height);
        let place = Rect { left: spot.left, top: spot.top, right, bottom };
        let mut plot = sheet.plot(place, upright.x, (upright.ladder.low, upright.ladder.high));
        plot.band = upright.band;
        notes::bands(chart, &plot, sheet)?;
        axes::values(upright, spot.leads, &plot, sheet)?;
        if spot.first {
            axes::title(upright, chart, &plot, sheet)?;
        }
        let (_, under) = upright.scale.above(&self.header);
        self.header.draw(spot.top - under, &plot, sheet)?;
        if spot.lowest {
            self.names.draw(&plot, sheet)?;
        }
        if !upright.single() {
            notes::rules(chart, spot.first, &plot, sheet)?;
        }
        sheet.slots.enter(spot.title.max(spot.top - 12.0), bottom + 12.0);
        // A line runs over the baseline, columns and areas stand on it.
        let over = chart.mark == Mark::Line && upright.ladder.low >= 0.0;
        if !over {
            mark::draw(chart, panel, &plot, sheet)?;
        }
        axes::baseline(upright, &self.names, spot.lowest, &plot, sheet)?;
        if over {
            mark::draw(chart, panel, &plot, sheet)?;
        }
        match &self.ends {
            Some(ends) => ends.draw(chart, panel, &plot, sheet)?,
            None if chart.labels.end => ends::inside(chart, panel, spot.first, &plot, sheet)?,
            None => {}
        }
        values::draw(chart, panel, &plot, sheet)?;
        notes::values(chart, &plot, sheet)?;
        notes::points(chart, &plot, sheet)?;
        sheet.slots.leave();
        Ok(())
    }
}

fn place_on(at: f64, (low, high): (f64, f64), left: f64, width: f64) -> Option<f64> {
    (at.is_finite() && at >= low && at <= high).then(|| left + (at - low) / (high - low) * width)
}

fn title(panel: &Panel, style: &Style<'_>, room: f64) -> Label {
    let lines = wrap(style, &panel.title, NAME, BOLD, room, 3);
    Label::of(style, lines.iter().map(|line| vec![part(line, BOLD)]).collect(), NAME, Ink::Text)
}

fn columns(chart: &Chart, width: Width) -> usize {
    let most = match width {
        Width::Wide => 4,
        Width::Medium => 3,
        Width::Narrow => 2,
    };
    chart.columns.clamp(1, most).min(chart.panels.len().max(1))
}

fn height(chart: &Chart, width: Width) -> f64 {
    let wide = match chart.height {
        Some(height) => f64::from(height.clamp(60, 2000)),
        None if chart.panels.len() > 1 => 114.0,
        None => 300.0,
    };
    let share = match width {
        _ if chart.panels.len() > 1 => 1.0,
        Width::Wide => 1.0,
        Width::Medium => 0.86,
        Width::Narrow => 0.7,
    };
    (wide * share).max(60.0).round()
}

fn ladder(chart: &Chart, height: f64) -> Ladder {
    let (low, high) = domain::values(chart);
    let fixed = chart.values.domain.is_some_and(|(from, to)| from < to);
    let wish =
        Wish { domain: fixed.then_some((low, high)), ticks: chart.values.ticks, decimals: chart.decimals };
    let apart = if chart.panels.len() > 1 { 26.0 } else { 60.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height in pixels")]
    let most = (height / apart) as usize + 1;
    if chart.values.log {
        return Ladder::logarithmic((low, high), most + 2);
    }
    let most_of_all = domain::ceiling(chart, high);
    let open = |count: usize| {
        let ladder = Ladder::new((low, high), count, wish);
        headroom(chart, ladder, (low, high), height).up_to(most_of_all)
    };
    // The boxes of the words need their height, and the lowest makes room for the other axis.
    let roomy =
        |ladder: &Ladder| ladder.ticks.len() < 3 || ladder.gap() / (ladder.high - ladder.low) * height > 22.0;
    (2..=most).rev().map(open).find(roomy).unwrap_or_else(|| open(2))
}

/// The same with a step more where words beside the highest and lowest marks would leave the plot.
fn headroom(chart: &Chart, ladder: Ladder, (low, high): (f64, f64), height: f64) -> Ladder {
    let fixed = chart.values.domain.is_some_and(|(from, to)| from < to);
    let mut ladder = ladder;
    if domain::shares(chart) {
        // There is nothing above all; words have a place above the plot.
        return ladder;
    }
    // The words above the highest mark stay below the top line.
    let words = f64::from(SMALL) / 10.0 * 1.45;
    let written = chart.labels.value || chart.labels.total || (chart.labels.end && chart.panels.len() > 1);
    if written && !fixed && high > 0.0 && (ladder.high - high) / (ladder.high - ladder.low) * height < words {
        ladder = ladder.extended(true);
    }
    if written && !fixed && low < 0.0 && (low - ladder.low) / (ladder.high - ladder.low) * height < words {
        ladder = ladder.extended(false);
    }
    ladder
}
