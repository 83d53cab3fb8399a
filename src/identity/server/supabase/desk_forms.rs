//! The forms of the desk: what a button means, and what is said when it did not work.
//!
//! A form that was refused comes back with the address as typed; passwords and codes are never shown
//! again. To add a button: a name in [`Desk::act`].

use super::{
    desk::{Desk, Halt, Passed},
    desk_screens::consent_view,
    messages::Authorization,
};
use crate::identity::{
    model::{
        SignInFailure,
        desk::{DeskFault, DeskStep, Screen},
    },
    server::desk_record::{DeskSubject, DeskVisit},
};

/// Longest accepted address in bytes (RFC 5321).
const LONGEST_ADDRESS: usize = 254;
/// Longest accepted password in bytes: more than Supabase hashes.
const LONGEST_PASSWORD: usize = 1_024;
/// Longest accepted code; real ones have six to ten digits.
const LONGEST_CODE: usize = 16;

/// What a form of the desk sends; absent fields are empty.
#[derive(Clone, Copy)]
pub struct DeskForm<'a> {
    /// The button that was pressed.
    pub button: &'a str,
    /// The address, as typed.
    pub email: &'a str,
    /// The password, as typed.
    pub password: &'a str,
    /// A code, as typed.
    pub code: &'a str,
    /// The chosen second factor.
    pub factor: &'a str,
}

impl Desk<'_> {
    /// Looks at a visit, and goes on with it as far as nothing has to be asked.
    pub async fn look(&self, subject: DeskSubject, fault: Option<DeskFault>) -> DeskStep {
        let visit = match self.visit(subject).await {
            Ok(visit) => visit,
            Err(reason) => return DeskStep::Fail(reason),
        };
        if visit.session.is_none() {
            if let Err(reason) = self.keep(&visit).await {
                return DeskStep::Fail(reason);
            }
            return self.ask(&visit, String::new(), fault);
        }
        let subject = visit.subject.clone();
        let outcome = self.advance(visit).await;
        self.settle(outcome, subject, "").await
    }

    /// Does what a form says, and goes on.
    pub async fn act(&self, subject: DeskSubject, form: DeskForm<'_>) -> DeskStep {
        let mut visit = match self.visit(subject.clone()).await {
            Ok(visit) => visit,
            Err(reason) => return DeskStep::Fail(reason),
        };
        // A form costs as much as a request to the sign-in routes; what was typed stays.
        if !self.is_allowed() {
            let email = form.email.trim().to_owned();
            return self.ask(&visit, email, Some(DeskFault::TooMany));
        }
        let outcome = match form.button {
            "password" => self.try_password(&mut visit, form).await,
            "send-code" => self.send_code(&mut visit, form).await,
            "code" => self.try_code(&mut visit, form).await,
            "call" => self.call(&mut visit, form).await,
            "factor" => self.try_factor(&mut visit, form).await,
            "start-over" => self.start_over(&mut visit).await,
            "cancel" => {
                let outcome = self.give_up(visit).await;
                return self.settle(outcome, subject, "").await;
            }
            "approve" | "deny" => {
                let outcome = self.decide(visit, form.button == "approve").await;
                return self.settle(outcome, subject, "").await;
            }
            _ => Ok(()),
        };
        let outcome = match outcome {
            Ok(()) => self.advance(visit).await.map(shown_anew),
            Err(halt) => Err(halt),
        };
        self.settle(outcome, subject, form.email).await
    }

    /// A fault leads back to the screen that the visit has come to.
    async fn settle(
        &self,
        outcome: Passed<DeskStep>,
        subject: DeskSubject,
        email: &str,
    ) -> DeskStep {
        match outcome {
            Ok(step) => step,
            Err(Halt::Over(reason)) => DeskStep::Fail(reason),
            Err(Halt::Again(fault)) => match self.visit(subject).await {
                Ok(visit) => self.ask(&visit, email.trim().to_owned(), Some(fault)),
                Err(reason) => DeskStep::Fail(reason),
            },
        }
    }

    async fn try_password(&self, visit: &mut DeskVisit, form: DeskForm<'_>) -> Passed<()> {
        if visit.code_sent_to.take().is_some() {
            // The form of the first screen was sent: that screen is the one to come back to.
            self.keep(visit).await?;
        }
        let email = address(form.email)?;
        if form.password.is_empty() {
            return Err(Halt::Again(DeskFault::PasswordMissing));
        }
        if form.password.len() > LONGEST_PASSWORD {
            return Err(Halt::Again(DeskFault::WrongPassword));
        }
        let tokens = self.auth().password(email, form.password).await?;
        self.take_session(visit, &tokens).await
    }

    async fn send_code(&self, visit: &mut DeskVisit, form: DeskForm<'_>) -> Passed<()> {
        // Asked for once more, the code goes to the same address.
        let again = visit.code_sent_to.clone();
        let email = match &again {
            Some(email) if form.email.trim().is_empty() => email.as_str(),
            _ => address(form.email)?,
        };
        self.auth().send_code(email).await?;
        visit.code_sent_to = Some(email.to_owned());
        Ok(self.keep(visit).await?)
    }

    async fn try_code(&self, visit: &mut DeskVisit, form: DeskForm<'_>) -> Passed<()> {
        let Some(email) = visit.code_sent_to.clone() else {
            return Err(Halt::Again(DeskFault::Ended));
        };
        let code = code(form.code)?;
        let tokens = self.auth().mailed_code(&email, &code).await?;
        self.take_session(visit, &tokens).await
    }

    /// The code of a telephone is sent when it is asked for.
    async fn call(&self, visit: &mut DeskVisit, form: DeskForm<'_>) -> Passed<()> {
        let (token, factor, _) = chosen_factor(visit, form.factor)?;
        let challenge = self.auth().challenge(&token, &factor).await;
        let challenge = self.unless_ended(visit, challenge).await?;
        visit.challenge = Some((factor, challenge.id));
        Ok(self.keep(visit).await?)
    }

    async fn try_factor(&self, visit: &mut DeskVisit, form: DeskForm<'_>) -> Passed<()> {
        let (token, factor, by_telephone) = chosen_factor(visit, form.factor)?;
        let code = code(form.code)?;
        let challenge = match visit.challenge.clone() {
            Some((called, challenge)) if called == factor => challenge,
            _ if by_telephone => return self.call(visit, form).await,
            _ => {
                let challenge = self.auth().challenge(&token, &factor).await;
                self.unless_ended(visit, challenge).await?.id
            }
        };
        let answer = self
            .auth()
            .factor_code(&token, &factor, &challenge, &code)
            .await;
        let tokens = self.unless_ended(visit, answer).await?;
        // The session of the first factor has ended with it.
        self.take_session(visit, &tokens).await
    }

    async fn start_over(&self, visit: &mut DeskVisit) -> Passed<()> {
        self.end(visit).await;
        *visit = DeskVisit::new(visit.subject.clone(), visit.begun_at);
        Ok(self.keep(visit).await?)
    }

    /// The person's decision about another application.
    async fn decide(&self, mut visit: DeskVisit, approve: bool) -> Passed<DeskStep> {
        let Some(session) = visit.session.clone() else {
            return self.advance(visit).await;
        };
        let DeskSubject::Authorization(id) = visit.subject.clone() else {
            return Err(Halt::Over(SignInFailure::UnknownAttempt));
        };
        if session.needs_factor() {
            return self.advance(visit).await;
        }
        let auth = self.auth();
        let found = auth.authorization(&session.access_token, &id).await;
        let (address, name) = match self.unless_ended(&mut visit, found).await? {
            Authorization::Approved(approved) => (approved.redirect_url, String::new()),
            // Our own client is decided about without a form.
            Authorization::Asked(asked) if asked.client.id == self.supabase.client_id => {
                return self.advance(visit).await;
            }
            Authorization::Asked(asked) => {
                let name = consent_view(asked).name;
                let decided = auth.decide(&session.access_token, &id, approve).await;
                let decided = self.unless_ended(&mut visit, decided).await?;
                (decided.redirect_url, name)
            }
        };
        self.leave(&visit, &address, name).await
    }
}

