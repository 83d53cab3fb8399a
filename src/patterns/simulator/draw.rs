//! Draws: the few distributions that the simulator needs, from one seeded stream for each patient.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Poisson, StandardNormal};

/// A reproducible source of chance.
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream with number `stream` of `seed`: streams do not overlap.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// Uniform between `least` and `most`.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.0.random::<f64>()
    }

    /// A whole number from `least` to `most`, both included.
    pub fn whole(&mut self, least: usize, most: usize) -> usize {
        self.0.random_range(least..=most)
    }

    /// True with `probability`.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.0.random::<f64>() < probability
    }

    /// Normal with mean `mean` and standard deviation `deviation`.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let standard: f64 = StandardNormal.sample(&mut self.0);
        mean + deviation * standard
    }

    /// Gamma with mean `mean` and `shape`.
    pub fn gamma(&mut self, mean: f64, shape: f64) -> f64 {
        Gamma::new(shape, mean / shape).map_or(mean, |gamma| gamma.sample(&mut self.0))
    }

    /// Poisson with mean `mean`.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(&mut self.0))
    }

    /// Log-normal with median `median`; `spread` is the standard deviation of the logarithm.
    pub fn log_normal(&mut self, median: f64, spread: f64) -> f64 {
        median * self.normal(0.0, spread).exp()
    }

    /// A place among `weights`, with chances in their proportion.
    pub fn choose(&mut self, weights: &[f64]) -> usize {
        let mut left = self.between(0.0, weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return place;
            }
        }
        weights.len() - 1
    }

    /// A first-order autoregressive series with standard deviation one.
    pub fn wander(&mut self, length: usize, persistence: f64) -> Vec<f64> {
        let innovation = (1.0 - persistence * persistence).sqrt();
        let mut value = self.normal(0.0, 1.0);
        (0..length)
            .map(|_| {
                value = persistence * value + self.normal(0.0, innovation);
                value
            })
            .collect()
    }
}

/// From log odds to a probability.
pub fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// `value` with `digits` decimals.
pub fn rounded(value: f64, digits: i32) -> f64 {
    let scale = 10.0_f64.powi(digits);
    let rounded = (value * scale).round() / scale;
    // No "-0.0" in the files.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A count of days as a number.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
