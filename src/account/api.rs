//! Server functions of the account.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use super::model::{Frame, SettingsView};
use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{
    model::{Farewell, KeyUses, NightsEnd, NightsView, ProfileFault, ProfileTopic, ProfileView},
    parts::Submission,
    server::{self as account, visit},
};
#[cfg(feature = "ssr")]
use crate::{
    identity::server::{Caller, SessionReference},
    reports::server::Diary,
};

/// What every page knows about whoever looks at it. Answers strangers too, with nothing.
#[server(endpoint = "account/frame")]
pub async fn load_frame() -> Result<Frame, Problem> {
    Ok(account::frame().await)
}

/// The settings page.
#[server(endpoint = "account/settings")]
pub async fn load_settings() -> Result<SettingsView, Problem> {
    let visit = visit()?;
    account::settings(&visit).await
}

/// Chooses the theme of this browser.
#[server(endpoint = "account/theme")]
pub async fn choose_theme(theme: String) -> Result<(), Problem> {
    account::choose_theme(&theme)
}

/// Chooses the time zone of this browser.
#[server(endpoint = "account/zone")]
pub async fn choose_zone(zone: String) -> Result<(), Problem> {
    account::choose_zone(&zone)
}

/// Signs another browser out.
#[server(endpoint = "account/revoke")]
pub async fn revoke_device(reference: String) -> Result<(), Problem> {
    let visit = visit()?;
    let reference = SessionReference::parse(&reference).ok_or(Problem::Invalid)?;
    visit
        .state
        .identity
        .sessions()
        .revoke(visit.user, reference)
        .await?;
    Ok(())
}

/// Signs every other browser out.
#[server(endpoint = "account/revoke-others")]
pub async fn revoke_other_devices() -> Result<(), Problem> {
    let visit = visit()?;
    let parts = expect_context::<axum::http::request::Parts>();
    let caller = Caller::of(&parts).ok_or(Problem::SignedOut)?;
    let identity = &visit.state.identity;
    let sessions = identity.sessions();
    sessions.revoke_others(visit.user, caller.session()).await?;
    if let Some(session) = parts.extensions.get::<tower_sessions::Session>() {
        identity.end_other_grants(session, visit.user).await;
    }
    account::end_nights(&visit).await.map(drop)
}

/// The forms about the patient.
///
/// # Errors
/// When nobody is signed in or the diary cannot be opened.
#[cfg(feature = "ssr")]
pub async fn load_profile() -> Result<ProfileView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(account::profile_view(&account::profile_of(&diary), &visit))
}

/// Stores one of the forms about the patient, or says what is wrong with it.
///
/// # Errors
/// When nobody is signed in or it cannot be stored.
#[cfg(feature = "ssr")]
pub async fn save_profile(
    topic: ProfileTopic,
    form: &Submission,
) -> Result<Result<(), Vec<ProfileFault>>, Problem> {
    let visit = visit()?;
    let read = match topic {
        ProfileTopic::Person => account::read_person(form, visit.today().year()),
        ProfileTopic::Counting => account::read_counting(form),
        ProfileTopic::Anchors => account::read_anchors(form),
        ProfileTopic::Questions => account::read_questions(form),
    };
    match read {
        Ok(form) => {
            account::save_profile(&visit, |profile| form.apply(profile)).await?;
            Ok(Ok(()))
        }
        Err(faults) => Ok(Err(faults)),
    }
}

/// Which year it is where the patient is.
///
/// # Errors
/// When nobody is signed in.
#[cfg(feature = "ssr")]
pub async fn this_year() -> Result<i16, Problem> {
    Ok(visit()?.today().year())
}

/// Whether deleting the account also deletes the person at the sign-in service.
///
/// # Errors
/// When nobody is signed in.
#[cfg(feature = "ssr")]
pub async fn deletes_at_provider() -> Result<bool, Problem> {
    Ok(visit()?.state.identity.can_delete_people())
}

/// What the keys of the diary were used for; before line `before` when it is given.
///
/// # Errors
/// When nobody is signed in or the key custodian is away.
#[cfg(feature = "ssr")]
pub async fn load_key_uses(before: Option<u64>) -> Result<KeyUses, Problem> {
    let visit = visit()?;
    account::key_uses(&visit, before).await
}

/// Begins new keys for the patient's diary; the entries follow in the background.
///
/// # Errors
/// When nobody is signed in, or the key custodian is away or asks for a fresh sign-in.
#[cfg(feature = "ssr")]
pub async fn replace_keys() -> Result<(), Problem> {
    let visit = visit()?;
    let parts = expect_context::<axum::http::request::Parts>();
    let session = parts.extensions.get::<tower_sessions::Session>();
    account::replace_keys(&visit, session.ok_or(Problem::SignedOut)?).await
}

/// Whether the patient allows work at night.
///
/// # Errors
/// When nobody is signed in, or the custodian or the database is away.
#[cfg(feature = "ssr")]
pub async fn load_nights() -> Result<NightsView, Problem> {
    account::nights(&visit()?).await
}

/// The name of the zone in which the patient is.
///
/// # Errors
/// When nobody is signed in.
#[cfg(feature = "ssr")]
pub fn zone_of_visit() -> Result<String, Problem> {
    Ok(visit()?.zone_name)
}

/// Allows work at night.
///
/// # Errors
/// When nobody is signed in, or the custodian or the database is away.
#[cfg(feature = "ssr")]
pub async fn allow_nights() -> Result<(), Problem> {
    let visit = visit()?;
    let parts = expect_context::<axum::http::request::Parts>();
    if let Some(session) = parts.extensions.get::<tower_sessions::Session>() {
        // The custodian looks at the age of this very sign-in.
        visit.state.identity.show_grant(session, visit.user).await;
    }
    account::allow_nights(&visit).await
}

/// Ends work at night.
///
/// # Errors
/// When nobody is signed in or the database is away.
#[cfg(feature = "ssr")]
pub async fn end_nights() -> Result<NightsEnd, Problem> {
    account::end_nights(&visit()?).await
}

/// Erases everything of the patient, for good.
///
/// # Errors
/// When nobody is signed in, or something could not be erased.
#[cfg(feature = "ssr")]
pub async fn delete_account() -> Result<Farewell, Problem> {
    let visit = visit()?;
    let parts = expect_context::<axum::http::request::Parts>();
    let session = parts.extensions.get::<tower_sessions::Session>();
    let session = session.cloned().ok_or(Problem::SignedOut)?;
    let farewell = account::erase_account(&visit, &session).await?;
    account::forget_browser();
    Ok(farewell)
}
