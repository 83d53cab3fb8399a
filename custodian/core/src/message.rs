//! An HTTP message as the core sees it; a host translates its own kind into this.

use std::net::IpAddr;

/// A request that came in, or that is about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method in capital letters.
    pub method: String,
    /// Host and, unless it is the scheme's own, port, in small letters.
    pub authority: String,
    /// The path, as sent.
    pub path: String,
    /// What follows the question mark, as sent.
    pub query: Option<String>,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// Who sent it, by the connection or by the edge that the host trusts.
    pub peer: Option<IpAddr>,
}

impl Request {
    /// The value of a header that stands there once; two of the same name count as none.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        only(&self.headers, name)
    }

    /// Whether a header of this name stands there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(own, _)| own == name)
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header that stands there once.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        only(&self.headers, name)
    }
}

fn only<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = headers.iter().filter(|(own, _)| own == name);
    match (values.next(), values.next()) {
        (Some((_, value)), None) => Some(value),
        _ => None,
    }
}
