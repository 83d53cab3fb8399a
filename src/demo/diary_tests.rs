//! What the made-up year must look like, whatever day it is made on.

use super::{DemoDiary, ZONE};
use crate::{
    attacks::{model::Pain, server::Attack},
    daily::server::CheckIn,
    medication::model::{MedicineClass, Purpose},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, civil::date, tz::TimeZone};
use std::collections::{BTreeMap, BTreeSet};

/// Last days of made-up years: spread over years, weekdays and both changes of clocks.
fn last_days() -> Vec<Date> {
    (0..60)
        .map(|place| date(2024, 1, 3).saturating_add((place * 23).days()))
        .collect()
}

fn year_up_to(last: Date) -> DemoDiary {
    DemoDiary::between(last.saturating_sub(1.year()), last)
}

fn local_day(instant: Timestamp) -> Date {
    instant
        .to_zoned(TimeZone::get(ZONE).expect("a bundled zone"))
        .date()
}

fn end(attack: &Attack) -> Timestamp {
    attack.end().expect("every made-up attack ends")
}

#[test]
fn the_same_days_make_the_same_diary() {
    let last = date(2025, 11, 19);
    assert_eq!(year_up_to(last), year_up_to(last));
}

#[test]
fn a_later_run_continues_and_changes_nothing() {
    let first = date(2024, 11, 19);
    for step in 0..40 {
        let last = date(2025, 11, 19).saturating_add(step.days());
        let earlier = DemoDiary::between(first, last);
        let later = DemoDiary::between(first, last.saturating_add(3.days()));
        for planned in &earlier.attacks {
            assert!(later.attacks.contains(planned), "{last}: {planned:?}");
        }
        for day in &earlier.clear_days {
            assert!(later.clear_days.contains(day), "{last}: {day}");
        }
        for planned in &earlier.check_ins {
            assert!(later.check_ins.contains(planned), "{last}: {planned:?}");
        }
        for planned in &earlier.intakes {
            assert!(later.intakes.contains(planned), "{last}: {planned:?}");
        }
        for planned in &earlier.measurements {
            assert!(later.measurements.contains(planned), "{last}: {planned:?}");
        }
        let fresh = later.clone().since(&earlier);
        assert_eq!(
            fresh.check_ins.len(),
            later.check_ins.len() - earlier.check_ins.len()
        );
        assert_eq!(
            fresh.intakes.len(),
            later.intakes.len() - earlier.intakes.len()
        );
        assert_eq!(
            fresh.attacks.len(),
            later.attacks.len() - earlier.attacks.len()
        );
        assert_eq!(
            fresh.clear_days.len(),
            later.clear_days.len() - earlier.clear_days.len()
        );
    }
}

#[test]
fn attacks_are_possible() {
    for last in last_days() {
        let diary = year_up_to(last);
        let mut before = Timestamp::MIN;
        for planned in &diary.attacks {
            let attack = &planned.attack;
            assert!(
                attack.onset > before,
                "an attack begins while another one lasts"
            );
            before = end(attack);
            assert!(before > attack.onset);
            assert!(local_day(before) <= last && local_day(attack.recorded) <= last);
            assert!(attack.recorded >= attack.onset);
            for point in &attack.levels {
                assert!((attack.onset..=before).contains(&point.at));
            }
            assert!(attack.levels.is_sorted_by_key(|point| point.at));
            for planned in &planned.intakes {
                assert!((attack.onset..=before).contains(&planned.intake.at));
                assert!(local_day(planned.intake.recorded) <= last);
            }
            assert!(
                planned
                    .intakes
                    .is_sorted_by_key(|planned| planned.intake.at)
            );
            let details = &attack.details;
            assert!(
                details
                    .prodrome_began
                    .is_none_or(|began| began < attack.onset)
            );
            assert!(details.postdrome_until.is_none_or(|until| until > before));
            assert_eq!(
                details.prodrome_began.is_some(),
                !details.early_signs.is_empty()
            );
            if let Some(symptom) = attack.most_bothersome {
                assert!(attack.symptoms.contains(&symptom));
            }
        }
    }
}

#[test]
fn a_clear_day_has_no_attack() {
    for last in last_days() {
        let diary = year_up_to(last);
        for planned in &diary.attacks {
            let days = local_day(planned.attack.onset)..=local_day(end(&planned.attack));
            assert!(diary.clear_days.iter().all(|day| !days.contains(day)));
        }
        assert!(diary.clear_days.iter().all(|day| *day <= last));
    }
}

#[test]
fn a_year_is_covered_and_leaves_gaps() {
    for last in last_days() {
        let diary = year_up_to(last);
        let touched: BTreeSet<Date> = diary
            .attacks
            .iter()
            .flat_map(|planned| {
                [
                    local_day(planned.attack.onset),
                    local_day(end(&planned.attack)),
                ]
            })
            .chain(diary.clear_days.iter().copied())
            .collect();
        let (earliest, latest) = (
            touched.first().expect("days"),
            touched.last().expect("days"),
        );
        assert!(*earliest <= last.saturating_sub(1.year()).saturating_add(7.days()));
        assert!(*latest >= last.saturating_sub(7.days()));
        let days: Vec<Date> = touched.into_iter().collect();
        let longest_gap = days
            .windows(2)
            .map(|pair| pair[0].until(pair[1]).expect("dates").get_days() - 1)
            .max();
        assert!(
            (5..=14).contains(&longest_gap.expect("gaps")),
            "{last}: {longest_gap:?}"
        );
    }
}

