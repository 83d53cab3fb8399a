//! How large the start page is, and how many requests a second the server answers.
//!
//! The demo patient is signed in by laying a session into the store, so no identity provider is
//! needed. Requests travel over loopback to the real router; a route that says hello stands beside
//! it, in the same process and under the same client.

use super::{
    Failure, announce,
    latency::{self, Latencies},
    table::Row,
};
use crate::{
    demo,
    identity::server::{
        Person,
        session_layer::CookieKind,
        session_store::{ABSOLUTE_SECONDS, BROWSER_KEY, USER_KEY},
    },
    platform::{ids::UserId, router::router, state::AppState},
};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
    routing::get,
};
use http_body_util::BodyExt;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, task::JoinSet};
use tower::ServiceExt;
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
};

/// The promise for the start page, in kB.
const PROMISE: f64 = 14.0;

/// The promise for the report, in milliseconds, and how often it is made.
const REPORT: f64 = 1_000.0;
const REPORTS: usize = 5;

/// Connections that ask at once, and for how long they do.
const CLIENTS: usize = 8;
const ASKING: Duration = Duration::from_secs(3);

/// Measures sizes in process and speed over loopback.
pub async fn measure(state: &AppState) -> Result<Vec<Row>, Failure> {
    announce("the start page");
    let cookie = sign_in(state).await?;
    let application = router(state.clone());
    let size = |encoding, cookie| size(application.clone(), encoding, cookie);
    let mut rows = Vec::new();
    for (encoding, name) in [("br", "brotli"), ("gzip", "gzip")] {
        let what = format!("start page of the demo patient, {name}");
        rows.push(Row::at_most(
            what,
            size(encoding, Some(&cookie)).await?,
            PROMISE,
            "kB",
        ));
    }
    let plain = size("identity", Some(&cookie)).await?;
    rows.push(Row::note(
        "start page of the demo patient, not compressed",
        plain,
        "kB",
    ));
    rows.push(Row::at_most(
        "landing page, brotli",
        size("br", None).await?,
        PROMISE,
        "kB",
    ));
    rows.push(report(application.clone(), &cookie).await?);
    rows.extend(speed(application, &cookie).await?);
    Ok(rows)
}

/// The doctor's report as a file: the demo patient has written far more than 500 entries.
async fn report(application: Router, cookie: &str) -> Result<Row, Failure> {
    announce("the report");
    let mut times = Vec::new();
    for _ in 0..REPORTS {
        let request = Request::get("/report/report.pdf").header(header::COOKIE, cookie);
        let start = latency::start();
        let response = application
            .clone()
            .oneshot(request.body(Body::empty())?)
            .await?;
        if !response.status().is_success() {
            return Err(format!("the report answered {}", response.status()).into());
        }
        response.into_body().collect().await?;
        times.push(start.elapsed());
    }
    let total = times.iter().sum();
    let median = Latencies::new(times, total).percentile(50);
    let what = "report of the demo patient as PDF, p50";
    Ok(Row::at_most(what, median, REPORT, "ms").beside(median, REPORT, "limit"))
}

/// The demo patient with a session; gives the cookie.
async fn sign_in(state: &AppState) -> Result<String, Failure> {
    let person = Person {
        issuer: state.config.identity.issuer.clone(),
        subject: "benchmark".to_owned(),
        verified_email: None,
    };
    let user: UserId = state.identity.accounts().find_or_create(&person).await?;
    demo::fill(&state.store, user, state.clock.now()).await?;
    cookie_of(state, user).await
}

/// A session of `user`; gives the cookie.
pub(super) async fn cookie_of(state: &AppState, user: UserId) -> Result<String, Failure> {
    let expiry =
        OffsetDateTime::from_unix_timestamp(state.clock.now().as_second() + ABSOLUTE_SECONDS)?;
    let mut record = Record {
        id: Id::default(),
        data: [
            (USER_KEY.to_owned(), user.to_string().into()),
            (BROWSER_KEY.to_owned(), "Benchmark".into()),
        ]
        .into(),
        expiry_date: expiry,
    };
    state.identity.sessions().create(&mut record).await?;
    let kind = if state.config.server.public_origin.starts_with("https://") {
        CookieKind::Secure
    } else {
        CookieKind::Loopback
    };
    Ok(format!(
        "{}={}; zone={}",
        kind.name(),
        record.id,
        demo::ZONE
    ))
}

/// The bytes that travel for `GET /`, in kB.
async fn size(application: Router, encoding: &str, cookie: Option<&str>) -> Result<f64, Failure> {
    let mut request = Request::get("/")
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_ENCODING, encoding);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    let response = application.oneshot(request.body(Body::empty())?).await?;
    if !response.status().is_success() {
        return Err(format!("the start page answered {}", response.status()).into());
    }
    let length = response.into_body().collect().await?.to_bytes().len();
    Ok(f64::from(u32::try_from(length)?) / 1_000.0)
}

async fn speed(application: Router, cookie: &str) -> Result<Vec<Row>, Failure> {
    announce("requests per second");
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let beside = application.merge(Router::new().route("/hello", get(|| async { "hello" })));
    let server = tokio::spawn(async move {
        axum::serve(
            listener,
            beside.into_make_service_with_connect_info::<SocketAddr>(),
        )
        .await
    });
    let client = reqwest::Client::builder().no_proxy().build()?;
    let hello = ask(&client, address, "/hello", None).await?;
    let live = ask(&client, address, "/health/live", None).await?;
    let landing = ask(&client, address, "/", None).await?;
    let start = ask(&client, address, "/", Some(cookie)).await?;
    server.abort();
    let base = hello.per_second();
    let row = |what: &str, measured: &Latencies| {
        let figure = measured.per_second();
        Row::note(what, figure, "/s").beside(figure, base, "hello")
    };
    Ok(vec![
        Row::note("GET of a route that says hello, 8 clients", base, "/s"),
        row("GET /health/live, 8 clients", &live),
        row("GET / as a stranger, 8 clients", &landing),
        row("GET / as the demo patient, 8 clients", &start),
        Row::note(
            "GET / as the demo patient, 8 clients, p50",
            start.percentile(50),
            "ms",
        ),
    ])
}

async fn ask(
    client: &reqwest::Client,
    address: SocketAddr,
    path: &str,
    cookie: Option<&str>,
) -> Result<Latencies, Failure> {
    let mut tasks = JoinSet::new();
    let start = latency::start();
    for _ in 0..CLIENTS {
        let mut request = client
            .get(format!("http://{address}{path}"))
            .header(header::ACCEPT, "text/html");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        tasks.spawn(async move {
            let mut times = Vec::new();
            while start.elapsed() < ASKING {
                let began = latency::start();
                let request = request
                    .try_clone()
                    .ok_or("a request without a body can be copied")?;
                request.send().await?.error_for_status()?.bytes().await?;
                times.push(began.elapsed());
            }
            Ok::<_, Failure>(times)
        });
    }
    let mut times = Vec::new();
    while let Some(outcome) = tasks.join_next().await {
        times.extend(outcome??);
    }
    Ok(Latencies::new(times, start.elapsed()))
}
