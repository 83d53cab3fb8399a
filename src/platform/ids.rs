//! Identifiers of people and records.
//!
//! Both are random (version 4): a time-ordered id would tell when an attack was logged.

use super::entropy::Entropy;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifier {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that is already known.
            #[must_use]
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// A fresh random id.
            #[must_use]
            pub fn random(entropy: &dyn Entropy) -> Self {
                let mut bytes = [0; 16];
                entropy.fill(&mut bytes);
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }

            /// Reads the hyphenated text form.
            ///
            /// # Errors
            /// When the text is not a UUID.
            pub fn parse(text: &str) -> Result<Self, uuid::Error> {
                Uuid::try_parse(text).map(Self)
            }

            /// The id as a UUID, for SQL parameters.
            #[must_use]
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }

            /// The id's 16 bytes, big-endian.
            #[must_use]
            pub const fn as_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

identifier! {
    /// A patient's pseudonym: the only name that the database knows for a person.
    UserId
}

identifier! {
    /// One sealed record of one patient; chosen by whoever creates the record, so that a repeated
    /// request creates nothing twice.
    RecordId
}
