//! What an operator does while the custodian stands still: a new root key, a look, a freed key.

use crate::{
    Configured, Outcome,
    issuers::Issuers,
    machine::{MachineClock, MachineEntropy, replace_private},
    settings::{Configuration, read_secrets},
    sqlite::{Sqlite, SqliteStore},
};
use custodian_core::{
    host::{
        Host, Trouble,
        audit::{Chain, Event, append},
        secrets::Secrets,
        service::wrap_anew,
        store::Store,
    },
    protocol::UseDetail,
};

struct Standstill {
    configuration: Configuration,
    secrets: Secrets,
    issuers: Issuers,
    store: SqliteStore,
    _lock: std::fs::File,
}

impl Standstill {
    fn begin(configured: &Configured) -> Outcome<Self> {
        // An error means that somebody was first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let configuration = Configuration::load(configured)?;
        let lock = configuration.lock()?;
        let limit = configuration.server.most_megabytes;
        Ok(Self {
            secrets: configuration.secrets()?,
            issuers: Issuers::new(Vec::new())?,
            store: Sqlite::open(&configuration.database(), limit)?,
            configuration,
            _lock: lock,
        })
    }

    /// Does something in one transaction.
    fn work<T>(
        &mut self,
        work: impl FnOnce(&Host<'_>, &mut SqliteStore) -> Result<T, Trouble>,
    ) -> Outcome<T> {
        let host = Host {
            settings: &self.configuration.custody,
            secrets: &self.secrets,
            clock: &MachineClock::default(),
            entropy: &MachineEntropy,
            keys: &self.issuers,
        };
        self.store.database.execute_batch("begin immediate")?;
        match work(&host, &mut self.store) {
            Ok(value) => {
                self.store.database.execute_batch("commit")?;
                Ok(value)
            }
            Err(trouble) => {
                self.store.database.execute_batch("rollback")?;
                Err(format!("nothing was changed in this step: {trouble:?}").into())
            }
        }
    }
}

/// Replaces the root key. Repeated after an interruption, it goes on where it stopped.
pub fn run(configured: &Configured) -> Outcome {
    let mut standstill = Standstill::begin(configured)?;
    let path = standstill.configuration.server.secrets_file.clone();
    let mut text = read_secrets(&path)?;
    if text.previous_root_key.is_none() {
        text = text.rotated(&MachineEntropy);
        // On disk before the first share is wrapped under it.
        replace_private(&path, toml::to_string(&text)?.as_bytes())?;
    }
    standstill.secrets = text.parse()?;
    let mut shares = 0;
    loop {
        let done = standstill.work(|host, store| wrap_anew(host, store))?;
        if done == 0 {
            break;
        }
        shares += done;
        eprint!("\r{shares} shares wrapped anew");
    }
    standstill.work(|host, store| {
        let event = Event {
            key_id: "",
            action: "rotate-root",
            detail: UseDetail {
                shares,
                ..UseDetail::default()
            },
            outcome: "done",
        };
        append(store, Chain::Gate, host.clock.now(), event).map_err(Trouble::from)
    })?;
    standstill.store.database.flush();
    text.previous_root_key = None;
    replace_private(&path, toml::to_string(&text)?.as_bytes())?;
    eprintln!(
        "\r{shares} shares are wrapped under root key {}",
        text.generation
    );
    println!("root key check value: {}", text.parse()?.root.check_value());
    println!(
        "Now write new recovery files, or a lost secrets file loses everything: see the README."
    );
    Ok(())
}

/// Tells how much is stored.
pub fn status(configured: &Configured) -> Outcome {
    let configuration = Configuration::load(configured)?;
    let limit = configuration.server.most_megabytes;
    let store = Sqlite::open(&configuration.database(), limit)?;
    for (table, rows) in store.sizes()? {
        println!("{table:<8} {rows}");
    }
    for (key_id, at) in store.frozen_keys()? {
        println!("FROZEN since {at}: {key_id}");
    }
    Ok(())
}

/// Lets a frozen key work again.
pub fn unfreeze(configured: &Configured, key_id: &str, reason: &str) -> Outcome {
    let mut standstill = Standstill::begin(configured)?;
    let changed = standstill.work(|host, store| {
        let now = host.clock.now();
        let changed = store.set_frozen(key_id, false, now)?;
        let event = Event {
            key_id,
            action: "unfreeze",
            detail: UseDetail {
                words: Some(reason.to_owned()),
                ..UseDetail::default()
            },
            outcome: "done",
        };
        append(store, Chain::Gate, now, event)?;
        Ok(changed)
    })?;
    println!(
        "{}",
        if changed {
            "it works again"
        } else {
            "it was not frozen"
        }
    );
    Ok(())
}

/// Checks every chain.
pub fn verify_audit(configured: &Configured) -> Outcome {
    let configuration = Configuration::load(configured)?;
    let limit = configuration.server.most_megabytes;
    let store = Sqlite::open(&configuration.database(), limit)?;
    let chains = store.verify_chains()?;
    println!("{chains} chains are whole");
    Ok(())
}
