//! What remains after an account was deleted.

/// What remains of somebody who deleted their account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// Nothing of theirs.
    Complete,
    /// The account at the sign-in service, which could not be deleted just now.
    ProviderLeft,
}
