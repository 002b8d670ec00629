//! Annotations: rules with words above the plot, tinted bands, rules at a value, and words at a place.

use crate::model::chart::{Annotation, Chart};
use crate::plot::ink::{Ink, Pen};
use crate::plot::label::{Label, Placed, part, wrap};
use crate::plot::rect::Rect;
use crate::plot::scene::Anchor;
use crate::plot::sheet::{Fault, Plot, Sheet};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style};

/// From a rule to its words.
const GAP: f64 = 7.0;

/// The words above the plot, in rows so that none covers another or stands on another's rule.
pub struct Header {
    notes: Vec<Note>,
    /// Heights of the rows, the lowest first.
    rows: Vec<f64>,
}

struct Note {
    /// The rule's x in pixels; bands have none above the plot.
    rule: Option<f64>,
    texts: Vec<Label>,
    left: f64,
    right: f64,
    row: usize,
}

impl Header {
    /// Finds a place for every annotation along the axis of a plot between `left` and `right`.
    #[must_use]
    pub fn new(
        annotations: &[Annotation],
        style: &Style<'_>,
        width: f64,
        x: impl Fn(f64) -> Option<f64>,
    ) -> Self {
        let mut header = Self { notes: Vec::new(), rows: Vec::new() };
        for annotation in annotations {
            match annotation {
                Annotation::At { at, label, note } => {
                    if let Some(x) = x(*at) {
                        header.place(texts(style, label, note, width), Some(x), x, width);
                    }
                }
                Annotation::Band { from, to, label } => {
                    if let (Some(from), Some(to)) = (x(*from), x(*to)) {
                        header.place(texts(style, label, "", width), None, from.midpoint(to), width);
                    }
                }
                Annotation::Value { .. } | Annotation::Point { .. } => {}
            }
        }
        header
    }

    fn place(&mut self, texts: Vec<Label>, rule: Option<f64>, x: f64, width: f64) {
        let wide = texts.iter().map(Label::width).fold(0.0, f64::max);
        let inside = |left: f64| left.clamp(0.1, (width - wide - 0.1).max(0.1));
        let (before, after) = (x - GAP - wide, x + GAP);
        let sides = match rule {
            None => vec![inside(x - wide / 2.0)],
            Some(_) if before >= 0.0 && x > width * 0.4 => vec![before, inside(after)],
            Some(_) => vec![inside(after), before.max(0.1)],
        };
        for row in 0..=self.notes.len() {
            for left in &sides {
                let note = Note { rule, texts: texts.clone(), left: *left, right: left + wide, row };
                if self.notes.iter().all(|other| other.goes_with(&note)) {
                    return self.add(note);
                }
            }
        }
        // A row of its own at the top crosses no words, but rules below may cross its own words.
        let row = self.rows.len();
        let left = inside(before.max(after.min(width - wide)));
        self.add(Note { rule, texts, left, right: left + wide, row });
    }

    fn add(&mut self, note: Note) {
        let height: f64 = note.texts.iter().map(Label::height).sum();
        while self.rows.len() <= note.row {
            self.rows.push(0.0);
        }
        if let Some(row) = self.rows.get_mut(note.row) {
            *row = row.max(height);
        }
        self.notes.push(note);
    }

    /// The height of all rows.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.rows.iter().sum()
    }

    /// True if words of the lowest row reach to the left of `x`.
    #[must_use]
    pub fn reaches(&self, x: f64) -> bool {
        self.notes.iter().any(|note| note.row == 0 && note.left < x)
    }

    /// Draws words and rules; the lowest row ends at `bottom`, rules end with the plot.
    pub fn draw(&self, bottom: f64, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
        for note in &self.notes {
            let below: f64 = self.rows.iter().take(note.row).sum();
            let height: f64 = note.texts.iter().map(Label::height).sum();
            let mut y = bottom - below - height;
            if let Some(x) = note.rule {
                let pen = Pen::line(Ink::Muted, 10).dashed().crisp();
                sheet.line(&[(x, y + 2.0), (x, plot.place.bottom)], pen)?;
                sheet.slots.line((x, y + 2.0), (x, plot.place.bottom));
            }
            for text in &note.texts {
                let (x, anchor) = note.edge();
                sheet.put(&text.below(x, y, anchor))?;
                y += text.height();
            }
        }
        Ok(())
    }
}

