//! What holds for the figures of any diary.

use super::{Told, featured, plain};
use crate::{
    attacks::server::{Attack, Course},
    medication::model::{MedicineClass, Purpose},
    reports::server::{
        Diary,
        rules::{
            Facts, Findings, MigraineRule, OveruseGroup, Settings, Value, Verdict, days, figures,
            headache_days, overuse_days, runway,
        },
    },
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};
use proptest::{collection::vec, prelude::*, sample::select};

const NOW: &str = "2026-11-20T10:00:00Z";
const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
];

fn instant() -> impl Strategy<Value = Timestamp> {
    (0..80 * 86_400_i64)
        .prop_map(|seconds| super::at("2026-09-01T00:00:00Z") + SignedDuration::from_secs(seconds))
}

fn some_day() -> impl Strategy<Value = Date> {
    (0..80_i64).prop_map(|days| date(2026, 9, 1) + days.days())
}

fn zone() -> impl Strategy<Value = &'static str> {
    select(ZONES.to_vec())
}

fn class() -> impl Strategy<Value = MedicineClass> {
    select(MedicineClass::ALL.to_vec())
}

fn some_attack() -> impl Strategy<Value = Attack> {
    (
        instant(),
        zone(),
        0..4 * 86_400_i64,
        any::<bool>(),
        select(vec![0_u8, 0, 0, 1, 2, 3]),
    )
        .prop_map(|(onset, zone, seconds, is_featured, course)| {
            let end = onset + SignedDuration::from_secs(seconds);
            let mut attack = plain(zone, onset, end);
            if is_featured {
                attack = featured(attack);
            }
            attack.course = match course {
                1 => Course::Ongoing,
                2 => Course::Over,
                3 => Course::Continuous,
                _ => attack.course,
            };
            attack
        })
}

fn some_diary() -> impl Strategy<Value = Told> {
    (
        vec(some_attack(), 0..10),
        vec((class(), instant(), zone(), any::<bool>()), 0..25),
        vec((some_day(), any::<Option<bool>>()), 0..20),
        vec(some_day(), 0..20),
        vec(some_day(), 0..5),
    )
        .prop_map(|(attacks, intakes, summaries, clear, periods)| {
            let told = attacks.into_iter().fold(Told::default(), Told::record);
            let told = intakes
                .into_iter()
                .fold(told, |told, (class, at, zone, acute)| {
                    let purpose = if acute {
                        Purpose::Acute
                    } else {
                        Purpose::Preventive
                    };
                    told.intake(class, at, zone, purpose)
                });
            let told = summaries
                .into_iter()
                .fold(told, |told, (day, headache)| told.summary(day, headache));
            let told = clear.into_iter().fold(told, |told, day| told.clear(day, 1));
            periods.into_iter().fold(told, Told::period)
        })
}

fn now() -> Timestamp {
    super::at(NOW)
}

fn facts(diary: &Diary) -> Facts {
    Facts::of(diary, date(2026, 11, 20), now())
}

fn settings() -> impl Strategy<Value = Settings> {
    (any::<bool>(), any::<bool>()).prop_map(|(trial, b)| Settings {
        headache_minutes: if trial { 30 } else { 60 },
        migraine: if b { MigraineRule::B } else { MigraineRule::A },
    })
}

fn span() -> (Date, Date) {
    (date(2026, 8, 1), date(2026, 11, 20))
}

fn count(value: Value) -> u32 {
    match value {
        Value::Days(days) => days,
        other => panic!("{other:?}"),
    }
}

