//! Why an answer of a feed could not be used. A fault concerns its own feed alone.

/// What was wrong with an answer. Says where, never what else stood there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceFault {
    /// The body is a web page, not data.
    #[error("the answer is a web page")]
    WebPage,
    /// The body ends in the middle.
    #[error("the answer ends too early")]
    Truncated,
    /// The body is not of the feed's format.
    #[error("the answer is not in the format of this feed")]
    Malformed,
    /// Something that the format has is not there.
    #[error("'{0}' is missing")]
    Missing(&'static str),
    /// Something is there, but of another type.
    #[error("'{0}' is of another type than agreed")]
    WrongType(String),
    /// Lists that belong together differ in length.
    #[error("'{0}' has another length than its times")]
    UnequalLengths(String),
    /// A unit that is not known: the numbers could mean anything.
    #[error("'{0}' is in a unit that is not known")]
    UnknownUnit(String),
    /// Times are in a zone that is not known.
    #[error("the time zone is not known")]
    UnknownZone,
    /// The provider says that it refuses.
    #[error("the provider says: {0}")]
    Refused(String),
    /// Nothing in it could be used.
    #[error("the answer holds no usable value")]
    Empty,
}

impl SourceFault {
    /// A code for stores and pages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WebPage => "web_page",
            Self::Truncated => "truncated",
            Self::Malformed => "malformed",
            Self::Missing(_) => "missing",
            Self::WrongType(_) => "wrong_type",
            Self::UnequalLengths(_) => "unequal_lengths",
            Self::UnknownUnit(_) => "unknown_unit",
            Self::UnknownZone => "unknown_zone",
            Self::Refused(_) => "refused",
            Self::Empty => "empty",
        }
    }

    /// What a failed reading of JSON means.
    pub(super) fn of_json(error: &serde_json::Error, body: &[u8]) -> Self {
        if is_web_page(body) {
            Self::WebPage
        } else if error.is_eof() {
            Self::Truncated
        } else {
            Self::Malformed
        }
    }
}

/// Whether a body begins like a web page.
pub(super) fn is_web_page(body: &[u8]) -> bool {
    let start = body.trim_ascii_start();
    let start = &start[..start.len().min(15)].to_ascii_lowercase();
    start.starts_with(b"<!doctype") || start.starts_with(b"<html") || start.starts_with(b"<head")
}
