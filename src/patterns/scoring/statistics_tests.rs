//! Golden figures: the same rows in scikit-learn 1.9.1 (`roc_auc_score`, `brier_score_loss`,
//! `calibration_curve`) and statsmodels 0.15.0 (`GLM`, binomial), noted beside each.

use super::{
    bootstrap,
    statistics::{area_under_curve, calibration_line, error_over_tenths, error_over_widths, logit},
};

const PROBABILITIES: [f64; 20] = [
    0.05, 0.1, 0.1, 0.15, 0.2, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.62, 0.7, 0.75,
    0.8, 0.9, 0.95,
];
const OUTCOMES: [u8; 20] = [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1];
const WEIGHTS: [u8; 20] = [1, 2, 1, 0, 1, 1, 3, 1, 1, 1, 2, 1, 1, 1, 1, 0, 1, 2, 1, 1];

fn rows(shift: f64, slant: f64, is_weighted: bool) -> Vec<(f64, bool, f64)> {
    (0..20)
        .map(|place| {
            let probability = PROBABILITIES[place] + shift + slant * place as f64;
            let weight = if is_weighted {
                f64::from(WEIGHTS[place])
            } else {
                1.0
            };
            (probability, OUTCOMES[place] == 1, weight)
        })
        .collect()
}

fn close(found: Option<f64>, golden: f64, tolerance: f64) {
    let found = found.unwrap();
    assert!((found - golden).abs() < tolerance, "{found} {golden}");
}

#[test]
fn area_under_the_curve_with_ties_and_weights() {
    close(
        area_under_curve(rows(0.0, 0.0, false).into_iter()),
        0.795,
        1e-12,
    );
    // roc_auc_score(..., sample_weight=w)
    close(
        area_under_curve(rows(0.0, 0.0, true).into_iter()),
        0.792_307_692_307_692_4,
        1e-12,
    );
    // A constant score knows nothing; one outcome alone has no pairs.
    let constant = rows(0.0, 0.0, false)
        .into_iter()
        .map(|row| (0.3, row.1, 1.0));
    close(area_under_curve(constant), 0.5, 1e-12);
    let quiet = rows(0.0, 0.0, false)
        .into_iter()
        .map(|row| (row.0, false, 1.0));
    assert_eq!(area_under_curve(quiet), None);
}

#[test]
fn calibration_line_as_a_generalised_linear_model() {
    let odds = |is_weighted| -> Vec<_> {
        let rows = rows(0.0, 0.0, is_weighted).into_iter();
        rows.map(|row| (logit(row.0), row.1, row.2)).collect()
    };
    let (intercept, slope) = calibration_line(&odds(false)).unwrap();
    close(Some(intercept), 0.276_352_322_702_017, 1e-8);
    close(Some(slope), 0.902_720_033_947_720_9, 1e-8);
    // GLM(..., freq_weights=w)
    let (intercept, slope) = calibration_line(&odds(true)).unwrap();
    close(Some(intercept), 0.740_891_528_747_124_4, 1e-8);
    close(Some(slope), 0.977_733_675_143_166_4, 1e-8);
    assert_eq!(
        calibration_line(&[(1.0, true, 1.0), (1.0, false, 1.0)]),
        None
    );
}

#[test]
fn calibration_error_over_equal_widths_and_over_tenths() {
    // calibration_curve(y, p + 0.003, n_bins=10), weighted by the bins' counts
    close(
        error_over_widths(rows(0.003, 0.0, false).into_iter()),
        0.1731,
        1e-12,
    );
    // calibration_curve(y, distinct p, n_bins=10, strategy="quantile"), mean over bins
    close(
        error_over_tenths(&rows(0.003, 0.0001, false)),
        0.155_09,
        1e-12,
    );
    assert_eq!(error_over_tenths(&[]), None);
    close(
        error_over_widths([(1.0, true, 1.0)].into_iter()),
        0.0,
        1e-12,
    );
}

#[test]
fn percentiles_are_those_of_numpy() {
    // numpy.percentile(numpy.arange(101), [2.5, 97.5])
    let (low, high) = bootstrap::interval((0..=100).map(f64::from).collect()).unwrap();
    assert!((low - 2.5).abs() < 1e-12 && (high - 97.5).abs() < 1e-12);
    assert_eq!(bootstrap::interval(vec![1.0; 5]), None);
}

#[test]
fn draws_are_whole_patients_and_always_the_same() {
    let first: Vec<_> = bootstrap::draws(7, 50).collect();
    let again: Vec<_> = bootstrap::draws(7, 50).collect();
    assert_eq!(first, again);
    assert!(
        first
            .iter()
            .all(|weights| (weights.iter().sum::<f64>() - 7.0).abs() < 1e-12)
    );
    assert!(first.iter().any(|weights| weights.contains(&0.0)));
}
