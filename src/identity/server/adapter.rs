//! What a sign-in needs from whoever vouches for people, whatever they speak.
//!
//! Three adapters implement [`Adapter`]: any `OpenID` Connect provider ([`super::provider`]), a Supabase
//! project through its OAuth server and one without ([`super::supabase`]). The routes know none of
//! them. To add one: implement the trait and choose it in [`super::identity`].

use super::{
    accounts::Person, desk_record::Approval, pending::PendingLogin, provider::ProviderError,
    return_path::ReturnPath,
};
use crate::platform::{config::Secret, entropy::Entropy};
use std::{fmt, future::Future, pin::Pin, time::Duration};

/// The answer of an adapter, some time later.
pub type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, ProviderError>> + Send + 'a>>;

/// Somebody whom the provider has vouched for just now.
#[derive(Debug, Clone)]
pub struct Admission {
    /// Who it is.
    pub person: Person,
    /// The signed proof, as it came: the key custodian verifies it again. None where the provider
    /// gives no ID token.
    pub id_token: Option<Secret>,
    /// Opens what the provider would let us do in the person's name. We do nothing: it is given back
    /// by [`Adapter::part`].
    pub access_token: Option<Secret>,
}

/// Vouches for people.
pub trait Adapter: Send + Sync + fmt::Debug {
    /// The issuer under which people are known.
    fn issuer(&self) -> &str;

    /// How long ago the provider told us about itself; fails when it cannot be asked and what it said
    /// is more than a day old.
    fn age(&self) -> Reply<'_, Duration>;

    /// The address to send the browser to, and what to remember until it returns.
    fn begin<'a>(
        &'a self,
        return_to: ReturnPath,
        entropy: &'a dyn Entropy,
    ) -> Reply<'a, (String, PendingLogin)>;

    /// As [`Adapter::begin`], for a sign-in that is renewed while nobody is asked anything: the provider
    /// vouches for whoever is signed in there, or answers that it would have to ask. None where there is
    /// no such thing.
    fn begin_renewal<'a>(
        &'a self,
        _return_to: ReturnPath,
        _entropy: &'a dyn Entropy,
    ) -> Option<Reply<'a, (String, PendingLogin)>> {
        None
    }

    /// Whether [`Adapter::begin_renewal`] leads anywhere.
    fn can_renew(&self) -> bool {
        false
    }

    /// Redeems the one-time code that answers `login` and says who signed in.
    fn redeem<'a>(&'a self, code: String, login: &'a PendingLogin) -> Reply<'a, Admission>;

    /// Takes leave of the provider once a sign-in is over, well or badly: whatever session it opened
    /// for us is ended there. Never fails a sign-in.
    fn part<'a>(
        &'a self,
        admission: Option<&'a Admission>,
        approval: Option<&'a Approval>,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>>;
}
