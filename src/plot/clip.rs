//! What lies outside an axis is cut off where the axis ends; plotters would press it onto the edge.

/// A point of a line with the row it shows.
pub type Vertex = ((f64, f64), usize);

/// The parts of a line within `x` and `y`. A cut end takes the row of the vertex that it leads to.
#[must_use]
pub fn line(points: &[Vertex], x: (f64, f64), y: (f64, f64)) -> Vec<Vec<Vertex>> {
    let inside = |p: (f64, f64)| p.0 >= x.0 && p.0 <= x.1 && p.1 >= y.0 && p.1 <= y.1;
    if points.iter().all(|(p, _)| inside(*p)) {
        return vec![points.to_vec()];
    }
    if let [(p, _)] = points {
        return if inside(*p) { vec![points.to_vec()] } else { Vec::new() };
    }
    let mut parts: Vec<Vec<Vertex>> = Vec::new();
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        let Some((from, to)) = segment(a.0, b.0, x, y) else { continue };
        match parts.last_mut() {
            Some(part) if part.last().is_some_and(|(p, row)| *p == from && *row == a.1 && inside(a.0)) => {
                part.push((to, b.1));
            }
            _ => parts.push(vec![(from, a.1), (to, b.1)]),
        }
    }
    parts
}

/// The part of a segment within a box (Liang and Barsky 1984).
fn segment(a: (f64, f64), b: (f64, f64), x: (f64, f64), y: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (d, room) in [(-dx, a.0 - x.0), (dx, x.1 - a.0), (-dy, a.1 - y.0), (dy, y.1 - a.1)] {
        if d == 0.0 && room < 0.0 {
            return None;
        }
        if d < 0.0 {
            enter = enter.max(room / d);
        } else if d > 0.0 {
            leave = leave.min(room / d);
        }
    }
    let at = |t: f64| {
        if t <= 0.0 {
            a
        } else if t >= 1.0 {
            b
        } else {
            (a.0 + t * dx, a.1 + t * dy)
        }
    };
    (enter <= leave).then(|| (at(enter), at(leave)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_the_axis_ends_and_goes_on_where_it_comes_back() {
        let points = [((0.0, 5.0), 0), ((2.0, 15.0), 1), ((4.0, 5.0), 2)];
        let parts = line(&points, (0.0, 4.0), (0.0, 10.0));
        assert_eq!(parts, [vec![((0.0, 5.0), 0), ((1.0, 10.0), 1)], vec![((3.0, 10.0), 1), ((4.0, 5.0), 2)]]);
        assert_eq!(line(&points, (0.0, 4.0), (0.0, 20.0)), [points.to_vec()]);
        assert!(line(&[((9.0, 9.0), 0)], (0.0, 4.0), (0.0, 10.0)).is_empty());
    }
}
