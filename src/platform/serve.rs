//! Serving: listen, work in the background, and stop without breaking a running request.

use super::{
    config::Config,
    router::router,
    state::{AppState, StateError},
};
use leptos::config::get_configuration;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, sync::watch};

/// Why serving ended with an error.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The framework's section of the configuration cannot be read.
    #[error("the [package.metadata.leptos] section cannot be read: {0}")]
    Framework(String),
    /// The application cannot be put together.
    #[error(transparent)]
    State(#[from] StateError),
    /// The address is taken or not ours.
    #[error("server.listen: cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The listener broke.
    #[error("the listener broke: {0}")]
    Broken(std::io::Error),
}

/// How often leases that ran out are dropped.
const SWEEP: Duration = Duration::from_mins(1);

/// How often expired rows are removed.
const PURGE: Duration = Duration::from_hours(1);

/// How long connections to the database may take to say goodbye.
const CLOSING: Duration = Duration::from_secs(2);

/// Serves until the process is told to stop; running requests then finish, within the grace time.
///
/// # Errors
/// [`ServeError`] when it cannot start or the listener breaks.
pub async fn serve(config: Config, file: &str) -> Result<(), ServeError> {
    let framework =
        get_configuration(Some(file)).map_err(|error| ServeError::Framework(error.to_string()))?;
    let address = config.server.listen;
    let grace = Duration::from_secs(config.server.shutdown_grace_seconds);
    let state = AppState::new(config, framework.leptos_options)?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| ServeError::Listen(address, error))?;
    tracing::info!(%address, "listening");
    serve_until(listener, state, grace, stop_signal()).await
}

/// Serves on `listener` until `signal` comes; running requests then have `grace` to finish.
///
/// # Errors
/// [`ServeError::Broken`] when the listener breaks.
pub async fn serve_until(
    listener: TcpListener,
    state: AppState,
    grace: Duration,
    signal: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let (stop, stopped) = watch::channel(false);
    let housekeeping = tokio::spawn(keep_house(state.clone(), stopped.clone()));
    let feeds = tokio::spawn(crate::environment::server::run(
        state.feeds.clone(),
        stopped.clone(),
    ));
    let nights = tokio::spawn(crate::patterns::server::run_nights(
        state.clone(),
        stopped.clone(),
    ));
    let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let mut told = stopped.clone();
    let mut server = tokio::spawn(async move {
        axum::serve(listener, service)
            .with_graceful_shutdown(async move {
                // An error means that the sender is gone, which is a reason to stop as well.
                let _ = told.wait_for(|stop| *stop).await;
            })
            .await
    });
    let outcome = tokio::select! {
        () = signal => {
            tracing::info!("stopping: running requests may finish");
            let _ = stop.send(true);
            tokio::time::timeout(grace, &mut server).await.unwrap_or_else(|_| {
                tracing::warn!("some requests did not finish in time");
                Ok(Ok(()))
            })
        }
        outcome = &mut server => outcome,
    };
    housekeeping.abort();
    feeds.abort();
    nights.abort();
    // A request that outlived its grace may hold a connection for ever.
    let _ = tokio::time::timeout(CLOSING, state.database.close()).await;
    tracing::info!("stopped");
    match outcome {
        Ok(served) => served.map_err(ServeError::Broken),
        Err(panic) => Err(ServeError::Broken(std::io::Error::other(panic))),
    }
}

/// Drops keys whose lease is over, and removes rows that have expired.
async fn keep_house(state: AppState, mut stopped: watch::Receiver<bool>) {
    let mut sweep = tokio::time::interval(SWEEP);
    let mut purge = tokio::time::interval(PURGE);
    loop {
        tokio::select! {
            _ = sweep.tick() => {
                state.store.sweep();
                state.identity.forget_unused_grants();
            }
            _ = purge.tick() => {
                if let Err(error) = state.store.purge().await {
                    tracing::warn!(%error, "expired records could not be removed");
                }
                if let Err(error) = state.identity.tidy().await {
                    tracing::warn!(%error, "expired sessions could not be removed");
                }
            }
            _ = stopped.changed() => return,
        }
    }
}

/// Waits for Ctrl-C or the supervisor's TERM.
pub(super) async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
