//! The sealed store: typed records of one patient, as rows that mean nothing to the database.
//!
//! `payload` encodes, `keys` joins the two halves of a key, `store` reads and writes, `bulk` does so
//! for many records at once, `night_grants` keeps what patients allow for the night, `view` remembers a
//! diary that was opened until something in it changes or its keys end. `resealing` moves records to other
//! keys, `upkeep` says which and when, `tending` does so in the background of requests. A capsule makes its
//! type [`Sealable`] and needs nothing else: no table, no migration. Policy: one record that cannot be
//! opened never takes a list down; it is counted and logged by its id alone.

mod bulk;
mod changing;
mod compaction;
mod error;
mod keys;
mod night_grants;
mod payload;
mod resealing;
mod store;
mod tending;
#[cfg(test)]
mod tests;
mod upkeep;
mod view;
mod view_cache;

pub use bulk::DerivedIds;
pub use error::{KeysError, StoreError};
pub use keys::Keys;
pub use night_grants::NightGrant;
pub use payload::{Listing, NewRecord, Opened, Sealable, Stored};
pub use resealing::Resealed;
pub use store::{Created, SealedStore};
pub use tending::Tending;
pub(super) use upkeep::span;
pub use upkeep::{KeyUpkeep, Tended};

/// The table of all sealed records, as it is bound into each of them.
const TABLE: &str = "record";

/// How many UTC days a deleted record can still be brought back.
pub const UNDO_DAYS: u32 = 7;
