//! The runner on a real database beside providers that misbehave.

use super::{
    Feeds, cache,
    cell::{Cell, WORLD},
    fake::{FakeProviders, Trouble},
    jobs,
};
use crate::{
    account::server::testing::{Practice, instant},
    environment::model::{Feed, Quantity},
    platform::config::Environment,
};
use jiff::{SignedDuration, Timestamp, civil::date};
use std::{sync::Arc, time::Duration};

const NOW: &str = "2026-11-20T12:00:00Z";

struct Stage {
    practice: Practice,
    providers: FakeProviders,
    feeds: Feeds,
    cell: Cell,
}

impl Stage {
    /// One wanted cell, Vilnius, and providers that behave.
    async fn set(change: impl FnOnce(&mut Environment)) -> Option<Self> {
        let practice = Practice::open(NOW).await?;
        practice.test.database.add_queue().await;
        let clock = practice.clock.clone();
        let providers = FakeProviders::start(clock.clone()).await.unwrap();
        let mut config = Environment::at(&providers.address);
        change(&mut config);
        let database = practice.state.database.clone();
        let entropy = Arc::clone(&practice.state.entropy);
        let mut feeds = Feeds::open(config, database, clock, entropy).unwrap();
        feeds.door = feeds.door.with_patience(Duration::from_secs(1));
        let stage = Self {
            practice,
            providers,
            feeds,
            cell: Cell::of(54.69, 25.28, 1),
        };
        stage.want(&[stage.cell]).await;
        Some(stage)
    }

    fn now(&self) -> Timestamp {
        self.feeds.clock.now()
    }

    async fn want(&self, cells: &[Cell]) {
        self.feeds.want(cells).await.unwrap();
    }

    async fn work(&self) -> usize {
        self.feeds.work_through().await.unwrap()
    }

    fn later(&self, minutes: i64) {
        self.practice
            .clock
            .advance(SignedDuration::from_mins(minutes));
    }

    async fn latest(&self, feed: Feed) -> Option<cache::Kept> {
        let cells = [WORLD.to_owned(), self.cell.key()];
        let kept = cache::latest(&self.feeds.database, &cells).await.unwrap();
        kept.into_iter().find(|kept| kept.feed == Some(feed))
    }

    async fn pressure(&self) -> Option<f64> {
        let kept = self.latest(Feed::Forecast).await?;
        pressure_at(&kept.series, instant(NOW))
    }
}

fn pressure_at(series: &[crate::environment::sources::Series], at: Timestamp) -> Option<f64> {
    let of = |series: &&crate::environment::sources::Series| {
        series.quantity == Quantity::SeaLevelPressure
    };
    let points = &series.iter().find(of)?.points;
    points.iter().find(|point| point.at == at)?.value
}

#[tokio::test]
async fn a_cell_is_asked_about_once_however_many_want_it() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    for _ in 0..20 {
        stage.want(&[stage.cell]).await;
    }
    assert!(stage.work().await >= 4);
    for feed in [
        Feed::Forecast,
        Feed::AirQuality,
        Feed::PlanetaryK,
        Feed::KForecast,
    ] {
        assert_eq!(stage.providers.asked_for(feed), 1, "{feed:?}");
    }
    assert!(stage.pressure().await.is_some());
    // Nothing is due.
    stage.providers.forget();
    stage.work().await;
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 0);
    stage.later(70);
    stage.work().await;
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 1);
}

#[tokio::test]
async fn a_thousand_patients_in_fifty_cells_are_fifty_requests() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    for patient in 0..1_000_i32 {
        let cell = Cell::of(45.0 + f64::from(patient % 50) / 10.0, 5.0, 1);
        stage.want(&[cell]).await;
    }
    stage.work().await;
    // The stage's own cell is one more.
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 51);
    assert_eq!(stage.providers.asked_for(Feed::AirQuality), 51);
    assert_eq!(stage.providers.asked_for(Feed::PlanetaryK), 1);
}

