//! The blind index: lets the database find a day's records without knowing the day.
//!
//! A record's row carries a keyed digest of its kind and local date. Only the server holding the
//! user's index key can compute it; equal digests of two users have nothing in common. A further
//! lookup gets its own label and its own type here.

use super::derivation::index_secret;
use super::secret::Secret;
use super::share::{AppShare, Share};
use crate::platform::ids::UserId;
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::Date;
use sha2::Sha256;

const DAY_LABEL: &[u8] = b"mt/day/v1";
const RECORD_LABEL: &[u8] = b"mt/rid/v1";

/// Length of a digest in bytes. Sixteen keep accidental collisions below 2^-80 for a lifetime of days.
pub const DAY_INDEX_LENGTH: usize = 16;

/// The digest of one kind and one local date under one user's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DayIndex([u8; DAY_INDEX_LENGTH]);

impl DayIndex {
    /// The bytes, for an SQL parameter.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; DAY_INDEX_LENGTH] {
        &self.0
    }
}

/// One user's key for blind indexes. It does not rotate by day, or lookups would need every day's key.
pub struct IndexKey(Secret);

impl IndexKey {
    /// Joins the two halves. `custody` must be the share of purpose `Index`.
    #[must_use]
    pub fn derive(custody: &Share, app: &AppShare, user: UserId) -> Self {
        Self(index_secret(custody, app, user))
    }

    /// The digest for records of `kind` on the local date `day`.
    #[must_use]
    pub fn day_index(&self, kind: &str, day: Date) -> DayIndex {
        let mut date = [0; 4];
        date[..2].copy_from_slice(&day.year().to_be_bytes());
        date[2] = day.month().unsigned_abs();
        date[3] = day.day().unsigned_abs();
        DayIndex(self.digest(DAY_LABEL, &[kind.as_bytes(), &date]))
    }

    /// A digest that stands for what a record is about, for ids that follow from content. Never
    /// equal to a [`DayIndex`] of anything; `parts` of any number and length.
    #[must_use]
    pub fn record_digest(&self, parts: &[&[u8]]) -> [u8; DAY_INDEX_LENGTH] {
        self.digest(RECORD_LABEL, parts)
    }

    /// HMAC-SHA-256 over label and fields, each with an 8-byte length so that no two lists look
    /// alike.
    fn digest(&self, label: &[u8], fields: &[&[u8]]) -> [u8; DAY_INDEX_LENGTH] {
        let mut code =
            Hmac::<Sha256>::new_from_slice(self.0.expose()).expect("HMAC takes keys of any length");
        for field in std::iter::once(&label).chain(fields) {
            code.update(&(field.len() as u64).to_be_bytes());
            code.update(field);
        }
        let full = code.finalize().into_bytes();
        *full.first_chunk().expect("a SHA-256 digest has 32 bytes")
    }
}
