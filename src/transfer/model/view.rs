//! What the page of a draft shows.

use super::{FileProblem, Preview};
use serde::{Deserialize, Serialize};

/// A file on its way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportView {
    /// What would be saved.
    Preview(Box<Preview>),
    /// Nothing can be read from it.
    Refused(FileProblem),
    /// It was saved.
    Saved {
        /// Records that are new.
        new: u64,
        /// Records that were already there and stayed as they were.
        already_there: u64,
    },
}
