//! The statistics of forecasts: discrimination, calibration and accuracy, with weights.
//!
//! Each takes outcomes as a flag, probabilities in (0, 1), and a weight per row; checked against
//! scikit-learn and statsmodels in `statistics_tests`.

/// Probabilities are kept this far from 0 and 1 before their log odds are taken.
const EDGE: f64 = 1e-6;

/// Log odds.
pub fn logit(probability: f64) -> f64 {
    let probability = probability.clamp(EDGE, 1.0 - EDGE);
    (probability / (1.0 - probability)).ln()
}

/// Area under the ROC curve: the share of pairs of a row with and a row without the outcome in which the
/// former has the higher score; ties count half. Rows must be sorted by score. `None` without pairs.
pub fn area_under_curve(sorted: impl Iterator<Item = (f64, bool, f64)>) -> Option<f64> {
    let (mut concordant, mut negatives, mut positives) = (0.0, 0.0, 0.0);
    let (mut tied_negatives, mut tied_positives) = (0.0, 0.0);
    let mut current = f64::NEG_INFINITY;
    for (score, outcome, weight) in sorted {
        if score > current {
            concordant += tied_positives * (negatives + tied_negatives / 2.0);
            negatives += tied_negatives;
            positives += tied_positives;
            (tied_negatives, tied_positives, current) = (0.0, 0.0, score);
        }
        *(if outcome {
            &mut tied_positives
        } else {
            &mut tied_negatives
        }) += weight;
    }
    concordant += tied_positives * (negatives + tied_negatives / 2.0);
    negatives += tied_negatives;
    positives += tied_positives;
    (positives > 0.0 && negatives > 0.0).then(|| concordant / (positives * negatives))
}

/// Intercept and slope of the logistic regression of the outcome on the log odds of the forecast
/// (Cox 1958): 0 and 1 for a calibrated forecast. Newton steps from no
/// effect, the usual start: from a slope of one they can run away when the forecast knows nothing. `None` when singular.
pub fn calibration_line(rows: &[(f64, bool, f64)]) -> Option<(f64, f64)> {
    let (mut intercept, mut slope) = (0.0_f64, 0.0_f64);
    for _ in 0..25 {
        let (mut gradient, mut information) = ([0.0; 2], [0.0; 3]);
        for &(odds, outcome, weight) in rows {
            let fitted = 1.0 / (1.0 + (-(intercept + slope * odds)).exp());
            let residual = weight * (f64::from(outcome) - fitted);
            let variance = weight * fitted * (1.0 - fitted);
            gradient[0] += residual;
            gradient[1] += residual * odds;
            information[0] += variance;
            information[1] += variance * odds;
            information[2] += variance * odds * odds;
        }
        let [constant, mixed, square] = information;
        let determinant = constant * square - mixed * mixed;
        if determinant <= 1e-12 {
            return None;
        }
        let step = [
            (square * gradient[0] - mixed * gradient[1]) / determinant,
            (constant * gradient[1] - mixed * gradient[0]) / determinant,
        ];
        intercept += step[0];
        slope += step[1];
        if step[0].abs() + step[1].abs() < 1e-10 {
            break;
        }
    }
    (intercept.is_finite() && slope.is_finite()).then_some((intercept, slope))
}

/// Expected calibration error over ten bins of equal width: mean distance between mean forecast and
/// frequency, weighted by how many rows a bin holds.
pub fn error_over_widths(rows: impl Iterator<Item = (f64, bool, f64)>) -> Option<f64> {
    let mut bins = [[0.0; 3]; 10];
    for (probability, outcome, weight) in rows {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 9"
        )]
        let bin = ((probability * 10.0) as usize).min(9);
        bins[bin][0] += weight;
        bins[bin][1] += weight * probability;
        bins[bin][2] += weight * f64::from(outcome);
    }
    calibration_error(&bins)
}

/// The same over ten bins that hold equally many rows each. Rows must be sorted by probability.
pub fn error_over_tenths(sorted: &[(f64, bool, f64)]) -> Option<f64> {
    let total: f64 = sorted.iter().map(|row| row.2).sum();
    let mut bins = [[0.0; 3]; 10];
    let mut seen = 0.0;
    for &(probability, outcome, weight) in sorted {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 9"
        )]
        let bin = ((seen / total * 10.0) as usize).min(9);
        seen += weight;
        bins[bin][0] += weight;
        bins[bin][1] += weight * probability;
        bins[bin][2] += weight * f64::from(outcome);
    }
    calibration_error(&bins)
}

fn calibration_error(bins: &[[f64; 3]; 10]) -> Option<f64> {
    let total: f64 = bins.iter().map(|bin| bin[0]).sum();
    let error: f64 = bins.iter().map(|bin| (bin[1] - bin[2]).abs()).sum();
    (total > 0.0).then(|| error / total)
}

/// Two-sided 95 % quantile of the normal distribution.
const QUANTILE: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a share (Wilson 1927): unlike the bootstrap's it has a width at 0 and at 1.
pub fn wilson(hits: f64, all: f64) -> Option<(f64, f64)> {
    if all <= 0.0 {
        return None;
    }
    let square = QUANTILE * QUANTILE;
    let share = hits / all;
    let centre = (share + square / (2.0 * all)) / (1.0 + square / all);
    let spread = QUANTILE * (share * (1.0 - share) / all + square / (4.0 * all * all)).sqrt();
    let half = spread / (1.0 + square / all);
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}
