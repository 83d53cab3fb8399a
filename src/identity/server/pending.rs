//! Sign-ins that a browser has begun and not finished.
//!
//! They live in that browser's own session, so an answer that another browser begot finds nothing.
//! Each is taken out before its code is redeemed: the same answer does not work twice. A browser may
//! have a few under way (tabs); the oldest makes room.

use super::{desk_record::Approval, return_path::ReturnPath};
use crate::encryption::remote::nonce_of;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// Key of the session's data under which the sign-ins under way stand.
pub const PENDING_KEY: &str = "pending";

/// How long a sign-in may take, in seconds: 10 minutes.
pub const PENDING_SECONDS: i64 = 10 * 60;

/// How many one browser may have under way.
const MOST: usize = 5;

/// A sign-in under way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLogin {
    /// Comes back with the answer; 64 hexadecimal digits.
    pub state: String,
    /// What the nonce is made from, and whoever shows the identity to the key custodian has to know; 64
    /// hexadecimal digits.
    pub nonce_secret: String,
    /// Proves to the provider that the code is redeemed by whoever asked for it.
    pub verifier: String,
    /// Where to go afterwards.
    pub return_to: ReturnPath,
    /// When it was begun, in Unix seconds.
    pub begun_at: i64,
    /// Whether it only renews a sign-in: the provider was told not to ask anybody anything.
    #[serde(default)]
    pub renewal: bool,
    /// That our own sign-in page has let somebody pass, where there is one.
    #[serde(default)]
    pub approval: Option<Approval>,
}

impl PendingLogin {
    /// Comes back inside the signed identity.
    #[must_use]
    pub fn nonce(&self) -> String {
        nonce_of(&self.nonce_secret)
    }

    /// Whether it was begun too long ago.
    #[must_use]
    pub fn expired(&self, now: i64) -> bool {
        now - self.begun_at > PENDING_SECONDS
    }
}

impl std::fmt::Debug for PendingLogin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PendingLogin(..)")
    }
}

/// The sign-ins that one browser has under way, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PendingLogins(Vec<PendingLogin>);

impl PendingLogins {
    /// Adds one; drops the oldest if there are too many.
    pub fn add(&mut self, login: PendingLogin) {
        self.0.push(login);
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// Whether none is under way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one that `state` belongs to.
    pub fn find(&mut self, state: &str) -> Option<&mut PendingLogin> {
        self.0
            .iter_mut()
            .find(|login| login.state.as_bytes().ct_eq(state.as_bytes()).into())
    }

    /// Takes out the one that `state` belongs to.
    pub fn take(&mut self, state: &str) -> Option<PendingLogin> {
        let place = self
            .0
            .iter()
            .position(|login| login.state.as_bytes().ct_eq(state.as_bytes()).into())?;
        Some(self.0.remove(place))
    }
}
