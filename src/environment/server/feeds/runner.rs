//! One fetch: asks a provider, reads the answer, keeps it, and says when to ask again.

use super::{
    Feeds, cache,
    cache::NewAnswer,
    cell::WORLD,
    demo,
    door::{Answer, DoorFault, Validators},
    jobs::{self, FetchFeed, Job},
};
use crate::{
    environment::{
        model::Feed,
        sources::{About, Parsed, SourceFault, Standing, nearest, source},
    },
    platform::database::{Capability, DatabaseError},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

/// For how long a job is held, in seconds: longer than three attempts take.
const HOLD: i64 = 120;
/// Measured values may be this far ahead of our clock; more means that one of the clocks is wrong.
const AHEAD: SignedDuration = SignedDuration::from_hours(2);
/// A month of the archive is given up after so many attempts.
const ARCHIVE_ATTEMPTS: i32 = 6;

impl Feeds {
    /// Fetches, reads and keeps, if it is due; tells what was done and when it is due again.
    ///
    /// # Errors
    /// When the database is away. The job comes back by itself.
    pub(super) async fn fetch(
        &self,
        name: &FetchFeed,
    ) -> Result<Option<(Job, Option<Timestamp>)>, DatabaseError> {
        let Some(job) = jobs::claim(&self.database, name, self.clock.now(), HOLD).await? else {
            return Ok(None);
        };
        let outcome = self.ask(&job).await?;
        let now = self.clock.now();
        let mut transaction = self.database.begin_with(Capability::Nobody).await?;
        let (due, succeeded) = match &outcome {
            Ok(Some((parsed, validators))) => {
                let new = NewAnswer {
                    cell: &job.cell,
                    feed: job.feed,
                    now,
                    parsed,
                    is_demo: false,
                    validators,
                };
                cache::keep(&mut transaction, &new).await?;
                (self.next(&job, now), true)
            }
            Ok(None) => {
                cache::keep_unchanged(&mut transaction, &job.cell, job.feed, now).await?;
                (self.next(&job, now), true)
            }
            Err(fault) => {
                let code = fault.code();
                cache::keep_fault(&mut transaction, &job.cell, job.feed, now, code).await?;
                if let Some(parsed) = self.made_up(&job, now) {
                    let new = NewAnswer {
                        cell: &job.cell,
                        feed: job.feed,
                        now,
                        parsed: &parsed,
                        is_demo: true,
                        validators: &Validators::default(),
                    };
                    cache::keep(&mut transaction, &new).await?;
                }
                (self.again(&job, fault, now), false)
            }
        };
        jobs::put_back(&mut transaction, &job, due, succeeded).await?;
        transaction.commit().await?;
        Ok(Some((job, due)))
    }

    async fn ask(
        &self,
        job: &Job,
    ) -> Result<Result<Option<(Parsed, Validators)>, Fault>, DatabaseError> {
        let about = match self.about(job).await? {
            Ok(about) => about,
            Err(fault) => return Ok(Err(fault)),
        };
        let reader = source(job.feed);
        let path = reader.path(&about);
        let known = if job.topic.is_empty() {
            cache::validators(&self.database, &job.cell, job.feed).await?
        } else {
            Validators::default()
        };
        let (body, validators) = match self.door.fetch(job.feed, &path, &known).await {
            Ok(Answer::Unchanged) => return Ok(Ok(None)),
            Ok(Answer::Fresh { body, validators }) => (body, validators),
            Err(fault) => return Ok(Err(Fault::Door(fault))),
        };
        // The long history takes a while; the others are read in no time.
        let read = if body.len() > 500_000 {
            tokio::task::spawn_blocking(move || reader.parse(&body))
                .await
                .unwrap_or(Err(SourceFault::Malformed))
        } else {
            reader.parse(&body)
        };
        let now = self.clock.now();
        Ok(match read.map(|parsed| within_time(parsed, now)) {
            Ok(Some(parsed)) => Ok(Some((parsed, validators))),
            Ok(None) => Err(Fault::Clock),
            Err(fault) => {
                self.door.report_failure(job.feed);
                Err(Fault::Source(fault))
            }
        })
    }

    /// What the feed is asked about.
    async fn about(&self, job: &Job) -> Result<Result<About, Fault>, DatabaseError> {
        let mut about = About {
            place: job.place,
            ..About::default()
        };
        let today = self.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        match job.feed {
            Feed::GfzKp | Feed::GfzHp30 | Feed::GfzHp60 => {
                about.days = Some((today.saturating_sub(7.days()), today));
            }
            Feed::Archive => {
                let first: Option<Date> = format!("{}-01", job.topic).parse().ok();
                let Some(first) = first else {
                    return Ok(Err(Fault::NoStation));
                };
                about.days = Some((first, first.last_of_month().min(today)));
            }
            Feed::UvOverpass => {
                let kept = cache::latest(&self.database, &[WORLD.to_owned()]).await?;
                let stations = kept
                    .into_iter()
                    .find(|kept| kept.feed == Some(Feed::UvStations));
                let stations = stations.map(|kept| kept.stations).unwrap_or_default();
                let (latitude, longitude) = job.place.unwrap_or_default();
                match nearest(&stations, latitude, longitude)
                    .and_then(|(spot, _)| below_list(&spot.link))
                {
                    Some(link) => about.link = link,
                    None => return Ok(Err(Fault::NoStation)),
                }
            }
            _ => {}
        }
        Ok(Ok(about))
    }

    /// When a feed is asked again after it answered; never for what was asked once.
    fn next(&self, job: &Job, now: Timestamp) -> Option<Timestamp> {
        let minutes = job.feed.every_minutes()?;
        let seconds = i64::from(minutes) * 60;
        now.checked_add(SignedDuration::from_secs(self.scattered(seconds)))
            .ok()
    }

    /// When a feed is asked again after it failed: after the first rest, then twice as long each time.
    fn again(&self, job: &Job, fault: &Fault, now: Timestamp) -> Option<Timestamp> {
        if job.feed == Feed::Archive && job.attempts >= ARCHIVE_ATTEMPTS {
            return None;
        }
        // Who refuses a question will refuse it in ten minutes; who is away may be back.
        let most = match fault {
            Fault::Door(DoorFault::Refused) => 360,
            _ => 10,
        };
        let rest = i64::from(self.config.rest_seconds);
        let longest = i64::from(job.feed.every_minutes().unwrap_or(most).min(most)) * rest;
        let doubled = rest << job.attempts.clamp(0, 8);
        let seconds = match fault {
            Fault::Door(DoorFault::Resting(until) | DoorFault::TooMany(until)) => {
                until.duration_since(now).as_secs().max(1)
            }
            Fault::NoStation => 6 * 3_600,
            _ => doubled.min(longest),
        };
        now.checked_add(SignedDuration::from_secs(self.scattered(seconds)))
            .ok()
    }

    /// Up to a tenth later, so that cells do not all ask at once.
    fn scattered(&self, seconds: i64) -> i64 {
        let mut bytes = [0; 2];
        self.entropy.fill(&mut bytes);
        seconds + seconds * i64::from(u16::from_be_bytes(bytes)) / 655_360
    }

    /// A made-up answer for the demo place, through the same reader as any other.
    fn made_up(&self, job: &Job, now: Timestamp) -> Option<Parsed> {
        if !self.config.demo_data {
            return None;
        }
        let body = demo::answer(job.feed, &job.cell, self.config.cell_tenths, now)?;
        source(job.feed).parse(body.as_bytes()).ok()
    }
}

/// Why a job has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Door(DoorFault),
    Source(SourceFault),
    /// Everything in it lies ahead of our clock.
    Clock,
    /// No station is near.
    NoStation,
}

