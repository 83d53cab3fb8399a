//! The sessions of a user, for the list of devices: look, revoke one, revoke the others, and tidy up
//! what has expired. Also who holds a session, which every request asks.
//!
//! Everything here except [`SessionStore::holder`] runs on behalf of the user, so row-level security
//! keeps a user from reaching the sessions of another.

use super::{
    digest::SessionDigest,
    session_store::{ABSOLUTE_SECONDS, IDLE_SECONDS, SessionStore, TOUCH_SECONDS},
};
use crate::{
    identity::model::Role,
    platform::{
        database::{Capability, DatabaseError},
        ids::UserId,
    },
};

/// Names a session in a form without opening it: the digest in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionReference(SessionDigest);

impl SessionReference {
    /// Refers to the session with this digest.
    #[must_use]
    pub const fn new(digest: SessionDigest) -> Self {
        Self(digest)
    }

    /// Reads what [`SessionReference`] displays: 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut digest = [0; 32];
        hex::decode_to_slice(text, &mut digest).ok()?;
        Some(Self(digest))
    }
}

impl std::fmt::Display for SessionReference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

/// One line of the list of devices. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSummary {
    /// Names the session in a form.
    pub reference: SessionReference,
    /// Browser family.
    pub label: String,
    /// When it was signed in.
    pub created_at: i64,
    /// When it was last used, to five minutes.
    pub last_seen_at: i64,
    /// When it ends if it is not used again.
    pub expires_at: i64,
}

/// What a cookie turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// No such session, or it has ended.
    Nobody,
    /// A session in which nobody has signed in yet.
    Stranger,
    /// A signed-in user with the roles that our table grants.
    User {
        /// The user's pseudonym.
        user_id: UserId,
        /// When the session was signed in, in Unix seconds.
        signed_in_at: i64,
        /// The roles.
        roles: Vec<Role>,
    },
}

impl SessionStore {
    /// Who holds the session with this digest. One transaction, as every request asks it; a second
    /// one every five minutes, to write down that the session is in use.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn holder(&self, digest: &SessionDigest) -> Result<Holder, DatabaseError> {
        let now = self.now();
        let mut transaction = self
            .database
            .begin_with(Capability::Session(digest))
            .await?;
        let row = sqlx::query!(
            r#"
            select held.user_id, held.created_at, held.last_seen_at,
                array(
                    select granted.role from identity.role granted
                    where granted.user_id = held.user_id
                ) as "roles!: Vec<String>"
            from identity.session held
            where held.digest = $1 and held.expires_at > $2
            "#,
            &digest[..],
            now,
        )
        .fetch_optional(transaction.connection())
        .await?;
        transaction.commit().await?;
        let Some(row) = row else {
            return Ok(Holder::Nobody);
        };
        if row.user_id.is_nil() {
            return Ok(Holder::Stranger);
        }
        let user_id = UserId::new(row.user_id);
        if now - row.last_seen_at >= TOUCH_SECONDS {
            self.touch(user_id, digest, now).await?;
        }
        let roles = row.roles.iter().filter_map(|name| Role::from_name(name));
        Ok(Holder::User {
            user_id,
            signed_in_at: row.created_at,
            roles: roles.collect(),
        })
    }

    async fn touch(
        &self,
        user: UserId,
        digest: &SessionDigest,
        now: i64,
    ) -> Result<(), DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        sqlx::query!(
            r#"
            update identity.session
            set last_seen_at = $3, expires_at = least(created_at + $4, $3 + $5)
            where user_id = $1 and digest = $2 and expires_at > $3
            "#,
            user.as_uuid(),
            &digest[..],
            now,
            ABSOLUTE_SECONDS,
            IDLE_SECONDS,
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    /// The user's live sessions, the most recently used first.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn list(&self, user: UserId) -> Result<Vec<SessionSummary>, DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        let rows = sqlx::query!(
            r#"
            select digest, label, created_at, last_seen_at, expires_at
            from identity.session
            where user_id = $1 and expires_at > $2
            order by last_seen_at desc, created_at desc
            "#,
            user.as_uuid(),
            self.now(),
        )
        .fetch_all(transaction.connection())
        .await?;
        let summaries = rows.into_iter().filter_map(|row| {
            Some(SessionSummary {
                reference: SessionReference(row.digest.try_into().ok()?),
                label: row.label,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                expires_at: row.expires_at,
            })
        });
        Ok(summaries.collect())
    }

    /// Ends one of the user's sessions; `false` if the user has no such session.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn revoke(
        &self,
        user: UserId,
        session: SessionReference,
    ) -> Result<bool, DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        let removed = sqlx::query!(
            "delete from identity.session where user_id = $1 and digest = $2",
            user.as_uuid(),
            &session.0[..],
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(removed == 1)
    }

    /// Ends all of the user's sessions but `keep`; says how many ended.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn revoke_others(
        &self,
        user: UserId,
        keep: SessionReference,
    ) -> Result<u64, DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        let removed = sqlx::query!(
            "delete from identity.session where user_id = $1 and digest <> $2",
            user.as_uuid(),
            &keep.0[..],
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(removed)
    }

    /// Removes the sessions that have ended; says how many. They open nothing even before that.
    ///
    /// # Errors
    /// When Postgres does not answer as expected.
    pub async fn delete_expired(&self) -> Result<u64, DatabaseError> {
        let mut transaction = self.database.begin_as_janitor().await?;
        let removed = sqlx::query!(
            "delete from identity.session where expires_at <= $1",
            self.now(),
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(removed)
    }
}