/// What comes next is asked for by a new request, so that loading it again sends no form.
fn shown_anew(step: DeskStep) -> DeskStep {
    match step {
        DeskStep::Show(view) if !matches!(view.screen, Screen::Onward { .. }) => {
            DeskStep::Go(view.address)
        }
        other => other,
    }
}

fn address(typed: &str) -> Passed<&str> {
    let address = typed.trim();
    let whole = address
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let plain = !address
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control());
    if whole && plain && address.len() <= LONGEST_ADDRESS {
        Ok(address)
    } else {
        Err(Halt::Again(DeskFault::Email))
    }
}

/// Codes are often typed in groups.
fn code(typed: &str) -> Passed<String> {
    let code: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .collect();
    let plain = code.chars().all(|letter| letter.is_ascii_alphanumeric());
    if code.is_empty() || code.len() > LONGEST_CODE || !plain {
        return Err(Halt::Again(DeskFault::WrongCode));
    }
    Ok(code)
}

/// The session's token and the factor that was chosen, or the first; whether it calls by telephone.
fn chosen_factor(visit: &DeskVisit, chosen: &str) -> Passed<(String, String, bool)> {
    let session = visit
        .session
        .as_ref()
        .ok_or(Halt::Again(DeskFault::Ended))?;
    let factor = session
        .factors
        .iter()
        .find(|factor| factor.id == chosen)
        .or(session.factors.first())
        .ok_or(Halt::Again(DeskFault::FactorUnknown))?;
    Ok((
        session.access_token.clone(),
        factor.id.clone(),
        factor.by_telephone,
    ))
}
