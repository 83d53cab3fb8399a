//! Writes the demo diary: what is new since the last time, and nothing else.
//!
//! A sealed note remembers up to which day the diary was written. So a second run adds nothing, a
//! run on a later day continues, and what somebody changed or deleted while trying things out stays
//! as they left it.

use super::{
    ZONE,
    diary::{DemoDiary, PlannedAttack},
};
use crate::{
    account::server::Profile,
    attacks::server::AttackRecord,
    daily::server::{ClearDay, clear_day_id},
    encryption::server::{Created, DerivedIds, NewRecord, Sealable, SealedStore, StoreError},
    identity::server::Person,
    platform::{
        config::{Config, Mode},
        ids::{RecordId, UserId},
        state::AppState,
    },
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use leptos::config::LeptosOptions;
use serde::{Deserialize, Serialize};

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeded {
    /// Attacks that are new.
    pub attacks: usize,
    /// Clear days that are new.
    pub clear_days: usize,
}

/// Up to which day the demo diary is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DemoProgress {
    first: Date,
    last: Date,
}

impl Sealable for DemoProgress {
    const KIND: &'static str = "demo_progress";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// Makes the demo patient's account if need be and continues the diary up to yesterday.
///
/// # Errors
/// In production, and when the account or the diary cannot be written.
pub async fn seed(
    config: Config,
    subject: &str,
    email: &str,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    if config.server.mode == Mode::Production {
        return Err(
            "server.mode is production: made-up entries are never written beside those of patients"
                .into(),
        );
    }
    let person = Person {
        issuer: config.identity.issuer.clone(),
        subject: subject.to_owned(),
        verified_email: Some(email.to_owned()),
    };
    let options = LeptosOptions::builder()
        .output_name("migraine-pulse")
        .build();
    let state = AppState::new(config, options)?;
    let user = state.identity.accounts().find_or_create(&person).await?;
    let seeded = fill(&state.store, user, state.clock.now()).await?;
    println!(
        "demo diary: {} attacks and {} clear days added",
        seeded.attacks, seeded.clear_days
    );
    state.database.close().await;
    Ok(())
}

/// Continues the diary of `user` up to the day before `now`, in one transaction.
///
/// # Errors
/// When the keys or the database are away.
pub async fn fill(store: &SealedStore, user: UserId, now: Timestamp) -> Result<Seeded, StoreError> {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let last = now.to_zoned(zone).date().saturating_sub(1.day());
    let ids = store.derived_ids(user).await?;
    let note = ids.id(&[b"demo", b"progress"]);
    let written = store.get::<DemoProgress>(user, note).await?;
    let first = match &written {
        Some(stored) => stored.value.first,
        None => last.saturating_sub(1.year()),
    };
    let mut diary = DemoDiary::between(first, last);
    if let Some(stored) = &written {
        diary = diary.since(&DemoDiary::between(first, stored.value.last));
    }
    let mut records = records(&diary, &ids)?;
    let entries = records.len();
    records.push(NewRecord::of(
        ids.id(&[b"demo", b"profile"]),
        &Profile { is_demo: true },
    )?);
    let progress = DemoProgress { first, last };
    if written.is_none() {
        records.push(NewRecord::of(note, &progress)?);
    }
    let outcome = store.create_many(user, &records).await?;
    if let Some(stored) = written.filter(|stored| stored.value.last < last) {
        store.put(user, note, stored.revision, &progress).await?;
    }
    let is_new = |created: &&Created| **created == Created::New;
    let (attacks, clear_days) = outcome[..entries].split_at(diary.attacks.len());
    Ok(Seeded {
        attacks: attacks.iter().filter(is_new).count(),
        clear_days: clear_days.iter().filter(is_new).count(),
    })
}

/// Attacks first, then clear days.
fn records(diary: &DemoDiary, ids: &DerivedIds) -> Result<Vec<NewRecord>, StoreError> {
    let attacks = diary.attacks.iter().map(|planned| {
        NewRecord::of(
            attack_id(ids, planned),
            &AttackRecord::new(planned.attack.clone()),
        )
    });
    let clear_days = diary
        .clear_days
        .iter()
        .map(|day| NewRecord::of(clear_day_id(ids, *day), &ClearDay { day: *day }));
    attacks.chain(clear_days).collect()
}

fn attack_id(ids: &DerivedIds, planned: &PlannedAttack) -> RecordId {
    ids.id(&[
        b"demo",
        b"attack",
        &planned.week.to_be_bytes(),
        &[planned.place],
    ])
}
