//! One key and one place for a record, the same in every run.

use crate::encryption::derivation::DataKey;
use crate::encryption::epoch::{Epoch, KeyName, Lineage};
use crate::encryption::format::RecordContext;
use crate::encryption::share::{AppShare, Share};
use crate::platform::ids::{RecordId, UserId};
use uuid::Uuid;

/// The day on which the fixture stands.
pub const TODAY: Epoch = Epoch::new(20_777);

/// Where the fixture's record stands.
#[must_use]
pub fn context() -> RecordContext<'static> {
    RecordContext {
        user: UserId::new(Uuid::from_u128(1)),
        table: "record",
        record: RecordId::new(Uuid::from_u128(2)),
        schema_version: 1,
        revision: 1,
    }
}

/// The key of the fixture's user for [`TODAY`].
#[must_use]
pub fn key() -> DataKey {
    let name = KeyName {
        epoch: TODAY,
        lineage: Lineage::FIRST,
    };
    DataKey::derive(
        &Share::copied_from(&[1; 32]),
        &AppShare::copied_from(&[2; 32]),
        context().user,
        name,
    )
}
