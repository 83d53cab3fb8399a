//! What the frame of every page and the settings show.

mod condition;
#[cfg(feature = "ssr")]
mod farewell;
#[cfg(feature = "ssr")]
mod key_use;
#[cfg(feature = "ssr")]
mod nights;
#[cfg(feature = "ssr")]
mod profile;

pub use condition::Condition;
#[cfg(feature = "ssr")]
pub use farewell::Farewell;
#[cfg(feature = "ssr")]
pub use key_use::{KeyAction, KeyUse, KeyUses};
#[cfg(feature = "ssr")]
pub use nights::{NightsEnd, NightsView};
#[cfg(feature = "ssr")]
pub use profile::{
    LEAST_BORN, MOST_ANCHOR, MOST_QUESTION, MOST_QUESTIONS, ProfileFault, ProfileTopic,
    ProfileView, SHOWN_QUESTIONS,
};

use crate::attacks::model::OngoingView;
use serde::{Deserialize, Serialize};

/// What every page knows about whoever looks at it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Somebody is signed in.
    pub is_signed_in: bool,
    /// The diary is made up.
    pub is_demo: bool,
    /// Attacks in progress, the latest onset first.
    pub ongoing: Vec<OngoingView>,
    /// The keys or the database are away, so the diary could not be opened.
    pub is_degraded: bool,
}

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Names the session in a form.
    pub reference: String,
    /// Browser family.
    pub label: String,
    /// When it was last used.
    pub last_seen: crate::i18n::dates::CivilMoment,
    /// It is the one that shows this page.
    pub is_this: bool,
}

/// The settings page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// Name of the theme in force.
    pub theme: String,
    /// The zone in which days lie.
    pub zone: String,
    /// Every zone that can be chosen.
    pub zones: Vec<String>,
    /// Signed-in browsers, the latest used first.
    pub devices: Vec<DeviceView>,
}
