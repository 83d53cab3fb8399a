//! The files of the application's `encryption` capsule that the format consists of.

#[path = "../../../src/encryption/blind_index.rs"]
pub mod blind_index;
#[path = "../../../src/encryption/derivation.rs"]
pub mod derivation;
#[path = "../../../src/encryption/epoch.rs"]
pub mod epoch;
#[path = "../../../src/encryption/format.rs"]
pub mod format;
#[path = "../../../src/encryption/header.rs"]
pub mod header;
#[path = "../../../src/encryption/padding.rs"]
mod padding;
#[path = "../../../src/encryption/secret.rs"]
pub mod secret;
#[path = "../../../src/encryption/share.rs"]
pub mod share;
#[path = "../../../src/encryption/wrapping.rs"]
pub mod wrapping;
