//! The normal distribution, and the small functions around log-odds.

/// Logistic function.
#[must_use]
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Log-odds of a probability, which is kept within 1e-9 of 0 and 1.
#[must_use]
pub fn logit(probability: f64) -> f64 {
    let bounded = probability.clamp(1e-9, 1.0 - 1e-9);
    (bounded / (1.0 - bounded)).ln()
}

/// Logarithm of the normal density with mean 0.
#[must_use]
pub fn log_density(deviation: f64, variance: f64) -> f64 {
    -0.5 * (deviation * deviation / variance + (std::f64::consts::TAU * variance).ln())
}

/// Cumulative standard normal distribution (West 2005, double precision).
#[must_use]
pub fn cumulative(z: f64) -> f64 {
    let size = z.abs();
    let tail = if size > 37.0 {
        0.0
    } else {
        let kernel = (-size * size / 2.0).exp();
        if size < 7.071_067_811_865_47 {
            let numerator = [
                3.526_249_659_989_11e-2,
                0.700_383_064_443_688,
                6.373_962_203_531_65,
                33.912_866_078_383,
                112.079_291_497_871,
                221.213_596_169_931,
                220.206_867_912_376,
            ];
            let denominator = [
                8.838_834_764_831_84e-2,
                1.755_667_163_182_64,
                16.064_177_579_207,
                86.780_732_202_946_1,
                296.564_248_779_674,
                637.333_633_378_831,
                793.826_512_519_948,
                440.413_735_824_752,
            ];
            let horner = |terms: &[f64]| terms.iter().fold(0.0, |sum, term| sum * size + term);
            kernel * horner(&numerator) / horner(&denominator)
        } else {
            let fraction = (1..=4)
                .rev()
                .fold(size + 0.65, |below, step| size + f64::from(step) / below);
            kernel / fraction / 2.506_628_274_631
        }
    };
    if z > 0.0 { 1.0 - tail } else { tail }
}
