//! What one tap, or one small form, can change about an attack.
//!
//! A tap arrives as a code such as `symptom:nausea`; a form as its typed texts. Both become a
//! [`Change`], which is applied to the record as a whole or not at all. To add a change: a variant,
//! its code in `parse`, its effect in `apply`, and a line in the tests' table.

use super::{
    detail_change::{DetailChange, forget_spots},
    record::{Attack, Course, Intake, LevelPoint, ProgressPoint},
};
use crate::attacks::model::{
    AuraKind, FieldFault, Pain, Progress, Region, Relief, Side, Symptom, UnknownCode,
};
use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};

/// A typed value that cannot be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a typed value was not accepted")]
pub struct FieldProblem(pub FieldFault);

/// Two answers within this time are one answer corrected, in seconds (5 minutes, our convention).
const SAME_ANSWER_SECONDS: i64 = 300;

/// One change to an attack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// How bad it is now.
    Level(Pain),
    /// It began this many minutes ago.
    BeganMinutesAgo(u16),
    /// Woke with it, or not after all.
    WokeWithIt,
    /// As before, or better.
    Progress(Progress),
    /// It is over now.
    Gone,
    /// It goes on after all.
    Resumed,
    /// It has no start and end.
    Continuous,
    /// This side, or no side after all.
    Side(Side),
    /// This region, or not after all.
    Region(Region),
    /// This symptom, or not after all.
    Symptom(Symptom),
    /// This symptom bothers most, or none after all.
    MostBothersome(Symptom),
    /// This aura, or not after all.
    Aura(AuraKind),
    /// The aura lasted this many minutes.
    AuraMinutes(AuraKind, u16),
    /// A medicine was taken.
    Taken(Intake),
    /// What the medicine at this place did.
    Relief(usize, Relief),
    /// The medicine at this place was not taken.
    NotTaken(usize),
    /// The level at this place was wrong.
    RemoveLevel(usize),
    /// Start and end as typed.
    Times {
        /// New onset.
        onset: Timestamp,
        /// New end; none leaves the course as it is, unless it had ended.
        end: Option<Timestamp>,
    },
    /// Free text.
    Notes(String),
    /// Something that the details page asks.
    Detail(DetailChange),
}

impl Change {
    /// Reads the code that a tap sends.
    ///
    /// # Errors
    /// [`UnknownCode`] when no form of ours sends it.
    pub fn parse(code: &str) -> Result<Self, UnknownCode> {
        let (name, value) = code.split_once(':').unwrap_or((code, ""));
        Ok(match name {
            "level" => Self::Level(Pain::parse(value)?),
            "began" => match value.parse() {
                Ok(minutes @ 0..=1_440) => Self::BeganMinutesAgo(minutes),
                _ => return Err(UnknownCode),
            },
            "woke" => Self::WokeWithIt,
            "progress" => Self::Progress(Progress::parse(value)?),
            "gone" => Self::Gone,
            "resumed" => Self::Resumed,
            "continuous" => Self::Continuous,
            "side" => Self::Side(Side::parse(value)?),
            "region" => Self::Region(Region::parse(value)?),
            "symptom" => Self::Symptom(Symptom::parse(value)?),
            "bothers" => Self::MostBothersome(Symptom::parse(value)?),
            "aura" => Self::Aura(AuraKind::parse(value)?),
            "relief" => {
                let (place, relief) = value.split_once(':').ok_or(UnknownCode)?;
                Self::Relief(parse_place(place)?, Relief::parse(relief)?)
            }
            "not_taken" => Self::NotTaken(parse_place(value)?),
            "remove_level" => Self::RemoveLevel(parse_place(value)?),
            _ => Self::Detail(DetailChange::parse(code)?),
        })
    }

