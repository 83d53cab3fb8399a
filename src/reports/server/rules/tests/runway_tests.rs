//! The runway: what one more intake would come to, and when days fall out again.

use super::{BERLIN, Told, day, local};
use crate::{
    medication::model::{MedicineClass, Purpose},
    reports::server::rules::{Band, OveruseGroup, Runway, runway},
};

fn at(told: &Told, class: MedicineClass, on: &str) -> Runway {
    runway(&told.facts(on), class, day(on)).expect("a class that counts")
}

#[test]
fn one_more_day_is_added_once() {
    let told = Told::default().taken(MedicineClass::Triptan, day("2026-11-01"), 7);
    let next = at(&told, MedicineClass::Triptan, "2026-11-20");
    assert_eq!(
        (next.days_before, next.would_be, next.already_today),
        (7, 8, false)
    );
    assert_eq!((next.threshold, next.band), (10, Band::Near));
    assert_eq!(
        (next.counted_as, next.all_groups),
        (OveruseGroup::Triptan, None)
    );
    let again = told.intake(
        MedicineClass::Triptan,
        local(BERLIN, "2026-11-20T08:00"),
        BERLIN,
        Purpose::Acute,
    );
    let again = at(&again, MedicineClass::Triptan, "2026-11-20");
    assert_eq!(
        (again.days_before, again.would_be, again.already_today),
        (8, 8, true)
    );
}

#[test]
fn the_tenth_day_and_the_fifteenth() {
    for (class, before, band) in [
        (MedicineClass::Triptan, 6, Band::Below),
        (MedicineClass::Triptan, 7, Band::Near),
        (MedicineClass::Triptan, 8, Band::Near),
        (MedicineClass::Triptan, 9, Band::Reached),
        (MedicineClass::Nsaid, 10, Band::Below),
        (MedicineClass::Nsaid, 11, Band::Near),
        (MedicineClass::Nsaid, 13, Band::Near),
        (MedicineClass::Nsaid, 14, Band::Reached),
    ] {
        let told = Told::default().taken(class, day("2026-11-01"), before);
        assert_eq!(
            at(&told, class, "2026-11-25").band,
            band,
            "{class:?} {before}"
        );
    }
}

#[test]
fn a_day_falls_out_thirty_days_later() {
    let told = Told::default()
        .taken(MedicineClass::Triptan, day("2026-10-20"), 1)
        .taken(MedicineClass::Triptan, day("2026-10-22"), 1)
        .taken(MedicineClass::Triptan, day("2026-11-10"), 1);
    let on_18 = at(&told, MedicineClass::Triptan, "2026-11-18");
    let expected = [
        ("2026-11-19", 1),
        ("2026-11-21", 2),
        ("2026-12-10", 3),
        ("2026-12-18", 4),
    ];
    assert_eq!(
        on_18.falls_out,
        expected.map(|(on, count)| (day(on), count))
    );
    assert_eq!(on_18.would_be, 4);
    // On the 19th the first one has left.
    let on_19 = at(&told, MedicineClass::Triptan, "2026-11-19");
    assert_eq!((on_19.days_before, on_19.would_be), (2, 3));
}

#[test]
fn the_calendar_month_begins_on_its_first_even_on_the_31st() {
    let told = Told::default()
        .taken(MedicineClass::Opioid, day("2026-10-01"), 1)
        .taken(MedicineClass::Opioid, day("2026-10-30"), 1);
    let last = at(&told, MedicineClass::Opioid, "2026-10-31");
    assert_eq!((last.would_be, last.calendar_month), (2, 3));
    let first = at(&told, MedicineClass::Opioid, "2026-11-01");
    assert_eq!((first.would_be, first.calendar_month), (2, 1));
}

#[test]
fn other_classes_are_told_apart_and_together() {
    let told = Told::default()
        .taken(MedicineClass::Nsaid, day("2026-11-01"), 5)
        .taken(MedicineClass::Triptan, day("2026-11-04"), 3)
        .taken(MedicineClass::Gepant, day("2026-11-10"), 5);
    let next = at(&told, MedicineClass::Triptan, "2026-11-20");
    assert_eq!((next.would_be, next.all_groups), (4, Some(7)));
    let gepant = runway(
        &told.facts("2026-11-20"),
        MedicineClass::Gepant,
        day("2026-11-20"),
    );
    assert_eq!(gepant, None);
}

#[test]
fn a_day_before_today_looks_at_its_own_thirty_days() {
    let told = Told::default().taken(MedicineClass::Triptan, day("2026-11-10"), 5);
    let facts = told.facts("2026-11-20");
    let late = runway(&facts, MedicineClass::Triptan, day("2026-11-09")).unwrap();
    assert_eq!((late.days_before, late.would_be), (0, 1));
}
