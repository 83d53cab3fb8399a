//! The bytes inside a record. They must open for ten years, so they cannot drift by accident.

use super::{Note, note, some_id};
use crate::{
    attacks::{
        model::{
            AuraKind, FieldFault, Level, Pain, Progress, Region, Relief, Severity, Side, Symptom,
        },
        server::{Attack, AttackRecord, Course, Draft, Intake, LevelPoint, ProgressPoint},
    },
    daily::server::{ClearDay, DaySummary},
    encryption::server::{
        NewRecord, Sealable,
        payload::{Decoded, decode},
    },
};
use jiff::{Timestamp, civil::date};
use minicbor::Encoder;
use std::{collections::BTreeMap, fmt::Debug};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn encoded<T: Sealable>(value: &T) -> String {
    hex::encode(&*NewRecord::of(some_id(), value).unwrap().payload)
}

fn decoded<T: Sealable>(payload: &[u8]) -> T {
    match decode(payload) {
        Decoded::Value(value) => value,
        Decoded::OtherKind => panic!("another kind"),
        Decoded::Nonsense => panic!("no sense"),
    }
}

#[track_caller]
fn assert_golden<T: Sealable + PartialEq + Debug>(value: &T, golden: &str) {
    let golden: String = golden.split_whitespace().collect();
    assert_eq!(encoded(value), golden);
    assert_eq!(&decoded::<T>(&hex::decode(golden).unwrap()), value);
}

/// An attack in which every field says something.
fn attack() -> Attack {
    Attack {
        woke_with_it: true,
        course: Course::Ended(at("2026-11-20T14:30:00Z")),
        levels: vec![
            LevelPoint {
                at: at("2026-11-20T05:00:00Z"),
                pain: Pain::Number(Level::new(7).unwrap()),
            },
            LevelPoint {
                at: at("2026-11-20T06:00:00.5Z"),
                pain: Pain::Word(Severity::Severe),
            },
        ],
        progress: vec![ProgressPoint {
            at: at("2026-11-20T07:00:00Z"),
            answer: Progress::Still,
        }],
        side: Some(Side::Left),
        regions: [Region::Temple, Region::Eye].into(),
        symptoms: [Symptom::Nausea, Symptom::Light].into(),
        most_bothersome: Some(Symptom::Light),
        aura: [(AuraKind::Visual, Some(25)), (AuraKind::Sensory, None)].into(),
        medicines: vec![Intake {
            name: "Sumatriptan".to_owned(),
            dose: "50 mg".to_owned(),
            at: at("2026-11-20T05:10:00Z"),
            relief: Some(Relief::Better),
        }],
        notes: "Föhn".to_owned(),
        ..Attack::begun(
            at("2026-11-20T05:00:00Z"),
            "Europe/Berlin",
            at("2026-11-20T05:01:00Z"),
        )
    }
}

#[test]
fn the_bytes_of_an_attack_are_these() {
    assert_golden(&AttackRecord::new(attack()), GOLDEN_ATTACK);
}

#[test]
fn the_bytes_of_a_fresh_attack_with_an_undo_and_a_draft_are_these() {
    let fresh = Attack::begun(
        at("2026-11-20T05:00:00Z"),
        "UTC",
        at("2026-11-20T05:00:00Z"),
    );
    let record = AttackRecord {
        attack: Attack {
            course: Course::Continuous,
            ..fresh.clone()
        },
        previous: Some(fresh),
        draft: Some(Draft {
            fault: FieldFault::NameMissing,
            fields: BTreeMap::from([("name".to_owned(), String::new())]),
        }),
    };
    assert_golden(&record, GOLDEN_EDITED);
}

#[test]
fn the_bytes_of_answers_about_days_are_these() {
    assert_golden(
        &ClearDay {
            day: date(2026, 11, 20),
        },
        GOLDEN_CLEAR_DAY,
    );
    let summary = DaySummary {
        day: date(2026, 11, 20),
        headache: Some(true),
        pain: Some(Pain::Word(Severity::Mild)),
        medicine_count: Some(2),
        notes: "n".to_owned(),
    };
    assert_golden(&summary, GOLDEN_SUMMARY);
}

#[test]
fn encoding_is_deterministic() {
    assert_eq!(
        encoded(&AttackRecord::new(attack())),
        encoded(&AttackRecord::new(attack()))
    );
}

/// An attack as the first version wrote it, with nothing but what has no default.
fn first_version(newer: Option<&str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    encoder.array(2).unwrap().str("attack").unwrap();
    encoder.map(1).unwrap().str("attack").unwrap();
    encoder.map(4 + u64::from(newer.is_some())).unwrap();
    for (name, value) in [
        ("onset", "2026-11-20T05:00:00Z"),
        ("zone", "Europe/Berlin"),
        ("course", "ongoing"),
        ("recorded", "2026-11-20T05:01:00Z"),
    ] {
        encoder.str(name).unwrap().str(value).unwrap();
    }
    if let Some(newer) = newer {
        encoder.str(newer).unwrap().array(1).unwrap().u8(1).unwrap();
    }
    bytes
}