impl Note {
    /// True if neither's words cover the other's or stand on the other's rule.
    fn goes_with(&self, other: &Self) -> bool {
        let apart =
            self.row != other.row || self.right + 10.0 <= other.left || other.right + 10.0 <= self.left;
        apart && !self.crosses(other) && !other.crosses(self)
    }

    /// True if this rule comes down through the other's words.
    fn crosses(&self, other: &Self) -> bool {
        let through = |x: f64| x > other.left - 4.0 && x < other.right + 4.0;
        self.row >= other.row && self.rule.is_some_and(through)
    }

    /// Words to the left of their rule end at it.
    fn edge(&self) -> (f64, Anchor) {
        match self.rule {
            Some(x) if self.right <= x => (self.right, Anchor::Right),
            _ => (self.left, Anchor::Left),
        }
    }
}

fn texts(style: &Style<'_>, label: &str, note: &str, width: f64) -> Vec<Label> {
    let room = width * 0.5;
    let text = |words: &str, weight: u16, ink: Ink| {
        let lines = wrap(style, words, SMALL, weight, room, 3);
        Label::of(style, lines.iter().map(|line| vec![part(line, weight)]).collect(), SMALL, ink)
    };
    let mut texts = Vec::new();
    if !label.is_empty() {
        texts.push(text(label, BOLD, Ink::Text));
    }
    if !note.is_empty() {
        texts.push(text(note, REGULAR, Ink::Muted));
    }
    texts
}

/// Tints the bands; they lie behind everything.
pub fn bands(chart: &Chart, plot: &Plot<'_>, sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    for annotation in &chart.annotations {
        let Annotation::Band { from, to, .. } = annotation else { continue };
        if !(from.is_finite() && to.is_finite()) || to.max(*from) < plot.x.0 || to.min(*from) > plot.x.1 {
            continue;
        }
        let (left, _) = plot.spot(from.min(*to).max(plot.x.0), plot.y.0);
        let (right, _) = plot.spot(to.max(*from).min(plot.x.1), plot.y.0);
        sheet.rect(&Rect { left, right, ..plot.place }, Pen::fill(Ink::Band), Vec::new())?;
    }
    Ok(())
}

/// Draws the rules of a small multiple; the first of all has their words, at the top of the plot.
pub fn rules(chart: &Chart, first: bool, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for annotation in &chart.annotations {
        let Annotation::At { at, label, .. } = annotation else { continue };
        if !at.is_finite() || *at < plot.x.0 || *at > plot.x.1 {
            continue;
        }
        let (x, _) = plot.spot(*at, plot.y.0);
        let ends = [(x, plot.place.top), (x, plot.place.bottom)];
        sheet.line(&ends, Pen::line(Ink::Muted, 10).dashed().crisp())?;
        sheet.slots.line((x, plot.place.top), (x, plot.place.bottom));
        if first && !label.is_empty() {
            let lines = wrap(sheet.style, label, SMALL, BOLD, plot.place.width() * 0.8, 2);
            let lines = lines.iter().map(|line| vec![part(line, BOLD)]).collect();
            let words = Label::of(sheet.style, lines, SMALL, Ink::Text).halo();
            let (top, bottom) = (plot.place.top, plot.place.bottom);
            let places = [
                words.below(x + 4.0, top, Anchor::Left),
                words.below(x - 4.0, top, Anchor::Right),
                words.above(x + 4.0, bottom - 1.0, Anchor::Left),
                words.above(x - 4.0, bottom - 1.0, Anchor::Right),
            ];
            if !sheet.try_put(&places)? {
                sheet.dropped.push(format!("the words `{label}` at their rule"));
            }
        }
    }
    Ok(())
}

