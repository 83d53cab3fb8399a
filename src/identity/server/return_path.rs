//! Where a patient returns after signing in: a path of this site and nothing else.
//!
//! An open redirect would let a forged link end on a foreign copy of the sign-in page. Browsers read
//! `\` as `/` and skip tabs and line breaks, so those are refused as well, not only `//host`.

use crate::identity::model::SIGN_IN_PATH;
use serde::{Deserialize, Serialize};

/// Longest accepted path in bytes.
const LONGEST: usize = 2_048;

/// A path of this site, with query and fragment if there are any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReturnPath(String);

/// The text is not a path of this site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a path of this site")]
pub struct NotLocal;

impl ReturnPath {
    /// Accepts a path such as `/attacks?month=5`: one leading slash, printable ASCII, no
    /// backslash, and not one of the sign-in routes themselves.
    ///
    /// # Errors
    /// [`NotLocal`] for everything else.
    pub fn parse(text: &str) -> Result<Self, NotLocal> {
        let (sign_in_routes, _) = SIGN_IN_PATH
            .rsplit_once('/')
            .expect("the sign-in path has a folder");
        let own = text.starts_with('/') && !text.starts_with("//");
        let printable = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let circular = text
            .strip_prefix(sign_in_routes)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
        if own && printable && !circular && text.len() <= LONGEST {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotLocal)
        }
    }

    /// The path that was asked for, or the start page if it is not one of ours.
    #[must_use]
    pub fn or_start(text: Option<&str>) -> Self {
        text.and_then(|text| Self::parse(text).ok())
            .unwrap_or_default()
    }

    /// The path itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ReturnPath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl TryFrom<String> for ReturnPath {
    type Error = NotLocal;

    fn try_from(text: String) -> Result<Self, NotLocal> {
        Self::parse(&text)
    }
}

impl From<ReturnPath> for String {
    fn from(path: ReturnPath) -> Self {
        path.0
    }
}
