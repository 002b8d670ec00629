//! How wide a text is: shaped with the very faces that the page serves.
//!
//! Characters go to the first subset that has them, as a browser's `unicode-range` sends them.
//! Widths come in parts of the size, so that one measurement serves every size.

use std::collections::BTreeMap;

use harfrust::{Buffer, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont, shape};

use crate::design::font::Face;

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
        let mut total = 0.0;
        for (face, run) in runs(faces, text) {
            total += match face {
                Some(face) => face.width(run),
                None => run.chars().map(missing).sum(),
            };
        }
        total
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

    fn width(&self, run: &str) -> f64 {
        let mut buffer = Buffer::new();
        buffer.push_str(run);
        buffer.set_direction(self.direction);
        buffer.set_script(Some(self.script));
        let options = ShapeOptions::new().plan(Some(&self.plan));
        if shape(&ShaperFont::new(&self.font), &mut buffer, options).is_err() {
            // The plan was made for this very direction and script, so this is not reached.
            return run.chars().map(missing).sum();
        }
        let units: i64 = buffer.glyph_positions().iter().map(|glyph| i64::from(glyph.x_advance)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a text is far shorter than 2^52 font units")]
        let units = units as f64;
        units / self.em
    }
}

/// Cuts `text` where the face changes; `None` stands for no face.
fn runs<'f, 't>(faces: &'f [Loaded], text: &'t str) -> Vec<(Option<&'f Loaded>, &'t str)> {
    let of = |c: char| faces.iter().position(|face| face.has(c));
    let mut runs: Vec<(Option<usize>, usize, usize)> = Vec::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let face = of(c);
        match runs.last_mut() {
            Some((last, _, stop)) if *last == face => *stop = end,
            _ => runs.push((face, start, end)),
        }
    }
    let cut = |(face, start, end): (Option<usize>, usize, usize)| {
        Some((face.and_then(|face| faces.get(face)), text.get(start..end)?))
    };
    runs.into_iter().filter_map(cut).collect()
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
