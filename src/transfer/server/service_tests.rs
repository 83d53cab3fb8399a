//! A file on its way into a real store: seen first, saved once, and nothing left behind.

use super::{
    draft::{Outcome, find},
    service::{bring, cancel, confirm, everything, look, remap, save},
    test_support::guessed,
};
use crate::{
    account::server::{
        Visit,
        testing::{Practice, fresh_id},
    },
    daily::server::confirm_clear,
    platform::ids::RecordId,
    problem::Problem,
    reports::server::{Diary, facts_by_day, month_counts},
    transfer::model::{ImportView, Preview},
};
use jiff::{SignedDuration, civil::date};

pub(super) const NOW: &str = "2026-11-20T10:00:00Z";

/// Two weeks of a daily diary: five headache days, three days with medicine, one day left out.
pub(super) const FORTNIGHT: &str = "date,headache,severity,medicine_count,notes\n\
    2026-10-25,1,7,1,change of clocks\n2026-10-26,0,,0,\n2026-10-27,0,,0,\n2026-10-28,1,4,0,\n\
    2026-10-29,0,,0,\n2026-10-30,1,8,2,\"wind, and rain\"\n2026-10-31,1,2,0,=1+1\n2026-11-01,0,,0,\n\
    2026-11-02,0,,0,\n2026-11-04,1,9,1,\n2026-11-05,0,,0,\n2026-11-06,0,,0,\n2026-11-07,0,,0,\n";

async fn rows(practice: &Practice, visit: &Visit) -> i64 {
    let mut superuser = practice.test.database.superuser().await;
    sqlx::query_scalar("select count(*) from vault.record where user_id = $1")
        .bind(visit.user.as_uuid())
        .fetch_one(&mut superuser)
        .await
        .unwrap()
}

async fn previewed(visit: &Visit, id: RecordId) -> Preview {
    match look(visit, id).await.unwrap() {
        ImportView::Preview(preview) => *preview,
        other => panic!("{other:?}"),
    }
}

async fn saved(visit: &Visit, id: RecordId) -> (u64, u64) {
    match look(visit, id).await.unwrap() {
        ImportView::Saved { new, already_there } => (new, already_there),
        other => panic!("{other:?}"),
    }
}

async fn is_empty(visit: &Visit) -> bool {
    Diary::open(visit).await.unwrap().is_empty()
}

#[tokio::test]
async fn nothing_is_saved_before_the_patient_says_so() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    let preview = previewed(&visit, id).await;
    assert_eq!(preview.mapping_faults, []);
    assert_eq!(
        (preview.counts.entries, preview.counts.headache_days),
        (13, 5)
    );
    assert_eq!(
        (preview.counts.medicine_days, preview.counts.bad_rows),
        (3, 0)
    );
    assert!(is_empty(&visit).await);
    confirm(&visit, id).await.unwrap();
    assert_eq!(saved(&visit, id).await, (13, 0));
    let diary = Diary::open(&practice.elsewhere(&visit)).await.unwrap();
    assert_eq!(
        (diary.days.len(), diary.attacks.len(), diary.unreadable),
        (13, 0, 0)
    );
    let facts = facts_by_day(&diary, visit.today(), visit.now);
    let october = month_counts(&facts, date(2026, 10, 1), visit.today());
    assert_eq!(
        (
            october.headache_days,
            october.medicine_days,
            october.clear_days
        ),
        (4, 2, 3)
    );
    assert_eq!(october.unknown_days, 24);
    let november = month_counts(&facts, date(2026, 11, 1), visit.today());
    assert_eq!(
        (
            november.headache_days,
            november.clear_days,
            november.unknown_days
        ),
        (1, 5, 14)
    );
    // Of the file nothing is left but what it said: 13 days and the word that it was saved.
    assert_eq!(rows(&practice, &visit).await, 14);
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let first = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    confirm(&visit, first).await.unwrap();
    let before = everything(&visit).await.unwrap();
    // In another process, and with the lines in another order.
    let elsewhere = practice.elsewhere(&visit);
    let mut lines: Vec<&str> = FORTNIGHT.lines().collect();
    lines[1..].reverse();
    for text in [FORTNIGHT.to_owned(), lines.join("\r\n")] {
        let again = bring(&elsewhere, text.as_bytes()).await.unwrap();
        confirm(&elsewhere, again).await.unwrap();
        assert_eq!(saved(&elsewhere, again).await, (0, 13));
    }
    assert_eq!(everything(&visit).await.unwrap(), before);
}

