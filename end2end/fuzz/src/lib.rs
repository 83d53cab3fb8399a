//! The sealed record's format alone, taken from the application's sources, so that fuzzing need not
//! build the whole application. A further module of the format gets its line in `encryption.rs`.

pub mod encryption;
pub mod fixture;
pub mod platform;
