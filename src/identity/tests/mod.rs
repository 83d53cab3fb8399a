//! Tests of identity: the pure parts first, then the store, then whole sign-ins.
//!
//! `harness` has the vocabulary (an application on a throwaway database, browsers that keep
//! cookies), `fake_provider` a provider that lies on request, `supabase_harness` the same for a Supabase
//! project, whose stand-in `supabase_double` starts as a process. Tests that need Postgres or the
//! development provider say so and pass when it is not there.

mod cookie_tests;
mod custody_tests;
mod desk_record_tests;
mod digest_tests;
pub(crate) mod fake_provider;
mod forged_request_tests;
mod good_path_tests;
pub(crate) mod harness;
mod hostile_identity_tests;
mod hostile_provider_tests;
mod isolation_tests;
mod key_tests;
mod limit_tests;
mod model_tests;
mod provider_visit;
mod renewal_tests;
mod return_path_tests;
mod session_tests;
mod sign_in_tests;
mod step_up_tests;
mod supabase_classic_tests;
mod supabase_desk_tests;
pub(crate) mod supabase_double;
pub(crate) mod supabase_harness;
mod supabase_quirk_tests;
