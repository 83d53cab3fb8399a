//! The beta distribution, for honest intervals around a share of few.

/// Probability that a value from Beta(`a`, `b`) is at most `x` (the regularised incomplete beta function,
/// by the continued fraction of DLMF 8.17.22). `a` and `b` are above 0.
#[must_use]
pub fn cumulative(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front =
        (a * x.ln() + b * (1.0 - x).ln() + ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b)).exp();
    // The fraction converges fast on this side only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a) / b
    }
}

/// The value that Beta(`a`, `b`) does not exceed with this probability, by halving.
#[must_use]
pub fn quantile(probability: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if cumulative(middle, a, b) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// The continued fraction, by Lentz's method: `above` and `below` are the two running quotients.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut result = below;
    for step in 1..300 {
        let step = f64::from(step);
        let end = a + 2.0 * step;
        let even = step * (b - step) * x / ((end - 1.0) * end);
        below = 1.0 / away(1.0 + even * below);
        above = away(1.0 + even / above);
        result *= below * above;
        let odd = -(a + step) * (a + b + step) * x / (end * (end + 1.0));
        below = 1.0 / away(1.0 + odd * below);
        above = away(1.0 + odd / above);
        let change = below * above;
        result *= change;
        if (change - 1.0).abs() < 1e-13 {
            break;
        }
    }
    result
}

/// The logarithm of the gamma function above 0: Stirling's series (DLMF 5.11.1) after moving up to 8.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut product) = (x, 1.0);
    while x < 8.0 {
        product *= x;
        x += 1.0;
    }
    let square = x * x;
    let series = (1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1_260.0 - 1.0 / (1_680.0 * square)) / square) / square)
        / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - f64::ln(product)
}
