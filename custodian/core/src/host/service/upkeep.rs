//! What a host does on its own account: tidying every few minutes, wrapping shares under another root
//! key, looking whether a restored store opens.

use crate::{
    host::{
        Host, Trouble,
        audit::{Chain, Event, append},
        secrets::Secrets,
        store::{ShareRow, Store, StoreError, Stored},
        wrapping::{self, Place},
    },
    protocol::UseDetail,
    refusal::Refusal,
};

/// How many shares one tidying destroys or wraps anew.
const BATCH: u32 = 1_000;

/// Destroys what has waited long enough, and forgets what has ended; a host does so every few minutes.
///
/// # Errors
/// When the store fails.
pub fn tidy(host: &Host<'_>, store: &mut dyn Store) -> Stored<u32> {
    let now = host.clock.now();
    let mut destroyed = 0;
    for (user, shares) in store.destroy_retired(now, BATCH)? {
        destroyed += shares;
        let event = Event {
            key_id: "",
            action: "destroy-retired",
            detail: UseDetail {
                shares,
                ..UseDetail::default()
            },
            outcome: "done",
        };
        append(store, Chain::User(user), now, event)?;
    }
    store.forget_ended(now)?;
    Ok(destroyed)
}

/// Wraps up to 1,000 shares under the present root key; tells how many it did. Records are not touched.
///
/// # Errors
/// When the store fails, or when a share does not open under the key that it names.
pub fn wrap_anew(host: &Host<'_>, store: &mut dyn Store) -> Result<u32, Trouble> {
    let secrets = host.secrets;
    let rows = store.shares_of_other_generations(secrets.root.generation, BATCH)?;
    let mut done = 0;
    for (user, row) in rows {
        let life = store.user(user)?.map_or(0, |row| row.life);
        let share = wrapping::unwrap(secrets, user, life, &row).ok_or(Refusal::Unavailable)?;
        let place = Place {
            user,
            life,
            purpose: row.purpose,
            name: row.name,
        };
        let fresh = wrapping::wrap(secrets, place, &share, host.entropy);
        let retire_at = row.retire_at;
        store.put_share(user, &ShareRow { retire_at, ..fresh })?;
        done += 1;
    }
    Ok(done)
}

/// Whether the shares of this store open under these secrets: tries a hundred at most, and tells
/// how many. For a restore.
///
/// # Errors
/// When one does not open, or the store fails.
pub fn opens(secrets: &Secrets, store: &mut dyn Store) -> Stored<u32> {
    let mut tried = 0;
    // No generation has this number: all shares have another one.
    for (user, row) in store.shares_of_other_generations(0, 100)? {
        let life = store.user(user)?.map_or(0, |row| row.life);
        if wrapping::unwrap(secrets, user, life, &row).is_none() {
            let words = "a share does not open under this root key";
            return Err(StoreError(words.to_owned()));
        }
        tried += 1;
    }
    Ok(tried)
}
