//! What is sent to Supabase and what is read from its answers: the fields that we use, no others.

use serde::{Deserialize, Serialize};

/// `POST /token?grant_type=password`
#[derive(Serialize)]
pub struct Password<'a> {
    /// The address, as typed.
    pub email: &'a str,
    /// The password, as typed.
    pub password: &'a str,
}

/// `POST /token?grant_type=pkce`
#[derive(Serialize)]
pub struct SocialCode<'a> {
    /// The code that came back in the address.
    pub auth_code: &'a str,
    /// Proves that we asked for it.
    pub code_verifier: &'a str,
}

/// `POST /otp`
#[derive(Serialize)]
pub struct CodeRequest<'a> {
    /// To whom a code is sent.
    pub email: &'a str,
    /// Whether somebody new gets an account.
    pub create_user: bool,
}

/// `POST /verify`
#[derive(Serialize)]
pub struct MailedCode<'a> {
    /// `email`
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// To whom the code was sent.
    pub email: &'a str,
    /// The code.
    pub token: &'a str,
}

/// `POST /factors/{id}/challenge`
#[derive(Serialize)]
pub struct ChallengeRequest {}

/// `POST /factors/{id}/verify`
#[derive(Serialize)]
pub struct FactorCode<'a> {
    /// The challenge that the code answers.
    pub challenge_id: &'a str,
    /// The code.
    pub code: &'a str,
}

/// `POST /oauth/authorizations/{id}/consent`
#[derive(Serialize)]
pub struct Decision {
    /// `approve` or `deny`
    pub action: &'static str,
}

/// `DELETE /admin/users/{id}`
#[derive(Serialize)]
pub struct Deletion {
    /// Whether something of the person is kept.
    pub should_soft_delete: bool,
}

/// The answer to every successful sign-in. The refresh token is not even read.
#[derive(Deserialize)]
pub struct Session {
    /// Opens the endpoints in the person's name.
    pub access_token: String,
}

/// `GET /user`
#[derive(Deserialize)]
pub struct User {
    /// The person's id.
    pub id: String,
    /// Their address; empty for people who signed up by telephone.
    #[serde(default)]
    pub email: Option<String>,
    /// When the address was confirmed. What stands in `user_metadata` anybody can write there.
    #[serde(default)]
    pub email_confirmed_at: Option<String>,
    /// Second factors, also those that were never verified.
    #[serde(default)]
    pub factors: Vec<Factor>,
    /// Whether nobody in particular signed in.
    #[serde(default)]
    pub is_anonymous: bool,
}

/// One second factor of a person.
#[derive(Deserialize)]
pub struct Factor {
    /// Its id.
    pub id: String,
    /// `totp`, `phone` or `webauthn`
    pub factor_type: String,
    /// `verified` or `unverified`
    pub status: String,
    /// What the person called it.
    #[serde(default)]
    pub friendly_name: Option<String>,
}

/// The answer to a challenge.
#[derive(Deserialize)]
pub struct Challenge {
    /// Its id.
    pub id: String,
}

/// `GET /oauth/authorizations/{id}`: what is asked for, or where to go because it was granted before.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Authorization {
    /// An earlier consent covers it: approved by the mere look.
    Approved(Approved),
    /// Somebody has to decide.
    Asked(Asked),
}

/// Where the browser goes after a decision.
#[derive(Deserialize)]
pub struct Approved {
    /// The address, with code and state, or with the error.
    pub redirect_url: String,
}

/// What an authorization asks for.
#[derive(Deserialize)]
pub struct Asked {
    /// Who asks.
    pub client: Client,
    /// Scopes, separated by blanks.
    #[serde(default)]
    pub scope: String,
}

/// A client of the project's OAuth server. Older versions call the fields `client_id` and so on.
#[derive(Deserialize)]
pub struct Client {
    /// Its id.
    #[serde(alias = "client_id")]
    pub id: String,
    /// What it calls itself.
    #[serde(default, alias = "client_name")]
    pub name: Option<String>,
    /// Where it lives.
    #[serde(default, alias = "client_uri")]
    pub uri: Option<String>,
}

/// `GET /settings`: what the project offers.
#[derive(Deserialize)]
pub struct Settings {
    /// Ways to sign in and whether they are switched on.
    #[serde(default)]
    pub external: std::collections::HashMap<String, bool>,
    /// Whether new people are turned away.
    #[serde(default)]
    pub disable_signup: bool,
    /// Whether addresses count as confirmed without a letter.
    #[serde(default)]
    pub mailer_autoconfirm: bool,
}
