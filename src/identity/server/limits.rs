//! How often one address may use the sign-in routes.
//!
//! The address is the peer's, as the listener saw it: a forwarded-for header is whatever the sender
//! likes it to be. IPv6 counts by /64, because that is what one household or machine is given. The
//! allowance refills evenly over 15 minutes.

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Request, Response, StatusCode, header},
};
use governor::middleware::NoOpMiddleware;
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tower_governor::{
    GovernorError, GovernorLayer,
    governor::{GovernorConfig, GovernorConfigBuilder},
    key_extractor::KeyExtractor,
};

/// Time over which the allowance counts: a quarter of an hour.
const PERIOD: Duration = Duration::from_mins(15);

/// Counts by the peer's network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerNetwork;

impl KeyExtractor for PeerNetwork {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(peer)| network(peer.ip()))
            .ok_or(GovernorError::UnableToExtractKey)
    }
}

/// The network that shares one allowance with `address`.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    const HOUSEHOLD: u128 = u128::MAX << 64;
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & HOUSEHOLD)),
    }
}

type Config = GovernorConfig<PeerNetwork, NoOpMiddleware>;
type LimitLayer = GovernorLayer<PeerNetwork, NoOpMiddleware, Body>;

/// The allowance of every address. Cheap to clone; clones count together.
#[derive(Debug, Clone)]
pub struct Limits {
    config: Arc<Config>,
}

impl Limits {
    /// Allows `requests` (at least 1) per address and quarter of an hour.
    #[must_use]
    pub fn new(requests: u32) -> Self {
        let requests = requests.max(1);
        let config = GovernorConfigBuilder::default()
            .key_extractor(PeerNetwork)
            .period(PERIOD / requests)
            .burst_size(requests)
            .finish()
            .expect("a positive number of requests in a positive time");
        Self {
            config: Arc::new(config),
        }
    }

    /// The layer that refuses what is too much.
    #[must_use]
    pub fn layer(&self) -> LimitLayer {
        GovernorLayer::new(self.config.clone()).error_handler(|error| refuse(&error))
    }

    /// Takes one from the allowance of `peer`'s network, for forms that the layer does not stand
    /// around; `false` when nothing is left.
    #[must_use]
    pub fn take(&self, peer: IpAddr) -> bool {
        self.config.limiter().check_key(&network(peer)).is_ok()
    }

    /// Forgets the addresses whose allowance is full again; memory would grow without it.
    pub fn tidy(&self) {
        self.config.limiter().retain_recent();
    }
}

fn refuse(error: &GovernorError) -> Response<Body> {
    let (status, sentence, wait) = match error {
        GovernorError::TooManyRequests { wait_time, .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many sign-in attempts from your network. Please wait a little and try again.",
            // Rounded up: a second too early would be refused again.
            Some(*wait_time + 1),
        ),
        GovernorError::UnableToExtractKey | GovernorError::Other { .. } => {
            tracing::error!(
                code = "no-peer-address",
                "the listener gave no peer address"
            );
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Signing in is not possible right now. Please try again later.",
                None,
            )
        }
    };
    let mut response = Response::new(Body::from(sentence));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
