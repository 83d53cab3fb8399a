//! The 60 bytes in front of every sealed record, format version 1, big-endian.
//!
//! | offset | size | field |
//! |---|---|---|
//! | 0 | 1 | version = 1 |
//! | 1 | 1 | suite = 1: HKDF-SHA-512, AES-256-GCM, 32-byte commitment |
//! | 2 | 1 | flags: bit 0 padded (always set), all others clear |
//! | 3 | 1 | reserved = 0 |
//! | 4 | 4 | epoch |
//! | 8 | 4 | lineage |
//! | 12 | 16 | random salt |
//! | 28 | 32 | key commitment |
//!
//! A second format is a new version number with its own parser beside this one; these bytes never
//! change their meaning.

use super::epoch::{Epoch, KeyName, Lineage};
use super::format::{LARGEST_PAYLOAD, OpenError};
use super::padding;

/// Length of the header in bytes.
pub const HEADER_LENGTH: usize = 60;
/// Length of the authentication tag at the end of a blob, in bytes.
pub const TAG_LENGTH: usize = 16;
/// Length of the salt in bytes.
pub const SALT_LENGTH: usize = 16;
/// Length of the key commitment in bytes.
pub const COMMITMENT_LENGTH: usize = 32;

/// Length of the part that a record's key is bound to: everything before the salt.
pub(super) const PREFIX_LENGTH: usize = 12;

/// Version, suite, flags, reserved.
const FORMAT: [u8; 4] = [1, 1, 1, 0];

/// A well-formed header. Nothing in it is authenticated until the record opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Which of the user's data keys sealed the record.
    pub key_name: KeyName,
    /// The record's random salt.
    pub salt: [u8; SALT_LENGTH],
    /// The digest that ties the record to one key.
    pub commitment: [u8; COMMITMENT_LENGTH],
}

impl Header {
    /// Reads the header of a sealed record and checks the blob's size.
    ///
    /// # Errors
    /// When the version, suite, flags or reserved byte are not those of version 1, or when the blob
    /// has a size that sealing never produces.
    pub fn parse(blob: &[u8]) -> Result<Self, OpenError> {
        if !is_possible_length(blob.len()) {
            return Err(OpenError);
        }
        let (format, rest) = take::<4>(blob)?;
        if format != FORMAT {
            return Err(OpenError);
        }
        let (epoch, rest) = take::<4>(rest)?;
        let (lineage, rest) = take::<4>(rest)?;
        let (salt, rest) = take::<SALT_LENGTH>(rest)?;
        let (commitment, _) = take::<COMMITMENT_LENGTH>(rest)?;
        Ok(Self {
            key_name: KeyName {
                epoch: Epoch::new(u32::from_be_bytes(epoch)),
                lineage: Lineage::new(u32::from_be_bytes(lineage)),
            },
            salt,
            commitment,
        })
    }

    /// The header's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; HEADER_LENGTH] {
        let mut bytes = [0; HEADER_LENGTH];
        bytes[..PREFIX_LENGTH].copy_from_slice(&prefix(self.key_name));
        bytes[PREFIX_LENGTH..PREFIX_LENGTH + SALT_LENGTH].copy_from_slice(&self.salt);
        bytes[PREFIX_LENGTH + SALT_LENGTH..].copy_from_slice(&self.commitment);
        bytes
    }
}

/// The header's first [`PREFIX_LENGTH`] bytes.
pub(super) fn prefix(key_name: KeyName) -> [u8; PREFIX_LENGTH] {
    let mut bytes = [0; PREFIX_LENGTH];
    bytes[..4].copy_from_slice(&FORMAT);
    bytes[4..8].copy_from_slice(&key_name.epoch.number().to_be_bytes());
    bytes[8..].copy_from_slice(&key_name.lineage.number().to_be_bytes());
    bytes
}

/// Length of the blob that sealing makes from a payload of this length.
#[must_use]
pub const fn sealed_length(payload_length: usize) -> usize {
    HEADER_LENGTH + padding::padded_length(payload_length) + TAG_LENGTH
}

fn is_possible_length(length: usize) -> bool {
    const LARGEST: usize = sealed_length(LARGEST_PAYLOAD);
    let Some(padded) = length.checked_sub(HEADER_LENGTH + TAG_LENGTH) else {
        return false;
    };
    length <= LARGEST && padding::round_up(padded) == padded
}

fn take<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), OpenError> {
    bytes
        .split_first_chunk()
        .map(|(field, rest)| (*field, rest))
        .ok_or(OpenError)
}
