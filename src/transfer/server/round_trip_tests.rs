//! Whatever is exported comes back as it was, from both formats, and no input makes the reader panic.

use super::entry::Diary;
use super::export::{write_csv, write_json};
use super::preview::preview;
use super::test_support::{circumstances, faults, now, read_guessed};
use crate::attacks::model::{
    AuraKind, Level, Pain, Progress, Region, Relief, Severity, Side, Symptom,
};
use crate::attacks::server::{Attack, Course, Intake, LevelPoint, ProgressPoint};
use crate::daily::server::{ClearDay, DaySummary};
use crate::platform::ids::RecordId;
use jiff::{Timestamp, ToSpan, civil::Date};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn text(longest: usize) -> impl Strategy<Value = String> {
    let nasty = select(vec![
        "", "", "'", "''", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", "\"\"", ",", ";",
        "|", "＝", "\u{feff}", "\0", "sep=;", "{", "null", " ", "\u{a0}", "ünï", "🧠", "\u{202e}",
    ]);
    (nasty.clone(), vec(any::<char>(), 0..longest), nasty).prop_map(|(before, middle, after)| {
        before.to_owned() + &middle.into_iter().collect::<String>() + after
    })
}

fn instant() -> impl Strategy<Value = Timestamp> {
    // From 1900-01-03 to 2026-11-20, with fractions.
    (
        -2_208_816_000_i64..1_795_000_000,
        prop_oneof![Just(0), 0..1_000_000_000_i32],
    )
        .prop_map(|(second, fraction)| Timestamp::new(second, fraction).expect("in range"))
}

fn day() -> impl Strategy<Value = Date> {
    (0..46_000_i64).prop_map(|days| {
        Date::constant(1900, 1, 1)
            .checked_add(days.days())
            .expect("in range")
    })
}

fn pain() -> impl Strategy<Value = Pain> {
    prop_oneof![
        (0..=10_u8).prop_map(|level| Pain::Number(Level::new(level).expect("a level"))),
        select(Severity::ALL).prop_map(Pain::Word),
    ]
}

fn intake() -> impl Strategy<Value = Intake> {
    (
        text(20),
        text(10),
        instant(),
        option::of(select(Relief::ALL)),
    )
        .prop_map(|(mut name, dose, at, relief)| {
            if name.is_empty() {
                name.push('x');
            }
            Intake {
                name,
                dose,
                at,
                relief,
            }
        })
}

prop_compose! {
    fn attack()(
        onset in instant(),
        lasting in option::of(0..2_000_000_i64),
        continuous in any::<bool>(),
        zone in select(vec!["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC", "No/Where"]),
        woke_with_it in any::<bool>(),
        levels in vec((instant(), pain()), 0..4),
        progress in vec((instant(), select(Progress::ALL)), 0..3),
        side in option::of(select(Side::ALL)),
        regions in btree_set(select(Region::ALL), 0..4),
        symptoms in btree_set(select(Symptom::ALL), 0..6),
        most_bothersome in option::of(select(Symptom::ALL)),
        aura in btree_map(select(AuraKind::ALL), option::of(1..=4_320_u16), 0..3),
    )(
        medicines in vec(intake(), 0..3),
        notes in text(60),
        recorded in instant(),
        levels in Just(levels),
        progress in Just(progress),
        regions in Just(regions),
        symptoms in Just(symptoms),
        aura in Just(aura),
        course in Just(match lasting {
            Some(seconds) => Course::Ended((onset + seconds.seconds()).min(now().max(onset))),
            None if continuous => Course::Continuous,
            None => Course::Ongoing,
        }),
        onset in Just(onset),
        zone in Just(zone),
        woke_with_it in Just(woke_with_it),
        side in Just(side),
        most_bothersome in Just(most_bothersome),
    ) -> Attack {
        Attack {
            woke_with_it,
            course,
            levels: levels.into_iter().map(|(at, pain)| LevelPoint { at, pain }).collect(),
            progress: progress.into_iter().map(|(at, answer)| ProgressPoint { at, answer }).collect(),
            side,
            regions,
            symptoms,
            most_bothersome,
            aura,
            medicines,
            notes,
            ..Attack::begun(onset, zone, recorded)
        }
    }
}

fn summary() -> impl Strategy<Value = DaySummary> {
    (
        day(),
        any::<Option<bool>>(),
        option::of(pain()),
        option::of(0..=50_u16),
        text(60),
    )
        .prop_map(|(day, headache, pain, medicine_count, notes)| DaySummary {
            day,
            headache,
            pain,
            medicine_count,
            notes,
        })
}

pub(super) fn diary() -> impl Strategy<Value = Diary> {
    let clear = day().prop_map(|day| ClearDay { day });
    (
        vec(attack(), 0..4),
        vec(summary(), 0..4),
        vec(clear, 0..3),
        any::<u128>(),
    )
        .prop_filter(
            "an empty diary is a heading alone",
            |(attacks, summaries, clear, _)| {
                !attacks.is_empty() || !summaries.is_empty() || !clear.is_empty()
            },
        )
        .prop_map(|(attacks, summaries, clear, first)| {
            let mut next = first;
            let mut id = || {
                next = next.wrapping_add(1);
                RecordId::new(uuid::Uuid::from_u128(next))
            };
            Diary {
                attacks: attacks.into_iter().map(|record| (id(), record)).collect(),
                day_summaries: summaries.into_iter().map(|record| (id(), record)).collect(),
                clear_days: clear.into_iter().map(|record| (id(), record)).collect(),
                others: Vec::new(),
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_table_gives_the_same_records_back(diary in diary()) {
        let reading = read_guessed(&write_csv(&diary).expect("a file"));
        prop_assert_eq!(faults(&reading), []);
        prop_assert_eq!(Diary::from_entries(reading.entries), diary);
    }

    #[test]
    fn a_document_gives_the_same_records_back(diary in diary()) {
        let reading = read_guessed(&write_json(&diary, now()).expect("a document"));
        prop_assert_eq!(faults(&reading), []);
        prop_assert_eq!(Diary::from_entries(reading.entries), diary);
    }

    #[test]
    fn no_cell_of_a_table_can_be_a_formula(diary in diary()) {
        let bytes = write_csv(&diary).expect("a file");
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        for row in reader.records() {
            for cell in &row.expect("a row") {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        let _ = preview(&bytes, None, &circumstances());
    }

    #[test]
    fn any_table_is_read_or_refused(
        rows in vec(vec(select(vec![
            "", "1", "0", "4", "2021-01-02", "1/2/2021", "31.12.2020", "10:00", "25:00", "ja", "x",
            "2021-01-02 10:00", "2021-01-02T10:00:00Z", "\"", "\"a\nb\"", "99999999999", "-1", "é",
            "date", "headache", "severity", "start", "end", "pills", "notes", "year", "month", "day",
        ]), 0..6), 0..8),
        delimiter in select(vec![",", ";", "\t", "|"]),
    ) {
        let text = rows.iter().map(|row| row.join(delimiter)).collect::<Vec<_>>().join("\r\n");
        if let Ok(preview) = preview(text.as_bytes(), None, &circumstances()) {
            let lines = text.split('\n').count() as u64;
            prop_assert!(preview.faults.iter().all(|fault| (2..=lines).contains(&fault.line)));
            prop_assert!(preview.counts.entries + preview.counts.bad_rows <= preview.counts.rows);
        }
    }
}
