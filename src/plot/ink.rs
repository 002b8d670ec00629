//! The colours by what they mean, each with its class and its values on a light and a dark page.
//!
//! A drawing names an ink, never a colour: the class lets the page's style sheet decide, the light
//! value stands beside it as a presentation attribute, so that the file also stands alone.

use plotters::style::{RGBAColor, ShapeStyle};
use plotters_backend::BackendColor;

/// What a mark is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A series' palette slot, 0 to 6.
    Series(u8),
    /// A series without a slot, and what stands back.
    Rest,
    /// Words that matter.
    Text,
    /// Ticks, notes and the names of grey series.
    Muted,
    /// The baseline.
    Axis,
    /// The lines behind the marks.
    Grid,
    /// The tint of a band.
    Band,
    /// The page itself: halos and the inside of open marks.
    Page,
    /// A class of values on a map or in a heat map, 0 to 5 from low to high.
    Bin(u8),
    /// No data.
    Blank,
}

/// Every ink: its class, its colour on a light page (`#ffffff`), its colour on a dark one (`#14191d`).
///
/// A theme prints them as custom properties, `--k1: #2469a9`. Each series colour is at least 4.7:1
/// on its page, so that it may set words; grey is 3.5:1 and sets none. The nearest pair under
/// simulated deuteranopia or protanopia (Machado, Oliveira and Fernandes 2009) is CIE76 14.8 apart
/// in the light palette and 18.6 in the dark one.
pub const PALETTE: [(&str, &str, &str); 22] = [
    ("k1", "#2469a9", "#589fe3"),
    ("k2", "#a82a1e", "#e8705a"),
    ("k3", "#217a62", "#52b893"),
    ("k4", "#9a6a00", "#efcf6f"),
    ("k5", "#4b1f56", "#e0c3f7"),
    ("k6", "#6f4bd1", "#9b7bff"),
    ("k7", "#1a3a3a", "#e6f2c0"),
    ("k0", "#80898f", "#7a868f"),
    ("text", "#1b2126", "#e9edf0"),
    ("muted", "#5b6770", "#a3aeb6"),
    ("axis", "#8a949c", "#66727b"),
    ("grid", "#dfe3e6", "#2f373d"),
    ("band", "#eef1f3", "#20272c"),
    ("page", "#ffffff", "#14191d"),
    ("b1", "#f6ebb3", "#1f3a63"),
    ("b2", "#c2e0c6", "#22557f"),
    ("b3", "#74c0bf", "#256d8a"),
    ("b4", "#2a7f99", "#52abb0"),
    ("b5", "#1f5f91", "#97d2b3"),
    ("b6", "#153e70", "#f1edcf"),
    ("blank", "#c3cad0", "#4a545b"),
    ("halo", "#ffffff", "#14191d"),
];

/// The place of the halo's row in [`PALETTE`]; every other ink finds its own.
pub const HALO: usize = 21;

impl Ink {
    fn row(self) -> usize {
        match self {
            Self::Series(slot) => usize::from(slot.min(6)),
            Self::Rest => 7,
            Self::Text => 8,
            Self::Muted => 9,
            Self::Axis => 10,
            Self::Grid => 11,
            Self::Band => 12,
            Self::Page => 13,
            Self::Bin(class) => 14 + usize::from(class.min(5)),
            Self::Blank => 20,
        }
    }

    /// Its class and its light and dark colours.
    #[must_use]
    pub fn entry(self) -> (&'static str, &'static str, &'static str) {
        PALETTE.get(self.row()).copied().unwrap_or(("text", "#1b2126", "#e9edf0"))
    }

    /// True for classes of values that are less than 3:1 from the page, light or dark: they are outlined.
    #[must_use]
    pub fn pale(self) -> bool {
        matches!(self, Self::Bin(0..=2) | Self::Blank)
    }

    /// The ink for words beside a mark of this ink: grey words are darker than grey marks.
    #[must_use]
    pub fn of_words(self) -> Self {
        if self == Self::Rest { Self::Muted } else { self }
    }

    fn from_row(row: u8) -> Option<Self> {
        let simple = [Self::Rest, Self::Text, Self::Muted, Self::Axis, Self::Grid, Self::Band, Self::Page];
        match row {
            0..=6 => Some(Self::Series(row)),
            7..=13 => simple.get(usize::from(row) - 7).copied(),
            14..=19 => Some(Self::Bin(row - 14)),
            20 => Some(Self::Blank),
            _ => None,
        }
    }
}

/// How a mark is drawn: an ink and the little that varies beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pen {
    /// The ink of the line, or of the filling.
    pub ink: Ink,
    /// Width of the line in tenths of a pixel.
    pub width: u16,
    /// Fills the shape; a filled shape has no line.
    pub filled: bool,
    /// Breaks the line into dashes.
    pub dashed: bool,
    /// Sets the line on whole device pixels.
    pub crisp: bool,
    /// Fills the inside with the page's colour: an open mark.
    pub open: bool,
    /// Fills the shape with slanting lines.
    pub hatched: bool,
    /// A thin line in the page's colour runs around the filling.
    pub edged: bool,
    /// A thin grey line runs around the filling.
    pub outlined: bool,
    /// Opacity in per cent.
    pub strength: u8,
}