    /// Reads the typed start and end (`2026-11-20T14:30`, local in the attack's zone).
    ///
    /// # Errors
    /// [`FieldProblem`] naming the field and what is wrong with it.
    pub fn times(
        attack: &Attack,
        onset: &str,
        end: &str,
        now: Timestamp,
    ) -> Result<Self, FieldProblem> {
        let zone = attack.time_zone();
        let onset = local_instant(onset, &zone).ok_or(FieldProblem(FieldFault::OnsetUnreadable))?;
        let end = if end.trim().is_empty() {
            None
        } else {
            Some(local_instant(end, &zone).ok_or(FieldProblem(FieldFault::EndUnreadable))?)
        };
        if onset > now {
            return Err(FieldProblem(FieldFault::OnsetInFuture));
        }
        match end {
            Some(end) if end < onset => Err(FieldProblem(FieldFault::EndBeforeOnset)),
            // A form shows whole minutes, so "now" may lie up to a minute ahead.
            Some(end) if end > now + SignedDuration::from_secs(60) => {
                Err(FieldProblem(FieldFault::EndInFuture))
            }
            end => Ok(Self::Times { onset, end }),
        }
    }

    /// Reads a typed medicine, taken `minutes_ago`.
    ///
    /// # Errors
    /// [`FieldProblem`] naming the field and what is wrong with it.
    pub fn taken(
        name: &str,
        dose: &str,
        minutes_ago: u16,
        now: Timestamp,
    ) -> Result<Self, FieldProblem> {
        let (name, dose) = (name.trim(), dose.trim());
        if name.is_empty() {
            return Err(FieldProblem(FieldFault::NameMissing));
        }
        if name.chars().count() > 120 {
            return Err(FieldProblem(FieldFault::NameTooLong));
        }
        if dose.chars().count() > 60 {
            return Err(FieldProblem(FieldFault::DoseTooLong));
        }
        Ok(Self::Taken(Intake {
            name: name.to_owned(),
            dose: dose.to_owned(),
            at: minutes_before(now, minutes_ago),
            relief: None,
        }))
    }

    /// Reads the typed minutes of an aura.
    ///
    /// # Errors
    /// [`FieldProblem`] unless it is a whole number from 1 to 4,320.
    pub fn aura_minutes(kind: AuraKind, minutes: &str) -> Result<Self, FieldProblem> {
        match minutes.trim().parse() {
            Ok(minutes @ 1..=4_320) => Ok(Self::AuraMinutes(kind, minutes)),
            _ => Err(FieldProblem(FieldFault::MinutesOutOfRange)),
        }
    }

    /// Reads typed notes.
    ///
    /// # Errors
    /// [`FieldProblem`] above 4,000 characters.
    pub fn notes(text: &str) -> Result<Self, FieldProblem> {
        let text = text.replace("\r\n", "\n");
        if text.chars().count() > 4_000 {
            return Err(FieldProblem(FieldFault::NotesTooLong));
        }
        Ok(Self::Notes(text))
    }