#[tokio::test]
async fn a_file_that_has_grown_adds_its_new_days_alone() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let mapping = guessed(FORTNIGHT.as_bytes());
    save(&visit, FORTNIGHT.as_bytes(), &mapping).await.unwrap();
    let grown = format!("{FORTNIGHT}2026-11-08,1,5,0,new\n");
    let outcome = save(&visit, grown.as_bytes(), &guessed(grown.as_bytes()))
        .await
        .unwrap();
    assert_eq!(
        outcome,
        Outcome {
            new: 1,
            already_there: 13
        }
    );
    // A day that the patient has deleted comes back with the file that says it.
    let deleted = everything(&visit).await.unwrap().day_summaries[0].0;
    visit.store().delete(visit.user, deleted).await.unwrap();
    let outcome = save(&visit, grown.as_bytes(), &guessed(grown.as_bytes()))
        .await
        .unwrap();
    assert_eq!(
        outcome,
        Outcome {
            new: 1,
            already_there: 13
        }
    );
}

#[tokio::test]
async fn the_same_file_of_two_patients_has_nothing_in_common() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (anna, berta) = (practice.patient(), practice.patient());
    let mapping = guessed(FORTNIGHT.as_bytes());
    for visit in [&anna, &berta] {
        save(visit, FORTNIGHT.as_bytes(), &mapping).await.unwrap();
    }
    let mut superuser = practice.test.database.superuser().await;
    let shared: i64 = sqlx::query_scalar(
        "select count(*) from vault.record one join vault.record other
             on one.user_id < other.user_id
             and (one.id = other.id or one.day_index = other.day_index or one.body = other.body)",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert_eq!(shared, 0);
}

#[tokio::test]
async fn confirming_twice_saves_once() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    confirm(&visit, id).await.unwrap();
    let before = everything(&visit).await.unwrap();
    confirm(&visit, id).await.unwrap();
    assert_eq!(
        saved(&visit, id).await,
        (13, 0),
        "the answer of the first time"
    );
    assert_eq!(everything(&visit).await.unwrap(), before);
}

#[tokio::test]
async fn confirming_twice_at_the_same_time_saves_once() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    for _ in 0..5 {
        let id = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
        let taps: Vec<_> = (0..3)
            .map(|_| {
                let visit = practice.elsewhere(&visit);
                tokio::spawn(async move { confirm(&visit, id).await })
            })
            .collect();
        for tap in taps {
            tap.await.unwrap().unwrap();
        }
        let (new, already_there) = saved(&visit, id).await;
        assert_eq!(new + already_there, 13);
    }
    assert_eq!(everything(&visit).await.unwrap().day_summaries.len(), 13);
    assert_eq!(rows(&practice, &visit).await, 13 + 5);
}

#[tokio::test]
async fn a_cancelled_import_leaves_nothing() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    assert_eq!(rows(&practice, &visit).await, 2, "the draft and its file");
    cancel(&visit, id).await.unwrap();
    assert_eq!(
        rows(&practice, &visit).await,
        0,
        "not even as something deleted"
    );
    assert_eq!(look(&visit, id).await.map(drop), Err(Problem::NotFound));
    assert_eq!(confirm(&visit, id).await, Err(Problem::NotFound));
    assert_eq!(cancel(&visit, id).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn a_draft_is_its_own_patient_s() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let (anna, berta) = (practice.patient(), practice.patient());
    let id = bring(&anna, FORTNIGHT.as_bytes()).await.unwrap();
    assert_eq!(look(&berta, id).await.map(drop), Err(Problem::NotFound));
    assert_eq!(confirm(&berta, id).await, Err(Problem::NotFound));
    assert_eq!(cancel(&berta, id).await, Err(Problem::NotFound));
    assert_eq!(remap(&berta, id, Vec::new()).await, Err(Problem::NotFound));
    assert_eq!(
        look(&anna, fresh_id()).await.map(drop),
        Err(Problem::NotFound)
    );
    confirm_clear(&anna, date(2026, 11, 19)).await.unwrap();
    let entry = everything(&anna).await.unwrap().clear_days[0].0;
    assert_eq!(
        look(&anna, entry).await.map(drop),
        Err(Problem::NotFound),
        "an entry is no draft"
    );
    assert_eq!(cancel(&anna, entry).await, Err(Problem::NotFound));
    previewed(&anna, id).await;
}

