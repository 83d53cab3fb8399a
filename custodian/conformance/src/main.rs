//! Runs the suite against a host that a command starts.
//!
//! ```text
//! custodian-conformance http://127.0.0.1:8787 COMMAND...
//! ```

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
use std::process::ExitCode;
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
    let grant = suite.sign_in("killed").await?.grant;
    let (name, share) = suite.today(&grant).await?;
    let request = suite.request("/v1/leases", &suite.lease_call(&grant, &[name]));
    suite.ask::<Value>(&request).await?;
    host.kill().await.map_err(|error| error.to_string())?;
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
