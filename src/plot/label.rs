//! A text that is measured but not yet placed.

use crate::plot::ink::Ink;
use crate::plot::rect::Rect;
use crate::plot::scene::{Anchor, Part, Words};
use crate::plot::style::{BOLD, REGULAR, SMALL, Style};

/// A measured text of one or more lines.
#[derive(Clone, Debug)]
pub struct Label {
    words: Words,
}

impl Label {
    /// Plain words at the size of ticks.
    #[must_use]
    pub fn new(style: &Style<'_>, text: &str, ink: Ink) -> Self {
        Self::of(style, vec![vec![part(text, REGULAR)]], SMALL, ink)
    }

    /// The same in the weight of names.
    #[must_use]
    pub fn bold(style: &Style<'_>, text: &str, ink: Ink) -> Self {
        Self::of(style, vec![vec![part(text, BOLD)]], SMALL, ink)
    }

    /// Lines of parts at `size` tenths of a pixel.
    #[must_use]
    pub fn of(style: &Style<'_>, lines: Vec<Vec<Part>>, size: u16, ink: Ink) -> Self {
        let measure = |part: &Part| style.width(&part.text, size, part.weight);
        let longest = lines.iter().map(|line| line.iter().map(measure).sum()).fold(0.0, f64::max);
        let (ascent, descent) = style.shaper.extent();
        let size_px = f64::from(size) / 10.0;
        Self {
            words: Words {
                ink,
                halo: false,
                size,
                anchor: Anchor::Left,
                x: 0,
                y: 0,
                leading: leading(&lines, size),
                lines,
                width: tenths(longest),
                extent: (tenths(ascent * size_px), tenths(descent * size_px)),
            },
        }
    }

    /// The same on a halo.
    #[must_use]
    pub fn halo(mut self) -> Self {
        self.words.halo = true;
        self
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> f64 {
        f64::from(self.words.width) / 10.0
    }

    /// Height of its box in pixels.
    #[must_use]
    pub fn height(&self) -> f64 {
        let (_, top, _, bottom) = self.words.bounds();
        f64::from(bottom - top) / 10.0
    }

    /// Its place with the first baseline at `y`.
    #[must_use]
    pub fn on(&self, x: f64, y: f64, anchor: Anchor) -> Placed {
        Placed(Words { x: tenths(x), y: tenths(y), anchor, ..self.words.clone() })
    }

    /// Its place with the top of its box at `y`.
    #[must_use]
    pub fn below(&self, x: f64, y: f64, anchor: Anchor) -> Placed {
        self.on(x, y + f64::from(self.words.extent.0) / 10.0, anchor)
    }

    /// Its place with the bottom of its box at `y`.
    #[must_use]
    pub fn above(&self, x: f64, y: f64, anchor: Anchor) -> Placed {
        self.below(x, y - self.height(), anchor)
    }

    /// Its place with the middle of its capitals at `y`.
    #[must_use]
    pub fn level(&self, x: f64, y: f64, anchor: Anchor) -> Placed {
        let lines = i32::try_from(self.words.lines.len().saturating_sub(1)).unwrap_or(0);
        let block = f64::from(lines * self.words.leading) / 20.0;
        self.on(x, y + f64::from(self.words.size) * CAPITAL / 20.0 - block, anchor)
    }
}

/// From one baseline of a text to the next. Lines of one text stand closer than texts: 1.25 of the
/// size; Arabic letters reach farther up and down.
fn leading(lines: &[Vec<Part>], size: u16) -> i32 {
    let tall =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let arabic = lines.len() > 1 && lines.iter().flatten().any(|part| part.text.contains(tall));
    i32::from(size) * if arabic { 29 } else { 25 } / 20
}

/// Height of capitals in parts of the size, in Source Sans 3.
const CAPITAL: f64 = 0.66;

/// A text with its place.
#[derive(Clone, Debug)]
pub struct Placed(pub Words);

impl Placed {
    /// Its box in pixels.
    #[must_use]
    pub fn rect(&self) -> Rect {
        let (left, top, right, bottom) = self.0.bounds();
        let px = |tenths: i32| f64::from(tenths) / 10.0;
        Rect { left: px(left), top: px(top), right: px(right), bottom: px(bottom) }
    }
}

/// Words in one weight.
#[must_use]
pub fn part(text: &str, weight: u16) -> Part {
    Part { text: text.to_owned(), weight }
}

/// Pixels as whole tenths.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "clamped to the paper")]
pub fn tenths(pixels: f64) -> i32 {
    (pixels * 10.0).round().clamp(-2e6, 2e6) as i32
}

/// Cuts `text` into at most `most` lines no wider than `room` pixels; what is left over ends in an
/// ellipsis. A word that is too wide for a line is broken.
#[must_use]
pub fn wrap(style: &Style<'_>, text: &str, size: u16, weight: u16, room: f64, most: usize) -> Vec<String> {
    // Browsers shape word by word and come out up to 0.3 % wider.
    let fits = |line: &str| style.width(line, size, weight) <= room * 0.997;
    if fits(text) {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, &fits)) {
        let Some(line) = lines.last_mut() else { break };
        let joined = if line.is_empty() || word.glued {
            format!("{line}{}", word.text)
        } else {
            format!("{line} {}", word.text)
        };
        if line.is_empty() || fits(&joined) {
            *line = joined;
        } else {
            lines.push(word.text);
        }
        if lines.len() > most {
            break;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = shortened(last, &fits);
        }
    }
    lines
}

struct Piece {
    text: String,
    /// Continues the word before it.
    glued: bool,
}

/// A word, or its pieces if it is too wide for a line.
fn pieces(word: &str, fits: &impl Fn(&str) -> bool) -> Vec<Piece> {
    if fits(word) {
        return vec![Piece { text: word.to_owned(), glued: false }];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for c in word.chars() {
        match pieces.last_mut() {
            Some(piece) if fits(&format!("{}{c}", piece.text)) => piece.text.push(c),
            _ => pieces.push(Piece { text: c.to_string(), glued: !pieces.is_empty() }),
        }
    }
    pieces
}

/// `line` with an ellipsis, as much of it as fits.
fn shortened(line: &str, fits: &impl Fn(&str) -> bool) -> String {
    let mut kept = line.to_owned();
    while !kept.is_empty() && !fits(&format!("{kept}…")) {
        kept.pop();
    }
    format!("{}…", kept.trim_end_matches([' ', ',', '.', ';', ':', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::locale::Locale;
    use crate::design::font::embedded;
    use crate::plot::text::Shaper;

    #[test]
    fn long_texts_are_wrapped_and_cut() {
        let shaper = Shaper::new(&embedded());
        let locale = Locale::new("en").unwrap();
        let style = Style { shaper: &shaper, locale: &locale };
        let long = "Commission for the Control of Files ".repeat(9);
        let lines = wrap(&style, &long, SMALL, REGULAR, 120.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
        assert!(lines.iter().all(|line| style.width(line, SMALL, REGULAR) <= 120.0), "{lines:?}");
        let broken = wrap(&style, &"x".repeat(60), SMALL, REGULAR, 100.0, 9);
        assert!(broken.len() > 2);
        assert_eq!(broken.concat().len(), 60);
        assert_eq!(wrap(&style, "", SMALL, REGULAR, 10.0, 2), [""]);
    }
}