impl Pen {
    /// A line of `width` tenths of a pixel.
    #[must_use]
    pub fn line(ink: Ink, width: u16) -> Self {
        Self {
            ink,
            width,
            filled: false,
            dashed: false,
            crisp: false,
            open: false,
            hatched: false,
            edged: false,
            outlined: false,
            strength: 100,
        }
    }

    /// A filling.
    #[must_use]
    pub fn fill(ink: Ink) -> Self {
        Self { filled: true, ..Self::line(ink, 0) }
    }

    /// The same in dashes.
    #[must_use]
    pub fn dashed(self) -> Self {
        Self { dashed: true, ..self }
    }

    /// The same on whole pixels.
    #[must_use]
    pub fn crisp(self) -> Self {
        Self { crisp: true, ..self }
    }

    /// The same with the page's colour inside.
    #[must_use]
    pub fn open(self) -> Self {
        Self { open: true, ..self }
    }

    /// The same in slanting lines.
    #[must_use]
    pub fn hatched(self) -> Self {
        Self { hatched: true, ..self }
    }

    /// The same with an edge in the page's colour.
    #[must_use]
    pub fn edged(self) -> Self {
        Self { edged: true, ..self }
    }

    /// The same with an outline that shows on any page.
    #[must_use]
    pub fn outlined(self) -> Self {
        Self { outlined: true, ..self }
    }

    /// The same at a part of its strength, in per cent.
    #[must_use]
    pub fn faint(self, strength: u8) -> Self {
        Self { strength, ..self }
    }

    /// The pen that `colour` and `width` stand for; `None` if nothing of ours wrote them.
    #[must_use]
    pub fn read(colour: BackendColor, width: u32, filled: bool) -> Option<Self> {
        let (mark, flags, row) = colour.rgb;
        if mark != MARK {
            return None;
        }
        Some(Self {
            ink: Ink::from_row(row)?,
            width: if filled { 0 } else { u16::try_from(width).ok()? },
            filled,
            dashed: flags & 1 != 0,
            crisp: flags & 2 != 0,
            open: flags & 4 != 0,
            hatched: flags & 8 != 0,
            edged: flags & 16 != 0,
            outlined: flags & 32 != 0,
            // The strength was a whole number of per cent.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
            strength: (colour.alpha * 100.0).round().clamp(0.0, 100.0) as u8,
        })
    }
}

/// The red of every token, so that a colour from elsewhere is noticed.
const MARK: u8 = 0xc5;

impl From<Pen> for ShapeStyle {
    fn from(pen: Pen) -> Self {
        let marks = [pen.dashed, pen.crisp, pen.open, pen.hatched, pen.edged, pen.outlined];
        let flags = marks.iter().rev().fold(0, |flags, mark| flags << 1 | u8::from(*mark));
        // PALETTE has 22 rows.
        let row = u8::try_from(pen.ink.row()).unwrap_or(u8::MAX);
        let color = RGBAColor(MARK, flags, row, f64::from(pen.strength) / 100.0);
        Self { color, filled: pen.filled, stroke_width: u32::from(pen.width) }
    }
}

#[cfg(test)]
mod tests {
    use plotters_backend::BackendStyle;

    use super::*;

    /// Contrast of two colours (WCAG 2.2, relative luminance).
    fn contrast(a: &str, b: &str) -> f64 {
        let light = |hex: &str| {
            let channel = |from: usize| {
                let value =
                    f64::from(u8::from_str_radix(hex.get(from..from + 2).unwrap(), 16).unwrap()) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The contrast of two inks on a light page or a dark one, whichever is less.
    fn least(a: Ink, b: Ink) -> f64 {
        let (a, b) = (a.entry(), b.entry());
        contrast(a.1, b.1).min(contrast(a.2, b.2))
    }

    #[test]
    fn marks_stand_out_from_the_page_and_words_can_be_read() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        let series = (0..7).map(Ink::Series);
        for ink in series.clone().chain([Ink::Rest, Ink::Axis]).chain((0..6).map(Ink::Bin)) {
            // A pale class has an outline in the ink of axes.
            assert!(ink.pale() || least(ink, Ink::Page) >= 3.0, "{ink:?}: {}", least(ink, Ink::Page));
        }
        for ink in series.chain([Ink::Text, Ink::Muted]) {
            assert!(least(ink, Ink::Page) >= 4.5, "{ink:?}: {}", least(ink, Ink::Page));
        }
        for class in 0..6 {
            let ink = Ink::Bin(class);
            let words = if class < 3 { Ink::Text } else { Ink::Page };
            assert!(least(ink, words) >= 4.5, "{ink:?}: {}", least(ink, words));
        }
    }

    #[test]
    fn a_pen_survives_its_token() {
        for ink in [Ink::Series(2), Ink::Rest, Ink::Page, Ink::Bin(5), Ink::Blank] {
            for pen in [
                Pen::line(ink, 15).dashed(),
                Pen::fill(ink).faint(55).outlined(),
                Pen::line(ink, 9).open().crisp(),
            ] {
                let style = ShapeStyle::from(pen);
                assert_eq!(Pen::read(style.color(), style.stroke_width, style.filled), Some(pen));
            }
        }
        assert_eq!(Pen::read(BackendColor { alpha: 1.0, rgb: (0, 0, 0) }, 1, false), None);
    }
}
