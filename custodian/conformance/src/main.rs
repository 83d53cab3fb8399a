//! Runs the suite against a host that a command starts.
//!
//! ```text
//! custodian-conformance http://127.0.0.1:8787 COMMAND...
//! ```
//!
//! When `CUSTODIAN_FILES` names the folder in which the host keeps everything, its files are searched for
//! shares, grants and people after it was killed.

#![allow(
    clippy::disallowed_methods,
    reason = "the suite talks to real processes: real time, real randomness, short waits"
)]

use custodian_conformance::{
    command,
    parameters::Parameters,
    run_all,
    suite::{MachineEntropy, Suite, Verdict, hold, now},
};
use custodian_core::protocol::Status;
use serde_json::Value;
use std::{path::Path, process::ExitCode};
use tokio::process::Child;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), command) = (arguments.next(), arguments.collect::<Vec<_>>()) else {
        eprintln!("usage: custodian-conformance ADDRESS COMMAND...");
        return ExitCode::FAILURE;
    };
    match examine(&address, &command).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("custodian-conformance: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn examine(address: &str, command: &[String]) -> Result<bool, Box<dyn std::error::Error>> {
    let parameters = Parameters::start().await?;
    let suite = Suite::new(parameters.clone(), address);
    let settings = parameters.settings(&suite.client.authority);
    let mut host = command::start(&settings, &parameters.secrets, command)?;
    command::wait(&suite).await?;
    let mut failed = run_all(&suite).await;
    let outcome = killed_and_rotated(&suite, &mut host, &settings, command).await;
    let name = "killed_it_comes_back_and_a_rotated_root_key_opens_all";
    match outcome {
        Ok(()) => println!("ok    {name}"),
        Err(words) => {
            println!("FAIL  {name}: {words}");
            failed.push(name);
        }
    }
    host.kill().await?;
    println!("{} cases failed", failed.len());
    Ok(failed.is_empty())
}

/// Kills the host, starts it with a rotated root key and looks what it remembers.
async fn killed_and_rotated(
    suite: &Suite,
    host: &mut Child,
    settings: &Value,
    command: &[String],
) -> Verdict {
    let answer = suite.sign_in("killed@example.org").await?;
    let grant = answer.grant;
    let (name, share) = suite.today(&grant).await?;
    let request = suite.request("/v1/leases", &suite.lease_call(&grant, &[name]));
    suite.ask::<Value>(&request).await?;
    host.kill().await.map_err(|error| error.to_string())?;
    if let Some(folder) = std::env::var_os("CUSTODIAN_FILES") {
        let files = contents(folder.as_ref()).map_err(|error| error.to_string())?;
        let holds = |needle: &[u8]| files.windows(needle.len()).any(|window| window == needle);
        hold(
            holds(&answer.user.0),
            "its files are not where they should be",
        )?;
        let secret = grant.split('.').nth(1).unwrap_or_default();
        let raw = hex::decode(&share).map_err(|error| error.to_string())?;
        let is_bare = holds(&raw) || holds(share.as_bytes());
        hold(!is_bare, "a share lies bare in its files")?;
        hold(!holds(secret.as_bytes()), "a grant lies in its files")?;
        hold(!holds(b"killed@example.org"), "a person lies in its files")?;
    }
    let secrets = suite.parameters.secrets.rotated(&MachineEntropy);
    *host = command::start(settings, &secrets, command).map_err(|error| error.to_string())?;
    command::wait(suite).await?;
    let status: Status = suite
        .ask(&suite.client.status(now(), &MachineEntropy))
        .await?;
    hold(status.root_generation == 2, "the former root key")?;
    suite.refused(&request, "replayed").await?;
    let leased = suite.lease(&suite.lease_call(&grant, &[name])).await?;
    let lent = leased.granted.first().map(|lease| lease.share.as_str());
    hold(
        lent == Some(share.as_str()),
        "the share does not open any more",
    )
}

/// Everything in the files under a folder.
fn contents(folder: &Path) -> std::io::Result<Vec<u8>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            all.extend(contents(&path)?);
        } else {
            all.extend(std::fs::read(&path)?);
        }
    }
    Ok(all)
}