#[tokio::test]
async fn a_forecast_stays_as_it_was_issued() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    let first = stage.now();
    stage.work().await;
    let known = stage.pressure().await.unwrap();
    stage.later(70);
    stage
        .providers
        .trouble(Feed::Forecast, Trouble::Shifted(20));
    stage.work().await;
    let second = stage.now();
    assert!((stage.pressure().await.unwrap() - known - 20.0).abs() < 0.2);
    let cells = [stage.cell.key()];
    let issues = cache::issues(&stage.feeds.database, &cells, &[first, second])
        .await
        .unwrap();
    let issued = |at: Timestamp| {
        let mut found = issues
            .iter()
            .filter(|(wanted, issue)| *wanted == at && issue.feed == Feed::Forecast);
        let (_, issue) = found.next().unwrap();
        assert!(found.next().is_none());
        pressure_at(&issue.series, instant(NOW)).unwrap()
    };
    assert!((issued(first) - known).abs() < 1e-9);
    assert!((issued(second) - known - 20.0).abs() < 0.2);
}

#[tokio::test]
async fn an_unchanged_answer_is_no_new_issue() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    stage.work().await;
    let issued = stage.latest(Feed::KForecast).await.unwrap().issued;
    stage.later(70);
    stage.work().await;
    let kept = stage.latest(Feed::KForecast).await.unwrap();
    assert_eq!((kept.issued, kept.succeeded), (issued, Some(stage.now())));
}

#[tokio::test]
async fn a_faulty_feed_says_so_and_keeps_its_last_good_value() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    stage.work().await;
    let known = stage.pressure().await.unwrap();
    let succeeded = stage.latest(Feed::Forecast).await.unwrap().succeeded;
    for (trouble, code) in [
        (Trouble::Status(500), "failed"),
        (Trouble::Slow(Duration::from_secs(5)), "too_slow"),
        (Trouble::WebPage, "web_page"),
        (Trouble::Truncated, "truncated"),
        (
            Trouble::Redirect("http://127.0.0.1:1/".to_owned()),
            "redirected",
        ),
        (Trouble::OtherShape, "missing"),
        (Trouble::NotANumber, "malformed"),
        (Trouble::TooMany("30"), "too_many"),
    ] {
        // Long enough for any rest to be over.
        stage.later(24 * 60);
        stage.providers.trouble(Feed::Forecast, trouble.clone());
        stage.work().await;
        let kept = stage.latest(Feed::Forecast).await.unwrap();
        assert_eq!(kept.fault, code, "{trouble:?}");
        assert_eq!(kept.succeeded, succeeded, "{trouble:?}");
        assert!((pressure_at(&kept.series, instant(NOW)).unwrap() - known).abs() < 1e-9);
        // The others are well.
        assert_eq!(stage.latest(Feed::AirQuality).await.unwrap().fault, "");
        assert_eq!(stage.latest(Feed::PlanetaryK).await.unwrap().fault, "");
    }
    stage.later(24 * 60);
    stage.providers.behave();
    stage.work().await;
    let kept = stage.latest(Feed::Forecast).await.unwrap();
    assert_eq!(
        (kept.fault.as_str(), kept.succeeded),
        ("", Some(stage.now()))
    );
}

#[tokio::test]
async fn measured_values_from_the_future_are_not_believed() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    stage
        .providers
        .trouble(Feed::PlanetaryK, Trouble::Ahead(30));
    stage.work().await;
    let kept = stage.latest(Feed::PlanetaryK).await.unwrap();
    assert_eq!(kept.fault, "clock");
    assert!(kept.series.is_empty());
}

#[tokio::test]
async fn what_stands_in_the_queue_twice_is_fetched_once() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    let due = jobs::due(&stage.feeds.database, stage.now()).await.unwrap();
    let name = due
        .iter()
        .find(|name| name.feed == Feed::Forecast.code())
        .unwrap();
    let (one, other) = tokio::join!(stage.feeds.fetch(name), stage.feeds.fetch(name));
    let done = [one.unwrap(), other.unwrap()];
    assert_eq!(done.iter().flatten().count(), 1);
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 1);
}

