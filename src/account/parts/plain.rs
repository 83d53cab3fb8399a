//! The frame of a plain page whose content has to be waited for.

use super::{PageFrame, ProblemNotice, Submission};
use crate::{
    problem::Problem,
    text,
    ui::{Button, PageHeading, PageLayout},
};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::{future::Future, pin::Pin};

/// What a page's content comes to.
pub type Content = Pin<Box<dyn Future<Output = Result<AnyView, Problem>> + Send>>;

/// A page that is rendered on the server alone. `content` runs once for each request: it may store what
/// a form sent. A problem is said in a sentence, with a status that fits; where waiting or a new sign-in
/// helps, the page keeps what was sent, to be sent again.
#[component]
pub fn PlainFrame<F>(
    /// The page's title.
    #[prop(into)]
    title: String,
    /// How the main area is laid out.
    #[prop(optional)]
    layout: PageLayout,
    /// What the page shows.
    content: F,
) -> impl IntoView
where
    F: Future<Output = Result<AnyView, Problem>> + Send + 'static,
{
    let content: Content = Box::pin(content);
    let heading = title.clone();
    let sent = Submission::here();
    let address = use_context::<Parts>().map_or_else(String::new, |parts| {
        let place = parts.uri.path_and_query();
        place.map_or_else(String::new, ToString::to_string)
    });
    let content = Suspend::new(async move {
        content.await.unwrap_or_else(|problem| {
            set_status(problem);
            view! {
                <PageHeading title=heading />
                <ProblemNotice problem />
                {sent
                    .filter(|_| may_be_sent_again(problem))
                    .map(|sent| view! { <KeptForm address sent /> })}
            }
            .into_any()
        })
    });
    view! {
        <PageFrame title=title layout=layout>
            <Transition>{content}</Transition>
        </PageFrame>
    }
}

/// Whether the same form may be stored a little later.
const fn may_be_sent_again(problem: Problem) -> bool {
    matches!(
        problem,
        Problem::KeysAway | Problem::KeysClosed | Problem::DatabaseAway
    )
}

/// Everything that a form held, with a button that sends it once more.
#[component]
fn KeptForm(
    /// The page that takes it.
    address: String,
    /// Its fields.
    sent: Submission,
) -> impl IntoView {
    let fields = sent
        .fields()
        .map(|(name, typed)| {
            view! { <input type="hidden" name=name.to_owned() value=typed.to_owned() /> }
        })
        .collect_view();
    view! {
        <form method="post" action=address class="stack">
            {fields}
            <p>{text!(common.form_kept)}</p>
            <div class="form-actions">
                <Button>{text!(common.form_send_again)}</Button>
            </div>
        </form>
    }
}

fn set_status(problem: Problem) {
    let status = match problem {
        Problem::NotFound => StatusCode::NOT_FOUND,
        Problem::Changed => StatusCode::CONFLICT,
        Problem::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Problem::SignedOut | Problem::KeysClosed => StatusCode::UNAUTHORIZED,
        Problem::KeysAway | Problem::DatabaseAway | Problem::Offline => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        Problem::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Leads to another page once a form was stored, so that loading anew does not send it again. The view
/// is for the answer's body, which nobody sees.
#[must_use]
pub fn go_to(path: &str) -> AnyView {
    if let (Some(response), Ok(place)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(path),
    ) {
        response.insert_header(header::LOCATION, place);
        response.set_status(StatusCode::SEE_OTHER);
    }
    ().into_any()
}
