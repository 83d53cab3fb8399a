//! The files of the application's `platform` capsule that the format needs.

#[path = "../../../src/platform/clock.rs"]
pub mod clock;
#[path = "../../../src/platform/entropy.rs"]
pub mod entropy;
#[path = "../../../src/platform/ids.rs"]
pub mod ids;
