//! How wide a text is: shaped with the very faces that the page serves.
//!
//! Characters go to the first subset that has them, as a browser's `unicode-range` sends them.
//! Widths come in parts of the size, so that one measurement serves every size.

use std::collections::BTreeMap;

use harfrust::{Buffer, Direction, Font, GlyphId, Script, ShapeOptions, ShapePlan, ShaperFont, shape};
use skrifa::ScalerFont;

use crate::design::font::Face;
use crate::plot::run::{Run, Way, from_left_to_right};

/// Measures text.
pub struct Shaper {
    families: Vec<String>,
    weights: BTreeMap<u16, Vec<Loaded>>,
    ascent: f64,
    descent: f64,
}

struct Loaded {
    font: Font,
    plan: ShapePlan,
    script: Script,
    direction: Direction,
    em: f64,
    /// It has all of printable ASCII, so that most texts need no look at the other faces.
    ascii: bool,
}

/// What no font has is taken for as wide as its size; CJK is, emoji nearly.
const UNKNOWN: f64 = 1.0;
/// Spaces that the Latin subsets lack, U+202F above all, come from another font at about this width.
const THIN_SPACE: f64 = 0.2;

impl Shaper {
    /// A shaper for `faces`; those that are no fonts are left out.
    #[must_use]
    pub fn new(faces: &[Face]) -> Self {
        let mut families: Vec<String> = Vec::new();
        let mut weights: BTreeMap<u16, Vec<Loaded>> = BTreeMap::new();
        let mut extent = None;
        for face in faces {
            let Some(loaded) = Loaded::new(face) else { continue };
            if let Some(line) = loaded.font.metrics().h_line() {
                extent.get_or_insert((line.ascender.to_f64(), -line.descender.to_f64(), loaded.em));
            }
            if !families.contains(&face.family) {
                families.push(face.family.clone());
            }
            weights.entry(face.weight).or_default().push(loaded);
        }
        let (ascent, descent, em) = extent.unwrap_or((0.8, 0.2, 1.0));
        Self { families, weights, ascent: ascent / em, descent: descent / em }
    }

    /// The families in CSS order.
    #[must_use]
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// The first face's ascent and descent, in parts of the size: the box that a browser reports.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        (self.ascent, self.descent)
    }

    /// The width of `text` in parts of its size.
    #[must_use]
    pub fn width(&self, text: &str, weight: u16) -> f64 {
        let faces = self.faces(weight);
        if let Some(first) = faces.first().filter(|first| first.ascii && text.is_ascii()) {
            return first.width(text);
        }
        runs(faces, text, false).iter().map(|run| run_width(faces, run, text)).sum()
    }

    /// Gives every glyph of `text` to `sink`, at `size` pixels from `origin`, which is the left end of
    /// the baseline.
    pub fn outline(
        &self,
        text: &str,
        weight: u16,
        right_to_left: bool,
        size: f64,
        origin: (f64, f64),
        sink: &mut impl Sink,
    ) {
        let faces = self.faces(weight);
        let way = if right_to_left { Way::Left } else { Way::Right };
        let (mut x, y) = origin;
        for run in from_left_to_right(&runs(faces, text, true), way) {
            let face = run.face.and_then(|face| faces.get(face));
            if let (Some(face), Some(text)) = (face, text.get(run.start..run.end)) {
                face.outline(text, size, (x, y), sink);
            }
            x += run_width(faces, &run, text) * size;
        }
    }

    /// The first character of `text` that no face has.
    #[must_use]
    pub fn lacks(&self, text: &str) -> Option<char> {
        let faces = self.faces(400);
        text.chars().find(|&c| missing(c) >= UNKNOWN && !faces.iter().any(|face| face.has(c)))
    }

    /// The faces of the weight, or of the nearest.
    fn faces(&self, weight: u16) -> &[Loaded] {
        let nearest = self.weights.iter().min_by_key(|(have, _)| have.abs_diff(weight));
        nearest.map_or(&[], |(_, faces)| faces.as_slice())
    }
}

impl Loaded {
    fn new(face: &Face) -> Option<Self> {
        let font = Font::new(face.bytes.to_vec(), 0)?;
        let has = |c: char| font.charmap().map_unicode(c).is_some();
        let script = match () {
            () if has('a') || has('ā') => Script::LATIN,
            () if has('ا') => Script::ARABIC,
            () if has('а') => Script::CYRILLIC,
            () if has('α') => Script::GREEK,
            () => Script::UNKNOWN,
        };
        let direction =
            if script == Script::ARABIC { Direction::RightToLeft } else { Direction::LeftToRight };
        let plan = ShapePlan::new(&font, direction, Some(script), None, &[]);
        let em = f64::from(font.units_per_em()).max(1.0);
        let ascii = (' '..='~').all(has);
        Some(Self { font, plan, script, direction, em, ascii })
    }

    fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(c).is_some()
    }

    /// The glyphs of a run; none if the shaper refuses, which it does for a plan of another script only.
    fn shaped(&self, run: &str) -> Option<Buffer> {
        let mut buffer = Buffer::new();
        buffer.push_str(run);
        buffer.set_direction(self.direction);
        buffer.set_script(Some(self.script));
        let options = ShapeOptions::new().plan(Some(&self.plan));
        shape(&ShaperFont::new(&self.font), &mut buffer, options).ok()?;
        Some(buffer)
    }

    fn outline(&self, run: &str, size: f64, (mut x, y): (f64, f64), sink: &mut impl Sink) {
        #[expect(clippy::cast_possible_truncation, reason = "a size of text")]
        let scaler = ScalerFont::unhinted(self.font.clone(), Some(size as f32));
        let Some(buffer) = self.shaped(run) else { return };
        let unit = size / self.em;
        for (glyph, place) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let at = (x + f64::from(place.x_offset) * unit, y - f64::from(place.y_offset) * unit);
            sink.glyph(&scaler, GlyphId::new(glyph.glyph_id), at);
            x += f64::from(place.x_advance) * unit;
        }
    }

    fn width(&self, run: &str) -> f64 {
        let Some(buffer) = self.shaped(run) else { return run.chars().map(missing).sum() };
        let units: i64 = buffer.glyph_positions().iter().map(|glyph| i64::from(glyph.x_advance)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a text is far shorter than 2^52 font units")]
        let units = units as f64;
        units / self.em
    }
}

/// Takes the glyphs of a text.
pub trait Sink {
    /// One glyph with the origin of its outline; y runs downwards.
    fn glyph(&mut self, font: &ScalerFont, glyph: GlyphId, origin: (f64, f64));
}

/// Cuts `text` where the face changes, and with `words` also before and after each space.
fn runs(faces: &[Loaded], text: &str, words: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let face = faces.iter().position(|face| face.has(c));
        let way = match face.and_then(|face| faces.get(face)) {
            _ if c.is_whitespace() => Way::Neither,
            Some(face) if face.direction == Direction::RightToLeft && !c.is_numeric() => Way::Left,
            _ => Way::Right,
        };
        match runs.last_mut() {
            Some(last) if last.face == face && (!words || last.way == way) => last.end = end,
            _ => runs.push(Run { face, start, end, way }),
        }
    }
    runs
}

fn run_width(faces: &[Loaded], run: &Run, text: &str) -> f64 {
    let text = text.get(run.start..run.end).unwrap_or_default();
    match run.face.and_then(|face| faces.get(face)) {
        Some(face) => face.width(text),
        None => text.chars().map(missing).sum(),
    }
}

fn missing(c: char) -> f64 {
    match c {
        // Marks of direction, joiners and variation selectors have no width.
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => 0.0,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => 0.0,
        '\u{2003}' => 1.0,
        '\u{2002}' | '\u{2007}' => 0.5,
        _ if c.is_whitespace() => THIN_SPACE,
        _ if c.is_control() => 0.0,
        _ => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::font::embedded;

    #[test]
    fn widths_are_those_of_a_browser() {
        let shaper = Shaper::new(&embedded());
        // Chromium sets digits of Source Sans 3 at 0.497 of the size, all alike.
        assert!((shaper.width("2000", 400) - 1.988).abs() < 1e-6);
        assert_eq!(shaper.width("1111", 400), shaper.width("8888", 400));
        assert!(shaper.width("AV", 400) < shaper.width("A", 400) + shaper.width("V", 400));
        assert!(shaper.width("Total", 700) > shaper.width("Total", 400));
    }

    #[test]
    fn every_script_of_the_faces_is_measured_and_the_rest_is_named() {
        let shaper = Shaper::new(&embedded());
        for text in ["Łódź", "Ελλάδα", "Україна", "إنذار أحمر", "12\u{202f}345", "−5"]
        {
            assert_eq!(shaper.lacks(text), None, "{text}");
            assert!(shaper.width(text, 600) > 0.5, "{text}");
        }
        assert_eq!(shaper.lacks("a 日"), Some('日'));
    }
}
