//! Lines with fewer points that look the same: Douglas and Peucker 1973.

/// The indices of the points that stay: no other point is farther than `most` from the new line.
#[must_use]
pub fn simplify(points: &[(f64, f64)], most: f64) -> Vec<usize> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut keep = vec![false; points.len()];
    // A ring of one arc ends where it begins; its farthest point stays too.
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        [from, to].into_iter().for_each(|end| {
            if let Some(keep) = keep.get_mut(end) {
                *keep = true;
            }
        });
        let Some(farthest) = farthest(points, from, to) else { continue };
        if farthest.1 > most {
            open.push((from, farthest.0));
            open.push((farthest.0, to));
        }
    }
    keep.iter().enumerate().filter(|(_, keep)| **keep).map(|(index, _)| index).collect()
}

/// The point between two others that is farthest from their line, and how far it is.
fn farthest(points: &[(f64, f64)], from: usize, to: usize) -> Option<(usize, f64)> {
    let (a, b) = (points.get(from)?, points.get(to)?);
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx.hypot(dy);
    let distance = |p: &(f64, f64)| {
        if length == 0.0 {
            (p.0 - a.0).hypot(p.1 - a.1)
        } else {
            ((p.0 - a.0) * dy - (p.1 - a.1) * dx).abs() / length
        }
    };
    let between = points.iter().enumerate().take(to).skip(from + 1);
    between.map(|(index, point)| (index, distance(point))).max_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_a_line_goes_and_what_stands_out_stays() {
        let points = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)];
        assert_eq!(simplify(&points, 0.5), [0, 2, 3, 4]);
        let ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 0.0)];
        assert_eq!(simplify(&ring, 0.5), [0, 1, 2, 3]);
        assert!(simplify(&[], 1.0).is_empty());
    }
}
