//! One request of one signed-in patient: who asks, when, and in which zone their days lie.

use crate::{
    encryption::{
        custodian::CustodianError,
        server::{KeysError, SealedStore, StoreError},
    },
    identity::server::Caller,
    platform::{database::DatabaseError, ids::UserId, state::AppState},
    problem::Problem,
    reports::server::DiaryShelf,
};
use axum::http::{HeaderMap, header, request::Parts};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

/// Who asks, when, and in which zone.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The whole application.
    pub state: AppState,
    /// The patient.
    pub user: UserId,
    /// The instant at which the request came in.
    pub now: Timestamp,
    /// The name of the patient's zone.
    pub zone_name: String,
    /// The patient's zone.
    pub zone: TimeZone,
    shelf: Option<DiaryShelf>,
}

impl Visit {
    /// The visit behind a request's head.
    ///
    /// # Errors
    /// [`Problem::SignedOut`] without a valid session.
    pub fn from_parts(state: &AppState, parts: &Parts) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().ok_or(Problem::SignedOut)?;
        Ok(Self::of_user(
            state,
            caller.user_id(),
            &zone_name(&parts.headers),
        ))
    }

    /// The visit of a known patient, for the command line.
    #[must_use]
    pub fn of_user(state: &AppState, user: UserId, zone_name: &str) -> Self {
        let zone = TimeZone::get(zone_name).unwrap_or(TimeZone::UTC);
        Self {
            state: state.clone(),
            user,
            now: state.clock.now(),
            zone_name: zone_name.to_owned(),
            zone,
            shelf: None,
        }
    }

    /// Where the parts of one page find the diary that another part has opened. Only a visit that was made
    /// for that page has one: what else runs on the same thread must never find it.
    #[must_use]
    pub const fn shelf(&self) -> Option<&DiaryShelf> {
        self.shelf.as_ref()
    }

    /// The same visit as a part of a page.
    #[must_use]
    pub fn with_shelf(self, shelf: Option<DiaryShelf>) -> Self {
        Self { shelf, ..self }
    }

    /// The same visit for work that goes on when the page has been answered: it opens everything anew.
    #[must_use]
    pub fn apart(&self) -> Self {
        self.clone().with_shelf(None)
    }

    /// The sealed store.
    #[must_use]
    pub fn store(&self) -> &SealedStore {
        &self.state.store
    }

    /// Today in the patient's zone.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.now.to_zoned(self.zone.clone()).date()
    }
}

/// The visit of the server function that is running.
///
/// # Errors
/// [`Problem::SignedOut`] without a valid session. A plain form is then sent to the sign-in, and
/// comes back to where it was.
pub fn visit() -> Result<Visit, Problem> {
    let state = expect_context::<AppState>();
    let parts = use_context::<Parts>().ok_or(Problem::SignedOut)?;
    let visit = Visit::from_parts(&state, &parts).inspect_err(|_| send_to_sign_in(&parts))?;
    Ok(visit.with_shelf(use_context()))
}

fn send_to_sign_in(parts: &Parts) {
    let plain_form = parts
        .headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"));
    if plain_form && parts.method == axum::http::Method::POST {
        leptos_axum::redirect("/auth/login");
    } else if let Some(response) = use_context::<ResponseOptions>()
        && parts.uri.path().starts_with("/api/")
    {
        response.set_status(axum::http::StatusCode::UNAUTHORIZED);
    }
}

/// The zone that the browser told in a cookie; UTC when it told none or one that is not known.
#[must_use]
pub fn zone_name(headers: &HeaderMap) -> String {
    cookie(headers, "zone")
        .filter(|name| TimeZone::get(name).is_ok())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// The value of a cookie, as sent.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let problem = match &error {
            StoreError::Missing => Self::NotFound,
            StoreError::Changed => Self::Changed,
            StoreError::TooLarge => Self::TooLarge,
            StoreError::Keys(KeysError::Custodian(CustodianError::NoGrant)) => Self::KeysClosed,
            StoreError::Keys(_) => Self::KeysAway,
            StoreError::Database(_) => Self::DatabaseAway,
            StoreError::Unreadable | StoreError::Encoding => Self::Internal,
        };
        if !matches!(problem, Self::NotFound | Self::Changed | Self::TooLarge) {
            tracing::error!(%error, "a record could not be stored or opened");
        }
        problem
    }
}

impl From<DatabaseError> for Problem {
    fn from(error: DatabaseError) -> Self {
        tracing::error!(%error, "the database did not do what was asked");
        Self::DatabaseAway
    }
}
