//! From records to what pages show.

use super::record::{Attack, AttackRecord, Course};
use crate::{
    account::server::{Visit, civil_day, civil_moment, minutes_between},
    attacks::model::{AttackView, DraftView, IntakeView, LevelView, OngoingView, State, TodayView},
    encryption::server::Stored,
    medication::server::due_today,
    medication::server::known_medicines,
    platform::ids::RecordId,
    reports::server::{Answer, DayFacts, Diary, facts_by_day},
    safety::server::unseen,
};
use jiff::{SignedDuration, Timestamp};

/// The question about two hours can be answered from 90 minutes on (our convention: the window that
/// trials accept around two hours begins there).
pub(super) const JUDGED_FROM: SignedDuration = SignedDuration::from_mins(90);

impl Attack {
    /// Whether it is over, for display.
    #[must_use]
    pub const fn state(&self) -> State {
        match self.course {
            Course::Ongoing => State::Ongoing,
            Course::Ended(_) => State::Ended,
            Course::Over => State::Over,
            Course::Continuous => State::Continuous,
        }
    }

    /// From onset to end, or to `now` while it goes on, in minutes; to the latest entry when the end is
    /// not known.
    #[must_use]
    pub fn duration_minutes(&self, now: Timestamp) -> u32 {
        let until = match self.course {
            Course::Ended(end) => end,
            Course::Over => self.latest_entry(),
            Course::Ongoing | Course::Continuous => now,
        };
        minutes_between(self.onset, until)
    }
}

/// The page of one attack.
#[must_use]
pub fn attack_view(stored: &Stored<AttackRecord>, diary: &Diary, now: Timestamp) -> AttackView {
    let attack = &stored.value.attack;
    let zone = attack.time_zone();
    let moment = |instant| civil_moment(instant, &zone);
    AttackView {
        id: stored.id.to_string(),
        state: attack.state(),
        onset: moment(attack.onset),
        end: attack.end().map(moment),
        zone: attack.zone.clone(),
        duration_minutes: attack.duration_minutes(now),
        woke_with_it: attack.woke_with_it,
        is_late_entry: attack.is_late_entry(),
        levels: attack
            .levels
            .iter()
            .enumerate()
            .map(|(place, point)| LevelView {
                place,
                at: moment(point.at),
                minutes: minutes_between(attack.onset, point.at),
                pain: point.pain,
            })
            .collect(),
        level: attack.levels.last().map(|point| point.pain),
        progress: attack.progress.last().map(|point| point.answer),
        peak: attack.peak(),
        side: attack.side,
        regions: attack.regions.iter().copied().collect(),
        symptoms: attack.symptoms.iter().copied().collect(),
        most_bothersome: attack.most_bothersome,
        aura: attack
            .aura
            .iter()
            .map(|(kind, minutes)| (*kind, *minutes))
            .collect(),
        medicines: intakes(stored, diary, now),
        known_medicines: known_medicines(diary, now.to_zoned(zone.clone()).date(), now),
        notes: attack.notes.clone(),
        can_undo: stored.value.previous.is_some(),
        draft: stored.value.draft.as_ref().map(|draft| DraftView {
            fault: draft.fault,
            fields: draft.fields.clone(),
        }),
        around: String::new(),
    }
}

/// What was taken in an attack, in order: what stands in its record, and intakes linked to it.
fn intakes(stored: &Stored<AttackRecord>, diary: &Diary, now: Timestamp) -> Vec<IntakeView> {
    let attack = &stored.value.attack;
    let zone = attack.time_zone();
    let embedded = attack.medicines.iter().enumerate().map(|(place, intake)| {
        let view = IntakeView {
            place,
            record: None,
            name: intake.name.clone(),
            dose: intake.dose.clone(),
            at: civil_moment(intake.at, &zone),
            relief: intake.relief,
            can_be_judged: now.duration_since(intake.at) >= JUDGED_FROM,
        };
        (intake.at, view)
    });
    let linked = diary
        .intakes
        .iter()
        .filter(|intake| intake.value.attack == Some(stored.id))
        .map(|record| {
            let intake = &record.value;
            let view = IntakeView {
                place: 0,
                record: Some(record.id.to_string()),
                name: intake.name.clone(),
                dose: intake.dose.clone(),
                at: civil_moment(intake.at, &zone),
                relief: intake.relief,
                can_be_judged: now.duration_since(intake.at) >= JUDGED_FROM,
            };
            (intake.at, view)
        });
    let mut all: Vec<_> = embedded.chain(linked).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, view)| view).collect()
}

/// The attacks in progress, the latest onset first.
#[must_use]
pub fn ongoing_views(diary: &Diary, visit: &Visit) -> Vec<OngoingView> {
    diary
        .ongoing()
        .into_iter()
        .map(|stored| {
            let attack = &stored.value.attack;
            OngoingView {
                id: stored.id.to_string(),
                onset: civil_moment(attack.onset, &attack.time_zone()),
                minutes: attack.duration_minutes(visit.now),
                level: attack.levels.last().map(|point| point.pain),
                progress: attack.progress.last().map(|point| point.answer),
            }
        })
        .collect()
}

/// The start page.
#[must_use]
pub fn today_view(diary: &Diary, visit: &Visit) -> TodayView {
    let today = visit.today();
    let facts = facts_by_day(diary, today, visit.now);
    let answer = facts.get(&today).map_or(Answer::Unknown, DayFacts::answer);
    let month = today.first_of_month()..=today.last_of_month();
    let attacks = diary.attacks.iter().filter(|stored| {
        let attack = &stored.value.attack;
        month.contains(&attack.onset.to_zoned(attack.time_zone()).date())
    });
    let days = diary
        .days
        .iter()
        .filter(|stored| month.contains(&stored.value.day));
    let clear = diary
        .clear_days
        .iter()
        .filter(|stored| month.contains(&stored.value.day));
    let entries = attacks.count() + days.count() + clear.count();
    TodayView {
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
        today: civil_day(today),
        entries_this_month: u32::try_from(entries).unwrap_or(u32::MAX),
        today_is_clear: answer == Answer::Clear,
        today_has_headache: answer == Answer::Headache,
        is_empty: diary.is_empty(),
        doses_due: due_today(diary, today).len(),
        sign: unseen(diary, today, visit.now)
            .first()
            .map(|notice| match notice.attack {
                Some(attack) => format!("/attacks/{attack}/safety"),
                None => "/help".to_owned(),
            }),
        unreadable: diary.unreadable,
        around: String::new(),
    }
}
