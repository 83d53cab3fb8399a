//! Writes the demo diary: what is new since the last time, and nothing else.
//!
//! A sealed note remembers up to which day the diary was written. So a second run adds nothing, a
//! run on a later day continues, and what somebody changed or deleted while trying things out stays
//! as they left it.

use super::{
    ZONE,
    diary::DemoDiary,
    person,
    records::{self, Entries},
};
use crate::{
    encryption::server::{Created, NewRecord, Sealable, SealedStore, StoreError},
    environment::server::{Cell, PLACES_NAME, Places},
    identity::server::Person,
    platform::{
        config::{Config, Mode},
        ids::UserId,
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
    /// Check-ins, intakes, measurements and questionnaires that are new.
    pub others: usize,
}

/// Up to which day the demo diary is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DemoProgress {
    first: Date,
    last: Date,
    /// The days hold more than attacks and clear days. Diaries of earlier versions do not; they get the
    /// rest once.
    #[serde(default)]
    is_whole: bool,
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
    let now = state.clock.now();
    let grant = state
        .identity
        .open_for_command(&state.config, user, email)
        .await?;
    let seeded = fill(&state.store, user, now).await;
    state.identity.close_after_command(user, grant).await;
    let seeded = seeded?;
    let home = Places::of_demo().list;
    let width = state.config.environment.cell_tenths;
    let cells: Vec<Cell> = home
        .iter()
        .map(|place| Cell::of(place.latitude, place.longitude, width))
        .collect();
    state.feeds.want(&cells).await?;
    println!(
        "demo diary: {} attacks, {} clear days and {} other entries added",
        seeded.attacks, seeded.clear_days, seeded.others
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
    let was_whole = written.as_ref().is_some_and(|stored| stored.value.is_whole);
    let whole = DemoDiary::between(first, last);
    let fresh = match &written {
        Some(stored) => {
            let earlier = DemoDiary::between(first, stored.value.last);
            whole.clone().since(&earlier)
        }
        None => whole.clone(),
    };
    let days = if was_whole { &fresh } else { &whole };
    let mut entries = Entries::default();
    entries.attacks(&fresh.attacks, &ids)?;
    entries.clear_days(&fresh.clear_days, &ids)?;
    entries.of_days(days, &ids)?;
    let mut records = entries.records;
    let entries_count = records.len();
    records.push(NewRecord::of(
        ids.id(&[b"demo", b"profile"]),
        &person::profile(),
    )?);
    // Where somebody moved the demo patient, they stay.
    records.push(NewRecord::of(ids.id(PLACES_NAME), &Places::of_demo())?);
    if !was_whole {
        records.extend(records::belongings(first, &ids)?);
    }
    let progress = DemoProgress {
        first,
        last,
        is_whole: true,
    };
    if written.is_none() {
        records.push(NewRecord::of(note, &progress)?);
    }
    let outcome = store.create_many(user, &records).await?;
    if let Some(stored) = written.filter(|stored| stored.value != progress) {
        store.put(user, note, stored.revision, &progress).await?;
    }
    let created = |range: std::ops::Range<usize>| {
        let is_new = |created: &&Created| **created == Created::New;
        outcome[range].iter().filter(is_new).count()
    };
    let (attacks, clear_days) = (fresh.attacks.len(), fresh.clear_days.len());
    Ok(Seeded {
        attacks: created(0..attacks),
        clear_days: created(attacks..attacks + clear_days),
        others: created(attacks + clear_days..entries_count),
    })
}
