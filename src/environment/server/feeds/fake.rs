//! Every provider at one address of this machine, for tests and the benchmark: answers in the shapes of
//! the real ones, can be told to misbehave, and counts what it was asked.

use super::demo;
use crate::{
    environment::{
        model::Feed,
        sources::{About, source},
    },
    platform::clock::Clock,
};
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Response, StatusCode, Uri, header},
};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tower_http::compression::CompressionLayer;

/// How a feed misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Answers after this long.
    Slow(Duration),
    /// Answers with this status and nothing else.
    Status(u16),
    /// 429 with this `Retry-After`.
    TooMany(&'static str),
    /// A web page instead of data.
    WebPage,
    /// Ends in the middle.
    Truncated,
    /// So many bytes of blanks, small on the way by compression.
    Bomb(usize),
    /// Numbers that are none.
    NotANumber,
    /// Another shape than agreed.
    OtherShape,
    /// Its clock is so many days ahead.
    Ahead(i64),
    /// Points there.
    Redirect(String),
    /// Adds this much to every pressure; not a fault, but another answer.
    Shifted(i32),
}

#[derive(Debug)]
struct Shared {
    clock: Arc<dyn Clock>,
    asked: Mutex<BTreeMap<String, usize>>,
    troubles: Mutex<BTreeMap<&'static str, Trouble>>,
}

/// The providers; they go away with this value.
#[derive(Debug)]
pub struct FakeProviders {
    /// Their address, `http://127.0.0.1:...`.
    pub address: String,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for FakeProviders {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl FakeProviders {
    /// Starts them; their time is that of `clock`.
    ///
    /// # Errors
    /// When no port of this machine is free.
    pub async fn start(clock: Arc<dyn Clock>) -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared {
            clock,
            asked: Mutex::default(),
            troubles: Mutex::default(),
        });
        let router = Router::new()
            .fallback(answer)
            .layer(CompressionLayer::new())
            .with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // It ends with the task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            shared,
            task,
        })
    }

    /// Has a feed misbehave from now on.
    pub fn trouble(&self, feed: Feed, trouble: Trouble) {
        let mut troubles = lock(&self.shared.troubles);
        troubles.insert(feed.code(), trouble);
    }

    /// Has all feeds behave again.
    pub fn behave(&self) {
        lock(&self.shared.troubles).clear();
    }

    /// How often each path was asked; with what stands behind `?`.
    #[must_use]
    pub fn asked(&self) -> BTreeMap<String, usize> {
        lock(&self.shared.asked).clone()
    }

    /// How often a feed was asked.
    #[must_use]
    pub fn asked_for(&self, feed: Feed) -> usize {
        let path = path_of(feed);
        let asked = lock(&self.shared.asked);
        let same = asked.iter().filter(|(address, _)| is_below(address, &path));
        same.map(|(_, count)| count).sum()
    }

    /// Forgets what it was asked.
    pub fn forget(&self) {
        lock(&self.shared.asked).clear();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path of a feed and, where feeds share one, what tells them apart.
fn path_of(feed: Feed) -> (String, &'static str) {
    let path = source(feed).path(&About::default());
    let path = path.split('?').next().unwrap_or_default().to_owned();
    let mark = match feed {
        Feed::GfzKp => "index=Kp",
        Feed::GfzHp30 => "index=Hp30",
        Feed::GfzHp60 => "index=Hp60",
        _ => "",
    };
    (path, mark)
}

fn is_below(address: &str, (path, mark): &(String, &'static str)) -> bool {
    let (own, query) = address.split_once('?').unwrap_or((address, ""));
    own == path && query.contains(mark)
}

async fn answer(State(shared): State<Arc<Shared>>, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let address = uri.to_string();
    *lock(&shared.asked).entry(address.clone()).or_default() += 1;
    let feed = Feed::ALL
        .iter()
        .copied()
        .find(|feed| is_below(&address, &path_of(*feed)));
    let Some(feed) = feed else {
        return plain(StatusCode::NOT_FOUND, Vec::new());
    };
    let trouble = lock(&shared.troubles).get(feed.code()).cloned();
    let now = shared.clock.now();
    let body = |now: Timestamp| match feed {
        Feed::Archive => archive(uri.query().unwrap_or_default()),
        _ => demo::body(feed, now),
    };
    let Some(good) = body(now) else {
        return plain(StatusCode::NOT_FOUND, Vec::new());
    };
    match trouble {
        None => {
            let tag = format!("\"{}\"", hex(&Sha256::digest(good.as_bytes())[..8]));
            let known = headers.get(header::IF_NONE_MATCH);
            if known.is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
                return plain(StatusCode::NOT_MODIFIED, Vec::new());
            }
            with(plain(StatusCode::OK, good.into_bytes()), header::ETAG, &tag)
        }
        Some(Trouble::Slow(time)) => {
            tokio::time::sleep(time).await;
            plain(StatusCode::OK, good.into_bytes())
        }
        Some(Trouble::Status(code)) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            plain(status, Vec::new())
        }
        Some(Trouble::TooMany(wish)) => with(
            plain(StatusCode::TOO_MANY_REQUESTS, Vec::new()),
            header::RETRY_AFTER,
            wish,
        ),
        Some(Trouble::WebPage) => plain(
            StatusCode::OK,
            b"<!doctype html><title>Maintenance</title>".to_vec(),
        ),
        Some(Trouble::Truncated) => {
            plain(StatusCode::OK, good.as_bytes()[..good.len() / 2].to_vec())
        }
        Some(Trouble::Bomb(bytes)) => plain(StatusCode::OK, vec![b' '; bytes]),
        Some(Trouble::NotANumber) => plain(StatusCode::OK, good.replace("0,", "NaN,").into_bytes()),
        Some(Trouble::OtherShape) => plain(StatusCode::OK, b"{\"data\":{\"points\":[]}}".to_vec()),
        Some(Trouble::Ahead(days)) => {
            let ahead = SignedDuration::from_hours(24 * days);
            let later = now.saturating_add(ahead).unwrap_or(now);
            plain(StatusCode::OK, body(later).unwrap_or_default().into_bytes())
        }
        Some(Trouble::Redirect(target)) => with(
            plain(StatusCode::FOUND, Vec::new()),
            header::LOCATION,
            &target,
        ),
        Some(Trouble::Shifted(by)) => plain(StatusCode::OK, shifted(&good, by).into_bytes()),
    }
}

