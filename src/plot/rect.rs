//! A rectangle in pixels, and the register of those that are taken by words.

/// A rectangle in pixels, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Least x.
    pub left: f64,
    /// Least y.
    pub top: f64,
    /// Greatest x.
    pub right: f64,
    /// Greatest y.
    pub bottom: f64,
}

impl Rect {
    /// Width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// True if the two share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// True if the segment from `a` to `b` comes inside.
    #[must_use]
    pub fn meets(&self, a: (f64, f64), b: (f64, f64)) -> bool {
        if a.0.max(b.0) < self.left || a.0.min(b.0) > self.right {
            return false;
        }
        // The part of the segment above the rectangle's width, then its heights.
        let at = |x: f64| if b.0 == a.0 { a.1 } else { a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0) };
        let (low, high) = (a.0.min(b.0).max(self.left), a.0.max(b.0).min(self.right));
        let (y1, y2) = if b.0 == a.0 { (a.1, b.1) } else { (at(low), at(high)) };
        y1.min(y2) <= self.bottom && y1.max(y2) >= self.top
    }
}

/// The places that words have taken, and the lines that they had better not cross.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    width: f64,
    /// The least and greatest y that words of the present panel may take; none is the whole paper.
    zone: Option<(f64, f64)>,
    taken: Vec<Rect>,
    lines: Vec<((f64, f64), (f64, f64))>,
}

impl Slots {
    /// Nothing taken yet, on paper of this width.
    #[must_use]
    pub fn new(width: f64) -> Self {
        Self { width, ..Self::default() }
    }

    /// True if words may stand there.
    #[must_use]
    pub fn free(&self, place: &Rect) -> bool {
        let inside = place.left >= 0.0 && place.right <= self.width && place.top >= 0.0;
        let (low, high) = self.zone.unwrap_or((0.0, f64::INFINITY));
        let inside = inside && place.top >= low && place.bottom <= high;
        inside && !self.taken.iter().any(|taken| taken.overlaps(place))
    }

    /// How many lines run through it.
    #[must_use]
    pub fn crossings(&self, place: &Rect) -> usize {
        // The box of a text has air above its capitals and below its baseline.
        let (top, bottom) = (place.top + place.height() * 0.2, place.bottom - place.height() * 0.25);
        let place = Rect { top, bottom, ..*place };
        self.lines.iter().filter(|(a, b)| place.meets(*a, *b)).count()
    }

    /// Takes a place.
    pub fn take(&mut self, place: Rect) {
        self.taken.push(place);
    }

    /// Notes a line that words had better not cross.
    pub fn line(&mut self, a: (f64, f64), b: (f64, f64)) {
        self.lines.push((a, b));
    }

    /// Keeps words between two heights until the panel is done.
    pub fn enter(&mut self, top: f64, bottom: f64) {
        self.zone = Some((top, bottom));
    }

    /// Forgets the lines and the bounds of a panel that is done.
    pub fn leave(&mut self) {
        self.lines.clear();
        self.zone = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };

    #[test]
    fn a_segment_meets_a_box_only_where_it_runs_through() {
        assert!(BOX.meets((0.0, 15.0), (30.0, 15.0)));
        assert!(BOX.meets((0.0, 0.0), (30.0, 30.0)));
        assert!(BOX.meets((15.0, 0.0), (15.0, 12.0)));
        assert!(!BOX.meets((0.0, 0.0), (30.0, 8.0)));
        assert!(!BOX.meets((0.0, 15.0), (9.0, 15.0)));
        assert!(!BOX.meets((15.0, 0.0), (15.0, 9.0)));
    }

    #[test]
    fn words_stay_on_the_paper_and_apart() {
        let mut slots = Slots::new(100.0);
        assert!(slots.free(&BOX));
        slots.take(BOX);
        assert!(!slots.free(&Rect { left: 19.0, right: 29.0, ..BOX }));
        assert!(slots.free(&Rect { left: 20.0, right: 30.0, ..BOX }));
        assert!(!slots.free(&Rect { left: 95.0, right: 101.0, ..BOX }));
    }
}