#[tokio::test]
async fn drafts_that_were_left_lying_are_removed_at_the_next_visit() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let other = practice.patient();
    let old = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    let others = bring(&other, FORTNIGHT.as_bytes()).await.unwrap();
    let done = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    confirm(&visit, done).await.unwrap();
    practice.clock.advance(SignedDuration::from_hours(23));
    let visit = practice.visit(visit.user, "Europe/Berlin");
    let recent = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    previewed(&visit, old).await;
    practice.clock.advance(SignedDuration::from_mins(61));
    let visit = practice.visit(visit.user, "Europe/Berlin");
    let newest = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    for gone in [old, done] {
        assert_eq!(look(&visit, gone).await.map(drop), Err(Problem::NotFound));
    }
    previewed(&visit, recent).await;
    previewed(&visit, newest).await;
    previewed(&other, others).await;
    assert_eq!(
        everything(&visit).await.unwrap().day_summaries.len(),
        13,
        "what was saved stays"
    );
    assert_eq!(rows(&practice, &visit).await, 13 + 2 * 2);
}

#[tokio::test]
async fn a_file_larger_than_one_record_is_kept_whole() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let mut text = "date,headache,notes\n".to_owned();
    let first = date(2019, 1, 1);
    for days in 0..350 {
        let day = first + SignedDuration::from_hours(24 * days);
        text += &format!("{day},{},{}\n", days % 2, "ä".repeat(1_500));
    }
    assert!(text.len() > 1_000_000, "two records");
    let id = bring(&visit, text.as_bytes()).await.unwrap();
    assert_eq!(find(&visit, id).await.unwrap().value.chunks.len(), 2);
    assert_eq!(rows(&practice, &visit).await, 3);
    let elsewhere = practice.elsewhere(&visit);
    let preview = previewed(&elsewhere, id).await;
    assert_eq!((preview.counts.entries, preview.counts.bad_rows), (350, 0));
    assert!(!preview.replaced_characters, "no character was cut in two");
    confirm(&elsewhere, id).await.unwrap();
    assert_eq!(saved(&visit, id).await, (350, 0));
    assert_eq!(rows(&practice, &visit).await, 351);
}

#[tokio::test]
async fn a_chosen_mapping_is_kept_and_a_wrong_one_saves_nothing() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    let mut fields = guessed(FORTNIGHT.as_bytes()).fields();
    let medicine = fields
        .iter_mut()
        .find(|(name, _)| name == "column_3")
        .unwrap();
    medicine.1 = "ignore".to_owned();
    remap(&visit, id, fields.clone()).await.unwrap();
    let preview = previewed(&visit, id).await;
    assert_eq!(
        (preview.mapping_faults.len(), preview.counts.medicine_days),
        (0, 0)
    );
    // No column says the day any more.
    fields
        .iter_mut()
        .find(|(name, _)| name == "column_0")
        .unwrap()
        .1 = "ignore".to_owned();
    remap(&visit, id, fields).await.unwrap();
    assert!(!previewed(&visit, id).await.mapping_faults.is_empty());
    assert_eq!(confirm(&visit, id).await, Err(Problem::Invalid));
    remap(
        &visit,
        id,
        vec![("preset".to_owned(), "nonsense".to_owned())],
    )
    .await
    .unwrap();
    assert!(!previewed(&visit, id).await.mapping_faults.is_empty());
    assert_eq!(confirm(&visit, id).await, Err(Problem::Invalid));
    assert!(is_empty(&visit).await);
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_and_can_be_cancelled() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    for bytes in [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        b" ",
        b"date,headache\n",
        b"{\"a\":1}",
    ] {
        let id = bring(&visit, bytes).await.unwrap();
        let refused = look(&visit, id).await.unwrap();
        assert!(matches!(refused, ImportView::Refused(_)), "{refused:?}");
        assert_eq!(confirm(&visit, id).await, Err(Problem::Invalid));
        cancel(&visit, id).await.unwrap();
    }
    assert_eq!(rows(&practice, &visit).await, 0);
}

#[tokio::test]
async fn a_save_that_fails_saves_nothing_and_can_be_tried_again() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    let id = bring(&visit, FORTNIGHT.as_bytes()).await.unwrap();
    let mut superuser = practice.test.database.superuser().await;
    sqlx::raw_sql(
        "create function public.fail() returns trigger language plpgsql as
             'begin if (select count(*) from vault.record) > 9 then raise exception ''no''; end if;
              return new; end';
         create trigger fail after insert on vault.record for each row execute function public.fail()",
    )
    .execute(&mut superuser)
    .await
    .unwrap();
    sqlx::raw_sql("alter function public.fail() security definer")
        .execute(&mut superuser)
        .await
        .unwrap();
    assert_eq!(confirm(&visit, id).await, Err(Problem::DatabaseAway));
    assert!(is_empty(&visit).await);
    assert_eq!(rows(&practice, &visit).await, 2, "the draft is still there");
    sqlx::raw_sql("drop trigger fail on vault.record")
        .execute(&mut superuser)
        .await
        .unwrap();
    confirm(&visit, id).await.unwrap();
    assert_eq!(saved(&visit, id).await, (13, 0));
}
