//! Labels that move apart: each as near to its mark as the others let it.
//!
//! Pool adjacent violators (Ayer and others 1955) finds the least squares of the moves.

/// The centres of labels of `height` around `wanted`, in the order given, none outside `low..high`
/// and none nearer than `height` to another; `None` if there is no room for all.
#[must_use]
pub fn dodge(wanted: &[f64], height: f64, low: f64, high: f64) -> Option<Vec<f64>> {
    let labels: Vec<(f64, f64)> = wanted.iter().map(|at| (*at, height)).collect();
    dodge_all(&labels, low, high)
}

/// The same for labels that each have a height of their own: pairs of the wanted centre and the height.
#[must_use]
pub fn dodge_all(labels: &[(f64, f64)], low: f64, high: f64) -> Option<Vec<f64>> {
    if labels.iter().map(|(_, height)| height).sum::<f64>() > high - low {
        return None;
    }
    let mut order: Vec<(usize, f64, f64)> =
        labels.iter().enumerate().map(|(index, (at, height))| (index, *at, *height)).collect();
    // By the wanted top, so that labels of events keep the order of their dates.
    order.sort_by(|a, b| (a.1 - a.2 / 2.0).total_cmp(&(b.1 - b.2 / 2.0)));
    let mut pools: Vec<Pool> = Vec::new();
    for (_, at, height) in &order {
        let at = at.clamp(low, high);
        let mut pool = Pool { sum: at - height / 2.0, labels: 1, height: *height, top: 0.0 };
        pool.settle(low, high);
        while let Some(last) = pools.pop_if(|last| last.top + last.height > pool.top) {
            pool = last.joined(&pool);
            pool.settle(low, high);
        }
        pools.push(pool);
    }
    let mut centres = vec![0.0; labels.len()];
    let mut order = order.into_iter();
    for pool in pools {
        let mut top = pool.top;
        for (index, _, height) in order.by_ref().take(pool.labels) {
            if let Some(centre) = centres.get_mut(index) {
                *centre = top + height / 2.0;
            }
            top += height;
        }
    }
    Some(centres)
}

/// Labels that stand directly below each other.
struct Pool {
    /// The sum of the tops that each label wishes for the pool.
    sum: f64,
    labels: usize,
    height: f64,
    top: f64,
}

impl Pool {
    #[expect(clippy::cast_precision_loss, reason = "labels on a screen")]
    fn settle(&mut self, low: f64, high: f64) {
        self.top = (self.sum / self.labels as f64).min(high - self.height).max(low);
    }

    /// Both, the other below.
    #[expect(clippy::cast_precision_loss, reason = "labels on a screen")]
    fn joined(&self, below: &Self) -> Self {
        Self {
            sum: self.sum + below.sum - self.height * below.labels as f64,
            labels: self.labels + below.labels,
            height: self.height + below.height,
            top: 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_no_farther_than_they_must() {
        assert_eq!(dodge(&[10.0, 50.0], 10.0, 0.0, 100.0), Some(vec![10.0, 50.0]));
        assert_eq!(dodge(&[50.0, 52.0], 10.0, 0.0, 100.0), Some(vec![46.0, 56.0]));
        assert_eq!(dodge(&[52.0, 50.0], 10.0, 0.0, 100.0), Some(vec![56.0, 46.0]));
        assert_eq!(dodge(&[99.0, 98.0], 10.0, 0.0, 100.0), Some(vec![95.0, 85.0]));
        assert_eq!(dodge(&[5.0; 3], 10.0, 0.0, 29.0), None);
    }

    #[test]
    fn tall_labels_push_short_ones_away() {
        let centres = dodge_all(&[(50.0, 40.0), (55.0, 10.0)], 0.0, 100.0).unwrap();
        // Together 50 high: the first wishes a top of 30, the second one of 10.
        assert_eq!(centres, [40.0, 65.0]);
        assert_eq!(dodge_all(&[(0.0, 40.0), (99.0, 70.0)], 0.0, 100.0), None);
    }

    #[test]
    fn equal_labels_keep_their_order_and_their_distance() {
        let centres = dodge(&[20.0; 5], 18.0, 0.0, 100.0).unwrap();
        for pair in centres.windows(2) {
            assert!((pair[1] - pair[0] - 18.0).abs() < 1e-9, "{centres:?}");
        }
        assert!(centres[0] >= 9.0 && centres[4] <= 91.0, "{centres:?}");
    }
}
