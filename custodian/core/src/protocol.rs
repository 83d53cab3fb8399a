//! The bodies of all calls and answers, in JSON; numbers of seconds are Unix time.
//!
//! | Call | Body | Answer |
//! |---|---|---|
//! | `POST /v1/grants` | [`GrantCall`] | [`GrantAnswer`] |
//! | `POST /v1/grants/background` | [`OwnCall`] | [`GrantAnswer`] |
//! | `POST /v1/grants/emergency` | [`EmergencyCall`] | [`GrantAnswer`] |
//! | `POST /v1/grants/list` | [`OwnCall`] | [`GrantList`] |
//! | `POST /v1/grants/revoke` | [`RevokeCall`] | [`Revoked`] |
//! | `POST /v1/leases` | [`LeaseCall`] | [`LeaseAnswer`] |
//! | `POST /v1/uses` | [`UsesCall`] | [`Uses`] |
//! | `POST /v1/epochs/retire` | [`RetireCall`] | [`Retired`] |
//! | `POST /v1/lineage` | [`OwnCall`] | [`LineageAnswer`] |
//! | `POST /v1/users/shred` | [`OwnCall`] | [`Receipt`] |
//! | `POST /v1/keys/unfreeze` | [`UnfreezeCall`] | [`Unfrozen`] |
//! | `POST /v1/backup` | [`BackupCall`] | [`SignedPage`] |
//! | `GET /v1/status` | none | [`Status`] |

use crate::{
    names::{Pseudonym, Purpose, ShareName},
    order::SignedOrder,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The version of this protocol, as it stands in every signed request.
pub const VERSION: &str = "1";
/// The header that carries it.
pub const VERSION_HEADER: &str = "custody-version";

/// The most shares that one call may ask for.
pub const MOST_EPOCHS: usize = 400;
/// How long a lease lives at most, in seconds.
pub const LEASE_SECONDS: i64 = 10 * 60;
/// How long the lease of the current epoch outlives that epoch at most, in seconds.
pub const GRACE_SECONDS: i64 = 5 * 60;
/// How long a grant of a sign-in lives at most, in seconds.
pub const GRANT_SECONDS: i64 = 24 * 3_600;
/// How long a background grant lives, in seconds; after that the patient is asked again.
pub const BACKGROUND_SECONDS: i64 = 180 * 86_400;
/// How old the sign-in behind a call that destroys or reveals may be, in seconds. What counts is when the
/// person signed in at the provider (`auth_time`); where the provider does not say, when it vouched, and
/// a renewal counts never.
pub const FRESH_SECONDS: i64 = 10 * 60;
/// How many epochs a background grant may have per night: as many as one call may ask for. A job that
/// read a part of a diary would say wrong things about the rest, so a small number protects nobody. What
/// protects is that the patient has allowed it with a fresh sign-in and for one purpose, that it goes
/// once a night and purpose and is written down each time, and that it ends with a word of theirs.
pub const BACKGROUND_EPOCHS: usize = MOST_EPOCHS;
/// Largest body in bytes: 400 epochs and an identity fit in easily.
pub const LARGEST_BODY: usize = 64 * 1024;

/// The nonce of a sign-in, made from a secret that only the application which began it knows. The
/// identity carries the nonce, the grant call the secret: an identity that was stolen on its way is
/// of no use to another application or in another sign-in.
#[must_use]
pub fn nonce_of(secret: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"mt/nonce/v1\n")
        .chain_update(secret.as_bytes())
        .finalize();
    hex::encode(digest)
}

/// Asks for a grant with a fresh identity.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct GrantCall {
    /// The ID token, as the provider gave it.
    pub id_token: String,
    /// What [`nonce_of`] made the sign-in's nonce from; absent when the issuer's rule says so.
    #[serde(default)]
    pub nonce_secret: Option<String>,
    /// Whether the provider vouched without asking the person: a grant that is renewed while somebody
    /// goes on working. Such a grant is never that of a fresh sign-in, whatever the identity says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub renewal: bool,
}

