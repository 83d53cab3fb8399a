//! Draws from the Polya-Gamma distribution PG(1, z) (Polson, Scott and Windle 2013; the sampler of Devroye 2009): the
//! tests hold the joint model against a sampler that is exact.

use super::{
    normal::cumulative,
    seed::{normal, uniform},
};
use rand::Rng;
use std::f64::consts::PI;

/// Where the two series meet.
const TRUNCATION: f64 = 0.64;

/// One draw from PG(1, z).
pub fn draw(tilt: f64, rng: &mut impl Rng) -> f64 {
    let half = tilt.abs() / 2.0;
    let rate = PI * PI / 8.0 + half * half / 2.0;
    let right = PI / (2.0 * rate) * (-rate * TRUNCATION).exp();
    let left = 2.0 * (-half).exp() * below_truncation(half);
    loop {
        let candidate = if uniform(rng) < right / (right + left) {
            TRUNCATION - uniform(rng).ln() / rate
        } else {
            inverse_gaussian(half, rng)
        };
        if accepts(candidate, rng) {
            return candidate / 4.0;
        }
    }
}

/// Chance that an inverse Gaussian variable with mean 1/half and shape 1 lies below the truncation.
fn below_truncation(half: f64) -> f64 {
    let root = (1.0 / TRUNCATION).sqrt();
    cumulative(root * (TRUNCATION * half - 1.0))
        + (2.0 * half).exp() * cumulative(-root * (TRUNCATION * half + 1.0))
}

/// The alternating series: accepts as soon as the partial sums decide.
fn accepts(candidate: f64, rng: &mut impl Rng) -> bool {
    let mut sum = coefficient(0, candidate);
    let level = uniform(rng) * sum;
    for term in 1.. {
        let part = coefficient(term, candidate);
        if term % 2 == 1 {
            sum -= part;
            if level <= sum {
                return true;
            }
        } else {
            sum += part;
            if level > sum {
                return false;
            }
        }
    }
    false
}

fn coefficient(term: u32, at: f64) -> f64 {
    let order = f64::from(term) + 0.5;
    if at > TRUNCATION {
        PI * order * (-order * order * PI * PI * at / 2.0).exp()
    } else {
        (2.0 / (PI * at)).powf(1.5) * PI * order * (-2.0 * order * order / at).exp()
    }
}

/// An inverse Gaussian variable with mean 1/half and shape 1, below the truncation.
fn inverse_gaussian(half: f64, rng: &mut impl Rng) -> f64 {
    if half < 1.0 / TRUNCATION {
        loop {
            let (one, other) = (-uniform(rng).ln(), -uniform(rng).ln());
            if one * one <= 2.0 * other / TRUNCATION {
                let candidate = TRUNCATION / (1.0 + TRUNCATION * one).powi(2);
                if uniform(rng) <= (-half * half * candidate / 2.0).exp() {
                    return candidate;
                }
            }
        }
    }
    let mean = 1.0 / half;
    loop {
        let square = normal(rng).powi(2);
        let scaled = mean * square;
        let mut candidate =
            mean + 0.5 * mean * scaled - 0.5 * mean * (4.0 * scaled + scaled * scaled).sqrt();
        if uniform(rng) > mean / (mean + candidate) {
            candidate = mean * mean / candidate;
        }
        if candidate < TRUNCATION {
            return candidate;
        }
    }
}
