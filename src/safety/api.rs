//! What the pages of this capsule ask for.

use super::{
    model::{CheckView, Country, HelpView},
    server as safety,
};
use crate::{
    account::{parts::Submission, server::visit},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};

/// The page "when to seek help". It answers strangers too, and even when the diary cannot be opened.
pub async fn load_help() -> HelpView {
    let Ok(visit) = visit() else {
        return safety::help_view(None, false);
    };
    let diary = Diary::open(&visit).await.ok();
    safety::help_view(diary.as_deref(), true)
}

/// The country of whoever asks, if they told.
pub async fn load_country() -> Option<&'static Country> {
    load_help().await.country
}

/// The questions about signs, for the attack `attack` or, when that is empty, outside of any.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack; otherwise when the diary cannot be opened.
pub async fn load_check(attack: &str) -> Result<CheckView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    safety::check_view(&diary, &visit, parse(attack)?)
}

/// Stores what was ticked.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack; otherwise when it cannot be stored.
pub async fn save_check(attack: &str, form: &Submission) -> Result<(), Problem> {
    let visit = visit()?;
    safety::save(&visit, parse(attack)?, &safety::read(form)).await
}

/// Puts the notices of now aside.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack; otherwise when it cannot be stored.
pub async fn mark_seen(attack: &str) -> Result<(), Problem> {
    let visit = visit()?;
    safety::mark_seen(&visit, parse(attack)?).await
}

fn parse(attack: &str) -> Result<Option<RecordId>, Problem> {
    match attack {
        "" => Ok(None),
        id => RecordId::parse(id).map(Some).map_err(|_| Problem::NotFound),
    }
}
