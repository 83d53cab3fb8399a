//! Records of which a patient has one: found by an id that follows from the patient.

use crate::{
    account::server::Visit, encryption::server::Sealable, platform::ids::RecordId, problem::Problem,
};

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
    let id = id(visit, name).await?;
    let changed = visit.store().change(visit.user, id, T::default, change);
    Ok(changed.await?)
}
