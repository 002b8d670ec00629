//! Numbers and outlines as SVG writes them: tenths of a pixel with at most one decimal.

/// Tenths as a number of its own.
#[must_use]
pub fn decimal(tenths: i32) -> String {
    let mut out = String::new();
    number(&mut out, tenths);
    out
}

/// Tenths as a number with at most one decimal.
pub fn number(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let mut place = 1;
    while whole / place >= 10 {
        place *= 10;
    }
    while place > 0 {
        out.push(digit(whole / place % 10));
        place /= 10;
    }
    if part > 0 {
        out.push('.');
        out.push(digit(part));
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

/// `M` and the points; upright and level lines are shorter as `V` and `H`.
pub fn path(out: &mut String, points: &[(i32, i32)]) {
    let Some((first, others)) = points.split_first() else { return };
    out.push('M');
    pair(out, *first);
    match others {
        [(x, y)] if *y == first.1 && *x != first.0 => {
            out.push('H');
            number(out, *x);
        }
        [(x, y)] if *x == first.0 => {
            out.push('V');
            number(out, *y);
        }
        _ => {
            for point in others {
                out.push(' ');
                pair(out, *point);
            }
        }
    }
}

/// A ring, in steps from point to point: maps have thousands of points.
pub fn closed(out: &mut String, ring: &[(i32, i32)]) {
    let Some((first, others)) = ring.split_first() else { return };
    if others.iter().all(|point| point == first) {
        return;
    }
    out.push('M');
    pair(out, *first);
    out.push('l');
    let mut last = *first;
    for (order, point) in others.iter().enumerate() {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        if (dx, dy) == (0, 0) {
            continue;
        }
        if order > 0 && dx >= 0 {
            out.push(' ');
        }
        number(out, dx);
        if dy >= 0 {
            out.push(' ');
        }
        number(out, dy);
        last = *point;
    }
    out.push('z');
}

fn pair(out: &mut String, (x, y): (i32, i32)) {
    number(out, x);
    out.push(' ');
    number(out, y);
}
