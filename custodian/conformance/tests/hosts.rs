//! The suite against the two hosts that need nothing but this workspace.

#![allow(
    clippy::disallowed_methods,
    reason = "the suite talks to real processes: real time, real randomness, short waits"
)]

use custodian_conformance::{
    embedded::Embedded, parameters::Parameters, process::Process, run_all, suite::Suite,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_host_conforms() {
    let parameters = Parameters::start().await.unwrap();
    let (address, _host) = Embedded::start(parameters.clone()).await.unwrap();
    let failed = run_all(&Suite::new(parameters, &address)).await;
    assert!(failed.is_empty(), "{failed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_self_hosted_server_conforms() {
    let parameters = Parameters::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(&parameters, folder.path(), &json!({})).unwrap();
    let failed = run_all(&Suite::new(parameters, &process.address)).await;
    assert!(failed.is_empty(), "{failed:?}");
}
