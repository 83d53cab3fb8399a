//! Attacks as the engine reads them: in the local time of the zone in which each of them began.

use crate::{
    attacks::server::{Attack, AttackRecord, Course},
    daily::server::DaySummary,
    encryption::server::Stored,
    medication::{model::Purpose, server::IntakeRecord},
    patterns::engine::AttackEntry,
    platform::ids::RecordId,
};
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeSet;

/// Longest time from onset to medicine that counts as a treatment of the attack, in minutes (72 hours,
/// the longest untreated attack of ICHD-3).
const LONGEST_WAIT: f64 = 72.0 * 60.0;

/// The attacks of a diary, and those of days that a daily diary calls headache days.
#[must_use]
pub fn attacks(
    attacks: &[Stored<AttackRecord>],
    intakes: &[Stored<IntakeRecord>],
    days: &[Stored<DaySummary>],
) -> Vec<AttackEntry> {
    let mut entries: Vec<AttackEntry> = attacks
        .iter()
        .map(|stored| entry(stored.id, &stored.value.attack, intakes))
        .collect();
    let touched: BTreeSet<Date> = attacks
        .iter()
        .flat_map(|stored| touched(&stored.value.attack))
        .collect();
    entries.extend(of_days(days, &touched));
    entries.sort_by_key(|entry| entry.onset);
    entries
}

/// The local days that an attack touches; of one without an end, the days up to the latest entry in it.
pub fn touched(attack: &Attack) -> impl Iterator<Item = Date> + use<> {
    let zone = attack.time_zone();
    let end = attack.end().unwrap_or_else(|| attack.latest_entry());
    let first = attack.onset.to_zoned(zone.clone()).date();
    let last = end.to_zoned(zone).date();
    std::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(move |day| *day <= last)
}

fn entry(id: RecordId, attack: &Attack, intakes: &[Stored<IntakeRecord>]) -> AttackEntry {
    let zone = attack.time_zone();
    let local = |instant: Timestamp| instant.to_zoned(zone.clone()).datetime();
    let onset = local(attack.onset);
    let hour_known = !is_stand_in(attack);
    // When clocks go back, an attack can end at an earlier time of day than it began.
    let end = match attack.course {
        Course::Ended(end) => Some(local(end).max(onset)),
        Course::Over => Some(local(attack.latest_entry()).max(onset)),
        Course::Ongoing | Course::Continuous => None,
    };
    let is_timed = hour_known && !attack.woke_with_it;
    AttackEntry {
        onset,
        hour_known,
        end,
        minutes_to_treatment: is_timed
            .then(|| first_medicine(id, attack, intakes))
            .flatten(),
        entered: Some(local(attack.recorded)),
    }
}

/// Whether the onset is the noon that a late entry gets until the patient says when.
fn is_stand_in(attack: &Attack) -> bool {
    let onset = attack.onset.to_zoned(attack.time_zone());
    let is_noon = onset.hour() == 12 && onset.minute() == 0 && onset.second() == 0;
    let recorded = attack.recorded.to_zoned(attack.time_zone());
    is_noon && recorded.date() > onset.date()
}

fn first_medicine(id: RecordId, attack: &Attack, intakes: &[Stored<IntakeRecord>]) -> Option<f64> {
    let own = attack.medicines.iter().map(|intake| intake.at);
    let linked = intakes
        .iter()
        .map(|stored| &stored.value)
        .filter(|intake| intake.attack == Some(id) && intake.purpose == Purpose::Acute)
        .map(|intake| intake.at);
    let first = own.chain(linked).filter(|at| *at >= attack.onset).min()?;
    let minutes = first.duration_since(attack.onset).as_secs_f64() / 60.0;
    (minutes <= LONGEST_WAIT).then_some(minutes)
}

/// Runs of headache days of a daily diary, each one attack without an hour.
fn of_days(days: &[Stored<DaySummary>], touched: &BTreeSet<Date>) -> Vec<AttackEntry> {
    let headache: BTreeSet<Date> = days
        .iter()
        .filter(|stored| stored.value.headache == Some(true))
        .map(|stored| stored.value.day)
        .filter(|day| !touched.contains(day))
        .collect();
    let mut entries: Vec<AttackEntry> = Vec::new();
    let mut last: Option<Date> = None;
    for day in headache {
        let evening = day.at(23, 59, 0, 0);
        match entries.last_mut() {
            Some(running) if last.and_then(|last| last.tomorrow().ok()) == Some(day) => {
                running.end = Some(evening);
            }
            _ => entries.push(AttackEntry {
                onset: day.at(12, 0, 0, 0),
                hour_known: false,
                end: Some(evening),
                minutes_to_treatment: None,
                entered: None,
            }),
        }
        last = Some(day);
    }
    entries
}
