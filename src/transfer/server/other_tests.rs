//! Records of other kinds come back from both files as they were, and bad ones are refused by name.

use super::{
    entry::{Diary, Entry, ImportedEntry},
    export::{write_csv, write_json},
    other::{Other, OtherKind, Portable},
    test_support::{faults, now, read_guessed},
};
use crate::{
    account::server::Profile,
    daily::server::{CheckIn, FactorKind, Measurement, OwnFactor, Quantity},
    environment::server::{Places, Rules},
    medication::{
        model::{MedicineClass, Purpose},
        server::{CabinetMedicine, IntakeRecord, Plan, Schedule},
    },
    patterns::server::{Experiment, ForecastAlert, IssuedForecast, PatternSettings},
    platform::ids::RecordId,
    safety::server::SafetyAnswers,
    scales::{model::Scale, server::ScaleAnswers},
    transfer::model::FaultReason,
};
use jiff::civil::date;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A record as a file would hold it: only what the type cannot do without, and what is given.
fn record<T: Portable + DeserializeOwned>(value: serde_json::Value) -> Other {
    let record: T = serde_json::from_value(value).expect("a record");
    Other::of(&record).expect("a portable record")
}

fn one_of_each() -> Vec<Other> {
    let at = now().to_string();
    let day = date(2021, 2, 1);
    vec![
        record::<IntakeRecord>(json!({
            "name": "Sumatriptan", "dose": "50 mg", "class": MedicineClass::Triptan,
            "purpose": Purpose::Acute, "at": at, "zone": "Europe/Berlin", "units": 1.5, "recorded": at,
        })),
        record::<CabinetMedicine>(json!({
            "name": "=1+1", "class": MedicineClass::Nsaid, "purpose": Purpose::Acute, "recorded": at,
        })),
        record::<Plan>(json!({
            "name": "Propranolol", "class": MedicineClass::BetaBlocker,
            "schedule": Schedule::Daily(vec![480, 1_200]), "started": day, "recorded": at,
        })),
        record::<CheckIn>(
            json!({ "day": day, "stress": 3, "early_signs": ["yawning"], "recorded": at }),
        ),
        record::<OwnFactor>(json!({ "name": "Choir", "kind": FactorKind::YesNo, "recorded": at })),
        record::<Measurement>(json!({
            "quantity": Quantity::Weight(71.5), "at": at, "zone": "Europe/Berlin",
        })),
        record::<ScaleAnswers>(json!({
            "scale": Scale::Midas, "day": day, "answers": [1, null, 3, 0, 2], "recorded": at,
        })),
        record::<SafetyAnswers>(
            json!({ "day": day, "answers": {"thunderclap": false}, "rules": 1, "recorded": at }),
        ),
        record::<Profile>(json!({ "country": "DE", "questions": ["Is it the weather?"] })),
        record::<IssuedForecast>(json!({
            "day": day, "issued": at, "zone": "Europe/Berlin", "after_check_in": true, "engine": 1,
            "state": "on", "days": [{
                "day": {"year": 2021, "month": 2, "day": 1, "weekday": 1},
                "probability": 0.31, "usual": 0.12, "band": "high",
                "reasons": [{"factor": "sleep_minutes", "log_odds": 0.7, "early_sign": false}],
            }],
        })),
        record::<ForecastAlert>(json!({
            "day": day, "raised": at, "probability": 0.31, "usual": 0.12, "answer": true,
            "question": {"signs": ["yawning"], "if_yes": 0.45, "if_no": 0.2},
        })),
        record::<Experiment>(json!({
            "family": "caffeine", "power": [0.2, 0.6], "begun": at,
            "plan": {
                "factor": "caffeine", "wash_out_days": 2, "level": 0.1, "analysis": 1,
                "blocks": [
                    {"first": {"year": 2021, "month": 2, "day": 1, "weekday": 1}, "days": 14, "arm": "with"},
                    {"first": {"year": 2021, "month": 2, "day": 15, "weekday": 1}, "days": 14, "arm": "without"},
                ],
            },
        })),
        record::<PatternSettings>(json!({
            "alerts": {"enabled": true, "monthly_budget": 3, "quiet_hours": [22, 6]},
            "suspected": ["red_wine"],
        })),
        record::<Places>(json!({
            "mode": "places", "typed": [{"at": at, "hectopascals": 1_008.5}],
            "list": [{
                "number": 1, "kind": "travel", "name": "Vilnius", "latitude": 54.69,
                "longitude": 25.28, "zone": "Europe/Vilnius", "from": day,
            }],
        })),
        record::<Rules>(json!({
            "quiet_from": 21, "quiet_until": 8, "most_a_day": 2,
            "list": [{
                "number": 1, "name": "Falling", "join": "all", "is_on": true, "conditions": [{
                    "quantity": "sea_level_pressure", "feed": "forecast", "test": "change_24",
                    "side": "below", "threshold": -8.0,
                }],
            }],
        })),
    ]
}

