//! What the sign-in desk shows: the page that Supabase has the application show in its stead.
//!
//! To add a screen: a variant of [`Screen`] and its form in the pages; to add a sentence: a variant of
//! [`DeskFault`], its code and its words.

use super::SignInFailure;

/// The desk's page. Supabase sends browsers here, so it is also a setting of the project.
pub const DESK_PATH: &str = "/oauth/consent";
/// Begins the way over a social provider; the provider's name follows.
pub const SOCIAL_PATH: &str = "/oauth/consent/with";
/// Where a social provider sends browsers back to.
pub const SOCIAL_RETURN_PATH: &str = "/oauth/return";
/// Field of the desk's address that names an authorization of Supabase.
pub const AUTHORIZATION_FIELD: &str = "authorization_id";
/// Field of the desk's address that names a sign-in of ours.
pub const ATTEMPT_FIELD: &str = "attempt";
/// Field of the desk's address that names a [`DeskFault`].
pub const FAULT_FIELD: &str = "fault";

/// The address of the desk for one visit; `name` is made of letters, digits and hyphens.
#[must_use]
pub fn desk_address(field: &str, name: &str) -> String {
    format!("{DESK_PATH}?{field}={name}")
}

/// What comes of a look at the desk, or of a form sent to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskStep {
    /// A screen.
    Show(DeskView),
    /// On to another page of ours.
    Go(String),
    /// The sign-in is over.
    Fail(SignInFailure),
}

/// One screen of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskView {
    /// The address to which its forms are sent: its own.
    pub address: String,
    /// What is asked.
    pub screen: Screen,
    /// What was wrong with the last answer.
    pub fault: Option<DeskFault>,
}

/// What the desk asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// Who is it? By password, by a code, or over another service.
    SignIn {
        /// What was typed as the address.
        email: String,
        /// Other services: their codes, with the addresses that begin the way over them.
        others: Vec<(String, String)>,
    },
    /// The code that was sent to an address.
    MailedCode {
        /// The address.
        email: String,
    },
    /// The code of a second factor.
    SecondFactor {
        /// The factors: id, the person's name for it, and whether its code comes by telephone.
        factors: Vec<(String, String, bool)>,
        /// The factor to whose telephone a code was just sent.
        sent_to: Option<String>,
    },
    /// May another application know who it is?
    Consent(ConsentView),
    /// The decision was made; the way leads to another application.
    Onward {
        /// Where to.
        address: String,
        /// The application's name.
        name: String,
    },
}

/// Which application asks for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// What the application calls itself.
    pub name: String,
    /// Where it lives, when it says so.
    pub home: Option<String>,
    /// Whether it asks for the e-mail address.
    pub wants_email: bool,
    /// Whether it asks for the telephone number.
    pub wants_phone: bool,
    /// Whether it asks for name and picture.
    pub wants_profile: bool,
}

/// Why the desk asks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeskFault {
    /// No address was typed, or none that can be one.
    Email,
    /// No password was typed.
    PasswordMissing,
    /// Address and password do not belong together.
    WrongPassword,
    /// The address was never confirmed.
    NotConfirmed,
    /// The code is wrong or too old.
    WrongCode,
    /// Too many attempts.
    TooMany,
    /// The service does not answer.
    Away,
    /// The service is not set up correctly.
    Misconfigured,
    /// This way to sign in is switched off.
    NotOffered,
    /// The account is blocked.
    Blocked,
    /// The person said no on the other service's page.
    OtherDeclined,
    /// The way over the other service failed.
    OtherFailed,
    /// The session on the desk has ended in between.
    Ended,
    /// The second factor is of a kind that this page cannot ask for.
    FactorUnknown,
}

impl DeskFault {
    /// Every fault.
    pub const ALL: [Self; 14] = [
        Self::Email,
        Self::PasswordMissing,
        Self::WrongPassword,
        Self::NotConfirmed,
        Self::WrongCode,
        Self::TooMany,
        Self::Away,
        Self::Misconfigured,
        Self::NotOffered,
        Self::Blocked,
        Self::OtherDeclined,
        Self::OtherFailed,
        Self::Ended,
        Self::FactorUnknown,
    ];

    /// The code that stands in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::PasswordMissing => "password-missing",
            Self::WrongPassword => "wrong-password",
            Self::NotConfirmed => "not-confirmed",
            Self::WrongCode => "wrong-code",
            Self::TooMany => "too-many",
            Self::Away => "away",
            Self::Misconfigured => "misconfigured",
            Self::NotOffered => "not-offered",
            Self::Blocked => "blocked",
            Self::OtherDeclined => "other-declined",
            Self::OtherFailed => "other-failed",
            Self::Ended => "ended",
            Self::FactorUnknown => "factor-unknown",
        }
    }

    /// The fault that `code` names.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}
