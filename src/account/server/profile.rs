//! What a patient tells about themselves, sealed like everything else.

use crate::encryption::server::Sealable;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Facts about the account; one record a patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// The diary is made up, to show what the product looks like in use.
    #[serde(default)]
    pub is_demo: bool,
}

impl Sealable for Profile {
    const KIND: &'static str = "profile";

    fn local_day(&self) -> Option<Date> {
        None
    }
}
