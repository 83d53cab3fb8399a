//! Sessions in Postgres, for `tower-sessions`.
//!
//! The table holds a digest of the id, never the id. A session that belongs to a user ends 30 days
//! after its sign-in whatever happens, and after 7 days without use; one that belongs to nobody (a
//! sign-in under way) ends after 20 minutes. The times are enforced here, by our clock, because the
//! cookie's age is only a wish. A row never changes hands: signing in makes a new one.
//! Policy: errors say that the store failed, not what was stored.

use super::session_seal::SessionSeal;
use crate::platform::{
    clock::Clock,
    database::{Capability, Database, DatabaseError, UserTx},
    entropy::Entropy,
    ids::UserId,
};
use async_trait::async_trait;
use std::sync::Arc;
use tower_sessions::{
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};
use uuid::Uuid;

/// Longest life of a session from its sign-in, in seconds: 30 days.
pub const ABSOLUTE_SECONDS: i64 = 30 * 24 * 3_600;
/// Longest time without use, in seconds: 7 days.
pub const IDLE_SECONDS: i64 = 7 * 24 * 3_600;
/// Longest life of a session that belongs to nobody, from its last change, in seconds: 20 minutes.
/// Longer than a sign-in may take, so that a late return is told what happened.
pub const STRANGER_SECONDS: i64 = 20 * 60;
/// How often a use is written down at most, in seconds: 5 minutes.
pub const TOUCH_SECONDS: i64 = 5 * 60;

/// Key of the session's data under which the user's pseudonym stands.
pub const USER_KEY: &str = "user_id";
/// Key of the session's data under which the provider's name for the person stands, where we may have
/// to name them to the provider again: to delete their account there. Sealed like everything here.
pub const SUBJECT_KEY: &str = "subject";
/// Key of the session's data under which stands when its person signed in, in Unix seconds, once the
/// session has got another id since: a new row is then as old as the sign-in.
pub const SIGNED_IN_KEY: &str = "signed_in_at";
/// Key of the session's data under which the browser family stands.
pub const BROWSER_KEY: &str = "browser";

/// The sessions in Postgres.
#[derive(Debug, Clone)]
pub struct SessionStore {
    pub(super) database: Database,
    pub(super) clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl SessionStore {
    /// Sessions in `database`.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            database,
            clock,
            entropy,
        }
    }

    /// Present instant in Unix seconds.
    pub(super) fn now(&self) -> i64 {
        self.clock.now().as_second()
    }

    /// A transaction that may write the row of `user`, or nobody's row with this digest.
    async fn begin(
        &self,
        user: Option<UserId>,
        seal: &SessionSeal,
    ) -> std::result::Result<UserTx, DatabaseError> {
        match user {
            Some(user) => self.database.begin_for(user).await,
            None => {
                self.database
                    .begin_with(Capability::Session(seal.digest()))
                    .await
            }
        }
    }

    async fn insert(
        &self,
        seal: &SessionSeal,
        record: &Record,
    ) -> std::result::Result<(), DatabaseError> {
        let user = user_of(record);
        let now = self.now();
        let created = signed_in_at(record).map_or(now, |at| at.min(now));
        let mut transaction = self.begin(user, seal).await?;
        sqlx::query!(
            r#"
            insert into identity.session
                (user_id, digest, data, label, created_at, last_seen_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            "#,
            column(user),
            &seal.digest()[..],
            seal.seal(user, &record.data, self.entropy.as_ref()),
            label_of(record),
            created,
            now,
            expiry(user, created, now),
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    /// Writes the data of a session that exists; `false` if it does not (any more).
    async fn update(
        &self,
        seal: &SessionSeal,
        record: &Record,
    ) -> std::result::Result<bool, DatabaseError> {
        let user = user_of(record);
        let now = self.now();
        let (idle, absolute) = match user {
            Some(_) => (IDLE_SECONDS, ABSOLUTE_SECONDS),
            // A sign-in may be begun again and again in one browser.
            None => (STRANGER_SECONDS, ABSOLUTE_SECONDS),
        };
        let mut transaction = self.begin(user, seal).await?;
        let changed = sqlx::query!(
            r#"
            update identity.session
            set data = $3,
                last_seen_at = $4,
                expires_at = least(created_at + $6, $4 + $5)
            where user_id = $1 and digest = $2 and expires_at > $4
            "#,
            column(user),
            &seal.digest()[..],
            seal.seal(user, &record.data, self.entropy.as_ref()),
            now,
            idle,
            absolute,
        )
        .execute(transaction.connection())
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(changed == 1)
    }

    async fn find(
        &self,
        id: Id,
        seal: &SessionSeal,
    ) -> std::result::Result<Option<Record>, DatabaseError> {
        let mut transaction = self.begin(None, seal).await?;
        let row = sqlx::query!(
            r#"
            select user_id, data, expires_at
            from identity.session
            where digest = $1 and expires_at > $2
            "#,
            &seal.digest()[..],
            self.now(),
        )
        .fetch_optional(transaction.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let user = (!row.user_id.is_nil()).then(|| UserId::new(row.user_id));
        let Ok(data) = seal.open(user, &row.data) else {
            tracing::warn!(code = "session-unopened", "a session's data do not open");
            return Ok(None);
        };
        let Ok(expiry_date) = OffsetDateTime::from_unix_timestamp(row.expires_at) else {
            return Ok(None);
        };
        Ok(Some(Record {
            id,
            data,
            expiry_date,
        }))
    }

    async fn remove(&self, seal: &SessionSeal) -> std::result::Result<(), DatabaseError> {
        let mut transaction = self.begin(None, seal).await?;
        sqlx::query!(
            "delete from identity.session where digest = $1",
            &seal.digest()[..],
        )
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }
}

#[async_trait]
impl tower_sessions::SessionStore for SessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // The id that came along was made by another generator; ours is an argument.
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes);
        record.id = Id(i128::from_le_bytes(bytes));
        let seal = SessionSeal::new(&record.id.to_string());
        self.insert(&seal, record).await.map_err(failure)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let seal = SessionSeal::new(&record.id.to_string());
        if self.update(&seal, record).await.map_err(failure)? {
            Ok(())
        } else {
            // Revoked or expired in the meantime: saving must not bring it back to life.
            Err(Error::Backend("the session has ended".to_owned()))
        }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let seal = SessionSeal::new(&id.to_string());
        self.find(*id, &seal).await.map_err(failure)
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let seal = SessionSeal::new(&id.to_string());
        self.remove(&seal).await.map_err(failure)
    }
}

/// The library prints this error, so it names no value.
fn failure(_: DatabaseError) -> Error {
    Error::Backend("the session store did not answer as expected".to_owned())
}

fn column(user: Option<UserId>) -> Uuid {
    user.map_or_else(Uuid::nil, UserId::as_uuid)
}

fn expiry(user: Option<UserId>, created: i64, last_seen: i64) -> i64 {
    match user {
        Some(_) => (created + ABSOLUTE_SECONDS).min(last_seen + IDLE_SECONDS),
        None => last_seen + STRANGER_SECONDS,
    }
}

fn user_of(record: &Record) -> Option<UserId> {
    let text = record.data.get(USER_KEY)?.as_str()?;
    text.parse().ok().map(UserId::new)
}

fn signed_in_at(record: &Record) -> Option<i64> {
    record.data.get(SIGNED_IN_KEY)?.as_i64()
}

fn label_of(record: &Record) -> &str {
    record
        .data
        .get(BROWSER_KEY)
        .and_then(serde_json::Value::as_str)
        .unwrap_or("Another browser")
}