/// A grant.
#[derive(Clone, Serialize, Deserialize)]
pub struct GrantAnswer {
    /// The grant: whoever has it and the application's signing key gets leases.
    pub grant: String,
    /// The user whom it is for.
    pub user: Pseudonym,
    /// When it ends.
    pub expires: i64,
    /// The user's lineage.
    pub lineage: u32,
}

/// A call about the user's own keys, proved by a grant or ordered by two operators.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct OwnCall {
    /// The grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<String>,
    /// The order and whom it is carried out for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<EmergencyCall>,
}

/// Asks for a grant that two operators ordered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EmergencyCall {
    /// The order.
    pub order: SignedOrder,
    /// The user; one at a time.
    pub user: Pseudonym,
}

/// What a grant came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrantKind {
    /// A sign-in.
    Session,
    /// The patient's consent to work at night.
    Background,
    /// An order of two operators.
    Emergency,
}

/// One of a user's grants, without what opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantSummary {
    /// Names it in [`RevokeCall`].
    pub reference: String,
    /// What it came from.
    pub kind: GrantKind,
    /// When it was made.
    pub created: i64,
    /// When it ends.
    pub expires: i64,
    /// When it was last used.
    pub last_used: Option<i64>,
}

/// A user's live grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantList {
    /// The newest first.
    pub grants: Vec<GrantSummary>,
}

/// Ends a grant, or another one of the same user.
#[derive(Clone, Serialize, Deserialize)]
pub struct RevokeCall {
    /// The grant.
    pub grant: String,
    /// Another grant of the same user, by its reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// Whether there was a grant to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// False when it had ended before; then nothing was left to do.
    pub revoked: bool,
}

/// Why shares are asked for; the patient reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Records are read.
    Reading,
    /// A record is written.
    Writing,
    /// Records move into fewer epochs.
    Compaction,
    /// Records move to new keys after a suspicion.
    Rewrap,
    /// A job that the patient allowed for the night.
    Night,
}

/// Asks for shares.
#[derive(Clone, Serialize, Deserialize)]
pub struct LeaseCall {
    /// The grant.
    pub grant: String,
    /// The X25519 key of this instance of the application, in hexadecimal digits.
    pub sealing_key: String,
    /// What the shares are for.
    pub purpose: Purpose,
    /// Whether the share of the current epoch is wanted, which the first call makes.
    #[serde(default)]
    pub current: bool,
    /// Existing shares that are wanted; never made.
    #[serde(default)]
    pub shares: Vec<ShareName>,
    /// Why.
    pub reason: Reason,
}

/// The shares, sealed to the instance's key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LeaseAnswer {
    /// The encapsulated key (RFC 9180), in base64.
    pub encapsulated: String,
    /// [`LeasedShares`], sealed, in base64.
    pub sealed: String,
}

/// What is inside a [`LeaseAnswer`].
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct LeasedShares {
    /// The shares.
    pub granted: Vec<LeasedShare>,
    /// What could not be had.
    #[zeroize(skip)]
    pub missing: Vec<MissingShare>,
    /// The share of the current epoch, when it was asked for.
    #[zeroize(skip)]
    pub current: Option<ShareName>,
}

/// A share on loan.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct LeasedShare {
    /// Which.
    #[zeroize(skip)]
    pub name: ShareName,
    /// 32 bytes in hexadecimal digits.
    pub share: String,
    /// From when on it must not be used.
    pub expires: i64,
}

/// A share that could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingShare {
    /// Which.
    pub name: ShareName,
    /// Whether there is one that does not open; otherwise there is none.
    pub damaged: bool,
}

/// Asks what the user's key was used for.
#[derive(Clone, Serialize, Deserialize)]
pub struct UsesCall {
    /// The grant.
    pub grant: String,
    /// Only entries before this number.
    #[serde(default)]
    pub before: Option<u64>,
}

