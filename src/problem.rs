//! What a server function tells a page when it could not do what was asked.
//!
//! A closed list of codes and nothing else: the code may end up in an address, and addresses end up
//! in histories and logs. The sentence that a patient reads comes from the locale files. Internals
//! go to the log, under the request id.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a server function refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Nobody is signed in, or the session has expired.
    SignedOut,
    /// There is no such record in this diary.
    NotFound,
    /// Somebody (another tab, another device) changed the record in between.
    Changed,
    /// A value that no form of ours sends.
    Invalid,
    /// More than can be stored.
    TooLarge,
    /// The key custodian does not answer; nothing can be sealed or opened.
    KeysAway,
    /// The sign-in was too long ago: the key custodian lends nothing any more.
    KeysClosed,
    /// The database does not answer.
    DatabaseAway,
    /// The server could not be reached.
    Offline,
    /// Anything else; the log knows.
    Internal,
}

impl Problem {
    /// Every problem.
    pub const ALL: &'static [Self] = &[
        Self::SignedOut,
        Self::NotFound,
        Self::Changed,
        Self::Invalid,
        Self::TooLarge,
        Self::KeysAway,
        Self::KeysClosed,
        Self::DatabaseAway,
        Self::Offline,
        Self::Internal,
    ];

    /// The code that stands in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignedOut => "signed-out",
            Self::NotFound => "not-found",
            Self::Changed => "changed",
            Self::Invalid => "invalid",
            Self::TooLarge => "too-large",
            Self::KeysAway => "keys-away",
            Self::KeysClosed => "keys-closed",
            Self::DatabaseAway => "database-away",
            Self::Offline => "offline",
            Self::Internal => "internal",
        }
    }

    /// Reads a code; anything unknown is [`Problem::Internal`].
    #[must_use]
    pub fn parse(code: &str) -> Self {
        Self::ALL
            .iter()
            .copied()
            .find(|problem| problem.code() == code)
            .unwrap_or(Self::Internal)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}

impl std::error::Error for Problem {}

impl FromServerFnError for Problem {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Invalid,
            _ => Self::Internal,
        }
    }
}
