//! Intakes on a real store: linked, mended, deleted, brought back, and the pack that goes with them.

use super::{
    CabinetMedicine, IntakeRecord, add, change, delete, intake_page, known_medicines, restore,
    take, take_again, take_page,
};
use crate::{
    account::{
        parts::Submission,
        server::{
            Visit,
            testing::{Practice, fresh_id, instant},
        },
    },
    attacks::{
        model::{Pain, Relief},
        server::{attack_view, service},
    },
    encryption::server::Stored,
    medication::model::{Band, Fault, MedicineClass},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::SignedDuration;
use std::sync::Arc;

const NOW: &str = "2026-11-20T10:00:00Z";

fn form(fields: &[(&str, &str)]) -> Submission {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Submission::read(body.as_bytes())
}

async fn diary(visit: &Visit) -> Arc<Diary> {
    Diary::open(visit).await.unwrap()
}

async fn only_intake(visit: &Visit) -> Stored<IntakeRecord> {
    let diary = diary(visit).await;
    assert_eq!(diary.intakes.len(), 1);
    diary.intakes[0].clone()
}

async fn left(visit: &Visit, id: RecordId) -> Option<f32> {
    let stored: Stored<CabinetMedicine> = visit.store().get(visit.user, id).await.unwrap().unwrap();
    stored.value.left
}

async fn sumatriptan(visit: &Visit) -> RecordId {
    let fields = [
        ("name", "Sumatriptan"),
        ("substance", "sumatriptan"),
        ("class", "triptan"),
        ("purpose", "acute"),
        ("form", "tablet"),
        ("strength", "50 mg"),
        ("left", "6"),
        ("pack", "6"),
    ];
    add(visit, &form(&fields)).await.unwrap().unwrap()
}

#[tokio::test]
async fn one_tap_saves_an_intake_for_the_attack_and_takes_it_out_of_the_pack() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    let attack = fresh_id();
    service::begin(&visit, attack).await.unwrap();
    let page = take_page(&*diary(&visit).await, &visit, Some(medicine), None, None).unwrap();
    assert_eq!(page.attack, attack.to_string());
    let sent = form(&[
        ("id", &page.next_id),
        ("when", "0"),
        ("units", "2"),
        ("pain", "7"),
        ("attack", &page.attack),
    ]);
    let taken = take(&visit, Some(medicine), &sent).await.unwrap();
    assert_eq!(taken, Ok(Some(attack)));
    let intake = only_intake(&visit).await.value;
    assert_eq!(
        (intake.name.as_str(), intake.dose.as_str()),
        ("Sumatriptan", "50 mg")
    );
    assert_eq!(intake.class, MedicineClass::Triptan);
    assert_eq!(
        (intake.attack, intake.medicine),
        (Some(attack), Some(medicine))
    );
    assert_eq!((intake.at, intake.units), (instant(NOW), Some(2.0)));
    assert_eq!(intake.pain_before, Pain::parse("7").ok());
    assert_eq!(left(&visit, medicine).await, Some(4.0));
    // The same form again changes nothing.
    take(&visit, Some(medicine), &sent).await.unwrap().unwrap();
    only_intake(&visit).await;
    assert_eq!(left(&visit, medicine).await, Some(4.0));
}

#[tokio::test]
async fn what_it_would_come_to_is_told_before_it_is_saved() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    // Seven triptan days: 2 on the edge of the window, 5 later.
    for day in [22, 23, 27, 29, 31] {
        let at = format!("2026-10-{day}T12:00");
        take_at(&visit, medicine, &at).await;
    }
    for day in ["01", "10"] {
        take_at(&visit, medicine, &format!("2026-11-{day}T12:00")).await;
    }
    let page = take_page(&*diary(&visit).await, &visit, Some(medicine), None, None).unwrap();
    let runway = page.runway.unwrap();
    assert_eq!((runway.before, runway.days, runway.limit), (7, 8, 10));
    assert_eq!((runway.counts_already, runway.band), (false, Band::Near));
    let (count, leaves) = runway.leaving.unwrap();
    // 22, 23 and 27 October leave within a week.
    assert_eq!((count, leaves.iso().as_str()), (3, "2026-11-26"));
    take_at(&visit, medicine, "2026-11-20T08:00").await;
    let page = take_page(&*diary(&visit).await, &visit, Some(medicine), None, None).unwrap();
    let runway = page.runway.unwrap();
    assert_eq!((runway.days, runway.counts_already), (8, true));
}

async fn take_at(visit: &Visit, medicine: RecordId, at: &str) {
    let sent = form(&[("when", "typed"), ("at", at)]);
    take(visit, Some(medicine), &sent).await.unwrap().unwrap();
}

#[tokio::test]
async fn refused_fields_are_all_told_at_once_and_nothing_is_saved() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let sent = form(&[
        ("name", " "),
        ("units", "many"),
        ("when", "typed"),
        ("at", "2026-11-21T10:00"),
    ]);
    let refused = take(&visit, None, &sent).await.unwrap().unwrap_err();
    assert_eq!(
        refused,
        [
            ("units", Fault::UnitsOutOfRange),
            ("at", Fault::TimeInFuture),
            ("name", Fault::NameMissing),
        ]
    );
    assert!(diary(&visit).await.intakes.is_empty());
}

#[tokio::test]
async fn a_typed_medicine_is_classified_by_the_catalogue_or_stays_unknown() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    for (name, chosen, class) in [
        ("Imigran 50 mg", "unknown", MedicineClass::Triptan),
        ("Blue pill", "unknown", MedicineClass::Unknown),
        ("Blue pill", "nsaid", MedicineClass::Nsaid),
    ] {
        let visit = practice.patient();
        let sent = form(&[("name", name), ("class", chosen), ("when", "0")]);
        take(&visit, None, &sent).await.unwrap().unwrap();
        assert_eq!(only_intake(&visit).await.value.class, class, "{name}");
    }
}

