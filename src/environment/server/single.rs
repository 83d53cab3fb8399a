//! Records of which a patient has one: found by an id that follows from the patient, changed in a loop
//! that loses no change of another device.

use crate::{
    account::server::Visit,
    encryption::server::{Created, Sealable, StoreError},
    platform::ids::RecordId,
    problem::Problem,
};

/// How often a change is tried again when another device was faster.
const TRIES: usize = 5;

/// The id of the record.
pub(super) async fn id(visit: &Visit, name: &[&[u8]]) -> Result<RecordId, Problem> {
    Ok(visit.store().derived_ids(visit.user).await?.id(name))
}

/// The record, or its default before there is one.
pub(super) async fn load<T: Sealable + Default>(
    visit: &Visit,
    name: &[&[u8]],
) -> Result<T, Problem> {
    let store = visit.store();
    let id = id(visit, name).await?;
    let stored = store.get::<T>(visit.user, id).await?;
    Ok(stored.map(|stored| stored.value).unwrap_or_default())
}

/// Changes the record, or makes it; answers what it became. A change that changes nothing writes nothing.
pub(super) async fn change<T: Sealable + Default + Clone + PartialEq + Sync>(
    visit: &Visit,
    name: &[&[u8]],
    change: impl Fn(&mut T) + Send + Sync,
) -> Result<T, Problem> {
    let store = visit.store();
    let id = id(visit, name).await?;
    for _ in 0..TRIES {
        let Some(stored) = store.get::<T>(visit.user, id).await? else {
            let mut value = T::default();
            change(&mut value);
            match store.create(visit.user, id, &value).await? {
                Created::New => return Ok(value),
                Created::AlreadyThere => continue,
            }
        };
        let mut value = stored.value.clone();
        change(&mut value);
        if value == stored.value {
            return Ok(value);
        }
        match store.put(visit.user, id, stored.revision, &value).await {
            Ok(_) => return Ok(value),
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Changed)
}
