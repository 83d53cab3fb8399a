//! Repeatable dice: everything in the demo diary is drawn here.

use crate::platform::entropy::{Entropy, SeededEntropy};

/// A repeatable sequence of draws.
#[derive(Debug)]
pub struct Chance(SeededEntropy);

impl Chance {
    /// The sequence that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(seed))
    }

    /// A whole number from `low` to `high`, both included; `low` when the range is empty.
    pub fn between(&self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).map_or(1, |width| width + 1);
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        // The remainder favours small numbers by less than one in 2^50, which no diary shows.
        let drawn = u64::from_le_bytes(bytes) % width;
        low.saturating_add(i64::try_from(drawn).unwrap_or_default())
    }

    /// True in `percent` of a hundred draws.
    pub fn happens(&self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<T: Copy>(&self, choices: &[T]) -> T {
        choices[self.place(choices.len())]
    }

    /// A place in a list of `length` items.
    pub fn place(&self, length: usize) -> usize {
        let last = i64::try_from(length).unwrap_or(i64::MAX) - 1;
        usize::try_from(self.between(0, last)).unwrap_or_default()
    }

    /// The place in `weights` that is drawn in proportion to its weight.
    pub fn weighted(&self, weights: &[i64]) -> usize {
        let mut rest = self.between(1, weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            rest -= weight;
            if rest <= 0 {
                return place;
            }
        }
        0
    }
}
