//! Pages of the account: the start page, the settings and what the patient tells about themselves, what
//! else there is, and the words on privacy.

#[cfg(feature = "ssr")]
mod counting;
#[cfg(feature = "ssr")]
mod delete;
#[cfg(feature = "ssr")]
mod keys;
#[cfg(feature = "ssr")]
mod more;
#[cfg(feature = "ssr")]
mod nights;
#[cfg(feature = "ssr")]
mod person;
#[cfg(feature = "ssr")]
mod privacy;
#[cfg(feature = "ssr")]
mod profile;
#[cfg(feature = "ssr")]
mod replace_keys;
#[cfg(feature = "ssr")]
mod routes;
#[cfg(feature = "ssr")]
mod settings;
mod start;
#[cfg(feature = "ssr")]
mod words;

#[cfg(feature = "ssr")]
pub use routes::AccountRoutes;
pub use start::LandingOrToday;
