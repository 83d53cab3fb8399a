//! What every server function and every page finds in its context.

use super::state::AppState;
use crate::{
    account::server::{cookie, theme},
    i18n::{parse_locale, provide_locale},
    reports::server::DiaryShelf,
};
use axum::http::request::Parts;
use leptos::{nonce::Nonce, prelude::*};

/// Provides, for one request: the application, an empty shelf for the diary, the language, the theme
/// and the nonce that the headers name.
pub fn context(state: AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(state.clone());
        provide_context(DiaryShelf::default());
        let Some(parts) = use_context::<Parts>() else {
            return;
        };
        let language = cookie(&parts.headers, "locale").unwrap_or_default();
        provide_locale(parse_locale(&language));
        provide_context(theme(&parts.headers));
        if let Some(nonce) = parts.extensions.get::<Nonce>() {
            provide_context(nonce.clone());
        }
    }
}