/// Entries of the audit about one user, the newest first; at most 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    /// The entries.
    pub uses: Vec<Use>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// Its number in the user's chain, from 1.
    pub number: u64,
    /// When.
    pub at: i64,
    /// The application's key.
    pub key_id: String,
    /// What was done: the call's name.
    pub action: String,
    /// What for, and how many shares.
    pub detail: UseDetail,
    /// `done`, or the refusal's code.
    pub outcome: String,
    /// The entry's place in the chain, in hexadecimal digits.
    pub hash: String,
}

/// More about an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseDetail {
    /// The shares' purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How many shares were lent, destroyed, or retired.
    #[serde(default)]
    pub shares: u32,
    /// The grant's kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<GrantKind>,
    /// The operators' words, or the host's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// States that no row needs these shares any more.
#[derive(Clone, Serialize, Deserialize)]
pub struct RetireCall {
    /// The grant.
    pub grant: String,
    /// The purpose.
    pub purpose: Purpose,
    /// The shares.
    pub shares: Vec<ShareName>,
    /// How many rows need them, by the application's count. Anything but 0 is refused.
    pub rows: u64,
    /// When they were counted; at most ten minutes ago.
    pub counted_at: i64,
}

/// The last of the shares is destroyed at `destroyed_at` unless somebody asks for one of them before: who does
/// has a row that needs it, and keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// How many shares wait for their end.
    pub retired: u32,
    /// When it comes.
    pub destroyed_at: i64,
}

/// The user's new lineage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineageAnswer {
    /// Every share made from now on has it.
    pub lineage: u32,
}

/// Proof that a user's shares were destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`ReceiptText`] in JSON, exactly as it was signed.
    pub text: String,
    /// Ed25519 over the label `mt/receipt/v1`, a line feed and the text; hexadecimal digits.
    pub signature: String,
    /// The custodian's key.
    pub key_id: String,
}

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptText {
    /// Whose shares.
    pub user: Pseudonym,
    /// How many.
    pub shares: u32,
    /// When.
    pub at: i64,
    /// The head of the user's audit chain after it.
    pub audit_head: String,
}

/// Separates a receipt's signature from every other one.
pub const RECEIPT_LABEL: &[u8] = b"mt/receipt/v1\n";

/// The call for a page of a backup; only keys that the settings name for backups may make it.
pub const BACKUP_PATH: &str = "/v1/backup";

/// Separates a backup page's signature from every other one.
pub const BACKUP_LABEL: &[u8] = b"mt/backup/v1\n";

/// Asks for one page of everything that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupCall {
    /// Which page.
    pub place: BackupPlace,
}

/// A page of a backup. The first one is the gate's from entry 0; every page names the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackupPlace {
    /// What concerns no user, with the audit's entries after this one.
    Gate {
        /// The number of the last entry of the page before.
        entry: u64,
    },
    /// A user, with the entries of the user's audit after this one.
    User {
        /// Who.
        user: Pseudonym,
        /// The number of the last entry of the page before.
        entry: u64,
    },
    /// The user who follows this one, or the first one; after the last one comes an empty page.
    After(Option<Pseudonym>),
}

/// A page of a backup as it was signed: wrapped shares, digests and pseudonyms, which open nothing
/// without the root key. What is in it, only the host's own program reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedPage {
    /// The page in JSON.
    pub text: String,
    /// Ed25519 over [`BACKUP_LABEL`] and the text; hexadecimal digits.
    pub signature: String,
}

/// Lets a frozen key work again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnfreezeCall {
    /// The order.
    pub order: SignedOrder,
    /// The key.
    pub key_id: String,
}

/// Whether it was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfrozen {
    /// False when it was not.
    pub unfrozen: bool,
}

/// What the custodian tells about itself. No user data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The protocol's version.
    pub protocol: String,
    /// The program's version.
    pub version: String,
    /// Which host runs it.
    pub host: String,
    /// Whether it runs apart from the application.
    pub is_isolated: bool,
    /// The generation of the root key.
    pub root_generation: u32,
    /// Its clock.
    pub now: i64,
}

/// The body of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalBody {
    /// The refusal's code.
    pub error: String,
}
