//! A line with far more points than pixels keeps four points a pixel column: the first, the lowest,
//! the highest and the last (M4, Jugel and others 2014). The drawing is the same to the pixel.

use crate::plot::clip::Vertex;

/// At most four points for each of `columns` between `low` and `high`; fewer points stay as they are.
#[must_use]
pub fn thin(points: Vec<Vertex>, (low, high): (f64, f64), columns: usize) -> Vec<Vertex> {
    if points.len() <= columns * 4 || high <= low {
        return points;
    }
    #[expect(clippy::cast_precision_loss, reason = "columns of a screen")]
    let per_unit = columns as f64 / (high - low);
    let column = |vertex: &Vertex| ((vertex.0.0 - low) * per_unit).floor();
    let mut kept: Vec<Vertex> = Vec::with_capacity(columns * 4);
    for group in points.chunk_by(|a, b| column(a) == column(b)) {
        let by_value = |a: &&Vertex, b: &&Vertex| a.0.1.total_cmp(&b.0.1);
        let lowest = group.iter().enumerate().min_by(|a, b| by_value(&a.1, &b.1)).map(|(index, _)| index);
        let highest = group.iter().enumerate().max_by(|a, b| by_value(&a.1, &b.1)).map(|(index, _)| index);
        let mut keep: Vec<usize> =
            [Some(0), lowest, highest, group.len().checked_sub(1)].into_iter().flatten().collect();
        keep.sort_unstable();
        keep.dedup();
        kept.extend(keep.into_iter().filter_map(|index| group.get(index).copied()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_points_become_four_a_column_and_keep_their_extremes() {
        let points: Vec<Vertex> =
            (0..1_000_000).map(|i| ((f64::from(i), f64::from((i % 1000) * 37 % 1000)), i as usize)).collect();
        let thinned = thin(points, (0.0, 999_999.0), 600);
        assert!(thinned.len() <= 2404, "{}", thinned.len());
        assert!(
            thinned.iter().any(|vertex| vertex.0.1 == 0.0)
                && thinned.iter().any(|vertex| vertex.0.1 == 999.0)
        );
        assert!(thinned.is_sorted_by(|a, b| a.0.0 < b.0.0));
    }
}
