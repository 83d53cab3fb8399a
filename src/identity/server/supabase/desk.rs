//! The sign-in desk: who is it, is a second factor due, and may this client know?
//!
//! A visit goes through three gates, always in this order, whatever form was sent last: a first factor
//! (password, code, another service), a second factor whenever the person has a verified one, and only
//! then the authorization, because Supabase binds it to whoever looks first and may approve it by the
//! look. Our own client is approved without asking; any other needs the person's yes. A visit that has
//! passed for our own client leaves an [`Approval`] with the sign-in that it belongs to: without one no
//! code is redeemed. Everything is remembered in the browser's pre-login record and nowhere else.

use super::{
    Supabase,
    desk_screens::consent_view,
    messages::{Authorization, Session as Tokens},
    refusal::Refusal,
};
use crate::{
    identity::{
        model::{
            CALLBACK_PATH, SignInFailure,
            desk::{DeskFault, DeskStep, Screen},
        },
        server::{
            desk_record::{
                Approval, Assurance, DESK_KEY, DeskSession, DeskSubject, DeskVisit, DeskVisits,
                Factor,
            },
            identity::Identity,
            pending::PENDING_KEY,
            provider::{ProviderError, random_token},
            routes::{pending_logins, remember_stranger, trouble},
        },
    },
    platform::config::SupabaseFlow,
};
use axum::http::{HeaderMap, request::Parts};
use openidconnect::url::Url;
use std::net::{IpAddr, SocketAddr};
use tower_sessions::Session;

/// The desk, for one request.
pub struct Desk<'a> {
    pub(super) identity: &'a Identity,
    pub(super) supabase: &'a Supabase,
    pub(super) session: Session,
    headers: &'a HeaderMap,
    peer: Option<IpAddr>,
}

/// Why a visit goes no further now.
pub(super) enum Halt {
    /// Something was wrong with the last answer: the same is asked again.
    Again(DeskFault),
    /// The sign-in is over.
    Over(SignInFailure),
}

impl From<SignInFailure> for Halt {
    fn from(reason: SignInFailure) -> Self {
        Self::Over(reason)
    }
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Again(match refusal {
            Refusal::Away => DeskFault::Away,
            Refusal::Misconfigured => DeskFault::Misconfigured,
            Refusal::WrongPassword | Refusal::Nobody => DeskFault::WrongPassword,
            Refusal::NotConfirmed => DeskFault::NotConfirmed,
            Refusal::WrongCode => DeskFault::WrongCode,
            Refusal::InvalidAddress => DeskFault::Email,
            Refusal::NotOffered => DeskFault::NotOffered,
            Refusal::TooMany => DeskFault::TooMany,
            Refusal::AuthorizationGone => return Self::Over(SignInFailure::UnknownAttempt),
            Refusal::SessionGone => DeskFault::Ended,
            Refusal::SocialFailed => DeskFault::OtherFailed,
            Refusal::Blocked => DeskFault::Blocked,
        })
    }
}

pub(super) type Passed<T> = Result<T, Halt>;

