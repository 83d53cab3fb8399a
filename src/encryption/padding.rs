//! Padmé padding: sizes are rounded up so that a sealed record tells little about its length.
//!
//! The overhead is below 12 % and falls with size; a length `L` leaks only about `log log L` bits.
//! Source of the rule: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
//! Communication with PURBs", 2019. Small records all have the same size.

/// Bytes in front of the payload that hold its length.
pub(super) const LENGTH_PREFIX: usize = 4;

/// The smallest padded size in bytes.
pub(super) const SMALLEST: usize = 256;

/// The smallest Padmé size that holds `length` bytes, at least [`SMALLEST`].
pub(super) const fn round_up(length: usize) -> usize {
    if length <= SMALLEST {
        return SMALLEST;
    }
    let exponent = length.ilog2();
    let mantissa_bits = exponent.ilog2() + 1;
    let mask = (1_usize << (exponent - mantissa_bits)) - 1;
    (length + mask) & !mask
}

/// The plaintext size of a payload: its length prefix, itself, zeros.
pub(super) const fn padded_length(payload_length: usize) -> usize {
    round_up(LENGTH_PREFIX + payload_length)
}

/// Removes prefix and zeros in place; `None` when they are not exactly what sealing writes.
///
/// On success the payload stands at the front of `plaintext`; the rest of the buffer still holds
/// bytes of it, so the buffer must be one that wipes its whole capacity.
pub(super) fn remove(plaintext: &mut Vec<u8>) -> Option<()> {
    let (prefix, rest) = plaintext.split_first_chunk::<LENGTH_PREFIX>()?;
    let length = usize::try_from(u32::from_be_bytes(*prefix)).ok()?;
    let zeros = rest.get(length..)?;
    if padded_length(length) != plaintext.len() || zeros.iter().any(|&byte| byte != 0) {
        return None;
    }
    plaintext.copy_within(LENGTH_PREFIX..LENGTH_PREFIX + length, 0);
    plaintext.truncate(length);
    Some(())
}
