//! What a host stores. All methods run inside one transaction per request, which the host owns.

use super::audit::{AuditEntry, Chain};
use crate::{
    names::{Pseudonym, Purpose, ShareName},
    protocol::GrantKind,
};
use serde::{Deserialize, Serialize};

/// The store failed; says how, never what about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the store failed: {0}")]
pub struct StoreError(pub String);

/// The answer of a store.
pub type Stored<T> = Result<T, StoreError>;

/// Things that may happen once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Once {
    /// A signature's nonce.
    Nonce,
    /// An identity.
    Identity,
}

impl Once {
    /// A number for the store. Never reuse one.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Nonce => 1,
            Self::Identity => 2,
        }
    }
}

/// A user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    /// Raised on suspicion; new shares have it.
    pub lineage: u32,
    /// Raised when a user comes back after a shredding.
    pub life: u32,
    /// The receipt, once the user's shares were destroyed.
    pub receipt: Option<String>,
}

/// A grant. The store holds a digest of what opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRow {
    /// SHA-256 of the grant's secret part.
    pub digest: [u8; 32],
    /// The application's key that it works with.
    pub key_id: String,
    /// What it came from.
    pub kind: GrantKind,
    /// When it was made.
    pub created: i64,
    /// When it ends.
    pub expires: i64,
    /// When it was last used.
    pub last_used: Option<i64>,
    /// What operators ordered it, in their words.
    pub words: Option<String>,
    /// When the person signed in at the provider; none for a grant that was renewed, or has no sign-in.
    pub signed_in: Option<i64>,
}

/// A share, wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareRow {
    /// What for.
    pub purpose: Purpose,
    /// Which.
    pub name: ShareName,
    /// Generation of the root key that wraps it.
    pub generation: u32,
    /// The share, wrapped.
    pub wrapped: Vec<u8>,
    /// When it is destroyed, unless it is asked for before.
    pub retire_at: Option<i64>,
}

/// The store of one custodian, or of one user's object: every method names whom it is about. Each fails
/// when the store does, and for no other reason.
#[expect(
    clippy::missing_errors_doc,
    reason = "one sentence about all methods instead of one at each"
)]
pub trait Store {
    /// Remembers that something happened until `until`; false when it had happened before. Any other
    /// failure is an error, never a false.
    fn happens(&mut self, once: Once, id: &[u8], until: i64) -> Stored<bool>;
    /// Adds one to a counter that lives until `until`, and tells its value.
    fn count(&mut self, bucket: &str, until: i64) -> Stored<u32>;
    /// Adds a user to a window's set that lives until `until`, and tells the set's size.
    fn note_user(&mut self, bucket: &str, user: Pseudonym, until: i64) -> Stored<u32>;
    /// The greatest value that [`Store::note_busiest`] noted for days from `from` up to, not including, `before`.
    fn busiest(&mut self, key_id: &str, from: u32, before: u32) -> Stored<u32>;
    /// Notes the number of users in a window of a day, if it is the day's greatest.
    fn note_busiest(&mut self, key_id: &str, day: u32, users: u32) -> Stored<()>;
    /// Whether a key is frozen.
    fn is_frozen(&mut self, key_id: &str) -> Stored<bool>;
    /// Freezes a key or lets it work again; tells whether that changed anything.
    fn set_frozen(&mut self, key_id: &str, frozen: bool, at: i64) -> Stored<bool>;
    /// The user for whom an order is being carried out.
    fn order_user(&mut self, order: &str) -> Stored<Option<Pseudonym>>;
    /// Says for whom an order is carried out now.
    fn set_order_user(&mut self, order: &str, user: Pseudonym, until: i64) -> Stored<()>;

    /// A user.
    fn user(&mut self, user: Pseudonym) -> Stored<Option<UserRow>>;
    /// Up to `limit` users who follow another one in the order of their pseudonyms.
    fn users_after(&mut self, last: Option<Pseudonym>, limit: u32) -> Stored<Vec<Pseudonym>>;
    /// Writes a user.
    fn put_user(&mut self, user: Pseudonym, row: &UserRow) -> Stored<()>;

    /// A grant of a user.
    fn grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<Option<GrantRow>>;
    /// All grants of a user.
    fn grants(&mut self, user: Pseudonym) -> Stored<Vec<GrantRow>>;
    /// Writes a grant.
    fn put_grant(&mut self, user: Pseudonym, row: &GrantRow) -> Stored<()>;
    /// Removes a grant; tells whether there was one.
    fn end_grant(&mut self, user: Pseudonym, digest: &[u8; 32]) -> Stored<bool>;
    /// Removes all grants of a user.
    fn end_grants(&mut self, user: Pseudonym) -> Stored<()>;

    /// A share.
    fn share(
        &mut self,
        user: Pseudonym,
        purpose: Purpose,
        name: ShareName,
    ) -> Stored<Option<ShareRow>>;
    /// All shares of a user.
    fn shares(&mut self, user: Pseudonym) -> Stored<Vec<ShareRow>>;
    /// Adds a share unless it is there.
    fn add_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()>;
    /// Writes a share that is there.
    fn put_share(&mut self, user: Pseudonym, row: &ShareRow) -> Stored<()>;
    /// Destroys all shares of a user; tells how many.
    fn destroy_shares(&mut self, user: Pseudonym) -> Stored<u32>;
    /// Destroys up to `limit` shares whose end has come; tells whose and how many.
    fn destroy_retired(&mut self, now: i64, limit: u32) -> Stored<Vec<(Pseudonym, u32)>>;
    /// Up to `limit` shares that are not wrapped under `generation`.
    fn shares_of_other_generations(
        &mut self,
        generation: u32,
        limit: u32,
    ) -> Stored<Vec<(Pseudonym, ShareRow)>>;

    /// The last entry of a chain.
    fn audit_head(&mut self, chain: Chain) -> Stored<Option<AuditEntry>>;
    /// Adds an entry.
    fn append_audit(&mut self, chain: Chain, entry: &AuditEntry) -> Stored<()>;
    /// Entries before a number, the newest first.
    fn audit(&mut self, chain: Chain, before: u64, limit: u32) -> Stored<Vec<AuditEntry>>;

    /// Fails when the next request would find no room; a store without a limit always has some.
    fn need_room(&mut self) -> Stored<()> {
        Ok(())
    }

    /// Forgets what has ended: nonces, counters, windows, orders, grants.
    fn forget_ended(&mut self, now: i64) -> Stored<()>;
}
