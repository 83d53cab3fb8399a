//! The translation door: every word that a patient reads comes through [`text!`](crate::text).
//!
//! `locales/<language>/<capsule>.json` hold the words, one file a capsule; they become code when the
//! crate is compiled, so a missing key does not compile. `qps` is a pseudo-language made from English
//! (`scripts/pseudo-locale`): whatever stays plain in it was not translated. To add a language, add
//! its folder and its name to `build.rs`.

use leptos::prelude::{provide_context, use_context};

#[allow(clippy::module_inception, reason = "a generator wrote it")]
#[allow(clippy::pedantic, reason = "a generator wrote it")]
#[allow(dead_code, missing_docs, reason = "a generator wrote it")]
#[allow(unused_imports, reason = "a generator wrote it")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}

pub mod dates;

pub use generated::i18n::{Locale, td_string};

#[cfg(all(test, feature = "ssr"))]
mod tests;

/// Makes `locale` the language of everything below.
pub fn provide_locale(locale: Locale) {
    provide_context(locale);
}

/// The language of this place in the page.
#[must_use]
pub fn current_locale() -> Locale {
    use_context::<Locale>().unwrap_or_default()
}

/// Reads a language code; anything unknown is English.
#[must_use]
pub fn parse_locale(code: &str) -> Locale {
    code.parse().unwrap_or_default()
}

/// The code of a language, as it stands in the document.
#[must_use]
pub fn language_code(locale: Locale) -> &'static str {
    leptos_i18n::Locale::as_str(locale)
}

/// The text of a key in the language of this place: `text!(attacks.begin)` or, with values,
/// `text!(attacks.minutes_ago, minutes = 15)`.
#[macro_export]
macro_rules! text {
    ($($key:tt)*) => {
        $crate::i18n::td_string!($crate::i18n::current_locale(), $($key)*)
    };
}
