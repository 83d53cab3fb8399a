//! Stopping: a real listener on a free port, and a request that is under way.

use super::harness::TestApp;
use crate::platform::serve::{ServeError, serve_until, stop_signal};
use std::{
    net::SocketAddr,
    pin::pin,
    process::Command,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{sleep, timeout},
};

/// More than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    done: JoinHandle<Result<(), ServeError>>,
}

impl Running {
    async fn start(grace: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(async move {
            let app = TestApp::detached();
            let signal = async {
                stopped.await.unwrap();
            };
            serve_until(listener, app.state.clone(), grace, signal).await
        });
        Self {
            address,
            stop,
            done,
        }
    }

    /// Begins a request and waits until the application is reading its body.
    async fn begin_request(&self) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let head = "POST /api/account/theme HTTP/1.1\r\nhost: diary\r\nconnection: close\r\n\
                    origin: http://127.0.0.1:3000\r\nexpect: 100-continue\r\n\
                    content-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = [0; 25];
        timeout(PATIENCE, stream.read_exact(&mut answer))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(&answer, b"HTTP/1.1 100 Continue\r\n\r\n");
        stream
    }
}

async fn refuses_connections(address: SocketAddr) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if TcpStream::connect(address).await.is_err() {
            return true;
        }
        sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn a_running_request_finishes_and_no_new_one_begins() {
    let running = Running::start(PATIENCE).await;
    let mut stream = running.begin_request().await;
    running.stop.send(()).unwrap();
    assert!(refuses_connections(running.address).await);
    assert!(
        !running.done.is_finished(),
        "the request is still under way"
    );
    stream.write_all(b"theme=paper").await.unwrap();
    let mut answer = String::new();
    timeout(PATIENCE, stream.read_to_string(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("theme=paper"), "{answer}");
    timeout(PATIENCE, running.done)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_the_process() {
    let running = Running::start(Duration::from_millis(200)).await;
    let stream = running.begin_request().await;
    running.stop.send(()).unwrap();
    timeout(PATIENCE, running.done)
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    drop(stream);
}

#[tokio::test]
async fn the_supervisors_signal_is_heard() {
    let mut signal = pin!(stop_signal());
    // The first look installs the handler; from then on the signal does not end this process.
    assert!(
        timeout(Duration::from_millis(50), &mut signal)
            .await
            .is_err()
    );
    let sent = Command::new("kill")
        .args(["-TERM", &std::process::id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
    timeout(PATIENCE, signal)
        .await
        .expect("the signal was heard");
}