fn diary() -> Diary {
    let numbered = one_of_each().into_iter().enumerate();
    Diary {
        others: numbered
            .map(|(number, other)| {
                (
                    RecordId::new(uuid::Uuid::from_u128(number as u128 + 1)),
                    other,
                )
            })
            .collect(),
        ..Diary::default()
    }
}

fn others(entries: Vec<ImportedEntry>) -> Vec<(RecordId, Other)> {
    Diary::from_entries(entries).others
}

#[test]
fn every_kind_has_an_example_here() {
    let kinds: Vec<OtherKind> = one_of_each().iter().map(Other::kind).collect();
    assert_eq!(kinds, OtherKind::ALL);
}

#[test]
fn both_files_give_back_what_was_written() {
    let diary = diary();
    for bytes in [
        write_csv(&diary).expect("a table"),
        write_json(&diary, now()).expect("a document"),
    ] {
        let reading = read_guessed(&bytes);
        assert_eq!(reading.faults, [], "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(others(reading.entries), diary.others);
    }
}

#[test]
fn every_kind_can_be_stored() {
    for (id, other) in diary().others {
        other.record(id).expect("a record");
    }
}

#[test]
fn values_outside_the_ranges_are_refused_by_their_field() {
    let at = now().to_string();
    let bad = [
        (
            OtherKind::CheckIn,
            json!({ "day": "2021-02-01", "stress": 5, "recorded": at }),
            "stress",
        ),
        (
            OtherKind::CheckIn,
            json!({ "day": "2121-02-01", "recorded": at }),
            "day",
        ),
        (
            OtherKind::Measurement,
            json!({ "quantity": {"weight": 19.9}, "at": at, "zone": "UTC" }),
            "weight",
        ),
        (
            OtherKind::OwnFactor,
            json!({ "name": " ", "kind": "scale", "recorded": at }),
            "name",
        ),
        (
            OtherKind::Plan,
            json!({ "name": "x", "class": "nothing" }),
            "data",
        ),
        (OtherKind::Profile, json!({ "born": 1_700 }), "born"),
        (
            OtherKind::PatternSettings,
            json!({ "alerts": {"enabled": true, "monthly_budget": 99, "quiet_hours": [0, 0]} }),
            "monthly_budget",
        ),
        (
            OtherKind::ForecastAlert,
            json!({ "day": "2021-02-01", "raised": at, "probability": 1.5, "usual": 0.1 }),
            "probability",
        ),
        (
            OtherKind::Places,
            json!({ "mode": "places", "list": [{
                "number": 1, "kind": "home", "name": "", "latitude": 91.0, "longitude": 0.0,
                "zone": "UTC",
            }] }),
            "latitude",
        ),
        (
            OtherKind::Rules,
            json!({ "quiet_from": 22, "quiet_until": 7, "most_a_day": 3, "list": [{
                "number": 1, "name": "x", "join": "any", "is_on": true, "conditions": [{
                    "quantity": "kp", "feed": "air_quality", "test": "value", "side": "above",
                    "threshold": 5.0,
                }],
            }] }),
            "feed",
        ),
    ];
    for (kind, value, column) in bad {
        let refused = Other::read(kind, &value.to_string(), date(2100, 1, 1)).expect_err(column);
        assert_eq!(refused.0, column);
    }
}

#[test]
fn a_bad_record_does_not_take_the_others_down() {
    let text = r#"{"format":"migraine-pulse","version":1,"exported":"2021-03-01T00:00:00Z","others":[
{"kind":"own_factor","id":"00000000-0000-0000-0000-000000000001","data":{"name":"","kind":"scale","recorded":"2021-01-01T00:00:00Z"}},
{"kind":"moon","id":"00000000-0000-0000-0000-000000000002","data":{}},
{"kind":"own_factor","id":"00000000-0000-0000-0000-000000000003","data":{"name":"Choir","kind":"scale","recorded":"2021-01-01T00:00:00Z"}}]}"#;
    let reading = read_guessed(text.as_bytes());
    assert_eq!(
        faults(&reading),
        [
            (2, "name", FaultReason::ValueUnreadable),
            (3, "kind", FaultReason::KindUnknown)
        ]
    );
    assert!(matches!(
        reading.entries[..],
        [ImportedEntry {
            entry: Entry::Other(_),
            ..
        }]
    ));
}
