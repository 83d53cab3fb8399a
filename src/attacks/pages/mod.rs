//! Pages of attacks: one attack (awake in the browser), its details, and the history.

mod attack;
#[cfg(feature = "ssr")]
mod details;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod routes;

pub use attack::AttackPage;
#[cfg(feature = "ssr")]
pub use routes::AttackRoutes;
