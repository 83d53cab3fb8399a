//! The bootstrap over patients: resampled cohorts as weights, and percentile intervals.
//!
//! Days of one patient hang together, patients do not: whole patients are drawn with replacement. The
//! draws depend on the seed and the number of patients alone, so the same results give the same interval.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Any fixed number: figures of two runs differ only where the results do.
const SEED: u64 = 2_024;

/// How often each patient counts, in each replicate.
pub fn draws(patients: usize, replicates: usize) -> impl Iterator<Item = Vec<f64>> {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    (0..replicates).map(move |_| {
        let mut weights = vec![0.0; patients];
        for _ in 0..patients {
            weights[rng.random_range(0..patients)] += 1.0;
        }
        weights
    })
}

/// The 2.5 % and 97.5 % percentiles of `values` (linear between order statistics, as in numpy's default).
pub fn interval(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.retain(|value| value.is_finite());
    if values.len() < 20 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    Some((percentile(&values, 0.025), percentile(&values, 0.975)))
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within a thousand values"
)]
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * (place - below as f64)
}
