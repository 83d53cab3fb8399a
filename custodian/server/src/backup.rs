//! Dump and restore: everything that is stored, encrypted to people (age) and signed by the custodian.
//!
//! A dump holds wrapped shares only: without the root key it opens nothing. A restore fills an empty
//! store, checks counts, chains and that a share opens, and destroys again whoever is on the list of
//! the destroyed, which lies beside the store and is newer than any dump.

use crate::{
    Configured, Outcome, backup_remote,
    machine::{MachineClock, write_private},
    settings::Configuration,
    sqlite::{Sqlite, SqliteStore},
    tombstones::{self, Destroyed},
};
use age::{Decryptor, Encryptor, Identity, IdentityFile, Recipient, x25519};
use custodian_core::{
    host::{secrets::Secrets, service::opens, store::Store},
    ports::Clock,
};
use rusqlite::types::{Value, ValueRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    io::{BufReader, Read, Write},
    path::{Path, PathBuf},
};
use zeroize::Zeroizing;

const FORMAT: &str = "migraine-pulse custodian dump 1";
const TABLES: [&str; 10] = [
    "once", "counter", "seen", "busiest", "frozen", "turn", "user", "permit", "sign_in", "share",
];
const AUDIT: &str = "audit";

/// Writes an encrypted dump.
#[derive(Debug, clap::Args)]
pub struct Dump {
    #[command(flatten)]
    configured: Configured,
    /// Where it goes; must not exist.
    file: PathBuf,
}

