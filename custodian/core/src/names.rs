//! Names: of a user, of what a share is for, and of one share.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Seconds of a UTC day.
pub const DAY: i64 = 86_400;

/// Whom a share belongs to: a keyed digest of issuer and subject that the custodian makes itself, so
/// that no application can name a user for whom it has no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pseudonym(pub [u8; 16]);

impl Pseudonym {
    /// Reads 32 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl std::fmt::Display for Pseudonym {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl Serialize for Pseudonym {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Pseudonym {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("32 hexadecimal digits"))
    }
}

/// What a share is for. Shares of different purposes are independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A patient's records; a new share every UTC day.
    Record,
    /// Tokens of connected services.
    Service,
    /// Unfinished entries.
    Draft,
    /// Exports that wait for their download.
    Export,
    /// The blind index; one share for good, in epoch 0.
    Index,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 5] = [
        Self::Record,
        Self::Service,
        Self::Draft,
        Self::Export,
        Self::Index,
    ];

    /// The epoch (UTC day since 1970-01-01) of a share that is made at `now`.
    #[must_use]
    pub fn epoch_at(self, now: i64) -> u32 {
        match self {
            Self::Index => 0,
            _ => day_of(now),
        }
    }

    /// A number that is authenticated with the stored share. Never reuse one.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Record => 1,
            Self::Service => 2,
            Self::Draft => 3,
            Self::Export => 4,
            Self::Index => 5,
        }
    }

    /// The purpose with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// The UTC day of an instant; instants before 1970 belong to day 0.
#[must_use]
pub fn day_of(now: i64) -> u32 {
    u32::try_from(now.div_euclid(DAY)).unwrap_or(0)
}

/// Names one share of a user and purpose. The lineage counts how often the user's keys were replaced
/// on suspicion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ShareName {
    /// UTC day since 1970-01-01.
    pub epoch: u32,
    /// The user's lineage when the share was made.
    #[serde(default)]
    pub lineage: u32,
}