fn reversed(diary: &Diary) -> Diary {
    Diary {
        attacks: diary.attacks.iter().rev().cloned().collect(),
        days: diary.days.iter().rev().cloned().collect(),
        clear_days: diary.clear_days.iter().rev().cloned().collect(),
        intakes: diary.intakes.iter().rev().cloned().collect(),
        check_ins: diary.check_ins.iter().rev().cloned().collect(),
        ..Diary::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_clear_day_never_raises_a_headache_count(
        told in some_diary(), clear in some_day(), settings in settings(),
    ) {
        let counted = |told: &Told| {
            let facts = facts(&told.diary);
            let findings = Findings::of(&facts, settings);
            let migraine = findings.count(span(), |found| found.migraine(settings) == Verdict::Yes);
            (count(headache_days(&findings, span()).value), migraine)
        };
        let before = counted(&told);
        let after = counted(&told.clear(clear, 1));
        prop_assert!(after.0 <= before.0 && after.1 <= before.1, "{:?} {:?}", before, after);
    }

    #[test]
    fn the_order_of_entries_never_matters(told in some_diary(), settings in settings()) {
        let (one, other) = (facts(&told.diary), facts(&reversed(&told.diary)));
        let (one, other) = (Findings::of(&one, settings), Findings::of(&other, settings));
        prop_assert_eq!(&one.days, &other.days);
        prop_assert_eq!(figures(&one, span()), figures(&other, span()));
    }

    #[test]
    fn moving_never_loses_a_day(told in some_diary(), home in zone(), away in zone()) {
        let days_at = |zone: &str| {
            let zone = TimeZone::get(zone).expect("a zone");
            let today = now().to_zoned(zone).date();
            (days(&Facts::of(&told.diary, today, now())), today)
        };
        let ((at_home, home_today), (away, today)) = (days_at(home), days_at(away));
        for (day, finding) in &at_home {
            // Only a headache that is there every day "up to today" follows the patient's own today:
            // days that are still to come in one of the two zones are left out.
            if *day < today.min(home_today) {
                let there = away.get(day);
                prop_assert!(there.is_some(), "{}", day);
                let there = there.expect("a day");
                prop_assert_eq!(there.headache_leiden, finding.headache_leiden, "{}", day);
                prop_assert_eq!(there.classes, finding.classes, "{}", day);
            }
        }
    }

    #[test]
    fn one_more_intake_never_lowers_an_overuse_count(
        told in some_diary(), class in class(), at in instant(), zone in zone(),
    ) {
        let counted = |told: &Told| {
            let facts = facts(&told.diary);
            let findings = Findings::of(&facts, Settings::default());
            OveruseGroup::ALL.map(|group| count(overuse_days(&findings, group, span()).value))
        };
        let before = counted(&told);
        let after = counted(&told.intake(class, at, zone, Purpose::Acute));
        for (before, after) in before.iter().zip(after) {
            prop_assert!(*before <= after && after <= before + 1);
        }
    }

    #[test]
    fn the_runway_tells_what_the_count_then_is(told in some_diary(), class in class()) {
        let today = date(2026, 11, 20);
        let group = OveruseGroup::of(class);
        let there = runway(&facts(&told.diary), class, today);
        prop_assert_eq!(there.is_some(), group.is_some());
        let (Some(group), Some(there)) = (group, there) else {
            return Ok(());
        };
        prop_assert_eq!(there.falls_out.len(), there.would_be as usize);
        let told = told.intake(class, now(), "Europe/Berlin", Purpose::Acute);
        let facts = facts(&told.diary);
        let findings = Findings::of(&facts, Settings::default());
        let thirty = (today - 29.days(), today);
        prop_assert_eq!(count(overuse_days(&findings, group, thirty).value), there.would_be);
        let month = (date(2026, 11, 1), today);
        prop_assert_eq!(count(overuse_days(&findings, group, month).value), there.calendar_month);
    }

    #[test]
    fn days_nest_as_the_definitions_do(told in some_diary()) {
        for (day, finding) in &days(&facts(&told.diary)) {
            let by_b = finding.migraine_b == Verdict::Yes;
            let by_a = finding.migraine_a == Verdict::Yes;
            prop_assert!(!by_b || by_a, "{}: each day by B is one by A", day);
            prop_assert!(!by_a || (finding.headache_leiden && finding.headache_trial), "{}", day);
            prop_assert!(!finding.headache_leiden || finding.is_answered, "{}", day);
            // Attacks of several zones can share a date, which is somewhere on earth for 50 hours.
            prop_assert!(finding.minutes <= 51 * 60, "{}", day);
            prop_assert!(finding.entries.is_sorted());
        }
    }

    #[test]
    fn every_record_stands_in_one_attack(told in some_diary()) {
        let facts = facts(&told.diary);
        let findings = Findings::of(&facts, Settings::default());
        let mut places: Vec<usize> = findings
            .episodes
            .iter()
            .flat_map(|episode| episode.attacks.clone())
            .collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..told.diary.attacks.len()).collect::<Vec<_>>());
    }
}
