//! Midnight, both changes of clocks, and zones: which local day gets how many minutes.

use super::{Told, day, local, plain};
use crate::{
    medication::model::{MedicineClass, Purpose},
    reports::server::rules::{Findings, Settings},
};
use std::collections::BTreeMap;

/// Minutes of headache on each day.
fn minutes(told: &Told) -> BTreeMap<String, u32> {
    let facts = told.facts("2026-12-31");
    Findings::of(&facts, Settings::default())
        .days
        .iter()
        .map(|(day, finding)| (day.to_string(), finding.minutes))
        .collect()
}

#[test]
fn each_local_day_gets_its_own_minutes() {
    type Row = (
        &'static str,
        &'static str,
        &'static str,
        &'static [(&'static str, u32)],
    );
    let table: &[Row] = &[
        // Midnight.
        (
            "Europe/Berlin",
            "2026-11-10T23:00",
            "2026-11-11T00:59",
            &[("2026-11-10", 60), ("2026-11-11", 59)],
        ),
        (
            "Europe/Berlin",
            "2026-11-10T23:01",
            "2026-11-11T01:00",
            &[("2026-11-10", 59), ("2026-11-11", 60)],
        ),
        (
            "Europe/Berlin",
            "2026-11-10T22:00",
            "2026-11-11T00:00",
            &[("2026-11-10", 120)],
        ),
        (
            "Europe/Berlin",
            "2026-11-10T12:00",
            "2026-11-13T12:00",
            &[
                ("2026-11-10", 720),
                ("2026-11-11", 1440),
                ("2026-11-12", 1440),
                ("2026-11-13", 720),
            ],
        ),
        // The day of 23 hours and the day of 25.
        (
            "Europe/Berlin",
            "2026-03-29T00:00",
            "2026-03-30T00:00",
            &[("2026-03-29", 1380)],
        ),
        (
            "Europe/Berlin",
            "2026-10-25T00:00",
            "2026-10-26T00:00",
            &[("2026-10-25", 1500)],
        ),
        (
            "America/New_York",
            "2026-03-08T00:00",
            "2026-03-09T00:00",
            &[("2026-03-08", 1380)],
        ),
        (
            "America/New_York",
            "2026-11-01T00:00",
            "2026-11-02T00:00",
            &[("2026-11-01", 1500)],
        ),
        // Through the hour that does not exist: 01:45 to 03:15 is half an hour.
        (
            "Europe/Berlin",
            "2026-03-29T01:45",
            "2026-03-29T03:15",
            &[("2026-03-29", 30)],
        ),
        // Half an hour of change in spring and autumn (the southern autumn is in April).
        (
            "Australia/Lord_Howe",
            "2026-04-05T00:00",
            "2026-04-06T00:00",
            &[("2026-04-05", 1470)],
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04T00:00",
            "2026-10-05T00:00",
            &[("2026-10-04", 1410)],
        ),
        // No change of clocks, half an hour off.
        (
            "Asia/Kolkata",
            "2026-03-29T23:30",
            "2026-03-30T00:45",
            &[("2026-03-29", 30), ("2026-03-30", 45)],
        ),
        // The clocks change at midnight: the day begins at 01:00.
        (
            "Africa/Cairo",
            "2026-04-23T23:00",
            "2026-04-24T02:00",
            &[("2026-04-23", 60), ("2026-04-24", 60)],
        ),
    ];
    for (zone, from, to, expected) in table {
        let told = Told::default().record(plain(zone, local(zone, from), local(zone, to)));
        let expected: BTreeMap<String, u32> = expected
            .iter()
            .map(|(day, minutes)| ((*day).to_owned(), *minutes))
            .collect();
        assert_eq!(minutes(&told), expected, "{zone} {from}");
    }
}

#[test]
fn a_move_in_the_middle_of_an_attack_changes_none_of_its_days() {
    // Begun in Berlin at 20:00, over in New York at 20:00: 30 hours, counted on the days of Berlin.
    let told = Told::default().record(plain(
        "Europe/Berlin",
        local("Europe/Berlin", "2026-11-10T20:00"),
        local("America/New_York", "2026-11-11T20:00"),
    ));
    let expected = [
        ("2026-11-10", 240),
        ("2026-11-11", 1440),
        ("2026-11-12", 120),
    ];
    let expected: BTreeMap<String, u32> = expected
        .into_iter()
        .map(|(day, minutes)| (day.to_owned(), minutes))
        .collect();
    assert_eq!(minutes(&told), expected);
}

#[test]
fn an_intake_belongs_to_the_local_day_of_its_own_zone() {
    // The same instant is the 10th in New York and the 11th in Berlin: two entries, two days.
    let instant = local("Europe/Berlin", "2026-11-11T01:00");
    let told = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"]
        .into_iter()
        .fold(Told::default(), |told, zone| {
            told.intake(MedicineClass::Triptan, instant, zone, Purpose::Acute)
        });
    let facts = told.facts("2026-11-20");
    let days: Vec<_> = facts.intakes.iter().map(|intake| intake.day).collect();
    assert_eq!(days, ["2026-11-10", "2026-11-11", "2026-11-11"].map(day));
}
