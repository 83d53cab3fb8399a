//! Runs the suite against a host that somebody else starts.
//!
//! ```text
//! custodian-conformance http://127.0.0.1:8787 COMMAND...
//! ```
//!
//! The command starts the host; it finds the settings of the core in `CUSTODIAN_SETTINGS` (JSON) and
//! the secrets in `CUSTODIAN_SECRETS` (JSON), and is stopped at the end.

#![allow(
    clippy::disallowed_methods,
    reason = "the suite talks to real processes: real time, real randomness, short waits"
)]

use custodian_conformance::{parameters::Parameters, run_all, suite::Suite};
use std::{process::ExitCode, time::Duration};

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(program)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: custodian-conformance ADDRESS COMMAND...");
        return ExitCode::FAILURE;
    };
    match examine(&address, &program, arguments.collect()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("custodian-conformance: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn examine(
    address: &str,
    program: &str,
    arguments: Vec<String>,
) -> Result<bool, Box<dyn std::error::Error>> {
    let parameters = Parameters::start().await?;
    let authority = address.split_once("://").map_or(address, |(_, rest)| rest);
    let mut host = tokio::process::Command::new(program)
        .args(arguments)
        .env(
            "CUSTODIAN_SETTINGS",
            parameters.settings(authority).to_string(),
        )
        .env(
            "CUSTODIAN_SECRETS",
            serde_json::to_string(&parameters.secrets)?,
        )
        .kill_on_drop(true)
        .spawn()?;
    let suite = Suite::new(parameters, address);
    wait(&suite).await?;
    let failed = run_all(&suite).await;
    host.start_kill()?;
    host.wait().await?;
    println!("{} cases failed", failed.len());
    Ok(failed.is_empty())
}

/// Until it answers, for a minute at most.
async fn wait(suite: &Suite) -> Result<(), String> {
    let mut last = String::new();
    for _ in 0..300 {
        let request = suite.client.status(
            custodian_conformance::suite::now(),
            &custodian_conformance::suite::MachineEntropy,
        );
        match suite.ask::<serde_json::Value>(&request).await {
            Ok(_) => return Ok(()),
            Err(error) => last = error,
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Err(format!("the host did not answer: {last}"))
}
