//! Nights on a real database beside a real custodian: who has allowed it and who has not, taken back, twice,
//! away, and a process that died in between.

use super::{
    night::{Night, night},
    night_queue::{self, WorkNights, work_nights},
    refresh::Refreshed,
};
use crate::{
    account::server::Visit,
    daily::server::CheckIn,
    encryption::remote::testing::Process,
    identity::{server::Person, tests::harness::Browser},
    platform::{
        background::Background,
        clock::{Clock, SystemClock},
        entropy::SystemEntropy,
        ids::{RecordId, UserId},
        tests::harness::TestApp,
    },
    reports::server::Diary,
};
use axum::http::StatusCode;
use graphile_worker::JobSpec;
use jiff::{SignedDuration, Timestamp, ToSpan};
use tokio::sync::watch;

struct Bedroom {
    app: TestApp,
    process: Process,
}

impl Bedroom {
    async fn open() -> Option<Self> {
        let (app, process) = TestApp::beside_custodian().await?;
        Some(Self { app, process })
    }

    async fn sign_in(&self, subject: &str) -> Browser {
        self.app.clock().set(SystemClock.now());
        let provider = self.app.provider.as_ref().unwrap();
        provider.set().subject = subject.to_owned();
        let mut browser = self.app.stranger();
        browser
            .cookies
            .insert("zone".to_owned(), "Europe/Berlin".to_owned());
        assert_eq!(browser.sign_in(provider, "/").await.location(), "/");
        browser
    }

    async fn user(&self, subject: &str) -> UserId {
        let person = Person {
            issuer: self.app.state.config.identity.issuer.clone(),
            subject: subject.to_owned(),
            verified_email: None,
        };
        let accounts = self.app.state.identity.accounts();
        accounts.find_or_create(&person).await.unwrap()
    }

    fn visit(&self, user: UserId) -> Visit {
        Visit::of_user(&self.app.state, user, "Europe/Berlin")
    }

    /// A patient with three weeks of entries, who allows nights or not, and leaves.
    async fn patient(&self, subject: &str, allows: bool) -> UserId {
        let mut browser = self.sign_in(subject).await;
        let user = self.user(subject).await;
        let visit = self.visit(user);
        for days in 1..=21 {
            let day = visit.today().saturating_sub(days.days());
            let answers = CheckIn {
                stress: Some(2),
                ..CheckIn::of(day, visit.now)
            };
            let id = RecordId::random(&SystemEntropy);
            visit.store().create(user, id, &answers).await.unwrap();
        }
        if allows {
            let page = browser.get("/settings/keys").await;
            assert!(
                page.body.contains("Off: your diary is opened"),
                "{}",
                page.body
            );
            assert_eq!(
                browser.get("/settings/keys/nights").await.status,
                StatusCode::OK
            );
            let answer = browser.post_form("/settings/keys/nights", &[]).await;
            assert_eq!(answer.location(), "/settings/keys");
        }
        // At once: a run of the engine follows every form after a moment, and would come before the night.
        browser.post("/auth/logout").await;
        assert!(
            Diary::open(&self.visit(user)).await.is_err(),
            "nobody is here"
        );
        user
    }

    /// The night comes, for everybody.
    async fn fall(&self) {
        self.app.clock().set(SystemClock.now());
        let mut connection = self.app.database.as_ref().unwrap().superuser().await;
        sqlx::query("update vault.night_grant set due_at = 0")
            .execute(&mut connection)
            .await
            .unwrap();
    }

    async fn work(&self) -> Vec<Night> {
        work_nights(&self.app.state).await.unwrap()
    }

    /// When a patient's night comes next, if it ever does.
    async fn due(&self, user: UserId) -> Option<Timestamp> {
        let mut connection = self.app.database.as_ref().unwrap().superuser().await;
        let due: Option<i64> =
            sqlx::query_scalar("select due_at from vault.night_grant where user_id = $1")
                .bind(user.as_uuid())
                .fetch_optional(&mut connection)
                .await
                .unwrap();
        due.map(|due| Timestamp::from_second(due).unwrap())
    }

    /// How many forecasts lie in the diary, as its patient finds it.
    async fn forecasts(&self, subject: &str) -> usize {
        let mut browser = self.sign_in(subject).await;
        let user = self.user(subject).await;
        let diary = Diary::open(&self.visit(user)).await.unwrap();
        let count = diary.forecasts.len();
        browser.post("/auth/logout").await;
        count
    }
}

