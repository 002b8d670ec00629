//! Where the parts of a stack begin and end.

use std::collections::BTreeMap;

use crate::model::chart::{Panel, Stack};
use crate::plot::domain::drawable;

/// A value as a length on the value axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    /// The point's index in its series.
    pub index: usize,
    /// Its position.
    pub at: f64,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// One list of segments a series; what cannot be drawn has none. Negative values are stacked
/// downwards from zero, positive ones upwards; shares are those of the sum of absolute values.
#[must_use]
pub fn segments(panel: &Panel, stack: Stack) -> Vec<Vec<Segment>> {
    let mut sums: BTreeMap<u64, f64> = BTreeMap::new();
    if stack == Stack::Percent {
        for (at, value) in panel.series.iter().flat_map(|series| &series.points).filter_map(drawable) {
            *sums.entry(key(at)).or_default() += value.abs();
        }
    }
    let mut ends: BTreeMap<(u64, bool), f64> = BTreeMap::new();
    let mut lists = Vec::new();
    for series in &panel.series {
        let mut list = Vec::new();
        for (index, point) in series.points.iter().enumerate() {
            let Some((at, value)) = drawable(point) else { continue };
            let share = match sums.get(&key(at)) {
                Some(sum) if *sum > 0.0 => value / sum * 100.0,
                Some(_) => 0.0,
                None => value,
            };
            let end = ends.entry((key(at), share < 0.0)).or_default();
            let from = if stack == Stack::None { 0.0 } else { *end };
            *end = from + share;
            list.push(Segment { index, at, from, to: from + share });
        }
        lists.push(list);
    }
    lists
}

/// A position as a key; both zeros are one.
fn key(at: f64) -> u64 {
    (at + 0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::chart::{Point, Series};

    fn series(values: &[Option<f64>]) -> Series {
        let point = |(row, value): (usize, &Option<f64>)| Point::new(row as f64, *value, String::new(), row);
        let points = values.iter().enumerate().map(point).collect();
        Series { name: String::new(), slot: Some(0), strong: false, points }
    }

    #[test]
    fn parts_stand_on_each_other_and_negative_ones_hang() {
        let series = vec![
            series(&[Some(2.0), Some(-1.0), None]),
            series(&[Some(3.0), Some(4.0), Some(f64::NAN)]),
            series(&[Some(1.0), Some(-2.0), Some(5.0)]),
        ];
        let panel = Panel { title: String::new(), series, totals: Vec::new() };
        let ends = |stack| {
            let lists = segments(&panel, stack);
            lists
                .iter()
                .map(|list| list.iter().map(|part| (part.from, part.to)).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            ends(Stack::Zero),
            [
                vec![(0.0, 2.0), (0.0, -1.0)],
                vec![(2.0, 5.0), (0.0, 4.0)],
                vec![(5.0, 6.0), (-1.0, -3.0), (0.0, 5.0)]
            ]
        );
        let shares = ends(Stack::Percent);
        assert_eq!(shares[2].last(), Some(&(0.0, 100.0)));
        assert!((shares[2][0].1 - 100.0).abs() < 1e-9);
    }
}
