//! Sealed records: nothing that a patient enters leaves this capsule except as ciphertext.
//!
//! The core is pure: [`format`](mod@format) seals and opens one record, [`derivation`] makes its keys
//! from two shares, [`blind_index`] makes a day's records findable. Around it, [`keyring`] fetches
//! shares from a [`custodian`] and remembers them for minutes: the [`remote`] one, or the [`embedded`]
//! one, whose files are the only ones touched here. [`server`] keeps sealed records in the database;
//! [`rewrap`] replaces the keys of patients who are not here. To
//! seal a new kind of record, make its type sealable in its own capsule; nothing here changes.

pub mod blind_index;
pub mod custodian;
pub mod derivation;
mod durable_file;
pub mod embedded;
pub mod epoch;
pub mod format;
pub mod header;
pub mod keyring;
pub mod lease_cache;
mod padding;
pub mod remote;
pub mod rewrap;
pub mod root_key;
pub mod secret;
pub mod server;
pub mod share;
pub mod wrapping;

#[cfg(test)]
mod blind_index_tests;
#[cfg(test)]
mod custodian_tests;
#[cfg(test)]
mod embedded_tests;
#[cfg(test)]
mod format_tests;
#[cfg(test)]
mod keyring_tests;
#[cfg(test)]
mod lease_cache_tests;
#[cfg(test)]
mod mutation_tests;
#[cfg(test)]
mod secret_tests;
#[cfg(test)]
mod test_vector;
#[cfg(test)]
mod wrapping_tests;
#[cfg(test)]
mod wycheproof_tests;
