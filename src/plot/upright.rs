//! The layout of charts whose values run upwards: lines, areas, columns, dots, alone or as small
//! multiples that share their scales.

use crate::model::chart::{Annotation, Chart, Mark, Panel, Scale};
use crate::plot::axes::{self, Names};
use crate::plot::domain;
use crate::plot::ends::{self, Ends};
use crate::plot::ink::Ink;
use crate::plot::label::{Label, part, wrap};
use crate::plot::mark;
use crate::plot::notes::{self, Header};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Sheet};
use crate::plot::style::{BOLD, NAME, REGULAR, SMALL, Style, Width};
use crate::plot::ticks::{Ladder, Wish};
use crate::plot::values;

/// Everything that the panels share.
pub struct Upright<'c> {
    chart: &'c Chart,
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
        self.chart.mark == Mark::Column || matches!(self.chart.dimension.scale, Scale::Category(_))
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
    let style = sheet.style;
    let mut upright = Upright::new(chart, style, width);
    let empty = Panel { title: String::new(), series: Vec::new(), totals: Vec::new() };
    let first = chart.panels.first().unwrap_or(&empty);
    let ends = if chart.labels.end && upright.single() && matches!(chart.mark, Mark::Line | Mark::Area) {
        Some(Ends::new(first, style, sheet.width))
    } else {
        None
    };
    let gutter = ends.as_ref().map_or(0.0, Ends::gutter);
    upright.right = match upright.single() {
        // Names at the ends are wider than half of a tick's words.
        true if gutter > 40.0 => gutter,
        true => axes::overhang(chart, upright.x, style, upright.plot_width(sheet.width)).max(gutter),
        false => 4.0,
    };
    let plot_width = upright.plot_width(sheet.width);
    upright.inset(style, plot_width);
    let names = Names::new(chart, style, plot_width, upright.x, !upright.single());
    let mut y = top;
    let rows: Vec<&[Panel]> = chart.panels.chunks(upright.columns.max(1)).collect();
    let total = chart.panels.len();
    for (row, panels) in rows.iter().enumerate() {
        let titles: Vec<Label> = panels.iter().map(|panel| title(panel, style, plot_width)).collect();
        let tallest = titles.iter().map(Label::height).fold(0.0, f64::max);
        if !upright.single() {
            y += tallest + 2.0;
        }
        let at = |order: usize| {
            #[expect(clippy::cast_precision_loss, reason = "panels in a row")]
            let order = order as f64;
            upright.scale.gutter + order * (plot_width + GUTTER)
        };
        let header =
            Header::new(chart, style, sheet.width, |place| place_on(place, upright.x, at(0), plot_width));
        let header =
            if upright.single() { header } else { Header::new(&bare(chart), style, sheet.width, |_| None) };
        let room = upright.scale.above(&header);
        let plot_top = y + room.0;
        for (order, (panel, title)) in panels.iter().zip(&titles).enumerate() {
            let place = Rect {
                left: at(order),
                top: plot_top,
                right: at(order) + plot_width,
                bottom: plot_top + upright.height,
            };
            let mut plot = sheet.plot(place, upright.x, (upright.ladder.low, upright.ladder.high));
            plot.band = upright.band;
            if !upright.single() {
                sheet.put(&title.above(place.left, y, Anchor::Left))?;
            }
            notes::bands(chart, &plot, sheet)?;
            axes::values(&upright, order == 0, &plot, sheet)?;
            header.draw(plot_top - room.1, &plot, sheet)?;
            let below = row * upright.columns + order + upright.columns >= total;
            if below {
                names.draw(&plot, sheet)?;
            }
            sheet.slots.enter(plot_top - 12.0, place.bottom + 8.0);
            if upright.ladder.low < 0.0 || chart.mark != Mark::Line {
                mark::draw(chart, panel, &plot, sheet)?;
                axes::baseline(&upright, &names, below, &plot, sheet)?;
            } else {
                axes::baseline(&upright, &names, below, &plot, sheet)?;
                mark::draw(chart, panel, &plot, sheet)?;
            }
            match &ends {
                Some(ends) => ends.draw(chart, panel, &plot, sheet)?,
                None if chart.labels.end => ends::inside(chart, panel, row + order == 0, &plot, sheet)?,
                None => {}
            }
            values::draw(chart, panel, &plot, sheet)?;
            notes::values(chart, &plot, sheet)?;
            sheet.slots.leave();
        }
        y = plot_top + upright.height + if row + 1 == rows.len() { 0.0 } else { 14.0 };
    }
    Ok(y + names.height())
}

fn bare(chart: &Chart) -> Chart {
    Chart { panels: Vec::new(), annotations: Vec::<Annotation>::new(), ..chart.clone() }
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
    let open = |count: usize| headroom(chart, Ladder::new((low, high), count, wish), (low, high), height);
    // The boxes of the words need their height, and the lowest makes room for the other axis.
    let roomy =
        |ladder: &Ladder| ladder.ticks.len() < 3 || ladder.gap() / (ladder.high - ladder.low) * height > 22.0;
    (2..=most).rev().map(open).find(roomy).unwrap_or_else(|| open(2))
}

/// The same with a step more where words beside the highest and lowest marks would leave the plot.
fn headroom(chart: &Chart, ladder: Ladder, (low, high): (f64, f64), height: f64) -> Ladder {
    let fixed = chart.values.domain.is_some_and(|(from, to)| from < to);
    let mut ladder = ladder;
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
