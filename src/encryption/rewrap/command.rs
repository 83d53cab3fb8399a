//! The command line of `rewrap`.

use super::{
    incident::{Incident, Summary},
    patients::{self, Patient},
};
use crate::{
    encryption::remote::orders::SignedOrder,
    platform::{config::Config, ids::UserId, state::AppState},
};
use leptos::config::LeptosOptions;
use sqlx::{Connection, PgConnection};
use std::{collections::BTreeSet, path::PathBuf, time::Duration};

/// What the command may fail with: it is printed and ends the run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Whose keys are replaced, and on whose word.
#[derive(Debug, clap::Args)]
pub struct Rewrap {
    /// The order, signed by two operators: `migraine-pulse-custodian order --action rewrap`, then
    /// `sign-order`.
    #[arg(long)]
    order: PathBuf,
    /// Name of the incident. A further start under the same name goes on, also with another order.
    #[arg(long)]
    incident: String,
    /// Only for the patient with this e-mail address; may be repeated. Without it: for everybody.
    #[arg(long)]
    user: Vec<String>,
    /// How many patients are opened in a minute at most. The custodian freezes the application's key when
    /// unusually many are (200 in five minutes unless it is set up otherwise), those on pages included.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=6_000))]
    users_per_minute: u32,
}

/// Replaces the keys of patients who are not here.
///
/// # Errors
/// In plain words, when it cannot begin, or when it failed for some patients (each is named).
pub async fn rewrap(config: Config, wanted: &Rewrap) -> Result<(), Failure> {
    let text = std::fs::read(&wanted.order)
        .map_err(|error| format!("{}: {error}", wanted.order.display()))?;
    let order: SignedOrder = serde_json::from_slice(&text)
        .map_err(|_| format!("{} is not a signed order", wanted.order.display()))?;
    let is_name = (1..=100).contains(&wanted.incident.chars().count());
    if !is_name {
        return Err("--incident: one to 100 letters".into());
    }
    let owner = config.database.migration_url.as_ref().ok_or(
        "database.migration_url: is missing; only the role that owns the tables can list patients",
    )?;
    let mut owner = PgConnection::connect(owner.expose())
        .await
        .map_err(|_| "the database does not answer the owner's address")?;
    let listed = patients::list(&mut owner).await?;
    owner.close().await.map_err(|error| error.to_string())?;
    let options = LeptosOptions::builder()
        .output_name("migraine-pulse")
        .build();
    let state = AppState::new(config, options)?;
    let custodian = state
        .identity
        .custodian()
        .cloned()
        .ok_or("custodian.kind: orders are for a remote custodian")?;
    let chosen = choose(&state, listed, &wanted.user).await?;
    let incident = Incident {
        store: state.store.clone(),
        database: state.database.clone(),
        custodian,
        clock: state.clock.clone(),
        order,
        name: wanted.incident.clone(),
        pause: Duration::from_mins(1) / wanted.users_per_minute,
    };
    let summary = incident.run(chosen, tokio::time::sleep).await;
    state.database.close().await;
    report(&summary)
}

/// Those with the given addresses; everybody without any.
async fn choose(
    state: &AppState,
    listed: Vec<Patient>,
    addresses: &[String],
) -> Result<Vec<Patient>, Failure> {
    if addresses.is_empty() {
        return Ok(listed);
    }
    let mut users: BTreeSet<UserId> = BTreeSet::new();
    for address in addresses {
        let found = state.identity.accounts().find_by_email(address).await?;
        users.insert(found.ok_or("nobody with one of these e-mail addresses has signed in yet")?);
    }
    Ok(listed
        .into_iter()
        .filter(|patient| users.contains(&patient.user))
        .collect())
}

fn report(summary: &Summary) -> Result<(), Failure> {
    println!(
        "{} patients have new keys ({} had them before): {} records moved, {} overtaken by edits, {} shares retired",
        summary.closed,
        summary.before,
        summary.resealed.moved,
        summary.resealed.overtaken,
        summary.retired
    );
    for (user, trouble) in &summary.failed {
        println!("not done: {user}: {trouble}");
    }
    match summary.failed.len() {
        0 => Ok(()),
        some => Err(format!(
            "not done for {some} patients; start once more with the same --incident"
        )
        .into()),
    }
}