    /// The attack after this change, made at `now`.
    #[must_use]
    pub fn apply(self, mut attack: Attack, now: Timestamp) -> Attack {
        match self {
            Self::Level(pain) => set_level(&mut attack, pain, now),
            Self::BeganMinutesAgo(minutes) => begin(&mut attack, minutes_before(now, minutes)),
            Self::WokeWithIt => attack.woke_with_it = !attack.woke_with_it,
            Self::Progress(answer) => set_progress(&mut attack, answer, now),
            Self::Gone => attack.course = Course::Ended(now.max(attack.onset)),
            Self::Resumed => attack.course = Course::Ongoing,
            Self::Continuous => {
                attack.course = if attack.course == Course::Continuous {
                    Course::Ongoing
                } else {
                    Course::Continuous
                };
            }
            Self::Side(side) => attack.side = toggled(attack.side, side),
            Self::Region(region) => {
                toggle(&mut attack.regions, region);
                forget_spots(&mut attack, region);
            }
            Self::Symptom(symptom) => {
                toggle(&mut attack.symptoms, symptom);
                if !attack.symptoms.contains(&symptom) && attack.most_bothersome == Some(symptom) {
                    attack.most_bothersome = None;
                }
            }
            Self::MostBothersome(symptom) => {
                attack.most_bothersome = toggled(attack.most_bothersome, symptom);
                if attack.most_bothersome.is_some() {
                    attack.symptoms.insert(symptom);
                }
            }
            Self::Aura(kind) => {
                if attack.aura.remove(&kind).is_some() {
                    attack.details.aura.remove(&kind);
                } else {
                    attack.aura.insert(kind, None);
                }
            }
            Self::AuraMinutes(kind, minutes) => {
                attack.aura.insert(kind, Some(minutes));
            }
            Self::Taken(intake) => {
                attack.medicines.push(intake);
                attack.medicines.sort_by_key(|intake| intake.at);
            }
            Self::Relief(place, relief) => {
                if let Some(intake) = attack.medicines.get_mut(place) {
                    intake.relief = toggled(intake.relief, relief);
                }
            }
            Self::NotTaken(place) => remove_at(&mut attack.medicines, place),
            Self::RemoveLevel(place) => remove_at(&mut attack.levels, place),
            Self::Times { onset, end } => {
                begin(&mut attack, onset);
                attack.course = match (end, attack.course) {
                    (Some(end), _) => Course::Ended(end),
                    (None, Course::Ended(_)) => Course::Ongoing,
                    (None, course) => course,
                };
            }
            Self::Notes(text) => attack.notes = text,
            Self::Detail(change) => change.apply(&mut attack),
        }
        attack
    }
}

fn parse_place(text: &str) -> Result<usize, UnknownCode> {
    text.parse().map_err(|_| UnknownCode)
}

fn minutes_before(now: Timestamp, minutes: u16) -> Timestamp {
    now - SignedDuration::from_mins(i64::from(minutes))
}

/// A local date and time as a form sends it. In the hour that a change of clocks skips, the later
/// reading is taken; in the hour that it repeats, the earlier one.
pub(super) fn local_instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let local: DateTime = text.trim().parse().ok()?;
    zone.to_ambiguous_timestamp(local).compatible().ok()
}

fn set_level(attack: &mut Attack, pain: Pain, now: Timestamp) {
    let running = matches!(attack.course, Course::Ongoing | Course::Continuous);
    let at = if running {
        now.max(attack.onset)
    } else {
        attack.onset
    };
    match attack.levels.last_mut() {
        Some(latest)
            if !running || at.as_second() - latest.at.as_second() < SAME_ANSWER_SECONDS =>
        {
            latest.pain = pain;
        }
        _ => attack.levels.push(LevelPoint { at, pain }),
    }
}

fn set_progress(attack: &mut Attack, answer: Progress, now: Timestamp) {
    match attack.progress.last_mut() {
        Some(latest) if now.as_second() - latest.at.as_second() < SAME_ANSWER_SECONDS => {
            latest.answer = answer;
        }
        _ => attack.progress.push(ProgressPoint { at: now, answer }),
    }
}

/// Moves the onset. Points that would now lie before it move to it: they were taken during the
/// attack, so they cannot precede it.
fn begin(attack: &mut Attack, onset: Timestamp) {
    let old = attack.onset;
    attack.onset = onset;
    for point in &mut attack.levels {
        // The first answer belongs to the beginning and follows it both ways.
        if point.at < onset || (point.at == old && onset < old) {
            point.at = onset;
        }
    }
    if let Course::Ended(end) = attack.course {
        attack.course = Course::Ended(end.max(onset));
    }
}

pub(super) fn toggled<T: PartialEq>(present: Option<T>, tapped: T) -> Option<T> {
    if present.as_ref() == Some(&tapped) {
        None
    } else {
        Some(tapped)
    }
}

pub(super) fn toggle<T: Ord>(present: &mut std::collections::BTreeSet<T>, tapped: T) {
    if !present.remove(&tapped) {
        present.insert(tapped);
    }
}

fn remove_at<T>(list: &mut Vec<T>, place: usize) {
    if place < list.len() {
        list.remove(place);
    }
}
