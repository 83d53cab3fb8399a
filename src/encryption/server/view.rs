//! A patient's opened records, sorted once and remembered until one of them changes.
//!
//! Opening ten years of records takes longer than a page may. The result is kept in memory for as
//! long as the leases that opened it, and asked for again only when the database says that a record
//! came, changed or went, which costs one short query.

use super::{error::StoreError, payload::Opened, store::SealedStore};
use crate::platform::{database::DatabaseError, ids::UserId};
use std::sync::Arc;

/// What a patient's living records are, without their content: differs after every write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// How many there are.
    pub records: i64,
    /// All ids with their revisions, folded. Two diaries that were written one after the other have
    /// the same fold with a chance of 2^-64.
    pub fold: i64,
}

impl SealedStore {
    /// What `sort` makes of all living records of a patient; the one remembered, when nothing has
    /// changed since. A type must always come with the same `sort`.
    ///
    /// # Errors
    /// As [`SealedStore::load`].
    pub async fn view<T: Send + Sync + 'static>(
        &self,
        user: UserId,
        sort: impl FnOnce(&Opened) -> T,
    ) -> Result<Arc<T>, StoreError> {
        // The mark comes first: a write in between makes it old, never the view.
        let mark = self.diary_mark(user).await?;
        if let Some(view) = self.views.get(user, mark, self.clock.now()) {
            return Ok(view);
        }
        let opened = self.load(user).await?;
        let view = Arc::new(sort(&opened));
        // A diary that could not be opened whole is tried again the next time.
        if let (Some(expires), 0) = (opened.expires, opened.unreadable) {
            let (size, now) = (opened.len(), self.clock.now());
            self.views
                .insert(user, mark, size, Arc::clone(&view), expires, now);
        }
        Ok(view)
    }

    async fn diary_mark(&self, user: UserId) -> Result<Mark, DatabaseError> {
        let mut transaction = self.database.begin_for(user).await?;
        let mark = sqlx::query_as!(
            Mark,
            r#"select count(*) as "records!",
                      coalesce(bit_xor(uuid_hash_extended(id, revision)), 0) as "fold!"
             from vault.record
             where user_id = $1 and purge_epoch is null"#,
            user.as_uuid()
        )
        .fetch_one(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(mark)
    }
}
