//! What a host provides: the time and random bytes.

/// Tells the time.
pub trait Clock {
    /// The present instant in Unix seconds.
    fn now(&self) -> i64;
}

/// A source of random bytes.
pub trait Entropy {
    /// Fills `bytes` with random bytes. A host without a source must not return.
    fn fill(&self, bytes: &mut [u8]);
}

/// `N` fresh random bytes.
#[must_use]
pub fn random<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}
