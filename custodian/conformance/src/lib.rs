//! One suite for every host of the key custodian, over real HTTP.
//!
//! [`parameters`] says with which settings and secrets a host has to be started; [`suite`] speaks with
//! it; [`cases`] are what has to hold. Hosts are started by [`process`] (the self-hosted server),
//! [`embedded`] (the core in memory) and [`command`] (any other one, such as the Worker). The program
//! `custodian-conformance` examines a host that a command starts; `bench` measures one.
//!
//! To add a rule: a case in the file of its call, and its line in [`cases::all`].

#![allow(
    clippy::disallowed_methods,
    reason = "the suite talks to real processes: real time, real randomness, short waits"
)]

pub mod cases;
pub mod command;
pub mod embedded;
pub mod parameters;
pub mod process;
pub mod suite;

use std::time::Instant;
use suite::Suite;

/// Runs every case and prints a line for each; the names of those that failed.
pub async fn run_all(suite: &Suite) -> Vec<&'static str> {
    let mut failed = Vec::new();
    for (name, case) in cases::all() {
        let began = Instant::now();
        let outcome = case(suite.clone()).await;
        let spent = began.elapsed().as_millis();
        match outcome {
            Ok(()) => println!("ok    {name} ({spent} ms)"),
            Err(words) => {
                println!("FAIL  {name} ({spent} ms): {words}");
                failed.push(name);
            }
        }
    }
    failed
}