/// Draws the rules at a value with their words, above or below, at whichever end is free.
pub fn values(chart: &Chart, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for annotation in &chart.annotations {
        let Annotation::Value { value, label } = annotation else { continue };
        if !value.is_finite() || *value < plot.y.0 || *value > plot.y.1 {
            continue;
        }
        let (_, y) = plot.spot(plot.x.0, *value);
        let (left, right) = (plot.place.left, plot.place.right);
        sheet.line(&[(left, y), (right, y)], Pen::line(Ink::Muted, 10).dashed().crisp())?;
        let lines = wrap(sheet.style, label, SMALL, BOLD, plot.place.width() * 0.6, 2);
        let lines = lines.iter().map(|line| vec![part(line, BOLD)]).collect();
        let words = Label::of(sheet.style, lines, SMALL, Ink::Text).halo();
        let places = [(right, Anchor::Right), (left, Anchor::Left), (left.midpoint(right), Anchor::Middle)]
            .into_iter()
            .flat_map(|(x, anchor)| [words.above(x, y, anchor), words.below(x, y, anchor)]);
        if !label.is_empty() && !sheet.try_put(&places.collect::<Vec<_>>())? {
            sheet.dropped.push(format!("the words `{label}` at their rule"));
        }
    }
    Ok(())
}

/// From a place to the words at it.
const REACH: [f64; 4] = [16.0, 28.0, 44.0, 64.0];

/// Writes the words at single places, each with a thin line to its place where marks leave room.
pub fn points(chart: &Chart, plot: &Plot<'_>, sheet: &mut Sheet<'_, '_>) -> Result<(), Fault> {
    for annotation in &chart.annotations {
        let Annotation::Point { at, value, label } = annotation else { continue };
        let within = *at >= plot.x.0 && *at <= plot.x.1 && *value >= plot.y.0 && *value <= plot.y.1;
        if !within || label.is_empty() {
            continue;
        }
        let (x, y) = plot.spot(*at, *value);
        let lines = wrap(sheet.style, label, SMALL, REGULAR, (sheet.width * 0.34).min(190.0), 4);
        let lines = lines.iter().map(|line| vec![part(line, REGULAR)]).collect();
        let words = Label::of(sheet.style, lines, SMALL, Ink::Text).halo();
        let places = REACH.into_iter().flat_map(|far| around(&words, (x, y), far, plot));
        match sheet.room(&places.collect::<Vec<_>>()) {
            Some(placed) => {
                sheet.put(&placed)?;
                leader((x, y), &placed.rect(), sheet)?;
            }
            None => sheet.dropped.push(format!("the words `{label}` at their place")),
        }
    }
    Ok(())
}

/// The places for words `far` from a spot, those within the plot only.
fn around(words: &Label, (x, y): (f64, f64), far: f64, plot: &Plot<'_>) -> Vec<Placed> {
    let side = far * 0.7;
    let all = [
        words.above(x, y - far + 3.0, Anchor::Middle),
        words.above(x - side, y - side + 6.0, Anchor::Right),
        words.above(x + side, y - side + 6.0, Anchor::Left),
        words.below(x, y + far - 3.0, Anchor::Middle),
        words.below(x - side, y + side - 6.0, Anchor::Right),
        words.below(x + side, y + side - 6.0, Anchor::Left),
    ];
    let inside = |placed: &Placed| {
        let rect = placed.rect();
        rect.left >= plot.place.left
            && rect.right <= plot.place.right + 1.0
            && rect.top >= plot.place.top - 8.0
    };
    all.into_iter().filter(inside).collect()
}

/// A thin line from the words to their place, and a ring around it.
fn leader((x, y): (f64, f64), words: &Rect, sheet: &Sheet<'_, '_>) -> Result<(), Fault> {
    let near = (x.clamp(words.left, words.right), y.clamp(words.top + 3.0, words.bottom - 4.0));
    let (dx, dy) = (near.0 - x, near.1 - y);
    let length = dx.hypot(dy);
    sheet.circle((x, y), 5.5, Pen::line(Ink::Text, 10), Vec::new())?;
    if length < 8.0 {
        return Ok(());
    }
    let from = (x + dx / length * 5.5, y + dy / length * 5.5);
    sheet.line(&[from, near], Pen::line(Ink::Text, 10))
}
