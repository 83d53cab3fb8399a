//! What an operator does while the custodian stands still: a new root key, a look, a freed key.

use crate::{
    Configured, Outcome,
    issuers::Issuers,
    machine::{MachineClock, MachineEntropy, replace_private},
    settings::{Configuration, read_secrets},
    sqlite::{SqliteStore, read_entry},
};
use custodian_core::{
    host::{
        Host, Trouble,
        audit::{AuditEntry, Chain, Event, append, verify},
        secrets::Secrets,
        service::wrap_anew,
        store::Store,
    },
    names::Pseudonym,
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
            store: SqliteStore::open(&configuration.database(), limit)?,
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
        self.store.0.execute_batch("begin immediate")?;
        match work(&host, &mut self.store) {
            Ok(value) => {
                self.store.0.execute_batch("commit")?;
                Ok(value)
            }
            Err(trouble) => {
                self.store.0.execute_batch("rollback")?;
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
    standstill.store.flush();
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
    let store = SqliteStore::open(&configuration.database(), limit)?;
    for table in ["user", "permit", "share", "audit", "frozen"] {
        let rows: i64 = store
            .0
            .query_row(&format!("select count(*) from {table}"), [], |row| {
                row.get(0)
            })?;
        println!("{table:<8} {rows}");
    }
    let mut frozen = store.0.prepare("select key_id, at from frozen")?;
    let rows = frozen.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
    })?;
    for row in rows {
        let (key_id, at) = row?;
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
    let store = SqliteStore::open(&configuration.database(), limit)?;
    let chains = verify_all(&store)?;
    println!("{chains} chains are whole");
    Ok(())
}

/// Checks every chain; tells how many there are.
pub fn verify_all(store: &SqliteStore) -> Outcome<usize> {
    let mut names = store.0.prepare("select distinct chain from audit")?;
    let names: Vec<String> = names
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut statement = store.0.prepare(
        "select number, at, key_id, action, detail, outcome, hash from audit
         where chain = ?1 order by number",
    )?;
    for name in &names {
        let chain = match Pseudonym::parse(name) {
            Some(user) => Chain::User(user),
            None => Chain::Gate,
        };
        let entries: Vec<AuditEntry> = statement
            .query_map([name], read_entry)?
            .collect::<Result<_, _>>()?;
        verify(chain, &entries)
            .map_err(|number| format!("chain {name} was changed at entry {number}"))?;
    }
    Ok(names.len())
}
