//! The frame of every page, and the settings.

use super::{
    civil::civil_moment,
    visit::{Visit, cookie, zone_name},
};
use crate::{
    account::model::{DeviceView, Frame, SettingsView},
    attacks::server::ongoing_views,
    identity::server::Caller,
    platform::state::AppState,
    problem::Problem,
    reports::server::Diary,
    ui::Theme,
};
use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;

/// A year, in seconds: how long a browser keeps a choice.
const YEAR: u32 = 31_536_000;

/// What every page knows about whoever looks at it.
pub async fn frame() -> Frame {
    // A stranger is no problem here, so the answer must not say that one has to sign in.
    let state = expect_context::<AppState>();
    let visit = use_context::<Parts>().and_then(|parts| Visit::from_parts(&state, &parts).ok());
    let Some(visit) = visit else {
        return Frame::default();
    };
    match Diary::open(&visit).await {
        Ok(diary) => Frame {
            is_signed_in: true,
            is_demo: diary
                .profile
                .as_ref()
                .is_some_and(|profile| profile.is_demo),
            ongoing: ongoing_views(&diary, &visit),
            is_degraded: false,
        },
        Err(_) => Frame {
            is_signed_in: true,
            is_degraded: true,
            ..Frame::default()
        },
    }
}

/// The settings page.
///
/// # Errors
/// When the database is away.
pub async fn settings(visit: &Visit) -> Result<SettingsView, Problem> {
    let parts = expect_context::<Parts>();
    let this = Caller::of(&parts).map(Caller::session);
    let devices = visit.state.identity.sessions().list(visit.user).await?;
    Ok(SettingsView {
        theme: theme(&parts.headers).name().to_owned(),
        zone: zone_name(&parts.headers),
        zones: jiff::tz::db()
            .available()
            .map(|zone| zone.to_string())
            .collect(),
        devices: devices
            .into_iter()
            .map(|device| DeviceView {
                is_this: Some(device.reference) == this,
                reference: device.reference.to_string(),
                label: device.label,
                last_seen: civil_moment(
                    Timestamp::from_second(device.last_seen_at).unwrap_or(visit.now),
                    &visit.zone,
                ),
            })
            .collect(),
    })
}

/// The theme that a request asks for.
#[must_use]
pub fn theme(headers: &HeaderMap) -> Theme {
    Theme::from_cookie(cookie(headers, Theme::COOKIE_NAME).as_deref())
}

/// Keeps the choice of a theme in the browser.
///
/// # Errors
/// [`Problem::Invalid`] when there is no such theme.
pub fn choose_theme(name: &str) -> Result<(), Problem> {
    let theme = Theme::parse(name).ok_or(Problem::Invalid)?;
    keep(Theme::COOKIE_NAME, theme.name());
    Ok(())
}

/// Keeps the choice of a zone in the browser.
///
/// # Errors
/// [`Problem::Invalid`] when this machine knows no such zone.
pub fn choose_zone(name: &str) -> Result<(), Problem> {
    TimeZone::get(name).map_err(|_| Problem::Invalid)?;
    keep("zone", name);
    // The browser's own zone no longer overwrites the choice.
    keep("zone_chosen", "yes");
    Ok(())
}

/// Has the browser forget what it stored of us. Cookies are left out: that word would clear those of
/// every neighbour under the same domain, and ours opens nothing any more.
pub fn forget_browser() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(
            header::HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\", \"storage\""),
        );
    }
}

fn keep(name: &str, value: &str) {
    let cookie = format!("{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax");
    if let (Some(response), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&cookie),
    ) {
        response.append_header(header::SET_COOKIE, value);
    }
}
