//! Everything that is stored, page by page: fetched over the network from any host, and filled into an
//! empty store.
//!
//! A page holds wrapped shares, digests of grants, pseudonyms and audit; without the root key it opens
//! nothing. It is signed, and names the page that follows, so that pages can neither be made up nor left
//! out. What lasts minutes (nonces, counters, turns) is not in it: a custodian that was filled must have
//! been away for longer than a request may live.

use super::{
    Host,
    audit::{AuditEntry, Chain, Event, append},
    secrets::Secrets,
    store::{GrantRow, ShareRow, Store, StoreError, Stored, UserRow},
};
use crate::{
    names::Pseudonym,
    protocol::{BACKUP_LABEL, BackupPlace, SignedPage, UseDetail},
};
use ed25519_dalek::{Signature, Signer, Verifier};
use serde::{Deserialize, Serialize};

/// Whom a call is about that is about nobody.
pub const NOBODY: Pseudonym = Pseudonym([0; 16]);

/// How many entries of an audit one page holds.
const ENTRIES: u32 = 500;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// When it was made.
    pub created: i64,
    /// Check value of the root key that wraps shares at that moment.
    pub root_check: String,
    /// Which page was asked for, as the page before named it.
    pub asked: BackupPlace,
    /// Which page it is: "the next user" has become that user.
    pub place: BackupPlace,
    /// The page after it; none after the last.
    pub next: Option<BackupPlace>,
    /// The application's keys that are frozen; on the first page.
    pub frozen: Vec<String>,
    /// The user; on the user's first page, like grants and shares.
    pub user: Option<UserRow>,
    /// The user's grants.
    pub grants: Vec<GrantRow>,
    /// The user's shares, wrapped.
    pub shares: Vec<ShareRow>,
    /// Entries of the audit, the oldest first.
    pub audit: Vec<AuditEntry>,
}

/// Why pages cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadBackup {
    /// A page was not signed by this custodian, or was changed.
    #[error("page {0} was not written by this custodian, or was changed")]
    Foreign(usize),
    /// A page is missing, or stands in the wrong place.
    #[error("the pages before page {0} are not whole")]
    OutOfOrder(usize),
    /// The last page is missing.
    #[error("the backup is cut off")]
    CutOff,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// When the first page was made.
    pub created: i64,
    /// How many users.
    pub users: u32,
    /// How many shares.
    pub shares: u32,
}

/// The page that a call asked for, and which one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// As the call said.
    pub asked: BackupPlace,
    /// With the next user's name in the place of "after".
    pub place: BackupPlace,
}

impl Wanted {
    /// Looks up who comes next, where that was asked.
    ///
    /// # Errors
    /// When the store fails.
    pub fn find(store: &mut dyn Store, asked: BackupPlace) -> Stored<Self> {
        let next = match asked {
            BackupPlace::After(last) => store.users_after(last, 1)?.first().copied(),
            BackupPlace::Gate { .. } | BackupPlace::User { .. } => None,
        };
        let place = next.map_or(asked, |user| BackupPlace::User { user, entry: 0 });
        Ok(Self { asked, place })
    }

    /// Whom it is about.
    #[must_use]
    pub const fn user(self) -> Pseudonym {
        match self.place {
            BackupPlace::User { user, .. } => user,
            BackupPlace::Gate { .. } | BackupPlace::After(_) => NOBODY,
        }
    }
}