impl<'a> Desk<'a> {
    /// The desk for the request with these parts; `None` where no Supabase project is the provider or
    /// no session can be kept.
    #[must_use]
    pub fn open(identity: &'a Identity, parts: &'a Parts) -> Option<Self> {
        Some(Self {
            identity,
            supabase: identity.supabase()?,
            session: parts.extensions.get::<Session>()?.clone(),
            headers: &parts.headers,
            peer: parts
                .extensions
                .get::<axum::extract::ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip()),
        })
    }

    pub(super) fn auth(&self) -> super::client::SupabaseAuth {
        self.supabase.auth.on_behalf_of(self.peer)
    }

    /// Whether the peer's network has an attempt left; takes it.
    pub(super) fn is_allowed(&self) -> bool {
        self.peer
            .is_none_or(|peer| self.identity.limits().take(peer))
    }

    fn now(&self) -> i64 {
        self.identity.clock().now().as_second()
    }

    /// The visit about `subject`: the one under way, or a new one.
    ///
    /// # Errors
    /// [`SignInFailure::UnknownAttempt`] for a sign-in that this browser has not begun.
    pub(super) async fn visit(&self, subject: DeskSubject) -> Result<DeskVisit, SignInFailure> {
        let fits = matches!(
            (&subject, self.supabase.flow),
            (DeskSubject::Authorization(_), SupabaseFlow::OAuthServer)
                | (DeskSubject::Attempt(_), SupabaseFlow::Classic)
        );
        let mut pending = pending_logins(&self.session).await?;
        let known = match &subject {
            DeskSubject::Authorization(_) => fits,
            DeskSubject::Attempt(state) => fits && pending.find(state).is_some(),
        };
        if !known {
            return Err(SignInFailure::UnknownAttempt);
        }
        let mut visits = self.visits().await?;
        let now = self.now();
        match visits.take(&subject) {
            // An authorization ends after ten minutes, and a sign-in of ours too.
            Some(visit) if now - visit.begun_at <= super::super::pending::PENDING_SECONDS => {
                Ok(visit)
            }
            Some(visit) => {
                self.end(&visit).await;
                self.store(visits).await?;
                Err(SignInFailure::AttemptExpired)
            }
            None => Ok(DeskVisit::new(subject, now)),
        }
    }

    pub(super) async fn visits(&self) -> Result<DeskVisits, SignInFailure> {
        let stored = self.session.get_value(DESK_KEY).await.map_err(trouble)?;
        Ok(stored
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default())
    }

    pub(super) async fn store(&self, visits: DeskVisits) -> Result<(), SignInFailure> {
        remember_stranger(&self.session, self.headers).await?;
        self.session
            .insert(DESK_KEY, visits)
            .await
            .map_err(trouble)?;
        self.session.save().await.map_err(trouble)
    }

    /// Remembers the visit.
    pub(super) async fn keep(&self, visit: &DeskVisit) -> Result<(), SignInFailure> {
        let mut visits = self.visits().await?;
        visits.put(visit.clone());
        self.store(visits).await
    }

    /// Forgets the visit.
    async fn forget(&self, visit: &DeskVisit) -> Result<(), SignInFailure> {
        let mut visits = self.visits().await?;
        visits.take(&visit.subject);
        self.store(visits).await
    }

    /// Ends the visit's session at Supabase, if it has one.
    pub(super) async fn end(&self, visit: &DeskVisit) {
        if let Some(session) = &visit.session {
            self.auth().end_session(&session.access_token).await;
        }
    }

    /// Checks the tokens of a first or second factor and makes them the visit's session.
    pub(super) async fn take_session(&self, visit: &mut DeskVisit, tokens: &Tokens) -> Passed<()> {
        match self.examine(tokens).await {
            Ok(session) => {
                visit.session = Some(session);
                visit.code_sent_to = None;
                visit.social = None;
                visit.challenge = None;
                self.keep(visit).await?;
                Ok(())
            }
            Err(halt) => {
                self.auth().end_session(&tokens.access_token).await;
                visit.session = None;
                self.keep(visit).await?;
                Err(halt)
            }
        }
    }

    async fn examine(&self, tokens: &Tokens) -> Passed<DeskSession> {
        let now = self.identity.clock().now();
        let issuer = self.identity.adapter().issuer();
        let claims = self
            .supabase
            .auth
            .verify(&tokens.access_token, issuer, now)
            .await
            .map_err(|error| Halt::Over(error.into()))?;
        // Asked anew each time: a token may be older than the person's newest factor.
        let user = self.auth().user(&tokens.access_token).await?;
        if user.id != claims.sub || user.is_anonymous {
            return Err(Halt::Over(SignInFailure::AnswerUnreadable));
        }
        let verified: Vec<_> = user
            .factors
            .into_iter()
            .filter(|factor| factor.status == "verified")
            .collect();
        Ok(DeskSession {
            access_token: tokens.access_token.clone(),
            subject: claims.sub,
            assurance: if claims.aal == "aal2" {
                Assurance::Two
            } else {
                Assurance::One
            },
            confirmed_email: user
                .email
                .filter(|address| !address.is_empty() && user.email_confirmed_at.is_some()),
            has_factor: !verified.is_empty(),
            factors: verified
                .into_iter()
                .filter(|factor| ["totp", "phone"].contains(&factor.factor_type.as_str()))
                .map(|factor| Factor {
                    by_telephone: factor.factor_type == "phone",
                    id: factor.id,
                    name: factor.friendly_name.unwrap_or_default(),
                })
                .collect(),
        })
    }

    /// What comes next in the visit.
    pub(super) async fn advance(&self, mut visit: DeskVisit) -> Passed<DeskStep> {
        let Some(session) = visit.session.clone() else {
            return Ok(self.ask(&visit, String::new(), None));
        };
        if session.needs_factor() {
            if session.factors.is_empty() {
                self.end(&visit).await;
                visit.session = None;
                self.keep(&visit).await?;
                return Err(Halt::Again(DeskFault::FactorUnknown));
            }
            return Ok(self.ask(&visit, String::new(), None));
        }
        match visit.subject.clone() {
            DeskSubject::Attempt(state) => {
                let code = random_token(self.identity.entropy());
                self.approve(&visit, &state, code.clone(), session).await?;
                Ok(DeskStep::Go(format!(
                    "{CALLBACK_PATH}?state={state}&code={code}"
                )))
            }
            DeskSubject::Authorization(id) => {
                let found = self.auth().authorization(&session.access_token, &id).await;
                match self.unless_ended(&mut visit, found).await? {
                    Authorization::Approved(approved) => {
                        self.leave(&visit, &approved.redirect_url, String::new())
                            .await
                    }
                    Authorization::Asked(asked) if asked.client.id == self.supabase.client_id => {
                        self.decide_for_ourselves(visit, &id).await
                    }
                    Authorization::Asked(asked) => Ok(Self::show(
                        &visit,
                        Screen::Consent(consent_view(asked)),
                        None,
                    )),
                }
            }
        }
    }

    /// A session that has ended in between is forgotten, so that the first factor is asked for again.
    pub(super) async fn unless_ended<T>(
        &self,
        visit: &mut DeskVisit,
        outcome: Result<T, Refusal>,
    ) -> Passed<T> {
        match outcome {
            Err(Refusal::SessionGone) => {
                visit.session = None;
                self.keep(visit).await?;
                Err(Halt::Again(DeskFault::Ended))
            }
            Err(Refusal::AuthorizationGone) => {
                self.end(visit).await;
                self.forget(visit).await?;
                Err(Halt::Over(SignInFailure::UnknownAttempt))
            }
            other => Ok(other?),
        }
    }

    /// Our own client needs no yes, but the sign-in must have begun in this browser.
    async fn decide_for_ourselves(&self, mut visit: DeskVisit, id: &str) -> Passed<DeskStep> {
        let expected = !pending_logins(&self.session).await?.is_empty();
        let token = visit
            .session
            .as_ref()
            .map(|session| session.access_token.clone())
            .unwrap_or_default();
        let decision = self.auth().decide(&token, id, expected).await;
        let approved = self.unless_ended(&mut visit, decision).await?;
        if expected {
            self.leave(&visit, &approved.redirect_url, String::new())
                .await
        } else {
            self.end(&visit).await;
            self.forget(&visit).await?;
            Err(Halt::Over(SignInFailure::UnknownAttempt))
        }
    }

    /// Goes where Supabase says: back to our own callback, or to another application. There the way
    /// stops at a page with a link: a form's redirect may not leave our origin.
    pub(super) async fn leave(
        &self,
        visit: &DeskVisit,
        address: &str,
        name: String,
    ) -> Passed<DeskStep> {
        let target =
            Url::parse(address).map_err(|_| Halt::Over(SignInFailure::ProviderMisconfigured))?;
        let mut bare = target.clone();
        bare.set_query(None);
        if bare.as_str() != self.supabase.callback {
            let name = if name.is_empty() {
                target.host_str().unwrap_or_default().to_owned()
            } else {
                name
            };
            // Only addresses that load something; never one that runs something.
            if ["javascript", "data", "vbscript", "blob", "about", "file"]
                .contains(&target.scheme())
            {
                return Err(Halt::Over(SignInFailure::ProviderMisconfigured));
            }
            self.end(visit).await;
            self.forget(visit).await?;
            let screen = Screen::Onward {
                address: target.into(),
                name,
            };
            return Ok(Self::show(visit, screen, None));
        }
        let field = |wanted: &str| {
            target
                .query_pairs()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        if let (Some(state), Some(code), Some(session)) =
            (field("state"), field("code"), visit.session.clone())
        {
            self.approve(visit, &state, code, session).await?;
        } else {
            self.end(visit).await;
            self.forget(visit).await?;
        }
        Ok(DeskStep::Go(format!(
            "{CALLBACK_PATH}?{}",
            target.query().unwrap_or_default()
        )))
    }

    /// Notes with the sign-in that the desk has let this person pass with this code.
    async fn approve(
        &self,
        visit: &DeskVisit,
        state: &str,
        code: String,
        session: DeskSession,
    ) -> Passed<()> {
        let mut pending = pending_logins(&self.session).await?;
        let Some(login) = pending.find(state) else {
            self.end(visit).await;
            self.forget(visit).await?;
            return Err(Halt::Over(SignInFailure::UnknownAttempt));
        };
        login.approval = Some(Approval { code, session });
        self.session
            .insert(PENDING_KEY, pending)
            .await
            .map_err(trouble)?;
        self.forget(visit).await?;
        Ok(())
    }

    /// Whoever gives up leaves nothing behind.
    pub(super) async fn give_up(&self, mut visit: DeskVisit) -> Passed<DeskStep> {
        if let (DeskSubject::Authorization(id), Some(session)) =
            (visit.subject.clone(), visit.session.clone())
            && !session.needs_factor()
        {
            let auth = self.auth();
            let denied = auth.decide(&session.access_token, &id, false).await;
            if let Ok(denied) = self.unless_ended(&mut visit, denied).await {
                return self
                    .leave(&visit, &denied.redirect_url, String::new())
                    .await;
            }
        }
        self.end(&visit).await;
        self.forget(&visit).await?;
        Err(Halt::Over(SignInFailure::Declined))
    }
}

impl From<ProviderError> for Halt {
    fn from(error: ProviderError) -> Self {
        Self::Over(error.into())
    }
}
