//! The cabinet on a real store: steps to a new medicine, stock, codes, and what is offered first.

use super::{
    CabinetMedicine, add, add_view, cabinet_view, edit, link_code, put_away, refill, scan_view,
    take,
};
use crate::{
    account::{
        parts::Submission,
        server::{
            Visit,
            testing::{Practice, fresh_id},
        },
    },
    encryption::server::Stored,
    medication::model::{
        AddStep, Fault, MedicineClass, MedicineForm, PackCode, PackCodeFault, Purpose,
    },
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use axum::http::HeaderMap;

const NOW: &str = "2026-11-20T10:00:00Z";

fn form(fields: &[(&str, &str)]) -> Submission {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Submission::read(body.as_bytes())
}

async fn added(visit: &Visit, name: &str, more: &[(&str, &str)]) -> RecordId {
    let mut fields = vec![("name", name), ("class", "triptan"), ("purpose", "acute")];
    fields.extend(more);
    add(visit, &form(&fields)).await.unwrap().unwrap()
}

async fn medicine(visit: &Visit, id: RecordId) -> CabinetMedicine {
    let stored: Stored<CabinetMedicine> = visit.store().get(visit.user, id).await.unwrap().unwrap();
    stored.value
}

#[tokio::test]
async fn the_steps_lead_from_class_to_substance_to_form_to_strength() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let step = |fields: &[(&str, &str)]| add_view(&visit, Some(&form(fields))).step;
    let AddStep::Class(classes) = add_view(&visit, None).step else {
        panic!("classes first");
    };
    assert!(classes.contains(&MedicineClass::Triptan));
    let AddStep::Substance(substances) = step(&[("class", "triptan")]) else {
        panic!("then substances");
    };
    assert_eq!(substances.len(), 9);
    let AddStep::Form(forms) = step(&[("substance", "sumatriptan")]) else {
        panic!("then forms");
    };
    assert!(forms.contains(&MedicineForm::NasalSpray));
    let AddStep::Strength(strengths) = step(&[("substance", "sumatriptan"), ("form", "tablet")])
    else {
        panic!("then strengths");
    };
    assert_eq!(strengths, ["50 mg", "100 mg"]);
    let chosen = form(&[
        ("substance", "sumatriptan"),
        ("form", "tablet"),
        ("strength", "50 mg"),
    ]);
    let last = add_view(&visit, Some(&chosen));
    assert_eq!(
        (last.step, last.strength.as_str()),
        (AddStep::Details, "50 mg")
    );
    assert_eq!(last.class, Some(MedicineClass::Triptan));
}

#[tokio::test]
async fn a_choice_with_one_answer_is_made_by_itself() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let view = add_view(&visit, Some(&form(&[("substance", "erenumab")])));
    assert_eq!(view.form, Some(MedicineForm::Injection));
    assert!(matches!(view.step, AddStep::Strength(_)));
    assert_eq!(view.purpose, Purpose::Preventive);
    let view = add_view(&visit, Some(&form(&[("substance", "rimegepant")])));
    assert_eq!(
        (view.step, view.strength.as_str()),
        (AddStep::Details, "75 mg")
    );
}

#[tokio::test]
async fn an_unknown_code_of_a_substance_begins_anew_and_own_medicines_are_welcome() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let view = add_view(&visit, Some(&form(&[("substance", "nonsense")])));
    assert!(matches!(view.step, AddStep::Class(_)));
    let view = add_view(&visit, Some(&form(&[("do", "own")])));
    assert_eq!(view.step, AddStep::Details);
    let id = added(&visit, "Grandmother's tea", &[("class", "nonsense")]).await;
    assert_eq!(medicine(&visit, id).await.name, "Grandmother's tea");
}

#[tokio::test]
async fn refused_fields_are_told_and_nothing_is_saved() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let sent = form(&[
        ("name", ""),
        ("left", "-1"),
        ("pack", "0"),
        ("code", "12345678"),
    ]);
    let refused = add(&visit, &sent).await.unwrap().unwrap_err();
    assert_eq!(
        refused,
        [
            ("name", Fault::NameMissing),
            ("left", Fault::LeftOutOfRange),
            ("pack", Fault::PackOutOfRange),
            ("code", Fault::Code(PackCodeFault::CheckDigit)),
        ]
    );
    assert!(Diary::open(&visit).await.unwrap().medicines.is_empty());
}