fn plain(status: StatusCode, body: Vec<u8>) -> Response<Body> {
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    with(answer, header::CONTENT_TYPE, "application/json")
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}

fn with(mut answer: Response<Body>, name: header::HeaderName, value: &str) -> Response<Body> {
    if let Ok(value) = value.parse() {
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// The same answer with other pressures.
fn shifted(body: &str, by: i32) -> String {
    let mut value: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let column = value.pointer_mut("/hourly/pressure_msl");
    for number in column
        .and_then(|column| column.as_array_mut())
        .into_iter()
        .flatten()
    {
        let shifted = number.as_f64().map(|number| number + f64::from(by));
        *number = json!(shifted);
    }
    value.to_string()
}

/// Days of the archive: a pressure that tells the day of the month, so that tests see which day came.
fn archive(query: &str) -> Option<String> {
    let day = |name: &str| -> Option<Date> {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name)?.1.parse().ok()
    };
    let (first, last) = (day("start_date")?, day("end_date")?);
    let start = first.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second();
    let end = last
        .tomorrow()
        .ok()?
        .to_zoned(TimeZone::UTC)
        .ok()?
        .timestamp()
        .as_second();
    let times: Vec<i64> = (start..end).step_by(3_600).collect();
    let pressure: Vec<i64> = times
        .iter()
        .map(|at| 1_000 + (at - start) / 86_400 + 1)
        .collect();
    let answer = json!({
        "timezone": "GMT", "utc_offset_seconds": 0,
        "hourly_units": {"time": "unixtime", "pressure_msl": "hPa"},
        "hourly": {"time": times, "pressure_msl": pressure},
    });
    Some(answer.to_string())
}
