//! Words that the pages and the server share; plain types for both targets.
//!
//! A failed sign-in travels to the browser as a code in the address, so the code says what happened
//! and never to whom. To add a reason: add a variant, its code, and its line in
//! [`SignInFailure::ALL`]; the page that shows the sentences refuses to compile until it has one.

pub mod desk;

use serde::{Deserialize, Serialize};

/// Path that begins a sign-in.
pub const SIGN_IN_PATH: &str = "/auth/login";
/// Path that renews a sign-in without asking, or begins a new one where that is not possible.
pub const RENEW_PATH: &str = "/auth/renew";
/// Path to which the provider sends the browser back.
pub const CALLBACK_PATH: &str = "/auth/callback";
/// Path that ends the session of this browser; POST only.
pub const SIGN_OUT_PATH: &str = "/auth/logout";
/// Page that explains in one sentence why a sign-in failed; takes `?reason=CODE`.
pub const SIGN_IN_FAILED_PATH: &str = "/sign-in-failed";

/// Why a sign-in did not succeed. Closed: every end of the sign-in routes is one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignInFailure {
    /// The provider did not answer in time, or answered with an error of its own.
    ProviderUnreachable,
    /// The provider's metadata or answers cannot be used; an operator has to look.
    ProviderMisconfigured,
    /// The person (or the provider) said no on the provider's page.
    Declined,
    /// The provider reported another error than a refusal.
    ProviderError,
    /// No sign-in that this browser began belongs to the answer: another browser began it, the
    /// answer came twice, or the cookie was lost.
    UnknownAttempt,
    /// The sign-in was begun more than ten minutes ago.
    AttemptExpired,
    /// The provider did not accept the one-time code.
    CodeRefused,
    /// The provider's answer could not be read or lacked an identity.
    AnswerUnreadable,
    /// The identity came from another issuer.
    WrongIssuer,
    /// The identity was made out to another application.
    WrongAudience,
    /// The identity belongs to another sign-in.
    WrongNonce,
    /// The signature does not prove that the provider made the identity.
    WrongSignature,
    /// The identity is no longer valid.
    TokenExpired,
    /// The identity was issued too long ago or in the future: the clocks disagree.
    ClocksDisagree,
    /// The code was not given out by our own sign-in page, or not to this person: somebody went
    /// around it, perhaps around a second factor.
    NotByOurPage,
    /// The key custodian did not answer: nothing could be opened.
    KeysAway,
    /// The key custodian does not believe the identity; an operator has to look.
    KeysRefused,
    /// Our own store did not answer.
    ServiceTrouble,
}

impl SignInFailure {
    /// Every reason, in the order of the conversation.
    pub const ALL: [Self; 18] = [
        Self::ProviderUnreachable,
        Self::ProviderMisconfigured,
        Self::Declined,
        Self::ProviderError,
        Self::UnknownAttempt,
        Self::AttemptExpired,
        Self::CodeRefused,
        Self::AnswerUnreadable,
        Self::WrongIssuer,
        Self::WrongAudience,
        Self::WrongNonce,
        Self::WrongSignature,
        Self::TokenExpired,
        Self::ClocksDisagree,
        Self::NotByOurPage,
        Self::KeysAway,
        Self::KeysRefused,
        Self::ServiceTrouble,
    ];

    /// The code that stands in the address and in the log: lower case letters and hyphens.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProviderUnreachable => "provider-unreachable",
            Self::ProviderMisconfigured => "provider-misconfigured",
            Self::Declined => "declined",
            Self::ProviderError => "provider-error",
            Self::UnknownAttempt => "unknown-attempt",
            Self::AttemptExpired => "attempt-expired",
            Self::CodeRefused => "code-refused",
            Self::AnswerUnreadable => "answer-unreadable",
            Self::WrongIssuer => "wrong-issuer",
            Self::WrongAudience => "wrong-audience",
            Self::WrongNonce => "wrong-nonce",
            Self::WrongSignature => "wrong-signature",
            Self::TokenExpired => "token-expired",
            Self::ClocksDisagree => "clocks-disagree",
            Self::NotByOurPage => "not-by-our-page",
            Self::KeysAway => "keys-away",
            Self::KeysRefused => "keys-refused",
            Self::ServiceTrouble => "service-trouble",
        }
    }

    /// The reason that `code` names; anything else is nobody's reason.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What somebody may do beyond their own diary. Only our own table grants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Treats patients and sees what they share.
    Clinician,
    /// Keeps the service running; sees counts, never a diary.
    Operator,
}

impl Role {
    /// The role that the table calls `name`; an unknown name grants nothing.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "clinician" => Some(Self::Clinician),
            "operator" => Some(Self::Operator),
            _ => None,
        }
    }
}

/// The address that begins a sign-in and comes back to `return_to`, a local path.
///
/// Everything but letters, digits, `-`, `.`, `_`, `~` and `/` is percent-encoded. Whether the path
/// is acceptable is decided by the server when it is used, not here.
#[must_use]
pub fn sign_in_link(return_to: &str) -> String {
    link(SIGN_IN_PATH, return_to)
}

/// The address that renews a sign-in and comes back to `return_to`, written as in [`sign_in_link`].
#[must_use]
pub fn renew_link(return_to: &str) -> String {
    link(RENEW_PATH, return_to)
}

fn link(path: &str, return_to: &str) -> String {
    use std::fmt::Write as _;
    let mut link = format!("{path}?return_to=");
    for byte in return_to.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            link.push(char::from(byte));
        } else {
            write!(link, "%{byte:02X}").expect("writing to a string never fails");
        }
    }
    link
}
