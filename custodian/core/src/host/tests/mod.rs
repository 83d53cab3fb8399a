//! The state machine under a clock that is set: what only time, rotation or tampering shows. What can
//! be seen over HTTP is in the conformance suite.

mod backup_tests;
mod grant_tests;
mod key_cache_tests;
mod lifecycle_tests;
mod rotation_tests;
mod world;