#[tokio::test]
async fn a_known_medicine_in_an_attack_is_one_tap_and_two_taps_are_one_intake() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    let attack = fresh_id();
    service::begin(&visit, attack).await.unwrap();
    let known = known_medicines(&*diary(&visit).await, visit.today(), visit.now);
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].runway, Some((MedicineClass::Triptan, 1, 10)));
    for _ in 0..2 {
        take_again(&visit, attack, "Sumatriptan", "50 mg", 0)
            .await
            .unwrap();
    }
    let intake = only_intake(&visit).await;
    assert_eq!(intake.value.attack, Some(attack));
    assert_eq!(intake.value.medicine, Some(medicine));
    assert_eq!(left(&visit, medicine).await, Some(5.0));
    let stored = service::find(&visit, attack).await.unwrap();
    assert!(stored.value.attack.medicines.is_empty());
    let view = attack_view(&stored, &*diary(&visit).await, visit.now);
    assert_eq!(view.medicines.len(), 1);
    assert_eq!(view.medicines[0].record, Some(intake.id.to_string()));
    // The page shows one medicine now: a tap is the next intake.
    take_again(&visit, attack, "Sumatriptan", "50 mg", 1)
        .await
        .unwrap();
    assert_eq!(diary(&visit).await.intakes.len(), 2);
}

#[tokio::test]
async fn an_intake_needs_an_attack_of_the_same_patient() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, other) = (practice.patient(), practice.patient());
    let attack = fresh_id();
    service::begin(&other, attack).await.unwrap();
    let taken = take_again(&visit, attack, "Sumatriptan", "", 0).await;
    assert_eq!(taken, Err(Problem::NotFound));
    let sent = form(&[("name", "Sumatriptan"), ("attack", &attack.to_string())]);
    assert_eq!(take(&visit, None, &sent).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn two_hours_later_is_answered_tap_by_tap() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    take_at(&visit, medicine, "2026-11-20T11:00").await;
    let id = only_intake(&visit).await.id;
    let page = intake_page(&*diary(&visit).await, &visit, id).unwrap();
    assert!(!page.can_be_judged);
    practice
        .clock
        .set(instant(NOW) + SignedDuration::from_mins(90));
    let later = practice.visit(visit.user, "Europe/Berlin");
    assert!(
        intake_page(&*diary(&later).await, &later, id)
            .unwrap()
            .can_be_judged
    );
    for (field, answer) in [("relief", "free"), ("pain_after", "0"), ("returned", "no")] {
        let sent = form(&[(field, answer)]);
        change(&later, id, &sent).await.unwrap().unwrap();
    }
    let intake = only_intake(&later).await.value;
    assert_eq!(intake.relief, Some(Relief::Free));
    assert_eq!(intake.pain_after, Pain::parse("0").ok());
    assert_eq!(intake.returned, Some(false));
    // What the tap is not about stays as it was.
    assert_eq!(intake.units, None);
}

#[tokio::test]
async fn mending_an_intake_moves_the_pack_by_the_difference() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    take_at(&visit, medicine, "2026-11-20T08:00").await;
    let intake = only_intake(&visit).await;
    assert_eq!(left(&visit, medicine).await, Some(5.0));
    let sent = form(&[
        ("at", "2026-11-19T23:30"),
        ("units", "2"),
        ("pain", "severe"),
    ]);
    change(&visit, intake.id, &sent).await.unwrap().unwrap();
    assert_eq!(left(&visit, medicine).await, Some(4.0));
    assert_eq!(
        only_intake(&visit).await.value.at,
        instant("2026-11-19T22:30:00Z")
    );
    let wrong = form(&[("at", "never"), ("units", "2")]);
    let refused = change(&visit, intake.id, &wrong).await.unwrap();
    assert_eq!(refused, Err(vec![("at", Fault::TimeUnreadable)]));
}

#[tokio::test]
async fn an_intake_that_was_not_changed_keeps_its_seconds() {
    let Some(practice) = Practice::open("2026-11-20T10:00:42Z").await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    let sent = form(&[("when", "0")]);
    take(&visit, Some(medicine), &sent).await.unwrap().unwrap();
    let intake = only_intake(&visit).await;
    let same = form(&[("at", "2026-11-20T11:00"), ("units", "")]);
    change(&visit, intake.id, &same).await.unwrap().unwrap();
    assert_eq!(
        only_intake(&visit).await.value.at,
        instant("2026-11-20T10:00:42Z")
    );
}

#[tokio::test]
async fn a_deleted_intake_gives_its_units_back_and_comes_back_with_them() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let medicine = sumatriptan(&visit).await;
    take_at(&visit, medicine, "2026-11-20T08:00").await;
    let id = only_intake(&visit).await.id;
    delete(&visit, id).await.unwrap();
    assert_eq!(left(&visit, medicine).await, Some(6.0));
    assert!(diary(&visit).await.intakes.is_empty());
    restore(&visit, id).await.unwrap();
    // The history deletes any entry, and does the same for an intake.
    for _ in 0..2 {
        service::delete_entry(&visit, id).await.unwrap();
        assert_eq!(left(&visit, medicine).await, Some(6.0));
    }
    for _ in 0..2 {
        restore(&visit, id).await.unwrap();
        assert_eq!(left(&visit, medicine).await, Some(5.0));
    }
    only_intake(&visit).await;
}
