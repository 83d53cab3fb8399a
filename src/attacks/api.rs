//! Server functions of attacks. Each finds out who asks and passes on; texts and errors are elsewhere.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use super::model::{AttackView, History, TodayView};
use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{self as attacks, Change, service};
#[cfg(feature = "ssr")]
use crate::{
    account::{parts::Submission, server::visit},
    attacks::model::{DetailsView, FieldFault},
    medication::server as medication,
    platform::ids::RecordId,
    reports::server::Diary,
};

/// What the start page shows.
#[server(endpoint = "attacks/today")]
pub async fn load_today() -> Result<TodayView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    let around = crate::environment::api::card(&visit, &diary).await;
    Ok(super::model::TodayView {
        around,
        ..attacks::today_view(&diary, &visit)
    })
}

/// The first tap: an attack that begins now. `id` comes with the page, so a second tap on the same
/// page begins nothing new.
#[server(endpoint = "attacks/begin")]
pub async fn begin_attack(id: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::Invalid)?;
    service::begin(&visit, id).await?;
    leptos_axum::redirect(&format!("/attacks/{id}"));
    Ok(())
}

/// The page of one attack.
#[server(endpoint = "attacks/load")]
pub async fn load_attack(id: String) -> Result<AttackView, Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    let stored = service::find(&visit, id).await?;
    let diary = Diary::open(&visit).await?;
    let around = crate::environment::api::snapshot(&visit, &diary, id).await;
    Ok(AttackView {
        around,
        ..attacks::attack_view(&stored, &diary, visit.now)
    })
}

/// One tap on the page or the card of an attack.
#[server(endpoint = "attacks/change")]
pub async fn change_attack(id: String, change: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    let change = Change::parse(&change).map_err(|_| Problem::Invalid)?;
    service::change(&visit, id, change).await
}

/// Start and end as typed.
#[server(endpoint = "attacks/times")]
pub async fn set_times(id: String, onset: String, end: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    service::change_typed(&visit, id, &[("onset", &onset), ("end", &end)], |attack| {
        Change::times(attack, &onset, &end, visit.now)
    })
    .await
}

/// A known medicine was taken now; `place` is how many the page showed, so two taps are one intake.
#[server(endpoint = "attacks/medicine")]
pub async fn take_medicine(
    id: String,
    name: String,
    dose: String,
    #[server(default)] place: usize,
) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    crate::medication::server::take_again(&visit, id, &name, &dose, place).await
}

/// Minutes of an aura as typed.
#[server(endpoint = "attacks/aura")]
pub async fn set_aura_minutes(id: String, kind: String, minutes: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    let kind = super::model::AuraKind::parse(&kind).map_err(|_| Problem::Invalid)?;
    let fields = [("kind", kind.code()), ("minutes", minutes.as_str())];
    service::change_typed(&visit, id, &fields, |_| {
        Change::aura_minutes(kind, &minutes)
    })
    .await
}

/// Notes as typed.
#[server(endpoint = "attacks/notes")]
pub async fn save_notes(id: String, notes: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    service::change_typed(&visit, id, &[("notes", &notes)], |_| Change::notes(&notes)).await
}

/// Takes the latest change back.
#[server(endpoint = "attacks/undo")]
pub async fn undo_change(id: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    service::undo(&visit, id).await
}

/// Deletes any entry of the history and offers to bring it back.
#[server(endpoint = "attacks/delete")]
pub async fn delete_entry(id: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    service::delete_entry(&visit, id).await?;
    leptos_axum::redirect("/history");
    Ok(())
}

/// Brings the deleted entry back.
#[server(endpoint = "attacks/restore")]
pub async fn restore_entry(id: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::NotFound)?;
    medication::restore(&visit, id).await?;
    leptos_axum::redirect("/history");
    Ok(())
}

/// The details page of one attack.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack; otherwise when the diary cannot be opened.
#[cfg(feature = "ssr")]
pub async fn load_details(id: &str) -> Result<DetailsView, Problem> {
    let visit = visit()?;
    let id = RecordId::parse(id).map_err(|_| Problem::NotFound)?;
    let stored = service::find(&visit, id).await?;
    let diary = Diary::open(&visit).await?;
    Ok(attacks::details_view(&stored, &diary, visit.now))
}

/// Stores what the details page sent.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack, [`Problem::Invalid`] when no form of ours sends
/// this; inside, the reason why a typed value was refused.
#[cfg(feature = "ssr")]
pub async fn save_details(id: &str, form: &Submission) -> Result<Result<(), FieldFault>, Problem> {
    let visit = visit()?;
    let id = RecordId::parse(id).map_err(|_| Problem::NotFound)?;
    service::change_details(&visit, id, form).await
}

/// One page of the history, counted from 1.
#[server(endpoint = "attacks/history")]
pub async fn load_history(page: u32) -> Result<History, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    let parts = expect_context::<axum::http::request::Parts>();
    Ok(attacks::history(&diary, &visit, &parts.headers, page))
}
