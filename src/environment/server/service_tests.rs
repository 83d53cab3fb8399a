//! Places, rules, snapshots and pages of patients on a real database, with providers that are up or down.

use super::{
    Feeds, Snapshot, add_place, around_view, attach, backfill, cell_of, evaluate_now,
    feeds::fake::{FakeProviders, Trouble},
    load_notices, load_places, load_rules, mark_seen, outlook_of, read_place, read_pressure,
    read_rule, read_times, remove_place, save_rule, set_times, snapshot_of, switch_rule,
    type_pressure,
};
use crate::{
    account::{
        parts::Submission,
        server::{
            Visit,
            testing::{Practice, fresh_id, instant},
        },
    },
    attacks::server::{Attack, AttackRecord},
    daily::model::units::Units,
    environment::model::{Feed, FormFault, Quantity},
    platform::{config::Environment, ids::RecordId, tests::harness::TestApp},
    reports::server::Diary,
};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use std::{sync::Arc, time::Duration};

const NOW: &str = "2026-11-20T12:00:00Z";
const VILNIUS: &str = "do=add&kind=home&name=Vilnius&latitude=54.69&longitude=25.28";
const FALLING: &str = "do=save&name=Above+nothing&join=all&quantity1=sea_level_pressure&feed1=&\
                       test1=value&side1=above&threshold1=900";

fn form(body: &str) -> Submission {
    Submission::read(body.as_bytes())
}

/// An application whose providers are those of this machine.
async fn beside_providers() -> Option<(Practice, FakeProviders)> {
    let mut practice = Practice::open(NOW).await?;
    practice.test.database.add_queue().await;
    let clock = practice.clock.clone();
    let providers = FakeProviders::start(clock.clone()).await.unwrap();
    let database = practice.state.database.clone();
    let entropy = Arc::clone(&practice.state.entropy);
    let config = Environment::at(&providers.address);
    practice.state.feeds = Feeds::open(config, database, clock, entropy).unwrap();
    Some((practice, providers))
}

async fn at_home(practice: &Practice) -> Visit {
    let visit = practice.patient();
    let place = read_place(&form(VILNIUS)).unwrap();
    add_place(&visit, &place).await.unwrap();
    visit
}

async fn work(practice: &Practice) {
    practice.state.feeds.work_through().await.unwrap();
}

async fn attack_at(visit: &Visit, onset: Timestamp) -> RecordId {
    let id = fresh_id();
    let attack = AttackRecord::new(Attack::begun(onset, "Europe/Vilnius", visit.now));
    visit.store().create(visit.user, id, &attack).await.unwrap();
    id
}

fn pressure(snapshot: &Snapshot) -> Option<f64> {
    let of = |reading: &&super::SnapshotReading| reading.quantity == Quantity::SeaLevelPressure;
    snapshot
        .readings
        .iter()
        .find(of)
        .map(|reading| reading.value)
}

#[tokio::test]
async fn a_place_is_kept_with_its_zone_and_can_be_removed() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = at_home(&practice).await;
    let places = load_places(&practice.elsewhere(&visit)).await.unwrap();
    let place = places.on(visit.today()).unwrap();
    assert_eq!(
        (place.name.as_str(), place.zone.as_str()),
        ("Vilnius", "Europe/Vilnius")
    );
    remove_place(&visit, place.number).await.unwrap();
    assert!(load_places(&visit).await.unwrap().list.is_empty());
}

#[test]
fn what_is_typed_wrong_is_told_at_its_field() {
    let fields = |faults: Vec<FormFault>| {
        let field = |fault: FormFault| (fault.field, fault.reason);
        faults.into_iter().map(field).collect::<Vec<_>>()
    };
    let wrong = "kind=travel&latitude=91&longitude=east&zone=Mars%2FBase&from=2026-02-30";
    assert_eq!(
        fields(read_place(&form(wrong)).unwrap_err()),
        [
            ("latitude".to_owned(), "out_of_range"),
            ("longitude".to_owned(), "not_a_number"),
            ("zone".to_owned(), "unknown_zone"),
            ("from".to_owned(), "not_a_day"),
        ]
    );
    let backwards = format!("{VILNIUS}&from=2026-11-20&until=2026-11-19").replace("home", "travel");
    assert_eq!(
        fields(read_place(&form(&backwards)).unwrap_err()),
        [("until".to_owned(), "ends_before")]
    );
    let units = Units::default();
    assert!(read_pressure(&form("pressure=1013,5"), units).is_ok());
    for bad in ["", "high", "NaN", "12"] {
        assert!(
            read_pressure(&form(&format!("pressure={bad}")), units).is_err(),
            "{bad}"
        );
    }
    let source = FALLING.replace("feed1=", "feed1=planetary_k");
    assert_eq!(
        fields(read_rule(&form(&source), units).unwrap_err()),
        [("feed1".to_owned(), "wrong_source")]
    );
    assert!(read_rule(&form("name=Nothing&join=all"), units).is_err());
    assert!(read_times(&form("quiet_from=24&quiet_until=7&most_a_day=3")).is_err());
}

