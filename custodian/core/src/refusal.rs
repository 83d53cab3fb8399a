//! Everything that a request can be refused for. Closed; each has a code and a status.
//!
//! Policy: a refusal says which rule was broken, never anything about a user. What comes before a
//! valid signature is told to nobody but the one who sent it and is not written into the audit, or
//! strangers could fill the disk.

use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$words:meta])* $name:ident $code:literal $status:literal,)*) => {
        /// Why a request was refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
        #[serde(rename_all = "kebab-case")]
        pub enum Refusal {
            $($(#[$words])* #[error($code)] $name,)*
        }

        impl Refusal {
            /// Every refusal.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code in the answer.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),* }
            }
        }
    };
}

refusals! {
    /// It carries a header that only browsers send.
    Browser "browser" 403,
    /// It comes from an address that is not on the list.
    Address "address" 403,
    /// It has no signature of the agreed form.
    Unsigned "unsigned" 401,
    /// Its signature was made for another host name.
    WrongAuthority "wrong-authority" 421,
    /// No such key, or one that is no longer accepted.
    UnknownKey "unknown-key" 401,
    /// The signature does not fit.
    WrongSignature "wrong-signature" 401,
    /// The body is not the one that was signed.
    Altered "altered" 400,
    /// It was signed too long ago, for too long, or in the future.
    Stale "stale" 401,
    /// It was here before.
    Replayed "replayed" 409,
    /// The key asked for unusually many users and is frozen until an operator has looked.
    Frozen "frozen" 423,
    /// More requests than this key or this user may make.
    TooMany "too-many" 429,
    /// The body is larger than any call needs.
    TooLarge "too-large" 413,
    /// There is no such call.
    NoSuchCall "no-such-call" 404,
    /// The body is not what the call takes.
    Unreadable "unreadable" 400,
    /// More than 400 epochs were asked for.
    TooManyEpochs "too-many-epochs" 400,
    /// The identity was made by another issuer.
    WrongIssuer "wrong-issuer" 403,
    /// The identity was made out to another application.
    WrongAudience "wrong-audience" 403,
    /// The identity is not signed by its issuer with an algorithm that is allowed.
    WrongIdentity "wrong-identity" 403,
    /// The identity is signed with a key that the issuer does not publish.
    UnknownIdentityKey "unknown-identity-key" 403,
    /// The identity was issued too long ago, in the future, or has ended.
    StaleIdentity "stale-identity" 403,
    /// The identity belongs to another sign-in.
    WrongNonce "wrong-nonce" 403,
    /// The identity was used before.
    UsedIdentity "used-identity" 409,
    /// No such grant, or it has ended, or it belongs to another key.
    NoGrant "no-grant" 403,
    /// The grant does not cover this.
    NotCovered "not-covered" 403,
    /// The call needs a sign-in of the last ten minutes.
    NotFresh "not-fresh" 403,
    /// A background grant was already used tonight.
    UsedTonight "used-tonight" 429,
    /// The user's keys were destroyed.
    Shredded "shredded" 410,
    /// The epochs are still needed.
    StillNeeded "still-needed" 409,
    /// The operators' order is not valid, not signed by two of them, or for something else.
    NoOrder "no-order" 403,
    /// The custodian cannot read or write its own store.
    Unavailable "unavailable" 503,
}

impl Refusal {
    /// The refusal with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|refusal| refusal.code() == code)
    }
}
