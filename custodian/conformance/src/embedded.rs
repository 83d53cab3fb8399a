//! The core in memory, served over loopback HTTP.

use crate::{
    parameters::Parameters,
    suite::{MachineEntropy, now},
};
use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    response::Response,
};
use custodian_core::{
    host::{Host, memory::MemoryStore, secrets::Secrets, settings::Settings},
    message::Request,
    ports::Clock,
    protocol::LARGEST_BODY,
};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;

struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> i64 {
        now()
    }
}

/// The embedded host.
pub struct Embedded {
    parameters: Arc<Parameters>,
    settings: Settings,
    secrets: Secrets,
    store: Mutex<MemoryStore>,
}

impl Embedded {
    /// Starts it on a free port; tells its address.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(parameters: Arc<Parameters>) -> std::io::Result<(String, Arc<Self>)> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let authority = listener.local_addr()?.to_string();
        let mut settings: Settings = serde_json::from_value(parameters.settings(&authority))?;
        "embedded".clone_into(&mut settings.host);
        let host = Arc::new(Self {
            secrets: parameters.secrets.parse().map_err(std::io::Error::other)?,
            parameters,
            settings,
            store: Mutex::default(),
        });
        let served = Arc::clone(&host);
        let service = axum::Router::new()
            .fallback(move |ConnectInfo(peer): ConnectInfo<SocketAddr>, request| {
                let host = Arc::clone(&served);
                async move { host.answer(peer, request).await }
            })
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Ok((format!("http://{authority}"), host))
    }

    /// Makes its store fail, or work again.
    pub fn set_failing(&self, fails: bool) {
        self.lock().fails = fails;
    }

    /// Everything in its store.
    #[must_use]
    pub fn dump(&self) -> String {
        self.lock().dump()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, MemoryStore> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(&self, peer: SocketAddr, request: axum::extract::Request) -> Response {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, LARGEST_BODY).await;
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect::<Vec<_>>();
        let authority = headers.iter().find(|(name, _)| name == "host");
        let request = Request {
            method: parts.method.to_string(),
            authority: authority.map(|(_, host)| host.clone()).unwrap_or_default(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers,
            body: body.map_or_else(|_| vec![0; LARGEST_BODY + 1], |body| body.to_vec()),
            peer: Some(peer.ip()),
        };
        let host = Host {
            settings: &self.settings,
            secrets: &self.secrets,
            clock: &MachineClock,
            entropy: &MachineEntropy,
            keys: &self.parameters.issuer,
        };
        let mut store = self.lock();
        let before = store.fails.then(|| store.clone());
        let handled = host.handle(&mut *store, &request);
        if let Some(before) = before.filter(|_| handled.must_roll_back) {
            *store = before;
        }
        let mut response = Response::builder().status(handled.answer.status);
        for (name, value) in &handled.answer.headers {
            response = response.header(name, value);
        }
        response
            .body(Body::from(handled.answer.body))
            .unwrap_or_default()
    }
}
