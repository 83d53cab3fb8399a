//! Randomness that a diary fixes: the same patient and date give the same draws.

use jiff::civil::Date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A generator for a patient, a date and a purpose.
#[must_use]
pub fn generator(patient: &str, date: Date, purpose: &str) -> ChaCha8Rng {
    let text = format!("{patient}\n{date}\n{purpose}");
    let mut seed = [0; 32];
    for (part, chunk) in (0_u64..).zip(seed.chunks_exact_mut(8)) {
        chunk.copy_from_slice(&fnv(text.as_bytes(), part).to_le_bytes());
    }
    ChaCha8Rng::from_seed(seed)
}

/// FNV-1a over 64 bits, started differently for each part of the seed.
fn fnv(bytes: &[u8], part: u64) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64.wrapping_add(part.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A uniform number between 0 and 1, never 0.
pub fn uniform(rng: &mut impl Rng) -> f64 {
    let high = u32::try_from(rng.next_u64() >> 32).unwrap_or(0);
    (f64::from(high) + 0.5) / 4_294_967_296.0
}

/// A standard normal number (Box and Muller 1958).
pub fn normal(rng: &mut impl Rng) -> f64 {
    let radius = (-2.0 * uniform(rng).ln()).sqrt();
    radius * (std::f64::consts::TAU * uniform(rng)).cos()
}

/// A number below `bound`, which is above 0.
pub fn below(rng: &mut impl Rng, bound: usize) -> usize {
    let bound = u64::try_from(bound.max(1)).unwrap_or(1);
    usize::try_from((u128::from(rng.next_u64()) * u128::from(bound)) >> 64).unwrap_or(0)
}
