//! The server's half of identity. `Identity` is what the rest of the application holds.
//!
//! A request passes, from the outside in: [`origin`] (is it forged by another site?),
//! [`session_layer`] (which session does the cookie name?), [`guard`] (who is that?), and for the
//! sign-in routes [`limits`] (too many?) and [`routes`]. Behind them stand an [`adapter`] ([`provider`]
//! for `OpenID` Connect, [`supabase`] with the sign-in page that it demands), [`accounts`] and [`session_store`] (Postgres), and [`digest`] (what they are found by).
//! Policy: a failure carries a code; no subject, address, token or session id reaches a log.

mod account_removal;
pub mod accounts;
pub mod adapter;
pub mod browser;
mod callback;
pub mod desk_record;
pub mod development;
pub mod digest;
mod grants;
pub mod guard;
mod identity;
pub mod limits;
pub mod origin;
pub mod pending;
pub mod provider;
mod renewal;
pub mod return_path;
pub mod routes;
pub mod session_layer;
pub mod session_list;
pub mod session_seal;
pub mod session_store;
pub mod supabase;

pub use account_removal::Removal;
pub use accounts::{AccountError, Accounts, Person};
pub use guard::{Caller, NotSignedIn, STEP_UP_SECONDS};
pub use identity::{Identity, IdentityConfig, IdentityError};
pub use session_list::{SessionReference, SessionSummary};
pub use session_store::SessionStore;
