//! Overuse per class (ICHD-3 8.2): 9/10 and 14/15 days, days and not doses, three months and a day.

use super::{BERLIN, Told, day, local};
use crate::{
    medication::model::{MedicineClass, Purpose},
    reports::server::rules::{
        Band, Findings, Overuse, OveruseGroup, Settings, Value, overuse, overuse_days,
    },
};
use jiff::ToSpan;

fn states(told: &Told, today: &str) -> Vec<Overuse> {
    let facts = told.facts(today);
    overuse(&Findings::of(&facts, Settings::default()), day(today))
}

/// The group, the days in 30, and the band.
fn bands(told: &Told, today: &str) -> Vec<(OveruseGroup, u32, Band)> {
    states(told, today)
        .into_iter()
        .map(|state| {
            let Value::Days(days) = state.rolling.value else {
                panic!("days are counted");
            };
            (state.group, days, state.band)
        })
        .collect()
}

#[test]
fn every_class_has_its_threshold_and_its_early_band() {
    use Band::{Below, Near, Reached};
    use MedicineClass::{Combination, Ditan, Ergot, Nsaid, Opioid, SimpleAnalgesic, Triptan};
    for class in [Triptan, Ergot, Opioid, Combination, Ditan] {
        for (days, band) in [
            (1, Below),
            (7, Below),
            (8, Near),
            (9, Near),
            (10, Reached),
            (30, Reached),
        ] {
            let told = Told::default().taken(class, day("2026-11-01"), days);
            let group = OveruseGroup::of(class).unwrap();
            let count = u32::try_from(days).unwrap();
            assert_eq!(
                bands(&told, "2026-11-30"),
                [(group, count, band)],
                "{class:?}"
            );
        }
    }
    for class in [SimpleAnalgesic, Nsaid] {
        for (days, band) in [
            (10, Below),
            (11, Below),
            (12, Near),
            (14, Near),
            (15, Reached),
        ] {
            let told = Told::default().taken(class, day("2026-11-01"), days);
            let count = u32::try_from(days).unwrap();
            assert_eq!(
                bands(&told, "2026-11-30"),
                [(OveruseGroup::Analgesic, count, band)],
                "{class:?}"
            );
        }
    }
    assert!(Near.is_ours() && !Reached.is_ours() && !Below.is_ours());
}

#[test]
fn gepants_antiemetics_and_preventives_count_in_no_group() {
    for class in MedicineClass::ALL {
        let told = Told::default().taken(*class, day("2026-11-01"), 20);
        let is_counted = OveruseGroup::of(*class).is_some();
        assert_eq!(
            states(&told, "2026-11-30").len(),
            usize::from(is_counted),
            "{class:?}"
        );
    }
    for class in [
        MedicineClass::Gepant,
        MedicineClass::Antiemetic,
        MedicineClass::Unknown,
        MedicineClass::CgrpAntibody,
    ] {
        assert_eq!(OveruseGroup::of(class), None);
    }
}

#[test]
fn days_count_and_not_doses() {
    let mut told = Told::default();
    for hour in ["00:00", "08:00", "23:59"] {
        let at = local(BERLIN, &format!("2026-11-10T{hour}"));
        told = told.intake(MedicineClass::Triptan, at, BERLIN, Purpose::Acute);
    }
    assert_eq!(
        bands(&told, "2026-11-30"),
        [(OveruseGroup::Triptan, 1, Band::Below)]
    );
    let after = local(BERLIN, "2026-11-11T00:00");
    let told = told.intake(MedicineClass::Triptan, after, BERLIN, Purpose::Acute);
    assert_eq!(
        bands(&told, "2026-11-30"),
        [(OveruseGroup::Triptan, 2, Band::Below)]
    );
}

#[test]
fn every_intake_counts_whatever_it_was_taken_for() {
    let told = Told::default()
        .intake(
            MedicineClass::Triptan,
            local(BERLIN, "2026-11-10T12:00"),
            BERLIN,
            Purpose::Preventive,
        )
        .attack("2026-11-12T08:00", "2026-11-12T20:00")
        .intake(
            MedicineClass::Triptan,
            local(BERLIN, "2026-11-12T12:00"),
            BERLIN,
            Purpose::Acute,
        )
        .clear(day("2026-11-14"), 1)
        .intake(
            MedicineClass::Triptan,
            local(BERLIN, "2026-11-14T12:00"),
            BERLIN,
            Purpose::Acute,
        );
    assert_eq!(
        bands(&told, "2026-11-30"),
        [(OveruseGroup::Triptan, 3, Band::Below)]
    );
}

#[test]
fn thirty_days_and_the_calendar_month_are_two_counts() {
    let told = Told::default()
        .taken(MedicineClass::Triptan, day("2026-10-31"), 1)
        .taken(MedicineClass::Triptan, day("2026-11-01"), 2);
    for (today, rolling, calendar) in [
        ("2026-11-20", 3, 2),
        ("2026-11-29", 3, 2),
        ("2026-11-30", 2, 2),
        ("2026-12-01", 1, 0),
    ] {
        let states = states(&told, today);
        assert_eq!(states[0].rolling.value, Value::Days(rolling), "{today}");
        assert_eq!(states[0].calendar_month, calendar, "{today}");
    }
    assert!(states(&told, "2026-12-02").is_empty());
}

