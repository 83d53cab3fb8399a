//! Entries that were made more than 24 hours later: recall undercounts, so a reader may want to leave
//! them out. Confirmed clear days carry no time of entry and always count.

use crate::{
    attacks::server::{Attack, AttackRecord},
    daily::server::CheckIn,
    encryption::server::Stored,
    medication::server::IntakeRecord,
    reports::server::{Diary, ReadingMemory},
};
use jiff::{ToSpan, tz::TimeZone};

/// Whether an attack was entered late or told from memory.
pub(super) fn is_late_attack(record: &AttackRecord) -> bool {
    record.attack.is_late_entry() || record.attack.details.from_memory
}

/// Whether an intake was entered more than 24 hours later.
pub(super) fn is_late_intake(intake: &IntakeRecord) -> bool {
    intake.recorded.as_second() - intake.at.as_second() > Attack::LATE_AFTER_SECONDS
}

/// Whether a check-in was made after the day that follows its own; the day ends when it ends everywhere.
fn is_late_check_in(check_in: &CheckIn) -> bool {
    let next = check_in.day.saturating_add(2.days());
    check_in.recorded.to_zoned(TimeZone::UTC).date() > next
}

/// The diary without late entries.
pub(super) fn without_late(diary: &Diary) -> Diary {
    Diary {
        attacks: kept(&diary.attacks, |record| !is_late_attack(record)),
        intakes: kept(&diary.intakes, |intake| !is_late_intake(intake)),
        check_ins: kept(&diary.check_ins, |check_in| !is_late_check_in(check_in)),
        ..copied(diary)
    }
}

/// The same diary.
pub(super) fn copied(diary: &Diary) -> Diary {
    Diary {
        attacks: diary.attacks.clone(),
        days: diary.days.clone(),
        clear_days: diary.clear_days.clone(),
        check_ins: diary.check_ins.clone(),
        own_factors: diary.own_factors.clone(),
        measurements: diary.measurements.clone(),
        intakes: diary.intakes.clone(),
        medicines: diary.medicines.clone(),
        plans: diary.plans.clone(),
        scales: diary.scales.clone(),
        safety: diary.safety.clone(),
        forecasts: diary.forecasts.clone(),
        forecast_alerts: diary.forecast_alerts.clone(),
        experiments: diary.experiments.clone(),
        pattern_settings: diary.pattern_settings.clone(),
        profile: diary.profile.clone(),
        profile_place: diary.profile_place,
        unreadable: diary.unreadable,
        memory: ReadingMemory::default(),
    }
}

/// The records of a list that satisfy `keep`.
pub(super) fn kept<T: Clone>(records: &[Stored<T>], keep: impl Fn(&T) -> bool) -> Vec<Stored<T>> {
    let kept = records.iter().filter(|stored| keep(&stored.value));
    kept.cloned().collect()
}