/// Fills an empty store.
#[derive(Debug, clap::Args)]
pub struct Restore {
    #[command(flatten)]
    configured: Configured,
    /// The dump.
    file: PathBuf,
    /// The age identity that opens it.
    #[arg(long)]
    identity: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    created: i64,
    root_check: String,
    rows: BTreeMap<String, u64>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    table: String,
    values: Vec<Cell>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Cell {
    Null,
    Number(i64),
    Text(String),
    Bytes(String),
}

impl Dump {
    /// Writes the dump; the custodian may run meanwhile.
    pub fn run(&self) -> Outcome {
        let configuration = Configuration::load(&self.configured)?;
        let recipients = &configuration.server.backup_recipients;
        if recipients.is_empty() {
            return Err("server.backup_recipients names nobody who could open the dump".into());
        }
        let secrets = configuration.secrets()?;
        let limit = configuration.server.most_megabytes;
        let store = Sqlite::open(&configuration.database(), limit)?;
        // One moment for all tables.
        store.database.execute_batch("begin")?;
        let mut rows = BTreeMap::new();
        let mut lines = String::new();
        for table in TABLES.into_iter().chain([AUDIT]) {
            let count = write_table(&store, table, &mut lines)?;
            rows.insert(table.to_owned(), count);
        }
        store.database.execute_batch("rollback")?;
        let head = Head {
            format: FORMAT.to_owned(),
            created: MachineClock::default().now(),
            root_check: secrets.root.check_value(),
            rows,
        };
        let content = format!("{}\n{lines}", serde_json::to_string(&head)?);
        let signature = secrets.sign_dump(&Sha256::digest(&content).into());
        let sealed = encrypt(recipients, format!("{content}{signature}\n").as_bytes())?;
        write_private(&self.file, &sealed)?;
        println!(
            "{} rows are in {}",
            head.rows.values().sum::<u64>(),
            self.file.display()
        );
        Ok(())
    }
}

fn write_table(store: &SqliteStore, table: &str, lines: &mut String) -> Outcome<u64> {
    let mut statement = store.database.prepare(&format!("select * from {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let values = (0..columns)
            .map(|column| {
                Ok(match row.get_ref(column)? {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(number) => Cell::Number(number),
                    ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Cell::Bytes(hex::encode(bytes)),
                    ValueRef::Real(_) => return Err("no column holds fractions".into()),
                })
            })
            .collect::<Outcome<Vec<_>>>()?;
        let line = Line {
            table: table.to_owned(),
            values,
        };
        lines.push_str(&serde_json::to_string(&line)?);
        lines.push('\n');
        count += 1;
    }
    Ok(count)
}

impl Restore {
    /// Restores into an empty store; nothing stays when something is wrong.
    pub fn run(&self) -> Outcome {
        let configuration = Configuration::load(&self.configured)?;
        let _lock = configuration.lock()?;
        let secrets = configuration.secrets()?;
        if configuration.database().exists() {
            let path = configuration.database();
            return Err(format!("{} exists; move it away first", path.display()).into());
        }
        let sealed = std::fs::read(&self.file)?;
        let plain = decrypt(&age_identities(&self.identity)?, &sealed)?;
        let text = std::str::from_utf8(&plain)?.trim_end();
        let limit = configuration.server.most_megabytes;
        let mut store = Sqlite::open(&configuration.database(), limit)?;
        store.database.execute_batch("begin immediate")?;
        let filled = if backup_remote::is_of_pages(text) {
            backup_remote::fill(&secrets, &mut store, text)
        } else {
            fill_signed(&secrets, &store, text)
        };
        let outcome = filled.and_then(|(what, created)| {
            let destroyed = destroy_again(&mut store, &configuration.tombstones(), created)?;
            let chains = store.verify_chains()?;
            let opened = opens(&secrets, &mut store)?;
            Ok((what, destroyed, chains, opened))
        });
        match outcome {
            Ok((what, destroyed, chains, opened)) => {
                store.database.execute_batch("commit")?;
                store.database.flush();
                println!(
                    "restored: {what}, {chains} whole chains, {opened} shares tried and opened, \
                     {destroyed} users destroyed again"
                );
                Ok(())
            }
            Err(error) => {
                store.database.execute_batch("rollback")?;
                drop(store);
                std::fs::remove_file(configuration.database())?;
                Err(error)
            }
        }
    }
}

/// Fills in a dump; tells what it held, and when it was written.
fn fill_signed(secrets: &Secrets, store: &SqliteStore, text: &str) -> Outcome<(String, i64)> {
    let (content, signature) = text.rsplit_once('\n').ok_or("the dump is cut off")?;
    let content = format!("{content}\n");
    if secrets.sign_dump(&Sha256::digest(&content).into()) != signature {
        return Err("the dump was not written by this custodian, or was changed".into());
    }
    let mut lines = content.lines();
    let head: Head = serde_json::from_str(lines.next().unwrap_or_default())?;
    if head.format != FORMAT {
        return Err("the dump has another format".into());
    }
    fill(store, lines, &head)?;
    let rows = head.rows.values().sum::<u64>();
    Ok((format!("{rows} rows"), head.created))
}

fn fill<'a>(store: &SqliteStore, lines: impl Iterator<Item = &'a str>, head: &Head) -> Outcome {
    let mut rows = BTreeMap::<String, u64>::new();
    for line in lines {
        let line: Line = serde_json::from_str(line)?;
        if line.table != AUDIT && !TABLES.contains(&line.table.as_str()) {
            return Err("the dump has a table that is not known".into());
        }
        let marks = vec!["?"; line.values.len()].join(", ");
        let mut statement = store
            .database
            .prepare_cached(&format!("insert into {} values ({marks})", line.table))?;
        let values = line
            .values
            .into_iter()
            .map(|cell| {
                Ok(match cell {
                    Cell::Null => Value::Null,
                    Cell::Number(number) => Value::Integer(number),
                    Cell::Text(text) => Value::Text(text),
                    Cell::Bytes(bytes) => Value::Blob(hex::decode(bytes)?),
                })
            })
            .collect::<Outcome<Vec<_>>>()?;
        statement.execute(rusqlite::params_from_iter(values))?;
        *rows.entry(line.table).or_default() += 1;
    }
    let is_whole = head
        .rows
        .iter()
        .all(|(table, count)| rows.get(table).copied().unwrap_or(0) == *count);
    if is_whole {
        Ok(())
    } else {
        Err("the dump has fewer rows than it says".into())
    }
}

/// Destroys whoever was destroyed after the dump was written.
fn destroy_again(store: &mut SqliteStore, list: &Path, dumped: i64) -> Outcome<u32> {
    let mut destroyed = 0;
    for Destroyed { user, at } in tombstones::read(list)? {
        // Who was destroyed before the dump may have come back before it, too.
        if at < dumped {
            continue;
        }
        let Some(mut row) = store.user(user)? else {
            continue;
        };
        let shares = store.destroy_shares(user)?;
        store.end_grants(user)?;
        if row.receipt.is_none() {
            row.receipt = Some("destroyed again after a restore".to_owned());
            store.put_user(user, &row)?;
        }
        destroyed += u32::from(shares > 0);
    }
    Ok(destroyed)
}

/// Encrypts to age recipients.
pub fn encrypt(recipients: &[String], plain: &[u8]) -> Outcome<Vec<u8>> {
    let recipients: Vec<x25519::Recipient> = recipients
        .iter()
        .map(|text| {
            text.parse()
                .map_err(|_| format!("{text} is not an age recipient"))
        })
        .collect::<Result<_, _>>()?;
    let encryptor = Encryptor::with_recipients(
        recipients
            .iter()
            .map(|recipient| recipient as &dyn Recipient),
    )?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed)?;
    writer.write_all(plain)?;
    writer.finish()?;
    Ok(sealed)
}

/// Decrypts what was encrypted to one of these identities.
pub fn decrypt(
    identities: &[Box<dyn Identity + Send + Sync>],
    sealed: &[u8],
) -> Outcome<Zeroizing<Vec<u8>>> {
    let decryptor = Decryptor::new(sealed)?;
    let mut reader = decryptor.decrypt(
        identities
            .iter()
            .map(|identity| &**identity as &dyn Identity),
    )?;
    let mut plain = Zeroizing::new(Vec::new());
    reader.read_to_end(&mut plain)?;
    Ok(plain)
}

/// The identities in a file.
pub fn age_identities(path: &Path) -> Outcome<Vec<Box<dyn Identity + Send + Sync>>> {
    let file = std::fs::File::open(path)?;
    let identities = IdentityFile::from_buffer(BufReader::new(file))?.into_identities()?;
    Ok(identities)
}
