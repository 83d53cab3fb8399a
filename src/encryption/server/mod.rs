//! The sealed store: typed records of one patient, as rows that mean nothing to the database.
//!
//! `payload` encodes, `keys` joins the two halves of a key, `store` reads and writes, `bulk` does so
//! for many records at once, `view` remembers a diary that was opened until something in it changes
//! or its keys end. A capsule makes its type [`Sealable`] and needs nothing else: no table,
//! no migration. Policy: one record that cannot be opened never takes a list down; it is counted and
//! logged by its id alone.

mod bulk;
mod changing;
mod error;
mod keys;
mod payload;
mod store;
#[cfg(test)]
mod tests;
mod view;
mod view_cache;

pub use bulk::DerivedIds;
pub use error::{KeysError, StoreError};
pub use keys::Keys;
pub use payload::{Listing, NewRecord, Opened, Sealable, Stored};
pub use store::{Created, SealedStore};

/// The table of all sealed records, as it is bound into each of them.
const TABLE: &str = "record";

/// How many UTC days a deleted record can still be brought back.
pub const UNDO_DAYS: u32 = 7;
