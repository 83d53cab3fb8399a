//! Golden cases of reading a diary: what is no, what is unknown, what was not asked; days, clocks, zones.

use super::{
    environment::Environment,
    history::{Reader, calendar, history},
};
use crate::{
    account::server::testing::{fresh_id, instant},
    attacks::server::{Attack, AttackRecord, Course},
    daily::{
        model::{Alcohol, FactorKind},
        server::{CheckIn, ClearDay, DaySummary, FactorAnswer, Measurement, OwnFactor, Quantity},
    },
    encryption::server::Stored,
    medication::{
        model::{MedicineClass, Purpose},
        server::IntakeRecord,
    },
    patterns::engine::{Cell, PatientHistory, Source},
    platform::ids::RecordId,
    reports::server::Diary,
};
use jiff::{
    civil::{Date, date, datetime},
    tz::TimeZone,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn stored<T>(value: T) -> Stored<T> {
    Stored {
        id: fresh_id(),
        revision: 1,
        value,
    }
}

fn today() -> Date {
    date(2026, 11, 20)
}

fn read(diary: &Diary) -> PatientHistory {
    let reader = Reader {
        patient: "somebody".to_owned(),
        today: today(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        suspected: vec!["red_wine".to_owned()],
    };
    let history = history(diary, &reader, Environment::default()).expect("some days");
    history.check().expect("a history that the engine takes");
    history
}

fn check_in(day: Date) -> CheckIn {
    CheckIn::of(day, instant("2026-11-20T20:00:00Z"))
}

fn cells(history: &PatientHistory, factor: &str) -> Vec<Cell> {
    let track = history.tracks.iter().find(|track| track.factor == factor);
    track.map(|track| track.cells.clone()).expect(factor)
}

fn attack(onset: &str, end: Option<&str>, zone: &str) -> Attack {
    let mut attack = Attack::begun(instant(onset), zone, instant(onset));
    if let Some(end) = end {
        attack.course = Course::Ended(instant(end));
    }
    attack
}

#[test]
fn an_empty_diary_has_no_days() {
    let diary = Diary::default();
    assert_eq!(calendar(&diary, today()), None);
}

#[test]
fn no_unknown_and_not_asked_stay_apart() {
    let mut diary = Diary::default();
    diary.check_ins.push(stored(CheckIn {
        stress: Some(0),
        alcohol: Some(BTreeMap::new()),
        early_signs: Some(BTreeSet::new()),
        ..check_in(date(2026, 11, 17))
    }));
    diary.check_ins.push(stored(CheckIn {
        alcohol: Some(BTreeMap::from([(Alcohol::RedWine, 2), (Alcohol::Other, 1)])),
        early_signs: Some(BTreeSet::from(["neck".to_owned(), "mood".to_owned()])),
        ..check_in(date(2026, 11, 19))
    }));
    let history = read(&diary);
    assert_eq!((history.start, history.days), (date(2026, 11, 17), 4));
    let none = Cell::NotAsked;
    assert_eq!(
        cells(&history, "stress"),
        [Cell::Value(0.0), none, Cell::Unknown, none]
    );
    assert_eq!(
        cells(&history, "alcohol"),
        [Cell::Value(0.0), none, Cell::Value(3.0), none]
    );
    assert_eq!(
        cells(&history, "red_wine"),
        [Cell::Value(0.0), none, Cell::Value(2.0), none]
    );
    assert_eq!(
        cells(&history, "beer"),
        [Cell::Value(0.0), none, Cell::Value(0.0), none]
    );
    for (sign, value) in [
        ("neck_stiffness", 1.0),
        ("mood_change", 1.0),
        ("yawning", 0.0),
    ] {
        assert_eq!(
            cells(&history, sign),
            [Cell::Value(0.0), none, Cell::Value(value), none],
            "{sign}"
        );
    }
    assert_eq!(history.entered, [true, false, true, false]);
    assert_eq!(history.confirmed_clear, [false; 4]);
    assert_eq!(history.suspected, ["red_wine"]);
    assert!(!history.tracks_cycle);
}

#[test]
fn an_own_factor_was_not_asked_before_it_was_there() {
    let mut diary = Diary::default();
    let mut own = stored(OwnFactor {
        name: "Choir".to_owned(),
        kind: FactorKind::YesNo,
        put_away: false,
        recorded: instant("2026-11-18T22:30:00Z"),
    });
    own.id = fresh_id();
    let answered = |day: Date, answer: Option<FactorAnswer>| {
        let mut answers = check_in(day);
        answers.stress = Some(1);
        answers.own.extend(answer.map(|answer| (own.id, answer)));
        stored(answers)
    };
    diary.check_ins = vec![
        answered(date(2026, 11, 17), None),
        // 22:30 in UTC is 23:30 in Berlin: still the 18th.
        answered(date(2026, 11, 18), None),
        answered(date(2026, 11, 19), Some(FactorAnswer::Yes(false))),
        answered(date(2026, 11, 20), Some(FactorAnswer::Yes(true))),
    ];
    let code = format!("own:{}", own.id);
    diary.own_factors.push(own);
    let history = read(&diary);
    assert_eq!(
        cells(&history, &code),
        [
            Cell::NotAsked,
            Cell::Unknown,
            Cell::Value(0.0),
            Cell::Value(1.0)
        ]
    );
}

#[test]
fn several_records_of_a_day_become_one() {
    let mut diary = Diary::default();
    for (stress, mood) in [(Some(3), None), (None, Some(1))] {
        diary.check_ins.push(stored(CheckIn {
            stress,
            mood,
            ..check_in(today())
        }));
    }
    let history = read(&diary);
    assert_eq!(cells(&history, "stress"), [Cell::Value(3.0)]);
    assert_eq!(cells(&history, "mood"), [Cell::Value(1.0)]);
}

#[test]
fn attacks_lie_in_the_zone_in_which_they_began() {
    let mut diary = Diary::default();
    // 23:30 in New York is the next morning in Berlin: it counts where it was.
    let travelling = attack(
        "2026-11-16T04:30:00Z",
        Some("2026-11-16T10:00:00Z"),
        "America/New_York",
    );
    diary.attacks.push(stored(AttackRecord::new(travelling)));
    let history = read(&diary);
    let entry = &history.attacks[0];
    assert_eq!(entry.onset, datetime(2026, 11, 15, 23, 30, 0, 0));
    assert_eq!(entry.end, Some(datetime(2026, 11, 16, 5, 0, 0, 0)));
    assert_eq!(history.start, date(2026, 11, 15));
    assert_eq!(history.entered[..3], [true, true, false]);
}

#[test]
fn an_attack_never_ends_before_it_began_when_clocks_go_back() {
    let mut diary = Diary::default();
    // Clocks go back at 03:00 on 25 October 2026 in Berlin: 02:50, and half an hour later 02:20.
    let night = attack(
        "2026-10-25T00:50:00Z",
        Some("2026-10-25T01:20:00Z"),
        "Europe/Berlin",
    );
    diary.attacks.push(stored(AttackRecord::new(night)));
    let entry = &read(&diary).attacks[0];
    assert_eq!(entry.onset, datetime(2026, 10, 25, 2, 50, 0, 0));
    assert_eq!(entry.end, Some(entry.onset));
}

#[test]
fn a_running_attack_has_no_end_and_a_stand_in_noon_no_hour() {
    let mut diary = Diary::default();
    let running = attack("2026-11-20T07:15:00Z", None, "Europe/Berlin");
    let mut late = attack(
        "2026-11-10T11:00:00Z",
        Some("2026-11-10T12:00:00Z"),
        "Europe/Berlin",
    );
    late.recorded = instant("2026-11-12T18:00:00Z");
    diary.attacks = vec![
        stored(AttackRecord::new(running)),
        stored(AttackRecord::new(late)),
    ];
    let history = read(&diary);
    let [late, running] = &history.attacks[..] else {
        panic!("two attacks");
    };
    assert!(!late.hour_known && late.end.is_some());
    assert_eq!(late.entered, Some(datetime(2026, 11, 12, 19, 0, 0, 0)));
    assert!(running.hour_known && running.end.is_none());
}

#[test]
fn treatment_counts_from_a_known_onset_to_the_first_acute_medicine() {
    let mut diary = Diary::default();
    let begun = stored(AttackRecord::new(attack(
        "2026-11-18T08:00:00Z",
        Some("2026-11-18T20:00:00Z"),
        "Europe/Berlin",
    )));
    let mut woke = attack(
        "2026-11-12T05:00:00Z",
        Some("2026-11-12T09:00:00Z"),
        "Europe/Berlin",
    );
    woke.woke_with_it = true;
    let woke = stored(AttackRecord::new(woke));
    for (id, at, purpose) in [
        (begun.id, "2026-11-18T10:00:00Z", Purpose::Acute),
        (begun.id, "2026-11-18T08:45:00Z", Purpose::Acute),
        (begun.id, "2026-11-18T08:10:00Z", Purpose::Preventive),
        (woke.id, "2026-11-12T05:10:00Z", Purpose::Acute),
    ] {
        diary.intakes.push(stored(intake(id, at, purpose)));
    }
    diary.attacks = vec![begun, woke];
    let history = read(&diary);
    let minutes: Vec<_> = history
        .attacks
        .iter()
        .map(|attack| attack.minutes_to_treatment)
        .collect();
    assert_eq!(minutes, [None, Some(45.0)]);
}

fn intake(attack: RecordId, at: &str, purpose: Purpose) -> IntakeRecord {
    serde_json::from_value(serde_json::json!({
        "name": "x", "class": MedicineClass::Triptan, "purpose": purpose, "attack": attack,
        "at": at, "zone": "Europe/Berlin", "recorded": at,
    }))
    .unwrap()
}

#[test]
fn headache_days_of_a_daily_diary_are_attacks_without_an_hour() {
    let mut diary = Diary::default();
    for (day, headache) in [
        (10, Some(true)),
        (11, Some(true)),
        (12, Some(false)),
        (13, None),
        (14, Some(true)),
    ] {
        diary.days.push(stored(DaySummary {
            day: date(2026, 11, day),
            headache,
            pain: None,
            medicine_count: None,
            notes: String::new(),
        }));
    }
    diary.clear_days.push(stored(ClearDay {
        day: date(2026, 11, 16),
    }));
    // On the 14th there is an attack as well: it says more.
    let told = attack(
        "2026-11-14T15:00:00Z",
        Some("2026-11-14T18:00:00Z"),
        "Europe/Berlin",
    );
    diary.attacks.push(stored(AttackRecord::new(told)));
    let history = read(&diary);
    let onsets: Vec<_> = history
        .attacks
        .iter()
        .map(|attack| (attack.onset, attack.hour_known))
        .collect();
    assert_eq!(
        onsets,
        [
            (datetime(2026, 11, 10, 12, 0, 0, 0), false),
            (datetime(2026, 11, 14, 16, 0, 0, 0), true)
        ]
    );
    assert_eq!(
        history.attacks[0].end,
        Some(datetime(2026, 11, 11, 23, 59, 0, 0))
    );
    let clear: Vec<usize> = (0..history.days)
        .filter(|day| history.confirmed_clear[*day])
        .collect();
    assert_eq!(clear, [2, 6]);
}

#[test]
fn measurements_fill_what_the_check_in_left_open_and_nothing_else() {
    let mut diary = Diary::default();
    diary.check_ins.extend([
        stored(CheckIn {
            sleep_minutes: Some(400),
            ..check_in(date(2026, 11, 19))
        }),
        stored(CheckIn {
            stress: Some(1),
            ..check_in(date(2026, 11, 20))
        }),
    ]);
    for (at, quantity) in [
        ("2026-11-19T06:00:00Z", night(300)),
        ("2026-11-20T06:00:00Z", night(430)),
        ("2026-11-20T08:00:00Z", Quantity::Water(300)),
        ("2026-11-20T12:00:00Z", Quantity::Water(500)),
        ("2026-11-20T07:00:00Z", Quantity::Weight(70.5)),
        ("2026-11-20T07:00:00Z", Quantity::Height(170.0)),
    ] {
        let measured = Measurement::of(quantity, instant(at), "Europe/Berlin");
        diary.measurements.push(stored(measured));
    }
    let history = read(&diary);
    assert_eq!(
        cells(&history, "sleep_minutes"),
        [Cell::Value(400.0), Cell::Value(430.0)]
    );
    assert_eq!(
        cells(&history, "water_ml"),
        [Cell::Unknown, Cell::Value(800.0)]
    );
    assert_eq!(
        cells(&history, "weight"),
        [Cell::NotAsked, Cell::Value(70.5)]
    );
    let sleep = history
        .tracks
        .iter()
        .find(|track| track.factor == "sleep_minutes");
    assert_eq!(sleep.unwrap().source, Source::Night);
}

fn night(minutes: u16) -> Quantity {
    Quantity::Sleep {
        total: Some(minutes),
        deep: None,
        rem: None,
        wakes: None,
        rate: Some(7),
    }
}

#[test]
fn bedtimes_around_midnight_are_near_each_other() {
    let mut diary = Diary::default();
    for (day, minute) in [
        (10, 23 * 60 + 30),
        (11, 10),
        (12, 23 * 60 + 50),
        (13, 0),
        (14, 23 * 60 + 40),
        (15, 2 * 60),
    ] {
        diary.check_ins.push(stored(CheckIn {
            bedtime: Some(minute),
            ..check_in(date(2026, 11, day))
        }));
    }
    let history = read(&diary);
    // The median of the five before is 23:50; 02:00 is 130 minutes away, and not 1,310.
    let shift = cells(&history, "bedtime_shift");
    assert_eq!(shift[4], Cell::Unknown);
    assert_eq!(shift[5], Cell::Value(130.0));
}

#[test]
fn felt_weather_is_unknown_on_days_without_a_word_about_it() {
    let mut diary = Diary::default();
    diary.check_ins.extend([
        stored(CheckIn {
            weather: BTreeSet::from(["hot".to_owned()]),
            ..check_in(date(2026, 11, 19))
        }),
        stored(CheckIn {
            stress: Some(1),
            ..check_in(date(2026, 11, 20))
        }),
    ]);
    let history = read(&diary);
    assert_eq!(
        cells(&history, "felt_hot"),
        [Cell::Value(1.0), Cell::Unknown]
    );
    assert_eq!(
        cells(&history, "felt_cold"),
        [Cell::Value(0.0), Cell::Unknown]
    );
}

#[test]
fn periods_and_preventives_are_taken_along_and_a_mistyped_year_is_not() {
    let mut diary = Diary::default();
    diary.check_ins.push(stored(CheckIn {
        period_began: Some(true),
        ..check_in(date(2026, 11, 18))
    }));
    diary.clear_days.push(stored(ClearDay {
        day: date(1926, 11, 18),
    }));
    diary.clear_days.push(stored(ClearDay {
        day: date(2126, 11, 18),
    }));
    let history = read(&diary);
    assert_eq!(history.days, 3);
    assert_eq!(history.period_starts, [date(2026, 11, 18)]);
    assert!(history.tracks_cycle);
}

proptest! {
    /// Whatever was entered, the engine gets lists of the right length, and no day has more answers than
    /// there were check-ins.
    #[test]
    fn every_diary_gives_a_history_that_fits(
        days in proptest::collection::vec((0..400_i64, proptest::option::of(0..5_u8)), 1..40),
        onsets in proptest::collection::vec((0..9_000_i64, 1..90_i64), 0..20),
    ) {
        use jiff::{SignedDuration, ToSpan};
        let mut diary = Diary::default();
        for (back, stress) in &days {
            diary.check_ins.push(stored(CheckIn {
                stress: *stress,
                ..check_in(today().saturating_sub(back.days()))
            }));
        }
        for (back, hours) in onsets {
            let onset = instant("2026-11-20T20:00:00Z") - SignedDuration::from_hours(back);
            let mut begun = Attack::begun(onset, "Europe/Berlin", onset);
            begun.course = Course::Ended(onset + SignedDuration::from_hours(hours));
            diary.attacks.push(stored(AttackRecord::new(begun)));
        }
        let attacks = diary.attacks.len();
        let history = read(&diary);
        prop_assert_eq!(history.attacks.len(), attacks);
        let asked = cells(&history, "stress")
            .iter()
            .filter(|cell| **cell != Cell::NotAsked)
            .count();
        let answered: BTreeSet<i64> = days.iter().map(|(back, _)| *back).collect();
        prop_assert_eq!(asked, answered.len());
        prop_assert!(history.attacks.windows(2).all(|pair| pair[0].onset <= pair[1].onset));
    }
}
