//! What holds for the counts of any diary.

use super::{
    counts::{facts_by_day, month_counts},
    counts_tests::{at, attack, diary},
    diary::Diary,
};
use crate::{
    attacks::server::{Attack, Course, Intake},
    daily::server::DaySummary,
};
use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, date},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

const NOW: &str = "2026-11-20T10:00:00Z";
const TODAY: Date = Date::constant(2026, 11, 20);

fn day() -> impl Strategy<Value = Date> {
    (0..110_i64).prop_map(|days| date(2026, 9, 1) + days.days())
}

fn some_attack() -> impl Strategy<Value = Attack> {
    (
        0..80 * 86_400_i64,
        prop_oneof![
            3 => (0..5 * 86_400_i64).prop_map(Some),
            1 => Just(None),
        ],
        any::<bool>(),
        select(vec![
            "Europe/Berlin",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago",
            "Asia/Kathmandu",
        ]),
        vec(-3_600..200_000_i64, 0..3),
    )
        .prop_map(|(seconds, lasting, continuous, zone, medicines)| {
            let onset = at("2026-09-01T00:00:00Z") + SignedDuration::from_secs(seconds);
            let after = |seconds| onset + SignedDuration::from_secs(seconds);
            Attack {
                course: match lasting {
                    Some(seconds) => Course::Ended(after(seconds)),
                    None if continuous => Course::Continuous,
                    None => Course::Ongoing,
                },
                medicines: medicines
                    .into_iter()
                    .map(|seconds| Intake {
                        name: "x".to_owned(),
                        dose: String::new(),
                        at: after(seconds),
                        relief: None,
                    })
                    .collect(),
                ..Attack::begun(onset, zone, onset)
            }
        })
}

fn some_summary() -> impl Strategy<Value = DaySummary> {
    (day(), any::<Option<bool>>(), option::of(0..4_u16)).prop_map(
        |(day, headache, medicine_count)| DaySummary {
            day,
            headache,
            pain: None,
            medicine_count,
            notes: String::new(),
        },
    )
}

fn some_diary() -> impl Strategy<Value = Diary> {
    (
        vec(some_attack(), 0..12),
        vec(some_summary(), 0..30),
        vec(day(), 0..20),
    )
        .prop_map(|(attacks, summaries, clear)| diary(attacks, summaries, clear))
}

fn reversed(diary: &Diary) -> Diary {
    Diary {
        attacks: diary.attacks.iter().rev().cloned().collect(),
        days: diary.days.iter().rev().cloned().collect(),
        clear_days: diary.clear_days.iter().rev().cloned().collect(),
        ..Diary::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_day_of_a_month_is_counted_once(diary in some_diary(), first in day()) {
        let facts = facts_by_day(&diary, TODAY, at(NOW));
        let counts = month_counts(&facts, first, TODAY);
        let first = first.first_of_month();
        let days = u32::from(first.days_in_month().unsigned_abs());
        let silent_future = first
            .series(1.day())
            .take_while(|day| *day <= first.last_of_month())
            .filter(|day| *day > TODAY)
            .filter(|day| facts.get(day).is_none_or(|facts| !facts.headache && !facts.clear))
            .count();
        let counted = counts.headache_days + counts.clear_days + counts.unknown_days;
        prop_assert_eq!(counted + u32::try_from(silent_future).expect("a month"), days);
        prop_assert!(counts.medicine_days <= days);
    }

    #[test]
    fn every_attack_begins_in_one_month(diary in some_diary()) {
        let facts = facts_by_day(&diary, TODAY, at(NOW));
        let begun: u32 = (0..8)
            .map(|months| month_counts(&facts, date(2026, 7, 1) + months.months(), TODAY).attacks)
            .sum();
        prop_assert_eq!(begun as usize, diary.attacks.len());
    }

    #[test]
    fn the_order_of_records_does_not_matter(diary in some_diary()) {
        let there = facts_by_day(&diary, TODAY, at(NOW));
        let back = facts_by_day(&reversed(&diary), TODAY, at(NOW));
        prop_assert_eq!(there, back);
    }

    #[test]
    fn one_more_clear_day_never_removes_a_headache(diary in some_diary(), clear in day()) {
        let headaches = |diary: &Diary| {
            let facts = facts_by_day(diary, TODAY, at(NOW));
            facts.values().filter(|facts| facts.headache).count()
        };
        let before = headaches(&diary);
        let one_more = super::counts_tests::diary([], [], [clear]);
        let mut diary = diary;
        diary.clear_days.extend(one_more.clear_days);
        prop_assert_eq!(headaches(&diary), before);
    }

    #[test]
    fn a_longer_attack_never_has_fewer_days(minutes in 0..10_000_i64, more in 0..10_000_i64, zone in
        select(vec!["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
    ) {
        let onset = at("2026-10-20T00:00:00Z");
        let days = |minutes| {
            let end = onset + SignedDuration::from_mins(minutes);
            let diary = diary([attack(zone, "2026-10-20T00:00:00Z", &end.to_string())], [], []);
            facts_by_day(&diary, TODAY, at(NOW)).len()
        };
        prop_assert!(days(minutes) <= days(minutes + more));
        prop_assert!(days(minutes) >= 1);
    }
}
