//! The ranges that a record from a file has to keep.
//!
//! Files come from anywhere, and a record's serde form alone does not enforce what the pages do.

use super::dates::check_range;
use crate::attacks::{
    model::OwnSymptom,
    server::{Attack, Intake},
};
use crate::transfer::model::FaultReason;
use jiff::civil::Date;

/// Characters of free text.
pub(super) const LONGEST_NOTES: usize = 4_000;
/// Characters of a medicine's name.
pub(super) const LONGEST_NAME: usize = 120;
/// Characters of a dose.
const LONGEST_DOSE: usize = 60;
/// Characters of a zone's name; the longest in use has 32.
const LONGEST_ZONE: usize = 64;
/// Minutes of aura: three days.
const LONGEST_AURA: u16 = 4_320;
/// Levels, and medicines, in one attack: one every quarter of an hour for ten days.
pub(super) const MOST_POINTS: usize = Attack::MOST_ENTRIES;
/// Medicines a day.
pub(super) const MOST_MEDICINES: u16 = 50;

/// The column at fault, by the name it has in our export, and the reason.
pub(super) type Refusal = (&'static str, FaultReason);

/// Checks a text.
pub(super) fn check_text(text: &str, longest: usize) -> Result<(), FaultReason> {
    // Bytes bound characters from above, which spares counting nearly always.
    if text.len() > longest && text.chars().count() > longest {
        return Err(FaultReason::TextTooLong);
    }
    Ok(())
}

/// Checks a medicine count.
pub(super) fn check_count(count: i64) -> Result<u16, FaultReason> {
    u16::try_from(count)
        .ok()
        .filter(|count| *count <= MOST_MEDICINES)
        .ok_or(FaultReason::CountOutOfRange)
}

/// Checks the name of a zone; this machine need not know it.
pub(super) fn check_zone(zone: &str) -> Result<(), Refusal> {
    let fits = (1..=LONGEST_ZONE).contains(&zone.len())
        && zone.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        Ok(())
    } else {
        Err(("zone", FaultReason::ValueUnreadable))
    }
}

/// Checks a whole attack.
pub(super) fn check_attack(attack: &Attack, today: Date) -> Result<(), Refusal> {
    check_zone(&attack.zone)?;
    let zone = attack.time_zone();
    let local_day = |instant: jiff::Timestamp| instant.to_zoned(zone.clone()).date();
    check_range(local_day(attack.onset), today).map_err(|reason| ("start", reason))?;
    if let Some(end) = attack.end() {
        if end < attack.onset {
            return Err(("end", FaultReason::EndBeforeStart));
        }
        check_range(local_day(end), today).map_err(|reason| ("end", reason))?;
    }
    if attack.levels.len() > MOST_POINTS {
        return Err(("levels", FaultReason::TooMany));
    }
    if attack.progress.len() > MOST_POINTS {
        return Err(("progress", FaultReason::TooMany));
    }
    if attack.medicines.len() > MOST_POINTS {
        return Err(("medicines", FaultReason::TooMany));
    }
    if attack.details.own_symptoms.len() > OwnSymptom::MOST {
        return Err(("details", FaultReason::TooMany));
    }
    if attack
        .aura
        .values()
        .flatten()
        .any(|minutes| !(1..=LONGEST_AURA).contains(minutes))
    {
        return Err(("aura", FaultReason::ValueUnreadable));
    }
    for Intake { name, dose, .. } in &attack.medicines {
        if name.is_empty() {
            return Err(("medicines", FaultReason::ValueUnreadable));
        }
        check_text(name, LONGEST_NAME).map_err(|reason| ("medicines", reason))?;
        check_text(dose, LONGEST_DOSE).map_err(|reason| ("medicines", reason))?;
    }
    check_text(&attack.notes, LONGEST_NOTES).map_err(|reason| ("notes", reason))
}
