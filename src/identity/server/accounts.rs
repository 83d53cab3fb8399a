//! Accounts: one pseudonym per person at a provider.
//!
//! An account is made at the first sign-in and found again by a digest of issuer and subject. The
//! e-mail digest exists for operators who name a patient on the command line; it is written only
//! when the provider says that the address is verified. Policy: errors never name a person.

use super::digest::AccountDigests;
use crate::platform::{
    clock::Clock,
    database::{Capability, Database, DatabaseError},
    entropy::Entropy,
    ids::UserId,
};
use std::sync::Arc;

/// A person as the provider vouches for them. Lives only while a sign-in is being finished.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The provider's issuer.
    pub issuer: String,
    /// The provider's name for the person; opaque.
    pub subject: String,
    /// The person's e-mail address, when the provider has verified it.
    pub verified_email: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Person(..)")
    }
}

/// Why an account could not be found.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Postgres did not answer as expected.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Two providers vouch for the same address; a guess could open the wrong diary.
    #[error("more than one account has this e-mail address")]
    Ambiguous,
}

impl From<sqlx::Error> for AccountError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// The accounts in Postgres.
#[derive(Debug, Clone)]
pub struct Accounts {
    database: Database,
    digests: AccountDigests,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Accounts {
    /// Accounts in `database`, found by `digests`.
    #[must_use]
    pub fn new(
        database: Database,
        digests: AccountDigests,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self {
            database,
            digests,
            clock,
            entropy,
        }
    }

    /// The account of `person`, made now if there is none. Two first sign-ins at once end at the
    /// same account. A verified e-mail address replaces the digest of the earlier one.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn find_or_create(&self, person: &Person) -> Result<UserId, DatabaseError> {
        let subject_digest = self.digests.subject(&person.issuer, &person.subject);
        let fresh = UserId::random(self.entropy.as_ref());
        let mut transaction = self
            .database
            .begin_with(Capability::Subject(&subject_digest))
            .await?;
        sqlx::query!(
            r#"
            insert into identity.account (user_id, subject_digest, created_epoch)
            values ($1, $2, $3)
            on conflict (subject_digest) do nothing
            "#,
            fresh.as_uuid(),
            &subject_digest[..],
            self.today(),
        )
        .execute(transaction.connection())
        .await?;
        let user_id = sqlx::query_scalar!(
            "select user_id from identity.account where subject_digest = $1",
            &subject_digest[..],
        )
        .fetch_one(transaction.connection())
        .await?;
        if let Some(address) = &person.verified_email {
            let email_digest = self.digests.email(address);
            sqlx::query!(
                r#"
                update identity.account
                set email_digest = $3
                where user_id = $1 and subject_digest = $2
                    and email_digest is distinct from $3
                "#,
                user_id,
                &subject_digest[..],
                &email_digest[..],
            )
            .execute(transaction.connection())
            .await?;
        }
        transaction.commit().await?;
        Ok(UserId::new(user_id))
    }

    /// The account of `person`, if there is one.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn find(&self, person: &Person) -> Result<Option<UserId>, DatabaseError> {
        let subject_digest = self.digests.subject(&person.issuer, &person.subject);
        let mut transaction = self
            .database
            .begin_with(Capability::Subject(&subject_digest))
            .await?;
        let found = sqlx::query_scalar!(
            "select user_id from identity.account where subject_digest = $1",
            &subject_digest[..],
        )
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(found.map(UserId::new))
    }

    /// The account whose provider verified `address`; for operators on the command line.
    ///
    /// # Errors
    /// [`AccountError::Ambiguous`] when several accounts have the address, or when Postgres does
    /// not answer as expected.
    pub async fn find_by_email(&self, address: &str) -> Result<Option<UserId>, AccountError> {
        let digest = self.digests.email(address);
        let mut transaction = self.database.begin_with(Capability::Email(&digest)).await?;
        let found = sqlx::query_scalar!(
            "select user_id from identity.account where email_digest = $1 limit 2",
            &digest[..],
        )
        .fetch_all(transaction.connection())
        .await?;
        match found[..] {
            [] => Ok(None),
            [user_id] => Ok(Some(UserId::new(user_id))),
            _ => Err(AccountError::Ambiguous),
        }
    }

    /// Today as a UTC day number.
    fn today(&self) -> i32 {
        const SECONDS_PER_DAY: i64 = 86_400;
        i32::try_from(self.clock.now().as_second().div_euclid(SECONDS_PER_DAY))
            .expect("a timestamp ends in the year 9999, day number 2,932,896")
    }
}
