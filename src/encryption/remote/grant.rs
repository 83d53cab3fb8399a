//! Grants: what a sign-in has opened, and which of them this process may use just now.
//!
//! A grant is kept by the patient's session, sealed under its cookie, and shown with every request. The
//! book remembers it for the length of a lease, so that work which a request began can end. Whoever
//! takes over this process therefore reads those who are here, and nobody who has left.

use crate::platform::ids::UserId;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// How long a grant that was shown is remembered.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(10);

/// The most users whose grants are remembered at once; far above what one process serves.
const MOST_USERS: usize = 100_000;

/// What opens a patient's keys, together with the application's signing key. Prints as dots.
#[derive(Clone)]
pub struct Grant {
    text: Arc<Zeroizing<String>>,
    expires: Timestamp,
}

impl Grant {
    /// A grant that ends at `expires`.
    #[must_use]
    pub fn new(text: String, expires: Timestamp) -> Self {
        Self {
            text: Arc::new(Zeroizing::new(text)),
            expires,
        }
    }

    /// The grant itself; for the custodian and for the sealed session, never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// When it ends.
    #[must_use]
    pub const fn expires(&self) -> Timestamp {
        self.expires
    }

    /// The name under which the custodian lists it.
    pub(super) fn reference(&self) -> String {
        let secret = self.text.split('.').nth(1).unwrap_or_default();
        hex::encode(&Sha256::digest(secret)[..8])
    }

    /// The custodian's own name for the user, which stands in front.
    pub(super) fn pseudonym(&self) -> Option<[u8; 16]> {
        let mut bytes = [0; 16];
        let name = self.text.split('.').next()?;
        hex::decode_to_slice(name, &mut bytes).ok()?;
        Some(bytes)
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.text.as_bytes()).into()
    }
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Grant(..)")
    }
}

/// The grants that were shown just now, one per user.
#[derive(Debug, Default)]
pub struct GrantBook(Mutex<HashMap<UserId, Page>>);

#[derive(Debug, Default)]
struct Page {
    grant: Option<Grant>,
    shown: Timestamp,
    /// Digest of the last one that the custodian did not accept.
    refused: Option<[u8; 32]>,
}

impl GrantBook {
    /// Notes that a request of `user` is here. Whether a grant of theirs is at hand; if not, the session
    /// has to show one.
    pub fn greet(&self, user: UserId, now: Timestamp) -> bool {
        let mut pages = self.lock();
        let Some(page) = pages.get_mut(&user) else {
            return false;
        };
        let is_live = page.live(now).is_some();
        if is_live {
            page.shown = now;
        }
        is_live
    }

    /// Shows a grant. Whether it may be of use: it has not ended and was not refused before.
    pub fn show(&self, user: UserId, grant: Grant, now: Timestamp) -> bool {
        let mut pages = self.lock();
        let is_full = pages.len() >= MOST_USERS && !pages.contains_key(&user);
        if grant.expires <= now || is_full {
            return false;
        }
        let page = pages.entry(user).or_default();
        let digest = grant.digest();
        if page
            .refused
            .is_some_and(|refused| refused.ct_eq(&digest).into())
        {
            return false;
        }
        page.grant = Some(grant);
        page.shown = now;
        true
    }

    /// The grant of `user`, if one was shown just now.
    #[must_use]
    pub fn find(&self, user: UserId, now: Timestamp) -> Option<Grant> {
        self.lock().get(&user)?.live(now).cloned()
    }

    /// The custodian did not accept `grant`: it is not shown to it again.
    pub fn refuse(&self, user: UserId, grant: &Grant) {
        let mut pages = self.lock();
        let page = pages.entry(user).or_default();
        let digest = grant.digest();
        page.refused = Some(digest);
        if page
            .grant
            .as_ref()
            .is_some_and(|own| own.digest() == digest)
        {
            page.grant = None;
        }
    }

    /// Drops whatever was shown for `user`.
    pub fn forget(&self, user: UserId) {
        self.lock().remove(&user);
    }

    /// Drops what nobody has shown for a while.
    pub fn sweep(&self, now: Timestamp) {
        self.lock()
            .retain(|_, page| now.duration_since(page.shown) <= SHOWN_FOR);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UserId, Page>> {
        // No code between lock and release panics.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    fn live(&self, now: Timestamp) -> Option<&Grant> {
        let is_recent = now.duration_since(self.shown) <= SHOWN_FOR;
        self.grant
            .as_ref()
            .filter(|grant| is_recent && grant.expires > now)
    }
}