/// Makes a page. The first one of a backup is written into the gate's audit.
///
/// # Errors
/// When the store fails.
pub fn page(
    host: &Host<'_>,
    store: &mut dyn Store,
    key_id: &str,
    wanted: Wanted,
) -> Stored<SignedPage> {
    let Wanted { asked, place } = wanted;
    let now = host.clock.now();
    let mut page = Page {
        created: now,
        root_check: host.secrets.root.check_value(),
        asked,
        place,
        next: None,
        frozen: Vec::new(),
        user: None,
        grants: Vec::new(),
        shares: Vec::new(),
        audit: Vec::new(),
    };
    match place {
        BackupPlace::Gate { entry } => {
            if entry == 0 {
                let event = Event {
                    key_id,
                    action: "backup",
                    detail: UseDetail::default(),
                    outcome: "done",
                };
                append(store, Chain::Gate, now, event)?;
                for key in &host.settings.app_keys {
                    if store.is_frozen(&key.id)? {
                        page.frozen.push(key.id.clone());
                    }
                }
            }
            page.audit = entries(store, Chain::Gate, entry)?;
            page.next = Some(
                last_of(&page.audit).map_or(BackupPlace::After(None), |entry| BackupPlace::Gate {
                    entry,
                }),
            );
        }
        BackupPlace::User { user, entry } => {
            if entry == 0 {
                page.user = store.user(user)?;
                page.grants = store.grants(user)?;
                page.shares = store.shares(user)?;
            }
            page.audit = entries(store, Chain::User(user), entry)?;
            page.next = Some(last_of(&page.audit).map_or(
                BackupPlace::After(Some(user)),
                |entry| BackupPlace::User { user, entry },
            ));
        }
        BackupPlace::After(_) => {}
    }
    let text =
        serde_json::to_string(&page).map_err(|_| StoreError("a page is not JSON".to_owned()))?;
    let signature = host
        .secrets
        .signing
        .sign(&[BACKUP_LABEL, text.as_bytes()].concat());
    Ok(SignedPage {
        text,
        signature: hex::encode(signature.to_bytes()),
    })
}

/// The entries that follow one; a chain has no gap.
fn entries(store: &mut dyn Store, chain: Chain, after: u64) -> Stored<Vec<AuditEntry>> {
    let before = after.saturating_add(u64::from(ENTRIES) + 1);
    let mut entries = store.audit(chain, before, ENTRIES)?;
    entries.retain(|entry| entry.number > after);
    entries.reverse();
    Ok(entries)
}

/// The last entry of a full page; after a page with room nothing follows.
fn last_of(entries: &[AuditEntry]) -> Option<u64> {
    let is_full = entries.len() >= ENTRIES as usize;
    entries.last().filter(|_| is_full).map(|entry| entry.number)
}

/// Fills pages into an empty store.
///
/// # Errors
/// [`BadBackup`]; then the store holds a part, and the caller has to undo it.
pub fn fill(
    secrets: &Secrets,
    store: &mut dyn Store,
    pages: impl IntoIterator<Item = SignedPage>,
) -> Result<Filled, BadBackup> {
    let mut filled = Filled::default();
    let mut expected = Some(BackupPlace::Gate { entry: 0 });
    for (signed, number) in pages.into_iter().zip(1..) {
        let page = read(secrets, &signed).ok_or(BadBackup::Foreign(number))?;
        if expected != Some(page.asked) {
            return Err(BadBackup::OutOfOrder(number));
        }
        if number == 1 {
            filled.created = page.created;
        }
        expected = page.next;
        keep(store, page, &mut filled)?;
    }
    match expected {
        None => Ok(filled),
        Some(_) => Err(BadBackup::CutOff),
    }
}

fn read(secrets: &Secrets, signed: &SignedPage) -> Option<Page> {
    let mut signature = [0; 64];
    hex::decode_to_slice(&signed.signature, &mut signature).ok()?;
    let text = [BACKUP_LABEL, signed.text.as_bytes()].concat();
    let key = secrets.signing.verifying_key();
    key.verify(&text, &Signature::from_bytes(&signature)).ok()?;
    serde_json::from_str(&signed.text).ok()
}

fn keep(store: &mut dyn Store, page: Page, filled: &mut Filled) -> Stored<()> {
    for key in &page.frozen {
        store.set_frozen(key, true, page.created)?;
    }
    let chain = match page.place {
        BackupPlace::User { user, .. } => {
            if let Some(row) = &page.user {
                store.put_user(user, row)?;
                filled.users += 1;
            }
            for grant in &page.grants {
                store.put_grant(user, grant)?;
            }
            for share in &page.shares {
                store.add_share(user, share)?;
                filled.shares += 1;
            }
            Chain::User(user)
        }
        BackupPlace::Gate { .. } | BackupPlace::After(_) => Chain::Gate,
    };
    for entry in &page.audit {
        store.append_audit(chain, entry)?;
    }
    Ok(())
}
