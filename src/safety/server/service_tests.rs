//! Answers about signs in the store: one record an attack, put aside once, and nobody else's business.

use super::{check_view, mark_seen, read, save};
use crate::{
    account::{
        parts::Submission,
        server::testing::{Practice, fresh_id},
    },
    attacks::server::{Attack, service},
    problem::Problem,
    reports::server::Diary,
    safety::model::{Advice, Question, Urgency},
};

#[test]
fn what_is_not_ticked_was_not_answered() {
    let form = Submission::read(b"sign=sudden&sign=nonsense&sign=fever&do=answer");
    let ticked: Vec<_> = read(&form).into_iter().collect();
    assert_eq!(ticked, [Question::Sudden, Question::Fever]);
}

#[tokio::test]
async fn answers_are_kept_for_each_attack_and_put_aside_once() {
    let Some(practice) = Practice::open("2026-11-21T10:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    let id = fresh_id();
    let attack = Attack::begun(visit.now, &visit.zone_name, visit.now);
    service::add(&visit, id, attack).await.unwrap();

    let view = |diary: &Diary| check_view(diary, &visit, Some(id)).unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    assert_eq!(view(&diary).advice, None);

    save(&visit, Some(id), &[].into()).await.unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    assert_eq!(view(&diary).advice, Some(Advice::NothingCalls));

    for _ in 0..2 {
        save(&visit, Some(id), &[Question::Sudden].into())
            .await
            .unwrap();
    }
    let diary = Diary::open(&visit).await.unwrap();
    assert_eq!(diary.safety.len(), 1);
    let advice = view(&diary).advice.unwrap();
    assert_eq!(advice.urgency(), Some(Urgency::Emergency));

    mark_seen(&visit, Some(id)).await.unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    let Some(Advice::Seek(notices)) = view(&diary).advice else {
        panic!("a notice stays on its page");
    };
    assert!(notices.iter().all(|notice| notice.is_seen));
    assert_eq!(diary.safety.len(), 1);
    assert_eq!(view(&diary).ticked, [Question::Sudden].into());

    let stranger = practice.patient();
    let refused = save(&stranger, Some(id), &[Question::Sudden].into()).await;
    assert_eq!(refused, Err(Problem::NotFound));
    assert_eq!(mark_seen(&stranger, Some(id)).await, Err(Problem::NotFound));
}
