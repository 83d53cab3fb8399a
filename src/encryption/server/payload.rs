//! What is inside a record: its kind and its value, as deterministic CBOR (RFC 8949).

use super::error::StoreError;
use crate::platform::ids::RecordId;
use jiff::{Timestamp, civil::Date};
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

/// A type whose values are kept as sealed records.
pub trait Sealable: Serialize + DeserializeOwned + Send {
    /// The kind, a short constant that no other type has. Never changes.
    const KIND: &'static str;
    /// The version of the encoding; raised when old values need a conversion.
    const SCHEMA: u32 = 1;

    /// The local day under which the record is found, if it belongs to one.
    fn local_day(&self) -> Option<Date>;
}

/// A record with its place in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    /// Its id.
    pub id: RecordId,
    /// Its revision, raised by every write.
    pub revision: i64,
    /// What it says.
    pub value: T,
}

/// A value on its way into the store: encoded, not yet sealed. Values of different kinds can so be
/// written in one transaction.
pub struct NewRecord {
    pub(super) id: RecordId,
    pub(super) kind: &'static str,
    pub(super) schema_version: u32,
    pub(super) local_day: Option<Date>,
    pub(super) payload: Zeroizing<Vec<u8>>,
}

impl NewRecord {
    /// Encodes `value` under the id that its creator chose.
    ///
    /// # Errors
    /// [`StoreError::Encoding`] when the value has no CBOR form, which no type of ours lacks.
    pub fn of<T: Sealable>(id: RecordId, value: &T) -> Result<Self, StoreError> {
        Ok(Self {
            id,
            kind: T::KIND,
            schema_version: T::SCHEMA,
            local_day: value.local_day(),
            payload: encode(value).ok_or(StoreError::Encoding)?,
        })
    }
}

/// Records of one kind, and how many could not be read.
#[derive(Debug)]
pub struct Listing<T> {
    /// The readable records, in no particular order.
    pub records: Vec<Stored<T>>,
    /// Records of this kind whose content did not make sense.
    pub unreadable: usize,
}

/// Opened records of every kind.
#[derive(Debug, Default)]
pub struct Opened {
    pub(super) records: Vec<OpenedRecord>,
    /// Rows that could not be opened.
    pub unreadable: usize,
    /// When the first of the leases that opened them ends.
    pub(super) expires: Option<Timestamp>,
}

/// One opened record, not yet decoded.
#[derive(Debug)]
pub(super) struct OpenedRecord {
    pub id: RecordId,
    pub revision: i64,
    pub payload: Zeroizing<Vec<u8>>,
}

impl Opened {
    /// The records of one kind. A long diary is decoded on two threads: reading ten years takes
    /// about as long as opening them.
    #[must_use]
    pub fn of<T: Sealable>(&self) -> Listing<T> {
        if self.records.len() < LONG {
            return listing(&self.records);
        }
        let (first, second) = self.records.split_at(self.records.len() / 2);
        std::thread::scope(|scope| {
            let second = scope.spawn(|| listing::<T>(second));
            let mut all = listing(first);
            match second.join() {
                Ok(rest) => {
                    all.records.extend(rest.records);
                    all.unreadable += rest.unreadable;
                    all
                }
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// How many records were opened.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there were none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

/// Diaries from this number of records on are opened and decoded on two threads.
pub(super) const LONG: usize = 512;

/// Decodes those of `records` that are of one kind.
fn listing<T: Sealable>(records: &[OpenedRecord]) -> Listing<T> {
    let mut listing = Listing {
        records: Vec::new(),
        unreadable: 0,
    };
    for record in records {
        match decode::<T>(&record.payload) {
            Decoded::Value(value) => listing.records.push(Stored {
                id: record.id,
                revision: record.revision,
                value,
            }),
            Decoded::OtherKind => {}
            Decoded::Nonsense => {
                tracing::warn!(record = %record.id, "a record's content could not be read");
                listing.unreadable += 1;
            }
        }
    }
    listing
}

/// What a payload turned out to be.
pub(super) enum Decoded<T> {
    /// A value of the wanted kind.
    Value(T),
    /// A value of another kind.
    OtherKind,
    /// Nothing that makes sense.
    Nonsense,
}

/// Encodes kind and value; `None` when the value has no CBOR form.
fn encode<T: Sealable>(value: &T) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    let mut encoder = minicbor::Encoder::new(&mut *bytes);
    encoder.array(2).ok()?.str(T::KIND).ok()?;
    let mut serializer = minicbor_serde::Serializer::new(&mut *bytes);
    value.serialize(&mut serializer).ok()?;
    Some(bytes)
}

/// Decodes a payload if it is of the kind of `T`.
pub(super) fn decode<T: Sealable>(payload: &[u8]) -> Decoded<T> {
    let mut decoder = minicbor::Decoder::new(payload);
    let kind = match decoder.array() {
        Ok(Some(2)) => decoder.str(),
        _ => return Decoded::Nonsense,
    };
    match kind {
        Ok(kind) if kind == T::KIND => {}
        Ok(_) => return Decoded::OtherKind,
        Err(_) => return Decoded::Nonsense,
    }
    let rest = payload.get(decoder.position()..).unwrap_or_default();
    match T::deserialize(&mut minicbor_serde::Deserializer::new(rest)) {
        Ok(value) => Decoded::Value(value),
        Err(_) => Decoded::Nonsense,
    }
}
