//! The stretches of a text that one face sets, in the order in which they stand on the paper.
//!
//! A small part of the Unicode bidirectional algorithm (UAX 9): Arabic runs right to left, all else
//! left to right, and words of the direction opposite to the line keep their order among themselves.

/// A stretch of text: what sets it and where it lies in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The face, by its place in the list; `None` if no face has the characters.
    pub face: Option<usize>,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Which way it runs.
    pub way: Way,
}

/// Which way a stretch runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the right.
    Right,
    /// To the left.
    Left,
    /// Space, which goes with the line.
    Neither,
}

/// The way in which a text runs that is isolated from its line: that of its first letter with a way
/// of its own, else to the right (UAX 9, rules P2 and P3, as for a first strong isolate).
#[must_use]
pub fn way_of(text: &str) -> Way {
    let way = |c: char| match c {
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            if !c.is_numeric() =>
        {
            Some(Way::Left)
        }
        c if c.is_alphabetic() => Some(Way::Right),
        _ => None,
    };
    text.chars().find_map(way).unwrap_or(Way::Right)
}

/// True if a part of a line from right to left is set apart from the others: words in Latin letters,
/// numbers with a sign, and every part of several but space, so that their numbers do not run together.
#[must_use]
pub fn isolated(text: &str, parts: usize) -> bool {
    if text.chars().all(char::is_whitespace) {
        return false;
    }
    let apart = parts > 1 || text.starts_with(['\u{2212}', '-', '+']);
    apart || text.contains(|c: char| c.is_alphabetic() && way_of(c.encode_utf8(&mut [0; 4])) == Way::Right)
}

/// The runs in the order from left to right on a line that runs as `line`.
#[must_use]
pub fn from_left_to_right(runs: &[Run], line: Way) -> Vec<Run> {
    let mut groups: Vec<Vec<Run>> = Vec::new();
    for (order, run) in runs.iter().enumerate() {
        // Space between two words against the line belongs to them.
        let next = runs.get(order + 1).map(|next| next.way);
        let against = |way: Way| way != line && way != Way::Neither;
        let joins = groups.last().and_then(|group| group.first()).is_some_and(|first| against(first.way))
            && (against(run.way) || (run.way == Way::Neither && next.is_some_and(against)));
        match groups.last_mut() {
            Some(group) if joins => group.push(*run),
            _ => groups.push(vec![*run]),
        }
    }
    for group in &mut groups {
        if group.first().is_some_and(|first| first.way == Way::Left) {
            group.reverse();
        }
    }
    if line == Way::Left {
        groups.reverse();
    }
    groups.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(ways: &[Way], line: Way) -> Vec<usize> {
        let run = |(start, way): (usize, &Way)| Run { face: None, start, end: start + 1, way: *way };
        let runs: Vec<Run> = ways.iter().enumerate().map(run).collect();
        from_left_to_right(&runs, line).iter().map(|run| run.start).collect()
    }

    #[test]
    fn the_first_letter_decides_how_a_text_runs() {
        assert_eq!(way_of("INTERPOL (CCF)"), Way::Right);
        assert_eq!(way_of("2019 المحكمة"), Way::Left);
        assert_eq!(way_of("١٥ %"), Way::Right);
        assert!(isolated("\u{2212}5", 1) && !isolated("\u{a0}", 2));
        assert!(isolated("INTERPOL", 1) && isolated("2019", 2) && !isolated("المحكمة", 1));
    }

    #[test]
    fn words_against_the_line_keep_their_order() {
        use Way::{Left as L, Neither as N, Right as R};
        assert_eq!(order(&[R, N, R], R), [0, 1, 2]);
        assert_eq!(order(&[L, N, L], L), [2, 1, 0]);
        assert_eq!(order(&[L, N, R, N, R, N, L], L), [6, 5, 2, 3, 4, 1, 0]);
        assert_eq!(order(&[R, N, L, N, L, N, R], R), [0, 1, 4, 3, 2, 5, 6]);
    }
}
