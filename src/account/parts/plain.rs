//! The frame of a plain page whose content has to be waited for.

use super::{PageFrame, ProblemNotice};
use crate::{
    problem::Problem,
    ui::{PageHeading, PageLayout},
};
use axum::http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::{future::Future, pin::Pin};

/// What a page's content comes to.
pub type Content = Pin<Box<dyn Future<Output = Result<AnyView, Problem>> + Send>>;

/// A page that is rendered on the server alone. `content` runs once for each request: it may store what
/// a form sent. A problem is said in a sentence, with a status that fits.
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
    let content = Suspend::new(async move {
        content.await.unwrap_or_else(|problem| {
            set_status(problem);
            view! {
                <PageHeading title=heading />
                <ProblemNotice problem />
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

fn set_status(problem: Problem) {
    let status = match problem {
        Problem::NotFound => StatusCode::NOT_FOUND,
        Problem::Changed => StatusCode::CONFLICT,
        Problem::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Problem::SignedOut => StatusCode::UNAUTHORIZED,
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
