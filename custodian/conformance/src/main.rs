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

use age::secrecy::ExposeSecret;
use custodian_conformance::{
    command,
    parameters::Parameters,
    process::Process,
    run_all,
    suite::{MachineEntropy, Suite, Verdict, hold, now},
};
use custodian_core::{host::secrets::SecretsText, protocol::Status};
use serde_json::{Value, json};
use std::{
    fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path, process::ExitCode,
};
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
    let rotated = parameters.secrets.rotated(&MachineEntropy);
    let ends = [
        (
            "killed_it_comes_back_and_a_rotated_root_key_opens_all",
            killed_and_rotated(&suite, &mut host, &settings, &rotated, command).await,
        ),
        (
            "what_it_holds_moves_to_the_self_hosted_server",
            moved(&suite, &mut host, &rotated).await,
        ),
    ];
    for (name, outcome) in ends {
        match outcome {
            Ok(()) => println!("ok    {name}"),
            Err(words) => {
                println!("FAIL  {name}: {words}");
                failed.push(name);
            }
        }
    }
    println!("{} cases failed", failed.len());
    Ok(failed.is_empty())
}

/// Kills the host, starts it with a rotated root key and looks what it remembers.
async fn killed_and_rotated(
    suite: &Suite,
    host: &mut Child,
    settings: &Value,
    rotated: &SecretsText,
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
    *host = command::start(settings, rotated, command).map_err(|error| error.to_string())?;
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

/// Fetches a backup, kills the host for good, and lets the self-hosted server go on with what it held.
async fn moved(suite: &Suite, host: &mut Child, secrets: &SecretsText) -> Verdict {
    let grant = suite.sign_in("moved@example.org").await?.grant;
    let (name, share) = suite.today(&grant).await?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|error| error.to_string())
    };
    let identity = age::x25519::Identity::generate();
    write("identity.txt", identity.to_string().expose_secret())?;
    let (key_id, key) = &suite.parameters.backup_key;
    write("backup.key", &hex::encode(key.to_bytes()))?;
    let text = toml::to_string(secrets).map_err(|error| error.to_string())?;
    write("secrets.toml", &text)?;
    let mut process = Process::start(&suite.parameters, folder.path(), &json!({}))
        .map_err(|error| error.to_string())?;
    process.kill();
    std::fs::remove_dir_all(folder.path().join("store")).map_err(|error| error.to_string())?;
    let trusted = hex::encode(suite.client.trust.as_bytes());
    let recipient = identity.to_public().to_string();
    process.run(&[
        "fetch-backup",
        "--address",
        &suite.address,
        "--key-id",
        key_id,
        "--key",
        "backup.key",
        "--trusted-key",
        &trusted,
        "--recipient",
        &recipient,
        "pages.age",
    ])?;
    host.kill().await.map_err(|error| error.to_string())?;
    process.run(&["restore", "--identity", "identity.txt", "pages.age"])?;
    process.resume().map_err(|error| error.to_string())?;
    let elsewhere = Suite::new(suite.parameters.clone(), &process.address);
    let leased = elsewhere
        .lease(&elsewhere.lease_call(&grant, &[name]))
        .await?;
    let lent = leased.granted.first().map(|lease| lease.share.as_str());
    hold(lent == Some(share.as_str()), "the share did not come along")
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
