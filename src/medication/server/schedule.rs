//! Which doses a plan asks for on which days, and how many of them were taken. Pure.
//!
//! An intake answers a dose when it is of the same medicine: by the cabinet's id, else by name. Doses that
//! lie a week or more apart are also answered by an intake up to three days off (our convention). A dose
//! without an answer is not a dose that was left out.

use super::{IntakeRecord, Plan, PlannedDose, Schedule};
use jiff::{ToSpan, civil::Date};

/// Days off the plan on which a dose still counts, when doses lie at least a week apart.
const NEAR: i32 = 3;

/// The span over which adherence is told, in days.
const SPAN: i32 = 28;

/// What the last 28 days came to, in planned days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Adherence {
    /// Days on which something was planned.
    pub planned: u32,
    /// Of these, days on which everything was taken.
    pub taken: u32,
    /// Of these, days on which the patient said that something was left out.
    pub left_out: u32,
    /// Of these, days without a full answer.
    pub unanswered: u32,
}

impl Plan {
    /// The doses planned for a day, in order.
    #[must_use]
    pub fn doses(&self, day: Date) -> Vec<PlannedDose> {
        if day < self.started || self.stopped.is_some_and(|stopped| day > stopped) {
            return Vec::new();
        }
        let whole_day = || vec![PlannedDose { day, minute: None }];
        let since = (day - self.started).get_days();
        match &self.schedule {
            Schedule::Daily(times) => times
                .iter()
                .map(|minute| PlannedDose {
                    day,
                    minute: Some(*minute),
                })
                .collect(),
            Schedule::EveryDays(days) if since % i32::from((*days).max(1)) == 0 => whole_day(),
            Schedule::Monthly if day.day() == self.started.day().min(day.days_in_month()) => {
                whole_day()
            }
            Schedule::EveryDays(_) | Schedule::Monthly => Vec::new(),
        }
    }

    /// The first planned day from `day` on; nothing when none comes within a year.
    #[must_use]
    pub fn next_day(&self, day: Date) -> Option<Date> {
        let first = day.max(self.started);
        (0..=366)
            .filter_map(|days| first.checked_add(days.days()).ok())
            .find(|day| !self.doses(*day).is_empty())
    }

    /// Whether an intake is of this plan's medicine.
    #[must_use]
    pub fn is_answered_by(&self, intake: &IntakeRecord) -> bool {
        match (self.medicine, intake.medicine) {
            (Some(planned), Some(taken)) => planned == taken,
            _ => self.name.to_lowercase() == intake.name.to_lowercase(),
        }
    }

    /// Days off the plan on which a dose still counts.
    #[must_use]
    pub const fn near(&self) -> i32 {
        match self.schedule {
            Schedule::Daily(_) => 0,
            Schedule::EveryDays(days) if days < 7 => 0,
            Schedule::EveryDays(_) | Schedule::Monthly => NEAR,
        }
    }

    /// The answer to each dose of a day: taken, left out, or none yet. `taken` are the local days of the
    /// intakes that answer this plan.
    #[must_use]
    pub fn answers(&self, day: Date, taken: &[Date]) -> Vec<(PlannedDose, Option<bool>)> {
        let near = self.near();
        let mut intakes = taken
            .iter()
            .filter(|other| (**other - day).get_days().abs() <= near)
            .count();
        self.doses(day)
            .into_iter()
            .map(|dose| {
                let answer = if self.skipped.contains(&dose) {
                    Some(false)
                } else if intakes > 0 {
                    intakes -= 1;
                    Some(true)
                } else {
                    None
                };
                (dose, answer)
            })
            .collect()
    }

    /// What the 28 days before `today` came to; today is not over yet.
    #[must_use]
    pub fn adherence(&self, taken: &[Date], today: Date) -> Adherence {
        let mut adherence = Adherence::default();
        for days in 1..=SPAN {
            let Ok(day) = today.checked_sub(days.days()) else {
                break;
            };
            let answers = self.answers(day, taken);
            if answers.is_empty() {
                continue;
            }
            adherence.planned += 1;
            if answers.iter().all(|(_, answer)| *answer == Some(true)) {
                adherence.taken += 1;
            } else if answers.iter().any(|(_, answer)| *answer == Some(false)) {
                adherence.left_out += 1;
            } else {
                adherence.unanswered += 1;
            }
        }
        adherence
    }
}
