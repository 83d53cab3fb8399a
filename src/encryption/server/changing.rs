//! Changing a record that another device may be changing as well.

use super::{
    error::StoreError,
    payload::Sealable,
    store::{Created, SealedStore},
};
use crate::platform::ids::{RecordId, UserId};

/// How often a change is tried again when another device was faster.
const TRIES: usize = 5;

impl SealedStore {
    /// Changes a record, or makes it: reads, edits, and writes under the revision that was read; begins anew
    /// when that has passed. A change that changes nothing writes nothing. Answers what the record became.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when others were faster every time; otherwise when it cannot be opened or written.
    pub async fn change<T: Sealable + Clone + PartialEq + Sync>(
        &self,
        user: UserId,
        id: RecordId,
        make: impl Fn() -> T + Send + Sync,
        edit: impl Fn(&mut T) + Send + Sync,
    ) -> Result<T, StoreError> {
        for _ in 0..TRIES {
            let Some(stored) = self.get::<T>(user, id).await? else {
                let mut value = make();
                edit(&mut value);
                match self.create(user, id, &value).await? {
                    Created::New => return Ok(value),
                    Created::AlreadyThere => continue,
                }
            };
            let mut value = stored.value.clone();
            edit(&mut value);
            if value == stored.value {
                return Ok(value);
            }
            match self.put(user, id, stored.revision, &value).await {
                Ok(_) => return Ok(value),
                Err(StoreError::Changed) => {}
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Changed)
    }
}
