//! A host that a command starts: it finds the settings of the core in `CUSTODIAN_SETTINGS` and the
//! secrets in `CUSTODIAN_SECRETS`, both in JSON, and is stopped when dropped.

use crate::suite::{MachineEntropy, Suite, now};
use custodian_core::host::secrets::SecretsText;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// How long a host may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Starts the host with these settings and secrets.
///
/// # Errors
/// When the command cannot be started.
pub fn start(
    settings: &Value,
    secrets: &SecretsText,
    command: &[String],
) -> std::io::Result<Child> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| std::io::Error::other("no command"))?;
    Command::new(program)
        .args(arguments)
        .env("CUSTODIAN_SETTINGS", settings.to_string())
        .env("CUSTODIAN_SECRETS", serde_json::to_string(secrets)?)
        .kill_on_drop(true)
        .spawn()
}

/// Waits until the host answers; how long that took.
///
/// # Errors
/// When it does not within a minute.
pub async fn wait(suite: &Suite) -> Result<Duration, String> {
    let began = Instant::now();
    loop {
        let request = suite.client.status(now(), &MachineEntropy);
        let Err(error) = suite.ask::<Value>(&request).await else {
            return Ok(began.elapsed());
        };
        if began.elapsed() > PATIENCE {
            return Err(format!("the host did not answer: {error}"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
