//! Planned days and adherence, against tables worked out by hand.

use super::{IntakeRecord, Plan, PlannedDose, Schedule, schedule::Adherence};
use crate::{
    account::server::testing::instant,
    medication::model::{MedicineClass, Purpose},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use std::collections::BTreeSet;

fn plan(schedule: Schedule, started: Date) -> Plan {
    Plan {
        name: "Propranolol".to_owned(),
        dose: String::new(),
        class: MedicineClass::BetaBlocker,
        medicine: None,
        schedule,
        started,
        stopped: None,
        skipped: BTreeSet::new(),
        recorded: instant("2026-01-01T08:00:00Z"),
    }
}

fn planned(plan: &Plan, first: Date, days: i32) -> Vec<Date> {
    (0..days)
        .map(|days| first + days.days())
        .filter(|day| !plan.doses(*day).is_empty())
        .collect()
}

#[test]
fn daily_plans_have_a_dose_at_each_time_between_start_and_stop() {
    let mut plan = plan(Schedule::Daily(vec![480, 1_200]), date(2026, 11, 3));
    plan.stopped = Some(date(2026, 11, 5));
    assert_eq!(
        planned(&plan, date(2026, 11, 1), 10),
        [date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 5)]
    );
    let minutes: Vec<_> = plan
        .doses(date(2026, 11, 4))
        .iter()
        .map(|dose| dose.minute)
        .collect();
    assert_eq!(minutes, [Some(480), Some(1_200)]);
}

#[test]
fn every_so_many_days_counts_from_the_start() {
    let plan = plan(Schedule::EveryDays(28), date(2026, 10, 1));
    assert_eq!(
        planned(&plan, date(2026, 9, 1), 100),
        [date(2026, 10, 1), date(2026, 10, 29), date(2026, 11, 26)]
    );
    assert_eq!(plan.next_day(date(2026, 10, 2)), Some(date(2026, 10, 29)));
}

#[test]
fn monthly_plans_begun_on_the_31st_fall_on_the_last_day_of_short_months() {
    let plan = plan(Schedule::Monthly, date(2026, 1, 31));
    assert_eq!(
        planned(&plan, date(2026, 1, 1), 125),
        [
            date(2026, 1, 31),
            date(2026, 2, 28),
            date(2026, 3, 31),
            date(2026, 4, 30)
        ]
    );
}

#[test]
fn a_dose_without_an_answer_is_not_a_dose_that_was_left_out() {
    let today = date(2026, 11, 29);
    let mut plan = plan(Schedule::Daily(vec![480]), date(2026, 1, 1));
    // 28 days from 1 to 28 November: 25 taken, 2 left out, 1 without a word.
    let taken: Vec<Date> = (1..=25).map(|day| date(2026, 11, day)).collect();
    for day in [26, 27] {
        plan.skipped.insert(PlannedDose {
            day: date(2026, 11, day),
            minute: Some(480),
        });
    }
    assert_eq!(
        plan.adherence(&taken, today),
        Adherence {
            planned: 28,
            taken: 25,
            left_out: 2,
            unanswered: 1
        }
    );
}

#[test]
fn the_span_is_28_days_before_today_and_begins_with_the_plan() {
    let plan = plan(Schedule::Daily(vec![480]), date(2026, 11, 20));
    let today = date(2026, 11, 23);
    // 31 October lies in the span of 28 days, today does not.
    let adherence = plan.adherence(&[date(2026, 11, 20), today], today);
    assert_eq!((adherence.planned, adherence.taken), (3, 1));
}

#[test]
fn of_two_doses_one_intake_answers_one() {
    let plan = plan(Schedule::Daily(vec![480, 1_200]), date(2026, 11, 1));
    let day = date(2026, 11, 10);
    let answers = |taken: &[Date]| {
        plan.answers(day, taken)
            .into_iter()
            .map(|(_, answer)| answer)
            .collect::<Vec<_>>()
    };
    assert_eq!(answers(&[]), [None, None]);
    assert_eq!(answers(&[day]), [Some(true), None]);
    assert_eq!(answers(&[day, day]), [Some(true), Some(true)]);
    let adherence = plan.adherence(&[day], date(2026, 11, 11));
    assert_eq!((adherence.taken, adherence.left_out), (0, 0));
}

#[test]
fn an_injection_three_days_late_counts_and_four_days_late_does_not() {
    let plan = plan(Schedule::EveryDays(28), date(2026, 11, 1));
    let answer = |taken| plan.answers(date(2026, 11, 29), &[taken])[0].1;
    assert_eq!(answer(date(2026, 12, 2)), Some(true));
    assert_eq!(answer(date(2026, 11, 26)), Some(true));
    assert_eq!(answer(date(2026, 12, 3)), None);
}

#[test]
fn an_intake_belongs_by_medicine_or_else_by_name() {
    let plan = plan(Schedule::Monthly, date(2026, 1, 1));
    let mut intake: IntakeRecord = serde_json::from_value(serde_json::json!({
        "name": "propranolol", "class": "beta_blocker", "purpose": Purpose::Preventive,
        "at": "2026-11-20T08:00:00Z", "zone": "Europe/Berlin", "recorded": "2026-11-20T08:00:00Z",
    }))
    .unwrap();
    assert!(plan.is_answered_by(&intake));
    intake.name = "Metoprolol".to_owned();
    assert!(!plan.is_answered_by(&intake));
}
