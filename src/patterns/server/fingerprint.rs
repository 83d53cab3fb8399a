//! Whether a result is older than the diary: a digest of what the result depends on.

use super::record::PatternSettings;
use crate::{encryption::server::Stored, reports::server::Diary};
use jiff::civil::Date;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The digest of a diary on a day. Two diaries with the same records in the same revisions have the same;
/// the order of records plays no part.
#[must_use]
pub fn fingerprint(diary: &Diary, settings: &PatternSettings, today: Date, engine: u32) -> u64 {
    fn add<T>(records: &[Stored<T>], kind: u8, places: &mut Vec<(u8, [u8; 16], i64)>) {
        places.extend(
            records
                .iter()
                .map(|stored| (kind, stored.id.as_bytes(), stored.revision)),
        );
    }
    let mut places = Vec::new();
    add(&diary.attacks, 0, &mut places);
    add(&diary.days, 1, &mut places);
    add(&diary.clear_days, 2, &mut places);
    add(&diary.check_ins, 3, &mut places);
    add(&diary.own_factors, 4, &mut places);
    add(&diary.measurements, 5, &mut places);
    add(&diary.intakes, 6, &mut places);
    add(&diary.plans, 7, &mut places);
    places.sort_unstable();
    let mut hasher = DefaultHasher::new();
    places.hash(&mut hasher);
    settings.suspected.hash(&mut hasher);
    (today.year(), today.month(), today.day(), engine).hash(&mut hasher);
    hasher.finish()
}
