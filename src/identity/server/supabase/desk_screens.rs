//! Which screen of the desk fits a visit, and what stands on it.

use super::{desk::Desk, messages::Asked};
use crate::identity::{
    model::desk::{ConsentView, DeskFault, DeskStep, DeskView, SOCIAL_PATH, Screen, desk_address},
    server::desk_record::{DeskSubject, DeskVisit},
};
use openidconnect::url::Url;

impl Desk<'_> {
    /// The screen that fits the visit.
    pub(super) fn ask(
        &self,
        visit: &DeskVisit,
        email: String,
        fault: Option<DeskFault>,
    ) -> DeskStep {
        let screen = match (&visit.session, &visit.code_sent_to) {
            (Some(session), _) => Screen::SecondFactor {
                factors: session
                    .factors
                    .iter()
                    .map(|factor| (factor.id.clone(), factor.name.clone(), factor.by_telephone))
                    .collect(),
                sent_to: visit.challenge.as_ref().map(|(factor, _)| factor.clone()),
            },
            (None, Some(email)) => Screen::MailedCode {
                email: email.clone(),
            },
            (None, None) => Screen::SignIn {
                email,
                others: self
                    .supabase
                    .login_providers
                    .iter()
                    .map(|name| (name.clone(), social_link(name, &visit.subject)))
                    .collect(),
            },
        };
        Self::show(visit, screen, fault)
    }

    pub(super) fn show(visit: &DeskVisit, screen: Screen, fault: Option<DeskFault>) -> DeskStep {
        DeskStep::Show(DeskView {
            address: desk_address(visit.subject.field(), visit.subject.name()),
            screen,
            fault,
        })
    }
}

fn social_link(provider: &str, subject: &DeskSubject) -> String {
    format!(
        "{SOCIAL_PATH}/{provider}?{}={}",
        subject.field(),
        subject.name()
    )
}

pub(super) fn consent_view(asked: Asked) -> ConsentView {
    let wants = |scope: &str| asked.scope.split(' ').any(|word| word == scope);
    ConsentView {
        wants_email: wants("email"),
        wants_phone: wants("phone"),
        wants_profile: wants("profile"),
        name: asked
            .client
            .name
            .filter(|name| !name.trim().is_empty())
            .unwrap_or(asked.client.id),
        home: asked.client.uri.filter(|home| {
            Url::parse(home).is_ok_and(|home| ["https", "http"].contains(&home.scheme()))
        }),
    }
}
