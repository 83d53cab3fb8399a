//! `migraine-pulse bench`: measures what the README promises and prints one table.
//!
//! Each part measures one promise against the database that the environment names, beside something
//! that does less, and hands rows to `table`. What only the outside sees (memory of the server, sizes
//! of files) is measured by `scripts/bench` and arrives in environment variables. To promise
//! something new: a file with a function that returns rows, called from [`run`]. Nothing here is a
//! test: a slow machine prints `over`, and nothing fails. Never point it at patients' data.

mod daily;
mod feeds;
mod history;
mod keys;
mod latency;
mod outside;
mod pages;
mod rules;
mod saving;
mod scratch;
mod sealing;
mod table;

#[cfg(test)]
mod tests;

use crate::platform::{
    config::{Config, FILE, Mode},
    state::AppState,
};
use leptos::config::{LeptosOptions, get_configuration};

/// What any part of the benchmark may fail with: it is printed and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measures everything and prints the table.
///
/// # Errors
/// In production, without the owner's database address, and when a part of the application fails.
pub async fn run(config: Config) -> Result<(), Failure> {
    if config.server.mode == Mode::Production {
        return Err("server.mode is production: the benchmark writes made-up patients".into());
    }
    let state = AppState::new(config.clone(), framework())?;
    let mut rows = outside::rows();
    rows.extend(sealing::measure(state.entropy.as_ref())?);
    rows.extend(saving::measure(&state).await?);
    rows.extend(daily::measure(&state).await?);
    rows.extend(rules::measure()?);
    rows.extend(pages::measure(&state).await?);
    rows.extend(keys::measure(&state).await?);
    rows.extend(feeds::measure(&state).await?);
    rows.extend(history::measure(config).await?);
    state.database.close().await;
    print!("{}", table::render(&rows));
    Ok(())
}

fn framework() -> LeptosOptions {
    get_configuration(Some(FILE)).map_or_else(
        |_| {
            LeptosOptions::builder()
                .output_name("migraine-pulse")
                .build()
        },
        |file| file.leptos_options,
    )
}

/// Tells on standard error what is being measured, because some parts take a while.
fn announce(what: &str) {
    eprintln!("    {what} ...");
}
