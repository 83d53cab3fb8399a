//! The session store on a real Postgres: what it keeps, for how long, and who can end it.

use super::harness::{App, superuser};
use crate::{
    identity::server::{
        SessionStore,
        digest::session_digest,
        session_list::{Holder, SessionReference},
        session_store::{BROWSER_KEY, USER_KEY},
    },
    platform::{
        clock::{Clock, SettableClock, SystemClock},
        entropy::{SeededEntropy, SystemEntropy},
        ids::UserId,
        testing::TestDatabase,
    },
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::{collections::HashMap, sync::Arc};
use tower_sessions::{
    SessionStore as _,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
};

const DAY: i64 = 86_400;

struct Fixture {
    store: SessionStore,
    clock: Arc<SettableClock>,
    database: TestDatabase,
}

impl Fixture {
    async fn at(instant: Timestamp) -> Option<Self> {
        let database = TestDatabase::create().await?;
        let clock = Arc::new(SettableClock::at(instant));
        let store = SessionStore::new(database.database(), clock.clone(), Arc::new(SystemEntropy));
        Some(Self {
            store,
            clock,
            database,
        })
    }

    async fn now() -> Option<Self> {
        Self::at(SystemClock.now()).await
    }

    async fn open(&self, user: Option<UserId>) -> Id {
        let mut record = record(user);
        self.store.create(&mut record).await.unwrap();
        record.id
    }

    async fn lives(&self, id: Id) -> bool {
        self.store.load(&id).await.unwrap().is_some()
    }

    fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }
}

fn user(number: u64) -> UserId {
    UserId::random(&SeededEntropy::new(number))
}

fn record(user: Option<UserId>) -> Record {
    let mut data = HashMap::from([(BROWSER_KEY.to_owned(), json!("Firefox"))]);
    if let Some(user) = user {
        data.insert(USER_KEY.to_owned(), json!(user.to_string()));
    }
    Record {
        id: Id(0),
        data,
        expiry_date: OffsetDateTime::UNIX_EPOCH,
    }
}

fn digest(id: Id) -> [u8; 32] {
    session_digest(&id.to_string())
}

fn reference(id: Id) -> SessionReference {
    SessionReference::new(digest(id))
}

#[tokio::test]
async fn what_was_saved_is_loaded_until_it_is_deleted() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let store = &fixture.store;
    let mut record = record(None);
    store.create(&mut record).await.unwrap();
    assert_ne!(record.id, Id(0), "the store chooses the id");
    record.data.insert("pending".to_owned(), json!(["a"]));
    store.save(&record).await.unwrap();
    let loaded = store.load(&record.id).await.unwrap().unwrap();
    assert_eq!(loaded.data, record.data);
    assert_eq!(loaded.id, record.id);
    store.delete(&record.id).await.unwrap();
    assert!(!fixture.lives(record.id).await);
    assert!(
        store.save(&record).await.is_err(),
        "saving does not bring it back"
    );
    assert!(!fixture.lives(record.id).await);
}

#[tokio::test]
async fn the_table_holds_neither_an_id_nor_the_data() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let mut record = record(Some(user(1)));
    record
        .data
        .insert("path".to_owned(), json!("/day/2026-05-01"));
    fixture.store.create(&mut record).await.unwrap();
    let mut connection = superuser(&fixture.database.database()).await;
    let (row, stored): (String, Vec<u8>) =
        sqlx::query_as("select s::text, s.digest from identity.session s")
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert_eq!(stored, digest(record.id));
    assert!(!row.contains(&record.id.to_string()) && !row.contains("2026-05-01"));
    assert!(!row.contains(&hex::encode(record.id.0.to_le_bytes())));
    assert!(
        row.contains("Firefox"),
        "the family is there for the list of devices"
    );
}

#[tokio::test]
async fn an_unused_session_ends_after_seven_days() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let id = fixture.open(Some(user(1))).await;
    fixture.pass(7 * DAY - 1);
    assert!(fixture.lives(id).await);
    fixture.pass(1);
    assert!(!fixture.lives(id).await);
    assert_eq!(
        fixture.store.holder(&digest(id)).await.unwrap(),
        Holder::Nobody
    );
    assert_eq!(fixture.store.list(user(1)).await.unwrap(), []);
}

#[tokio::test]
async fn a_used_session_ends_after_thirty_days() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let id = fixture.open(Some(user(1))).await;
    for _ in 0..29 {
        fixture.pass(DAY);
        let holder = fixture.store.holder(&digest(id)).await.unwrap();
        assert!(matches!(holder, Holder::User { .. }));
    }
    fixture.pass(DAY - 1);
    assert!(fixture.lives(id).await);
    fixture.pass(1);
    assert!(!fixture.lives(id).await);
}

#[tokio::test]
async fn saving_is_no_way_to_live_longer() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let id = fixture.open(Some(user(1))).await;
    for _ in 0..29 {
        fixture.pass(DAY);
        let loaded = fixture.store.load(&id).await.unwrap().unwrap();
        fixture.store.save(&loaded).await.unwrap();
    }
    fixture.pass(DAY - 1);
    assert!(fixture.lives(id).await);
    fixture.pass(1);
    assert!(!fixture.lives(id).await);
}

