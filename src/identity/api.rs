//! What the pages of this capsule ask the server.

use super::{
    model::desk::{ATTEMPT_FIELD, AUTHORIZATION_FIELD, DeskFault, DeskStep, FAULT_FIELD},
    server::{
        desk_record::DeskSubject,
        supabase::{desk::Desk, desk_forms::DeskForm},
    },
};
use crate::{account::parts::Submission, platform::state::AppState, problem::Problem};
use leptos::prelude::{expect_context, use_context};

/// Looks at the sign-in desk, or does what a form says that was sent to it. `field` reads a field of
/// the page's address.
///
/// # Errors
/// [`Problem::NotFound`] where there is no such page: no Supabase project is the provider, or the
/// address names nothing.
pub async fn visit_desk(
    field: impl Fn(&str) -> Option<String>,
    form: Option<&Submission>,
) -> Result<DeskStep, Problem> {
    let state = expect_context::<AppState>();
    let parts = use_context::<axum::http::request::Parts>().ok_or(Problem::Internal)?;
    let desk = Desk::open(&state.identity, &parts).ok_or(Problem::NotFound)?;
    let (authorization, attempt) = (field(AUTHORIZATION_FIELD), field(ATTEMPT_FIELD));
    let subject =
        DeskSubject::read(authorization.as_deref(), attempt.as_deref()).ok_or(Problem::NotFound)?;
    Ok(match form {
        None => {
            let fault = field(FAULT_FIELD).and_then(|code| DeskFault::from_code(&code));
            desk.look(subject, fault).await
        }
        Some(form) => {
            let form = DeskForm {
                button: form.text("do"),
                email: form.text("email"),
                password: form.text("password"),
                code: form.text("code"),
                factor: form.text("factor"),
            };
            desk.act(subject, form).await
        }
    })
}
