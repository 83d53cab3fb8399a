//! The known answer of format version 1, on which two independent implementations agree, and small
//! helpers that every test of this capsule uses.

use super::derivation::DataKey;
use super::epoch::{Epoch, KeyName, Lineage};
use super::format::{RecordContext, seal};
use super::share::{AppShare, Share};
use crate::platform::{
    entropy::Entropy,
    ids::{RecordId, UserId},
};
use uuid::{Uuid, uuid};

pub(super) const USER: UserId = UserId::new(uuid!("00112233-4455-6677-8899-aabbccddeeff"));
pub(super) const OTHER_USER: UserId = UserId::new(uuid!("10112233-4455-6677-8899-aabbccddeeff"));
pub(super) const RECORD: RecordId = RecordId::new(uuid!("f0e0d0c0-b0a0-9080-7060-504030201000"));
/// 2026-11-20.
pub(super) const EPOCH: Epoch = Epoch::new(20_777);
pub(super) const NAME: KeyName = KeyName {
    epoch: EPOCH,
    lineage: Lineage::FIRST,
};
pub(super) const PAYLOAD: &[u8] = br#"{"pain":7,"aura":true}"#;
pub(super) const CONTEXT: RecordContext<'static> = RecordContext {
    user: USER,
    table: "entry",
    record: RECORD,
    schema_version: 1,
    revision: 1,
};

/// Entropy that counts up from a first byte, as the known answer's salt does.
#[derive(Debug)]
pub(super) struct Counting(pub(super) u8);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&counting(self.0, bytes.len()));
    }
}

pub(super) fn counting(first: u8, length: usize) -> Vec<u8> {
    (0..length)
        .map(|at| first.wrapping_add(u8::try_from(at % 256).unwrap()))
        .collect()
}

pub(super) fn custody_share() -> Share {
    Share::random(&Counting(0x00))
}

pub(super) fn app_share() -> AppShare {
    AppShare::random(&Counting(0x40))
}

pub(super) fn key_named(user: UserId, name: KeyName) -> DataKey {
    DataKey::derive(&custody_share(), &app_share(), user, name)
}

pub(super) fn key() -> DataKey {
    key_named(USER, NAME)
}

pub(super) fn blob() -> Vec<u8> {
    seal(&key(), &CONTEXT, PAYLOAD, &Counting(0xa0)).unwrap()
}

pub(super) fn user(number: u128) -> UserId {
    UserId::new(Uuid::from_u128(number))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
