//! Who is calling: sign-in through an `OpenID` Connect provider, sessions, roles and guards.
//!
//! `model` holds the words that pages and server share (why a sign-in failed, roles). `server` owns
//! the accounts, the sessions, the conversation with the provider and the layers that refuse forged
//! requests; its own door says how they fit together. `pages` hold the sign-in page that Supabase has
//! the application show, and what is said after a sign-in that failed. To add a reason for a failed sign-in: add it
//! to [`model::SignInFailure`], give it a sentence in the pages, and return it from the server.

#[cfg(feature = "ssr")]
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(all(test, feature = "ssr"))]
pub(crate) mod tests;
