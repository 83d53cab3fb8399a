//! Pages of the account: the start page, the settings, and the words on privacy.

mod privacy;
mod settings;
mod start;

pub use privacy::PrivacyPage;
pub use settings::SettingsPage;
pub use start::LandingOrToday;
