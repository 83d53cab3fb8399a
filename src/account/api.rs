//! Server functions of the account.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use super::model::{Frame, SettingsView};
use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{self as account, visit};
#[cfg(feature = "ssr")]
use crate::identity::server::{Caller, SessionReference};

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
    let sessions = visit.state.identity.sessions();
    sessions.revoke_others(visit.user, caller.session()).await?;
    Ok(())
}
