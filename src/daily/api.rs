//! Server functions of the daily answers.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of every function's arguments"
)]

use super::model::DayView;
use crate::problem::Problem;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server as daily;
#[cfg(feature = "ssr")]
use crate::{account::server::visit, platform::ids::RecordId, reports::server::Diary};

/// The page of one day, `2026-11-20`.
#[server(endpoint = "daily/load")]
pub async fn load_day(day: String) -> Result<DayView, Problem> {
    let visit = visit()?;
    let day = day.parse().map_err(|_| Problem::NotFound)?;
    let diary = Diary::open(&visit).await?;
    Ok(daily::day_view(&diary, &visit, day))
}

/// Confirms that a day was free of headache; repeating it changes nothing.
#[server(endpoint = "daily/clear")]
pub async fn confirm_clear_day(day: String) -> Result<(), Problem> {
    let visit = visit()?;
    let day = day.parse().map_err(|_| Problem::Invalid)?;
    daily::confirm_clear(&visit, day).await
}

/// Takes that confirmation back.
#[server(endpoint = "daily/unclear")]
pub async fn withdraw_clear_day(day: String) -> Result<(), Problem> {
    let visit = visit()?;
    let day = day.parse().map_err(|_| Problem::Invalid)?;
    daily::withdraw_clear(&visit, day).await
}

/// A late entry: an attack on an earlier day, with the start and end as typed.
#[server(endpoint = "daily/late")]
pub async fn add_late_attack(id: String, day: String) -> Result<(), Problem> {
    let visit = visit()?;
    let id = RecordId::parse(&id).map_err(|_| Problem::Invalid)?;
    let day = day.parse().map_err(|_| Problem::Invalid)?;
    daily::add_late_attack(&visit, id, day).await?;
    leptos_axum::redirect(&format!("/attacks/{id}"));
    Ok(())
}
