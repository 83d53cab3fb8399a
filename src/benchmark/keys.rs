//! How fast records move to new keys, and how long a sign-in takes of somebody with many keys.
//!
//! The second needs the key custodian as a process of its own, which `scripts/bench` starts and names in
//! the environment; without it there is no row. Four hundred days of writing cannot be lived through here:
//! four hundred lineages stand for them, whose shares are asked for, lent and joined in the same way.

use super::{
    Failure, announce, framework,
    latency::{self, Latencies},
    pages::cookie_of,
    table::Row,
};
use crate::{
    attacks::server::AttackRecord,
    demo::DemoDiary,
    encryption::{
        epoch::KeyName,
        remote::settings::RemoteSettings,
        server::{KeyUpkeep, NewRecord},
    },
    identity::server::{Person, development::vouch},
    platform::{
        config::{self, Config, SecretKey},
        ids::{RecordId, UserId},
        router::router,
        state::AppState,
    },
};
use axum::{
    body::Body,
    http::{Request, header},
};
use http_body_util::BodyExt;
use jiff::civil::date;
use std::{collections::BTreeSet, time::Duration};
use tower::ServiceExt;

/// Records that move, and how often they do.
const RECORDS: usize = 30_000;
const MOVES: usize = 5;
/// The promise, in records per second.
const MOVED: f64 = 20_000.0;

/// Keys of the patient who signs in, records under each, and how often they sign in.
const KEYS: usize = 400;
const RECORDS_A_KEY: usize = 4;
const SIGN_INS: usize = 9;
/// The promise, in milliseconds.
const FIRST_PAGE: f64 = 250.0;

/// The patient who signs in.
const EMAIL: &str = "four-hundred-keys@patients.example";

/// Measures both.
pub async fn measure(state: &AppState) -> Result<Vec<Row>, Failure> {
    let mut rows = vec![rewrap(state).await?];
    rows.extend(first_page(&state.config).await?);
    Ok(rows)
}

/// So many attacks under fresh ids.
fn attacks(state: &AppState, count: usize) -> Result<Vec<NewRecord>, Failure> {
    let diary = DemoDiary::between(date(2024, 1, 1), date(2024, 12, 31));
    let planned = diary.attacks.into_iter().map(|planned| planned.attack);
    let patterns: Vec<AttackRecord> = planned.map(AttackRecord::new).collect();
    let records = patterns.iter().cycle().take(count);
    let fresh = records
        .map(|record| NewRecord::of(RecordId::random(state.entropy.as_ref()), record))
        .collect::<Result<_, _>>()?;
    Ok(fresh)
}

async fn rewrap(state: &AppState) -> Result<Row, Failure> {
    announce("moving records to new keys");
    let user = UserId::random(state.entropy.as_ref());
    state
        .store
        .create_many(user, &attacks(state, RECORDS)?)
        .await?;
    let upkeep = KeyUpkeep::new(state.store.clone());
    let mut rates = Vec::new();
    for _ in 0..MOVES {
        upkeep.raise(user).await?;
        let names: BTreeSet<KeyName> = state.store.key_names(user).await?.into_keys().collect();
        let start = latency::start();
        let done = state
            .store
            .rewrap(user, &names, u64::MAX, &mut |_| {})
            .await?;
        let elapsed = start.elapsed();
        if done.moved != RECORDS as u64 {
            return Err("not every record was moved".into());
        }
        let rate = f64::from(u32::try_from(RECORDS)?) / elapsed.as_secs_f64();
        eprintln!("      {rate:.0} records/s");
        rates.push(rate);
    }
    rates.sort_unstable_by(f64::total_cmp);
    let what = "records moved to new keys, one patient, p50";
    Ok(Row::at_least(what, rates[MOVES / 2], MOVED, "/s"))
}

/// From the fresh identity to the end of the first page, as the server sees it: the custodian verifies the
/// identity and lends every key, the records are opened, the page is rendered. The development provider's
/// own time is included.
async fn first_page(configured: &Config) -> Result<Option<Row>, Failure> {
    let Some(settings) = custodian_outside() else {
        return Ok(None);
    };
    announce("signing in with 400 keys");
    let mut config = configured.clone();
    config.custodian = config::Custodian::Remote(settings);
    let state = AppState::new(config.clone(), framework())?;
    let user = known(&state, &config).await?;
    let open = async || state.identity.open_for_command(&config, user, EMAIL).await;
    open().await?;
    let upkeep = KeyUpkeep::new(state.store.clone());
    for number in 0..KEYS {
        let records = attacks(&state, RECORDS_A_KEY)?;
        state.store.create_many(user, &records).await?;
        if number + 1 < KEYS {
            upkeep.raise(user).await?;
        }
    }
    let names = state.store.key_names(user).await?;
    if names.len() != KEYS {
        return Err("there are not as many keys as there should be".into());
    }
    let cookie = cookie_of(&state, user).await?;
    let application = router(state.clone());
    let mut times = Vec::new();
    for repetition in 0..=SIGN_INS {
        state.store.forget(user);
        let request = Request::get("/")
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &cookie)
            .body(Body::empty())?;
        let start = latency::start();
        open().await?;
        let response = application.clone().oneshot(request).await?;
        if !response.status().is_success() {
            return Err(format!("the start page answered {}", response.status()).into());
        }
        response.into_body().collect().await?;
        // The first one makes the connections.
        if repetition > 0 {
            times.push(start.elapsed());
        }
    }
    state.database.close().await;
    let total: Duration = times.iter().sum();
    let median = Latencies::new(times, total).percentile(50);
    let what = "sign-in to first page with 400 keys to lease, p50";
    Ok(Some(
        Row::at_most(what, median, FIRST_PAGE, "ms").beside(median, FIRST_PAGE, "limit"),
    ))
}

/// The account of the patient who signs in.
async fn known(state: &AppState, config: &Config) -> Result<UserId, Failure> {
    let identity = &config.identity;
    let secret = identity
        .client_secret
        .as_ref()
        .ok_or("identity.client_secret: is missing")?;
    let client = (identity.client_id.as_str(), secret.expose());
    let vouched = vouch(&identity.issuer, client, EMAIL, "benchmark")
        .await
        .ok_or("the development provider did not vouch")?;
    let person = Person {
        issuer: identity.issuer.clone(),
        subject: vouched.subject,
        verified_email: Some(EMAIL.to_owned()),
    };
    Ok(state.identity.accounts().find_or_create(&person).await?)
}

/// The custodian that `scripts/bench` started.
fn custodian_outside() -> Option<RemoteSettings> {
    let variable = |name: &str| std::env::var(format!("MIGRAINE_PULSE_BENCH_CUSTODIAN_{name}"));
    let key = |text: &str| {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).ok()?;
        Some(bytes)
    };
    let file = variable("SIGNING_KEY_FILE").ok()?;
    Some(RemoteSettings {
        address: variable("ADDRESS").ok()?,
        key_id: variable("KEY_ID").ok()?,
        signing_key: SecretKey::new(key(&std::fs::read_to_string(file).ok()?)?),
        trusted_key: key(&variable("TRUSTED_KEY").ok()?)?,
    })
}