#[tokio::test]
async fn a_job_whose_process_died_comes_back() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    stage.work().await;
    stage.later(70);
    let name = jobs::FetchFeed {
        cell: stage.cell.key(),
        feed: Feed::Forecast.code().to_owned(),
        topic: String::new(),
    };
    let claim = async || {
        jobs::claim(&stage.feeds.database, &name, stage.now(), 120)
            .await
            .unwrap()
    };
    // Claimed and never done.
    assert!(claim().await.is_some());
    assert!(claim().await.is_none());
    stage.providers.forget();
    stage.work().await;
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 0);
    stage.later(3);
    stage.work().await;
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 1);
}

#[tokio::test]
async fn two_processes_share_the_work_and_ask_nothing_twice() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    for place in 0..20_i32 {
        stage
            .want(&[Cell::of(45.0 + f64::from(place) / 10.0, 5.0, 1)])
            .await;
    }
    let (one, other) = tokio::join!(stage.feeds.work_through(), stage.feeds.work_through());
    one.unwrap();
    other.unwrap();
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 21);
}

#[tokio::test]
async fn the_queue_knows_cells_and_feeds_and_no_patient() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    stage.feeds.plan().await.unwrap();
    let mut superuser = stage.practice.test.database.superuser().await;
    let waiting: Vec<(String, String)> = sqlx::query_as(
        "select job.key, job.payload::text
         from background._private_jobs job
         where job.key <> 'plan_feeds'",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(!waiting.is_empty());
    for (key, payload) in waiting {
        let said: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&payload).unwrap();
        let names: Vec<&str> = said.keys().map(String::as_str).collect();
        assert_eq!(names, ["cell", "feed", "topic"], "{key}");
    }
}

#[tokio::test]
async fn months_of_the_archive_are_asked_once_and_then_known() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    let wanted = vec![(stage.cell, date(1999, 3, 1)); 5];
    stage.feeds.want_archive(&wanted).await.unwrap();
    let cells = [stage.cell.key()];
    let waiting = async || {
        jobs::archive_months_waiting(&stage.feeds.database, &cells)
            .await
            .unwrap()
    };
    assert_eq!(waiting().await, 1);
    stage.work().await;
    assert_eq!(waiting().await, 0);
    assert_eq!(stage.providers.asked_for(Feed::Archive), 1);
    let day = cache::day_of(date(1999, 3, 14));
    let days = cache::days(&stage.feeds.database, &cells, day, day)
        .await
        .unwrap();
    let noon = instant("1999-03-14T12:00:00Z");
    assert_eq!(pressure_at(&days[0].series, noon), Some(1_014.0));
}

#[tokio::test]
async fn a_cell_that_nobody_wants_any_more_is_forgotten() {
    let Some(stage) = Stage::set(|_| {}).await else {
        return;
    };
    stage.later(24 * 60 * 40);
    stage.work().await;
    assert_eq!(stage.providers.asked_for(Feed::Forecast), 0);
    assert!(stage.providers.asked_for(Feed::PlanetaryK) > 0);
}

#[tokio::test]
async fn made_up_answers_are_labelled_and_give_way_to_live_ones() {
    let Some(stage) = Stage::set(|config| config.demo_data = true).await else {
        return;
    };
    stage
        .providers
        .trouble(Feed::Forecast, Trouble::Status(500));
    stage.work().await;
    let kept = stage.latest(Feed::Forecast).await.unwrap();
    assert!(kept.is_demo && !kept.series.is_empty());
    assert_eq!((kept.fault.as_str(), kept.succeeded), ("failed", None));
    stage.later(24 * 60);
    stage.providers.behave();
    stage.work().await;
    let kept = stage.latest(Feed::Forecast).await.unwrap();
    assert!(!kept.is_demo && !kept.series.is_empty());
}

#[tokio::test]
async fn elsewhere_nothing_is_made_up() {
    let Some(stage) = Stage::set(|config| config.demo_data = true).await else {
        return;
    };
    let berlin = Cell::of(52.5, 13.4, 1);
    stage.want(&[berlin]).await;
    stage
        .providers
        .trouble(Feed::Forecast, Trouble::Status(500));
    stage.work().await;
    let kept = cache::latest(&stage.feeds.database, &[berlin.key()])
        .await
        .unwrap();
    assert!(kept.iter().all(|kept| !kept.is_demo));
}