#[test]
fn several_classes_count_together_when_none_alone_is_over() {
    use MedicineClass::{Nsaid, SimpleAnalgesic, Triptan};
    let last = |told: &Told| bands(told, "2026-11-30").pop().unwrap();
    let told = |triptan: i64, nsaid: i64| {
        Told::default()
            .taken(Triptan, day("2026-11-01"), triptan)
            .taken(Nsaid, day("2026-11-01") + triptan.days(), nsaid)
    };
    assert_eq!(last(&told(4, 5)), (OveruseGroup::Mixed, 9, Band::Near));
    assert_eq!(last(&told(4, 6)), (OveruseGroup::Mixed, 10, Band::Reached));
    assert_eq!(last(&told(9, 14)), (OveruseGroup::Mixed, 23, Band::Reached));
    // One alone is over: that class is named instead.
    assert_eq!(last(&told(10, 5)).0, OveruseGroup::Analgesic);
    // Both on the same day are one day.
    let same =
        Told::default()
            .taken(Triptan, day("2026-11-01"), 6)
            .taken(Nsaid, day("2026-11-01"), 6);
    assert_eq!(last(&same), (OveruseGroup::Mixed, 6, Band::Below));
    // Paracetamol and an NSAID are one class of ICHD-3 8.2.
    let one = Told::default()
        .taken(SimpleAnalgesic, day("2026-11-01"), 6)
        .taken(Nsaid, day("2026-11-07"), 6);
    assert_eq!(
        bands(&one, "2026-11-30"),
        [(OveruseGroup::Analgesic, 12, Band::Near)]
    );
}

/// July to October 2026: so many days with both headache and the medicine, the rest clear.
fn monthly(class: MedicineClass, headaches: i64, taken: i64) -> Told {
    let mut told = Told::default();
    for month in 0..4 {
        let first = day("2026-07-01") + month.months();
        let rest = i64::from(first.days_in_month()) - headaches;
        told = told
            .headaches(first, headaches)
            .taken(class, first, taken)
            .clear(first + headaches.days(), rest);
    }
    told
}

#[test]
fn the_criterion_needs_more_than_three_months_and_15_headache_days() {
    for (class, headaches, taken, today, expected) in [
        (MedicineClass::Triptan, 15, 9, "2026-10-31", false),
        (MedicineClass::Triptan, 15, 10, "2026-10-31", true),
        (MedicineClass::Triptan, 14, 10, "2026-10-31", false),
        (MedicineClass::Nsaid, 15, 14, "2026-10-31", false),
        (MedicineClass::Nsaid, 15, 15, "2026-10-31", true),
        // Three months exactly are not more than three.
        (MedicineClass::Triptan, 15, 10, "2026-09-30", false),
        (MedicineClass::Triptan, 15, 10, "2026-10-01", true),
    ] {
        let states = states(&monthly(class, headaches, taken), today);
        let value = states[0].criterion;
        assert_eq!(
            value == Value::Matches(true),
            expected,
            "{class:?} {headaches}/{taken} {today}: {value:?}"
        );
    }
}

#[test]
fn the_mixed_criterion_asks_for_several_classes_over_the_months() {
    let mut told = monthly(MedicineClass::Triptan, 15, 6);
    for month in 0..4 {
        let first = day("2026-07-07") + month.months();
        told = told.taken(MedicineClass::Nsaid, first, 5);
    }
    let states = states(&told, "2026-10-31");
    let criteria: Vec<_> = states
        .iter()
        .map(|state| (state.group, state.criterion))
        .collect();
    assert_eq!(
        criteria,
        [
            (OveruseGroup::Triptan, Value::Matches(false)),
            (OveruseGroup::Analgesic, Value::Matches(false)),
            (OveruseGroup::Mixed, Value::Matches(true)),
        ]
    );
}

#[test]
fn without_answers_the_criterion_is_not_denied() {
    let told = Told::default()
        .taken(MedicineClass::Gepant, day("2026-11-01"), 1)
        .taken(MedicineClass::Opioid, day("2026-11-01"), 5);
    let value = states(&told, "2026-11-30")[0].criterion;
    assert!(matches!(value, Value::NotEnough { .. }), "{value:?}");
}

#[test]
fn a_medicine_of_unknown_class_makes_the_count_unsure() {
    let told = Told::default()
        .taken(MedicineClass::Triptan, day("2026-11-01"), 3)
        .taken(MedicineClass::Unknown, day("2026-11-05"), 2);
    let span = super::november();
    let figure = told.figure("2026-11-30", |found| {
        overuse_days(found, OveruseGroup::Triptan, span)
    });
    assert_eq!((figure.value, figure.unsure), (Value::Days(3), 2));
}
