//! Sealing and opening one record, format version 1.
//!
//! A blob is the [`Header`], the ciphertext and a 16-byte tag. The plaintext is a 4-byte length, the
//! payload and zeros up to a Padmé size. The associated data binds the blob to its header, user,
//! table, record id, schema version and revision, so that a blob moved anywhere else stays shut.
//! There is no compression: it would tell lengths of what the patient wrote.

use super::derivation::DataKey;
use super::epoch::Epoch;
use super::header::{HEADER_LENGTH, Header, SALT_LENGTH, TAG_LENGTH, sealed_length};
use super::padding;
use crate::platform::{
    entropy::Entropy,
    ids::{RecordId, UserId},
};
use aes_gcm::{Aes256Gcm, Key, KeyInit, Nonce, Tag, aead::AeadInOut};
use std::sync::atomic::{AtomicU64, Ordering};
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::Zeroizing;

/// The largest payload in bytes: 1 MiB.
pub const LARGEST_PAYLOAD: usize = 1 << 20;

/// The longest table name in bytes, which is also Postgres's limit.
pub const LONGEST_TABLE_NAME: usize = 63;

const ASSOCIATED_LABEL: &[u8] = b"mt/aad/v1";
const LONGEST_ASSOCIATED: usize =
    ASSOCIATED_LABEL.len() + HEADER_LENGTH + 3 * 2 + 16 + LONGEST_TABLE_NAME + 16 + 4 + 8;

static SUSPICIOUS_OPENINGS: AtomicU64 = AtomicU64::new(0);

/// Where a record stands. Opening needs exactly the context that sealing had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordContext<'a> {
    /// The patient.
    pub user: UserId,
    /// The table, at most [`LONGEST_TABLE_NAME`] bytes.
    pub table: &'a str,
    /// The record.
    pub record: RecordId,
    /// The version of the payload's encoding.
    pub schema_version: u32,
    /// The row's revision, which rises with every write.
    pub revision: u64,
}

/// Why a record could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// The payload is longer than [`LARGEST_PAYLOAD`].
    #[error("a record must not be larger than 1 MiB")]
    TooLarge,
    /// The table's name is longer than [`LONGEST_TABLE_NAME`].
    #[error("a table's name must not be longer than 63 bytes")]
    TableName,
    /// The key belongs to another user than the record.
    #[error("the key belongs to another user")]
    ForeignKey,
    /// The cipher refused, which no input of a permitted size makes it do.
    #[error("the cipher refused")]
    Cipher,
}

/// A record can't be opened. Deliberately without a reason: whoever plants blobs learns nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the record can't be opened")]
pub struct OpenError;

/// How many openings failed at commitment, tag or padding since the process started.
///
/// A well-formed blob that fails there was changed, moved or sealed with another key: worth an alarm.
#[must_use]
pub fn suspicious_openings() -> u64 {
    SUSPICIOUS_OPENINGS.load(Ordering::Relaxed)
}

/// Seals `payload` into a blob of [`sealed_length`] bytes.
///
/// # Errors
/// When the payload or the table's name is too long, or the key belongs to another user.
pub fn seal(
    key: &DataKey,
    context: &RecordContext<'_>,
    payload: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, SealError> {
    if payload.len() > LARGEST_PAYLOAD {
        return Err(SealError::TooLarge);
    }
    if context.user != key.user() {
        return Err(SealError::ForeignKey);
    }
    let length = u32::try_from(payload.len()).map_err(|_| SealError::TooLarge)?;
    let mut salt = [0; SALT_LENGTH];
    entropy.fill(&mut salt);
    let material = key.record_material(&salt);
    let header = Header {
        key_name: key.name(),
        salt,
        commitment: *material.commitment(),
    }
    .to_bytes();
    let associated = AssociatedData::new(&header, context).ok_or(SealError::TableName)?;

    let total = sealed_length(payload.len());
    let mut blob = Vec::with_capacity(total);
    blob.extend_from_slice(&header);
    blob.extend_from_slice(&length.to_be_bytes());
    blob.extend_from_slice(payload);
    blob.resize(total - TAG_LENGTH, 0);
    let tag = Aes256Gcm::new(<&Key<Aes256Gcm>>::from(material.key()))
        .encrypt_inout_detached(
            <&Nonce<_>>::from(material.nonce()),
            associated.as_slice(),
            (&mut blob[HEADER_LENGTH..]).into(),
        )
        .map_err(|_| SealError::Cipher)?;
    blob.extend_from_slice(&tag);
    Ok(blob)
}

/// Opens a blob. `today` bounds the epoch: a record from beyond tomorrow was not sealed honestly.
///
/// # Errors
/// When anything at all is not as sealing left it; see [`suspicious_openings`].
pub fn open(
    key: &DataKey,
    context: &RecordContext<'_>,
    blob: &[u8],
    today: Epoch,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let header = Header::parse(blob)?;
    if header.key_name.epoch > today.next()
        || header.key_name != key.name()
        || context.user != key.user()
    {
        return Err(OpenError);
    }
    let (header_bytes, rest) = blob.split_first_chunk::<HEADER_LENGTH>().ok_or(OpenError)?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG_LENGTH>().ok_or(OpenError)?;
    let associated = AssociatedData::new(header_bytes, context).ok_or(OpenError)?;
    let material = key.record_material(&header.salt);
    // The commitment comes first: AES-GCM alone would accept a blob made to fit several keys.
    if !bool::from(
        material
            .commitment()
            .as_slice()
            .ct_eq(header.commitment.as_slice()),
    ) {
        return Err(suspicious());
    }
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    Aes256Gcm::new(<&Key<Aes256Gcm>>::from(material.key()))
        .decrypt_inout_detached(
            <&Nonce<_>>::from(material.nonce()),
            associated.as_slice(),
            plaintext.as_mut_slice().into(),
            <&Tag>::from(tag),
        )
        .map_err(|_| suspicious())?;
    padding::remove(&mut plaintext).ok_or_else(suspicious)?;
    Ok(plaintext)
}

fn suspicious() -> OpenError {
    SUSPICIOUS_OPENINGS.fetch_add(1, Ordering::Relaxed);
    OpenError
}

/// The associated data of one record, on the stack: label, header, then user, table and record each
/// with a 2-byte length, schema version, revision.
struct AssociatedData {
    bytes: [u8; LONGEST_ASSOCIATED],
    length: usize,
}

impl AssociatedData {
    fn new(header: &[u8; HEADER_LENGTH], context: &RecordContext<'_>) -> Option<Self> {
        if context.table.len() > LONGEST_TABLE_NAME {
            return None;
        }
        let mut data = Self {
            bytes: [0; LONGEST_ASSOCIATED],
            length: 0,
        };
        data.append(ASSOCIATED_LABEL);
        data.append(header);
        data.append_with_length(&context.user.as_bytes())?;
        data.append_with_length(context.table.as_bytes())?;
        data.append_with_length(&context.record.as_bytes())?;
        data.append(&context.schema_version.to_be_bytes());
        data.append(&context.revision.to_be_bytes());
        Some(data)
    }

    fn append_with_length(&mut self, field: &[u8]) -> Option<()> {
        self.append(&u16::try_from(field.len()).ok()?.to_be_bytes());
        self.append(field);
        Some(())
    }

    fn append(&mut self, field: &[u8]) {
        self.bytes[self.length..self.length + field.len()].copy_from_slice(field);
        self.length += field.len();
    }

    fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}