#[tokio::test]
async fn an_attack_gets_what_is_known_of_its_hour() {
    let Some((practice, _providers)) = beside_providers().await else {
        return;
    };
    let visit = at_home(&practice).await;
    work(&practice).await;
    let id = attack_at(&visit, visit.now).await;
    attach(&visit, id).await.unwrap();
    let snapshot = snapshot_of(&visit, id).await.unwrap().unwrap();
    assert_eq!(
        (snapshot.at, snapshot.place.as_str()),
        (instant(NOW), "Vilnius")
    );
    assert!(pressure(&snapshot).is_some());
    assert!(snapshot.pressure_change.is_some());
    // It stays when the cache knows nothing more.
    practice.clock.advance(SignedDuration::from_hours(24 * 400));
    let later = practice.visit(visit.user, "Europe/Vilnius");
    attach(&later, id).await.unwrap();
    assert_eq!(snapshot_of(&later, id).await.unwrap(), Some(snapshot));
}

#[tokio::test]
async fn attacks_of_1999_and_of_tomorrow_are_answered_sensibly() {
    let Some((practice, providers)) = beside_providers().await else {
        return;
    };
    let visit = at_home(&practice).await;
    let old = attack_at(&visit, instant("1999-03-14T12:20:00Z")).await;
    let tomorrow = attack_at(&visit, instant("2026-11-21T12:20:00Z")).await;
    attach(&visit, old).await.unwrap();
    assert_eq!(snapshot_of(&visit, old).await.unwrap(), None);
    let diary = Diary::open(&visit).await.unwrap();
    let progress = backfill(&visit, &diary, true).await.unwrap();
    assert_eq!((progress.done, progress.all, progress.waiting), (0, 2, 2));
    work(&practice).await;
    let progress = backfill(&visit, &diary, false).await.unwrap();
    assert_eq!((progress.done, progress.all), (2, 2));
    let snapshot = snapshot_of(&visit, old).await.unwrap().unwrap();
    assert_eq!(pressure(&snapshot), Some(1_014.0));
    // Of tomorrow there is a forecast.
    assert!(pressure(&snapshot_of(&visit, tomorrow).await.unwrap().unwrap()).is_some());
    // What is done is not asked again.
    providers.forget();
    backfill(&visit, &diary, true).await.unwrap();
    work(&practice).await;
    assert_eq!(
        providers.asked_for(crate::environment::model::Feed::Archive),
        0
    );
}

#[tokio::test]
async fn without_a_place_the_typed_pressure_counts() {
    let Some(practice) = Practice::open(NOW).await else {
        return;
    };
    let visit = practice.patient();
    type_pressure(&visit, 987.5).await.unwrap();
    let id = attack_at(&visit, visit.now).await;
    attach(&visit, id).await.unwrap();
    let snapshot = snapshot_of(&visit, id).await.unwrap().unwrap();
    assert_eq!(pressure(&snapshot), Some(987.5));
    assert_eq!(snapshot.readings[0].feed, None);
}

#[tokio::test]
async fn a_rule_tells_once_with_its_evidence() {
    let Some((practice, _providers)) = beside_providers().await else {
        return;
    };
    let visit = at_home(&practice).await;
    let rule = read_rule(&form(FALLING), Units::default()).unwrap();
    save_rule(&visit, &rule).await.unwrap();
    let look = async |visit: &Visit| {
        let places = load_places(visit).await.unwrap();
        let (outlook, _, _) = outlook_of(visit, &places).await.unwrap();
        evaluate_now(visit, &outlook).await.unwrap();
        load_notices(visit).await.unwrap().list
    };
    // Nothing is known yet, and that is no match.
    assert!(look(&visit).await.is_empty());
    work(&practice).await;
    let told = look(&visit).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].name, "Above nothing");
    assert!(told[0].evidence[0].value > 900.0 && !told[0].is_seen);
    assert_eq!(look(&visit).await.len(), 1);
    mark_seen(&visit).await.unwrap();
    assert!(load_notices(&visit).await.unwrap().list[0].is_seen);
    practice.clock.advance(SignedDuration::from_hours(21));
    let next = practice.visit(visit.user, "Europe/Vilnius");
    work(&practice).await;
    let number = load_rules(&next).await.unwrap().list[0].number;
    switch_rule(&next, number).await.unwrap();
    assert_eq!(look(&next).await.len(), 1);
    switch_rule(&next, number).await.unwrap();
    assert_eq!(look(&next).await.len(), 2);
    let never = read_times(&form("quiet_from=22&quiet_until=7&most_a_day=0")).unwrap();
    set_times(&next, never).await.unwrap();
    practice.clock.advance(SignedDuration::from_hours(24));
    let last = practice.visit(visit.user, "Europe/Vilnius");
    work(&practice).await;
    assert_eq!(look(&last).await.len(), 2);
}

