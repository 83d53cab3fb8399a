//! The demo diary in a real database.

use super::{Seeded, fill};
use crate::{
    daily::server::clear_day_id,
    platform::{clock::SettableClock, entropy::SystemEntropy, ids::UserId, testing::TestStore},
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

fn noon() -> Timestamp {
    "2025-11-20T12:00:00Z".parse().expect("an instant")
}

#[tokio::test]
async fn a_second_run_adds_nothing_and_a_later_one_continues() {
    let clock = Arc::new(SettableClock::at(noon()));
    let Some(test) = TestStore::create(clock.clone()).await else {
        return;
    };
    let user = UserId::random(&SystemEntropy);
    let first = fill(&test.store, user, noon())
        .await
        .expect("a filled diary");
    assert!(first.attacks >= 60 && first.clear_days >= 130, "{first:?}");
    let diary = Diary::sort(&test.store.load(user).await.expect("a diary"));
    assert_eq!(diary.attacks.len(), first.attacks);
    assert_eq!(diary.clear_days.len(), first.clear_days);
    assert_eq!(diary.unreadable, 0);
    assert_eq!(diary.medicines.len(), 4);
    assert_eq!((diary.plans.len(), diary.own_factors.len()), (1, 2));
    assert_eq!(
        diary.check_ins.len() + diary.intakes.len() + diary.measurements.len() + diary.scales.len(),
        first.others
    );
    for stored in &diary.intakes {
        let attack = stored.value.attack;
        assert!(attack.is_none_or(|id| diary.attacks.iter().any(|stored| stored.id == id)));
    }
    assert!(diary.profile.expect("a profile").is_demo);

    let nothing = Seeded {
        attacks: 0,
        clear_days: 0,
        others: 0,
    };
    assert_eq!(
        fill(&test.store, user, noon()).await.expect("a second run"),
        nothing
    );

    clock.advance(SignedDuration::from_hours(24 * 21));
    let later = noon() + SignedDuration::from_hours(24 * 21);
    let added = fill(&test.store, user, later).await.expect("a later run");
    assert!(added.attacks >= 1 && added.clear_days >= 3, "{added:?}");
    assert!(added.others >= 20, "{added:?}");
    assert_eq!(
        fill(&test.store, user, later).await.expect("a last run"),
        nothing
    );
    let continued = Diary::sort(&test.store.load(user).await.expect("a diary"));
    assert_eq!(continued.attacks.len(), first.attacks + added.attacks);
    assert_eq!(
        continued.clear_days.len(),
        first.clear_days + added.clear_days
    );
    for stored in &diary.attacks {
        assert!(
            continued.attacks.contains(stored),
            "an older entry was changed"
        );
    }
}

#[tokio::test]
async fn what_was_deleted_stays_deleted() {
    let Some(test) = TestStore::create(Arc::new(SettableClock::at(noon()))).await else {
        return;
    };
    let user = UserId::random(&SystemEntropy);
    fill(&test.store, user, noon())
        .await
        .expect("a filled diary");
    let diary = Diary::sort(&test.store.load(user).await.expect("a diary"));
    let day = diary.clear_days[0].value.day;
    let id = clear_day_id(&test.store.derived_ids(user).await.expect("ids"), day);
    assert_eq!(id, diary.clear_days[0].id, "the app's own id of that day");
    test.store.delete(user, id).await.expect("a deletion");
    fill(&test.store, user, noon()).await.expect("a second run");
    let after = Diary::sort(&test.store.load(user).await.expect("a diary"));
    assert_eq!(after.clear_days.len(), diary.clear_days.len() - 1);
}
