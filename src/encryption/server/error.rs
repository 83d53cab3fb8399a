//! What can go wrong between a capsule and its sealed records.
//!
//! Policy: an error names what is missing, never what a record says; `Problem` makes a sentence of it.

use crate::{
    encryption::{custodian::CustodianError, remote::error::RemoteError},
    platform::database::DatabaseError,
};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The custodian did not give its half.
    #[error(transparent)]
    Custodian(#[from] CustodianError),
    /// Our half could not be unwrapped: it was changed, or the wrapping key is another one.
    #[error("the application's share of a key could not be unwrapped")]
    Wrapping,
}

impl From<RemoteError> for KeysError {
    fn from(error: RemoteError) -> Self {
        Self::Custodian(error.into())
    }
}

/// Why a record could not be stored or opened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such record.
    #[error("there is no such record")]
    Missing,
    /// It was changed since it was read.
    #[error("the record was changed in between")]
    Changed,
    /// It is too large to be sealed.
    #[error("the record is too large")]
    TooLarge,
    /// It is there but cannot be opened.
    #[error("the record cannot be opened")]
    Unreadable,
    /// It has no encoded form.
    #[error("the record cannot be encoded")]
    Encoding,
    /// No key could be had.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