#[tokio::test]
async fn a_form_sent_twice_adds_one_medicine() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = fresh_id().to_string();
    for _ in 0..2 {
        added(&visit, "Sumatriptan", &[("id", &id)]).await;
    }
    assert_eq!(Diary::open(&visit).await.unwrap().medicines.len(), 1);
}

#[tokio::test]
async fn a_new_pack_is_added_to_what_is_left_and_few_are_told() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = added(&visit, "Sumatriptan", &[("left", "4"), ("pack", "6")]).await;
    let is_low = async |visit: &Visit| {
        let diary = Diary::open(visit).await.unwrap();
        let cabinet = cabinet_view(&diary, visit, &HeaderMap::new());
        cabinet.medicines[0].is_low
    };
    assert!(!is_low(&visit).await);
    take(&visit, Some(id), &form(&[("when", "0")]))
        .await
        .unwrap()
        .unwrap();
    assert!(is_low(&visit).await, "three intakes are left");
    refill(&visit, id).await.unwrap();
    assert_eq!(medicine(&visit, id).await.left, Some(9.0));
    assert!(!is_low(&visit).await);
    let without_pack = added(&visit, "Naproxen", &[]).await;
    assert_eq!(refill(&visit, without_pack).await, Err(Problem::Invalid));
}

#[tokio::test]
async fn the_medicine_used_most_stands_first_and_what_was_put_away_stands_apart() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let first = added(&visit, "Almotriptan", &[]).await;
    let second = added(&visit, "Zolmitriptan", &[]).await;
    take(&visit, Some(second), &form(&[("when", "60")]))
        .await
        .unwrap()
        .unwrap();
    let names = async |visit: &Visit| {
        let diary = Diary::open(visit).await.unwrap();
        let cabinet = cabinet_view(&diary, visit, &HeaderMap::new());
        let names = |lines: &[crate::medication::model::MedicineLine]| {
            lines
                .iter()
                .map(|line| line.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(cabinet.today.len(), 1);
        (names(&cabinet.medicines), names(&cabinet.put_away))
    };
    let (in_use, away) = names(&visit).await;
    assert_eq!(in_use, ["Zolmitriptan", "Almotriptan"]);
    assert!(away.is_empty());
    put_away(&visit, first, true).await.unwrap();
    let (in_use, away) = names(&visit).await;
    assert_eq!(
        (in_use, away),
        (
            vec!["Zolmitriptan".to_owned()],
            vec!["Almotriptan".to_owned()]
        )
    );
}

#[tokio::test]
async fn a_code_that_was_linked_once_finds_the_medicine_again() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = added(&visit, "Sumatriptan", &[]).await;
    let other = added(&visit, "Naproxen", &[]).await;
    let code = PackCode::parse("4006381333931").unwrap();
    let look = async |visit: &Visit| {
        let diary = Diary::open(visit).await.unwrap();
        scan_view(&diary, visit, PackCode::parse("4006381333931").unwrap())
    };
    let before = look(&visit).await;
    assert_eq!((before.found, before.others.len()), (None, 2));
    link_code(&visit, id, "4 006381 333931")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        look(&visit).await.found.map(|line| line.id),
        Some(id.to_string())
    );
    assert_eq!(
        link_code(&visit, other, code.text()).await.unwrap(),
        Err(vec![("code", Fault::CodeTaken)])
    );
    assert_eq!(
        link_code(&visit, other, "123").await.unwrap(),
        Err(vec![("code", Fault::Code(PackCodeFault::WrongLength))])
    );
}

#[tokio::test]
async fn changing_a_medicine_keeps_its_substance_and_its_place() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = added(&visit, "Sumatriptan", &[("substance", "sumatriptan")]).await;
    let sent = form(&[
        ("name", "My sumatriptan"),
        ("class", "triptan"),
        ("purpose", "acute"),
        ("strength", "100 mg"),
    ]);
    edit(&visit, id, &sent).await.unwrap().unwrap();
    let changed = medicine(&visit, id).await;
    assert_eq!(changed.name, "My sumatriptan");
    assert_eq!(changed.substance.as_deref(), Some("sumatriptan"));
    assert_eq!(
        edit(&practice.patient(), id, &sent).await,
        Err(Problem::NotFound)
    );
}
