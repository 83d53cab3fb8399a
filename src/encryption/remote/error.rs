//! What can go wrong between the application and its custodian.
//!
//! Policy: an error says what to do next (wait, sign in again, look at the settings), never for whom
//! something was asked.

use crate::encryption::custodian::CustodianError;
use custodian_core::{client::ClientError, refusal::Refusal};

/// Why the remote custodian cannot even be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSetUp {
    /// The address is not one, or not safe.
    #[error("the address must be https:// and a host, or http:// on this machine, without a path")]
    Address,
    /// The custodian's key is not one.
    #[error("the trusted key must be the custodian's public key, as `identify` prints it")]
    TrustedKey,
    /// The HTTP client could not be made.
    #[error("the HTTP client cannot be made on this machine")]
    Client,
}

/// How an exchange failed before an answer could be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Silence {
    /// No connection, or one that broke.
    #[error("it cannot be reached")]
    Unreachable,
    /// No whole answer in time.
    #[error("it did not answer in time")]
    Late,
    /// It failed several times just now and is left alone for some seconds.
    #[error("it failed several times just now and is left alone for some seconds")]
    Resting,
    /// It says that it cannot work at present.
    #[error("it cannot work at present")]
    Unwell,
    /// The answer is longer than any of the protocol's.
    #[error("its answer is too long")]
    TooLong,
    /// The answer is not signed by the custodian that is trusted.
    #[error("its answer is not signed by the custodian that is trusted")]
    Untrusted,
    /// The answer is signed and makes no sense; the versions may differ.
    #[error("its answer cannot be understood")]
    Unreadable,
}

impl Silence {
    /// Whether the same question may bring an answer at once. After a time-out somebody has waited long
    /// enough; an answer that is not trusted will not be more so.
    pub(super) const fn may_pass(self) -> bool {
        matches!(self, Self::Unreachable | Self::Unwell)
    }
}

/// Why the remote custodian gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// There was no answer that counts.
    #[error("{0}")]
    Silent(#[from] Silence),
    /// Nobody has shown a grant for this user, or it has ended.
    #[error("nobody who may open this diary has signed in")]
    NoGrant,
    /// It refused.
    #[error("it refused: {0}")]
    Refused(Refusal),
}

impl RemoteError {
    /// Whether waiting may help. A clock that is wrong, here or there, is the operators' to mend: no
    /// sign-in of the patient would change it.
    #[must_use]
    pub const fn is_away(self) -> bool {
        matches!(
            self,
            Self::Silent(_) | Self::Refused(Refusal::TooMany | Refusal::Frozen | Refusal::Stale)
        )
    }
}

impl From<ClientError> for RemoteError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Refused(Refusal::Unavailable) => Self::Silent(Silence::Unwell),
            ClientError::Refused(Refusal::NoGrant) => Self::NoGrant,
            ClientError::Refused(refusal) => Self::Refused(refusal),
            ClientError::Untrusted(_) => Self::Silent(Silence::Untrusted),
            ClientError::Unreadable => Self::Silent(Silence::Unreadable),
        }
    }
}

impl From<RemoteError> for CustodianError {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::NoGrant => Self::NoGrant,
            RemoteError::Refused(refusal) if !error.is_away() => Self::Refused(refusal.code()),
            RemoteError::Silent(_) | RemoteError::Refused(_) => {
                Self::Unavailable(error.to_string())
            }
        }
    }
}