#[tokio::test]
async fn a_night_makes_a_forecast_for_who_has_allowed_it_and_for_nobody_else() {
    let Some(room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    let berta = room.patient("berta", false).await;
    assert_eq!(room.work().await, [], "it is not night");
    let due = room.due(anna).await.unwrap();
    let berlin = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    assert!((3..5).contains(&due.to_zoned(berlin).hour()));
    room.fall().await;
    assert_eq!(room.work().await, [Night::Done(Refreshed::New)]);
    assert_eq!(room.work().await, [], "once");
    assert!(room.due(anna).await.unwrap() > room.app.clock().now());
    // The keys are gone again.
    assert!(Diary::open(&room.visit(anna)).await.is_err());
    assert!(Diary::open(&room.visit(berta)).await.is_err());
    assert_eq!(room.forecasts("anna").await, 1);
    assert_eq!(room.forecasts("berta").await, 0);
    let mut browser = room.sign_in("anna").await;
    let page = browser.get("/settings/keys").await;
    assert!(page.body.contains("lent for it last on"), "{}", page.body);
    assert!(
        page.body.contains("Work at night that you allowed"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_second_time_in_one_night_is_refused_and_told() {
    let Some(room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    room.fall().await;
    assert_eq!(room.work().await, [Night::Done(Refreshed::New)]);
    room.fall().await;
    assert_eq!(room.work().await, [Night::UsedBefore]);
    let due = room.due(anna).await.unwrap();
    let hours = due.duration_since(room.app.clock().now()).as_hours();
    assert!((0..=48).contains(&hours), "{due}");
    assert!(room.forecasts("anna").await == 1);
    let mut browser = room.sign_in("anna").await;
    let page = browser.get("/settings/keys").await;
    assert!(page.body.contains("Refused: "), "{}", page.body);
}

#[tokio::test]
async fn what_was_taken_back_opens_nothing_also_while_the_custodian_is_away() {
    let Some(mut room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    let held = room
        .app
        .state
        .store
        .night_grant(anna)
        .await
        .unwrap()
        .unwrap();
    let mut browser = room.sign_in("anna").await;
    room.process.kill();
    let end = [("nights", "end")];
    let answer = browser.post_form("/settings/keys", &end).await;
    assert!(
        answer.body.contains("it is told as soon as it does"),
        "{}",
        answer.body
    );
    let kept = room.app.state.store.night_grant(anna).await.unwrap();
    assert!(kept.unwrap().is_taken_back);
    room.fall().await;
    assert_eq!(room.work().await, [Night::Later], "it has yet to be told");
    room.come_back().await;
    room.fall().await;
    assert_eq!(room.work().await, [Night::Ended]);
    assert!(room.due(anna).await.is_none());
    let thief = room.process.client();
    assert!(thief.lend_for_night(&held.grant, &[]).await.is_err());
    assert_eq!(room.forecasts("anna").await, 0);
}

impl Bedroom {
    /// Until the custodian answers again: the circuit breaker rests for some seconds.
    async fn come_back(&mut self) {
        self.process.resume().await;
        for _ in 0..150 {
            self.app.clock().set(SystemClock.now());
            if self.app.state.store.keys_answer().await {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("the custodian is not found again");
    }
}

#[tokio::test]
async fn a_custodian_that_is_away_is_asked_again_in_the_same_night() {
    let Some(mut room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    room.process.kill();
    room.fall().await;
    assert_eq!(room.work().await, [Night::Later]);
    assert!(room.due(anna).await.unwrap() > room.app.clock().now());
    room.come_back().await;
    room.fall().await;
    assert_eq!(room.work().await, [Night::Done(Refreshed::New)]);
}

#[tokio::test]
async fn a_process_that_died_before_it_had_keys_costs_twenty_minutes_and_after_it_a_night() {
    let Some(room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    let store = &room.app.state.store;
    room.fall().await;
    // It takes the night, and dies.
    let again = room.app.clock().now() + SignedDuration::from_mins(20);
    let held = store.claim_night(anna, again).await.unwrap().unwrap();
    assert_eq!(room.work().await, [], "nobody else takes it meanwhile");
    assert_eq!(night(&room.app.state, anna).await.unwrap(), Night::NotOurs);
    // The next one gets its keys, and dies as well.
    let another = room.process.client();
    let names: Vec<_> = store.key_names(anna).await.unwrap().into_keys().collect();
    let leases = another.lend_for_night(&held.grant, &names).await;
    assert_eq!(leases.ok().map(|leases| leases.records.len()), Some(1));
    room.fall().await;
    assert_eq!(room.work().await, [Night::UsedBefore]);
    assert_eq!(room.forecasts("anna").await, 0, "nothing half done");
}

#[tokio::test]
async fn a_diary_that_is_too_long_for_one_night_is_left_alone() {
    let Some(room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    let mut connection = room.app.database.as_ref().unwrap().superuser().await;
    sqlx::query(
        "insert into vault.record (user_id, id, day_index, revision, schema_version, body)
         select $1, gen_random_uuid(), decode(repeat('00', 16), 'hex'), 1, 1,
             decode('01010100', 'hex') || int4send(day) || decode(repeat('00', 324), 'hex')
         from generate_series(1, 400) day",
    )
    .bind(anna.as_uuid())
    .execute(&mut connection)
    .await
    .unwrap();
    room.fall().await;
    assert_eq!(room.work().await, [Night::TooLong]);
    assert!(room.due(anna).await.unwrap() > room.app.clock().now());
}

#[tokio::test]
async fn the_queue_works_through_the_nights_and_names_nobody() {
    let Some(room) = Bedroom::open().await else {
        return;
    };
    let anna = room.patient("anna", true).await;
    let database = room.app.database.as_ref().unwrap();
    database.add_queue().await;
    room.fall().await;
    let background = Background::of(&room.app.state.database);
    let (_stop, stopped) = watch::channel(false);
    let worker = night_queue::worker(&room.app.state, &background, stopped)
        .await
        .unwrap();
    let adding = background.adding();
    adding
        .add_job(WorkNights {}, JobSpec::default())
        .await
        .unwrap();
    let mut connection = database.superuser().await;
    let jobs: Vec<String> = sqlx::query_scalar("select j::text from background._private_jobs j")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert!(
        jobs.iter().all(|job| !job.contains(&anna.to_string())),
        "{jobs:?}"
    );
    worker.run_once().await.unwrap();
    assert_eq!(room.forecasts("anna").await, 1);
}
