//! The listener: translates between HTTP and the core, and waits for the writer.

use crate::{
    Configured, Outcome,
    issuers::Issuers,
    machine::MachineClock,
    settings::Configuration,
    sqlite::Sqlite,
    tombstones,
    writer::{Job, Writer},
};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use custodian_core::{
    message::{Answer, Request},
    protocol::LARGEST_BODY,
};
use http_body_util::{BodyExt, Limited};
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

/// How many requests may wait.
const MOST_WAITING: usize = 1_024;
/// How long a request may take to arrive and be answered.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long running requests may take to end.
const GRACE: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Door {
    configuration: Arc<Configuration>,
    issuers: Arc<Issuers>,
    jobs: mpsc::Sender<Job>,
}

/// Serves until the process is told to stop.
pub fn serve(configured: &Configured) -> Outcome {
    let configuration = Arc::new(Configuration::load(configured)?);
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_new(
            &configuration.server.log,
        )?)
        .json()
        .init();
    // An error means that somebody was first, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let _lock = configuration.lock()?;
    let secrets = configuration.secrets()?;
    let store = Sqlite::open(
        &configuration.database(),
        configuration.server.most_megabytes,
    )?;
    let late = tombstones::complete(&configuration.tombstones(), &store)?;
    if late > 0 {
        tracing::warn!(late, "the list of the destroyed was completed");
    }
    let issuers = Arc::new(Issuers::new(configuration.custody.issuers.clone())?);
    let (jobs, waiting) = mpsc::channel(MOST_WAITING);
    tracing::info!(
        root_generation = secrets.root.generation,
        root_check = secrets.root.check_value(),
        key_id = secrets.signing_key_id(),
        "the secrets are at hand"
    );
    let writer = Writer {
        configuration: Arc::clone(&configuration),
        secrets,
        issuers: Arc::clone(&issuers),
        store,
        clock: MachineClock {
            skew_seconds: configuration.server.clock_skew_seconds,
        },
    };
    let writing = std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(move || writer.run(waiting))?;
    let door = Door {
        configuration,
        issuers,
        jobs,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(listen(door));
    // The last sender is gone with the listener: the writer ends after what it has.
    runtime.shutdown_timeout(GRACE);
    writing.join().map_err(|_| "the writer broke")?;
    outcome
}

async fn listen(door: Door) -> Outcome {
    let address = door.configuration.server.listen;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("server.listen: cannot listen on {address}: {error}"))?;
    tracing::info!(%address, "listening");
    let service = Router::new()
        .fallback(answer)
        .with_state(door)
        .into_make_service_with_connect_info::<SocketAddr>();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = stopped.await;
    });
    let server = tokio::spawn(async move { server.await });
    stop_signal().await?;
    tracing::info!("stopping");
    let _ = stop.send(());
    let _ = tokio::time::timeout(GRACE, server).await;
    Ok(())
}

async fn stop_signal() -> Outcome {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

async fn answer(
    State(door): State<Door>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: axum::extract::Request,
) -> Response {
    tokio::time::timeout(PATIENCE, door.answer(peer.ip(), request))
        .await
        .unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

impl Door {
    async fn answer(&self, peer: IpAddr, request: axum::extract::Request) -> Response {
        let Some(request) = self.read(peer, request).await else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        self.issuers.prepare(&request).await;
        let (reply, answer) = oneshot::channel();
        if self.jobs.try_send(Job { request, reply }).is_err() {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        match answer.await {
            Ok(answer) => respond(answer),
            Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }

    async fn read(&self, peer: IpAddr, request: axum::extract::Request) -> Option<Request> {
        let (parts, body) = request.into_parts();
        let authority = parts
            .headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .or(parts
                .uri
                .authority()
                .map(axum::http::uri::Authority::as_str))?
            .to_ascii_lowercase();
        // One byte more than is allowed, so that the core sees that it is too much.
        let body = Limited::new(body, LARGEST_BODY + 1);
        let body = match body.collect().await {
            Ok(body) => body.to_bytes().to_vec(),
            Err(_) => vec![0; LARGEST_BODY + 1],
        };
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect::<Option<Vec<_>>>()?;
        Some(Request {
            method: parts.method.as_str().to_owned(),
            authority,
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            peer: self.caller(peer, &parts.headers),
            headers,
            body,
        })
    }

    /// Who called: the connection, or what a proxy on this machine says about it.
    fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> Option<IpAddr> {
        match &self.configuration.server.client_address_header {
            Some(name) if peer.is_loopback() => {
                // The last address was written by the proxy itself.
                let value = headers.get(name)?.to_str().ok()?;
                value.rsplit(',').next()?.trim().parse().ok()
            }
            _ => Some(peer),
        }
    }
}

fn respond(answer: Answer) -> Response {
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
