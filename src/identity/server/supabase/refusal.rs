//! What Supabase's errors mean to us.
//!
//! Three shapes come back: its own (`code` as a number, `error_code`, `msg`), the newer one (`code` as
//! a word, `message`) and that of the OAuth standard (`error`). A gateway in front of it has a fourth,
//! without any code. To tell one more error apart: a variant of [`Refusal`] and its code in [`Body`].

use serde::Deserialize;
use serde_json::Value;

/// Why Supabase did not do what was asked. Says nothing about whom it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No usable answer within the time, or a failure of its own.
    #[error("Supabase does not answer")]
    Away,
    /// It does not know our keys, or answers what cannot be read.
    #[error("Supabase does not accept our keys, or its answers cannot be read")]
    Misconfigured,
    /// Address and password do not belong together.
    #[error("the password is not the one of this address")]
    WrongPassword,
    /// The address has not been confirmed yet.
    #[error("the address is not confirmed")]
    NotConfirmed,
    /// The code is wrong or too old.
    #[error("the code is wrong or too old")]
    WrongCode,
    /// The text is not an address that mail can be sent to.
    #[error("not an e-mail address")]
    InvalidAddress,
    /// The project does not offer this way to sign in, or takes no new people.
    #[error("this way to sign in is switched off")]
    NotOffered,
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany,
    /// The authorization has ended, or belongs to somebody else.
    #[error("the authorization has ended or belongs to somebody else")]
    AuthorizationGone,
    /// The session on the desk has ended: another device proved a second factor, or it was revoked.
    #[error("the session has ended")]
    SessionGone,
    /// The way over a social provider was not ours, or took too long.
    #[error("the way over the other service failed")]
    SocialFailed,
    /// There is no such person (any more).
    #[error("there is no such person")]
    Nobody,
    /// The person is barred.
    #[error("the account is blocked")]
    Blocked,
}

/// The body of a refusal, in any of its shapes.
#[derive(Debug, Default, Deserialize)]
pub struct Body {
    #[serde(default)]
    code: Value,
    #[serde(default)]
    error_code: Option<String>,
    #[serde(default)]
    error: Option<String>,
}

impl Body {
    /// Reads whatever came; an unreadable body has no code.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// The error of the OAuth standard, when it has that shape.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// Supabase's own code, when it has one.
    #[must_use]
    pub fn own_code(&self) -> Option<&str> {
        self.error_code.as_deref().or_else(|| self.code.as_str())
    }

    /// What the refusal means.
    #[must_use]
    pub fn meaning(&self, status: u16) -> Refusal {
        if status >= 500 {
            return Refusal::Away;
        }
        match self.own_code() {
            Some("invalid_credentials") => Refusal::WrongPassword,
            Some("user_not_found") => Refusal::Nobody,
            Some("email_not_confirmed" | "provider_email_needs_verification") => {
                Refusal::NotConfirmed
            }
            Some(
                "otp_expired"
                | "mfa_verification_failed"
                | "mfa_verification_rejected"
                | "mfa_challenge_expired"
                | "mfa_ip_address_mismatch",
            ) => Refusal::WrongCode,
            Some(
                "email_address_invalid" | "email_address_not_authorized" | "validation_failed",
            ) => Refusal::InvalidAddress,
            Some(
                "signup_disabled"
                | "otp_disabled"
                | "email_provider_disabled"
                | "provider_disabled"
                | "phone_provider_disabled",
            ) => Refusal::NotOffered,
            Some(
                "over_request_rate_limit"
                | "over_email_send_rate_limit"
                | "over_sms_send_rate_limit",
            ) => Refusal::TooMany,
            Some("oauth_authorization_not_found") => Refusal::AuthorizationGone,
            Some(
                "session_not_found"
                | "session_expired"
                | "bad_jwt"
                | "mfa_factor_not_found"
                | "refresh_token_not_found",
            ) => Refusal::SessionGone,
            Some(
                "flow_state_not_found"
                | "flow_state_expired"
                | "bad_code_verifier"
                | "bad_oauth_state"
                | "bad_oauth_callback",
            ) => Refusal::SocialFailed,
            Some("user_banned") => Refusal::Blocked,
            _ if status == 429 => Refusal::TooMany,
            _ => Refusal::Misconfigured,
        }
    }
}
