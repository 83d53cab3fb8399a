//! The custodian: whoever keeps the other half of every user's keys.
//!
//! The application gets shares as leases that end within minutes. The embedded custodian of this
//! capsule serves unit tests and trying things out; the [`remote`](super::remote) one keeps its half in
//! another process. Another one implements the same [`Custodian`] trait in its own file.

use super::epoch::{Epoch, KeyName, Lineage};
use super::share::Share;
use crate::platform::ids::UserId;
use jiff::{SignedDuration, Timestamp};
use std::{future::Future, pin::Pin};
use thiserror::Error;

/// The most shares that one call may ask for.
pub const MOST_EPOCHS_PER_CALL: usize = 400;

/// How long a lease lives at most.
pub const LONGEST_LEASE: SignedDuration = SignedDuration::from_mins(10);

/// How long the lease of the current epoch outlives that epoch at most.
pub const GRACE_AFTER_EPOCH: SignedDuration = SignedDuration::from_mins(5);

/// What a share is for. Shares of different purposes are independent of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// A patient's records; a new share every UTC day.
    Record,
    /// Tokens of connected services that are needed without the patient.
    Service,
    /// Unfinished entries.
    Draft,
    /// Exports that wait for their download.
    Export,
    /// The blind index; one share for good, in [`Epoch::FIXED`].
    Index,
}

impl Purpose {
    /// The epoch that a share created at `now` belongs to.
    #[must_use]
    pub fn epoch_at(self, now: Timestamp) -> Epoch {
        match self {
            Self::Record | Self::Service | Self::Draft | Self::Export => Epoch::of(now),
            Self::Index => Epoch::FIXED,
        }
    }

    /// A short name for file names and audit rows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Service => "service",
            Self::Draft => "draft",
            Self::Export => "export",
            Self::Index => "index",
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

    /// When a lease granted at `now` for `epoch` ends: after [`LONGEST_LEASE`], and for the current
    /// day's share no later than [`GRACE_AFTER_EPOCH`] after the day.
    #[must_use]
    pub fn lease_end(self, epoch: Epoch, now: Timestamp) -> Timestamp {
        let longest = later(now, LONGEST_LEASE);
        if self != Self::Index && epoch == self.epoch_at(now) {
            longest.min(later(epoch.end(), GRACE_AFTER_EPOCH))
        } else {
            longest
        }
    }
}

fn later(instant: Timestamp, span: SignedDuration) -> Timestamp {
    instant.checked_add(span).unwrap_or(Timestamp::MAX)
}

/// A share on loan. Whoever holds it drops it at `expires`.
pub struct Lease {
    /// The share's epoch and lineage.
    pub name: KeyName,
    /// The share.
    pub share: Share,
    /// The instant from which the lease must not be used.
    pub expires: Timestamp,
}

/// The answer to a request for several shares. A bad one never holds up the others.
#[derive(Default)]
pub struct Leases {
    /// The shares that could be had, in no particular order.
    pub granted: Vec<Lease>,
    /// The names without a usable share, each with the reason.
    pub missing: Vec<MissingShare>,
}

/// A name without a usable share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingShare {
    /// The name that was asked for.
    pub name: KeyName,
    /// What is wrong with it.
    pub reason: MissingReason,
}

/// What is wrong with a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingReason {
    /// There never was a share, or it was retired.
    Unknown,
    /// There is one but it doesn't open.
    Damaged,
}

/// Why the custodian gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CustodianError {
    /// It can't be reached or can't read its own store; trying again later may help.
    #[error("the key store is not available: {0}")]
    Unavailable(String),
    /// It lends nothing for this user, because nobody who may open the diary has signed in, or the
    /// sign-in was too long ago.
    #[error("nobody who may open this diary has signed in")]
    NoGrant,
    /// It will not serve this user.
    #[error("the key store refused: {0}")]
    Refused(&'static str),
    /// It has no share for this epoch.
    #[error("the key store has no key for UTC day {0}")]
    UnknownEpoch(Epoch),
    /// It has a share for this epoch but can't open it.
    #[error("the key of UTC day {0} is damaged in the key store")]
    Damaged(Epoch),
    /// More than [`MOST_EPOCHS_PER_CALL`] shares were named at once.
    #[error("{0} keys were asked for at once; the limit is 400")]
    TooManyEpochs(usize),
}

impl From<MissingShare> for CustodianError {
    fn from(missing: MissingShare) -> Self {
        match missing.reason {
            MissingReason::Unknown => Self::UnknownEpoch(missing.name.epoch),
            MissingReason::Damaged => Self::Damaged(missing.name.epoch),
        }
    }
}

/// What a custodian tells about itself. No user data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodianStatus {
    /// Which custodian this is, for the health report.
    pub kind: &'static str,
    /// The generation of its root key.
    pub root_generation: u32,
    /// Whether it runs apart from the application, as production demands.
    pub is_isolated: bool,
}

/// Proof that a user's shares were destroyed, signed by whoever destroyed them. Names no patient: the
/// custodian has a pseudonym of its own for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What is certified, exactly as it was signed.
    pub text: String,
    /// The signature, in hexadecimal digits.
    pub signature: String,
    /// The custodian's key.
    pub key_id: String,
}

/// The custodian's own name for a user, which only it can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pseudonym(pub [u8; 16]);

/// The answer of a custodian, some time later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, CustodianError>> + Send + 'a>>;

/// Keeps and lends the custody shares of all users.
pub trait Custodian: Send + Sync + std::fmt::Debug {
    /// Lends existing shares by their exact names. Never creates one. Repeated names may be answered
    /// once.
    fn lease<'a>(
        &'a self,
        user: UserId,
        purpose: Purpose,
        names: &'a [KeyName],
    ) -> Answer<'a, Leases>;

    /// Lends the share of the current epoch and the user's highest lineage, which the first call
    /// creates. Concurrent first calls agree on one share.
    fn lease_current(&self, user: UserId, purpose: Purpose) -> Answer<'_, Lease>;

    /// Raises the user's lineage: every share made from now on has the new one. Shares that are there
    /// stay until they are retired. Doing it twice raises it twice. The index share has no lineage.
    fn raise_lineage(&self, user: UserId) -> Answer<'_, Lineage>;

    /// Lets these record shares end, of which the caller says that no row needs them any more, by a
    /// count at `counted_at`. Names without a share are passed over; tells how many there were. A
    /// custodian may wait before it destroys them, and keeps the ones that somebody asks for meanwhile.
    fn retire<'a>(
        &'a self,
        user: UserId,
        names: &'a [KeyName],
        counted_at: Timestamp,
    ) -> Answer<'a, u32>;

    /// How the custodian calls the user, when it has told so just now; for orders of its operators.
    fn pseudonym(&self, user: UserId) -> Option<Pseudonym>;

    /// Destroys all shares of a user for good; nothing of them is lent from then on. A custodian that
    /// can sign gives a receipt, the first time.
    fn shred(&self, user: UserId) -> Answer<'_, Option<Receipt>>;

    /// Whether the custodian works, for health checks.
    fn status(&self) -> Answer<'_, CustodianStatus>;
}
