//! The details page on a real store: what is sent is kept, what is refused is not, undo brings all back.

use super::{
    change::Change,
    detail_view::details_view,
    record::{Attack, AttackRecord, Course},
    service::{add, begin, change, change_details, find, undo},
};
use crate::{
    account::{
        parts::Submission,
        server::{
            Visit,
            testing::{Practice, fresh_id, instant},
        },
    },
    attacks::model::{DetailsView, FieldFault, Linkage, Spot, Symptom},
    medication::{
        model::{MedicineClass, Purpose},
        server::IntakeRecord,
    },
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::SignedDuration;

const NOW: &str = "2026-11-20T10:00:00Z";

fn form(body: &str) -> Submission {
    Submission::read(body.as_bytes())
}

async fn send(visit: &Visit, id: RecordId, body: &str) -> Result<Result<(), FieldFault>, Problem> {
    change_details(visit, id, &form(body)).await
}

async fn view(visit: &Visit, id: RecordId) -> DetailsView {
    let stored = find(visit, id).await.unwrap();
    let diary = Diary::open(visit).await.unwrap();
    details_view(&stored, &diary, visit.now)
}

async fn stored(visit: &Visit, id: RecordId) -> AttackRecord {
    find(visit, id).await.unwrap().value
}

#[tokio::test]
async fn each_section_saves_on_its_own_and_can_be_taken_back() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = (practice.patient(), fresh_id());
    begin(&visit, id).await.unwrap();
    let mut before = stored(&visit, id).await.attack;
    for body in [
        "change=spot:temple_left",
        "change=ability:2",
        "change=loss:work:missed",
        "do=level&at=2026-11-20T11:00&pain=7",
        "do=prodrome&began=2026-11-20T08:00",
        "do=aura:visual&began=2026-11-20T10:30&minutes=20",
        "change=over",
    ] {
        assert_eq!(send(&visit, id, body).await, Ok(Ok(())), "{body}");
        let after = stored(&visit, id).await.attack;
        assert_ne!(after, before, "{body}");
        assert_eq!(send(&visit, id, "do=undo").await, Ok(Ok(())));
        assert_eq!(stored(&visit, id).await.attack, before, "{body}");
        undo(&visit, id).await.unwrap();
        assert_eq!(stored(&visit, id).await.attack, after, "{body}");
        before = after;
    }
    assert_eq!(send(&visit, id, "do=stay").await, Ok(Ok(())));
    assert_eq!(stored(&visit, id).await.attack, before);
    assert_eq!(view(&visit, id).await.spots, [Spot::TempleLeft]);
}

#[tokio::test]
async fn what_is_refused_is_not_stored() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (visit, id) = (practice.patient(), fresh_id());
    begin(&visit, id).await.unwrap();
    let before = stored(&visit, id).await;
    let late = send(&visit, id, "do=level&at=2026-11-20T23:00&pain=7").await;
    assert_eq!(late, Ok(Err(FieldFault::TimeInFuture)));
    assert_eq!(send(&visit, id, "do=nothing").await, Err(Problem::Invalid));
    assert_eq!(stored(&visit, id).await, before);
    let stranger = practice.patient();
    let foreign = send(&stranger, id, "change=memory").await;
    assert_eq!(foreign, Err(Problem::NotFound));
}

#[tokio::test]
async fn the_page_knows_the_attack_before_and_what_was_used_most() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let (earlier, id) = (fresh_id(), fresh_id());
    let onset = instant("2026-11-18T06:00:00Z");
    let mut attack = Attack::begun(onset, "Europe/Berlin", onset);
    attack.course = Course::Ended(instant("2026-11-18T09:00:00Z"));
    attack.symptoms = [Symptom::Weather].into();
    add(&visit, earlier, attack).await.unwrap();
    begin(&visit, id).await.unwrap();

    let alone = view(&visit, id).await.before.unwrap();
    assert_eq!(alone.id, earlier.to_string());
    assert_eq!(alone.free_minutes, 49 * 60);
    assert_eq!(alone.holds, Linkage::Separate);

    let closer = Change::times(
        &stored(&visit, id).await.attack,
        "2026-11-20T08:00",
        "",
        visit.now,
    );
    change(&visit, id, closer.unwrap()).await.unwrap();
    let untreated = view(&visit, id).await.before.unwrap();
    assert_eq!(
        (untreated.free_minutes, untreated.holds),
        (46 * 60, Linkage::Separate)
    );
    let helped = intake(earlier, onset);
    visit
        .store()
        .create(visit.user, fresh_id(), &helped)
        .await
        .unwrap();
    let treated = view(&visit, id).await.before.unwrap();
    assert_eq!(treated.holds, Linkage::Recurrence);
    send(&visit, id, "change=linkage:separate")
        .await
        .unwrap()
        .unwrap();
    let said = view(&visit, id).await.before.unwrap();
    assert_eq!(
        (said.by_rule, said.holds),
        (Linkage::Recurrence, Linkage::Separate)
    );

    let first = view(&visit, earlier).await;
    assert!(first.before.is_none());
    assert_eq!(first.after.unwrap().id, id.to_string());
    assert_eq!(first.symptom_order[0], Symptom::Weather);
    assert_eq!(first.symptom_order.len(), Symptom::ALL.len());
    assert_eq!(first.intakes.len(), 1);
    assert!(first.intakes[0].id.is_some() && first.intakes[0].place.is_none());
}

fn intake(attack: RecordId, onset: jiff::Timestamp) -> IntakeRecord {
    let text = serde_json::json!({
        "name": "Sumatriptan", "dose": "50 mg", "class": MedicineClass::Triptan,
        "purpose": Purpose::Acute, "attack": attack, "at": onset + SignedDuration::from_mins(30),
        "zone": "Europe/Berlin", "relief": "free", "recorded": onset,
    });
    serde_json::from_value(text).unwrap()
}