#[test]
fn a_record_without_the_newer_fields_opens() {
    let expected = Attack::begun(
        at("2026-11-20T05:00:00Z"),
        "Europe/Berlin",
        at("2026-11-20T05:01:00Z"),
    );
    let record: AttackRecord = decoded(&first_version(None));
    assert_eq!(record, AttackRecord::new(expected.clone()));
    // After a roll-back of the application, a field of the newer one is passed over.
    let record: AttackRecord = decoded(&first_version(Some("weather")));
    assert_eq!(record, AttackRecord::new(expected));
}

#[test]
fn a_day_without_the_newer_fields_opens() {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes);
    encoder.array(2).unwrap().str("day_summary").unwrap();
    encoder
        .map(1)
        .unwrap()
        .str("day")
        .unwrap()
        .str("2026-11-20")
        .unwrap();
    let summary: DaySummary = decoded(&bytes);
    assert_eq!(summary.day, date(2026, 11, 20));
    assert_eq!(
        (summary.headache, summary.pain, summary.medicine_count),
        (None, None, None)
    );
}

#[test]
fn nonsense_is_nonsense_and_another_kind_is_another_kind() {
    let good = NewRecord::of(some_id(), &note("x")).unwrap();
    assert!(matches!(decode::<Note>(&good.payload), Decoded::Value(_)));
    assert!(matches!(
        decode::<ClearDay>(&good.payload),
        Decoded::OtherKind
    ));
    for end in 0..good.payload.len() {
        assert!(
            matches!(decode::<Note>(&good.payload[..end]), Decoded::Nonsense),
            "{end}"
        );
    }
    for bytes in [
        &b"\x83\x01\x02\x03"[..],
        b"\x82\x01\x02",
        b"\x9f\xff",
        b"\xff",
        b"{}",
    ] {
        assert!(matches!(decode::<Note>(bytes), Decoded::Nonsense));
    }
}

#[test]
fn every_level_out_of_range_is_refused() {
    let mut bytes = hex::decode(encoded(&DaySummary {
        day: date(2026, 11, 20),
        headache: None,
        pain: Some(Pain::Number(Level::new(10).unwrap())),
        medicine_count: None,
        notes: String::new(),
    }))
    .unwrap();
    let place = bytes
        .windows(7)
        .position(|window| window == b"\x66number")
        .unwrap()
        + 7;
    assert_eq!(bytes[place], 10);
    bytes[place] = 11;
    assert!(matches!(decode::<DaySummary>(&bytes), Decoded::Nonsense));
}

const GOLDEN_ATTACK: &str = "
    826661747461636ba36661747461636bae656f6e73657474323032362d31312d32305430353a30303a30305a647a
    6f6e656d4575726f70652f4265726c696e6c776f6b655f776974685f6974f566636f75727365a165656e64656474
    323032362d31312d32305431343a33303a30305a666c6576656c7382a262617474323032362d31312d3230543035
    3a30303a30305a647061696ea1666e756d62657207a262617476323032362d31312d32305430363a30303a30302e
    355a647061696ea164776f7264667365766572656870726f677265737381a262617474323032362d31312d323054
    30373a30303a30305a66616e73776572657374696c6c6473696465646c65667467726567696f6e73826674656d70
    6c65636579656873796d70746f6d7382666e6175736561656c696768746f6d6f73745f626f74686572736f6d6565
    6c696768746461757261a26676697375616c18196773656e736f7279f6696d65646963696e657381a4646e616d65
    6b53756d617472697074616e64646f7365653530206d6762617474323032362d31312d32305430353a31303a3030
    5a6672656c69656666626574746572656e6f7465736546c3b6686e687265636f7264656474323032362d31312d32
    305430353a30313a30305a6870726576696f7573f6656472616674f6";
const GOLDEN_EDITED: &str = "
    826661747461636ba36661747461636bae656f6e73657474323032362d31312d32305430353a30303a30305a647a
    6f6e65635554436c776f6b655f776974685f6974f466636f757273656a636f6e74696e756f7573666c6576656c73
    806870726f6772657373806473696465f667726567696f6e73806873796d70746f6d73806f6d6f73745f626f7468
    6572736f6d65f66461757261a0696d65646963696e657380656e6f74657360687265636f7264656474323032362d
    31312d32305430353a30303a30305a6870726576696f7573ae656f6e73657474323032362d31312d32305430353a
    30303a30305a647a6f6e65635554436c776f6b655f776974685f6974f466636f75727365676f6e676f696e67666c
    6576656c73806870726f6772657373806473696465f667726567696f6e73806873796d70746f6d73806f6d6f7374
    5f626f74686572736f6d65f66461757261a0696d65646963696e657380656e6f74657360687265636f7264656474
    323032362d31312d32305430353a30303a30305a656472616674a2656661756c746c6e616d655f6d697373696e67
    666669656c6473a1646e616d6560";
const GOLDEN_CLEAR_DAY: &str = "8269636c6561725f646179a1636461796a323032362d31312d3230";
const GOLDEN_SUMMARY: &str = "
    826b6461795f73756d6d617279a5636461796a323032362d31312d3230686865616461636865f5647061696ea164
    776f7264646d696c646e6d65646963696e655f636f756e7402656e6f746573616e";
