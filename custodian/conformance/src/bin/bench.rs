//! Measures a host and prints a table. Whether the figures are good enough is for people to say.
//!
//! ```text
//! bench                                            the self-hosted server, CUSTODIAN_BINARY or beside
//! bench http://127.0.0.1:8787 COMMAND...           a host that a command starts
//! ```

#![allow(
    clippy::disallowed_methods,
    reason = "the suite talks to real processes: real time, real randomness, short waits"
)]

use custodian_conformance::{command, parameters::Parameters, process::Process, suite::Suite};
use custodian_core::{names::ShareName, protocol::GrantAnswer};
use serde_json::{Value, json};
use std::{
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How often the program is started.
const STARTS: usize = 9;
/// How many round trips are measured, one after the other.
const ROUND_TRIPS: usize = 1_000;
/// Users of the round trips.
const FEW_USERS: usize = 50;
/// Users of the load.
const MANY_USERS: u32 = 10_000;
/// Leases per second of the load, and for how many seconds.
const LEASES_PER_SECOND: u32 = 500;
const SECONDS: u32 = 60;
/// How many sign-ins run at once.
const AT_ONCE: usize = 16;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let outcome = match arguments.next() {
        None => self_hosted().await,
        Some(address) => commanded(&address, &arguments.collect::<Vec<_>>()).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Limits that do not get in the way.
fn limits() -> Value {
    json!({
        "user_leases_per_minute": 1_000_000,
        "key_calls_per_minute": 1_000_000,
        "users_per_five_minutes": 1_000_000,
        "most_users_per_five_minutes": 1_000_000,
    })
}

async fn self_hosted() -> Outcome {
    let parameters = Parameters::start().await?;
    let folder = tempfile::tempdir()?;
    let changes = json!({ "server": { "log": "warn" }, "custody": { "limits": limits() } });
    let mut process = Process::start(&parameters, folder.path(), &changes)?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        process.kill();
        starts.push(process.resume()?);
    }
    starts.sort_unstable();
    let suite = Suite::new(parameters, &process.address);
    let id = process.id();
    line(
        "start, until it listens (median)",
        &milliseconds(starts[STARTS / 2]),
        "200 ms",
    );
    line("memory at rest", &memory(id), "30 MB");
    round_trips(&suite, "3 ms").await?;
    load(&suite, id).await
}

async fn commanded(address: &str, command: &[String]) -> Outcome {
    let parameters = Parameters::start().await?;
    let suite = Suite::new(parameters.clone(), address);
    let mut settings = parameters.settings(&suite.client.authority);
    settings["limits"] = limits();
    let host = command::start(&settings, &parameters.secrets, command)?;
    let started = command::wait(&suite).await?;
    line("start, until it answers", &milliseconds(started), "-");
    line("memory at rest", &memory(host.id()), "-");
    round_trips(&suite, "10 ms").await?;
    line("memory after that", &memory(host.id()), "-");
    Ok(())
}

/// Leases one after the other: a share that is there, asked for by name.
async fn round_trips(suite: &Suite, wanted: &str) -> Outcome {
    let mut users = Vec::new();
    for number in 0..FEW_USERS {
        let grant = suite.sign_in(&format!("round-{number}")).await?.grant;
        let (name, _) = suite.today(&grant).await?;
        users.push((grant, name));
    }
    let mut spent = Vec::with_capacity(ROUND_TRIPS);
    for number in 0..ROUND_TRIPS {
        let (grant, name) = &users[number % users.len()];
        let call = suite.lease_call(grant, &[*name]);
        let began = Instant::now();
        suite.lease(&call).await?;
        spent.push(began.elapsed());
    }
    let figures = percentiles(spent);
    line("lease round trip (p50)", &figures[0], wanted);
    line("lease round trip (p99)", &figures[1], "-");
    Ok(())
}

/// Many users sign in, then lease at a steady rate whether or not answers come.
async fn load(suite: &Suite, id: Option<u32>) -> Outcome {
    let began = Instant::now();
    let users = sign_in_many(suite).await?;
    let rate = f64::from(MANY_USERS) / began.elapsed().as_secs_f64();
    line(
        &format!("{MANY_USERS} sign-ins, each with a lease"),
        &format!("{rate:.0} a second"),
        "-",
    );
    line("memory with their grants", &memory(id), "30 MB");
    let failures = Arc::new(AtomicU32::new(0));
    let mut tick = interval(Duration::from_secs(1) / LEASES_PER_SECOND);
    tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut running = JoinSet::new();
    let mut spent = Vec::new();
    for number in 0..LEASES_PER_SECOND * SECONDS {
        tick.tick().await;
        let due = Instant::now();
        let (suite, users, failures) = (suite.clone(), Arc::clone(&users), Arc::clone(&failures));
        running.spawn(async move {
            let (grant, name) = &users[number as usize % users.len()];
            let call = suite.lease_call(grant, &[*name]);
            if let Err(error) = suite.lease(&call).await {
                failures.fetch_add(1, Ordering::Relaxed);
                eprintln!("a lease failed: {error}");
            }
            due.elapsed()
        });
        while let Some(done) = running.try_join_next() {
            spent.push(done?);
        }
        let second = (number + 1) / LEASES_PER_SECOND;
        if (number + 1) % (LEASES_PER_SECOND * 15) == 0 {
            line(
                &format!("memory after {second} s of leases"),
                &memory(id),
                "30 MB",
            );
        }
    }
    while let Some(done) = running.join_next().await {
        spent.push(done?);
    }
    let leases = spent.len();
    let figures = percentiles(spent);
    let title = format!("leases at {LEASES_PER_SECOND} a second for {SECONDS} s");
    line(&title, &leases.to_string(), "-");
    line(
        "  that failed",
        &failures.load(Ordering::Relaxed).to_string(),
        "0",
    );
    line("  round trip (p50)", &figures[0], "-");
    line("  round trip (p99)", &figures[1], "-");
    Ok(())
}

type Users = Arc<Vec<(String, ShareName)>>;

async fn sign_in_many(suite: &Suite) -> Outcome<Users> {
    // The first one brings the issuer's keys.
    suite.sign_in("first").await?;
    let turns = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for number in 0..MANY_USERS {
        let turn = Arc::clone(&turns).acquire_owned().await?;
        let suite = suite.clone();
        running.spawn(async move {
            let answer: GrantAnswer = suite.sign_in(&format!("many-{number}")).await?;
            let (name, _) = suite.today(&answer.grant).await?;
            drop(turn);
            Ok::<_, String>((answer.grant, name))
        });
    }
    let mut users = Vec::with_capacity(MANY_USERS as usize);
    while let Some(done) = running.join_next().await {
        users.push(done??);
    }
    Ok(Arc::new(users))
}

fn percentiles(mut spent: Vec<Duration>) -> [String; 2] {
    spent.sort_unstable();
    let at = |part: usize| milliseconds(spent[(spent.len() - 1) * part / 100]);
    [at(50), at(99)]
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1_000.0)
}

/// What of a process lies in memory.
fn memory(id: Option<u32>) -> String {
    let kilobytes = id
        .and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok())
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
    kilobytes.map_or("unknown".to_owned(), |number| {
        format!("{:.1} MB", number * 1_024.0 / 1_000_000.0)
    })
}

fn line(what: &str, found: &str, wanted: &str) {
    println!("{what:<44} {found:>14} {wanted:>10}");
}
