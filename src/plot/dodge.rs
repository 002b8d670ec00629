//! Labels that move apart: each as near to its mark as the others let it.
//!
//! Pool adjacent violators (Ayer and others 1955) finds the least squares of the moves.

/// The centres of labels of `height` around `wanted`, in the order given, none outside `low..high`
/// and none nearer than `height` to another; `None` if there is no room for all.
#[must_use]
pub fn dodge(wanted: &[f64], height: f64, low: f64, high: f64) -> Option<Vec<f64>> {
    #[expect(clippy::cast_precision_loss, reason = "labels on a screen")]
    let needed = wanted.len() as f64 * height;
    if needed > high - low {
        return None;
    }
    let mut order: Vec<(usize, f64)> = wanted.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut pools: Vec<Pool> = Vec::new();
    for (_, at) in &order {
        let mut pool = Pool { sum: at.clamp(low, high), count: 1.0, middle: 0.0 };
        pool.settle(height, low, high);
        while let Some(last) = pools.pop_if(|last| last.bottom(height) > pool.top(height)) {
            pool = Pool { sum: last.sum + pool.sum, count: last.count + pool.count, middle: 0.0 };
            pool.settle(height, low, high);
        }
        pools.push(pool);
    }
    let mut centres = vec![0.0; wanted.len()];
    let mut order = order.into_iter();
    for pool in pools {
        let mut at = pool.top(height) + height / 2.0;
        while at < pool.bottom(height) {
            let Some((index, _)) = order.next() else { break };
            if let Some(centre) = centres.get_mut(index) {
                *centre = at;
            }
            at += height;
        }
    }
    Some(centres)
}

/// Labels that stand directly below each other.
struct Pool {
    sum: f64,
    count: f64,
    middle: f64,
}

impl Pool {
    fn settle(&mut self, height: f64, low: f64, high: f64) {
        let half = self.count * height / 2.0;
        self.middle = (self.sum / self.count).max(low + half).min(high - half);
    }

    fn top(&self, height: f64) -> f64 {
        self.middle - self.count * height / 2.0
    }

    fn bottom(&self, height: f64) -> f64 {
        self.middle + self.count * height / 2.0
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
    fn equal_labels_keep_their_order_and_their_distance() {
        let centres = dodge(&[20.0; 5], 18.0, 0.0, 100.0).unwrap();
        for pair in centres.windows(2) {
            assert!((pair[1] - pair[0] - 18.0).abs() < 1e-9, "{centres:?}");
        }
        assert!(centres[0] >= 9.0 && centres[4] <= 91.0, "{centres:?}");
    }
}
