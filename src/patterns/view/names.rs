//! The names that patients gave to their own factors.

use std::collections::BTreeMap;

/// Names by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(pub BTreeMap<String, String>);

impl Names {
    /// The name of an own factor.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<&str> {
        self.0.get(code).map(String::as_str)
    }
}