impl Fault {
    const fn code(&self) -> &'static str {
        match self {
            Self::Door(fault) => fault.code(),
            Self::Source(fault) => fault.code(),
            Self::Clock => "clock",
            Self::NoStation => "no_station",
        }
    }
}

/// The answer without measured values that lie ahead of our clock; none when nothing is left.
fn within_time(mut parsed: Parsed, now: Timestamp) -> Option<Parsed> {
    let was_empty = parsed.is_empty();
    for series in &mut parsed.series {
        if matches!(series.standing, Standing::Modelled | Standing::Predicted) {
            continue;
        }
        let reach = SignedDuration::from_secs(i64::from(series.resolution));
        let last = now.saturating_add(AHEAD + reach).unwrap_or(now);
        let count = series.points.len();
        series.points.retain(|point| point.at <= last);
        parsed.dropped += count - series.points.len();
    }
    (was_empty || !parsed.is_empty()).then_some(parsed)
}

/// A link of the station list as a path: relative ones lie below the list's folder.
fn below_list(link: &str) -> Option<String> {
    let list =
        reqwest::Url::parse("https://list.invalid/uvradiation/UVarchive/stations_uv.php").ok()?;
    let address = list.join(link.trim()).ok()?;
    let is_same = address.host_str() == Some("list.invalid");
    (!link.trim().is_empty() && is_same).then(|| address.path().to_owned())
}