/// Everything that stands in the shared tables, and every address that a provider saw, without anything
/// that leads to the patient.
#[tokio::test]
async fn the_shared_tables_and_the_providers_learn_of_a_cell_and_of_nobody() {
    let Some((practice, providers)) = beside_providers().await else {
        return;
    };
    let visit = at_home(&practice).await;
    let id = attack_at(&visit, visit.now).await;
    work(&practice).await;
    attach(&visit, id).await.unwrap();
    let mut superuser = practice.test.database.superuser().await;
    let mut dump = String::new();
    for table in [
        "environment.cell",
        "environment.job",
        "environment.answer",
        "environment.day",
        "environment.state",
        "background._private_jobs",
        "background._private_job_queues",
        "background._private_known_crontabs",
    ] {
        let query = format!("select coalesce(string_agg(t::text, chr(10)), '') from {table} t");
        let text: String = sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(&mut superuser)
            .await
            .unwrap();
        dump.push_str(&text);
    }
    let cell = cell_of(&visit, 54.69, 25.28).key();
    assert!(dump.contains(&cell));
    let user = visit.user.as_uuid();
    let asked: String = providers.asked().into_keys().collect();
    for secret in [
        user.to_string(),
        user.simple().to_string(),
        id.as_uuid().to_string(),
        "Vilnius".to_owned(),
        "54.69".to_owned(),
        "25.28".to_owned(),
    ] {
        assert!(!dump.contains(&secret), "{secret}");
        assert!(!asked.contains(&secret), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_waits_for_no_provider() {
    let Some((practice, providers)) = beside_providers().await else {
        return;
    };
    let visit = at_home(&practice).await;
    work(&practice).await;
    let before = around_view(&visit, Units::default()).await.unwrap().0;
    for feed in Feed::ALL.iter().copied() {
        providers.trouble(feed, Trouble::Slow(Duration::from_secs(20)));
    }
    practice.clock.advance(SignedDuration::from_mins(70));
    providers.forget();
    let feeds = practice.state.feeds.clone();
    let fetching = tokio::spawn(async move { feeds.work_through().await });
    while providers.asked_for(Feed::Forecast) == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let later = practice.elsewhere(&visit);
    let (view, outlook) = around_view(&later, Units::default()).await.unwrap();
    evaluate_now(&later, &outlook).await.unwrap();
    assert_eq!(view.indicators.len(), before.indicators.len());
    // Everything was shown while the providers had still not answered.
    assert!(!fetching.is_finished());
    fetching.abort();
}

#[tokio::test]
async fn every_page_stands_while_no_provider_can_be_reached() {
    let Some(app) = TestApp::start().await else {
        return;
    };
    let mut browser = app.patient("somebody").await;
    let sent = browser
        .post_form(
            "/around/places",
            &[
                ("do", "add"),
                ("kind", "home"),
                ("name", "Here"),
                ("latitude", "54.69"),
                ("longitude", "25.28"),
            ],
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    for path in [
        "/",
        "/around",
        "/around/places",
        "/around/rules",
        "/around/notices",
        "/around/risk",
        "/around/backfill",
        "/around/about/pressure",
        "/around/about/uv",
        "/around/about/geomagnetic",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.contains("<h1"), "{path}");
    }
    assert_eq!(
        browser.get("/around/about/luck").await.status,
        StatusCode::NOT_FOUND
    );
    let wrong = [
        ("do", "add"),
        ("name", "My <b>mill</b>"),
        ("latitude", "north"),
    ];
    let refused = browser.post_form("/around/places", &wrong).await;
    assert_eq!(refused.status, StatusCode::OK);
    assert!(
        refused.body.contains("My &lt;b&gt;mill") && refused.body.contains("This is not a number.")
    );
    let found = browser
        .post_form("/around/places", &[("do", "search"), ("town", "vilni")])
        .await;
    assert!(found.body.contains("Vilnius"));
}