#[test]
fn the_counts_are_those_of_a_patient_with_episodic_migraine() {
    for last in last_days() {
        let diary = year_up_to(last);
        let attacks: Vec<&Attack> = diary
            .attacks
            .iter()
            .map(|planned| &planned.attack)
            .collect();
        let share = |test: &dyn Fn(&Attack) -> bool| {
            attacks.iter().filter(|attack| test(attack)).count() * 100 / attacks.len()
        };
        assert!(
            (60..=96).contains(&attacks.len()),
            "{last}: {} attacks",
            attacks.len()
        );
        assert!(
            (130..=240).contains(&diary.clear_days.len()),
            "{last}: {}",
            diary.clear_days.len()
        );
        assert!((10..=33).contains(&share(&|attack| !attack.aura.is_empty())));
        assert!((12..=40).contains(&share(&|attack| attack.woke_with_it)));
        let treated = diary
            .attacks
            .iter()
            .filter(|planned| !planned.intakes.is_empty());
        assert!((65..=95).contains(&(treated.count() * 100 / attacks.len())));
        assert!((1..=18).contains(&share(&Attack::is_late_entry)));
        assert!((2..=25).contains(&share(&|attack| {
            attack
                .levels
                .iter()
                .any(|point| matches!(point.pain, Pain::Word(_)))
        })));
        assert!(share(&|attack| local_day(attack.onset) != local_day(end(attack))) >= 20);
        assert!(attacks.iter().any(|attack| {
            end(attack).duration_since(attack.onset) > SignedDuration::from_hours(60)
        }));
        assert!(
            attacks
                .windows(2)
                .any(|pair| local_day(pair[0].onset) == local_day(pair[1].onset))
        );
    }
}

#[test]
fn no_month_has_ten_days_with_a_triptan() {
    let diary = DemoDiary::between(date(2024, 1, 1), date(2034, 1, 1));
    let mut days: BTreeMap<(i16, i8), BTreeSet<Date>> = BTreeMap::new();
    for intake in diary
        .attacks
        .iter()
        .flat_map(|planned| &planned.intakes)
        .map(|planned| &planned.intake)
    {
        if intake.class == MedicineClass::Triptan {
            let day = intake.day();
            days.entry((day.year(), day.month()))
                .or_default()
                .insert(day);
        }
    }
    assert!(days.len() > 100);
    for (month, days) in days {
        assert!(days.len() < 10, "{month:?}: {}", days.len());
    }
}

#[test]
fn most_days_have_a_check_in_within_its_ranges() {
    for last in last_days() {
        let diary = year_up_to(last);
        assert!(
            (260..=320).contains(&diary.check_ins.len()),
            "{last}: {}",
            diary.check_ins.len()
        );
        for planned in &diary.check_ins {
            let answers = &planned.check_in;
            assert!(answers.day <= last && local_day(answers.recorded) <= last);
            let scales = [
                answers.sleep_quality,
                answers.stress,
                answers.mood,
                answers.energy,
                answers.neck_tension,
            ];
            assert!(scales.into_iter().flatten().all(|answer| answer <= 4));
            assert!(
                answers
                    .sleep_minutes
                    .is_some_and(|minutes| minutes <= 1_440)
            );
            assert!(answers.bedtime.is_none_or(|minute| minute < 1_440));
        }
    }
}

#[test]
fn bad_nights_and_early_signs_come_before_attacks_more_often_than_otherwise() {
    let diary = DemoDiary::between(date(2024, 1, 1), date(2026, 1, 1));
    let onsets: BTreeSet<Date> = diary
        .attacks
        .iter()
        .map(|planned| local_day(planned.attack.onset))
        .collect();
    let share = |before: bool, test: &dyn Fn(&CheckIn) -> bool| {
        let days: Vec<bool> = diary
            .check_ins
            .iter()
            .map(|planned| &planned.check_in)
            .filter(|answers| {
                let next = answers.day.tomorrow().expect("a day");
                (onsets.contains(&answers.day) || onsets.contains(&next)) == before
            })
            .map(test)
            .collect();
        days.iter().filter(|found| **found).count() * 100 / days.len()
    };
    let signs = |answers: &CheckIn| answers.early_signs.iter().any(|signs| !signs.is_empty());
    assert!(share(true, &signs) > 35 && share(false, &signs) < 15);
    let short = |answers: &CheckIn| answers.sleep_minutes.is_some_and(|minutes| minutes < 380);
    assert!(share(true, &short) > share(false, &short) + 8);
}

#[test]
fn periods_come_about_every_28_days() {
    let diary = DemoDiary::between(date(2024, 1, 1), date(2026, 1, 1));
    let began: Vec<Date> = diary
        .check_ins
        .iter()
        .filter(|planned| planned.check_in.period_began == Some(true))
        .map(|planned| planned.check_in.day)
        .collect();
    assert!((25..=28).contains(&began.len()), "{}", began.len());
    for pair in began.windows(2) {
        let days = pair[0].until(pair[1]).expect("dates").get_days();
        assert!((24..=32).contains(&days), "{pair:?}");
    }
}

#[test]
fn the_evening_tablet_is_taken_on_most_days() {
    let diary = year_up_to(date(2025, 11, 19));
    let taken = diary
        .intakes
        .iter()
        .filter(|planned| planned.intake.purpose == Purpose::Preventive)
        .count();
    assert!((190..=235).contains(&taken), "{taken}");
    let other = diary.intakes.len() - taken;
    assert!((2..=16).contains(&other), "{other}");
    assert!((3..=4).contains(&(diary.scales.len() / 3)));
    assert!(diary.measurements.len() >= 50);
}
