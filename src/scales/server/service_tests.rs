//! Answered scales in the store: stored once, changed, partly answered, deleted and brought back.

use super::{
    ScaleAnswers, ScaleResult, find, form_view, latest, read, remove, restore, results, save,
};
use crate::{
    account::{
        parts::Submission,
        server::testing::{Practice, fresh_id, instant},
    },
    encryption::server::Stored,
    problem::Problem,
    reports::server::Diary,
    scales::model::{Grade, Part, Scale, ScaleFault, ScoreFault},
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 21);

fn sent(body: &str) -> Submission {
    Submission::read(body.as_bytes())
}

fn stored(scale: Scale, day: Date, answers: &[u16]) -> Stored<ScaleAnswers> {
    let answers = answers.iter().map(|answer| Some(*answer)).collect();
    Stored {
        id: fresh_id(),
        revision: 1,
        value: ScaleAnswers {
            scale,
            day,
            answers,
            typed_scores: Vec::new(),
            recorded: instant("2026-11-21T10:00:00Z"),
        },
    }
}

#[test]
fn a_form_keeps_the_order_of_the_items_and_leaves_gaps() {
    let form = sent("midas_social_missed=5&midas_work_missed=1&midas_mean_pain=10&day=2026-11-20");
    let filled = read(&form, Scale::Midas, TODAY).unwrap();
    assert_eq!(filled.day, date(2026, 11, 20));
    let expected = [Some(1), None, None, None, Some(5), None, Some(10)];
    assert_eq!(filled.answers, expected);
    assert!(filled.typed_scores.is_empty());
}

#[test]
fn a_form_says_every_fault_at_its_place() {
    let form = sent("midas_work_missed=91&midas_mean_pain=x&day=2026-11-22");
    let faults = read(&form, Scale::Midas, TODAY).unwrap_err();
    assert_eq!(
        faults,
        [
            ScaleFault::DayInFuture,
            ScaleFault::Answer(0, ScoreFault::OutOfRange),
            ScaleFault::Answer(6, ScoreFault::Unreadable),
        ]
    );
    let empty = read(&sent("day=2026-11-21"), Scale::Phq9, TODAY);
    assert_eq!(empty, Err(vec![ScaleFault::Empty]));
    let day = read(&sent("day=yesterday&gad7_relax=1"), Scale::Gad7, TODAY);
    assert_eq!(day, Err(vec![ScaleFault::DayUnreadable]));
    let typed = read(&sent("total=35"), Scale::Hit6, TODAY);
    assert_eq!(
        typed,
        Err(vec![ScaleFault::Score(0, ScoreFault::OutOfRange)])
    );
}

#[test]
fn the_latest_result_with_a_score_is_told_for_each_scale() {
    let mut partial = stored(Scale::Phq9, date(2026, 11, 20), &[1; 9]);
    partial.value.answers[8] = None;
    let mut hit = stored(Scale::Hit6, date(2026, 10, 1), &[]);
    hit.value.typed_scores = vec![Some(60)];
    let mut msq = stored(Scale::Msq, date(2026, 10, 1), &[]);
    msq.value.typed_scores = vec![Some(70), None, Some(55)];
    let diary = Diary {
        scales: vec![
            stored(Scale::Phq9, date(2026, 11, 1), &[1; 9]),
            partial,
            stored(Scale::Phq9, date(2026, 8, 1), &[3; 9]),
            hit,
            msq,
        ],
        ..Diary::default()
    };
    let found = latest(&diary);
    let told: Vec<_> = found
        .iter()
        .map(|result| (result.scale, result.day, result.score, result.grade))
        .collect();
    assert_eq!(
        told,
        [
            (Scale::Phq9, date(2026, 11, 1), Some(9), Some(Grade::Mild)),
            (
                Scale::Hit6,
                date(2026, 10, 1),
                Some(60),
                Some(Grade::ImpactSevere)
            ),
            (Scale::Msq, date(2026, 10, 1), None, None),
        ]
    );
    let parts = [
        (Part::Restrictive, Some(70)),
        (Part::Preventive, None),
        (Part::Emotional, Some(55)),
    ];
    assert_eq!(found[2].parts, parts);
    assert_eq!(results(&diary).len(), 5);
}

#[test]
fn item_nine_calls_for_care_whatever_else_was_answered() {
    for answer in 0..=3 {
        let mut record = stored(Scale::Phq9, TODAY, &[0; 9]);
        record.value.answers[8] = Some(answer);
        assert_eq!(ScaleResult::of(&record).calls_for_care(), answer > 0);
        let mut alone = record.clone();
        alone.value.answers = vec![None; 8];
        alone.value.answers.push(Some(answer));
        assert_eq!(ScaleResult::of(&alone).calls_for_care(), answer > 0);
    }
    assert!(!ScaleResult::of(&stored(Scale::Gad7, TODAY, &[3; 7])).calls_for_care());
}

#[tokio::test]
async fn a_scale_is_stored_once_changed_and_brought_back() {
    let Some(practice) = Practice::open("2026-11-21T10:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    let id = fresh_id();
    let form = sent("gad7_nervous=1&gad7_relax=2");
    let partial = read(&form, Scale::Gad7, TODAY).unwrap();
    for _ in 0..2 {
        let result = save(&visit, id, Scale::Gad7, &partial).await.unwrap();
        assert_eq!((result.score, result.answered), (None, (2, 7)));
    }
    let mut full = partial.clone();
    full.answers = vec![Some(2); 7];
    let result = save(&visit, id, Scale::Gad7, &full).await.unwrap();
    assert_eq!(result.score, Some(14));
    let taken = save(&visit, id, Scale::Phq9, &full).await;
    assert_eq!(taken, Err(Problem::Invalid));

    let diary = Diary::open(&visit).await.unwrap();
    assert_eq!(diary.scales.len(), 1);
    let view = form_view(&diary, &visit, Scale::Gad7, None);
    assert!(view.history.len() == 1 && !view.is_due);

    let stranger = practice.patient();
    assert_eq!(find(&stranger, id).await, Err(Problem::NotFound));
    assert_eq!(remove(&stranger, id).await, Err(Problem::NotFound));
    remove(&visit, id).await.unwrap();
    assert_eq!(find(&visit, id).await, Err(Problem::NotFound));
    restore(&visit, id).await.unwrap();
    assert_eq!(find(&visit, id).await.unwrap().score, Some(14));
}

#[tokio::test]
async fn three_months_later_a_scale_may_be_answered_again() {
    let Some(practice) = Practice::open("2026-11-21T10:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    for (day, is_due) in [(date(2026, 8, 23), false), (date(2026, 8, 22), true)] {
        let diary = Diary {
            scales: vec![stored(Scale::Midas, day, &[1; 7])],
            ..Diary::default()
        };
        let view = form_view(&diary, &visit, Scale::Midas, None);
        assert_eq!(view.is_due, is_due, "{day}");
    }
    let never = form_view(&Diary::default(), &visit, Scale::Midas, None);
    assert!(!never.is_due && never.history.is_empty());
}