#[tokio::test]
async fn a_strangers_session_ends_after_twenty_minutes() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let id = fixture.open(None).await;
    assert_eq!(
        fixture.store.holder(&digest(id)).await.unwrap(),
        Holder::Stranger
    );
    fixture.pass(20 * 60 - 1);
    assert!(fixture.lives(id).await);
    fixture.pass(1);
    assert!(!fixture.lives(id).await);
}

#[tokio::test]
async fn use_is_written_down_every_five_minutes_at_most() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let id = fixture.open(Some(user(1))).await;
    let start = fixture.clock.now().as_second();
    for (seconds, expected) in [(299, 0), (1, 300), (299, 300), (600, 1_199)] {
        fixture.pass(seconds);
        fixture.store.holder(&digest(id)).await.unwrap();
        let line = fixture.store.list(user(1)).await.unwrap().remove(0);
        assert_eq!(line.last_seen_at - start, expected);
        assert_eq!(line.created_at, start);
    }
}

#[tokio::test]
async fn a_user_lists_and_ends_sessions() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let store = &fixture.store;
    let first = fixture.open(Some(user(1))).await;
    fixture.pass(10);
    let second = fixture.open(Some(user(1))).await;
    fixture.pass(10);
    let third = fixture.open(Some(user(1))).await;
    let lines = store.list(user(1)).await.unwrap();
    let references: Vec<_> = lines.iter().map(|line| line.reference).collect();
    assert_eq!(
        references,
        [reference(third), reference(second), reference(first)]
    );
    assert_eq!(lines[0].label, "Firefox");
    let written = lines[2].reference.to_string();
    let read = SessionReference::parse(&written).unwrap();
    assert!(store.revoke(user(1), read).await.unwrap());
    assert!(
        !store.revoke(user(1), read).await.unwrap(),
        "it has ended already"
    );
    assert!(!fixture.lives(first).await);
    assert_eq!(
        store
            .revoke_others(user(1), reference(third))
            .await
            .unwrap(),
        1
    );
    assert!(!fixture.lives(second).await && fixture.lives(third).await);
    assert_eq!(SessionReference::parse("zz"), None);
    assert_eq!(SessionReference::parse("00"), None);
}

#[tokio::test]
async fn nobody_ends_or_lists_the_sessions_of_another() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let anna = fixture.open(Some(user(1))).await;
    fixture.open(Some(user(2))).await;
    assert!(
        !fixture
            .store
            .revoke(user(2), reference(anna))
            .await
            .unwrap()
    );
    let own = fixture.store.list(user(2)).await.unwrap();
    assert_eq!(own.len(), 1);
    let others = fixture.store.revoke_others(user(2), reference(anna)).await;
    assert_eq!(others.unwrap(), 1, "only the own one that was not kept");
    assert!(fixture.lives(anna).await);
}

#[tokio::test]
async fn ended_sessions_are_removed_and_live_ones_are_not() {
    // In the past, because the janitor's rights compare with the clock of Postgres.
    let past: Timestamp = "2020-05-01T08:00:00Z".parse().unwrap();
    let Some(fixture) = Fixture::at(past).await else {
        return;
    };
    fixture.open(None).await;
    fixture.open(Some(user(1))).await;
    fixture.pass(2 * DAY);
    let alive = fixture.open(Some(user(1))).await;
    assert_eq!(fixture.store.delete_expired().await.unwrap(), 1);
    fixture.pass(6 * DAY);
    assert_eq!(fixture.store.delete_expired().await.unwrap(), 1);
    assert!(fixture.lives(alive).await);
}

#[tokio::test]
async fn the_janitor_cannot_be_talked_into_removing_what_is_alive() {
    let Some(fixture) = Fixture::now().await else {
        return;
    };
    let id = fixture.open(Some(user(1))).await;
    fixture.pass(400 * DAY);
    assert_eq!(
        fixture.store.delete_expired().await.unwrap(),
        0,
        "our clock is wrong"
    );
    fixture.clock.set(SystemClock.now());
    assert!(fixture.lives(id).await);
}

#[tokio::test]
async fn roles_come_from_our_own_table_alone() {
    let Some(app) = App::start().await else {
        return;
    };
    app.provider.set().claims = json!({"role": "operator", "roles": ["operator"]});
    let mut browser = app.signed_in_browser().await;
    let user_id = browser.who().await.unwrap();
    let held = session_digest(&browser.cookies["migraine-pulse"]);
    let roles = async || match app.identity.sessions().holder(&held).await.unwrap() {
        Holder::User { roles, .. } => roles,
        other => panic!("{other:?}"),
    };
    assert_eq!(roles().await, []);
    let mut connection = superuser(&app.database.database()).await;
    sqlx::query("insert into identity.role (user_id, role) values ($1::uuid, 'operator')")
        .bind(user_id)
        .execute(&mut connection)
        .await
        .unwrap();
    assert_eq!(roles().await, [crate::identity::model::Role::Operator]);
}
