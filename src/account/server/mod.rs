//! Server side of the account: whose request it is, in which zone their days lie, and the settings.

mod civil;
mod erasure;
#[cfg(test)]
mod erasure_tests;
mod keys;
#[cfg(test)]
mod keys_tests;
mod nights;
mod profile;
mod profile_forms;
#[cfg(test)]
mod profile_tests;
mod settings;
#[cfg(test)]
pub mod testing;
mod visit;

pub use civil::{civil_day, civil_moment, minutes_between};
pub use erasure::erase_account;
pub use keys::{key_uses, replace_keys};
pub use nights::{allow_nights, end_nights, nights};
pub use profile::{Profile, profile_of, save_profile};
pub use profile_forms::{
    ProfileForm, profile_view, read_anchors, read_counting, read_person, read_questions,
};
pub use settings::{choose_theme, choose_zone, forget_browser, frame, settings, theme};
pub use visit::{Visit, cookie, visit, zone_name};
