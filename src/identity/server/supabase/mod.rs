//! Supabase as the provider, through its OAuth server or without it.
//!
//! A Supabase project has no sign-in page of its own: the application shows one and calls the project's
//! endpoints. Ours does so from the server, in Rust; the browser never sees a token, and no script of
//! theirs runs. [`desk`] is that page's logic, [`social`] its way over Google and GitHub,
//! [`client`] the endpoints, [`refusal`] what their errors mean, [`access_token`] what a token must look
//! like. Two adapters stand on it: [`oauth_server`] and [`classic`]. [`examination`] is what the doctor
//! command looks at.
//!
//! What is written here about the other side follows the source of supabase/auth of August 2026 and is
//! checked against a stand-in (`end2end/supabase-double`), with one test for each peculiarity
//! (`tests/supabase_quirk_tests.rs`). Policy: no token, address or error text of theirs is logged or
//! repeated.

pub mod access_token;
pub mod classic;
pub mod client;
pub mod desk;
pub mod desk_forms;
mod desk_screens;
pub mod examination;
pub mod messages;
pub mod oauth_server;
pub mod refusal;
pub mod social;

use super::provider::{
    http_door::{HttpDoor, HttpDoorError},
    knowledge::Knowledge,
};
use crate::platform::config::{self, SupabaseFlow};
use client::SupabaseAuth;
use std::sync::Arc;

/// What the desk needs to know about the project and about us.
#[derive(Debug)]
pub struct Supabase {
    /// The project's endpoints.
    pub auth: SupabaseAuth,
    /// How its people sign in.
    pub flow: SupabaseFlow,
    /// Our client id at its OAuth server.
    pub client_id: String,
    /// Our callback address, as registered there.
    pub callback: String,
    /// Our public origin.
    pub origin: String,
    /// Social providers with a button on the page.
    pub login_providers: Vec<String>,
}

impl Supabase {
    /// The desk of a project.
    #[must_use]
    pub fn new(
        project: &config::Supabase,
        client_id: String,
        origin: &str,
        callback: String,
        door: &HttpDoor,
        knowledge: Arc<Knowledge>,
    ) -> Self {
        Self {
            auth: SupabaseAuth::new(project, door.clone(), knowledge),
            flow: project.flow,
            client_id,
            callback,
            origin: origin.to_owned(),
            login_providers: project.login_providers.clone(),
        }
    }
}

/// What a refusal of the token endpoint means. Whoever does not know our client says so in the
/// provider's own shape; whoever does not like the code, in that of the OAuth standard.
#[must_use]
pub fn read_token_refusal(body: &[u8]) -> HttpDoorError {
    match refusal::Body::read(body).oauth_error() {
        Some("invalid_client" | "unauthorized_client") | None => HttpDoorError::ClientRefused,
        Some(_) => HttpDoorError::Refused,
    }
}
