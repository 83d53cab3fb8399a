//! Conversions between counts and numbers.

/// A count as the results carry it.
#[must_use]
pub fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A number that is not negative, rounded to a count.
#[must_use]
pub fn rounded(number: f64) -> u32 {
    let bounded = number.round().clamp(0.0, f64::from(u32::MAX));
    // Exact below 2^32, which the clamp keeps.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the clamp keeps it in range"
    )]
    let count = bounded as u32;
    count
}
