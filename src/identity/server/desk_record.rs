//! What this browser's pre-login record remembers of a visit at the sign-in desk.
//!
//! It lives in the session of the browser, sealed under its cookie, for ten minutes; the session that
//! the provider opened on the desk lives nowhere else, and without a refresh token. To remember more:
//! a field with a default, so that visits under way survive an update.

use crate::identity::model::desk::{ATTEMPT_FIELD, AUTHORIZATION_FIELD};
use serde::{Deserialize, Serialize};
use std::fmt;
use subtle::ConstantTimeEq;

/// Key of the session's data under which the visits stand.
pub const DESK_KEY: &str = "desk";

/// Longest name of a visit in bytes; real ones have 32 and 64.
const MOST_NAME: usize = 128;

/// How many visits one browser may have under way.
const MOST: usize = 3;

/// How surely the provider knows the person, by its own word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assurance {
    /// One factor.
    #[serde(rename = "aal1")]
    One,
    /// Two factors.
    #[serde(rename = "aal2")]
    Two,
}

/// The session that the provider opened on the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskSession {
    /// Opens the provider's endpoints in the person's name, for an hour at most.
    pub access_token: String,
    /// The provider's name for the person.
    pub subject: String,
    /// How surely they are known.
    pub assurance: Assurance,
    /// Their address, when the provider has confirmed it.
    pub confirmed_email: Option<String>,
    /// Their verified second factors that this desk can ask for.
    pub factors: Vec<Factor>,
    /// Whether they have verified factors of any kind: then one is demanded.
    pub has_factor: bool,
}

impl DeskSession {
    /// Whether a second factor is still missing.
    #[must_use]
    pub fn needs_factor(&self) -> bool {
        self.has_factor && self.assurance != Assurance::Two
    }
}

impl fmt::Debug for DeskSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeskSession(..)")
    }
}

/// A second factor that the desk can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Its id at the provider.
    pub id: String,
    /// What the person called it; may be empty.
    pub name: String,
    /// Whether the code comes by telephone and not from an app.
    pub by_telephone: bool,
}

/// A way over a social provider that was begun and has not come back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SocialAttempt {
    /// Comes back in the address; 64 hexadecimal digits. The provider has no state of its own.
    pub check: String,
    /// Proves that the code is redeemed by whoever asked for it.
    pub verifier: String,
}

/// One visit at the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskVisit {
    /// What the visit is for: names an authorization of the provider, or a sign-in of ours.
    pub subject: DeskSubject,
    /// When it began, in Unix seconds.
    pub begun_at: i64,
    /// To whom a code was sent, as typed.
    pub code_sent_to: Option<String>,
    /// The way over a social provider, if one is under way.
    pub social: Option<SocialAttempt>,
    /// A challenge of the second factor that waits for its code: factor and challenge.
    pub challenge: Option<(String, String)>,
    /// The provider's session, once the first factor was right.
    pub session: Option<DeskSession>,
}

impl DeskVisit {
    /// A visit that begins now.
    #[must_use]
    pub fn new(subject: DeskSubject, now: i64) -> Self {
        Self {
            subject,
            begun_at: now,
            code_sent_to: None,
            social: None,
            challenge: None,
            session: None,
        }
    }
}

impl fmt::Debug for DeskVisit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeskVisit(..)")
    }
}

/// What a visit at the desk is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeskSubject {
    /// The provider's OAuth server asks whether a client may know who somebody is.
    Authorization(String),
    /// A sign-in of ours, named by its state.
    Attempt(String),
}

impl DeskSubject {
    /// The field of the desk's address that names it.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Authorization(_) => AUTHORIZATION_FIELD,
            Self::Attempt(_) => ATTEMPT_FIELD,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        let (Self::Authorization(name) | Self::Attempt(name)) = self;
        name
    }

    /// What the fields of an address name: short letters and digits, one of the two.
    #[must_use]
    pub fn read(authorization: Option<&str>, attempt: Option<&str>) -> Option<Self> {
        let plain = |name: &str| {
            (1..=MOST_NAME).contains(&name.len())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        match (authorization, attempt) {
            (Some(name), None) if plain(name) => Some(Self::Authorization(name.to_owned())),
            (None, Some(name)) if plain(name) => Some(Self::Attempt(name.to_owned())),
            _ => None,
        }
    }
}

/// The visits that one browser has under way, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeskVisits(Vec<DeskVisit>);

impl DeskVisits {
    /// Puts a visit in the place of an earlier one about the same; the oldest makes room.
    pub fn put(&mut self, visit: DeskVisit) {
        self.0.retain(|other| other.subject != visit.subject);
        self.0.push(visit);
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// Takes out the visit about `subject`.
    pub fn take(&mut self, subject: &DeskSubject) -> Option<DeskVisit> {
        let place = self.0.iter().position(|visit| visit.subject == *subject)?;
        Some(self.0.remove(place))
    }

    /// Takes out the visit whose way over a social provider carries `check`.
    pub fn take_social(&mut self, check: &str) -> Option<DeskVisit> {
        let place = self.0.iter().position(|visit| {
            visit
                .social
                .as_ref()
                .is_some_and(|social| social.check.as_bytes().ct_eq(check.as_bytes()).into())
        })?;
        Some(self.0.remove(place))
    }
}

/// That the desk has let somebody pass, remembered with the sign-in that it was for.
///
/// The provider's own tokens do not say whether a second factor was asked for, and its consent can be
/// given without our desk: only a sign-in with this is finished.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The one-time code that the desk, or the provider after it, has given out.
    pub code: String,
    /// The provider's session; ended when the sign-in is over.
    pub session: DeskSession,
}

impl fmt::Debug for Approval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Approval(..)")
    }
}
