//! Which records share a key once they are old: those of a month.
//!
//! Every day of writing has a key of its own, and a page that opens the whole diary asks the custodian
//! for all of them. Records older than [`YOUNG_DAYS`] days therefore get the key of their month's first
//! day of writing: a long history needs about 35 keys and 12 more for each year. The share of that day is
//! there already, because records have it, and the custodian lends it like any other; nothing new has to
//! be made under a day that is over. Its key seals more records than a day's key does otherwise, far below
//! the limit that [`derivation`](crate::encryption::derivation) names.

use crate::encryption::epoch::{Epoch, KeyName};
use std::collections::{BTreeMap, BTreeSet};

/// How many days records keep the key of their day.
pub const YOUNG_DAYS: u32 = 35;

/// The records of one month that get one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Month {
    /// The key of the month's first day of writing.
    pub into: KeyName,
    /// The keys that its other records have.
    pub from: BTreeSet<KeyName>,
}

/// The months of which records have more than one key, the oldest first. `names` are keys of the current
/// lineage that open.
pub(super) fn months(names: &BTreeSet<KeyName>, today: Epoch) -> Vec<Month> {
    let oldest_young = today.before(YOUNG_DAYS);
    let mut by_month: BTreeMap<(i16, i8), Vec<KeyName>> = BTreeMap::new();
    for name in names.iter().filter(|name| name.epoch < oldest_young) {
        by_month.entry(name.epoch.month()).or_default().push(*name);
    }
    let months = by_month.into_values().filter_map(|names| {
        let (into, from) = names.split_first()?;
        (!from.is_empty()).then(|| Month {
            into: *into,
            from: from.iter().copied().collect(),
        })
    });
    months.collect()
}
